#include "api/sweeper.h"

#include "api/uploads.h"
#include "journal/blob_sweep.h"
#include "ledger/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SECONDS_BETWEEN = 24 * 3600, SECONDS_FIRST = 1 };

struct sweeper {
    struct server *server;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    pthread_t thread;
};

static bool is_pending(void *context, const struct digest *digest)
{
    return uploads_pending(context, digest);
}

static void sweep(struct server *server)
{
    const struct server_setup *setup = &server->setup;
    struct db *db = NULL;
    struct blob_sweep_report report = {0};
    if (db_open(setup->where, DB_READ, NULL, &db))
        return;
    struct blob_sweep what = {.db = db,
                              .registry = &all_records,
                              .blobs = setup->blobs,
                              .before = clock_now(&setup->clock) - (instant)BLOB_SWEEP_HOURS * 3600 * 1000,
                              .remove = true,
                              .needed = is_pending,
                              .context = server->uploads};
    enum status status = blob_sweep(&what, &report);
    if (status && status != OK)
        fprintf(stderr, "rectify: files nobody needs stay: %s\n", db_error(db));
    else if (report.unused && setup->log)
        fprintf(stderr, "rectify: %lld files nobody needs removed, %lld bytes\n", (long long)report.unused,
                (long long)report.bytes);
    db_close(db);
}

static void *work(void *context)
{
    struct sweeper *sweeper = context;
    time_t wait = SECONDS_FIRST;
    pthread_mutex_lock(&sweeper->lock);
    while (!sweeper->stopping) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += wait;
        if (pthread_cond_timedwait(&sweeper->wake, &sweeper->lock, &until) == 0)
            continue;
        pthread_mutex_unlock(&sweeper->lock);
        sweep(sweeper->server);
        wait = SECONDS_BETWEEN;
        pthread_mutex_lock(&sweeper->lock);
    }
    pthread_mutex_unlock(&sweeper->lock);
    return NULL;
}

struct sweeper *sweeper_new(struct server *server)
{
    struct sweeper *sweeper = xmalloc(sizeof *sweeper);
    sweeper->server = server;
    pthread_mutex_init(&sweeper->lock, NULL);
    pthread_cond_init(&sweeper->wake, NULL);
    if (pthread_create(&sweeper->thread, NULL, work, sweeper) == 0)
        return sweeper;
    free(sweeper);
    return NULL;
}

void sweeper_free(struct sweeper *sweeper)
{
    if (!sweeper)
        return;
    pthread_mutex_lock(&sweeper->lock);
    sweeper->stopping = true;
    pthread_cond_signal(&sweeper->wake);
    pthread_mutex_unlock(&sweeper->lock);
    pthread_join(sweeper->thread, NULL);
    pthread_mutex_destroy(&sweeper->lock);
    pthread_cond_destroy(&sweeper->wake);
    free(sweeper);
}
