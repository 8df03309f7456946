/* report_figures: the figures that go with a report and are frozen with it: how many problems and measures there are,
 * how far they are, in all and unit by unit. Restricted problems are not in them: a report has more readers than they
 * have. */
#ifndef RECTIFY_LEDGER_REPORT_FIGURES_H
#define RECTIFY_LEDGER_REPORT_FIGURES_H

#include "store/tx.h"

/* `unit`: what that unit answers for; nil: the ledger, each problem with its lead unit. JSON, canonical; arena's. */
enum status report_figures(struct db *db, struct arena *arena, struct uuid ledger, struct uuid unit, date day,
                           const char **ret_json);

#endif
