#include "workflow/follow_closing.h"

#include "ledger/acceptance_criterion_fields.h"
#include "record/json.h"
#include "store/row.h"
#include "workflow/mover.h"
#include "workflow/reviewing.h"

#define BIT(field) FIELD_BIT(FIELD_acceptance_criterion_##field)
#define ASSESSED   (BIT(criterion) | BIT(checked_by) | BIT(own_met) | BIT(own_answer))

static enum status move_finding(struct tx *tx, const struct command *command, const struct closure_request *request,
                                const char *event, const struct finding *given, struct problems *problems)
{
    const struct move move = {.type = &record_finding,
                              .ledger = request->head.ledger_id,
                              .id = request->finding_id,
                              .event = event,
                              .given = given ? &given->head : NULL};
    return workflow_follow(tx, command, &move, problems);
}

enum status closure_request_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                   const struct record_head *after, struct problems *problems)
{
    const struct closure_request *request = (const struct closure_request *)after;
    if (before) /* it ends by its own moves; withdrawn, it is as taken back */
        return before->withdrawn || !after->withdrawn || request->state != closure_state_under_review
                   ? OK
                   : closing_ends(tx, command, request, "retract", problems);
    enum status status = move_finding(tx, command, request, "submit", NULL, problems);
    return status ? status : reviewing_begins(tx, command, &closure_reviewed, after, problems);
}

enum status closing_ends(struct tx *tx, const struct command *command, const struct closure_request *request,
                         const char *event, struct problems *problems)
{
    struct finding *given = record_new(tx->arena, &record_finding);
    enum status status = reviewing_ends(tx, command, &closure_reviewed, &request->head, problems);
    if (request->state == closure_state_passed) {
        given->completion = request->completion;
        record_present(&given->head, FIELD_finding_completion);
    }
    if (record_has(&request->head, FIELD_closure_request_again_by_on)) { /* 责成限时办结 */
        given->due = (struct deadline){.on = request->again_by_on, .as = deadline_as_day, .text = ""};
        record_present(&given->head, FIELD_finding_due);
    }
    return status ? status : move_finding(tx, command, request, event, given, problems);
}

/* The criteria as they were assessed. */
static enum status add_criteria(struct tx *tx, const struct record_head *record, struct strbuf *out)
{
    bool row;
    enum status status;
    VEC(struct uuid) ids = {0};
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"id\" FROM \"acceptance_criterion\" WHERE \"ledger_id\"=?1 AND "
                                           "\"finding_id\"=?2 AND \"withdrawn\"=0 ORDER BY \"id\"");
    stmt_bind_uuid(stmt, 1, record->ledger_id);
    stmt_bind_uuid(stmt, 2, ((const struct closure_request *)record)->finding_id);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(tx->arena, &ids) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    for (size_t i = 0; i < ids.count && !status; i++) {
        struct acceptance_criterion *criterion = record_new(tx->arena, &record_acceptance_criterion);
        status = row_load(tx->db, tx->arena, &record_acceptance_criterion, record->ledger_id, ids.items[i], criterion);
        if (!status)
            record_json_canonical(out, &record_acceptance_criterion, &criterion->head, ASSESSED);
    }
    return status;
}

const struct reviewed closure_reviewed = {
    .kind = review_kind_closure,
    .type = &record_closure_request,
    .step_field = FIELD_review_step_closure_request_id,
    .requested_by = FIELD_closure_request_requested_by_id,
    .finding = FIELD_closure_request_finding_id,
    .turn = -1,
    .return_reason = FIELD_closure_request_return_reason,
    .rating = FIELD_closure_request_rating,
    .again_by = FIELD_closure_request_again_by_on,
    .signs = add_criteria,
    .alone = {.position = 1, .name = "整改办审核", .review_by = review_by_office},
};
