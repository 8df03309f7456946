/* tx: what a piece of work inside a write transaction is given. apply functions get one, use its database and arena,
 * have no other effect, and may be run again (D21). */
#ifndef RECTIFY_STORE_TX_H
#define RECTIFY_STORE_TX_H

#include "store/db.h"

struct tx {
    struct db *db;
    struct arena *arena; /* of the request */
    const struct registry *registry;
    const struct clock *clock;
    bool dry_run; /* everything happens and is rolled back: numbers are not consumed */
};

#endif
