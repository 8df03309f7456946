#include "ledger/ledger_code.h"
#include "ledger/ledger_messages.h"
#include "ledger/planning.h"
#include "store/row.h"

WORDS_DEFINE(plan_kind, PLAN_KIND_WORDS)
WORDS_DEFINE(plan_state, PLAN_STATE_WORDS)

static enum status plan_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                struct problems *problems)
{
    (void)command;
    (void)problems;
    struct plan *plan = (struct plan *)record;
    plan->state = plan_state_draft;
    plan->turn = 0;
    record_present(record, FIELD_plan_state);
    record_present(record, FIELD_plan_turn);
    enum status status = number_next(tx, record->ledger_id, "plan", "P", &plan->number);
    if (!status)
        record_present(record, FIELD_plan_number);
    return status;
}

/* A sub-plan and a unit's plan stand under a master plan, of the same ledger. */
static enum status check_parent(struct tx *tx, const struct plan *plan, struct problems *problems)
{
    struct plan *parent = record_new(tx->arena, &record_plan);
    bool has = record_has(&plan->head, FIELD_plan_parent_id);
    if (plan->kind == plan_kind_master)
        return has ? problem_add(problems, REFUSED, &msg_plan_master_alone, "parent_id", NULL) : OK;
    if (!has)
        return problem_add(problems, REFUSED, &msg_plan_no_master, "parent_id", NULL);
    enum status status = row_load(tx->db, tx->arena, &record_plan, plan->head.ledger_id, plan->parent_id, parent);
    if (status)
        return status == NOT_FOUND ? OK : status;
    return parent->kind == plan_kind_implementation
               ? problem_add(problems, REFUSED, &msg_plan_no_master, "parent_id", NULL)
               : OK;
}

static enum status plan_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                              struct problems *problems)
{
    const struct plan *plan = (const struct plan *)after;
    if (before && after->withdrawn && !before->withdrawn && plan->state != plan_state_draft &&
        plan->state != plan_state_returned)
        return problem_add(problems, REFUSED, &msg_plan_not_withdrawn, "state", NULL);
    return before || !record_has(after, FIELD_plan_kind) ? OK : check_parent(tx, plan, problems);
}

#define RECORD        plan
#define RECORD_FIELDS PLAN_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "整改方案", .plural = "plans", .code = FIELD_plan_number, .title = FIELD_plan_title,                      \
    .hooks = {.prepare = plan_prepare, .rules = plan_rules, .follow = plan_follow},
#include "record/define.h"
