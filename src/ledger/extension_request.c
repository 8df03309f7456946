#include "ledger/extending.h"
#include "ledger/ledger_messages.h"
#include "ledger/restricted.h"
#include "store/row.h"

WORDS_DEFINE(extension_state, EXTENSION_STATE_WORDS)

/* Which turn it is: the requests about the same day there have been, and this one. */
static enum status next_turn(struct tx *tx, const struct extension_request *request, int64_t *ret_turn)
{
    bool row, measure = record_has(&request->head, FIELD_extension_request_corrective_action_id);
    struct stmt *stmt =
        db_prepare(tx->db, measure ? "SELECT count(*) FROM \"extension_request\" WHERE \"ledger_id\"=?1 AND "
                                     "\"corrective_action_id\"=?2"
                                   : "SELECT count(*) FROM \"extension_request\" WHERE \"ledger_id\"=?1 AND "
                                     "\"finding_id\"=?2 AND \"corrective_action_id\" IS NULL");
    stmt_bind_uuid(stmt, 1, request->head.ledger_id);
    stmt_bind_uuid(stmt, 2, measure ? request->corrective_action_id : request->finding_id);
    enum status status = stmt_step(stmt, &row);
    *ret_turn = !status && row ? stmt_int(stmt, 0) + 1 : 1;
    stmt_done(stmt);
    return status;
}

static enum status extension_request_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                             struct problems *problems)
{
    (void)problems;
    struct extension_request *request = (struct extension_request *)record;
    const struct actor *actor = command->actor;
    struct extended extended;
    request->state = extension_state_under_review;
    request->requested_on = clock_today(tx->clock);
    request->requested_by_id = uuid_is_nil(actor->supplier.person_id) ? actor->person_id : actor->supplier.person_id;
    record_present(record, FIELD_extension_request_state);
    record_present(record, FIELD_extension_request_requested_on);
    if (!uuid_is_nil(request->requested_by_id)) /* the operator is no person */
        record_present(record, FIELD_extension_request_requested_by_id);
    if (!record_has(record, FIELD_extension_request_finding_id))
        return OK; /* said by the check of required fields */
    enum status status = extending_load(tx, request, &extended);
    if (status)
        return status == NOT_FOUND ? OK : status;
    const struct deadline *due = extending_due(&extended);
    if (due) {
        request->old_due = *due;
        record_present(record, FIELD_extension_request_old_due);
    }
    record_present(record, FIELD_extension_request_turn);
    return next_turn(tx, request, &request->turn);
}

static enum status extension_request_rules(struct tx *tx, const struct record_head *before,
                                           const struct record_head *after, struct problems *problems)
{
    const struct extension_request *request = (const struct extension_request *)after;
    if (before && after->withdrawn && !before->withdrawn && request->state != extension_state_under_review)
        return problem_add(problems, REFUSED, &msg_extension_ended, "state", NULL);
    return before || !record_has(after, FIELD_extension_request_finding_id) ? OK
                                                                            : extending_gate(tx, request, problems);
}

static enum status extension_request_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct extension_request *)record)->finding_id,
                           ret_restricted);
}

#define RECORD        extension_request
#define RECORD_FIELDS EXTENSION_REQUEST_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "延期申请", .plural = "extension_requests", .statement = true, .code = -1,                                \
    .title = FIELD_extension_request_reason,                                                                           \
    .hooks = {.prepare = extension_request_prepare,                                                                    \
              .rules = extension_request_rules,                                                                        \
              .follow = extension_request_follow,                                                                      \
              .restricts = extension_request_restricts},
#include "record/define.h"
