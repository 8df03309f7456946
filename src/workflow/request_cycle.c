/* request_cycle: the life cycle of a request for help or instruction (提请协调、请示); declared in "workflow/cycles.h".
 * Who was asked answers, or the office records the paper; who asked says that it is settled, or asks again. */
#include "ledger/request_fields.h"
#include "workflow/asked_by.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/signing.h"
#include "workflow/unit_party.h"
#include "workflow/workflow_messages.h"

#define OFFICE     ROLE_BIT(role_office)
#define BIT(field) FIELD_BIT(FIELD_request_##field)

/* Whom it is put to. */
static enum status is_addressee(struct moving *moving, bool *ret_addressee)
{
    *ret_addressee = person_party(moving, FIELD_request_addressee_id);
    return *ret_addressee ? OK : unit_party(moving, FIELD_request_addressee_unit_id, ret_addressee);
}

/* While it is open the party is who answers, and who may take it back; then who asked. */
static enum status is_party(struct moving *moving, bool *ret_party)
{
    enum status status = asked_by(moving, FIELD_request_asked_by_id, FIELD_request_finding_id, ret_party);
    bool open = ((const struct request *)moving->before)->state == request_state_open;
    return status || *ret_party || !open ? status : is_addressee(moving, ret_party);
}

/* ---- guards ---- */

static const struct signing answering = {FIELD_request_answered_on, FIELD_request_answered_by_id,
                                         FIELD_request_paper_id};

static enum status answers_himself(struct moving *moving, bool *ret_himself)
{
    bool addressee = false;
    enum status status = is_addressee(moving, &addressee);
    *ret_himself = signing_himself(moving, &answering, addressee);
    return status;
}

/* Who asked does not answer himself; what the office records is somebody else's, on paper. */
static enum status check_answer(struct moving *moving)
{
    bool himself = false;
    enum status status = answers_himself(moving, &himself);
    if (!status && !himself && !(moving->who & OFFICE))
        return problem_add(moving->problems, REFUSED, &msg_request_not_addressed, "", NULL);
    return status ? status : signing_check(moving, &answering, himself);
}

/* An addressee is a party while it is open, and takes back nothing. */
static enum status check_asked(struct moving *moving)
{
    bool asked = false;
    enum status status = asked_by(moving, FIELD_request_asked_by_id, FIELD_request_finding_id, &asked);
    return status || asked || moving->who & OFFICE
               ? status
               : problem_add(moving->problems, REFUSED, &msg_request_not_asked, "", NULL);
}

static const struct guard answers = {"answers", check_answer}, asked_it = {"asked_it", check_asked};

/* ---- effects ---- */

static enum status fill_answer(struct moving *moving)
{
    bool himself = false;
    enum status status = answers_himself(moving, &himself);
    signing_fill(moving, &answering, himself, (struct uuid){0});
    return status;
}

static enum status fill_confirmed(struct moving *moving)
{
    moving_put_date(moving, FIELD_request_confirmed_on, clock_today(moving->tx->clock));
    return OK;
}

/* The answer that did not help stays in the history. */
static enum status fill_again(struct moving *moving)
{
    static const int answer[] = {FIELD_request_answer, FIELD_request_answered_on, FIELD_request_answered_by_id,
                                 FIELD_request_paper_id};
    for (size_t i = 0; i < sizeof answer / sizeof *answer; i++)
        record_null(moving->wanted, answer[i]);
    return OK;
}

static const struct effect takes_answer = {"takes_answer", fill_answer, NULL},
                           confirms = {"confirms", fill_confirmed, NULL}, forgets = {"forgets", fill_again, NULL};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"answer", BIT(answer), 0, BIT(answered_on) | BIT(answered_by_id) | BIT(paper_id)},
    {"confirm", 0, 0, 0},
    {"ask_again", BIT(again_reason), 0, 0},
    {"retract", 0, 0, 0},
};

static const struct transition rows[] = {
    {request_state_open, "answer", WHO_PARTY | OFFICE, GUARDS(&answers), &takes_answer, request_state_answered},
    {request_state_open, "retract", WHO_PARTY | OFFICE, GUARDS(&asked_it), NULL, request_state_retracted},
    {request_state_answered, "confirm", WHO_PARTY | OFFICE, NULL, &confirms, request_state_confirmed},
    {request_state_answered, "ask_again", WHO_PARTY | OFFICE, NULL, &forgets, request_state_open},
};

static const struct message *const sentences[] = {&msg_request_open, &msg_request_answered, &msg_request_over,
                                                  &msg_request_over};

const struct lifecycle request_cycle = {
    .type = &record_request,
    .field = FIELD_request_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .recorders = OFFICE,
    .is_party = is_party,
};
