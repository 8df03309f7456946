#include "ledger/plan_opinion_fields.h"

#include "ledger/ledger_messages.h"

WORDS_DEFINE(opinion_state, OPINION_STATE_WORDS)
WORDS_DEFINE(adoption, ADOPTION_WORDS)

static enum status plan_opinion_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                        struct problems *problems)
{
    (void)tx;
    (void)command;
    (void)problems;
    ((struct plan_opinion *)record)->state = opinion_state_asked;
    record_present(record, FIELD_plan_opinion_state);
    return OK;
}

static enum status plan_opinion_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                      struct problems *problems)
{
    (void)tx;
    bool one = record_has(after, FIELD_plan_opinion_organisation_id) != record_has(after, FIELD_plan_opinion_person_id);
    return before || one ? OK : problem_add(problems, REFUSED, &msg_opinion_of_one, "organisation_id", NULL);
}

#define RECORD        plan_opinion
#define RECORD_FIELDS PLAN_OPINION_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "征求意见", .plural = "plan_opinions", .code = -1, .title = -1,                                           \
    .hooks = {.prepare = plan_opinion_prepare, .rules = plan_opinion_rules},
#include "record/define.h"
