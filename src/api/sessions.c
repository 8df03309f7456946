#include "api/sessions.h"

#include "access/account.h"
#include "access/api_token.h"
#include "access/delegation.h"
#include "journal/chain.h"
#include "store/list.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1024, KEPT_MINUTES = 10, STRANGERS = 4096 };

struct stranger { /* a name nobody has; two that fall on the same place share their fate */
    int failures;
    instant locked_until;
};

struct sessions {
    pthread_mutex_t lock;
    struct session *buckets[BUCKETS];
    struct stranger strangers[STRANGERS];
};

struct sessions *sessions_new(void)
{
    struct sessions *sessions = xmalloc(sizeof *sessions);
    pthread_mutex_init(&sessions->lock, NULL);
    return sessions;
}

static void session_free(struct session *session)
{
    for (size_t i = 0; i < session->ledger_count; i++) {
        free((void *)(uintptr_t)session->ledgers[i].code);
        free((void *)(uintptr_t)session->ledgers[i].name);
        free((void *)(uintptr_t)session->ledgers[i].profile);
    }
    free(session->ledgers);
    scope_release(&session->scope);
    free(session->username);
    free(session->token_name);
    free(session);
}

void sessions_free(struct sessions *sessions)
{
    if (!sessions)
        return;
    for (size_t i = 0; i < BUCKETS; i++) {
        for (struct session *session = sessions->buckets[i], *next; session; session = next) {
            next = session->next;
            session_free(session);
        }
    }
    pthread_mutex_destroy(&sessions->lock);
    free(sessions);
}

/* ---- tokens ---- */

static void to_hex(char *out, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

void session_token_new(char token[SESSION_TOKEN], struct digest *ret_hash, char csrf[SESSION_CSRF])
{
    uint8_t bytes[32];
    random_bytes(bytes, sizeof bytes);
    to_hex(token, bytes, sizeof bytes);
    *ret_hash = digest_of(DIGEST_SHA256, token, strlen(token));
    random_bytes(bytes, sizeof bytes);
    to_hex(csrf, bytes, SESSION_CSRF / 2);
}

bool session_token_read(const char *token, struct digest *ret_hash)
{
    if (strlen(token) != SESSION_TOKEN - 1)
        return false;
    *ret_hash = digest_of(DIGEST_SHA256, token, SESSION_TOKEN - 1);
    return true;
}

bool text_equal_constant_time(const char *a, const char *b)
{
    size_t length = strlen(a);
    if (strlen(b) != length)
        return false;
    volatile unsigned char difference = 0;
    for (size_t i = 0; i < length; i++)
        difference = (unsigned char)(difference | (a[i] ^ b[i]));
    return difference == 0;
}

/* ---- from the store ---- */

static enum status read_epoch(struct db *db, struct uuid site, int64_t *ret_epoch)
{
    bool row;
    struct stmt *stmt = db_prepare(db, "SELECT \"seq\" FROM \"chain_head\" WHERE \"ledger_id\"=?1 AND \"site_id\"=?2");
    stmt_bind_uuid(stmt, 1, site);
    stmt_bind_uuid(stmt, 2, site);
    enum status status = stmt_step(stmt, &row);
    if (!status)
        *ret_epoch = row ? stmt_int(stmt, 0) : 0;
    stmt_done(stmt);
    return status;
}

struct session_row {
    struct uuid account, person;
    char csrf[SESSION_CSRF];
    char username[256];
    char token_name[256], used_on[DATE_TEXT];
    struct uuid token, only_ledger;
    bool must_change, reads_only, feeds_only;
    instant seen_at;
};

static enum status read_session(struct db *db, const struct digest *hash, instant now, struct session_row *ret_row)
{
    bool row;
    struct stmt *stmt = db_prepare(
        db, "SELECT s.\"account_id\",a.\"person_id\",s.\"csrf\",a.\"username\",x.\"must_change\",s.\"seen_at\" "
            "FROM \"session\" AS s JOIN \"account\" AS a ON a.\"id\"=s.\"account_id\" "
            "JOIN \"account_secret\" AS x ON x.\"account_id\"=s.\"account_id\" "
            "WHERE s.\"token_hash\"=?1 AND a.\"withdrawn\"=0 AND (a.\"disabled\" IS NULL OR a.\"disabled\"=0)");
    stmt_bind_blob(stmt, 1, hash->bytes, sizeof hash->bytes);
    enum status status = stmt_step(stmt, &row);
    if (!status && !row)
        status = NOT_FOUND;
    if (!status) {
        *ret_row = (struct session_row){.account = stmt_uuid(stmt, 0),
                                        .person = stmt_uuid(stmt, 1),
                                        .must_change = stmt_int(stmt, 4) != 0,
                                        .seen_at = stmt_int(stmt, 5)};
        snprintf(ret_row->csrf, sizeof ret_row->csrf, "%s", stmt_text(stmt, 2));
        snprintf(ret_row->username, sizeof ret_row->username, "%s", stmt_text(stmt, 3));
    }
    stmt_done(stmt);
    if (!status && ret_row->seen_at + (instant)SESSION_IDLE_HOURS * 3600 * 1000 < now)
        status = NOT_FOUND;
    return status;
}

static enum status read_token(struct db *db, const struct digest *hash, const char *today, struct session_row *ret_row)
{
    bool row;
    struct stmt *stmt = db_prepare(
        db,
        "SELECT t.\"account_id\",a.\"person_id\",a.\"username\",x.\"must_change\",t.\"id\",t.\"scope\","
        "t.\"only_ledger_id\",t.\"name\",s.\"last_used_on\" FROM \"api_token_secret\" AS s "
        "JOIN \"api_token\" AS t ON t.\"id\"=s.\"token_id\" JOIN \"account\" AS a ON a.\"id\"=t.\"account_id\" "
        "JOIN \"account_secret\" AS x ON x.\"account_id\"=a.\"id\" WHERE s.\"hash\"=?1 AND t.\"expires_on\">=?2 AND "
        "t.\"revoked_on\" IS NULL AND t.\"withdrawn\"=0 AND a.\"withdrawn\"=0 AND "
        "(a.\"disabled\" IS NULL OR a.\"disabled\"=0)");
    stmt_bind_blob(stmt, 1, hash->bytes, sizeof hash->bytes);
    stmt_bind_text(stmt, 2, today);
    enum status status = stmt_step(stmt, &row);
    if (!status && !row)
        status = NOT_FOUND;
    if (!status) {
        *ret_row = (struct session_row){.account = stmt_uuid(stmt, 0),
                                        .person = stmt_uuid(stmt, 1),
                                        .must_change = stmt_int(stmt, 3) != 0,
                                        .token = stmt_uuid(stmt, 4),
                                        .reads_only = strcmp(stmt_text(stmt, 5), "write") != 0,
                                        .feeds_only = strcmp(stmt_text(stmt, 5), "feed") == 0,
                                        .only_ledger = stmt_uuid(stmt, 6)};
        snprintf(ret_row->username, sizeof ret_row->username, "%s", stmt_text(stmt, 2));
        snprintf(ret_row->token_name, sizeof ret_row->token_name, "%s", stmt_text(stmt, 7));
        snprintf(ret_row->used_on, sizeof ret_row->used_on, "%s", stmt_text(stmt, 8));
    }
    stmt_done(stmt);
    return status;
}

static enum status read_row(struct db *db, const struct clock *clock, const struct credential *credential,
                            struct session_row *ret_row)
{
    char today[DATE_TEXT];
    date_text(clock_today(clock), today);
    return credential->bearer ? read_token(db, &credential->hash, today, ret_row)
                              : read_session(db, &credential->hash, clock_now(clock), ret_row);
}

/* A token may be for one ledger only. */
static void narrow(struct scope *scope, struct uuid only_ledger)
{
    size_t kept = 0;
    if (uuid_is_nil(only_ledger))
        return;
    for (size_t i = 0; i < scope->ledger_count; i++)
        if (uuid_equal(scope->ledgers[i].id, only_ledger))
            scope->ledgers[kept++] = scope->ledgers[i];
    scope->ledger_count = kept;
}

static void *copy(const void *bytes, size_t size)
{
    return size ? memcpy(xmalloc(size), bytes, size) : NULL;
}

static enum status read_ledgers(struct db *db, struct arena *arena, struct session *session)
{
    struct list_query query = {.type = &record_ledger, .sort = FIELD_ledger_code, .limit = LIST_LIMIT};
    VEC(struct ledger_card) cards = {0};
    enum status status;
    do {
        struct list_page page = {0};
        status = list_read(db, arena, &query, &page);
        for (size_t i = 0; !status && i < page.count; i++) {
            const struct ledger *ledger = page.rows[i];
            unsigned roles = scope_roles_in(&session->scope, ledger->head.id);
            if (!roles)
                continue;
            *VEC_PUSH(arena, &cards) = (struct ledger_card){ledger->head.id, xstrdup(ledger->code),
                                                            xstrdup(ledger->name), xstrdup(ledger->profile), roles};
        }
        query.after = page.next;
    } while (!status && query.after);
    session->ledgers = copy(cards.items, cards.count * sizeof *cards.items);
    session->ledger_count = cards.count;
    return status;
}

static enum status session_load(struct server *server, struct db *db, struct arena *arena,
                                const struct credential *credential, const struct session_row *row, int64_t epoch,
                                date day, struct session **ret_session)
{
    struct scope scope;
    enum status status = scope_resolve(db, arena, &server->setup.clock, row->person, &scope);
    if (status)
        return status;
    narrow(&scope, row->only_ledger);
    struct session *session = xmalloc(sizeof *session);
    session->token_hash = credential->hash;
    session->bearer = credential->bearer;
    session->reads_only = row->reads_only;
    session->feeds_only = row->feeds_only;
    session->token_id = row->token;
    session->only_ledger = row->only_ledger;
    session->token_name = xstrdup(row->token_name);
    memcpy(session->used_on, row->used_on, sizeof session->used_on);
    session->username = xstrdup(row->username);
    memcpy(session->csrf, row->csrf, sizeof session->csrf);
    session->must_change = row->must_change;
    session->seen_at = row->seen_at;
    session->epoch = epoch;
    session->day = day;
    session->looked_at = http_microseconds();
    session->scope = scope_keep(&scope);
    session->scope.account_id = row->account;
    status = read_ledgers(db, arena, session);
    if (status) {
        session_free(session);
        return status;
    }
    *ret_session = session;
    return OK;
}

enum status session_act_for(struct server *server, struct db *db, struct arena *arena, const struct session *own,
                            struct uuid principal, struct problems *problems, struct session **ret_session)
{
    struct scope scope;
    enum status status =
        delegation_resolve(db, arena, &server->setup.clock, own->scope.person_id, principal, problems, &scope);
    if (status)
        return status;
    narrow(&scope, own->only_ledger);
    struct session *session = xmalloc(sizeof *session);
    *session = *own;
    session->references = 1; /* in no table: the request's alone */
    session->next = NULL;
    session->username = xstrdup(own->username);
    session->token_name = xstrdup(own->token_name);
    session->acting_for = principal;
    session->scope = scope_keep(&scope);
    session->scope.account_id = own->scope.account_id;
    session->ledgers = NULL;
    session->ledger_count = 0;
    status = read_ledgers(db, arena, session);
    if (status) {
        session_free(session);
        return status;
    }
    *ret_session = session;
    return OK;
}

/* ---- memory ---- */

static size_t bucket_of(const struct digest *hash)
{
    return (size_t)(hash->bytes[0] | hash->bytes[1] << 8) % BUCKETS;
}

static void release(struct session *session)
{
    if (--session->references == 0)
        session_free(session);
}

/* Takes out the session of this token (NULL: none) and whatever was not used for long. */
static void drop(struct sessions *sessions, size_t bucket, const struct digest *hash)
{
    uint64_t now = http_microseconds(), kept = (uint64_t)KEPT_MINUTES * 60 * 1000000;
    for (struct session **at = &sessions->buckets[bucket]; *at;) {
        struct session *session = *at;
        if ((hash && digest_equal(&session->token_hash, hash)) || session->looked_at + kept < now) {
            *at = session->next;
            release(session);
        } else {
            at = &session->next;
        }
    }
}

void sessions_forget(struct sessions *sessions, const struct digest *hash)
{
    pthread_mutex_lock(&sessions->lock);
    drop(sessions, bucket_of(hash), hash);
    pthread_mutex_unlock(&sessions->lock);
}

void sessions_give(struct sessions *sessions, struct session *session)
{
    if (!session)
        return;
    pthread_mutex_lock(&sessions->lock);
    release(session);
    pthread_mutex_unlock(&sessions->lock);
}

struct session *sessions_hold(struct sessions *sessions, struct session *session)
{
    pthread_mutex_lock(&sessions->lock);
    session->references++;
    pthread_mutex_unlock(&sessions->lock);
    return session;
}

static struct session *find(struct sessions *sessions, const struct digest *hash, int64_t epoch, date day,
                            bool *ret_looked)
{
    pthread_mutex_lock(&sessions->lock);
    struct session *session = sessions->buckets[bucket_of(hash)];
    while (session && !digest_equal(&session->token_hash, hash))
        session = session->next;
    if (session && (session->epoch != epoch || session->day != day))
        session = NULL;
    if (session) {
        session->references++;
        *ret_looked = http_microseconds() - session->looked_at < (uint64_t)SESSION_LOOK_SECONDS * 1000000;
    }
    pthread_mutex_unlock(&sessions->lock);
    return session;
}

/* One reference is the table's, one the caller's. */
static void keep(struct sessions *sessions, struct session *session)
{
    size_t bucket = bucket_of(&session->token_hash);
    pthread_mutex_lock(&sessions->lock);
    drop(sessions, bucket, &session->token_hash);
    session->references = 2;
    session->next = sessions->buckets[bucket];
    sessions->buckets[bucket] = session;
    pthread_mutex_unlock(&sessions->lock);
}

static void note_looked(struct sessions *sessions, struct session *session, instant seen_at)
{
    pthread_mutex_lock(&sessions->lock);
    session->looked_at = http_microseconds();
    session->seen_at = seen_at;
    pthread_mutex_unlock(&sessions->lock);
}

enum status sessions_get(struct server *server, struct db *db, struct arena *arena, const struct credential *credential,
                         struct session **ret_session)
{
    const struct digest *hash = &credential->hash;
    const struct clock *clock = &server->setup.clock;
    int64_t epoch;
    bool looked = false;
    date day = clock_today(clock);
    enum status status = read_epoch(db, server->setup.installation->site_id, &epoch);
    if (status)
        return status;
    struct session *session = find(server->sessions, hash, epoch, day, &looked);
    if (session && looked) {
        *ret_session = session;
        return OK;
    }
    struct session_row row;
    status = read_row(db, clock, credential, &row);
    if (!status && session) {
        note_looked(server->sessions, session, row.seen_at);
        *ret_session = session;
        return OK;
    }
    sessions_give(server->sessions, session);
    if (status == NOT_FOUND)
        sessions_forget(server->sessions, hash);
    if (!status)
        status = session_load(server, db, arena, credential, &row, epoch, day, &session);
    if (status)
        return status;
    keep(server->sessions, session);
    *ret_session = session;
    return OK;
}

instant sessions_note_stranger(struct sessions *sessions, const char *username, instant now)
{
    struct digest name = digest_of(DIGEST_SHA256, username, strlen(username));
    struct stranger *stranger = &sessions->strangers[(size_t)(name.bytes[0] | name.bytes[1] << 8) % STRANGERS];
    pthread_mutex_lock(&sessions->lock);
    instant locked = stranger->locked_until > now ? stranger->locked_until : 0;
    if (!locked && ++stranger->failures == LOGIN_FAILURES)
        *stranger = (struct stranger){.locked_until = now + (instant)LOGIN_LOCK_MINUTES * 60000};
    pthread_mutex_unlock(&sessions->lock);
    return locked;
}

/* ---- telling the store that somebody is still there ---- */

struct touch {
    struct write_request request;
    struct problems problems;
    struct digest hash;
    struct uuid token; /* of an API token; nil: a session */
    char day[DATE_TEXT];
    instant at;
};

static enum status apply_touch(struct tx *tx, void *context, struct problems *problems)
{
    (void)problems;
    struct touch *touch = context;
    if (!uuid_is_nil(touch->token))
        return api_token_used(tx, touch->token, touch->day);
    struct stmt *stmt = db_prepare(tx->db, "UPDATE \"session\" SET \"seen_at\"=?2 WHERE \"token_hash\"=?1");
    stmt_bind_blob(stmt, 1, touch->hash.bytes, sizeof touch->hash.bytes);
    stmt_bind_int(stmt, 2, touch->at);
    return stmt_run(stmt);
}

static void touched(void *context, enum status status)
{
    (void)status; /* the next request tries again */
    struct touch *touch = context;
    arena_free(touch->request.arena);
    free(touch);
}

/* An API token tells the day, a session the minute. */
static bool is_due(struct sessions *sessions, struct session *session, instant now, const char *today)
{
    pthread_mutex_lock(&sessions->lock);
    bool due = session->bearer ? strcmp(session->used_on, today) != 0
                               : session->seen_at + (instant)SESSION_SEEN_MINUTES * 60 * 1000 < now;
    if (due) {
        session->seen_at = now;
        snprintf(session->used_on, sizeof session->used_on, "%s", today);
    }
    pthread_mutex_unlock(&sessions->lock);
    return due;
}

bool sessions_touch(struct server *server, struct session *session)
{
    char today[DATE_TEXT];
    instant now = clock_now(&server->setup.clock);
    date_text(clock_today(&server->setup.clock), today);
    if (!is_due(server->sessions, session, now, today))
        return false;
    struct touch *touch = xmalloc(sizeof *touch);
    touch->hash = session->token_hash;
    touch->token = session->token_id;
    memcpy(touch->day, today, sizeof today);
    touch->at = now;
    touch->request = (struct write_request){.apply = apply_touch, .reply = touched, .context = touch};
    touch->request.arena = arena_new();
    problems_init(&touch->problems, touch->request.arena);
    touch->request.problems = &touch->problems;
    if (writer_submit(server->writer, &touch->request))
        touched(touch, BUSY);
    return session->bearer;
}

/* ---- inside a write ---- */

enum status session_scope(struct tx *tx, const struct session *session, struct problems *problems,
                          const struct scope **ret_scope)
{
    int64_t epoch;
    enum status status = chain_epoch(tx, &epoch);
    if (status)
        return status;
    if (epoch == session->epoch && clock_today(tx->clock) == session->day) {
        *ret_scope = &session->scope;
        return OK;
    }
    struct session_row row;
    struct credential credential = {session->token_hash, session->bearer};
    status = read_row(tx->db, tx->clock, &credential, &row);
    if (status)
        return status == NOT_FOUND ? FORBIDDEN : status;
    struct scope *scope = ARENA_NEW(tx->arena, struct scope);
    status = uuid_is_nil(session->acting_for)
                 ? scope_resolve(tx->db, tx->arena, tx->clock, row.person, scope)
                 : delegation_resolve(tx->db, tx->arena, tx->clock, row.person, session->acting_for, problems, scope);
    if (status)
        return status;
    narrow(scope, row.only_ledger);
    scope->account_id = row.account;
    *ret_scope = scope;
    return OK;
}

enum status session_insert(struct tx *tx, struct uuid account, const struct digest *hash, const char *csrf)
{
    struct stmt *stmt = db_prepare(tx->db, "INSERT INTO \"session\" (\"token_hash\",\"account_id\",\"csrf\","
                                           "\"created_at\",\"seen_at\") VALUES (?1,?2,?3,?4,?5)");
    stmt_bind_blob(stmt, 1, hash->bytes, sizeof hash->bytes);
    stmt_bind_uuid(stmt, 2, account);
    stmt_bind_text(stmt, 3, csrf);
    stmt_bind_int(stmt, 4, clock_now(tx->clock));
    stmt_bind_int(stmt, 5, clock_now(tx->clock));
    return stmt_run(stmt);
}

enum status session_delete(struct tx *tx, const struct digest *hash)
{
    struct stmt *stmt = db_prepare(tx->db, "DELETE FROM \"session\" WHERE \"token_hash\"=?1");
    stmt_bind_blob(stmt, 1, hash->bytes, sizeof hash->bytes);
    return stmt_run(stmt);
}

const struct ledger_card *session_ledger(const struct session *session, const char *key)
{
    struct uuid id;
    bool by_id = uuid_parse(key, &id);
    for (size_t i = 0; session && i < session->ledger_count; i++) {
        const struct ledger_card *card = &session->ledgers[i];
        if (by_id ? uuid_equal(card->id, id) : strcmp(card->code, key) == 0)
            return card;
    }
    return NULL;
}
