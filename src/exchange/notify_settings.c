#include "exchange/notify_settings.h"

#include "exchange/exchange_messages.h"
#include "ledger/data_file.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(struct arena *arena, const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return arena_strdup(arena, text ? text : "");
}

static enum status read_webhook(struct arena *arena, const json_t *json, struct problems *problems,
                                struct notify_webhook *webhook)
{
    size_t size;
    *webhook = (struct notify_webhook){
        .name = text_of(arena, json, "name"),
        .kind = text_of(arena, json, "kind"),
        .url = text_of(arena, json, "url"),
        .secret = text_of(arena, json, "secret"),
    };
    bool known =
        !strpbrk(webhook->kind, "/.") && data_file(arena_printf(arena, "webhooks/%s.json", webhook->kind), &size);
    bool web = strncmp(webhook->url, "https://", 8) == 0 || strncmp(webhook->url, "http://", 7) == 0;
    if (!*webhook->name || !known || !web)
        return problem_add(problems, REFUSED, &msg_notify_webhook, webhook->name, webhook->name, NULL);
    return OK;
}

static enum status read_settings(struct arena *arena, const json_t *json, struct problems *problems,
                                 struct notify_settings *settings)
{
    const json_t *mail = json_object_get(json, "mail"), *webhooks = json_object_get(json, "webhooks");
    enum status status = OK;
    settings->mail_url = text_of(arena, mail, "url");
    settings->mail_from = text_of(arena, mail, "from");
    settings->mail_user = text_of(arena, mail, "user");
    settings->mail_password = text_of(arena, mail, "password");
    settings->mail_starttls = json_is_true(json_object_get(mail, "starttls"));
    bool smtp = strncmp(settings->mail_url, "smtp://", 7) == 0 || strncmp(settings->mail_url, "smtps://", 8) == 0;
    if (*settings->mail_url && (!smtp || !strchr(settings->mail_from, '@') || strpbrk(settings->mail_from, "\r\n<>")))
        return problem_add(problems, REFUSED, &msg_notify_mail, "mail", NULL);
    if (json_array_size(webhooks) > NOTIFY_WEBHOOKS)
        return problem_add(problems, REFUSED, &msg_notify_many, "webhooks", NULL);
    for (size_t i = 0; i < json_array_size(webhooks) && !status; i++)
        status =
            read_webhook(arena, json_array_get(webhooks, i), problems, settings->webhooks + settings->webhook_count++);
    return status;
}

enum status notify_settings_read(struct arena *arena, const char *where, struct problems *problems,
                                 struct notify_settings *ret_settings)
{
    const char *said = getenv("RECTIFY_NOTIFY"), *path = said ? said : arena_printf(arena, "%s/notify.json", where);
    struct notify_settings settings = {.mail_url = "", .mail_from = "", .mail_user = "", .mail_password = ""};
    FILE *file = fopen(path, "rbe");
    *ret_settings = settings;
    if (!file)
        return said ? problem_add(problems, REFUSED, &msg_notify_file, path, path, strerror(errno), NULL) : OK;
    char *bytes = arena_alloc(arena, NOTIFY_BYTES);
    size_t size = fread(bytes, 1, NOTIFY_BYTES, file);
    json_error_t error;
    fclose(file);
    json_t *json = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    enum status status = json ? read_settings(arena, json, problems, &settings)
                              : problem_add(problems, REFUSED, &msg_notify_file, path, path, error.text, NULL);
    json_decref(json);
    if (!status)
        *ret_settings = settings;
    return status;
}
