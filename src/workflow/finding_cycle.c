/* finding_cycle: the life cycle of a finding, as far as closing it; declared in "workflow/cycles.h". */
#include "ledger/finding_fields.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#define OFFICE     ROLE_BIT(role_office)
#define LEADER     ROLE_BIT(role_leader)
#define SUPERVISOR ROLE_BIT(role_supervisor)
#define BIT(field) FIELD_BIT(FIELD_finding_##field)

/* Under the same number, with its history (E3). */
static enum status fill_reopened(struct moving *moving)
{
    const int64_t *turn = moving_value(moving, FIELD_finding_turn);
    struct finding *wanted = (struct finding *)moving->wanted;
    wanted->turn = (turn ? *turn : 1) + 1;
    record_present(moving->wanted, FIELD_finding_turn);
    record_null(moving->wanted, FIELD_finding_completion);
    return OK;
}

static const struct effect counts_turn = {"counts_turn", fill_reopened, NULL};

static const struct event_form events[] = {
    {"claim", 0, 0, 0},   {"dispute", 0, 0, 0},
    {"settle", 0, 0, 0},  {"owe", 0, 0, 0},
    {"start", 0, 0, 0},   {"submit", 0, 0, 0},
    {"close", 0, 0, 0},   {"return", 0, 0, 0},
    {"retract", 0, 0, 0}, {"reopen", BIT(reopen_reason), BIT(due), 0},
};

/* From the claims (follow.c): claimed when all that are owed are in, disputed while any dispute is open, else
 * registered. From its measures (follow_progress.c): in progress when it is claimed and one has begun. From requests to
 * close it (follow_closing.c): under review, closed, returned. A person only opens it again, and so does a look-back
 * that finds it rebounded (check_cycle.c). */
static const struct transition rows[] = {
    {finding_state_registered, "claim", WHO_PROGRAM, NULL, NULL, finding_state_claimed},
    {finding_state_registered, "dispute", WHO_PROGRAM, NULL, NULL, finding_state_disputed},
    {finding_state_claimed, "dispute", WHO_PROGRAM, NULL, NULL, finding_state_disputed},
    {finding_state_claimed, "owe", WHO_PROGRAM, NULL, NULL, finding_state_registered},
    {finding_state_disputed, "claim", WHO_PROGRAM, NULL, NULL, finding_state_claimed},
    {finding_state_disputed, "settle", WHO_PROGRAM, NULL, NULL, finding_state_registered},
    {finding_state_claimed, "start", WHO_PROGRAM, NULL, NULL, finding_state_in_progress},
    {finding_state_planned, "start", WHO_PROGRAM, NULL, NULL, finding_state_in_progress},
    {finding_state_returned, "start", WHO_PROGRAM, NULL, NULL, finding_state_in_progress},
    {finding_state_reopened, "start", WHO_PROGRAM, NULL, NULL, finding_state_in_progress},
    {finding_state_in_progress, "dispute", WHO_PROGRAM, NULL, NULL, finding_state_disputed},
    {finding_state_claimed, "submit", WHO_PROGRAM, NULL, NULL, finding_state_under_review},
    {finding_state_planned, "submit", WHO_PROGRAM, NULL, NULL, finding_state_under_review},
    {finding_state_in_progress, "submit", WHO_PROGRAM, NULL, NULL, finding_state_under_review},
    {finding_state_returned, "submit", WHO_PROGRAM, NULL, NULL, finding_state_under_review},
    {finding_state_reopened, "submit", WHO_PROGRAM, NULL, NULL, finding_state_under_review},
    {finding_state_under_review, "close", WHO_PROGRAM, NULL, NULL, finding_state_closed},
    {finding_state_under_review, "return", WHO_PROGRAM, NULL, NULL, finding_state_returned},
    {finding_state_under_review, "retract", WHO_PROGRAM, NULL, NULL, finding_state_in_progress},
    {finding_state_closed, "reopen", OFFICE | LEADER | SUPERVISOR | WHO_PROGRAM, NULL, &counts_turn,
     finding_state_reopened},
};

static const struct message *const sentences[] = {
    &msg_finding_by_claims, &msg_finding_by_claims, &msg_finding_by_claims, &msg_finding_further,
    &msg_finding_further,   &msg_finding_further,   &msg_finding_further,   &msg_finding_further,
    &msg_finding_further,   &msg_finding_further,   &msg_finding_further,
};

const struct lifecycle finding_cycle = {
    .type = &record_finding,
    .field = FIELD_finding_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
};
