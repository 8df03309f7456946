/* cycles: the life cycles, each a table in its own file: finding_cycle.c, claim_cycle.c, action_cycle.c,
 * closure_cycle.c, review_cycle.c, handover_cycle.c, mirror_check_cycle.c, mirror_answer_cycle.c. */
#ifndef RECTIFY_WORKFLOW_CYCLES_H
#define RECTIFY_WORKFLOW_CYCLES_H

#include "workflow/lifecycle.h"

extern const struct lifecycle finding_cycle, claim_cycle, action_cycle, closure_cycle, review_cycle;
extern const struct lifecycle handover_cycle, mirror_check_cycle, mirror_answer_cycle;

#endif
