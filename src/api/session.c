/* session: logging in and out, the password, who I am; declared in "api/handlers.h". */
#include "api/login.h"

#include "access/access_messages.h"
#include "access/account.h"
#include "access/delegation.h"
#include "api/api_messages.h"
#include "api/handlers.h"
#include "format/office_pdf.h"
#include "ledger/gate.h"
#include "store/row.h"

#include <stdio.h>
#include <string.h>

/* ---- who I am ---- */

struct about_person {
    const char *name, *post, *unit;
};

static enum status read_one(struct stmt *stmt, struct arena *arena, const char **ret_first, const char **ret_second)
{
    bool row;
    enum status status = stmt_step(stmt, &row);
    if (!status && row) {
        *ret_first = arena_strdup(arena, stmt_text(stmt, 0));
        if (ret_second)
            *ret_second = arena_strdup(arena, stmt_text(stmt, 1));
    }
    stmt_done(stmt);
    return status;
}

static enum status read_person(struct call *call, struct db *db, struct about_person *about)
{
    const char *duty = "", *post = "";
    char today[DATE_TEXT];
    *about = (struct about_person){"", "", ""};
    date_text(clock_today(&call->server->setup.clock), today);
    struct stmt *stmt = db_prepare(db, "SELECT p.\"name\",p.\"duty\" FROM \"person\" AS p WHERE p.\"id\"=?1");
    stmt_bind_uuid(stmt, 1, call->scope->person_id);
    enum status status = read_one(stmt, call->arena, &about->name, &duty);
    stmt = db_prepare(db, "SELECT o.\"name\" FROM \"person\" AS p JOIN \"organisation\" AS o ON "
                          "o.\"id\"=p.\"organisation_id\" WHERE p.\"id\"=?1");
    stmt_bind_uuid(stmt, 1, call->scope->person_id);
    if (!status)
        status = read_one(stmt, call->arena, &about->unit, NULL);
    stmt = db_prepare(
        db, "SELECT \"title\" FROM \"post\" WHERE \"person_id\"=?1 AND \"withdrawn\"=0 AND "
            "(\"until_on\" IS NULL OR \"until_on\">=?2) ORDER BY COALESCE(\"heads_unit\",0) DESC,\"id\" LIMIT 1");
    stmt_bind_uuid(stmt, 1, call->scope->person_id);
    stmt_bind_text(stmt, 2, today);
    if (!status)
        status = read_one(stmt, call->arena, &post, NULL);
    about->post = *post ? post : duty;
    return status;
}

static void put_word(struct strbuf *out, bool *any, bool holds, const char *word)
{
    if (!holds)
        return;
    strbuf_adds(out, *any ? "," : "");
    strbuf_add_json(out, word);
    *any = true;
}

static void put_ledgers(struct strbuf *out, const struct session *session)
{
    bool himself = uuid_is_nil(session->acting_for);
    for (size_t i = 0; i < session->ledger_count; i++) {
        const struct ledger_card *card = &session->ledgers[i];
        bool any = false;
        strbuf_adds(out, i ? ",{\"id\":" : "{\"id\":");
        put_uuid(out, card->id);
        strbuf_adds(out, ",\"code\":");
        strbuf_add_json(out, card->code);
        strbuf_adds(out, ",\"name\":");
        strbuf_add_json(out, card->name);
        strbuf_adds(out, ",\"profile\":");
        strbuf_add_json(out, card->profile);
        strbuf_adds(out, ",\"may\":[");
        put_word(out, &any, gate_seen(&record_finding, card->roles), "read");
        put_word(out, &any, himself && gate_written(&record_finding, card->roles), "write");
        put_word(out, &any, himself && ledger_may_import(card->roles), "import");
        put_word(out, &any, himself && gate_seen(&record_finding, card->roles), "export");
        put_word(out, &any, card->roles & ROLES_WHOLE, "whole"); /* its figures say how it divides */
        put_word(out, &any, card->roles & ROLE_BIT(role_owner), "owe");
        put_word(out, &any, card->roles & ROLE_BIT(role_leader), "lead");
        strbuf_adds(out, "]}");
    }
}

/* What he may besides the ledgers, so that pages show no way that is closed to him: routes, and records people ask for
 * by more than their list. */
static void put_may_here(struct strbuf *out, unsigned roles, bool himself)
{
    static const struct {
        const char *word, *path;
        unsigned method;
    } ways[] = {{"verify", "/api/v1/verify", HTTP_GET}, {"import_people", "/api/v1/imports/people", HTTP_POST}};
    const char *arguments[ROUTE_ARGUMENTS];
    struct arena *arena = arena_new();
    bool any = false;
    strbuf_adds(out, ",\"may\":[");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        unsigned allowed;
        const struct route *route = route_find(arena, ways[i].method, ways[i].path, arguments, &allowed);
        put_word(out, &any, route && (himself || ways[i].method == HTTP_GET) && (!route->roles || route->roles & roles),
                 ways[i].word);
    }
    put_word(out, &any, roles & ROLES_ADMIN, "administer");
    strbuf_addc(out, ']');
    arena_free(arena);
}

static void put_text(struct strbuf *out, const char *key, const char *text)
{
    strbuf_addc(out, ',');
    strbuf_add_json(out, key);
    strbuf_addc(out, ':');
    if (*text)
        strbuf_add_json(out, text);
    else
        strbuf_adds(out, "null");
}

/* Whom he may act for; who he is, while he does. */
static enum status put_delegations(struct call *call, struct db *db)
{
    struct strbuf *out = call_out(call);
    struct uuid himself = call->own_session ? call->own_session->scope.person_id : call->scope->person_id;
    struct delegated *list;
    const char *name = "";
    size_t count = 0;
    enum status status = delegation_list(db, call->arena, &call->server->setup.clock, himself, &list, &count);
    struct stmt *stmt = db_prepare(db, "SELECT \"name\" FROM \"person\" WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, himself);
    enum status named = read_one(stmt, call->arena, &name, NULL);
    put_text(out, "acting", call->own_session ? name : "");
    strbuf_adds(out, ",\"delegations\":[");
    for (size_t i = 0; !status && i < count; i++) {
        char day[DATE_TEXT];
        date_text(list[i].until_on, day);
        strbuf_adds(out, i ? ",{\"person_id\":" : "{\"person_id\":");
        put_uuid(out, list[i].person_id);
        put_text(out, "name", list[i].name);
        put_text(out, "until_on", day);
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
    return status ? status : named;
}

bool ledger_may_import(unsigned roles)
{
    uint64_t verbatim = FIELD_BIT(FIELD_finding_verbatim);
    return gate_written(&record_finding, roles) & verbatim && gate_written(&record_feedback_report, roles);
}

void offset_text(int32_t minutes, char out[16])
{
    int32_t size = minutes < 0 ? -minutes : minutes;
    snprintf(out, 16, "%c%02d:%02d", minutes < 0 ? '-' : '+', (int)(size / 60 % 100), (int)(size % 60));
}

enum status session_get_answer(struct call *call, struct db *db)
{
    struct about_person about;
    struct strbuf *out = call_out(call);
    const struct session *session = call->session;
    char offset[16], today[DATE_TEXT];
    bool any = false;
    enum status status = read_person(call, db, &about);
    if (status)
        return status;
    offset_text(call->server->setup.clock.offset_minutes, offset);
    date_text(clock_today(&call->server->setup.clock), today);
    strbuf_adds(out, "{\"username\":");
    strbuf_add_json(out, session->username);
    strbuf_adds(out, ",\"person\":{\"id\":");
    put_uuid(out, call->scope->person_id);
    put_text(out, "name", about.name);
    put_text(out, "post", about.post);
    put_text(out, "unit", about.unit);
    strbuf_adds(out, "},\"roles\":[");
    for (size_t i = 0; i < words_role.count; i++)
        put_word(out, &any, call->scope->roles & ROLE_BIT(i), words_role.words[i]);
    strbuf_addc(out, ']');
    put_may_here(out, call->scope->roles, !call->own_session);
    strbuf_adds(out, ",\"csrf\":");
    strbuf_add_json(out, session->csrf);
    strbuf_adds(out, session->must_change ? ",\"must_change_password\":true" : ",\"must_change_password\":false");
    strbuf_adds(out, ",\"ledgers\":[");
    put_ledgers(out, session);
    strbuf_addc(out, ']');
    status = put_delegations(call, db);
    put_text(out, "offset", offset);
    put_text(out, "today", today);
    strbuf_add_member_bool(out, "makes_pdf", office_is_there());
    put_text(out, "version", RECTIFY_VERSION);
    put_text(out, "confidentiality_ceiling", call->server->setup.installation->ceiling);
    strbuf_addc(out, '}');
    return status;
}

/* ---- logging in ---- */

struct login {
    struct login_session session; /* first: session_login_answer knows no more */
    const char *username, *password;
    struct uuid account;
    bool known, disabled, right;
    const char *hash, *new_hash; /* as stored; of a new password */
    instant stranger_locked;
};

struct asking {
    struct arena *arena;
    const char *username;
    struct account account;
    struct account_secret secret;
};

static enum status load_account(struct db *db, void *context)
{
    struct asking *asking = context;
    return account_load(db, asking->arena, asking->username, &asking->account, &asking->secret);
}

static enum status read_account(struct call *call, struct login *login)
{
    struct asking asking = {.arena = call->arena, .username = login->username};
    const struct account *account = &asking.account;
    enum status status = readers_read(call->server->readers, &call->problems, load_account, &asking);
    login->hash = call->server->wrong_hash;
    if (status == NOT_FOUND || (!status && account->head.withdrawn))
        return OK;
    if (status)
        return status;
    login->known = true;
    login->account = account->head.id;
    login->disabled = record_has(&account->head, FIELD_account_disabled) && account->disabled;
    login->hash = arena_strdup(call->arena, asking.secret.hash);
    return OK;
}

/* Takes as long for a name nobody has. */
static void verify(struct login *login)
{
    bool matches = password_matches(login->hash, login->password);
    login->right = matches && login->known && strlen(login->password) <= PASSWORD_MOST;
}

enum status session_login_prepare(struct call *call)
{
    static const char *const known[] = {"username", "password", NULL};
    struct login *login = ARENA_NEW(call->arena, struct login);
    json_t *json;
    enum status status = call_json(call, &json);
    if (!status)
        status = call_keys(call, json, known);
    if (!status)
        status = call_text(call, json, "username", true, &login->username);
    if (!status)
        status = call_text(call, json, "password", true, &login->password);
    if (!status)
        status = read_account(call, login);
    if (status)
        return status;
    verify(login);
    if (!login->known)
        login->stranger_locked =
            sessions_note_stranger(call->server->sessions, login->username, clock_now(&call->server->setup.clock));
    session_token_new(login->session.token, &login->session.hash, login->session.csrf);
    call->state = login;
    return OK;
}

static enum status refuse_locked(struct call *call, instant now, instant until)
{
    char minutes[16];
    snprintf(minutes, sizeof minutes, "%lld", (long long)((until - now + 59999) / 60000));
    call_refuse(call, 429, &msg_login_locked, "", arena_strdup(call->arena, minutes));
    return OK; /* what was counted stays counted */
}

/* Looked at again inside the transaction: however many try at once, each is counted. */
static enum status read_lock(struct tx *tx, struct uuid account, instant *ret_until)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"locked_until\" FROM \"account_secret\" WHERE \"account_id\"=?1");
    stmt_bind_uuid(stmt, 1, account);
    enum status status = stmt_step(stmt, &row);
    *ret_until = !status && row ? stmt_int(stmt, 0) : 0;
    stmt_done(stmt);
    return status;
}

static enum status end_old_sessions(struct tx *tx, struct uuid account)
{
    struct stmt *stmt = db_prepare(tx->db, "DELETE FROM \"session\" WHERE \"account_id\"=?1 AND \"seen_at\"<?2");
    stmt_bind_uuid(stmt, 1, account);
    stmt_bind_int(stmt, 2, clock_now(tx->clock) - (instant)SESSION_IDLE_HOURS * 3600 * 1000);
    return stmt_run(stmt);
}

/* What a wrong password of a known name costs, a durable write, for a name nobody has: else the time would tell. */
static enum status write_for_nothing(struct tx *tx, const struct login_session *session)
{
    static const struct uuid nobody;
    enum status status = session_insert(tx, nobody, &session->hash, session->csrf);
    return status ? status : session_delete(tx, &session->hash);
}

enum status session_login_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    (void)problems;
    struct login *login = call->state;
    instant now = clock_now(tx->clock), until = login->stranger_locked;
    enum status status = login->known ? read_lock(tx, login->account, &until) : OK;
    if (!status && until > now) {
        call_trace(call, access_log_in_failed, login->username);
        return refuse_locked(call, now, until);
    }
    if (!status)
        status = login->known ? account_note_login(tx, login->account, login->right)
                              : write_for_nothing(tx, &login->session);
    if (status)
        return status;
    if (!login->right) {
        call_trace(call, access_log_in_failed, login->username);
        call_refuse(call, 401, &msg_login_wrong, "", NULL);
        return OK;
    }
    if (login->disabled) {
        call_refuse(call, 403, &msg_login_disabled, "", NULL);
        return OK;
    }
    status = end_old_sessions(tx, login->account);
    return status ? status : session_insert(tx, login->account, &login->session.hash, login->session.csrf);
}

static void set_cookie(struct call *call, const char *token, const char *more)
{
    const char *proto = http_header(call->http, "X-Forwarded-Proto");
    const char *secure = proto && strcmp(proto, "https") == 0 ? "; Secure" : "";
    http_reply_header(
        call->http, "Set-Cookie",
        arena_printf(call->arena, "rectify_session=%s; HttpOnly; SameSite=Strict; Path=/%s%s", token, secure, more));
}

enum status session_login_answer(struct call *call, struct db *db)
{
    const struct login_session *session = call->state;
    struct credential credential = {.hash = session->hash};
    sessions_give(call->server->sessions, call->session);
    call->session = NULL;
    enum status status = sessions_get(call->server, db, call->arena, &credential, &call->session);
    if (status)
        return status;
    call->scope = &call->session->scope;
    set_cookie(call, session->token, "");
    call_trace(call, access_log_in, call->session->username);
    return session_get_answer(call, db);
}

/* ---- logging out ---- */

enum status session_logout_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    (void)problems;
    return session_delete(tx, &call->session->token_hash);
}

enum status session_logout_answer(struct call *call, struct db *db)
{
    (void)db;
    sessions_forget(call->server->sessions, &call->session->token_hash);
    set_cookie(call, "", "; Max-Age=0");
    call_trace(call, access_log_out, call->session->username);
    call->status = 204;
    return OK;
}

/* ---- the password ---- */

static enum status check_new(struct call *call, const struct login *login, const char *password)
{
    size_t before = call->problems.count;
    enum status status = password_check(login->username, password, &call->problems);
    for (size_t i = before; i < call->problems.count; i++)
        call->problems.items[i].place = "new";
    if (!status && strcmp(password, login->password) == 0)
        status = problem_add(&call->problems, REFUSED, &msg_password_same, "new", NULL);
    return status;
}

enum status session_password_prepare(struct call *call)
{
    static const char *const known[] = {"old", "new", NULL};
    struct login *login = ARENA_NEW(call->arena, struct login);
    const char *password;
    json_t *json;
    login->username = call->session->username;
    enum status status = call_json(call, &json);
    if (!status)
        status = call_keys(call, json, known);
    if (!status)
        status = call_text(call, json, "old", true, &login->password);
    if (!status)
        status = call_text(call, json, "new", true, &password);
    if (!status)
        status = read_account(call, login);
    if (!status)
        status = check_new(call, login, password);
    if (status)
        return status;
    verify(login);
    if (login->right && !(login->new_hash = password_hash(call->arena, password)))
        return problem_add(&call->problems, BUSY, &msg_api_busy, "", NULL);
    session_token_new(login->session.token, &login->session.hash, login->session.csrf);
    call->state = login;
    return OK;
}

enum status session_password_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    struct login *login = call->state;
    instant now = clock_now(tx->clock), until;
    enum status status = read_lock(tx, login->account, &until);
    if (!status && until > now)
        return refuse_locked(call, now, until);
    if (!status)
        status = account_note_login(tx, login->account, login->right);
    if (status)
        return status;
    if (!login->right) {
        call_trace(call, access_log_in_failed, login->username);
        call_refuse(call, 422, &msg_password_old, "old", NULL);
        return OK;
    }
    struct command command = command_new(tx, &call->actor);
    status = account_set_password(tx, &command, login->account, login->new_hash, false, problems);
    return status ? status : session_insert(tx, login->account, &login->session.hash, login->session.csrf);
}
