/* review_cycle: the life cycle of a review step (D28); declared in "workflow/cycles.h". Who may sign is said by the
 * step: a role, or the official the problem names; the office records what was signed on paper. Nobody reviews his own.
 */
#include "access/delegation.h"
#include "ledger/closing.h"
#include "store/row.h"
#include "workflow/cycles.h"
#include "workflow/follow_closing.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#define OFFICE     ROLE_BIT(role_office)
#define BIT(field) FIELD_BIT(FIELD_review_step_##field)

static const struct review_step *step_of(const struct moving *moving)
{
    return (const struct review_step *)moving->before;
}

/* The role that signs, by its own name; 0: an official the problem names. */
static unsigned role_of(const struct review_step *step)
{
    int role = word_find(&words_role, words_review_by.words[step->review_by]);
    return role < 0 ? 0 : ROLE_BIT(role);
}

static enum status is_party(struct moving *moving, bool *ret_party)
{
    const struct review_step *step = step_of(moving);
    unsigned role = role_of(step);
    *ret_party = false;
    if (moving->scope->operator)
        return OK; /* the operator is no party: he records what was signed on paper */
    *ret_party = role ? (moving->who & role) != 0
                      : record_has(moving->before, FIELD_review_step_person_id) &&
                            uuid_equal(step->person_id, moving->scope->person_id);
    return OK;
}

/* ---- whose hand it is ---- */

static bool given(const struct moving *moving, int field)
{
    return record_has(moving->wanted, field);
}

static bool signs_himself(const struct moving *moving)
{
    const struct review_step *wanted = (const struct review_step *)moving->wanted;
    return moving->who & WHO_PARTY && (!given(moving, FIELD_review_step_decided_by_id) ||
                                       uuid_equal(wanted->decided_by_id, moving->scope->person_id));
}

static struct uuid signer(const struct moving *moving)
{
    const struct review_step *wanted = (const struct review_step *)moving->wanted;
    return given(moving, FIELD_review_step_decided_by_id) ? wanted->decided_by_id
           : signs_himself(moving)                        ? moving->scope->person_id
                                                          : (struct uuid){0};
}

static enum status load_request(struct moving *moving, struct closure_request **ret_request)
{
    *ret_request = record_new(moving->tx->arena, &record_closure_request);
    return row_load(moving->tx->db, moving->tx->arena, &record_closure_request, moving->before->ledger_id,
                    step_of(moving)->closure_request_id, *ret_request);
}

/* ---- guards ---- */

static enum status check_not_own(struct moving *moving)
{
    struct closure_request *request;
    struct uuid who = signer(moving);
    enum status status = load_request(moving, &request);
    bool own = !status && record_has(&request->head, FIELD_closure_request_requested_by_id) &&
               ((!uuid_is_nil(who) && uuid_equal(who, request->requested_by_id)) ||
                (scope_is_delegated(moving->scope) && /* nor his own for another */
                 uuid_equal(moving->scope->delegate_id, request->requested_by_id)));
    return own ? problem_add(moving->problems, REFUSED, &msg_review_own, "decided_by_id", NULL) : status;
}

static enum status check_signed_or_scanned(struct moving *moving)
{
    enum status status = OK;
    if (moving->asked || signs_himself(moving))
        return OK;
    if (!given(moving, FIELD_review_step_decided_by_id))
        status = problem_add(moving->problems, REFUSED, &msg_claim_who_decided, "decided_by_id", NULL);
    if (!given(moving, FIELD_review_step_paper_id))
        status = problem_add(moving->problems, REFUSED, &msg_claim_decided_paper, "paper_id", NULL);
    return status;
}

static enum status check_not_in_future(struct moving *moving)
{
    const date *day =
        given(moving, FIELD_review_step_decided_on) ? moving_value(moving, FIELD_review_step_decided_on) : NULL;
    const struct field *field = &record_review_step.fields[FIELD_review_step_decided_on];
    return day && *day > clock_today(moving->tx->clock)
               ? problem_add(moving->problems, REFUSED, &msg_move_in_future, field->name, field->label, NULL)
               : OK;
}

static const struct guard not_own = {"not_own", check_not_own},
                          signed_or_scanned = {"signed_or_scanned", check_signed_or_scanned},
                          not_in_future = {"not_in_future", check_not_in_future};

/* ---- effects ---- */

/* Day, hand and what was signed. */
static enum status fill_signed(struct moving *moving)
{
    struct closure_request *request;
    const char *hash = NULL;
    struct review_step *wanted = (struct review_step *)moving->wanted;
    enum status status = load_request(moving, &request);
    if (!status)
        status = closing_signed(moving->tx, request, &hash);
    if (status)
        return status;
    moving_put_date(moving, FIELD_review_step_decided_on, clock_today(moving->tx->clock));
    moving_put_id(moving, FIELD_review_step_decided_by_id, signer(moving));
    wanted->signed_hash = hash;
    record_present(moving->wanted, FIELD_review_step_signed_hash);
    if (!signs_himself(moving))
        moving_supplied(moving, (struct uuid){0}, signer(moving),
                        *(const date *)moving_value(moving, FIELD_review_step_decided_on));
    return OK;
}

static enum status go_on(struct moving *moving, const struct record_head *after)
{
    return closing_goes_on(moving->tx, &moving->command, (const struct review_step *)after, moving->problems);
}

static enum status turn_back(struct moving *moving, const struct record_head *after)
{
    return closing_turns_back(moving->tx, &moving->command, (const struct review_step *)after, moving->problems);
}

static const struct effect signs = {"signs", fill_signed, go_on}, turns_back = {"turns_back", fill_signed, turn_back};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"begin", 0, 0, 0},
    {"pass", 0, BIT(opinion) | BIT(rating), BIT(decided_on) | BIT(decided_by_id) | BIT(paper_id)},
    {"return", BIT(opinion), BIT(rating) | BIT(again_by_on), BIT(decided_on) | BIT(decided_by_id) | BIT(paper_id)},
    {"skip", 0, 0, 0},
};

static const struct transition rows[] = {
    {review_state_waiting, "begin", WHO_PROGRAM, NULL, NULL, review_state_open},
    {review_state_waiting, "skip", WHO_PROGRAM, NULL, NULL, review_state_void},
    {review_state_open, "pass", WHO_PARTY | OFFICE, GUARDS(&not_own, &signed_or_scanned, &not_in_future), &signs,
     review_state_passed},
    {review_state_open, "return", WHO_PARTY | OFFICE, GUARDS(&not_own, &signed_or_scanned, &not_in_future), &turns_back,
     review_state_returned},
    {review_state_open, "skip", WHO_PROGRAM, NULL, NULL, review_state_void},
};

static const struct message *const sentences[] = {&msg_review_waiting, &msg_review_open, &msg_review_signed,
                                                  &msg_review_signed, &msg_review_void};

const struct lifecycle review_cycle = {
    .type = &record_review_step,
    .field = FIELD_review_step_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .recorders = OFFICE,
    .is_party = is_party,
};
