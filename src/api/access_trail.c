#include "api/access_trail.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct access_trail {
    struct access_log *log;
    char *where;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    pthread_t thread;
};

static void flush(struct access_trail *trail, struct db **db)
{
    if (!access_log_waiting(trail->log))
        return;
    if (!*db && db_open(trail->where, DB_WRITE, NULL, db))
        *db = NULL;
    if (*db && access_log_flush(trail->log, *db) == OK)
        return;
    fprintf(stderr, "rectify: the access log waits: %s\n", *db ? db_error(*db) : "no connection");
    db_close(*db); /* opened anew at the next attempt */
    *db = NULL;
}

static void *work(void *context)
{
    struct access_trail *trail = context;
    struct db *db = NULL;
    bool stopping = false;
    while (!stopping) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec++;
        pthread_mutex_lock(&trail->lock);
        if (!trail->stopping)
            pthread_cond_timedwait(&trail->wake, &trail->lock, &until);
        stopping = trail->stopping;
        pthread_mutex_unlock(&trail->lock);
        flush(trail, &db);
    }
    db_close(db);
    return NULL;
}

struct access_trail *access_trail_new(const char *where)
{
    struct access_trail *trail = xmalloc(sizeof *trail);
    trail->log = access_log_new();
    trail->where = xstrdup(where);
    pthread_mutex_init(&trail->lock, NULL);
    pthread_cond_init(&trail->wake, NULL);
    if (pthread_create(&trail->thread, NULL, work, trail) == 0)
        return trail;
    access_log_free(trail->log);
    free(trail->where);
    free(trail);
    return NULL;
}

void access_trail_free(struct access_trail *trail)
{
    if (!trail)
        return;
    pthread_mutex_lock(&trail->lock);
    trail->stopping = true;
    pthread_cond_signal(&trail->wake);
    pthread_mutex_unlock(&trail->lock);
    pthread_join(trail->thread, NULL);
    access_log_free(trail->log);
    pthread_mutex_destroy(&trail->lock);
    pthread_cond_destroy(&trail->wake);
    free(trail->where);
    free(trail);
}

void access_trail_add(struct access_trail *trail, const struct access_entry *entry)
{
    access_log_add(trail->log, entry);
}
