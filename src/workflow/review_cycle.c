/* review_cycle: the life cycle of a review step (D28); declared in "workflow/cycles.h". Who may sign is said by the
 * step: a role, or the official the problem names; the office records what was signed on paper. Nobody reviews his own.
 */
#include "access/delegation.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/reviewing.h"
#include "workflow/signing.h"
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

static const struct signing hand = {FIELD_review_step_decided_on, FIELD_review_step_decided_by_id,
                                    FIELD_review_step_paper_id};

static bool signs_himself(const struct moving *moving)
{
    return signing_himself(moving, &hand, (moving->who & WHO_PARTY) != 0);
}

static struct uuid signer(const struct moving *moving)
{
    return record_has(moving->wanted, FIELD_review_step_decided_by_id)
               ? ((const struct review_step *)moving->wanted)->decided_by_id
           : signs_himself(moving) ? moving->scope->person_id
                                   : (struct uuid){0};
}

/* ---- guards ---- */

static enum status check_not_own(struct moving *moving)
{
    struct record_head *record;
    struct uuid who = signer(moving);
    enum status status = reviewed_load(moving->tx, step_of(moving), &record);
    const struct uuid *by = status ? NULL : reviewed_requester(reviewed_by(step_of(moving)), record);
    bool own = by && ((!uuid_is_nil(who) && uuid_equal(who, *by)) ||
                      (scope_is_delegated(moving->scope) && /* nor his own for another */
                       uuid_equal(moving->scope->delegate_id, *by)));
    return own ? problem_add(moving->problems, REFUSED, &msg_review_own, "decided_by_id", NULL) : status;
}

static enum status check_signed_or_scanned(struct moving *moving)
{
    return signing_check(moving, &hand, signs_himself(moving));
}

static const struct guard not_own = {"not_own", check_not_own},
                          signed_or_scanned = {"signed_or_scanned", check_signed_or_scanned};

/* ---- effects ---- */

/* Day, hand and what was signed. */
static enum status fill_signed(struct moving *moving)
{
    struct record_head *record;
    const char *hash = NULL;
    struct review_step *wanted = (struct review_step *)moving->wanted;
    enum status status = reviewed_load(moving->tx, step_of(moving), &record);
    if (!status)
        status = reviewed_signed(moving->tx, reviewed_by(step_of(moving)), record, &hash);
    if (status)
        return status;
    wanted->signed_hash = hash;
    record_present(moving->wanted, FIELD_review_step_signed_hash);
    signing_fill(moving, &hand, signs_himself(moving), (struct uuid){0});
    return OK;
}

static enum status go_on(struct moving *moving, const struct record_head *after)
{
    return reviewing_goes_on(moving->tx, &moving->command, (const struct review_step *)after, moving->problems);
}

static enum status turn_back(struct moving *moving, const struct record_head *after)
{
    return reviewing_turns_back(moving->tx, &moving->command, (const struct review_step *)after, moving->problems);
}

/* What he signed is no longer there; the history keeps his word. */
static enum status fill_reopened(struct moving *moving)
{
    static const int said[] = {FIELD_review_step_opinion,    FIELD_review_step_rating,
                               FIELD_review_step_decided_on, FIELD_review_step_decided_by_id,
                               FIELD_review_step_paper_id,   FIELD_review_step_signed_hash};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        record_null(moving->wanted, said[i]);
    return OK;
}

static const struct effect forgets = {"forgets", fill_reopened, NULL};
static const struct effect signs = {"signs", fill_signed, go_on}, turns_back = {"turns_back", fill_signed, turn_back};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"begin", 0, 0, 0},
    {"pass", 0, BIT(opinion) | BIT(rating), BIT(decided_on) | BIT(decided_by_id) | BIT(paper_id)},
    {"return", BIT(opinion), BIT(rating) | BIT(again_by_on), BIT(decided_on) | BIT(decided_by_id) | BIT(paper_id)},
    {"skip", 0, 0, 0},
    {"reopen", 0, 0, 0},
    {"wait", 0, 0, 0},
};

static const struct transition rows[] = {
    {review_state_waiting, "begin", WHO_PROGRAM, NULL, NULL, review_state_open},
    {review_state_waiting, "skip", WHO_PROGRAM, NULL, NULL, review_state_void},
    {review_state_open, "pass", WHO_PARTY | OFFICE, GUARDS(&not_own, &signed_or_scanned), &signs, review_state_passed},
    {review_state_open, "return", WHO_PARTY | OFFICE, GUARDS(&not_own, &signed_or_scanned), &turns_back,
     review_state_returned},
    {review_state_open, "skip", WHO_PROGRAM, NULL, NULL, review_state_void},
    {review_state_passed, "reopen", WHO_PROGRAM, NULL, &forgets, review_state_waiting},
    {review_state_open, "wait", WHO_PROGRAM, NULL, NULL, review_state_waiting},
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
