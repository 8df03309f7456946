#include "ledger/plan_extract_fields.h"

WORDS_DEFINE(extract_state, EXTRACT_STATE_WORDS)

static enum status plan_extract_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                        struct problems *problems)
{
    (void)tx;
    (void)command;
    (void)problems;
    ((struct plan_extract *)record)->state = extract_state_issued;
    record_present(record, FIELD_plan_extract_state);
    return OK;
}

#define RECORD        plan_extract
#define RECORD_FIELDS PLAN_EXTRACT_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "方案摘录", .plural = "plan_extracts", .code = -1, .title = -1, .hooks = {.prepare = plan_extract_prepare},
#include "record/define.h"
