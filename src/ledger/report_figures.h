/* report_figures: the figures that go with a report and are frozen with it: how many problems and measures there are,
 * how far they are, in all and unit by unit. Restricted problems are not in them: a report has more readers than they
 * have. */
#ifndef RECTIFY_LEDGER_REPORT_FIGURES_H
#define RECTIFY_LEDGER_REPORT_FIGURES_H

#include "access/scope.h"
#include "store/db.h"

struct report_figures_wish {
    struct uuid ledger;
    struct uuid unit; /* what it leads or is responsible for; of the ledger's organisation everything, by lead unit */
    date day;
    const struct scope *scope; /* whose sight it is */
};

/* JSON, canonical; arena's. */
enum status report_figures(struct db *db, struct arena *arena, const struct report_figures_wish *wish,
                           const char **ret_json);

#endif
