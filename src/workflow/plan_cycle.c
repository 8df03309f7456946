/* plan_cycle: the life cycle of a plan (C3); declared in "workflow/cycles.h". Its reviews approve it (review_cycle.c);
 * what is changed afterwards brings it back to them (follow_plan.c). */
#include "ledger/planning.h"
#include "workflow/cycles.h"
#include "workflow/follow_plan.h"
#include "workflow/mover.h"
#include "workflow/reviewing.h"
#include "workflow/unit_party.h"
#include "workflow/workflow_messages.h"

#include <string.h>

#define OFFICE     ROLE_BIT(role_office)
#define BIT(field) FIELD_BIT(FIELD_plan_##field)

/* The unit whose plan it is. */
static enum status is_party(struct moving *moving, bool *ret_party)
{
    return unit_party(moving, FIELD_plan_organisation_id, ret_party);
}

/* ---- guards ---- */

static enum status check_complete(struct moving *moving)
{
    return planning_gate(moving->tx, (const struct plan *)moving->before, moving->problems);
}

static enum status check_not_in_future(struct moving *moving)
{
    return moving_not_in_future(moving, BIT(issued_on) | BIT(filed_on));
}

static enum status check_numbered(struct moving *moving)
{
    return moving->asked || record_has(moving->wanted, FIELD_plan_document_no) ||
                   ((const struct plan *)moving->before)->kind == plan_kind_implementation
               ? OK
               : problem_add(moving->problems, REFUSED, &msg_plan_document_no, "document_no", NULL);
}

static enum status check_of_inspection(struct moving *moving)
{
    return record_has(moving->before, FIELD_plan_inspection_id)
               ? OK
               : problem_add(moving->problems, REFUSED, &msg_plan_no_inspection, "inspection_id", NULL);
}

static const struct guard complete = {"complete", check_complete},
                          not_in_future = {"not_in_future", check_not_in_future},
                          numbered = {"numbered", check_numbered},
                          of_inspection = {"of_inspection", check_of_inspection};

/* ---- effects ---- */

static enum status fill_submitted(struct moving *moving)
{
    struct plan *wanted = (struct plan *)moving->wanted;
    wanted->turn = ((const struct plan *)moving->before)->turn + 1;
    record_present(moving->wanted, FIELD_plan_turn);
    moving_put_date(moving, FIELD_plan_submitted_on, clock_today(moving->tx->clock));
    moving_put_id(moving, FIELD_plan_submitted_by_id, moving->scope->person_id);
    record_null(moving->wanted, FIELD_plan_return_reason);
    record_null(moving->wanted, FIELD_plan_amended);
    record_null(moving->wanted, FIELD_plan_decided_on);
    return OK;
}

static enum status begin_reviews(struct moving *moving, const struct record_head *after)
{
    const struct plan *plan = (const struct plan *)after;
    enum status status = plan_keep_version(moving->tx, &moving->command, plan, plan_stage_submitted, moving->problems);
    return status ? status : reviewing_begins(moving->tx, &moving->command, &plan_reviewed, after, moving->problems);
}

static enum status fill_decided(struct moving *moving)
{
    moving_put_date(moving, FIELD_plan_decided_on, clock_today(moving->tx->clock));
    return OK;
}

static enum status keep_approved(struct moving *moving, const struct record_head *after)
{
    enum status status = reviewing_ends(moving->tx, &moving->command, &plan_reviewed, after, moving->problems);
    return status ? status
                  : plan_keep_version(moving->tx, &moving->command, (const struct plan *)after, plan_stage_approved,
                                      moving->problems);
}

static enum status end_reviews(struct moving *moving, const struct record_head *after)
{
    return reviewing_ends(moving->tx, &moving->command, &plan_reviewed, after, moving->problems);
}

static enum status fill_issued(struct moving *moving)
{
    moving_put_date(moving, FIELD_plan_issued_on, clock_today(moving->tx->clock));
    return OK;
}

static enum status hand_out(struct moving *moving, const struct record_head *after)
{
    const struct plan *plan = (const struct plan *)after;
    enum status status = plan->kind == plan_kind_implementation
                             ? OK
                             : plan_give_extracts(moving->tx, &moving->command, plan, moving->problems);
    return status ? status : plan_plans_findings(moving->tx, &moving->command, plan, moving->problems);
}

static enum status fill_filed(struct moving *moving)
{
    moving_put_date(moving, FIELD_plan_filed_on, clock_today(moving->tx->clock));
    return OK;
}

static enum status collect(struct moving *moving, const struct record_head *after)
{
    return plan_collect_measures(moving->tx, &moving->command, (const struct plan *)after, moving->problems);
}

static const struct effect submits = {"submits", fill_submitted, begin_reviews},
                           approves = {"approves", fill_decided, keep_approved}, ends = {"ends", NULL, end_reviews},
                           issues = {"issues", fill_issued, hand_out}, files = {"files", fill_filed, NULL},
                           collects = {"collects", NULL, collect};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"collect", 0, 0, 0},
    {"submit", 0, 0, 0},
    {"pass", 0, 0, 0},
    {"return", 0, 0, 0},
    {"retract", 0, 0, 0},
    {"issue", 0, BIT(document_no) | BIT(issued_on) | BIT(paper_id), 0},
    {"file", 0, BIT(filed_on) | BIT(filed_with), 0},
    {"amend", 0, 0, 0},
};

static const struct transition rows[] = {
    {plan_state_draft, "collect", OFFICE, GUARDS(&of_inspection), &collects, plan_state_draft},
    {plan_state_returned, "collect", OFFICE, GUARDS(&of_inspection), &collects, plan_state_returned},
    {plan_state_draft, "submit", OFFICE | WHO_PARTY, GUARDS(&complete), &submits, plan_state_under_review},
    {plan_state_returned, "submit", OFFICE | WHO_PARTY, GUARDS(&complete), &submits, plan_state_under_review},
    {plan_state_under_review, "pass", WHO_PROGRAM, NULL, &approves, plan_state_approved},
    {plan_state_under_review, "return", WHO_PROGRAM, NULL, &ends, plan_state_returned},
    {plan_state_under_review, "retract", OFFICE | WHO_PARTY, NULL, &ends, plan_state_draft},
    {plan_state_approved, "issue", OFFICE | WHO_PARTY, GUARDS(&numbered, &not_in_future), &issues, plan_state_issued},
    {plan_state_approved, "amend", WHO_PROGRAM, NULL, NULL, plan_state_under_review},
    {plan_state_issued, "file", OFFICE, GUARDS(&not_in_future), &files, plan_state_issued},
    {plan_state_issued, "amend", WHO_PROGRAM, NULL, NULL, plan_state_under_review},
};

static const struct message *const sentences[] = {&msg_plan_draft, &msg_closure_under_review, &msg_plan_draft,
                                                  &msg_plan_approved, &msg_plan_issued};

/* A unit's plan is made of its own measures, and nobody else's are collected for it. */
static bool applies(const struct moving *moving, const char *event)
{
    return ((const struct plan *)moving->before)->kind == plan_kind_master || strcmp(event, "collect") != 0;
}

const struct lifecycle plan_cycle = {
    .type = &record_plan,
    .field = FIELD_plan_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .applies = applies,
    .is_party = is_party,
};
