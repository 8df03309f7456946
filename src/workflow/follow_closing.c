#include "workflow/follow_closing.h"

#include "ledger/records.h"
#include "store/row.h"
#include "workflow/mover.h"

/* ---- steps of a request ---- */

typedef VEC(struct review_step) steps_vec;

/* In their order; those that only veto stand among them. */
static enum status load_steps(struct tx *tx, const struct closure_request *request, steps_vec *ret_steps)
{
    bool row;
    enum status status;
    VEC(struct uuid) ids = {0};
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT \"id\" FROM \"review_step\" WHERE \"ledger_id\"=?1 AND "
                           "\"closure_request_id\"=?2 AND \"withdrawn\"=0 ORDER BY \"position\",\"id\"");
    stmt_bind_uuid(stmt, 1, request->head.ledger_id);
    stmt_bind_uuid(stmt, 2, request->head.id);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(tx->arena, &ids) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    for (size_t i = 0; i < ids.count && !status; i++)
        status = row_load(tx->db, tx->arena, &record_review_step, request->head.ledger_id, ids.items[i],
                          VEC_PUSH(tx->arena, ret_steps));
    return status;
}

static bool vetoes(const struct review_step *step)
{
    return record_has(&step->head, FIELD_review_step_may_veto) && step->may_veto;
}

static enum status move_step(struct tx *tx, const struct command *command, const struct review_step *step,
                             const char *event, struct problems *problems)
{
    const struct move move = {
        .type = &record_review_step, .ledger = step->head.ledger_id, .id = step->head.id, .event = event};
    return workflow_follow(tx, command, &move, problems);
}

/* Opens what can be signed now: the first that waits, unless one is open, and all that may veto.
 * *ret_left: somebody has still to sign. */
static enum status open_next(struct tx *tx, const struct command *command, const struct closure_request *request,
                             bool *ret_left, struct problems *problems)
{
    steps_vec steps = {0};
    enum status status = load_steps(tx, request, &steps);
    *ret_left = false;
    for (size_t i = 0; i < steps.count && !status; i++) {
        const struct review_step *step = &steps.items[i];
        bool waits = step->state == review_state_waiting;
        if (waits && (vetoes(step) || !*ret_left))
            status = move_step(tx, command, step, "begin", problems);
        *ret_left = *ret_left || (!vetoes(step) && (waits || step->state == review_state_open));
    }
    return status;
}

/* ---- making them from the route ---- */

static void put_word(struct review_step *step, int field, int word)
{
    *(int *)field_set(&step->head, &record_review_step.fields[field]) = word;
    record_present(&step->head, field);
}

/* The official the problem names; without one the office signs for the step. */
static void name_official(struct review_step *step, const struct finding *finding)
{
    bool lead = step->review_by == review_by_lead_official;
    if (!lead && step->review_by != review_by_accountable_official)
        return;
    if (record_has(&finding->head, lead ? FIELD_finding_lead_official_id : FIELD_finding_accountable_official_id)) {
        step->person_id = lead ? finding->lead_official_id : finding->accountable_official_id;
        record_present(&step->head, FIELD_review_step_person_id);
    } else {
        step->review_by = review_by_office;
    }
}

static enum status add_step(struct tx *tx, const struct command *command, const struct closure_request *request,
                            const struct finding *finding, const struct review_route *route, struct problems *problems)
{
    struct review_step *step = record_new(tx->arena, &record_review_step);
    step->head.ledger_id = request->head.ledger_id;
    step->finding_id = request->finding_id;
    step->closure_request_id = request->head.id;
    step->position = route->position;
    step->name = route->name;
    static const int said[] = {FIELD_review_step_finding_id, FIELD_review_step_closure_request_id,
                               FIELD_review_step_position, FIELD_review_step_name};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        record_present(&step->head, said[i]);
    put_word(step, FIELD_review_step_review_by, route->review_by);
    name_official(step, finding);
    if (record_has(&route->head, FIELD_review_route_may_veto) && route->may_veto) {
        step->may_veto = true;
        record_present(&step->head, FIELD_review_step_may_veto);
    }
    if (record_has(&route->head, FIELD_review_route_days)) {
        step->due_on = clock_today(tx->clock) + (date)route->days;
        record_present(&step->head, FIELD_review_step_due_on);
    }
    return journal_add(tx, command, &record_review_step, &step->head, problems);
}

/* A ledger that says nothing has the small office's route: the office alone. */
static const struct review_route office_alone = {.position = 1, .name = "整改办审核", .review_by = review_by_office};

static enum status add_steps(struct tx *tx, const struct command *command, const struct closure_request *request,
                             const struct finding *finding, struct problems *problems)
{
    bool row;
    enum status status;
    VEC(struct uuid) ids = {0};
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"id\" FROM \"review_route\" WHERE \"ledger_id\"=?1 AND "
                                           "\"kind\"='closure' AND \"withdrawn\"=0 ORDER BY \"position\"");
    stmt_bind_uuid(stmt, 1, request->head.ledger_id);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(tx->arena, &ids) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    if (!status && !ids.count)
        return add_step(tx, command, request, finding, &office_alone, problems);
    for (size_t i = 0; i < ids.count && !status; i++) {
        struct review_route *route = record_new(tx->arena, &record_review_route);
        status = row_load(tx->db, tx->arena, &record_review_route, request->head.ledger_id, ids.items[i], route);
        if (!status)
            status = add_step(tx, command, request, finding, route, problems);
    }
    return status;
}

static enum status move_finding(struct tx *tx, const struct command *command, const struct closure_request *request,
                                const char *event, const struct finding *given, struct problems *problems)
{
    const struct move move = {.type = &record_finding,
                              .ledger = request->head.ledger_id,
                              .id = request->finding_id,
                              .event = event,
                              .given = given ? &given->head : NULL};
    return workflow_follow(tx, command, &move, problems);
}

enum status closure_request_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                   const struct record_head *after, struct problems *problems)
{
    const struct closure_request *request = (const struct closure_request *)after;
    struct finding *finding = record_new(tx->arena, &record_finding);
    bool left = false;
    if (before) /* it ends by its own moves; withdrawn, it is as taken back */
        return before->withdrawn || !after->withdrawn || request->state != closure_state_under_review
                   ? OK
                   : closing_ends(tx, command, request, "retract", problems);
    enum status status = row_load(tx->db, tx->arena, &record_finding, after->ledger_id, request->finding_id, finding);
    if (!status)
        status = add_steps(tx, command, request, finding, problems);
    if (!status)
        status = move_finding(tx, command, request, "submit", NULL, problems);
    return status ? status : open_next(tx, command, request, &left, problems);
}

/* ---- after a step ---- */

static enum status load_request(struct tx *tx, const struct review_step *step, struct closure_request **ret_request)
{
    *ret_request = record_new(tx->arena, &record_closure_request);
    return row_load(tx->db, tx->arena, &record_closure_request, step->head.ledger_id, step->closure_request_id,
                    *ret_request);
}

static enum status move_request(struct tx *tx, const struct command *command, const struct closure_request *request,
                                const char *event, const struct closure_request *given, struct problems *problems)
{
    const struct move move = {.type = &record_closure_request,
                              .ledger = request->head.ledger_id,
                              .id = request->head.id,
                              .event = event,
                              .given = &given->head};
    return workflow_follow(tx, command, &move, problems);
}

enum status closing_goes_on(struct tx *tx, const struct command *command, const struct review_step *step,
                            struct problems *problems)
{
    struct closure_request *request, *given = record_new(tx->arena, &record_closure_request);
    bool left = true;
    enum status status = load_request(tx, step, &request);
    if (!status)
        status = open_next(tx, command, request, &left, problems);
    if (status || left || vetoes(step))
        return status;
    if (record_has(&step->head, FIELD_review_step_rating)) { /* of who signs last */
        given->rating = step->rating;
        record_present(&given->head, FIELD_closure_request_rating);
    }
    return move_request(tx, command, request, "pass", given, problems);
}

enum status closing_turns_back(struct tx *tx, const struct command *command, const struct review_step *step,
                               struct problems *problems)
{
    struct closure_request *request, *given = record_new(tx->arena, &record_closure_request);
    enum status status = load_request(tx, step, &request);
    given->return_reason = step->opinion;
    record_present(&given->head, FIELD_closure_request_return_reason);
    if (record_has(&step->head, FIELD_review_step_rating)) {
        given->rating = step->rating;
        record_present(&given->head, FIELD_closure_request_rating);
    }
    if (record_has(&step->head, FIELD_review_step_again_by_on)) {
        given->again_by_on = step->again_by_on;
        record_present(&given->head, FIELD_closure_request_again_by_on);
    }
    return status ? status : move_request(tx, command, request, "return", given, problems);
}

enum status closing_ends(struct tx *tx, const struct command *command, const struct closure_request *request,
                         const char *event, struct problems *problems)
{
    steps_vec steps = {0};
    struct finding *given = record_new(tx->arena, &record_finding);
    enum status status = load_steps(tx, request, &steps);
    for (size_t i = 0; i < steps.count && !status; i++)
        if (steps.items[i].state == review_state_waiting || steps.items[i].state == review_state_open)
            status = move_step(tx, command, &steps.items[i], "skip", problems);
    if (request->state == closure_state_passed) {
        given->completion = request->completion;
        record_present(&given->head, FIELD_finding_completion);
    }
    if (record_has(&request->head, FIELD_closure_request_again_by_on)) { /* 责成限时办结 */
        given->due = (struct deadline){.on = request->again_by_on, .as = deadline_as_day, .text = ""};
        record_present(&given->head, FIELD_finding_due);
    }
    return status ? status : move_finding(tx, command, request, event, given, problems);
}
