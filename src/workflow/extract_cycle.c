/* extract_cycle: the life cycle of an extract; declared in "workflow/cycles.h". A unit signs for its part of an issued
 * plan (C3), itself or on paper. */
#include "ledger/plan_extract_fields.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/signing.h"
#include "workflow/unit_party.h"
#include "workflow/workflow_messages.h"

#define OFFICE     ROLE_BIT(role_office)
#define BIT(field) FIELD_BIT(FIELD_plan_extract_##field)

static const struct signing receipt = {FIELD_plan_extract_signed_on, FIELD_plan_extract_signed_by_id,
                                       FIELD_plan_extract_paper_id};

static enum status is_party(struct moving *moving, bool *ret_party)
{
    return unit_party(moving, FIELD_plan_extract_organisation_id, ret_party);
}

static bool signs_himself(const struct moving *moving)
{
    return signing_himself(moving, &receipt, (moving->who & WHO_PARTY) != 0);
}

static enum status check_signed(struct moving *moving)
{
    return signing_check(moving, &receipt, signs_himself(moving));
}

static enum status fill_signed(struct moving *moving)
{
    signing_fill(moving, &receipt, signs_himself(moving),
                 ((const struct plan_extract *)moving->before)->organisation_id);
    return OK;
}

static const struct guard signed_or_scanned = {"signed_or_scanned", check_signed};
static const struct effect signs = {"signs", fill_signed, NULL};

static const struct event_form events[] = {
    {"sign", 0, 0, BIT(signed_on) | BIT(signed_by_id) | BIT(paper_id)},
    {"void", 0, 0, 0},
};

static const struct transition rows[] = {
    {extract_state_issued, "sign", WHO_PARTY | OFFICE, GUARDS(&signed_or_scanned), &signs, extract_state_signed},
    {extract_state_issued, "void", WHO_PROGRAM, NULL, NULL, extract_state_void},
    {extract_state_signed, "void", WHO_PROGRAM, NULL, NULL, extract_state_void},
};

static const struct message *const sentences[] = {&msg_extract_issued, &msg_extract_signed, &msg_extract_void};

const struct lifecycle extract_cycle = {
    .type = &record_plan_extract,
    .field = FIELD_plan_extract_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .recorders = OFFICE,
    .is_party = is_party,
};
