#include "exchange/deliver.h"

#include "ledger/data_file.h"

#include <curl/curl.h>
#include <jansson.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>
#include <time.h>

void deliver_begin(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

static const char *base64(struct arena *arena, const void *bytes, size_t size)
{
    char *text = arena_alloc(arena, 4 * ((size + 2) / 3) + 1);
    EVP_EncodeBlock((unsigned char *)text, bytes, (int)size);
    return text;
}

static size_t hmac(const char *key, const char *text, unsigned char out[EVP_MAX_MD_SIZE])
{
    unsigned size = 0;
    HMAC(EVP_sha256(), key, (int)strlen(key), (const unsigned char *)text, strlen(text), out, &size);
    return size;
}

static CURL *begin(struct arena *arena, const char *url, char **ret_error)
{
    CURL *curl = curl_easy_init();
    *ret_error = arena_alloc(arena, CURL_ERROR_SIZE);
    if (!curl)
        return NULL;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, *ret_error);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)DELIVER_SECONDS);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    return curl;
}

static enum status end(struct arena *arena, CURL *curl, const char *error, const char **ret_reason)
{
    CURLcode code = curl_easy_perform(curl);
    long answer = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    curl_easy_cleanup(curl);
    if (code == CURLE_OK)
        return OK;
    *ret_reason = *error ? arena_strdup(arena, error) : curl_easy_strerror(code);
    return FAILED;
}

/* ---- mail ---- */

struct reading {
    const char *bytes;
    size_t left;
};

static size_t give(char *buffer, size_t size, size_t count, void *context)
{
    struct reading *reading = context;
    size_t take = size * count < reading->left ? size * count : reading->left;
    memcpy(buffer, reading->bytes, take);
    reading->bytes += take;
    reading->left -= take;
    return take;
}

/* RFC 5322 with all that is not ASCII in base64, lines of 76. */
static const char *compose(struct arena *arena, const struct notify_settings *settings,
                           const struct outbox_message *message, instant now)
{
    char id[UUID_TEXT], date_line[64];
    time_t seconds = (time_t)(now / 1000);
    struct tm utc;
    struct strbuf out = {0};
    gmtime_r(&seconds, &utc);
    strftime(date_line, sizeof date_line, "%a, %d %b %Y %H:%M:%S +0000", &utc);
    uuid_text(message->id, id);
    strbuf_addf(&out, "Date: %s\r\nMessage-ID: <%s@rectify>\r\n", date_line, id); /* trusted: a date and an id */
    strbuf_adds(&out, "From: <");
    strbuf_adds(&out, settings->mail_from);
    strbuf_adds(&out, ">\r\nTo: <");
    strbuf_adds(&out, message->recipient);
    strbuf_adds(&out, ">\r\nSubject: =?UTF-8?B?");
    strbuf_adds(&out, base64(arena, message->subject, strlen(message->subject)));
    strbuf_adds(&out, "?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                      "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
    const char *body = base64(arena, message->body, strlen(message->body));
    for (size_t length = strlen(body); length; length = strlen(body)) {
        size_t take = length < 76 ? length : 76;
        strbuf_add(&out, body, take);
        strbuf_adds(&out, "\r\n");
        body += take;
    }
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

enum status deliver_mail(struct arena *arena, const struct notify_settings *settings,
                         const struct outbox_message *message, instant now, const char **ret_reason)
{
    char *error;
    if (!*settings->mail_url || strpbrk(message->recipient, "\r\n<> ") || !strchr(message->recipient, '@')) {
        *ret_reason = !*settings->mail_url ? "no mail server is set" : "that is no address";
        return REFUSED;
    }
    const char *text = compose(arena, settings, message, now);
    struct reading reading = {text, strlen(text)};
    CURL *curl = begin(arena, settings->mail_url, &error);
    if (!curl)
        return FAILED;
    struct curl_slist *to =
        curl_slist_append(NULL, arena_printf(arena, "<%s>", message->recipient));                /* trusted: checked */
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, arena_printf(arena, "<%s>", settings->mail_from)); /* trusted: checked */
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
    if (*settings->mail_user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings->mail_user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, settings->mail_password);
    }
    if (settings->mail_starttls)
        curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    enum status status = end(arena, curl, error, ret_reason);
    curl_slist_free_all(to);
    return status;
}

/* ---- webhooks ---- */

struct filling {
    struct arena *arena;
    const struct outbox_message *message;
    const char *timestamp, *sign, *id, *day;
};

/* "{text}" and the like, in every string of the form. */
static json_t *fill(const struct filling *f, const json_t *form)
{
    const struct {
        const char *name, *value;
    } values[] = {{"{text}", f->message->body},
                  {"{timestamp}", f->timestamp},
                  {"{sign}", f->sign},
                  {"{id}", f->id},
                  {"{day}", f->day}};
    const char *key;
    json_t *value;
    if (json_is_object(form)) {
        json_t *filled = json_object();
        json_object_foreach((json_t *)(uintptr_t)form, key, value)
        {
            json_object_set_new(filled, key, fill(f, value));
        }
        return filled;
    }
    for (size_t i = 0; json_is_string(form) && i < sizeof values / sizeof *values; i++)
        if (strcmp(json_string_value(form), values[i].name) == 0)
            return json_string(values[i].value);
    return json_deep_copy(form);
}

static size_t ignore(char *buffer, size_t size, size_t count, void *context)
{
    (void)buffer;
    (void)context;
    return size * count;
}

static const char *escaped(struct arena *arena, const char *text)
{
    char *coded = curl_easy_escape(NULL, text, 0);
    const char *kept = arena_strdup(arena, coded ? coded : "");
    curl_free(coded);
    return kept;
}

static const char *hex(struct arena *arena, const unsigned char *bytes, size_t size)
{
    struct strbuf out = {0};
    strbuf_add_hex(&out, bytes, size);
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

static enum status post(struct arena *arena, const char *url, const char *body, const char *signature,
                        const char **ret_reason)
{
    char *error;
    CURL *curl = begin(arena, url, &error);
    if (!curl)
        return FAILED;
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json; charset=utf-8");
    if (signature)
        headers = curl_slist_append(
            headers, arena_printf(arena, "X-Rectify-Signature: sha256=%s", signature)); /* trusted: hex */
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    enum status status = end(arena, curl, error, ret_reason);
    curl_slist_free_all(headers);
    return status;
}

enum status deliver_webhook(struct arena *arena, const struct notify_webhook *webhook,
                            const struct outbox_message *message, instant now, const char **ret_reason)
{
    unsigned char mac[EVP_MAX_MD_SIZE];
    char id[UUID_TEXT], day[INSTANT_TEXT];
    size_t size = 0;
    const char *form_bytes = data_file(arena_printf(arena, "webhooks/%s.json", webhook->kind), &size),
               *url = webhook->url, *signature = NULL;
    json_t *form = form_bytes ? json_loadb(form_bytes, size, 0, NULL) : NULL;
    const char *how = json_string_value(json_object_get(form, "sign"));
    struct filling f = {.arena = arena, .message = message, .sign = "", .id = id, .day = day};
    uuid_text(message->id, id);
    instant_text(now, day);
    day[10] = '\0';
    f.timestamp = arena_printf(arena, "%lld", (long long)(how && strcmp(how, "dingtalk") == 0 ? now : now / 1000));
    const char *signed_text =
        arena_printf(arena, "%s\n%s", f.timestamp, webhook->secret); /* trusted: goes into a hash */
    if (how && strcmp(how, "dingtalk") == 0 && *webhook->secret) {
        f.sign = base64(arena, mac, hmac(webhook->secret, signed_text, mac));
        url = arena_printf(arena, "%s%ctimestamp=%s&sign=%s", url, strchr(url, '?') ? '&' : '?', f.timestamp,
                           escaped(arena, f.sign)); /* trusted: escaped */
    } else if (how && strcmp(how, "feishu") == 0) {
        f.sign = base64(arena, mac, hmac(signed_text, "", mac));
    }
    json_t *filled = fill(&f, json_object_get(form, "body"));
    char *dumped = json_dumps(filled, JSON_COMPACT);
    const char *body = arena_strdup(arena, dumped ? dumped : "{}");
    free(dumped);
    json_decref(filled);
    if (how && strcmp(how, "header") == 0) /* the form lives as long as its words are looked at */
        signature = hex(arena, mac, hmac(webhook->secret, body, mac));
    json_decref(form);
    return post(arena, url, body, signature, ret_reason);
}
