/* follow_plan: what a plan does when it is submitted, approved, changed after somebody has signed it, issued (C3).
 * Everything is an event of its own, so that a replay needs none of this (D12). */
#ifndef RECTIFY_WORKFLOW_FOLLOW_PLAN_H
#define RECTIFY_WORKFLOW_FOLLOW_PLAN_H

#include "ledger/planning.h"

/* Keeps what it consists of now. */
enum status plan_keep_version(struct tx *tx, const struct command *command, const struct plan *plan,
                              enum plan_stage stage, struct problems *problems);
/* An extract for every unit; those of an earlier issue are void. */
enum status plan_give_extracts(struct tx *tx, const struct command *command, const struct plan *plan,
                               struct problems *problems);
/* Its problems, claimed so far, are planned. */
enum status plan_plans_findings(struct tx *tx, const struct command *command, const struct plan *plan,
                                struct problems *problems);
/* Measures of the inspection's problems that are in no plan yet. REFUSED when there are more than 2 000. */
enum status plan_collect_measures(struct tx *tx, const struct command *command, const struct plan *plan,
                                  struct problems *problems);

#endif
