#include "api/readers.h"

#include <pthread.h>
#include <stdlib.h>

enum { READERS_KEPT = 64 };

struct readers {
    char *where;
    uint64_t steps;
    pthread_mutex_t lock;
    struct db *kept[READERS_KEPT]; /* the last one given back is the first one taken: its cache is warm */
    size_t count;
};

struct readers *readers_new(const char *where, uint64_t steps)
{
    struct readers *readers = xmalloc(sizeof *readers);
    readers->where = xstrdup(where);
    readers->steps = steps;
    pthread_mutex_init(&readers->lock, NULL);
    return readers;
}

void readers_free(struct readers *readers)
{
    if (!readers)
        return;
    for (size_t i = 0; i < readers->count; i++)
        db_close(readers->kept[i]);
    pthread_mutex_destroy(&readers->lock);
    free(readers->where);
    free(readers);
}

enum status readers_take(struct readers *readers, struct problems *problems, struct db **ret_db)
{
    pthread_mutex_lock(&readers->lock);
    struct db *db = readers->count ? readers->kept[--readers->count] : NULL;
    pthread_mutex_unlock(&readers->lock);
    enum status status = OK;
    bool fresh = !db;
    if (fresh)
        status = db_open(readers->where, DB_READ, problems, &db);
    if (status)
        return status;
    /* SQLite counts the steps of a whole request down; PostgreSQL limits each statement, set once */
    if (readers->steps && (fresh || db_dialect(db) == DIALECT_SQLITE))
        db_limit_steps(db, readers->steps);
    *ret_db = db;
    return OK;
}

void readers_give(struct readers *readers, struct db *db, bool broken)
{
    db_rollback(db); /* nothing to do after a commit */
    pthread_mutex_lock(&readers->lock);
    if (!broken && readers->count < READERS_KEPT) {
        readers->kept[readers->count++] = db;
        db = NULL;
    }
    pthread_mutex_unlock(&readers->lock);
    db_close(db);
}

enum status readers_read(struct readers *readers, struct problems *problems,
                         enum status (*read)(struct db *db, void *context), void *context)
{
    struct db *db;
    enum status status = readers_take(readers, problems, &db);
    if (status)
        return status;
    status = read(db, context);
    if (status == FAILED && db_is_lost(db) && db_revive(db) == OK)
        status = read(db, context);
    if (status == FAILED)
        db_problem(db, problems);
    readers_give(readers, db, status == FAILED);
    return status;
}
