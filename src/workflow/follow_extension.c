#include "workflow/follow_extension.h"

#include "store/row.h"
#include "workflow/mover.h"
#include "workflow/reviewing.h"

enum status extension_request_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                     const struct record_head *after, struct problems *problems)
{
    const struct extension_request *request = (const struct extension_request *)after;
    if (!before)
        return reviewing_begins(tx, command, &extension_reviewed, after, problems);
    return before->withdrawn || !after->withdrawn || request->state != extension_state_under_review
               ? OK /* it ends by its own moves; withdrawn, it is as taken back */
               : extension_ends(tx, command, request, problems);
}

/* The day as it is asked for, and how often it was moved. */
static enum status move_day(struct tx *tx, const struct command *command, const struct extension_request *request,
                            struct problems *problems)
{
    struct extended extended;
    enum status status = extending_stands(tx, request, problems);
    if (!status)
        status = extending_load(tx, request, &extended);
    if (status)
        return status;
    const struct field *fields = extended.type->fields;
    struct record_head *given = record_new(tx->arena, extended.type);
    *(struct deadline *)field_set(given, &fields[extended.due]) = request->new_due;
    *(int64_t *)field_set(given, &fields[extended.extensions]) =
        record_has(extended.record, extended.extensions)
            ? *(const int64_t *)field_get(extended.record, &fields[extended.extensions]) + 1
            : 1;
    record_present(given, extended.due);
    record_present(given, extended.extensions);
    const struct move move = {.type = extended.type,
                              .ledger = extended.record->ledger_id,
                              .id = extended.record->id,
                              .event = "extend",
                              .given = given};
    return workflow_follow(tx, command, &move, problems);
}

enum status extension_ends(struct tx *tx, const struct command *command, const struct extension_request *request,
                           struct problems *problems)
{
    enum status status = reviewing_ends(tx, command, &extension_reviewed, &request->head, problems);
    return status || request->state != extension_state_passed ? status : move_day(tx, command, request, problems);
}

/* Whoever set the day says last whether it moves. */
static enum status who_set_it(struct tx *tx, const struct record_head *record, int *ret_review_by)
{
    struct extended extended;
    enum status status = extending_load(tx, (const struct extension_request *)record, &extended);
    if (!status && record_has(extended.record, extended.set_by))
        *ret_review_by = *(const int *)field_get(extended.record, &extended.type->fields[extended.set_by]);
    return status;
}

const struct reviewed extension_reviewed = {
    .kind = review_kind_extension,
    .type = &record_extension_request,
    .step_field = FIELD_review_step_extension_request_id,
    .requested_by = FIELD_extension_request_requested_by_id,
    .finding = FIELD_extension_request_finding_id,
    .turn = -1,
    .return_reason = FIELD_extension_request_return_reason,
    .rating = -1,
    .again_by = -1,
    .alone = {.position = 1, .name = "整改办审批", .review_by = review_by_office},
    .last = who_set_it,
};
