/* cycles: the life cycles, each a table in its own file: <record>_cycle.c. */
#ifndef RECTIFY_WORKFLOW_CYCLES_H
#define RECTIFY_WORKFLOW_CYCLES_H

#include "workflow/lifecycle.h"

extern const struct lifecycle finding_cycle, claim_cycle, action_cycle, closure_cycle, review_cycle, extension_cycle,
    request_cycle, plan_cycle, opinion_cycle, extract_cycle, letter_cycle, check_cycle, rule_cycle, handover_cycle,
    mirror_check_cycle, mirror_answer_cycle, report_cycle;

#endif
