/* rule_cycle: the life cycle of a rule (E5); declared in "workflow/cycles.h". Its drafting unit drafts, asks opinions
 * and submits; the office issues it and puts it in force; whether it is carried out is checked later, as often as
 * wanted. */
#include "ledger/outcome.h"
#include "ledger/rule_change_fields.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/unit_party.h"
#include "workflow/workflow_messages.h"

#define OFFICE     ROLE_BIT(role_office)
#define SUPERVISOR ROLE_BIT(role_supervisor)
#define BIT(field) FIELD_BIT(FIELD_rule_change_##field)

/* The drafting unit's owner. */
static enum status is_party(struct moving *moving, bool *ret_party)
{
    return unit_party(moving, FIELD_rule_change_organisation_id, ret_party);
}

static enum status check_not_in_future(struct moving *moving)
{
    enum status issued = outcome_not_in_future(moving->tx, moving->cycle->type, moving->wanted,
                                               FIELD_rule_change_issued_on, moving->problems),
                executed = outcome_not_in_future(moving->tx, moving->cycle->type, moving->wanted,
                                                 FIELD_rule_change_executed_on, moving->problems);
    return issued ? issued : executed;
}

static const struct guard not_in_future = {"not_in_future", check_not_in_future};

/* ---- effects ---- */

static enum status fill_issued(struct moving *moving)
{
    moving_put_date(moving, FIELD_rule_change_issued_on, clock_today(moving->tx->clock));
    return OK;
}

static enum status fill_in_force(struct moving *moving)
{
    moving_put_date(moving, FIELD_rule_change_in_force_on, clock_today(moving->tx->clock));
    return OK;
}

static enum status fill_executed(struct moving *moving)
{
    moving_put_date(moving, FIELD_rule_change_executed_on, clock_today(moving->tx->clock));
    return OK;
}

static const struct effect issues = {"issues", fill_issued, NULL}, enforces = {"enforces", fill_in_force, NULL},
                           checks = {"checks", fill_executed, NULL};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"ask_opinions", 0, 0, 0},
    {"deliberate", 0, 0, 0},
    {"issue", BIT(document_no), BIT(issued_on) | BIT(check_by_on), 0},
    {"enforce", 0, BIT(in_force_on), 0},
    {"send_back", 0, 0, 0},
    {"check_execution", BIT(executed) | BIT(execution), BIT(executed_on), 0},
    {"drop", 0, 0, 0},
};

static const struct transition rows[] = {
    {rule_state_draft, "ask_opinions", WHO_PARTY | OFFICE, NULL, NULL, rule_state_opinions},
    {rule_state_opinions, "deliberate", WHO_PARTY | OFFICE, NULL, NULL, rule_state_deliberation},
    {rule_state_deliberation, "issue", OFFICE, GUARDS(&not_in_future), &issues, rule_state_issued},
    {rule_state_deliberation, "send_back", OFFICE, NULL, NULL, rule_state_draft},
    {rule_state_issued, "enforce", OFFICE, NULL, &enforces, rule_state_in_force},
    {rule_state_in_force, "check_execution", OFFICE | SUPERVISOR, GUARDS(&not_in_future), &checks, rule_state_in_force},
    {rule_state_draft, "drop", OFFICE, NULL, NULL, rule_state_dropped},
    {rule_state_opinions, "drop", OFFICE, NULL, NULL, rule_state_dropped},
    {rule_state_deliberation, "drop", OFFICE, NULL, NULL, rule_state_dropped},
};

static const struct message *const sentences[] = {&msg_rule_draft,  &msg_rule_opinions, &msg_rule_deliberation,
                                                  &msg_rule_issued, &msg_rule_in_force, &msg_rule_dropped};

const struct lifecycle rule_cycle = {
    .type = &record_rule_change,
    .field = FIELD_rule_change_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .is_party = is_party,
};
