#include "api/call.h"

#include "access/access_messages.h"
#include "access/api_token.h"
#include "api/access_trail.h"
#include "api/api_messages.h"
#include "api/idempotency.h"
#include "api/pages.h"
#include "api/problem_json.h"
#include "api/streams.h"
#include "base/nearest.h"
#include "journal/journal_messages.h"
#include "ledger/gate.h"
#include "ledger/ledger_messages.h"
#include "record/json.h"
#include "record/record_messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { UNSAFE = HTTP_POST | HTTP_PUT | HTTP_PATCH | HTTP_DELETE };

/* ---- the head of a request ---- */

/* zh unless en (or anything that is not zh) is named first. */
static enum language language_of(const struct http_request *request)
{
    const char *wanted = http_header(request, "Accept-Language");
    if (!wanted || !*wanted || *wanted == '*')
        return LANGUAGE_ZH;
    const char *zh = strstr(wanted, "zh"), *en = strstr(wanted, "en");
    return en && (!zh || en < zh) ? LANGUAGE_EN : LANGUAGE_ZH;
}

/* Behind a proxy on the same machine the person's address is the last one it names. */
static const char *address_of(struct call *call)
{
    const char *peer = call->http->address, *forwarded = http_header(call->http, "X-Forwarded-For");
    if (!forwarded || (strcmp(peer, "127.0.0.1") != 0 && strcmp(peer, "::1") != 0))
        return peer;
    const char *last = strrchr(forwarded, ',');
    last = last ? last + 1 : forwarded;
    last += strspn(last, " ");
    size_t length = strspn(last, "0123456789abcdefABCDEF.:");
    return length && length < 46 ? arena_strndup(call->arena, last, length) : peer;
}

/* A page of another site cannot make a browser log in here: what a browser sends along tells. */
static bool is_from_elsewhere(const struct http_request *request)
{
    const char *site = http_header(request, "Sec-Fetch-Site"), *origin = http_header(request, "Origin");
    const char *host = http_header(request, "Host"), *forwarded = http_header(request, "X-Forwarded-Host");
    if (site && strcmp(site, "cross-site") == 0)
        return true;
    const char *after = origin ? strstr(origin, "://") : NULL;
    if (!origin)
        return false;
    return !after || !((host && strcmp(after + 3, host) == 0) || (forwarded && strcmp(after + 3, forwarded) == 0));
}

/* What the request shows: an API token, or the browser's cookie. NOT_FOUND when there is none. */
static enum status read_credential(struct call *call, struct credential *ret_credential)
{
    static const char scheme[] = "Bearer ";
    const char *header = http_header(call->http, "Authorization");
    if (call->route->flags & FEED) {
        const char *secret = arena_strndup(call->arena, call->arguments[0], strcspn(call->arguments[0], "."));
        ret_credential->bearer = true;
        return api_token_read(secret, &ret_credential->hash) ? OK : call_refuse(call, 401, &msg_token_wrong, "", NULL);
    }
    if (header) {
        ret_credential->bearer = true;
        return strncasecmp(header, scheme, sizeof scheme - 1) == 0 &&
                       api_token_read(header + sizeof scheme - 1, &ret_credential->hash)
                   ? OK
                   : call_refuse(call, 401, &msg_token_wrong, "", NULL);
    }
    const char *token = http_cookie(call->http, "rectify_session");
    ret_credential->bearer = false;
    return token && session_token_read(token, &ret_credential->hash) ? OK : NOT_FOUND;
}

static void note_token_use(struct call *call)
{
    struct access_entry entry = {.kind = access_log_in,
                                 .what = arena_printf(call->arena, "%s (API: %s)", call->session->username,
                                                      call->session->token_name), /* trusted: goes to the log as text */
                                 .at = clock_now(&call->server->setup.clock),
                                 .address = call->actor.address,
                                 .person_id = call->session->scope.person_id};
    access_trail_add(call->server->trail, &entry);
}

struct asking {
    struct call *call;
    struct credential credential;
    struct uuid principal; /* whom he acts for, and the session he has then */
    struct session *principals;
};

static enum status get_session(struct db *db, void *context)
{
    const struct asking *asking = context;
    struct call *call = asking->call;
    return sessions_get(call->server, db, call->arena, &asking->credential, &call->session);
}

static enum status get_principal(struct db *db, void *context)
{
    struct asking *asking = context;
    struct call *call = asking->call;
    return session_act_for(call->server, db, call->arena, call->session, asking->principal, &call->problems,
                           &asking->principals);
}

/* X-Acting-For names whom he acts for in this request (D15): from here on it is that person's scope, the actor is who
 * he is. */
static enum status act_for(struct call *call)
{
    struct asking asking = {.call = call};
    const char *header = http_header(call->http, "X-Acting-For");
    if (!header || !*header)
        return OK;
    if (!uuid_parse(header, &asking.principal))
        return problem_add(&call->problems, FORBIDDEN, &msg_delegation_none, "", NULL);
    enum status status = readers_read(call->server->readers, &call->problems, get_principal, &asking);
    if (status)
        return status == REFUSED ? FORBIDDEN : status;
    call->own_session = call->session;
    call->session = asking.principals;
    call->actor.acting_for_id = asking.principal;
    return OK;
}

/* Who acts for another moves what was delegated, and keeps his own preferences; all else is said as himself. */
static enum status check_acting(struct call *call)
{
    const char *pattern = call->route->pattern;
    bool fits = !(call->http->method & UNSAFE) || strstr(pattern, "/moves/") || strstr(pattern, "/preferences/") ||
                strcmp(pattern, "/api/v1/session") == 0;
    return !call->own_session || fits ? OK : problem_add(&call->problems, FORBIDDEN, &msg_delegation_moves, "", NULL);
}

static enum status read_session(struct call *call)
{
    struct asking asking = {.call = call};
    enum status status = read_credential(call, &asking.credential);
    if (!status)
        status = readers_read(call->server->readers, &call->problems, get_session, &asking);
    if (status == NOT_FOUND && asking.credential.bearer) {
        call_trace(call, access_log_in_failed, "API");
        return call_refuse(call, 401, &msg_token_wrong, "", NULL);
    }
    if (status)
        return status;
    call->actor.person_id = call->session->scope.person_id;
    status = act_for(call);
    if (status)
        return status;
    call->scope = &call->session->scope;
    call->actor.via = call->session->bearer ? via_api : via_web;
    if (sessions_touch(call->server, call->session))
        note_token_use(call);
    return OK;
}

/* What a browser must show besides its cookie, and what an API token may not do. */
static enum status check_means(struct call *call)
{
    const struct session *session = call->session;
    const char *token = http_header(call->http, "X-CSRF-Token");
    bool unsafe = call->http->method & UNSAFE;
    if (!session->bearer)
        return unsafe && !(token && text_equal_constant_time(token, session->csrf))
                   ? problem_add(&call->problems, FORBIDDEN, &msg_csrf_missing, "", NULL)
                   : OK;
    if (call->route->flags & NO_TOKEN || session->feeds_only != ((call->route->flags & FEED) != 0))
        return problem_add(&call->problems, FORBIDDEN, &msg_token_not_here, "", NULL);
    if (unsafe && session->reads_only)
        return problem_add(&call->problems, FORBIDDEN, &msg_token_reads, "", NULL);
    if (unsafe && !uuid_is_nil(session->only_ledger) && !(call->route->flags & LEDGER))
        return problem_add(&call->problems, FORBIDDEN, &msg_token_other_ledger, "", NULL);
    return OK;
}

static enum status check_session(struct call *call)
{
    const struct route *route = call->route;
    const struct ledger_card *ledger;
    if (route->flags & PUBLIC)
        return call->http->method & UNSAFE && is_from_elsewhere(call->http)
                   ? problem_add(&call->problems, FORBIDDEN, &msg_api_origin, "", NULL)
                   : OK;
    enum status status = read_session(call);
    if (status == NOT_FOUND)
        return call_refuse(call, 401, &msg_no_session, "", NULL);
    if (!status)
        status = check_means(call);
    if (!status)
        status = check_acting(call);
    if (status)
        return status;
    if (call->session->must_change && !(route->flags & BEFORE_PASSWORD))
        return problem_add(&call->problems, FORBIDDEN, &msg_password_change_first, "", NULL);
    if (route->roles && !(route->roles & call->scope->roles))
        return problem_add(&call->problems, FORBIDDEN, &msg_no_right, "", NULL);
    return route->flags & LEDGER ? call_ledger(call, &ledger) : OK;
}

/* The route's own parameters; those of lists are looked at where the fields are known. */
static enum status check_query(struct call *call)
{
    const char *known = call->route->query ? call->route->query : "";
    enum status status = OK;
    if (*known == '*')
        return OK;
    for (size_t i = 0; i < call->http->query_count; i++) {
        const char *name = call->http->query[i].name;
        struct nearest nearest = {.wanted = name};
        nearest_try(&nearest, "dry_run");
        for (const char *at = known; *at; at += strspn(at, " ")) {
            size_t length = strcspn(at, " ");
            nearest_try(&nearest, arena_strndup(call->arena, at, length));
            at += length;
        }
        if (nearest.name && nearest.distance == 0)
            continue;
        status = nearest.name ? problem_add(&call->problems, REFUSED, &msg_asked_near, name, name, nearest.name, NULL)
                              : problem_add(&call->problems, REFUSED, &msg_asked_nothing, name, name, NULL);
    }
    return status;
}

static enum status read_options(struct call *call)
{
    const char *dry = http_query(call->http, "dry_run"), *key = http_header(call->http, "Idempotency-Key");
    if (dry && strcmp(dry, "true") != 0 && strcmp(dry, "false") != 0)
        return problem_add(&call->problems, REFUSED, &msg_not_flag, "dry_run", "dry_run", NULL);
    call->dry_run = dry && strcmp(dry, "true") == 0;
    if (call->dry_run && call->route->flags & NO_DRY_RUN)
        return problem_add(&call->problems, REFUSED, &msg_api_no_dry_run, "dry_run", NULL);
    bool kept = call->http->method == HTTP_POST && call->session && !call->dry_run && !(call->route->flags & NO_KEY);
    if (!key || !kept)
        return OK;
    size_t length = strlen(key);
    for (size_t i = 0; i < length; i++)
        if (key[i] <= ' ' || key[i] > '~')
            length = IDEMPOTENCY_KEY + 1;
    if (length == 0 || length > IDEMPOTENCY_KEY)
        return problem_add(&call->problems, REFUSED, &msg_api_idempotency_key, "", NULL);
    call->key = arena_strdup(call->arena, key);
    return OK;
}

/* ---- the reply ---- */

static void write_trace(struct call *call, int code)
{
    struct access_entry *trace = &call->trace;
    if (code == 403 && !trace->what)
        call_trace(call, access_refused, call->http->target);
    if (!trace->what)
        return;
    trace->at = clock_now(&call->server->setup.clock);
    trace->address = call->actor.address;
    trace->person_id = call->actor.person_id; /* nil before he has shown who he is */
    access_trail_add(call->server->trail, trace);
}

static void finish(struct call *call, enum status status)
{
    struct http_request *http = call->http;
    call->stage = STAGE_DONE;
    int code = status || call->refusal ? problem_json(call, status) : call->status ? call->status : 200;
    write_trace(call, code);
    if (!http->reply.media_type && code != 204)
        http->reply.media_type = "application/json";
    http_reply_header(http, "Cache-Control", "no-store");
    http_reply_header(http, "X-Content-Type-Options", "nosniff");
    http_reply_header(http, "Referrer-Policy", "same-origin");
    http_reply_header(http, "Content-Security-Policy",
                      call->policy && code < 300 ? call->policy : "default-src 'none'; frame-ancestors 'none'");
    bool suspended = call->suspended;
    call->suspended = false;
    http->reply.status = code;
    if (suspended)
        http_resume(http); /* from here on the request belongs to its own thread */
}

/* ---- the stages ---- */

static void suspend(struct call *call)
{
    if (call->suspended)
        return;
    call->suspended = true;
    http_suspend(call->http);
}

static enum status answer(struct call *call)
{
    struct db *db;
    struct readers *readers =
        call->route->flags & HEAVY && !call->route->apply ? call->server->heavy_readers : call->server->readers;
    enum status status = readers_take(readers, &call->problems, &db);
    if (status)
        return status;
    size_t problems = call->problems.count;
    status = db_begin_read(db);
    if (!status)
        status = call->route->answer(call, db);
    if ((status == FAILED || status == BUSY) && call->problems.count == problems)
        status = db_problem(db, &call->problems); /* too wide a question is the asker's to narrow */
    if (!status)
        status = db_commit(db);
    readers_give(readers, db, status == FAILED);
    return status;
}

static enum status apply_route(struct tx *tx, void *context, struct problems *problems)
{
    struct call *call = context;
    strbuf_clear(&call->http->reply.body);
    call->answered = false;
    call->refusal = 0;
    call->after = NULL;
    enum status status = OK;
    if (call->session)
        status = session_scope(tx, call->session, problems, &call->scope);
    if (status == FORBIDDEN)
        return call_refuse(call, 401, &msg_no_session, "", NULL);
    if (!status && call->key)
        status = idempotency_find(tx, call, &call->answered);
    if (status || call->answered)
        return status;
    status = call->route->apply(tx, call, problems);
    if (status || call->refusal || !(tx->dry_run || call->key))
        return status;
    if (call->route->answer)
        status = call->route->answer(call, tx->db);
    call->answered = true;
    return !status && call->key ? idempotency_keep(tx, call) : status;
}

static void on_written(void *context, enum status status)
{
    struct call *call = context;
    call->outcome = status;
    if (!status && !call->dry_run)
        streams_poke(call->server->streams);
    if (!status && !call->refusal && call->after)
        call->after(call);
    call->written = !status && !call->refusal && !call->dry_run;
    call->scope = call->session ? &call->session->scope : NULL; /* the transaction's own is not for readers */
    if (!status && !call->refusal && (call->answered || !call->route->answer)) {
        finish(call, OK);
        return;
    }
    call->stage = STAGE_ANSWER; /* on the HTTP thread, with a reader */
    call->suspended = false;
    http_resume(call->http);
}

static void submit(struct call *call)
{
    suspend(call);
    call->write = (struct write_request){.apply = apply_route,
                                         .reply = on_written,
                                         .context = call,
                                         .arena = call->arena,
                                         .problems = &call->problems,
                                         .dry_run = call->dry_run};
    const struct ledger_card *ledger;
    if (call->route->flags & LEDGER && call_ledger(call, &ledger) == OK)
        call->write.ledger = ledger->id;
    enum status status = writer_submit(call->server->writer, &call->write);
    if (status) /* then there is no reply */
        finish(call, status);
}

static void advance(struct call *call, bool on_pool);

static void run_on_pool(void *context)
{
    advance(context, true);
}

static void hand_over(struct call *call, struct pool *pool)
{
    suspend(call);
    call->task = (struct task){.run = run_on_pool, .context = call};
    if (pool_submit(pool, &call->task))
        finish(call, problem_add(&call->problems, BUSY, &msg_api_busy, "", NULL));
}

static void advance(struct call *call, bool on_pool)
{
    const struct route *route = call->route;
    if (call->stage == STAGE_PREPARE) {
        struct pool *pool = route->flags & PASSWORDS ? call->server->passwords
                            : route->flags & HEAVY   ? call->server->heavy
                                                     : NULL;
        if (pool && !on_pool) {
            hand_over(call, pool);
            return;
        }
        bool stopping = on_pool && server_is_stopping(call->server); /* what still waits its turn is not begun */
        enum status status = stopping         ? problem_add(&call->problems, BUSY, &msg_api_stopping, "", NULL)
                             : route->prepare ? route->prepare(call)
                                              : OK;
        if (status || call->refusal || (!route->apply && !route->answer)) {
            finish(call, status);
            return;
        }
        call->stage = route->apply ? STAGE_APPLY : STAGE_ANSWER;
    }
    if (call->stage == STAGE_APPLY)
        submit(call);
    else
        finish(call, answer(call));
}

/* ---- from HTTP ---- */

static enum status find_route(struct call *call)
{
    unsigned allowed = 0;
    struct http_request *http = call->http;
    unsigned method = http->method == HTTP_HEAD ? HTTP_GET : http->method;
    call->route = route_find(call->arena, method, http->target, call->arguments, &allowed);
    if (call->route)
        return OK;
    if (!allowed)
        return problem_add(&call->problems, NOT_FOUND, &msg_api_no_page, "", NULL);
    struct strbuf names = {0};
    static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    if (allowed & HTTP_GET)
        allowed |= HTTP_HEAD;
    for (unsigned i = 0; i < sizeof methods / sizeof *methods; i++)
        if (allowed & (1u << i))
            strbuf_addf(&names, "%s%s", names.length ? ", " : "", methods[i]); /* trusted: of the list above */
    const char *allow = arena_strdup(call->arena, strbuf_text(&names));
    strbuf_free(&names);
    http_reply_header(http, "Allow", allow);
    const char *asked = method ? NULL : "?";
    for (unsigned i = 0; i < sizeof methods / sizeof *methods; i++)
        if (http->method & (1u << i))
            asked = methods[i];
    return call_refuse(call, 405, &msg_api_no_method, "", asked);
}

size_t call_begin(void *context, struct http_request *http)
{
    struct call *call = ARENA_NEW(http->arena, struct call);
    *call = (struct call){.server = context, .http = http, .arena = http->arena};
    problems_init(&call->problems, http->arena);
    http->call = call;
    call->language = language_of(http);
    call->actor.via = via_web;
    call->actor.address = address_of(call);
    if (*http->target && strncmp(http->target, "/api/", 5) != 0)
        return 0; /* a page */
    enum status status = *http->target ? find_route(call)
                                       : problem_add(&call->problems, MALFORMED, &msg_api_malformed_address, "", NULL);
    if (!status && call->route)
        status = check_session(call);
    if (!status && call->route && !call->refusal)
        status = read_options(call);
    if (!status && call->route && !call->refusal)
        status = check_query(call);
    if (status || call->refusal) {
        finish(call, status);
        return 0;
    }
    return call->route->flags & UPLOAD ? UPLOAD_BYTES : call->route->method == HTTP_GET ? 0 : JSON_BODY_BYTES;
}

void call_run(void *context, struct http_request *http)
{
    (void)context;
    struct call *call = http->call;
    char most[16];
    if (http->reply.status)
        return;
    if (!call->route) {
        page_reply(http, call->language);
    } else if (http->over_limit) {
        snprintf(most, sizeof most, "%d", (call->route->flags & UPLOAD ? UPLOAD_BYTES : JSON_BODY_BYTES) / 1024 / 1024);
        finish(call, problem_add(&call->problems, TOO_LARGE, &msg_api_body_large, "", most, NULL));
    } else if (call->outcome || call->refusal) {
        finish(call, call->outcome);
    } else {
        if (call->stage == STAGE_PREPARE && call->key)
            idempotency_hash(call);
        advance(call, false);
    }
}

static void log_line(const struct call *call)
{
    char at[INSTANT_TEXT], path[256];
    const struct http_request *http = call->http;
    static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    const char *method = "?";
    for (unsigned i = 0; i < sizeof methods / sizeof *methods; i++)
        if (http->method & (1u << i))
            method = methods[i];
    /* without the query, which may hold what somebody searched for, nor the secret in the address of a calendar */
    snprintf(path, sizeof path, "%s", call->route && call->route->flags & FEED ? call->route->pattern : http->target);
    for (char *c = path; *c; c++)
        if ((unsigned char)*c <= ' ')
            *c = '?';
    instant_text(clock_now(&call->server->setup.clock), at);
    fprintf(stderr, "%s %s %s %s %s %d %.1f ms\n", at, call->actor.address,
            call->session ? call->session->username : "-", method, path, http->reply.status,
            (double)(http_microseconds() - http->began_at) / 1000.0);
}

void call_end(void *context, struct http_request *http)
{
    struct server *server = context;
    struct call *call = http->call;
    if (server->setup.log && (call->route || http->reply.status >= 400))
        log_line(call);
    stream_close(call->stream);
    sessions_give(server->sessions, call->session);
    sessions_give(server->sessions, call->own_session);
    json_decref(call->json);
    strbuf_free(&call->errors);
}

/* ---- for handlers ---- */

struct strbuf *call_out(struct call *call)
{
    return &call->http->reply.body;
}

void call_trace(struct call *call, enum access kind, const char *what)
{
    call->trace.kind = kind;
    call->trace.what = what;
}

enum status call_refuse(struct call *call, int http_status, const struct message *message, const char *place,
                        const char *argument)
{
    call->refusal = http_status;
    return problem_add(&call->problems, REFUSED, message, place, argument, NULL);
}

enum status call_no_right(struct call *call)
{
    return problem_add(&call->problems, FORBIDDEN, &msg_no_right, "", NULL);
}

enum status call_json(struct call *call, json_t **ret_json)
{
    enum status status = OK;
    if (!call->json)
        status = json_parse(call->http->body, call->http->body_size, &call->problems, &call->json);
    if (!status && !json_is_object(call->json))
        status = problem_add(&call->problems, MALFORMED, &msg_not_object, "", NULL);
    if (!status)
        *ret_json = call->json;
    return status;
}

enum status call_text(struct call *call, const json_t *object, const char *name, bool required, const char **ret_text)
{
    const json_t *value = json_object_get(object, name);
    *ret_text = "";
    if (value && !json_is_null(value) && !json_is_string(value))
        return problem_add(&call->problems, REFUSED, &msg_api_field_text, name, name, NULL);
    if (json_is_string(value))
        *ret_text = json_string_value(value);
    return required && !**ret_text ? problem_add(&call->problems, REFUSED, &msg_api_field_missing, name, name, NULL)
                                   : OK;
}

enum status call_keys(struct call *call, const json_t *object, const char *const *known)
{
    enum status status = OK;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        const char *const *name = known;
        while (*name && strcmp(*name, key) != 0)
            name++;
        if (!*name)
            status = problem_add(&call->problems, REFUSED, &msg_api_field_other, key, key, NULL);
    }
    return status;
}

enum status call_one_text(struct call *call, const char *name, const char **ret_text)
{
    const char *const known[] = {name, NULL};
    json_t *json;
    enum status status = call_json(call, &json);
    if (!status)
        status = call_keys(call, json, known);
    return status ? status : call_text(call, json, name, true, ret_text);
}

enum status call_day(struct call *call, const char *name, date *ret_day)
{
    const char *text = http_query(call->http, name);
    return !text || date_parse(text, ret_day) ? OK
                                              : problem_add(&call->problems, REFUSED, &msg_api_date, name, text, NULL);
}

enum status call_ledger(struct call *call, const struct ledger_card **ret_ledger)
{
    const struct ledger_card *card = session_ledger(call->session, call->arguments[0]);
    if (!card)
        return problem_add(&call->problems, NOT_FOUND, &msg_no_ledger, "", call->arguments[0], NULL);
    *ret_ledger = card;
    return OK;
}

unsigned call_roles(const struct call *call, const struct ledger_card *ledger)
{
    return ledger ? ledger->roles : call->scope->roles;
}

enum status call_write_and_wait(struct call *call,
                                enum status (*apply)(struct tx *tx, void *context, struct problems *problems),
                                void *context)
{
    return server_write(call->server, apply, context, &call->problems, call->dry_run);
}

const char *call_say(const struct call *call, const char *zh, const char *en)
{
    return call->language == LANGUAGE_ZH ? zh : en;
}

void put_uuid(struct strbuf *out, struct uuid id)
{
    char text[UUID_TEXT];
    uuid_text(id, text);
    strbuf_add_json_n(out, text, UUID_TEXT - 1);
}

void put_instant(struct strbuf *out, instant at)
{
    char text[INSTANT_TEXT];
    instant_text(at, text);
    strbuf_add_json(out, text);
}

void call_file_name(struct call *call, const char *name)
{
    struct strbuf out = {0};
    strbuf_adds(&out, "attachment; filename*=UTF-8''");
    for (; *name; name++) {
        unsigned char c = (unsigned char)*name;
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("-._~", c);
        if (plain)
            strbuf_addc(&out, (char)c);
        else
            strbuf_addf(&out, "%%%02X", c);
    }
    http_reply_header(call->http, "Content-Disposition", arena_strdup(call->arena, strbuf_text(&out)));
    strbuf_free(&out);
}

/* A browser's PDF viewer is no part of the document and would not start in a sandbox. */
void call_shows_pdf(struct call *call)
{
    call->http->reply.media_type = "application/pdf";
    call->policy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf; "
                   "frame-ancestors 'self'";
    http_reply_header(call->http, "Content-Disposition", "inline");
}
