/* backend: what sqlite.c and postgres.c each provide to db.c. Internal to store/. */
#ifndef RECTIFY_STORE_BACKEND_H
#define RECTIFY_STORE_BACKEND_H

#include "store/db.h"

enum { DB_ERROR_TEXT = 512 };
#define DB_ROW_MISSING "a row that was to be written is not there"

struct backend {
    enum dialect dialect;
    enum status (*open)(struct db *db, const char *where, enum db_mode mode);
    void (*close)(struct db *db);
    void *(*prepare)(struct db *db, const char *sql); /* NULL on failure */
    void (*finalize)(struct db *db, void *handle);
    void (*bind_int)(void *handle, int parameter, int64_t value);
    void (*bind_bytes)(void *handle, int parameter, const void *bytes, size_t size, bool text); /* bytes NULL: null */
    void (*bind_uuid)(void *handle, int parameter, const struct uuid *id);
    enum status (*step)(struct db *db, void *handle, bool *ret_row);
    /* Runs a statement whose rows nobody reads. It may be under way afterwards: settle. */
    enum status (*run)(struct db *db, void *handle);
    enum status (*settle)(struct db *db); /* NULL: nothing is ever under way */
    void (*reset)(void *handle);
    int64_t (*column_int)(void *handle, int column);
    const void *(*column_bytes)(void *handle, int column, size_t *ret_size, bool text);
    bool (*column_null)(void *handle, int column);
    enum status (*exec)(struct db *db, const char *sql);
    bool (*in_transaction)(struct db *db);
    void (*interrupt)(struct db *db);
    void (*limit_steps)(struct db *db, uint64_t steps);
    bool (*lost)(struct db *db); /* the connection is gone; NULL: it cannot be */
};

/* Whether the text asks for DB_ONE_ROW; how much of it is the statement itself. */
bool db_wants_one_row(const char *sql, size_t *ret_length);

extern const struct backend backend_sqlite, backend_postgres;

struct stmt {
    struct db *db;
    char *sql;
    void *handle; /* NULL: could not be prepared */
    bool failed;
    bool in_use;       /* from db_prepare to stmt_done: never dropped from the cache */
    bool reads;        /* a SELECT */
    struct stmt *next; /* in the cache's bucket */
    db_text *make;     /* of db_prepare_made, with what it was asked for last; NULL: never */
    const void *of;
    uint64_t what;
    struct stmt *newer, *older;
};

enum { STMT_BUCKETS = 256, STMT_MADE = 256 };

struct db {
    const struct backend *backend;
    void *connection; /* the backend's own */
    char *where;
    enum db_mode mode;
    bool closing;
    struct stmt *cache[STMT_BUCKETS];
    struct stmt *made[STMT_MADE]; /* those of `cache` that can be found by what their text is made of */
    struct stmt *newest, *oldest; /* the cache in the order of last use */
    size_t kept;
    struct stmt broken; /* stands for every text that could not be prepared */
    uint64_t steps;     /* of db_limit_steps */
    enum db_failure failure;
    char error[DB_ERROR_TEXT];
    uint64_t statements, waits, writes;
    const struct db_companion *companion;
    void *memory; /* the companion's */
};

enum status db_fail(struct db *db, enum db_failure failure, const char *error);

#endif
