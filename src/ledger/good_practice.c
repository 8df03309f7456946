#include "ledger/good_practice_fields.h"

#include "ledger/outcome.h"

WORDS_DEFINE(spread_level, SPREAD_LEVEL_WORDS)

static enum status good_practice_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                       struct problems *problems)
{
    (void)before;
    return outcome_not_in_future(tx, &record_good_practice, after, FIELD_good_practice_spread_on, problems);
}

static enum status good_practice_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return outcome_restricts(tx, &record_good_practice, record, FIELD_good_practice_findings, ret_restricted);
}

#define RECORD        good_practice
#define RECORD_FIELDS GOOD_PRACTICE_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "经验做法", .plural = "good_practices", .code = -1, .title = FIELD_good_practice_title,                   \
    .hooks = {.rules = good_practice_rules, .restricts = good_practice_restricts},
#include "record/define.h"
