#include "ledger/claim.h"

#include "ledger/restricted.h"

WORDS_DEFINE(claim_state, CLAIM_STATE_WORDS)
WORDS_DEFINE(claim_decision, CLAIM_DECISION_WORDS)

bool claim_is_owed_by(int role)
{
    return role == responsibility_role_lead_unit || role == responsibility_role_responsible_unit ||
           role == responsibility_role_lead_official || role == responsibility_role_accountable_official;
}

static enum status claim_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                 struct problems *problems)
{
    (void)command;
    (void)tx;
    (void)problems;
    ((struct claim *)record)->state = claim_state_owed;
    record_present(record, FIELD_claim_state);
    return OK;
}

enum status claim_derive_finding(struct tx *tx, struct uuid ledger, struct uuid finding)
{
    struct stmt *stmt =
        db_prepare(tx->db, "UPDATE \"claim\" SET "
                           "\"feedback_report_id\"=(SELECT f.\"feedback_report_id\" FROM \"finding\" f WHERE "
                           "f.\"ledger_id\"=?1 AND f.\"id\"=?2),"
                           "\"inspection_id\"=(SELECT f.\"inspection_id\" FROM \"finding\" f WHERE f.\"ledger_id\"=?1 "
                           "AND f.\"id\"=?2) WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, finding);
    return stmt_run(stmt);
}

/* How often the finding was passed on to another unit (推诿次数). */
static enum status derive_passed_on(struct tx *tx, const struct claim *claim)
{
    struct stmt *stmt =
        db_prepare(tx->db, "UPDATE \"finding\" SET \"passed_on\"=(SELECT count(*) FROM \"claim\" c WHERE "
                           "c.\"ledger_id\"=?1 AND c.\"finding_id\"=?2 AND c.\"state\"='passed_on' AND "
                           "c.\"withdrawn\"=0) WHERE \"ledger_id\"=?1 AND \"id\"=?2");
    stmt_bind_uuid(stmt, 1, claim->head.ledger_id);
    stmt_bind_uuid(stmt, 2, claim->finding_id);
    return stmt_run(stmt);
}

static enum status claim_derive(struct tx *tx, const struct record_head *before, const struct record_head *after)
{
    const struct claim *claim = (const struct claim *)after;
    enum status status = before ? OK : claim_derive_finding(tx, after->ledger_id, claim->finding_id);
    return status ? status : derive_passed_on(tx, claim);
}

static enum status claim_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct claim *)record)->finding_id, ret_restricted);
}

#define RECORD        claim
#define RECORD_FIELDS CLAIM_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "认领", .plural = "claims", .code = -1, .title = -1,                                                      \
    .hooks = {.prepare = claim_prepare, .derive = claim_derive, .follow = claim_follow, .restricts = claim_restricts},
#include "record/define.h"
