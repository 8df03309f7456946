/* blob_sweep: files that no row and no event names, left by uploads nobody accepted. Only what was last put before an
 * instant is looked at, so that what is on its way into an event is left alone; whoever accepts a file puts it again
 * first. Events are walked only when there is something rows do not name; no snapshot is held for long (D22). */
#ifndef RECTIFY_JOURNAL_BLOB_SWEEP_H
#define RECTIFY_JOURNAL_BLOB_SWEEP_H

#include "record/record.h"
#include "store/blobs.h"
#include "store/db.h"

enum { BLOB_SWEEP_HOURS = 24 };

struct blob_sweep {
    struct db *db;
    const struct registry *registry;
    struct blobs *blobs;
    instant before; /* put before it */
    bool remove;    /* false: only counted */
    /* Whether something else still needs it: uploads a person may yet accept. NULL: nothing does. */
    bool (*needed)(void *context, const struct digest *digest);
    void *context;
};

struct blob_sweep_report {
    int64_t unused, bytes; /* found, and removed if asked */
};

enum status blob_sweep(const struct blob_sweep *sweep, struct blob_sweep_report *ret_report);

#endif
