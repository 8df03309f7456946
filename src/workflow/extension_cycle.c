/* extension_cycle: the life cycle of a request for more time; declared in "workflow/cycles.h". Its reviews decide
 * (review_cycle.c); who asked may take it back. */
#include "workflow/asked_by.h"
#include "workflow/cycles.h"
#include "workflow/follow_extension.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#define OFFICE ROLE_BIT(role_office)

static enum status is_party(struct moving *moving, bool *ret_party)
{
    return asked_by(moving, FIELD_extension_request_requested_by_id, FIELD_extension_request_finding_id, ret_party);
}

static enum status fill_decided(struct moving *moving)
{
    moving_put_date(moving, FIELD_extension_request_decided_on, clock_today(moving->tx->clock));
    return OK;
}

static enum status end(struct moving *moving, const struct record_head *after)
{
    return extension_ends(moving->tx, &moving->command, (const struct extension_request *)after, moving->problems);
}

static const struct effect moves_day = {"moves_day", fill_decided, end}, ends = {"ends", fill_decided, end};

static const struct event_form events[] = {{"pass", 0, 0, 0}, {"return", 0, 0, 0}, {"retract", 0, 0, 0}};

static const struct transition rows[] = {
    {extension_state_under_review, "pass", WHO_PROGRAM, NULL, &moves_day, extension_state_passed},
    {extension_state_under_review, "return", WHO_PROGRAM, NULL, &ends, extension_state_returned},
    {extension_state_under_review, "retract", WHO_PARTY | OFFICE, NULL, &ends, extension_state_retracted},
};

static const struct message *const sentences[] = {&msg_closure_under_review, &msg_closure_over, &msg_closure_over,
                                                  &msg_closure_over};

const struct lifecycle extension_cycle = {
    .type = &record_extension_request,
    .field = FIELD_extension_request_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .is_party = is_party,
};
