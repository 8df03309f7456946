#include "store/backend.h"
#include "store/sqlite_tokens.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* tests/fault/durable.py builds a program with this lowered, to prove that it would find it out. */
#ifndef RECTIFY_SYNCHRONOUS
#define RECTIFY_SYNCHRONOUS "FULL"
#endif

enum { BUSY_MILLISECONDS = 10000, CACHE_KIB = 16 * 1024 };

struct sqlite_connection {
    sqlite3 *db;
    uint64_t steps_left; /* of the running statement */
    bool used_up;
};

/* An identity is bound without a copy of SQLite's own: it is kept here until the statement is reset. */
struct sqlite_statement {
    sqlite3_stmt *stmt;
    bool one_row; /* it must write one */
    struct uuid ids[];
};

void db_start(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static sqlite3 *of(struct db *db)
{
    return ((struct sqlite_connection *)db->connection)->db;
}

static enum status failed(struct db *db, int code)
{
    enum db_failure failure = DB_BROKEN;
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        failure = DB_DOUBLED;
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        failure = DB_BUSY;
        break;
    case SQLITE_FULL:
        failure = DB_FULL;
        break;
    case SQLITE_INTERRUPT:
        failure = ((struct sqlite_connection *)db->connection)->used_up ? DB_LIMIT : DB_BROKEN;
        break;
    default:
        break;
    }
    if (failure == DB_DOUBLED && code != SQLITE_CONSTRAINT_UNIQUE && code != SQLITE_CONSTRAINT_PRIMARYKEY)
        failure = DB_BROKEN;
    return db_fail(db, failure, sqlite3_errmsg(of(db)));
}

static enum status sqlite_exec(struct db *db, const char *sql)
{
    int code = sqlite3_exec(of(db), sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? OK : failed(db, sqlite3_extended_errcode(of(db)));
}

static enum status sqlite_open(struct db *db, const char *where, enum db_mode mode)
{
    char path[4096];
    if (mode == DB_CREATE)
        mkdir(where, 0700); /* an existing directory is fine; anything else shows when the file is opened */
    if (snprintf(path, sizeof path, "%s/rectify.db", where) >= (int)sizeof path)
        return db_fail(db, DB_BROKEN, "path too long");
    if (mode == DB_CREATE) { /* for its owner alone; the log beside it gets the same mode */
        int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (fd >= 0)
            close(fd);
    }
    struct sqlite_connection *connection = xmalloc(sizeof *connection);
    db->connection = connection;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(path, &connection->db, flags | (mode == DB_CREATE ? SQLITE_OPEN_CREATE : 0), NULL);
    if (code != SQLITE_OK)
        return db_fail(db, DB_BROKEN, connection->db ? sqlite3_errmsg(connection->db) : "out of memory");
    sqlite3_busy_timeout(connection->db, BUSY_MILLISECONDS);
    /* WAL with synchronous=FULL: COMMIT returns after the log is on disk, which is what "acknowledged" means. */
    enum status status =
        sqlite_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=" RECTIFY_SYNCHRONOUS "; PRAGMA foreign_keys=ON;"
                        "PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000;");
    if (status)
        return status;
    code = sqlite_tokens_register(connection->db);
    if (code != SQLITE_OK)
        return failed(db, code);
    sqlite3_db_config(connection->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(connection->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL); /* "x" is a name, or an error; never a text */
    sqlite3_db_config(connection->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    char cache[64];
    snprintf(cache, sizeof cache, "PRAGMA cache_size=-%d", CACHE_KIB);
    status = sqlite_exec(db, cache);
    if (!status && mode == DB_READ)
        status = sqlite_exec(db, "PRAGMA query_only=ON");
    return status;
}

static void sqlite_close(struct db *db)
{
    sqlite3_close_v2(of(db));
    free(db->connection);
}

static void *sqlite_prepare(struct db *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v3(of(db), sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
        failed(db, sqlite3_extended_errcode(of(db)));
    if (!stmt)
        return NULL;
    size_t parameters = (size_t)sqlite3_bind_parameter_count(stmt);
    struct sqlite_statement *statement = xmalloc(sizeof *statement + parameters * sizeof *statement->ids);
    size_t length;
    statement->stmt = stmt;
    statement->one_row = db_wants_one_row(sql, &length);
    return statement;
}

static sqlite3_stmt *stmt_of(const void *handle)
{
    return ((const struct sqlite_statement *)handle)->stmt;
}

static void sqlite_finalize(struct db *db, void *handle)
{
    (void)db;
    sqlite3_finalize(stmt_of(handle));
    free(handle);
}

static void sqlite_bind_int(void *handle, int parameter, int64_t value)
{
    sqlite3_bind_int64(stmt_of(handle), parameter, value);
}

static void sqlite_bind_bytes(void *handle, int parameter, const void *bytes, size_t size, bool text)
{
    sqlite3_stmt *stmt = stmt_of(handle);
    if (!bytes)
        sqlite3_bind_null(stmt, parameter);
    else if (text)
        sqlite3_bind_text64(stmt, parameter, bytes, size, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_blob64(stmt, parameter, bytes, size, SQLITE_STATIC);
}

static void sqlite_bind_uuid(void *handle, int parameter, const struct uuid *id)
{
    struct sqlite_statement *statement = handle;
    statement->ids[parameter - 1] = *id;
    sqlite_bind_bytes(handle, parameter, statement->ids[parameter - 1].bytes, sizeof id->bytes, false);
}

static enum status sqlite_step(struct db *db, void *handle, bool *ret_row)
{
    struct sqlite_connection *connection = db->connection;
    if (!sqlite3_stmt_busy(stmt_of(handle))) { /* its first step */
        connection->steps_left = db->steps;
        connection->used_up = false;
    }
    int code = sqlite3_step(stmt_of(handle));
    if (code == SQLITE_ROW) {
        *ret_row = true;
        return OK;
    }
    return code == SQLITE_DONE ? OK : failed(db, sqlite3_extended_errcode(of(db)));
}

static enum status sqlite_run(struct db *db, void *handle)
{
    const struct sqlite_statement *statement = handle;
    bool row;
    enum status status = sqlite_step(db, handle, &row);
    if (!status && statement->one_row && sqlite3_changes64(of(db)) != 1)
        status = db_fail(db, DB_BROKEN, DB_ROW_MISSING);
    return status;
}

static void sqlite_reset(void *handle)
{
    sqlite3_reset(stmt_of(handle));
    sqlite3_clear_bindings(stmt_of(handle));
}

static int64_t sqlite_column_int(void *handle, int column)
{
    return sqlite3_column_int64(stmt_of(handle), column);
}

static const void *sqlite_column_bytes(void *handle, int column, size_t *ret_size, bool text)
{
    sqlite3_stmt *stmt = stmt_of(handle);
    if (sqlite3_column_type(stmt, column) == SQLITE_NULL) {
        *ret_size = 0;
        return NULL;
    }
    const void *bytes = text ? (const void *)sqlite3_column_text(stmt, column) : sqlite3_column_blob(stmt, column);
    *ret_size = (size_t)sqlite3_column_bytes(stmt, column);
    return bytes ? bytes : "";
}

static bool sqlite_column_null(void *handle, int column)
{
    return sqlite3_column_type(stmt_of(handle), column) == SQLITE_NULL;
}

static bool sqlite_in_transaction(struct db *db)
{
    return !sqlite3_get_autocommit(of(db));
}

static void sqlite_interrupt_now(struct db *db)
{
    sqlite3_interrupt(of(db));
}

enum { PROGRESS_STEPS = 10000 };

static int count_steps(void *context)
{
    struct sqlite_connection *connection = context;
    if (connection->steps_left <= PROGRESS_STEPS) {
        connection->used_up = true;
        return 1;
    }
    connection->steps_left -= PROGRESS_STEPS;
    return 0;
}

static void sqlite_limit_steps(struct db *db, uint64_t steps)
{
    struct sqlite_connection *connection = db->connection;
    connection->steps_left = steps;
    sqlite3_progress_handler(connection->db, steps ? PROGRESS_STEPS : 0, steps ? count_steps : NULL, connection);
}

const struct backend backend_sqlite = {
    .dialect = DIALECT_SQLITE,
    .open = sqlite_open,
    .close = sqlite_close,
    .prepare = sqlite_prepare,
    .finalize = sqlite_finalize,
    .bind_int = sqlite_bind_int,
    .bind_bytes = sqlite_bind_bytes,
    .bind_uuid = sqlite_bind_uuid,
    .step = sqlite_step,
    .run = sqlite_run,
    .reset = sqlite_reset,
    .column_int = sqlite_column_int,
    .column_bytes = sqlite_column_bytes,
    .column_null = sqlite_column_null,
    .exec = sqlite_exec,
    .in_transaction = sqlite_in_transaction,
    .interrupt = sqlite_interrupt_now,
    .limit_steps = sqlite_limit_steps,
};
