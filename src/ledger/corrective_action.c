#include "ledger/extending.h"
#include "ledger/ledger_code.h"
#include "ledger/ledger_messages.h"
#include "ledger/planning.h"
#include "ledger/progress.h"
#include "ledger/restricted.h"
#include "store/row.h"

WORDS_DEFINE(action_kind, ACTION_KIND_WORDS)
WORDS_DEFINE(action_layer, ACTION_LAYER_WORDS)
WORDS_DEFINE(action_state, ACTION_STATE_WORDS)
WORDS_DEFINE(frequency, FREQUENCY_WORDS)
WORDS_DEFINE(lawful, LAWFUL_WORDS)

static enum status corrective_action_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    size_t count = 0;
    enum status status = OK;
    if (record_has(record, FIELD_corrective_action_answers))
        status = restricted_among(tx, record->ledger_id, &((const struct corrective_action *)record)->answers, &count);
    *ret_restricted = count > 0;
    return status;
}

enum status corrective_action_look(struct tx *tx, struct uuid ledger, struct uuid id, bool *ret_restricted)
{
    struct corrective_action *action = record_new(tx->arena, &record_corrective_action);
    enum status status = row_load(tx->db, tx->arena, &record_corrective_action, ledger, id, action);
    return status ? status : corrective_action_restricts(tx, &action->head, ret_restricted);
}

static enum status corrective_action_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                             struct problems *problems)
{
    (void)command;
    (void)problems;
    struct corrective_action *action = (struct corrective_action *)record;
    action->state = action_state_planned;
    record_present(record, FIELD_corrective_action_state);
    bool restricted = false;
    enum status status = corrective_action_restricts(tx, record, &restricted);
    if (!status)
        status = number_next(tx, record->ledger_id, restricted ? "restricted_action" : "corrective_action",
                             restricted ? "RC" : "C", &action->number);
    if (!status)
        record_present(record, FIELD_corrective_action_number);
    return status;
}

static enum status corrective_action_rules(struct tx *tx, const struct record_head *before,
                                           const struct record_head *after, struct problems *problems)
{
    const struct corrective_action *action = (const struct corrective_action *)after;
    const int answers = FIELD_corrective_action_answers;
    size_t count = 0, was = 0;
    enum status day = extending_rules(&record_corrective_action, before, after, problems),
                planned = planning_measure_rules(tx, before, after, problems);
    if (day || planned)
        return day ? day : planned;
    if (!record_has(after, answers) || (before && field_equal(&record_corrective_action, answers, before, after)))
        return OK;
    if (action->answers.count == 0)
        return problem_add(problems, REFUSED, &msg_answers_nothing, "answers", NULL);
    enum status status = restricted_among(tx, after->ledger_id, &action->answers, &count);
    if (!status && before && record_has(before, answers)) /* its number is of one series */
        status = restricted_among(tx, after->ledger_id, &((const struct corrective_action *)before)->answers, &was);
    bool mixed = (count && count < action->answers.count) || (before && !was != !count);
    return !status && mixed ? problem_add(problems, REFUSED, &msg_restricted_mixed, "answers", NULL) : status;
}

#define RECORD        corrective_action
#define RECORD_FIELDS CORRECTIVE_ACTION_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "整改措施", .plural = "corrective_actions", .code = FIELD_corrective_action_number,                       \
    .title = FIELD_corrective_action_measure,                                                                          \
    .hooks = {.prepare = corrective_action_prepare,                                                                    \
              .rules = corrective_action_rules,                                                                        \
              .follow = corrective_action_follow,                                                                      \
              .restricts = corrective_action_restricts},
#include "record/define.h"
