#include "ledger/rule_change_fields.h"

#include "ledger/ledger_messages.h"
#include "ledger/outcome.h"

WORDS_DEFINE(rule_change_kind, RULE_CHANGE_KIND_WORDS)
WORDS_DEFINE(rule_state, RULE_STATE_WORDS)
WORDS_DEFINE(execution, EXECUTION_WORDS)

static enum status rule_change_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                       struct problems *problems)
{
    (void)tx;
    (void)command;
    (void)problems;
    ((struct rule_change *)record)->state = rule_state_draft;
    record_present(record, FIELD_rule_change_state);
    return OK;
}

static enum status rule_change_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                     struct problems *problems)
{
    (void)tx;
    (void)before;
    const struct rule_change *rule = (const struct rule_change *)after;
    return record_has(after, FIELD_rule_change_findings) && !rule->findings.count
               ? problem_add(problems, REFUSED, &msg_rule_no_finding, "findings", NULL)
               : OK;
}

static enum status rule_change_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return outcome_restricts(tx, &record_rule_change, record, FIELD_rule_change_findings, ret_restricted);
}

#define RECORD        rule_change
#define RECORD_FIELDS RULE_CHANGE_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "制度建设", .plural = "rule_changes", .code = -1, .title = FIELD_rule_change_title,                       \
    .hooks = {.prepare = rule_change_prepare, .rules = rule_change_rules, .restricts = rule_change_restricts},
#include "record/define.h"
