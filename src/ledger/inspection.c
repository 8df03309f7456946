#include "ledger/inspection_fields.h"

#include "access/access_messages.h"

WORDS_DEFINE(inspection_kind, INSPECTION_KIND_WORDS)
WORDS_DEFINE(inspection_level, INSPECTION_LEVEL_WORDS)

static enum status inspection_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                    struct problems *problems)
{
    (void)tx;
    (void)before;
    const struct inspection *inspection = (const struct inspection *)after;
    bool both = record_has(after, FIELD_inspection_entered_on) && record_has(after, FIELD_inspection_left_on);
    if (both && inspection->left_on < inspection->entered_on)
        return problem_add(problems, REFUSED, &msg_dates_reversed, "left_on", "进驻日期", "撤离日期", NULL);
    return OK;
}

#define RECORD        inspection_round
#define RECORD_FIELDS INSPECTION_ROUND_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "巡察轮次", .plural = "inspection_rounds", .of_installation = true, .code = FIELD_inspection_round_code,  \
    .title = FIELD_inspection_round_name,
#include "record/define.h"

#define RECORD        inspection
#define RECORD_FIELDS INSPECTION_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "巡察", .plural = "inspections", .code = FIELD_inspection_code, .title = FIELD_inspection_name,           \
    .hooks = {.rules = inspection_rules},
#include "record/define.h"
