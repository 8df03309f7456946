#include "ledger/restricted.h"
#include "ledger/review_step_fields.h"

WORDS_DEFINE(review_state, REVIEW_STATE_WORDS)

static enum status review_step_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                       struct problems *problems)
{
    (void)tx;
    (void)command;
    (void)problems;
    ((struct review_step *)record)->state = review_state_waiting;
    record_present(record, FIELD_review_step_state);
    return OK;
}

static enum status review_step_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct review_step *)record)->finding_id, ret_restricted);
}

#define RECORD        review_step
#define RECORD_FIELDS REVIEW_STEP_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "审核", .plural = "review_steps", .code = -1, .title = FIELD_review_step_name,                            \
    .hooks = {.prepare = review_step_prepare, .restricts = review_step_restricts},
#include "record/define.h"
