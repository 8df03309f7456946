#include "ledger/corrective_action_fields.h"

#include "ledger/ledger_code.h"
#include "ledger/ledger_messages.h"

WORDS_DEFINE(action_kind, ACTION_KIND_WORDS)
WORDS_DEFINE(action_layer, ACTION_LAYER_WORDS)
WORDS_DEFINE(action_state, ACTION_STATE_WORDS)

static enum status corrective_action_prepare(struct tx *tx, struct record_head *record, struct problems *problems)
{
    (void)problems;
    struct corrective_action *action = (struct corrective_action *)record;
    action->state = action_state_planned;
    record_present(record, FIELD_corrective_action_state);
    enum status status = number_next(tx, record->ledger_id, "corrective_action", "C", &action->number);
    if (!status)
        record_present(record, FIELD_corrective_action_number);
    return status;
}

static enum status corrective_action_rules(struct tx *tx, const struct record_head *before,
                                           const struct record_head *after, struct problems *problems)
{
    (void)tx;
    (void)before;
    const struct corrective_action *action = (const struct corrective_action *)after;
    if (record_has(after, FIELD_corrective_action_answers) && action->answers.count == 0)
        return problem_add(problems, REFUSED, &msg_answers_nothing, "answers", NULL);
    return OK;
}

#define RECORD        corrective_action
#define RECORD_FIELDS CORRECTIVE_ACTION_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "整改措施", .plural = "corrective_actions", .code = FIELD_corrective_action_number,                       \
    .title = FIELD_corrective_action_measure,                                                                          \
    .hooks = {.prepare = corrective_action_prepare, .rules = corrective_action_rules},
#include "record/define.h"
