#include "ledger/effectiveness_check.h"

#include "ledger/ledger_messages.h"
#include "ledger/restricted.h"
#include "store/row.h"

WORDS_DEFINE(check_kind, CHECK_KIND_WORDS)
WORDS_DEFINE(check_state, CHECK_STATE_WORDS)
WORDS_DEFINE(check_result, CHECK_RESULT_WORDS)

enum status effectiveness_check_own(struct tx *tx, struct uuid ledger, struct uuid finding, struct uuid person,
                                    bool *ret_own)
{
    bool row;
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT 1 FROM \"finding\" AS \"f\" JOIN \"person\" AS \"p\" ON "
                           "\"p\".\"organisation_id\"=\"f\".\"lead_unit_id\" WHERE \"f\".\"ledger_id\"=?1 AND "
                           "\"f\".\"id\"=?2 AND \"p\".\"id\"=?3");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, finding);
    stmt_bind_uuid(stmt, 3, person);
    enum status status = stmt_step(stmt, &row);
    *ret_own = !status && row;
    stmt_done(stmt);
    return status;
}

static enum status effectiveness_check_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                               struct problems *problems)
{
    (void)tx;
    (void)command;
    (void)problems;
    ((struct effectiveness_check *)record)->state = check_state_planned;
    record_present(record, FIELD_effectiveness_check_state);
    return OK;
}

static enum status find_planned(struct tx *tx, const struct effectiveness_check *check, bool *ret_there)
{
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT 1 FROM \"effectiveness_check\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                           "\"state\"='planned' AND \"withdrawn\"=0 AND \"id\"<>?3 LIMIT 1");
    stmt_bind_uuid(stmt, 1, check->head.ledger_id);
    stmt_bind_uuid(stmt, 2, check->finding_id);
    stmt_bind_uuid(stmt, 3, check->head.id);
    enum status status = stmt_step(stmt, ret_there);
    stmt_done(stmt);
    return status;
}

/* Only what is closed can be looked at again, and once at a time. */
static enum status check_finding(struct tx *tx, const struct effectiveness_check *check, struct problems *problems)
{
    struct finding *finding = record_new(tx->arena, &record_finding);
    bool planned = false;
    enum status worst = OK;
    enum status status =
        row_load(tx->db, tx->arena, &record_finding, check->head.ledger_id, check->finding_id, finding);
    if (status == NOT_FOUND)
        return OK; /* said by the check of references */
    if (!status)
        status = find_planned(tx, check, &planned);
    if (status)
        return status;
    if (!record_has(&finding->head, FIELD_finding_state) || finding->state != finding_state_closed)
        worst = problem_add(problems, REFUSED, &msg_check_not_closed, "finding_id", NULL);
    if (planned)
        worst = problem_add(problems, REFUSED, &msg_check_planned, "finding_id", NULL);
    return worst;
}

static enum status effectiveness_check_rules(struct tx *tx, const struct record_head *before,
                                             const struct record_head *after, struct problems *problems)
{
    const struct effectiveness_check *check = (const struct effectiveness_check *)after;
    const int checker = FIELD_effectiveness_check_checker_id;
    bool own = false;
    enum status status = OK;
    if (!record_has(after, FIELD_effectiveness_check_finding_id))
        return OK; /* said by the check of required fields */
    if (!before)
        status = check_finding(tx, check, problems);
    if (before && after->withdrawn && !before->withdrawn && check->state == check_state_done)
        return problem_add(problems, REFUSED, &msg_check_done, "state", NULL);
    if (!record_has(after, checker) || (before && field_equal(&record_effectiveness_check, checker, before, after)))
        return status;
    enum status asked = effectiveness_check_own(tx, after->ledger_id, check->finding_id, check->checker_id, &own);
    if (!asked && own)
        asked = problem_add(problems, REFUSED, &msg_check_own_unit, "checker_id", NULL);
    return asked ? asked : status;
}

static enum status effectiveness_check_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct effectiveness_check *)record)->finding_id,
                           ret_restricted);
}

#define RECORD        effectiveness_check
#define RECORD_FIELDS EFFECTIVENESS_CHECK_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "回头看", .plural = "effectiveness_checks", .code = -1, .title = -1,                                      \
    .hooks = {.prepare = effectiveness_check_prepare,                                                                  \
              .rules = effectiveness_check_rules,                                                                      \
              .restricts = effectiveness_check_restricts},
#include "record/define.h"
