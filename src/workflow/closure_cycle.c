/* closure_cycle: the life cycle of a request to close a problem; declared in "workflow/cycles.h". Its reviews decide
 * (review_cycle.c); who asked may take it back. */
#include "workflow/asked_by.h"
#include "workflow/cycles.h"
#include "workflow/follow_closing.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#define OFFICE ROLE_BIT(role_office)

static enum status is_party(struct moving *moving, bool *ret_party)
{
    return asked_by(moving, FIELD_closure_request_requested_by_id, FIELD_closure_request_finding_id, ret_party);
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
