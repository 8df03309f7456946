#include "ledger/petition_fields.h"

#include "ledger/ledger_messages.h"
#include "ledger/outcome.h"

static enum status petition_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                  struct problems *problems)
{
    (void)before;
    const struct petition *petition = (const struct petition *)after;
    enum status status = outcome_not_in_future(tx, &record_petition, after, FIELD_petition_received_on, problems);
    enum status answered = outcome_not_in_future(tx, &record_petition, after, FIELD_petition_answered_on, problems);
    if (record_has(after, FIELD_petition_answered_on) && record_has(after, FIELD_petition_received_on) &&
        petition->answered_on < petition->received_on)
        answered = problem_add(problems, REFUSED, &msg_petition_answered, "answered_on", NULL);
    return answered ? answered : status;
}

static enum status petition_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return outcome_restricts(tx, &record_petition, record, FIELD_petition_findings, ret_restricted);
}

#define RECORD        petition
#define RECORD_FIELDS PETITION_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "信访件", .plural = "petitions", .code = -1, .title = FIELD_petition_letter_no,                           \
    .hooks = {.rules = petition_rules, .restricts = petition_restricts},
#include "record/define.h"
