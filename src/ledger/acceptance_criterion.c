#include "ledger/acceptance_criterion_fields.h"

#include "ledger/ledger_messages.h"
#include "ledger/planning.h"
#include "ledger/restricted.h"
#include "store/row.h"

WORDS_DEFINE(criterion_met, CRITERION_MET_WORDS)

/* What is under review, or closed, stays as it was signed; only what the reviewer found is added. */
static enum status acceptance_criterion_rules(struct tx *tx, const struct record_head *before,
                                              const struct record_head *after, struct problems *problems)
{
    static const int kept[] = {FIELD_acceptance_criterion_criterion, FIELD_acceptance_criterion_checked_by,
                               FIELD_acceptance_criterion_own_met, FIELD_acceptance_criterion_own_answer};
    const struct acceptance_criterion *criterion = (const struct acceptance_criterion *)after;
    struct finding *finding = record_new(tx->arena, &record_finding);
    bool changes = !before || after->withdrawn != before->withdrawn;
    if (!record_has(after, FIELD_acceptance_criterion_finding_id))
        return OK;
    for (size_t i = 0; before && i < sizeof kept / sizeof *kept; i++)
        changes = changes || !field_equal(&record_acceptance_criterion, kept[i], before, after);
    enum status status = row_load(tx->db, tx->arena, &record_finding, after->ledger_id, criterion->finding_id, finding);
    if (status || !changes)
        return status == NOT_FOUND ? OK : status;
    bool signed_already = finding->state == finding_state_under_review || finding->state == finding_state_closed;
    return signed_already ? problem_add(problems, REFUSED, &msg_criterion_signed, "finding_id", NULL) : OK;
}

static enum status acceptance_criterion_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct acceptance_criterion *)record)->finding_id,
                           ret_restricted);
}

#define RECORD        acceptance_criterion
#define RECORD_FIELDS ACCEPTANCE_CRITERION_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "验收标准", .plural = "acceptance_criteria", .code = -1, .title = FIELD_acceptance_criterion_criterion,   \
    .hooks = {.rules = acceptance_criterion_rules,                                                                     \
              .follow = acceptance_criterion_follow,                                                                   \
              .restricts = acceptance_criterion_restricts},
#include "record/define.h"
