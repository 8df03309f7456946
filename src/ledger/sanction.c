#include "ledger/sanction_fields.h"

#include "ledger/ledger_messages.h"
#include "ledger/outcome.h"
#include "ledger/restricted.h"

WORDS_DEFINE(sanction_form, SANCTION_FORM_WORDS)

/* A person of the store, or an outsider by name: one of them, so that persons can be told from person-times. */
static enum status sanction_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                  struct problems *problems)
{
    (void)before;
    enum status status = outcome_not_in_future(tx, &record_sanction, after, FIELD_sanction_decided_on, problems);
    if (record_has(after, FIELD_sanction_person_id) == record_has(after, FIELD_sanction_person_name))
        status = problem_add(problems, REFUSED, &msg_sanction_whom, "person_id", NULL);
    return status;
}

static enum status sanction_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct sanction *)record)->finding_id, ret_restricted);
}

#define RECORD        sanction
#define RECORD_FIELDS SANCTION_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "人员处理", .plural = "sanctions", .code = -1, .title = -1,                                               \
    .hooks = {.rules = sanction_rules, .restricts = sanction_restricts},
#include "record/define.h"
