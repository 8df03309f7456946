/* opinion_cycle: the life cycle of an opinion asked for about a draft plan (C3); declared in "workflow/cycles.h". Whom
 * it is asked of answers, or the office records the paper; the office says what became of it. */
#include "ledger/plan_opinion_fields.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/signing.h"
#include "workflow/unit_party.h"
#include "workflow/workflow_messages.h"

#define OFFICE     ROLE_BIT(role_office)
#define BIT(field) FIELD_BIT(FIELD_plan_opinion_##field)

static const struct signing answer = {FIELD_plan_opinion_answered_on, FIELD_plan_opinion_answered_by_id,
                                      FIELD_plan_opinion_paper_id};

static enum status is_party(struct moving *moving, bool *ret_party)
{
    *ret_party = person_party(moving, FIELD_plan_opinion_person_id);
    return *ret_party ? OK : unit_party(moving, FIELD_plan_opinion_organisation_id, ret_party);
}

static bool answers_himself(const struct moving *moving)
{
    return signing_himself(moving, &answer, (moving->who & WHO_PARTY) != 0);
}

static enum status check_signed(struct moving *moving)
{
    return signing_check(moving, &answer, answers_himself(moving));
}

static enum status check_adoption(struct moving *moving)
{
    return moving->asked || record_has(moving->wanted, FIELD_plan_opinion_adoption)
               ? OK
               : problem_add(moving->problems, REFUSED, &msg_opinion_adoption, "adoption", NULL);
}

static enum status check_overdue(struct moving *moving)
{
    const date *due = moving_value(moving, FIELD_plan_opinion_due_on);
    return due && *due >= clock_today(moving->tx->clock)
               ? problem_add(moving->problems, REFUSED, &msg_opinion_not_due, "due_on", NULL)
               : OK;
}

static const struct guard signed_or_scanned = {"signed_or_scanned", check_signed},
                          adoption_said = {"adoption_said", check_adoption}, overdue = {"overdue", check_overdue};

static enum status fill_answer(struct moving *moving)
{
    const struct plan_opinion *opinion = (const struct plan_opinion *)moving->before;
    bool units = record_has(moving->before, FIELD_plan_opinion_organisation_id);
    signing_fill(moving, &answer, answers_himself(moving), units ? opinion->organisation_id : (struct uuid){0});
    return OK;
}

static enum status fill_handled(struct moving *moving)
{
    moving_put_date(moving, FIELD_plan_opinion_handled_on, clock_today(moving->tx->clock));
    return OK;
}

static const struct effect takes_answer = {"takes_answer", fill_answer, NULL},
                           handles = {"handles", fill_handled, NULL};

static const struct event_form events[] = {
    {"answer", BIT(opinion), 0, BIT(answered_on) | BIT(answered_by_id) | BIT(paper_id)},
    {"handle", BIT(adoption_reason), BIT(adoption), 0},
    {"lapse", 0, 0, 0},
};

static const struct transition rows[] = {
    {opinion_state_asked, "answer", WHO_PARTY | OFFICE, GUARDS(&signed_or_scanned), &takes_answer,
     opinion_state_answered},
    {opinion_state_asked, "lapse", OFFICE, GUARDS(&overdue), &handles, opinion_state_lapsed},
    {opinion_state_answered, "handle", OFFICE, GUARDS(&adoption_said), &handles, opinion_state_handled},
};

static const struct message *const sentences[] = {&msg_opinion_asked, &msg_opinion_answered, &msg_opinion_over,
                                                  &msg_opinion_over};

const struct lifecycle opinion_cycle = {
    .type = &record_plan_opinion,
    .field = FIELD_plan_opinion_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .recorders = OFFICE,
    .is_party = is_party,
};
