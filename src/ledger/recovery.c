#include "ledger/recovery_fields.h"

#include "ledger/ledger_messages.h"
#include "ledger/outcome.h"
#include "ledger/restricted.h"

static enum status recovery_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                  struct problems *problems)
{
    (void)before;
    const struct recovery *recovery = (const struct recovery *)after;
    enum status status = outcome_not_in_future(tx, &record_recovery, after, FIELD_recovery_recovered_on, problems);
    if (record_has(after, FIELD_recovery_amount) && recovery->amount <= 0)
        status = problem_add(problems, REFUSED, &msg_recovery_amount, "amount", NULL);
    return status;
}

static enum status recovery_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct recovery *)record)->finding_id, ret_restricted);
}

#define RECORD        recovery
#define RECORD_FIELDS RECOVERY_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "资金挽回", .plural = "recoveries", .code = -1, .title = FIELD_recovery_payer,                            \
    .hooks = {.rules = recovery_rules, .restricts = recovery_restricts},
#include "record/define.h"
