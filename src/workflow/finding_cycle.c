/* finding_cycle: the life cycle of a finding, as far as work on it; declared in "workflow/cycles.h". */
#include "ledger/finding_fields.h"
#include "workflow/cycles.h"
#include "workflow/workflow_messages.h"

static const struct event_form events[] = {
    {"claim", 0, 0, 0}, {"dispute", 0, 0, 0}, {"settle", 0, 0, 0}, {"owe", 0, 0, 0}, {"start", 0, 0, 0}};

/* All of them follow. From the claims (follow.c): claimed when all that are owed are in, disputed while any dispute is
 * open, else registered. From its measures (follow_progress.c): in progress when it is claimed and one has begun. */
static const struct transition rows[] = {
    {finding_state_registered, "claim", WHO_PROGRAM, NULL, NULL, finding_state_claimed},
    {finding_state_registered, "dispute", WHO_PROGRAM, NULL, NULL, finding_state_disputed},
    {finding_state_claimed, "dispute", WHO_PROGRAM, NULL, NULL, finding_state_disputed},
    {finding_state_claimed, "owe", WHO_PROGRAM, NULL, NULL, finding_state_registered},
    {finding_state_disputed, "claim", WHO_PROGRAM, NULL, NULL, finding_state_claimed},
    {finding_state_disputed, "settle", WHO_PROGRAM, NULL, NULL, finding_state_registered},
    {finding_state_claimed, "start", WHO_PROGRAM, NULL, NULL, finding_state_in_progress},
    {finding_state_in_progress, "dispute", WHO_PROGRAM, NULL, NULL, finding_state_disputed},
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
