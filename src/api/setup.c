/* setup: the first run: organisation, ledger and first administrator; declared in "api/handlers.h". */
#include "access/access_messages.h"
#include "access/first_run.h"
#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/login.h"
#include "journal/chain.h"
#include "ledger/records.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct first_run {
    struct login_session session; /* first: session_login_answer knows no more */
    const char *organisation, *code, *name, *username, *hash;
};

static enum status any_row(struct db *db, const char *sql, bool *ret_any)
{
    struct stmt *stmt = db_prepare(db, sql);
    enum status status = stmt_step(stmt, ret_any);
    stmt_done(stmt);
    return status;
}

static enum status read_step(struct db *db, const char **ret_step)
{
    bool accounts = false, people = false, letters = false;
    enum status status = any_row(db, "SELECT 1 FROM \"account\" LIMIT 1", &accounts);
    if (!status) /* somebody besides the first administrator */
        status = any_row(db, "SELECT 1 FROM \"person\" WHERE \"withdrawn\"=0 LIMIT 1 OFFSET 1", &people);
    if (!status)
        status = any_row(db, "SELECT 1 FROM \"feedback_report\" WHERE \"withdrawn\"=0 LIMIT 1", &letters);
    *ret_step = !accounts ? "administrator" : letters ? "done" : people ? "letter" : "people";
    return status;
}

/* A request that came from this very machine and was handed on by nobody. A proxy beside the program says so in one of
 * these, or asks by another name than the machine's own. */
static bool is_from_here(const struct http_request *http)
{
    static const char *const forwarded[] = {
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via", NULL};
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]", NULL};
    const char *host = http_header(http, "Host"), *address = http->address;
    bool here =
        strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0 || strncmp(address, "::ffff:127.", 11) == 0;
    for (size_t i = 0; forwarded[i]; i++)
        here = here && !http_header(http, forwarded[i]);
    for (size_t i = 0; here && host && names[i]; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(host, names[i], length) == 0 && (!host[length] || host[length] == ':'))
            return true;
    }
    return false;
}

/* Whoever comes first owns the system: so he says what only who started it can know. */
static enum status check_code(struct call *call, const char *given)
{
    struct server *server = call->server;
    const char *code = server->setup.setup_code;
    char minutes[16];
    if (!code || !*code || is_from_here(call->http)) /* without a code there is an account: apply says so */
        return OK;
    pthread_mutex_lock(&server->setup_lock);
    enum setup_guess guess = setup_code_check(&server->setup_guesses, clock_now(&server->setup.clock), code, given);
    pthread_mutex_unlock(&server->setup_lock);
    if (guess == SETUP_RIGHT)
        return OK;
    call_trace(call, access_log_in_failed, call->http->target);
    if (guess == SETUP_WRONG)
        return problem_add(&call->problems, REFUSED, &msg_setup_code, "setup_code", NULL);
    snprintf(minutes, sizeof minutes, "%d", SETUP_LOCK_MINUTES);
    return call_refuse(call, 429, &msg_login_locked, "setup_code", arena_strdup(call->arena, minutes));
}

enum status setup_get_answer(struct call *call, struct db *db)
{
    const char *step;
    char offset[16];
    struct strbuf *out = call_out(call);
    enum status status = read_step(db, &step);
    if (status)
        return status;
    offset_text(call->server->setup.clock.offset_minutes, offset);
    bool needed = strcmp(step, "administrator") == 0;
    strbuf_adds(out, needed ? "{\"needed\":true" : "{\"needed\":false");
    strbuf_add_member_bool(out, "code", needed && !is_from_here(call->http));
    strbuf_adds(out, ",\"step\":");
    strbuf_add_json(out, step);
    strbuf_adds(out, ",\"offset\":");
    strbuf_add_json(out, offset);
    strbuf_adds(out, ",\"confidentiality_ceiling\":");
    strbuf_add_json(out, call->server->setup.installation->ceiling);
    strbuf_adds(out, call->server->setup.sample ? ",\"sample\":true}" : ",\"sample\":false}");
    return OK;
}

enum status setup_administrator_prepare(struct call *call)
{
    static const char *const known[] = {"organisation", "code", "name", "username", "password", "setup_code", NULL};
    struct first_run *first = ARENA_NEW(call->arena, struct first_run);
    const char *password = "", *code = "";
    json_t *json;
    enum status status = call_json(call, &json), one;
    if (!status)
        status = call_keys(call, json, known);
    if (!status)
        status = call_text(call, json, "setup_code", false, &code);
    if (!status)
        status = check_code(call, code);
    if (status)
        return status;
    struct {
        const char *name, **to;
    } texts[] = {{"organisation", &first->organisation},
                 {"code", &first->code},
                 {"name", &first->name},
                 {"username", &first->username},
                 {"password", &password}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if ((one = call_text(call, json, texts[i].name, true, texts[i].to)))
            status = one;
    if (*password && (one = password_check(first->username, password, &call->problems)))
        status = one;
    if (status)
        return status;
    if (!(first->hash = password_hash(call->arena, password)))
        return problem_add(&call->problems, BUSY, &msg_api_busy, "", NULL);
    session_token_new(first->session.token, &first->session.hash, first->session.csrf);
    call->state = first;
    return OK;
}

/* Problems of the records under the names the form has. */
static void name_places(struct problems *problems, size_t from, const char *as)
{
    for (size_t i = from; i < problems->count; i++)
        if (strcmp(problems->items[i].place, "name") == 0)
            problems->items[i].place = as;
}

struct founding {
    struct tx *tx;
    struct command command;
    const struct first_run *first;
    struct problems *problems;
    struct uuid organisation, person;
};

static enum status add_organisation(struct founding *f)
{
    struct organisation organisation = {
        .code = f->first->code, .name = f->first->organisation, .kind = organisation_kind_organisation};
    organisation.head.id = f->organisation;
    record_present(&organisation.head, FIELD_organisation_code);
    record_present(&organisation.head, FIELD_organisation_name);
    record_present(&organisation.head, FIELD_organisation_kind);
    size_t before = f->problems->count;
    enum status status = journal_add(f->tx, &f->command, &record_organisation, &organisation.head, f->problems);
    name_places(f->problems, before, "organisation");
    return status;
}

static enum status add_person(struct founding *f)
{
    struct person person = {.name = f->first->name, .organisation_id = f->organisation};
    person.head.id = f->person;
    record_present(&person.head, FIELD_person_name);
    record_present(&person.head, FIELD_person_organisation_id);
    return journal_add(f->tx, &f->command, &record_person, &person.head, f->problems);
}

static enum status add_grant(struct founding *f, int role, int ceiling)
{
    struct role_grant grant = {
        .person_id = f->person, .role = role, .organisation_id = f->organisation, .ceiling = ceiling};
    record_present(&grant.head, FIELD_role_grant_person_id);
    record_present(&grant.head, FIELD_role_grant_role);
    record_present(&grant.head, FIELD_role_grant_organisation_id);
    record_present(&grant.head, FIELD_role_grant_ceiling);
    return journal_add(f->tx, &f->command, &record_role_grant, &grant.head, f->problems);
}

static enum status add_ledger(struct founding *f)
{
    struct ledger ledger = {.code = f->first->code,
                            .name = f->first->organisation,
                            .organisation_id = f->organisation,
                            .profile = "inspection",
                            .opened_on = clock_today(f->tx->clock)};
    record_present(&ledger.head, FIELD_ledger_code);
    record_present(&ledger.head, FIELD_ledger_name);
    record_present(&ledger.head, FIELD_ledger_organisation_id);
    record_present(&ledger.head, FIELD_ledger_profile);
    record_present(&ledger.head, FIELD_ledger_opened_on);
    size_t before = f->problems->count;
    enum status status = journal_add(f->tx, &f->command, &record_ledger, &ledger.head, f->problems);
    name_places(f->problems, before, "organisation");
    return status;
}

enum status setup_administrator_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    static const enum role roles[] = {role_office, role_system_admin, role_security_admin};
    const struct first_run *first = call->state;
    bool done;
    struct uuid account;
    /* first the lock, then the look: of two who set up at once only one may find nothing */
    enum status status = chain_lock(tx, call->server->setup.installation->site_id);
    if (!status)
        status = any_row(tx->db, "SELECT 1 FROM \"account\" LIMIT 1", &done);
    if (status)
        return status;
    if (done)
        return problem_add(problems, FORBIDDEN, &msg_setup_done, "", NULL);
    struct actor actor = call->actor;
    struct founding founding = {.tx = tx, .first = first, .problems = problems};
    founding.organisation = uuid_new(clock_now(tx->clock));
    founding.person = actor.person_id = uuid_new(clock_now(tx->clock));
    founding.command = command_new(tx, &actor);
    int ceiling = word_find(&words_confidentiality, call->server->setup.installation->ceiling);
    status = add_organisation(&founding);
    if (!status)
        status = add_person(&founding);
    if (!status)
        status = account_add(tx, &founding.command, founding.person, first->username, first->hash, false, problems,
                             &account);
    for (size_t i = 0; i < sizeof roles / sizeof *roles && !status; i++)
        status = add_grant(&founding, (int)roles[i], ceiling);
    if (!status)
        status = add_ledger(&founding);
    if (!status)
        status = setup_code_forget(tx);
    call->status = 201;
    return status ? status : session_insert(tx, account, &first->session.hash, first->session.csrf);
}
