/* closure_cycle: the life cycle of a request to close a problem; declared in "workflow/cycles.h". Its reviews decide
 * (review_cycle.c); who asked may take it back. */
#include "access/organisation.h"
#include "ledger/closure_request_fields.h"
#include "ledger/finding_fields.h"
#include "store/row.h"
#include "workflow/cycles.h"
#include "workflow/follow_closing.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#define OFFICE     ROLE_BIT(role_office)
#define BIT(field) FIELD_BIT(FIELD_closure_request_##field)

/* Who asked, or the owner of the lead unit. */
static enum status is_party(struct moving *moving, bool *ret_party)
{
    const struct closure_request *request = (const struct closure_request *)moving->before;
    struct finding *finding = record_new(moving->tx->arena, &record_finding);
    const char *path = "";
    *ret_party = !moving->scope->operator&& record_has(moving->before, FIELD_closure_request_requested_by_id) &&
                 uuid_equal(moving->scope->person_id, request->requested_by_id);
    if (*ret_party || moving->scope->operator)
        return OK;
    enum status status = row_load(moving->tx->db, moving->tx->arena, &record_finding, request->head.ledger_id,
                                  request->finding_id, finding);
    if (!status && record_has(&finding->head, FIELD_finding_lead_unit_id))
        status = organisation_path(moving->tx->db, moving->tx->arena, finding->lead_unit_id, &path);
    *ret_party = !status && *path && scope_roles_over(moving->scope, path) & ROLE_BIT(role_owner);
    return status;
}

static enum status fill_decided(struct moving *moving)
{
    moving_put_date(moving, FIELD_closure_request_decided_on, clock_today(moving->tx->clock));
    return OK;
}

static enum status end_passed(struct moving *moving, const struct record_head *after)
{
    return closing_ends(moving->tx, &moving->command, (const struct closure_request *)after, "close", moving->problems);
}

static enum status end_returned(struct moving *moving, const struct record_head *after)
{
    return closing_ends(moving->tx, &moving->command, (const struct closure_request *)after, "return",
                        moving->problems);
}

static enum status end_retracted(struct moving *moving, const struct record_head *after)
{
    return closing_ends(moving->tx, &moving->command, (const struct closure_request *)after, "retract",
                        moving->problems);
}

static const struct effect closes = {"closes", fill_decided, end_passed},
                           returns = {"returns", fill_decided, end_returned},
                           takes_back = {"takes_back", fill_decided, end_retracted};

static const struct event_form events[] = {{"pass", 0, 0, 0}, {"return", 0, 0, 0}, {"retract", 0, 0, 0}};

static const struct transition rows[] = {
    {closure_state_under_review, "pass", WHO_PROGRAM, NULL, &closes, closure_state_passed},
    {closure_state_under_review, "return", WHO_PROGRAM, NULL, &returns, closure_state_returned},
    {closure_state_under_review, "retract", WHO_PARTY | OFFICE, NULL, &takes_back, closure_state_retracted},
};

static const struct message *const sentences[] = {&msg_closure_under_review, &msg_closure_over, &msg_closure_over,
                                                  &msg_closure_over};

const struct lifecycle closure_cycle = {
    .type = &record_closure_request,
    .field = FIELD_closure_request_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .is_party = is_party,
};
