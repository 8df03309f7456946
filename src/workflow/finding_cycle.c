/* finding_cycle: the life cycle of a finding, as far as closing it; declared in "workflow/cycles.h". */
#include "ledger/attachment_fields.h"
#include "store/row.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#define OFFICE     ROLE_BIT(role_office)
#define LEADER     ROLE_BIT(role_leader)
#define SUPERVISOR ROLE_BIT(role_supervisor)
#define INSPECTOR  ROLE_BIT(role_inspector)
#define BIT(field) FIELD_BIT(FIELD_finding_##field)
#define DECISION   (BIT(decided_on) | BIT(decided_by_id) | BIT(decision_paper_id))

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

/* ---- decided by somebody, with the document ---- */

static bool given(const struct moving *moving, int field)
{
    return record_has(moving->wanted, field);
}

/* A decision is a document: a file of the problem's own. */
static enum status check_documented(struct moving *moving)
{
    const struct finding *wanted = (const struct finding *)moving->wanted;
    struct attachment *paper = record_new(moving->tx->arena, &record_attachment);
    if (moving->asked)
        return OK;
    if (!given(moving, FIELD_finding_decision_paper_id))
        return problem_add(moving->problems, REFUSED, &msg_finding_document, "decision_paper_id", NULL);
    enum status status = row_load(moving->tx->db, moving->tx->arena, &record_attachment, moving->before->ledger_id,
                                  wanted->decision_paper_id, paper);
    bool own = !status && record_has(&paper->head, FIELD_attachment_finding_id) &&
               uuid_equal(paper->finding_id, moving->before->id);
    return status == FAILED || own
               ? status
               : problem_add(moving->problems, REFUSED, &msg_finding_document, "decision_paper_id", NULL);
}

static enum status check_decided(struct moving *moving)
{
    bool leads = moving->who & LEADER && !moving->scope->operator;
    enum status status = moving_not_in_future(moving, FIELD_BIT(FIELD_finding_decided_on));
    if (!moving->asked && !leads && !given(moving, FIELD_finding_decided_by_id))
        status = problem_add(moving->problems, REFUSED, &msg_claim_who_decided, "decided_by_id", NULL);
    return status;
}

/* What is carried over is looked at again on a day. */
static enum status check_review_day(struct moving *moving)
{
    return moving->asked || moving_value(moving, FIELD_finding_review_on)
               ? OK
               : problem_add(moving->problems, REFUSED, &msg_finding_review_day, "review_on", NULL);
}

/* Whoever set it: the inspecting body, or its document in the office's hands. */
static enum status check_new_day(struct moving *moving)
{
    return moving->asked || given(moving, FIELD_finding_due)
               ? OK
               : problem_add(moving->problems, REFUSED, &msg_finding_new_day, "due_on", NULL);
}

static enum status fill_decided(struct moving *moving)
{
    const struct finding *wanted = (const struct finding *)moving->wanted;
    moving_put_date(moving, FIELD_finding_decided_on, clock_today(moving->tx->clock));
    if (!given(moving, FIELD_finding_decided_by_id))
        moving_put_id(moving, FIELD_finding_decided_by_id, moving->scope->person_id);
    else if (!uuid_equal(wanted->decided_by_id, moving->scope->person_id))
        moving_supplied(moving, (struct uuid){0}, wanted->decided_by_id,
                        *(const date *)moving_value(moving, FIELD_finding_decided_on));
    return OK;
}

/* A day moved by who set it counts like any other. */
static enum status fill_postponed(struct moving *moving)
{
    const int64_t *count = moving_value(moving, FIELD_finding_extensions);
    struct finding *wanted = (struct finding *)moving->wanted;
    wanted->extensions = (count ? *count : 0) + 1;
    record_present(moving->wanted, FIELD_finding_extensions);
    return fill_decided(moving);
}

static const struct guard documented = {"documented", check_documented}, decided = {"decided", check_decided},
                          review_day = {"review_day", check_review_day}, new_day = {"new_day", check_new_day};
static const struct effect counts_turn = {"counts_turn", fill_reopened, NULL},
                           decides = {"decides", fill_decided, NULL}, postpones = {"postpones", fill_postponed, NULL};

static const struct event_form events[] = {
    {"claim", 0, 0, 0},
    {"dispute", 0, 0, 0},
    {"settle", 0, 0, 0},
    {"owe", 0, 0, 0},
    {"plan", 0, 0, 0},
    {"start", 0, 0, 0},
    {"submit", 0, 0, 0},
    {"close", 0, 0, 0},
    {"return", 0, 0, 0},
    {"retract", 0, 0, 0},
    {"reopen", BIT(reopen_reason), BIT(due), 0},
    {"extend", 0, 0, 0},
    {"postpone", BIT(decision_reason), BIT(due) | DECISION, 0},
    {"suspend", BIT(decision_reason), DECISION, 0},
    {"carry_over", BIT(decision_reason), BIT(review_on) | DECISION, 0},
    {"resume", BIT(decision_reason), BIT(due) | DECISION, 0},
};

/* clang-format off */
#define STOPS(from)                                                                                                    \
    {finding_state_##from, "suspend", OFFICE | LEADER, GUARDS(&documented, &decided), &decides,                        \
     finding_state_suspended},                                                                                         \
    {finding_state_##from, "carry_over", OFFICE | LEADER, GUARDS(&documented, &decided, &review_day), &decides,        \
     finding_state_carried_over},
#define DAY_MOVES(from)                                                                                                \
    {finding_state_##from, "extend", WHO_PROGRAM, NULL, NULL, finding_state_##from},                                   \
    {finding_state_##from, "postpone", OFFICE | INSPECTOR, GUARDS(&documented, &new_day), &postpones,                  \
     finding_state_##from},

/* From the claims (follow.c): claimed when all that are owed are in, disputed while any dispute is open, else
 * registered. From its measures (follow_progress.c): in progress when it is claimed and one has begun. From requests to
 * close it (follow_closing.c): under review, closed, returned. A person opens it again, stops it,
 * carries it over, each by a decision with its document (中止、留号); the day is moved by an extension, or by who set
 * it. A look-back that finds it rebounded opens it, too (check_cycle.c). */
static const struct transition rows[] = {
    {finding_state_registered, "claim", WHO_PROGRAM, NULL, NULL, finding_state_claimed},
    {finding_state_registered, "dispute", WHO_PROGRAM, NULL, NULL, finding_state_disputed},
    {finding_state_claimed, "owe", WHO_PROGRAM, NULL, NULL, finding_state_registered},
    {finding_state_disputed, "claim", WHO_PROGRAM, NULL, NULL, finding_state_claimed},
    {finding_state_disputed, "settle", WHO_PROGRAM, NULL, NULL, finding_state_registered},
    {finding_state_claimed, "plan", WHO_PROGRAM, NULL, NULL, finding_state_planned},
    {finding_state_planned, "dispute", WHO_PROGRAM, NULL, NULL, finding_state_disputed},
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
    {finding_state_closed, "reopen", OFFICE | LEADER | SUPERVISOR | WHO_PROGRAM, NULL, &counts_turn, finding_state_reopened},
    STOPS(claimed) STOPS(planned) STOPS(in_progress) STOPS(returned) STOPS(reopened)
    DAY_MOVES(registered) DAY_MOVES(claimed) DAY_MOVES(disputed) DAY_MOVES(planned) DAY_MOVES(in_progress)
    DAY_MOVES(returned) DAY_MOVES(reopened)
    {finding_state_suspended, "resume", OFFICE | LEADER, GUARDS(&documented, &decided), &decides, finding_state_in_progress},
    {finding_state_carried_over, "resume", OFFICE | LEADER, GUARDS(&documented, &decided), &decides,
     finding_state_in_progress},
};
/* clang-format on */

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
