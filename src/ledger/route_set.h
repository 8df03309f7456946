/* route_set: a ledger's review routes as a whole, from data/routes/<name>.json: a small office tightens to the full
 * chain, or back, by one command. Routes are data and whatever is under review keeps the steps it was submitted with,
 * so nothing is migrated (D28). */
#ifndef RECTIFY_LEDGER_ROUTE_SET_H
#define RECTIFY_LEDGER_ROUTE_SET_H

#include "ledger/gate.h"
#include "ledger/review_route_fields.h"

extern const char *const route_set_names[]; /* NULL-terminated */

struct route_set_done {
    int64_t added, changed, kept, withdrawn;
};

/* Steps are changed where they stand, those too many withdrawn, those missing added. REFUSED: no such set. */
enum status route_set_use(struct tx *tx, const struct scope *scope, const struct command *command, struct uuid ledger,
                          const char *name, struct problems *problems, struct route_set_done *ret_done);

#endif
