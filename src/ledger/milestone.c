#include "ledger/milestone_fields.h"

#include "ledger/ledger_messages.h"
#include "ledger/ranges.h"
#include "store/tx.h"

WORDS_DEFINE(milestone_chain, MILESTONE_CHAIN_WORDS)
WORDS_DEFINE(period_unit, PERIOD_UNIT_WORDS)

enum { MOST_DAYS = 400, MOST_WITHIN = 1200 };

static enum status milestone_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                   struct problems *problems)
{
    static const struct {
        int field, least, most;
    } ranges[] = {
        {FIELD_milestone_working_days, 0, MOST_DAYS},
        {FIELD_milestone_days, 0, MOST_DAYS},
        {FIELD_milestone_within, 1, MOST_WITHIN},
    };
    enum status status = OK;
    (void)before;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        enum status one = range_check(tx->arena, &record_milestone, after, ranges[i].field, ranges[i].least,
                                      ranges[i].most, problems);
        status = status ? status : one;
    }
    if (record_has(after, FIELD_milestone_within) != record_has(after, FIELD_milestone_within_unit))
        status = problem_add(problems, REFUSED, &msg_milestone_within, "within_unit", NULL);
    return status;
}

#define RECORD        milestone
#define RECORD_FIELDS MILESTONE_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "时间关口", .plural = "milestones", .code = -1, .title = FIELD_milestone_name,                            \
    .unique = (const char *const[]){"\"inspection_id\",\"chain\",\"position\" WHERE \"withdrawn\"=0", NULL},           \
    .hooks = {.rules = milestone_rules},
#include "record/define.h"
