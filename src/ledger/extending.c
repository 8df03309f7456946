#include "ledger/extending.h"

#include "access/ledger_fields.h"
#include "ledger/ledger_messages.h"
#include "store/row.h"

static void fields_of(struct extended *extended)
{
    const struct record_type *type = extended->type;
    extended->due = field_find(type, "due");
    extended->hard = field_find(type, "hard");
    extended->set_by = field_find(type, "due_set_by");
    extended->extensions = field_find(type, "extensions");
}

enum status extending_load(struct tx *tx, const struct extension_request *request, struct extended *ret_extended)
{
    bool measure = record_has(&request->head, FIELD_extension_request_corrective_action_id);
    struct extended extended = {.type = measure ? &record_corrective_action : &record_finding};
    fields_of(&extended);
    extended.record = record_new(tx->arena, extended.type);
    enum status status = row_load(tx->db, tx->arena, extended.type, request->head.ledger_id,
                                  measure ? request->corrective_action_id : request->finding_id, extended.record);
    if (!status)
        *ret_extended = extended;
    return status;
}

const struct deadline *extending_due(const struct extended *extended)
{
    return record_has(extended->record, extended->due)
               ? field_get(extended->record, &extended->type->fields[extended->due])
               : NULL;
}

static const char *day_text(struct arena *arena, date day)
{
    char *text = arena_alloc(arena, DATE_TEXT);
    date_text(day, text);
    return text;
}

static bool has_day(const struct deadline *due)
{
    return due && due->as != deadline_as_ongoing && !due->on_unknown;
}

/* ---- the gate ---- */

static enum status most_of(struct tx *tx, struct uuid ledger_id, int64_t *ret_most)
{
    struct ledger *ledger = record_new(tx->arena, &record_ledger);
    enum status status = row_load(tx->db, tx->arena, &record_ledger, (struct uuid){0}, ledger_id, ledger);
    *ret_most =
        !status && record_has(&ledger->head, FIELD_ledger_extensions_most) ? ledger->extensions_most : EXTENSIONS_MOST;
    return status == NOT_FOUND ? OK : status;
}

static enum status check_count(struct tx *tx, const struct extended *extended, struct problems *problems)
{
    int64_t most = EXTENSIONS_MOST, count = 0;
    if (record_has(extended->record, extended->extensions))
        count = *(const int64_t *)field_get(extended->record, &extended->type->fields[extended->extensions]);
    enum status status = most_of(tx, extended->record->ledger_id, &most);
    if (status || count < most)
        return status;
    return problem_add(problems, REFUSED, &msg_extension_often, "new_due_on",
                       arena_printf(tx->arena, "%lld", (long long)count), NULL);
}

static enum status check_days(struct tx *tx, const struct extended *extended, const struct deadline *due,
                              const struct extension_request *request, struct problems *problems)
{
    enum status worst = OK;
    const char *is = day_text(tx->arena, due->on);
    bool hard = record_has(extended->record, extended->hard) &&
                *(const bool *)field_get(extended->record, &extended->type->fields[extended->hard]);
    if (due->on < clock_today(tx->clock))
        worst = problem_add(problems, REFUSED, &msg_extension_late, "new_due_on", is, NULL);
    if (!record_has(&request->head, FIELD_extension_request_new_due))
        return worst; /* said by the check of required fields */
    const char *wanted = has_day(&request->new_due) ? day_text(tx->arena, request->new_due.on) : "";
    if (hard)
        worst = problem_add(problems, REFUSED, &msg_due_hard, "new_due_on", is, wanted, NULL);
    if (!has_day(&request->new_due) || request->new_due.on <= due->on)
        worst = problem_add(problems, REFUSED, &msg_extension_not_later, "new_due_on", is, NULL);
    return worst;
}

/* A measure's day is before its problem's. */
static enum status check_within(struct tx *tx, const struct extension_request *request, struct problems *problems)
{
    struct finding *finding = record_new(tx->arena, &record_finding);
    if (!record_has(&request->head, FIELD_extension_request_corrective_action_id) ||
        !record_has(&request->head, FIELD_extension_request_new_due) || !has_day(&request->new_due))
        return OK;
    enum status status =
        row_load(tx->db, tx->arena, &record_finding, request->head.ledger_id, request->finding_id, finding);
    bool beyond = !status && record_has(&finding->head, FIELD_finding_due) && has_day(&finding->due) &&
                  request->new_due.on > finding->due.on;
    if (beyond)
        return problem_add(problems, REFUSED, &msg_extension_beyond, "new_due_on",
                           day_text(tx->arena, request->new_due.on), day_text(tx->arena, finding->due.on), NULL);
    return status == NOT_FOUND ? OK : status;
}

static enum status check_answers(struct tx *tx, const struct extension_request *request,
                                 const struct extended *extended, struct problems *problems)
{
    (void)tx;
    const struct corrective_action *action = (const struct corrective_action *)extended->record;
    if (extended->type != &record_corrective_action)
        return OK;
    for (size_t i = 0; i < action->answers.count; i++)
        if (uuid_equal(action->answers.ids[i], request->finding_id))
            return OK;
    return problem_add(problems, REFUSED, &msg_extension_other_measure, "corrective_action_id", NULL);
}

static bool is_over(const struct extended *extended)
{
    if (extended->record->withdrawn)
        return true;
    if (extended->type == &record_corrective_action)
        return ((const struct corrective_action *)extended->record)->state == action_state_done;
    const struct finding *finding = (const struct finding *)extended->record;
    return finding->state == finding_state_closed || finding->state == finding_state_under_review ||
           finding->state == finding_state_suspended || finding->state == finding_state_carried_over;
}

static enum status check_none_open(struct tx *tx, const struct extension_request *request, struct problems *problems)
{
    bool row, measure = record_has(&request->head, FIELD_extension_request_corrective_action_id);
    struct stmt *stmt = db_prepare(
        tx->db, measure ? "SELECT 1 FROM \"extension_request\" WHERE \"ledger_id\"=?1 AND "
                          "\"corrective_action_id\"=?2 AND \"state\"='under_review' AND \"withdrawn\"=0 LIMIT 1"
                        : "SELECT 1 FROM \"extension_request\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                          "\"corrective_action_id\" IS NULL AND \"state\"='under_review' AND \"withdrawn\"=0 LIMIT 1");
    stmt_bind_uuid(stmt, 1, request->head.ledger_id);
    stmt_bind_uuid(stmt, 2, measure ? request->corrective_action_id : request->finding_id);
    enum status status = stmt_step(stmt, &row);
    stmt_done(stmt);
    return !status && row ? problem_add(problems, REFUSED, &msg_extension_open, "", NULL) : status;
}

static enum status worse(enum status worst, enum status status)
{
    return worst == FAILED || worst == BUSY || !status ? worst : status;
}

enum status extending_gate(struct tx *tx, const struct extension_request *request, struct problems *problems)
{
    struct extended extended;
    enum status worst = extending_load(tx, request, &extended);
    if (worst)
        return worst == NOT_FOUND ? OK : worst; /* said by the check of references */
    const struct deadline *due = extending_due(&extended);
    worst = check_answers(tx, request, &extended, problems);
    if (is_over(&extended))
        worst = problem_add(problems, REFUSED, &msg_extension_over, "", extended.type->label, NULL);
    if (!has_day(due))
        return problem_add(problems, REFUSED, &msg_extension_no_day, "", extended.type->label, NULL);
    worst = worse(worst, check_days(tx, &extended, due, request, problems));
    worst = worse(worst, check_count(tx, &extended, problems));
    worst = worse(worst, check_within(tx, request, problems));
    return worse(worst, check_none_open(tx, request, problems));
}

/* ---- a hard day ---- */

enum status extending_rules(const struct record_type *type, const struct record_head *before,
                            const struct record_head *after, struct problems *problems)
{
    struct extended was = {.type = type, .record = (struct record_head *)(uintptr_t)before},
                    is = {.type = type, .record = (struct record_head *)(uintptr_t)after};
    if (!before)
        return OK;
    fields_of(&was);
    fields_of(&is);
    const struct deadline *old = extending_due(&was), *new = extending_due(&is);
    bool hard = record_has(before, was.hard) && *(const bool *)field_get(before, &type->fields[was.hard]);
    bool counted = !field_equal(type, was.extensions, before, after);
    if (!hard || counted || !has_day(old) || (has_day(new) && new->on <= old->on))
        return OK;
    return problem_add(problems, REFUSED, &msg_due_hard, "due_on", day_text(problems->arena, old->on),
                       has_day(new) ? day_text(problems->arena, new->on) : "", NULL);
}
