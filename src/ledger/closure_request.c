#include "ledger/closing.h"
#include "ledger/ledger_messages.h"
#include "ledger/restricted.h"
#include "store/row.h"

WORDS_DEFINE(closure_state, CLOSURE_STATE_WORDS)
WORDS_DEFINE(rating, RATING_WORDS)

/* Which turn it is: the requests there have been, and this one. */
static enum status next_turn(struct tx *tx, const struct closure_request *request, int64_t *ret_turn)
{
    bool row;
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT count(*) FROM \"closure_request\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2");
    stmt_bind_uuid(stmt, 1, request->head.ledger_id);
    stmt_bind_uuid(stmt, 2, request->finding_id);
    enum status status = stmt_step(stmt, &row);
    *ret_turn = !status && row ? stmt_int(stmt, 0) + 1 : 1;
    stmt_done(stmt);
    return status;
}

static enum status closure_request_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                           struct problems *problems)
{
    (void)problems;
    struct closure_request *request = (struct closure_request *)record;
    const struct actor *actor = command->actor;
    request->state = closure_state_under_review;
    request->requested_on = clock_today(tx->clock);
    request->requested_by_id = uuid_is_nil(actor->supplier.person_id) ? actor->person_id : actor->supplier.person_id;
    record_present(record, FIELD_closure_request_state);
    record_present(record, FIELD_closure_request_requested_on);
    if (!uuid_is_nil(request->requested_by_id)) /* the operator is no person */
        record_present(record, FIELD_closure_request_requested_by_id);
    if (!record_has(record, FIELD_closure_request_finding_id))
        return OK; /* said by the check of required fields */
    record_present(record, FIELD_closure_request_turn);
    return next_turn(tx, request, &request->turn);
}

static enum status closure_request_rules(struct tx *tx, const struct record_head *before,
                                         const struct record_head *after, struct problems *problems)
{
    const struct closure_request *request = (const struct closure_request *)after;
    struct finding *finding = record_new(tx->arena, &record_finding);
    if (before && after->withdrawn && !before->withdrawn && request->state != closure_state_under_review)
        return problem_add(problems, REFUSED, &msg_closing_ended, "state", NULL);
    if (before || !record_has(after, FIELD_closure_request_finding_id))
        return OK;
    enum status status = row_load(tx->db, tx->arena, &record_finding, after->ledger_id, request->finding_id, finding);
    if (status == NOT_FOUND)
        return OK; /* said by the check of references */
    return status ? status : closing_gate(tx, finding, request, problems);
}

static enum status closure_request_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct closure_request *)record)->finding_id, ret_restricted);
}

#define RECORD        closure_request
#define RECORD_FIELDS CLOSURE_REQUEST_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "销号申请", .plural = "closure_requests", .statement = true, .code = -1,                                  \
    .title = FIELD_closure_request_result,                                                                             \
    .hooks = {.prepare = closure_request_prepare,                                                                      \
              .rules = closure_request_rules,                                                                          \
              .follow = closure_request_follow,                                                                        \
              .restricts = closure_request_restricts},
#include "record/define.h"
