/* report_usual: the duties to report an office usually has, for one that has none yet: data/reporting/<profile>.json.
 */
#ifndef RECTIFY_SCHEDULE_REPORT_USUAL_H
#define RECTIFY_SCHEDULE_REPORT_USUAL_H

#include "ledger/gate.h"

enum { USUAL_DUTIES = 40 };

/* Writes them down, in force from today. REFUSED: there are some already. */
enum status report_usual_use(struct tx *tx, const struct scope *scope, const struct command *command,
                             struct uuid ledger, struct problems *problems, int64_t *ret_count);

#endif
