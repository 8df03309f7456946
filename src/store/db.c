#include "store/backend.h"
#include "store/store_messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool db_is_postgres(const char *where)
{
    return strncmp(where, "postgres://", 11) == 0 || strncmp(where, "postgresql://", 13) == 0;
}

void db_name_shown(const char *where, char out[DB_NAME])
{
    const char *rest = db_is_postgres(where) ? strstr(where, "://") + 3 : NULL;
    if (!rest) {
        snprintf(out, DB_NAME, "%s", where);
        return;
    }
    int before = (int)strcspn(rest, "?");
    if (strchr(rest + before, '@')) { /* a password that was not encoded may stand on both sides of the '?' */
        snprintf(out, DB_NAME, "postgres://…");
        return;
    }
    const char *at = memrchr(rest, '@', (size_t)before);
    int hidden = at ? (int)(at + 1 - rest) : 0;
    snprintf(out, DB_NAME, "postgres://%.*s", before - hidden, rest + hidden);
}

enum status db_fail(struct db *db, enum db_failure failure, const char *error)
{
    db->failure = failure;
    strncpy(db->error, error ? error : "?", sizeof db->error - 1);
    return failure == DB_BUSY ? BUSY : FAILED;
}

enum status db_open(const char *where, enum db_mode mode, struct problems *problems, struct db **ret_db)
{
    struct db *db = xmalloc(sizeof *db);
    db->where = xstrdup(where);
    db->mode = mode;
    db->broken = (struct stmt){.db = db, .failed = true};
    db->backend = db_is_postgres(where) ? &backend_postgres : &backend_sqlite;
    enum status status = db->backend->open(db, where, mode);
    if (status) {
        char shown[DB_NAME];
        db_name_shown(where, shown);
        problem_add(problems, status, &msg_store_open, "", shown, db->error, NULL);
        db_close(db);
        return status;
    }
    *ret_db = db;
    return OK;
}

/* ---- the cache of prepared statements ---- */

static uint64_t mixed(uint64_t hash, uint64_t with)
{
    hash = (hash ^ with) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

static size_t text_hash(const char *text)
{
    uint64_t hash = 0, word;
    size_t length = strlen(text);
    for (; length >= sizeof word; text += sizeof word, length -= sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = mixed(hash, word);
    }
    word = length;
    memcpy(&word, text, length);
    return (size_t)mixed(hash, word);
}

static struct stmt **bucket_of(struct db *db, const char *sql)
{
    return &db->cache[text_hash(sql) % STMT_BUCKETS];
}

static struct stmt **made_at(struct db *db, db_text *make, const void *of, uint64_t what)
{
    return &db->made[mixed(mixed((uintptr_t)make, (uintptr_t)of), what) % STMT_MADE];
}

static void forget_made(struct stmt *stmt)
{
    struct stmt **at = made_at(stmt->db, stmt->make, stmt->of, stmt->what);
    if (*at == stmt)
        *at = NULL;
}

static void age_unlink(struct stmt *stmt)
{
    struct db *db = stmt->db;
    *(stmt->newer ? &stmt->newer->older : &db->newest) = stmt->older;
    *(stmt->older ? &stmt->older->newer : &db->oldest) = stmt->newer;
}

static void age_push(struct stmt *stmt)
{
    struct db *db = stmt->db;
    stmt->newer = NULL;
    stmt->older = db->newest;
    *(db->newest ? &db->newest->newer : &db->oldest) = stmt;
    db->newest = stmt;
}

static void drop(struct stmt *stmt)
{
    struct db *db = stmt->db;
    struct stmt **at = bucket_of(db, stmt->sql);
    while (*at != stmt)
        at = &(*at)->next;
    *at = stmt->next;
    age_unlink(stmt);
    forget_made(stmt);
    if (stmt->handle)
        db->backend->finalize(db, stmt->handle);
    free(stmt->sql);
    free(stmt);
    db->kept--;
}

/* The texts of lists with filters come from outside: without a bound they would fill the memory. */
static void make_room(struct db *db)
{
    for (struct stmt *stmt = db->oldest, *newer; stmt && db->kept >= DB_STATEMENTS_KEPT; stmt = newer) {
        newer = stmt->newer;
        if (!stmt->in_use)
            drop(stmt);
    }
}

bool db_wants_one_row(const char *sql, size_t *ret_length)
{
    size_t length = strlen(sql), mark = strlen(DB_ONE_ROW);
    bool wants = length > mark && strcmp(sql + length - mark, DB_ONE_ROW) == 0;
    *ret_length = length - (wants ? mark : 0);
    return wants;
}

static struct stmt *stmt_new(struct db *db, const char *sql)
{
    struct stmt **bucket = bucket_of(db, sql), *stmt = xmalloc(sizeof *stmt);
    make_room(db);
    stmt->db = db;
    stmt->sql = xstrdup(sql);
    stmt->reads = strncmp(sql, "SELECT ", 7) == 0;
    stmt->next = *bucket;
    *bucket = stmt;
    db->kept++;
    return stmt;
}

/* A statement that is there, for its next use. */
static struct stmt *used_again(struct stmt *stmt)
{
    if (stmt->in_use)
        stmt->db->backend->reset(stmt->handle);
    stmt->failed = false;
    stmt->in_use = true;
    age_unlink(stmt);
    age_push(stmt);
    return stmt;
}

struct stmt *db_prepare(struct db *db, const char *sql)
{
    struct stmt *stmt = *bucket_of(db, sql);
    while (stmt && strcmp(stmt->sql, sql) != 0)
        stmt = stmt->next;
    if (stmt && stmt->handle)
        return used_again(stmt);
    void *handle = db->backend->prepare(db, sql);
    if (!handle)
        return &db->broken;
    if (!stmt) {
        stmt = stmt_new(db, sql);
        age_push(stmt);
    }
    stmt->handle = handle;
    return used_again(stmt);
}

struct stmt *db_prepare_made(struct db *db, db_text *make, const void *of, uint64_t what)
{
    struct stmt **at = made_at(db, make, of, what), *stmt = *at;
    if (stmt && stmt->make == make && stmt->of == of && stmt->what == what && stmt->handle)
        return used_again(stmt);
    struct strbuf sql = {0};
    make(&sql, of, what);
    stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    if (stmt == &db->broken)
        return stmt;
    forget_made(stmt);
    stmt->make = make;
    stmt->of = of;
    stmt->what = what;
    *made_at(db, make, of, what) = stmt;
    return stmt;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db->closing = true;
    while (db->oldest)
        drop(db->oldest);
    if (db->companion)
        db->companion->release(db->memory);
    if (db->connection)
        db->backend->close(db);
    free(db->where);
    free(db);
}

bool db_reads_only(const struct db *db)
{
    return db->mode == DB_READ;
}

enum dialect db_dialect(const struct db *db)
{
    return db->backend->dialect;
}

void stmt_bind_int(struct stmt *stmt, int parameter, int64_t value)
{
    if (!stmt->failed)
        stmt->db->backend->bind_int(stmt->handle, parameter, value);
}

void stmt_bind_text_n(struct stmt *stmt, int parameter, const char *text, size_t length)
{
    if (!stmt->failed)
        stmt->db->backend->bind_bytes(stmt->handle, parameter, text, length, true);
}

void stmt_bind_text(struct stmt *stmt, int parameter, const char *text)
{
    stmt_bind_text_n(stmt, parameter, text, text ? strlen(text) : 0);
}

void stmt_bind_blob(struct stmt *stmt, int parameter, const void *bytes, size_t size)
{
    if (!stmt->failed)
        stmt->db->backend->bind_bytes(stmt->handle, parameter, bytes, size, false);
}

void stmt_bind_uuid(struct stmt *stmt, int parameter, struct uuid id)
{
    if (!stmt->failed)
        stmt->db->backend->bind_uuid(stmt->handle, parameter, &id);
}

void stmt_bind_null(struct stmt *stmt, int parameter)
{
    stmt_bind_blob(stmt, parameter, NULL, 0);
}

static enum status failed_before(const struct stmt *stmt)
{
    return db_failure(stmt->db) == DB_BUSY ? BUSY : FAILED;
}

static void count(const struct stmt *stmt)
{
    stmt->db->statements++;
    stmt->db->writes += !stmt->reads;
}

enum status stmt_step(struct stmt *stmt, bool *ret_row)
{
    *ret_row = false;
    if (stmt->failed)
        return failed_before(stmt);
    count(stmt);
    enum status status = stmt->db->backend->step(stmt->db, stmt->handle, ret_row);
    stmt->failed = status != OK;
    return status;
}

enum status stmt_run(struct stmt *stmt)
{
    enum status status = stmt->failed ? failed_before(stmt) : OK;
    if (!status) {
        count(stmt);
        status = stmt->db->backend->run(stmt->db, stmt->handle);
    }
    stmt_done(stmt);
    return status;
}

/* A statement that decides something: its outcome is known when this returns. */
static enum status run_now(struct db *db, const char *sql)
{
    bool row;
    struct stmt *stmt = db_prepare(db, sql);
    enum status status = stmt_step(stmt, &row);
    stmt_done(stmt);
    return status;
}

int64_t stmt_int(struct stmt *stmt, int column)
{
    return stmt->failed ? 0 : stmt->db->backend->column_int(stmt->handle, column);
}

const char *stmt_text(struct stmt *stmt, int column)
{
    size_t size;
    const char *text = stmt->failed ? NULL : stmt->db->backend->column_bytes(stmt->handle, column, &size, true);
    return text ? text : "";
}

const char *stmt_keep(struct stmt *stmt, int column, struct arena *arena)
{
    return arena_strdup(arena, stmt_text(stmt, column));
}

const char *stmt_text_n(struct stmt *stmt, int column, size_t *ret_size)
{
    *ret_size = 0;
    return stmt->failed ? NULL : stmt->db->backend->column_bytes(stmt->handle, column, ret_size, true);
}

const void *stmt_blob(struct stmt *stmt, int column, size_t *ret_size)
{
    *ret_size = 0;
    return stmt->failed ? NULL : stmt->db->backend->column_bytes(stmt->handle, column, ret_size, false);
}

size_t stmt_bytes(struct stmt *stmt, int column)
{
    size_t size;
    stmt_blob(stmt, column, &size);
    return size;
}

struct uuid stmt_uuid(struct stmt *stmt, int column)
{
    struct uuid id = {0};
    size_t size;
    const void *bytes = stmt_blob(stmt, column, &size);
    if (bytes && size == sizeof id.bytes)
        memcpy(id.bytes, bytes, sizeof id.bytes);
    return id;
}

bool stmt_is_null(struct stmt *stmt, int column)
{
    return stmt->failed || stmt->db->backend->column_null(stmt->handle, column);
}

void stmt_done(struct stmt *stmt)
{
    if (stmt->handle)
        stmt->db->backend->reset(stmt->handle);
    stmt->in_use = false;
}

bool db_is_lost(struct db *db)
{
    return db->backend->lost && db->backend->lost(db);
}

/* Statements somebody still holds fail; the others are forgotten with the connection that knew them. */
static void forget_statements(struct db *db)
{
    for (struct stmt *stmt = db->oldest, *newer; stmt; stmt = newer) {
        newer = stmt->newer;
        if (!stmt->in_use) {
            drop(stmt);
        } else if (stmt->handle) {
            db->backend->finalize(db, stmt->handle);
            stmt->handle = NULL;
            stmt->failed = true;
        }
    }
}

enum status db_revive(struct db *db)
{
    if (!db_is_lost(db))
        return OK;
    forget_statements(db);
    db->backend->close(db);
    db->connection = NULL;
    enum status status = db->backend->open(db, db->where, db->mode == DB_CREATE ? DB_WRITE : db->mode);
    if (!status && db->steps)
        db->backend->limit_steps(db, db->steps);
    return status;
}

enum status db_exec(struct db *db, const char *sql)
{
    db->statements++;
    db->writes++;
    return db->backend->exec(db, sql);
}

/* ---- transactions ---- */

static enum status tell(struct db *db, enum db_turn turn)
{
    return db->companion ? db->companion->turn(db, db->memory, turn) : OK;
}

/* A connection found lost here is opened again: nothing has been done on it yet. `run` waits for it or not. */
static enum status begin(struct db *db, const char *sql, enum status (*run)(struct db *db, const char *sql))
{
    db->failure = DB_NO_FAILURE;
    tell(db, DB_TURN_BEGIN);
    enum status status = db_revive(db);
    if (!status)
        status = run(db, sql);
    if (status && db_is_lost(db) && !(status = db_revive(db)))
        status = run(db, sql);
    return status;
}

static enum status run_soon(struct db *db, const char *sql)
{
    return stmt_run(db_prepare(db, sql));
}

enum status db_begin(struct db *db)
{
    return begin(db, db_dialect(db) == DIALECT_SQLITE ? "BEGIN IMMEDIATE" : "BEGIN", run_soon);
}

enum status db_begin_read(struct db *db)
{
    return begin(db, db_dialect(db) == DIALECT_SQLITE ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                 run_now);
}

enum status db_commit(struct db *db)
{
    enum status status = tell(db, DB_TURN_COMMIT);
    if (!status)
        status = run_now(db, "COMMIT");
    if (!status)
        tell(db, DB_TURN_END);
    return status;
}

void db_rollback(struct db *db)
{
    db_settle(db); /* whatever becomes of it */
    if (db_in_transaction(db))
        run_now(db, "ROLLBACK");
    tell(db, DB_TURN_END);
}

enum status db_settle(struct db *db)
{
    return db->backend->settle ? db->backend->settle(db) : OK;
}

enum status db_savepoint(struct db *db)
{
    db->failure = DB_NO_FAILURE;
    enum status status = stmt_run(db_prepare(db, "SAVEPOINT one"));
    return status ? status : tell(db, DB_TURN_SAVE);
}

enum status db_release(struct db *db)
{
    enum status status = run_now(db, "RELEASE SAVEPOINT one");
    return status ? status : tell(db, DB_TURN_RELEASE);
}

enum status db_rollback_to(struct db *db)
{
    db_settle(db);
    if (!db_in_transaction(db)) /* SQLite may have rolled the whole batch back by itself: full disk, I/O error */
        return FAILED;
    enum status status = run_now(db, "ROLLBACK TO SAVEPOINT one");
    if (!status)
        status = run_now(db, "RELEASE SAVEPOINT one");
    return status ? status : tell(db, DB_TURN_BACK);
}

enum status db_end_savepoint(struct db *db, enum status status, struct problems *problems)
{
    if (!status && !(status = db_release(db)))
        return OK;
    if ((status == FAILED || status == BUSY) && db_failure(db))
        status = db_problem(db, problems);
    return db_rollback_to(db) ? FAILED : status;
}

bool db_in_transaction(struct db *db)
{
    return db->backend->in_transaction(db);
}

enum db_failure db_failure(const struct db *db)
{
    return db->failure;
}

const char *db_error(const struct db *db)
{
    return db->error;
}

enum status db_problem(struct db *db, struct problems *problems)
{
    switch (db->failure) {
    case DB_DOUBLED:
        return problem_add(problems, REFUSED, &msg_store_doubled, "", db->error, NULL);
    case DB_BUSY:
        return problem_add(problems, BUSY, &msg_store_busy, "", NULL);
    case DB_FULL:
        return problem_add(problems, FAILED, &msg_store_full, "", NULL);
    case DB_LOST:
        return problem_add(problems, FAILED, &msg_store_unknown, "", NULL);
    case DB_LIMIT:
        return problem_add(problems, REFUSED, &msg_store_limit, "", NULL);
    default:
        return problem_add(problems, FAILED, &msg_store_failed, "", db->error, NULL);
    }
}

uint64_t db_statement_count(const struct db *db)
{
    return db->statements;
}

uint64_t db_wait_count(const struct db *db)
{
    return db->waits;
}

uint64_t db_write_count(const struct db *db)
{
    return db->writes;
}

size_t db_statements_kept(const struct db *db)
{
    return db->kept;
}

void db_interrupt(struct db *db)
{
    db->backend->interrupt(db);
}

void db_limit_steps(struct db *db, uint64_t steps)
{
    db->steps = steps;
    db->backend->limit_steps(db, steps);
}

void *db_attachment(struct db *db)
{
    return db->memory;
}

void db_attach(struct db *db, const struct db_companion *companion, void *memory)
{
    db->companion = companion;
    db->memory = memory;
}

enum status db_explain(struct db *db, struct strbuf *out)
{
    enum status status = OK;
    for (struct stmt *each = db->newest, *older; each && !status; each = older) {
        struct strbuf sql = {0};
        bool row;
        older = each->older; /* of the one asked about: the question becomes the newest */
        if (strncmp(each->sql, "SELECT", 6) != 0)
            continue;
        strbuf_adds(&sql, "EXPLAIN QUERY PLAN ");
        strbuf_adds(&sql, each->sql);
        struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
        while (!(status = stmt_step(stmt, &row)) && row) {
            strbuf_adds(out, stmt_text(stmt, 3));
            strbuf_addc(out, '\n');
        }
        stmt_done(stmt);
        strbuf_free(&sql);
    }
    return status;
}
