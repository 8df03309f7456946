#include "workflow/reviewing.h"

#include "journal/installation.h"
#include "ledger/records.h"
#include "record/json.h"
#include "record/sql.h"
#include "store/row.h"
#include "workflow/mover.h"

/* ---- what is reviewed ---- */

const struct reviewed *const all_reviewed[] = {&closure_reviewed, &extension_reviewed, &plan_reviewed, NULL};

const struct reviewed *reviewed_of(const struct record_type *type)
{
    const struct reviewed *const *one = all_reviewed;
    while (*one && (*one)->type != type)
        one++;
    return *one;
}

const struct reviewed *reviewed_by(const struct review_step *step)
{
    const struct reviewed *const *one = all_reviewed;
    while (*one && !record_has(&step->head, (*one)->step_field))
        one++;
    return *one;
}

static struct uuid subject_of(const struct reviewed *reviewed, const struct review_step *step)
{
    return *(const struct uuid *)field_get(&step->head, &record_review_step.fields[reviewed->step_field]);
}

enum status reviewed_load(struct tx *tx, const struct review_step *step, struct record_head **ret_record)
{
    const struct reviewed *reviewed = reviewed_by(step);
    *ret_record = record_new(tx->arena, reviewed->type);
    return row_load(tx->db, tx->arena, reviewed->type, step->head.ledger_id, subject_of(reviewed, step), *ret_record);
}

const struct uuid *reviewed_requester(const struct reviewed *reviewed, const struct record_head *record)
{
    return record_has(record, reviewed->requested_by)
               ? field_get(record, &reviewed->type->fields[reviewed->requested_by])
               : NULL;
}

/* ---- what is signed ---- */

static enum status add_file(struct tx *tx, struct uuid ledger, struct uuid id, struct strbuf *out)
{
    struct attachment *file = record_new(tx->arena, &record_attachment);
    enum status status = row_load(tx->db, tx->arena, &record_attachment, ledger, id, file);
    if (!status)
        strbuf_add(out, (const char *)file->content.bytes, sizeof file->content.bytes);
    return status;
}

static enum status add_files(struct tx *tx, const struct record_head *record, const struct field *field,
                             struct strbuf *out)
{
    const struct uuid_list one = {(struct uuid *)(uintptr_t)field_get(record, field), 1},
                           *files = field->kind == KIND_refs ? field_get(record, field) : &one;
    enum status status = OK;
    for (size_t i = 0; i < files->count && !status; i++)
        status = add_file(tx, record->ledger_id, files->ids[i], out);
    return status;
}

enum status reviewed_signed(struct tx *tx, const struct reviewed *reviewed, const struct record_head *record,
                            const char **ret_hash)
{
    const struct installation *installation;
    const struct record_type *type = reviewed->type;
    struct strbuf bytes = {0};
    uint64_t material = 0;
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].flags & MATERIAL)
            material |= FIELD_BIT(i);
    record_json_canonical(&bytes, type, record, material);
    enum status status = installation_load(tx->db, &installation);
    for (size_t i = 0; i < type->count && !status; i++)
        if (material & FIELD_BIT(i) && type->fields[i].target == &record_attachment && record_has(record, (int)i))
            status = add_files(tx, record, &type->fields[i], &bytes);
    if (!status && reviewed->signs)
        status = reviewed->signs(tx, record, &bytes);
    if (!status) {
        struct digest digest = digest_of(installation->algorithm, strbuf_text(&bytes), bytes.length);
        char *text = arena_alloc(tx->arena, DIGEST_TEXT);
        digest_text(&digest, text);
        *ret_hash = text;
    }
    strbuf_free(&bytes);
    return status;
}

/* ---- steps ---- */

typedef VEC(struct review_step) steps_vec;

static int64_t turn_of(const struct reviewed *reviewed, const struct record_head *record)
{
    return record_has(record, reviewed->turn)
               ? *(const int64_t *)field_get(record, &reviewed->type->fields[reviewed->turn])
               : 0;
}

/* Of this turn, in their order; those that only veto stand among them. */
static enum status load_steps(struct tx *tx, const struct reviewed *reviewed, const struct record_head *record,
                              steps_vec *ret_steps)
{
    bool row;
    enum status status;
    VEC(struct uuid) ids = {0};
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT \"id\" FROM \"review_step\" WHERE \"ledger_id\"=?1 AND \"withdrawn\"=0 AND ");
    sql_name(&sql, record_review_step.fields[reviewed->step_field].name);
    strbuf_adds(&sql, reviewed->turn < 0 ? "=?2" : "=?2 AND \"turn\"=?3");
    strbuf_adds(&sql, " ORDER BY \"position\",\"id\"");
    struct stmt *stmt = db_prepare(tx->db, strbuf_text(&sql));
    stmt_bind_uuid(stmt, 1, record->ledger_id);
    stmt_bind_uuid(stmt, 2, record->id);
    if (reviewed->turn >= 0)
        stmt_bind_int(stmt, 3, turn_of(reviewed, record));
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(tx->arena, &ids) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    strbuf_free(&sql);
    for (size_t i = 0; i < ids.count && !status; i++)
        status = row_load(tx->db, tx->arena, &record_review_step, record->ledger_id, ids.items[i],
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
static enum status open_next(struct tx *tx, const struct command *command, const struct reviewed *reviewed,
                             const struct record_head *record, bool *ret_left, struct problems *problems)
{
    steps_vec steps = {0};
    enum status status = load_steps(tx, reviewed, record, &steps);
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

struct making {
    struct tx *tx;
    const struct command *command;
    const struct reviewed *reviewed;
    const struct record_head *record;
    const struct finding *finding; /* NULL: it is about no one */
    struct problems *problems;
    unsigned signing; /* bits of review_by that have a step */
    int64_t position; /* of the last */
};

static int kind_of(const struct reviewed *reviewed, const struct record_head *record)
{
    return reviewed->kind_of ? reviewed->kind_of(record) : reviewed->kind;
}

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
    if (finding &&
        record_has(&finding->head, lead ? FIELD_finding_lead_official_id : FIELD_finding_accountable_official_id)) {
        step->person_id = lead ? finding->lead_official_id : finding->accountable_official_id;
        record_present(&step->head, FIELD_review_step_person_id);
    } else {
        step->review_by = review_by_office;
    }
}

static void put_subject(const struct making *m, struct review_step *step)
{
    step->head.ledger_id = m->record->ledger_id;
    *(struct uuid *)field_set(&step->head, &record_review_step.fields[m->reviewed->step_field]) = m->record->id;
    record_present(&step->head, m->reviewed->step_field);
    put_word(step, FIELD_review_step_kind, kind_of(m->reviewed, m->record));
    if (m->reviewed->turn >= 0) {
        step->turn = turn_of(m->reviewed, m->record);
        record_present(&step->head, FIELD_review_step_turn);
    }
    if (m->finding) {
        step->finding_id = m->finding->head.id;
        record_present(&step->head, FIELD_review_step_finding_id);
    }
}

static enum status add_step(struct making *m, const struct review_route *route)
{
    struct review_step *step = record_new(m->tx->arena, &record_review_step);
    put_subject(m, step);
    step->position = m->position = route->position;
    step->name = route->name;
    record_present(&step->head, FIELD_review_step_position);
    record_present(&step->head, FIELD_review_step_name);
    put_word(step, FIELD_review_step_review_by, route->review_by);
    m->signing |= 1u << route->review_by;
    name_official(step, m->finding);
    if (record_has(&route->head, FIELD_review_route_may_veto) && route->may_veto) {
        step->may_veto = true;
        record_present(&step->head, FIELD_review_step_may_veto);
    }
    if (record_has(&route->head, FIELD_review_route_days)) {
        step->due_on = clock_today(m->tx->clock) + (date)route->days;
        record_present(&step->head, FIELD_review_step_due_on);
    }
    return journal_add(m->tx, m->command, &record_review_step, &step->head, m->problems);
}

static enum status add_route(struct making *m)
{
    bool row;
    enum status status;
    VEC(struct uuid) ids = {0};
    struct stmt *stmt = db_prepare(m->tx->db, "SELECT \"id\" FROM \"review_route\" WHERE \"ledger_id\"=?1 AND "
                                              "\"kind\"=?2 AND \"withdrawn\"=0 ORDER BY \"position\"");
    stmt_bind_uuid(stmt, 1, m->record->ledger_id);
    stmt_bind_text(stmt, 2, word_text(&words_review_kind, kind_of(m->reviewed, m->record)));
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(m->tx->arena, &ids) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    if (!status && !ids.count) /* a ledger that says nothing has the small office's route: the office alone */
        return add_step(m, &m->reviewed->alone);
    for (size_t i = 0; i < ids.count && !status; i++) {
        struct review_route *route = record_new(m->tx->arena, &record_review_route);
        status = row_load(m->tx->db, m->tx->arena, &record_review_route, m->record->ledger_id, ids.items[i], route);
        if (!status)
            status = add_step(m, route);
    }
    return status;
}

/* Who must sign whatever the route says, signs last. */
static enum status add_last(struct making *m)
{
    static const char *const names[] = {
        [review_by_lead_official] = "牵头领导审批", [review_by_accountable_official] = "责任领导审批",
        [review_by_office] = "整改办审批",          [review_by_leader] = "领导小组审批",
        [review_by_supervisor] = "纪检监察审批",    [review_by_inspector] = "巡察机构审批",
    };
    int by = -1;
    enum status status = m->reviewed->last ? m->reviewed->last(m->tx, m->record, &by) : OK;
    if (status || by < 0 || m->signing & 1u << by)
        return status;
    const struct review_route route = {.position = m->position + 1, .name = names[by], .review_by = by};
    return add_step(m, &route);
}

enum status reviewing_begins(struct tx *tx, const struct command *command, const struct reviewed *reviewed,
                             const struct record_head *record, struct problems *problems)
{
    struct finding *finding = record_new(tx->arena, &record_finding);
    struct making m = {.tx = tx, .command = command, .reviewed = reviewed, .record = record, .problems = problems};
    enum status status = OK;
    bool left;
    if (reviewed->finding >= 0 && record_has(record, reviewed->finding)) {
        const struct uuid *id = field_get(record, &reviewed->type->fields[reviewed->finding]);
        status = row_load(tx->db, tx->arena, &record_finding, record->ledger_id, *id, finding);
        m.finding = finding;
    }
    if (!status)
        status = add_route(&m);
    if (!status)
        status = add_last(&m);
    return status ? status : open_next(tx, command, reviewed, record, &left, problems);
}

enum status reviewing_begins_again(struct tx *tx, const struct command *command, const struct reviewed *reviewed,
                                   const struct record_head *record, const char *because, struct problems *problems)
{
    steps_vec steps = {0};
    bool left, any = false;
    enum status status = load_steps(tx, reviewed, record, &steps);
    for (size_t i = 0; i < steps.count; i++)
        any = any || steps.items[i].state == review_state_passed;
    if (status || !any)
        return status;
    for (size_t i = 0; i < steps.count && !status; i++) {
        struct review_step *given = record_new(tx->arena, &record_review_step);
        const struct move move = {.type = &record_review_step,
                                  .ledger = record->ledger_id,
                                  .id = steps.items[i].head.id,
                                  .event = steps.items[i].state == review_state_passed ? "reopen" : "wait",
                                  .given = &given->head};
        given->reopened = because;
        record_present(&given->head, FIELD_review_step_reopened);
        if (steps.items[i].state == review_state_passed || steps.items[i].state == review_state_open)
            status = workflow_follow(tx, command, &move, problems);
    }
    return status ? status : open_next(tx, command, reviewed, record, &left, problems);
}

/* ---- after a step ---- */

/* Its field of this kind, from the step's. */
static void pass_on(const struct review_step *step, int from, const struct reviewed *reviewed,
                    struct record_head *given, int to)
{
    if (to < 0 || !record_has(&step->head, from))
        return;
    const void *value = field_get(&step->head, &record_review_step.fields[from]);
    void *place = field_set(given, &reviewed->type->fields[to]);
    switch (reviewed->type->fields[to].kind) {
    case KIND_word:
        *(int *)place = *(const int *)value;
        break;
    case KIND_date:
        *(date *)place = *(const date *)value;
        break;
    default:
        *(const char **)place = *(const char *const *)value;
    }
    record_present(given, to);
}

static enum status move_subject(struct tx *tx, const struct command *command, const struct reviewed *reviewed,
                                const struct record_head *record, const char *event, const struct record_head *given,
                                struct problems *problems)
{
    const struct move move = {
        .type = reviewed->type, .ledger = record->ledger_id, .id = record->id, .event = event, .given = given};
    return workflow_follow(tx, command, &move, problems);
}

enum status reviewing_goes_on(struct tx *tx, const struct command *command, const struct review_step *step,
                              struct problems *problems)
{
    const struct reviewed *reviewed = reviewed_by(step);
    struct record_head *record, *given = record_new(tx->arena, reviewed->type);
    bool left = true;
    enum status status = reviewed_load(tx, step, &record);
    if (!status)
        status = open_next(tx, command, reviewed, record, &left, problems);
    if (status || left || vetoes(step))
        return status;
    pass_on(step, FIELD_review_step_rating, reviewed, given, reviewed->rating); /* of who signs last */
    return move_subject(tx, command, reviewed, record, "pass", given, problems);
}

enum status reviewing_turns_back(struct tx *tx, const struct command *command, const struct review_step *step,
                                 struct problems *problems)
{
    const struct reviewed *reviewed = reviewed_by(step);
    struct record_head *record, *given = record_new(tx->arena, reviewed->type);
    enum status status = reviewed_load(tx, step, &record);
    pass_on(step, FIELD_review_step_opinion, reviewed, given, reviewed->return_reason);
    pass_on(step, FIELD_review_step_rating, reviewed, given, reviewed->rating);
    pass_on(step, FIELD_review_step_again_by_on, reviewed, given, reviewed->again_by);
    return status ? status : move_subject(tx, command, reviewed, record, "return", given, problems);
}

enum status reviewing_ends(struct tx *tx, const struct command *command, const struct reviewed *reviewed,
                           const struct record_head *record, struct problems *problems)
{
    steps_vec steps = {0};
    enum status status = load_steps(tx, reviewed, record, &steps);
    for (size_t i = 0; i < steps.count && !status; i++)
        if (steps.items[i].state == review_state_waiting || steps.items[i].state == review_state_open)
            status = move_step(tx, command, &steps.items[i], "skip", problems);
    return status;
}
