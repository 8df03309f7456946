#include "api/sweeper.h"

#include "api/uploads.h"
#include "journal/blob_sweep.h"
#include "ledger/records.h"

#include <stdio.h>

enum { SECONDS_BETWEEN = 24 * 3600, SECONDS_FIRST = 1 };

static bool is_pending(void *context, const struct digest *digest)
{
    return uploads_pending(context, digest);
}

static void sweep(void *context)
{
    struct server *server = context;
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

struct timer *sweeper_new(struct server *server)
{
    return timer_new(sweep, server, SECONDS_FIRST, SECONDS_BETWEEN);
}
