#include "ledger/planning.h"

#include "ledger/ledger_messages.h"
#include "ledger/records.h"
#include "ledger/restricted.h"
#include "store/row.h"

/* Adds a message for each row: columns 0 and 1, as far as there are, are its names. */
static enum status name_each(struct tx *tx, const char *sql, const struct plan *plan, struct uuid second, int columns,
                             const struct message *message, const char *field, struct problems *problems)
{
    bool row;
    enum status status, worst = OK;
    struct stmt *stmt = db_prepare(tx->db, sql);
    stmt_bind_uuid(stmt, 1, plan->head.ledger_id);
    stmt_bind_uuid(stmt, 2, second);
    while (!(status = stmt_step(stmt, &row)) && row) {
        const char *first = arena_strdup(tx->arena, stmt_text(stmt, 0));
        worst = problem_add(problems, REFUSED, message, field, first,
                            columns > 1 ? arena_strdup(tx->arena, stmt_text(stmt, 1)) : NULL,
                            columns > 2 ? arena_strdup(tx->arena, stmt_text(stmt, 2)) : NULL, NULL);
    }
    stmt_done(stmt);
    return status ? status : worst;
}

static enum status worse(enum status worst, enum status status)
{
    return worst == FAILED || worst == BUSY || !status ? worst : status;
}

/* ---- its text ---- */

/* A unit's plan says what it does; the organisation's has all the parts one looks for (domain: 总体目标、组织领导 …).
 */
static enum status check_text(const struct plan *plan, struct problems *problems)
{
    static const int parts[] = {FIELD_plan_goal,       FIELD_plan_contents, FIELD_plan_timetable,
                                FIELD_plan_leadership, FIELD_plan_division, FIELD_plan_safeguards};
    enum status worst = OK;
    for (size_t i = 0; plan->kind == plan_kind_master && i < sizeof parts / sizeof *parts; i++) {
        const struct field *field = &record_plan.fields[parts[i]];
        if (!record_has(&plan->head, parts[i]))
            worst = problem_add(problems, REFUSED, &msg_plan_part, field->name, field->label, NULL);
    }
    if (plan->kind == plan_kind_sub && !record_has(&plan->head, FIELD_plan_body_id))
        worst = problem_add(problems, REFUSED, &msg_plan_body, "body_id", NULL);
    return worst;
}

static enum status check_upper(struct tx *tx, const struct plan *plan, struct problems *problems)
{
    struct plan *upper = record_new(tx->arena, &record_plan);
    if (plan->kind == plan_kind_master)
        return OK;
    enum status status = row_load(tx->db, tx->arena, &record_plan, plan->head.ledger_id, plan->parent_id, upper);
    if (status)
        return status;
    return plan->kind == plan_kind_implementation && upper->state != plan_state_issued
               ? problem_add(problems, REFUSED, &msg_plan_upper_not_issued, "parent_id", upper->title, NULL)
               : OK;
}

/* ---- its measures ---- */

static enum status check_measures(struct tx *tx, const struct plan *plan, struct problems *problems)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT count(*) FROM \"corrective_action\" WHERE \"ledger_id\"=?1 AND "
                                           "\"plan_id\"=?2 AND \"withdrawn\"=0");
    stmt_bind_uuid(stmt, 1, plan->head.ledger_id);
    stmt_bind_uuid(stmt, 2, plan->head.id);
    enum status status = stmt_step(stmt, &row);
    bool none = !status && row && !stmt_int(stmt, 0);
    stmt_done(stmt);
    if (status)
        return status;
    if (none)
        return problem_add(problems, REFUSED, &msg_plan_no_measure, "", NULL);
    const struct uuid own = plan->head.id;
    status = name_each(tx,
                       "SELECT \"number\" FROM \"corrective_action\" WHERE \"ledger_id\"=?1 AND \"plan_id\"=?2 AND "
                       "\"withdrawn\"=0 AND (\"organisation_id\" IS NULL OR \"due_as\" IS NULL OR \"deliverable\" IS "
                       "NULL) ORDER BY \"number\"",
                       plan, own, 1, &msg_plan_measure_bare, "measures", problems);
    status = worse(status, name_each(tx,
                                     "SELECT \"number\" FROM \"corrective_action\" WHERE \"ledger_id\"=?1 AND "
                                     "\"plan_id\"=?2 AND \"withdrawn\"=0 AND (\"touches_money\"=1 OR "
                                     "\"touches_posts\"=1 OR \"touches_persons\"=1) AND (\"lawful\" IS NULL OR "
                                     "\"lawful\"<>'lawful') ORDER BY \"number\"",
                                     plan, own, 1, &msg_plan_measure_lawful, "measures", problems));
    return worse(status,
                 name_each(tx,
                           "SELECT DISTINCT \"c\".\"number\",\"c\".\"due_on\",\"f\".\"due_on\" FROM "
                           "\"corrective_action\" AS \"c\" JOIN \"corrective_action_answers\" AS \"n\" ON "
                           "\"n\".\"ledger_id\"=\"c\".\"ledger_id\" AND \"n\".\"id\"=\"c\".\"id\" JOIN \"finding\" AS "
                           "\"f\" ON \"f\".\"ledger_id\"=\"c\".\"ledger_id\" AND \"f\".\"id\"=\"n\".\"ref_id\" WHERE "
                           "\"c\".\"ledger_id\"=?1 AND \"c\".\"plan_id\"=?2 AND \"c\".\"withdrawn\"=0 AND "
                           "\"c\".\"due_on\">\"f\".\"due_on\" ORDER BY \"c\".\"number\"",
                           plan, own, 3, &msg_plan_measure_late, "measures", problems));
}

/* Every problem and demand of the inspection has a measure in the plan, or in a sub-plan of it, or says what became of
 * it. */
static enum status check_all_answered(struct tx *tx, const struct plan *plan, struct problems *problems)
{
    if (plan->kind != plan_kind_master || !record_has(&plan->head, FIELD_plan_inspection_id))
        return OK;
    return name_each(
        tx,
        "SELECT \"p\".\"number\",\"p\".\"title\" FROM \"finding\" AS \"p\" WHERE \"p\".\"ledger_id\"=?1 AND "
        "\"p\".\"inspection_id\"=?2 AND \"p\".\"withdrawn\"=0 AND \"p\".\"level\" IN ('finding','demand') AND "
        "(\"p\".\"restricted\" IS NULL OR \"p\".\"restricted\"=0) AND \"p\".\"completion\" IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM \"corrective_action_answers\" AS \"n\" JOIN \"corrective_action\" AS \"c\" ON "
        "\"c\".\"ledger_id\"=?1 AND \"c\".\"id\"=\"n\".\"id\" WHERE \"n\".\"ledger_id\"=?1 AND \"c\".\"withdrawn\"=0 "
        "AND "
        "\"c\".\"plan_id\" IS NOT NULL AND (\"n\".\"ref_id\"=\"p\".\"id\" OR \"n\".\"ref_id\" IN (SELECT \"q\".\"id\" "
        "FROM \"finding\" AS \"q\" WHERE \"q\".\"ledger_id\"=?1 AND \"q\".\"parent_id\"=\"p\".\"id\"))) ORDER BY "
        "\"p\".\"path\"",
        plan, plan->inspection_id, 2, &msg_plan_unanswered, "measures", problems);
}

/* ---- who was asked ---- */

static enum status check_opinions(struct tx *tx, const struct plan *plan, struct problems *problems)
{
    return name_each(tx,
                     "SELECT COALESCE(\"u\".\"name\",\"q\".\"name\") FROM \"plan_opinion\" AS \"o\" LEFT JOIN "
                     "\"organisation\" AS \"u\" ON \"u\".\"id\"=\"o\".\"organisation_id\" LEFT JOIN \"person\" AS "
                     "\"q\" ON \"q\".\"id\"=\"o\".\"person_id\" WHERE \"o\".\"ledger_id\"=?1 AND \"o\".\"plan_id\"=?2 "
                     "AND \"o\".\"withdrawn\"=0 AND \"o\".\"state\" IN ('asked','answered') ORDER BY \"o\".\"id\"",
                     plan, plan->head.id, 1, &msg_plan_opinion_open, "opinions", problems);
}

enum status planning_gate(struct tx *tx, const struct plan *plan, struct problems *problems)
{
    enum status worst = check_text(plan, problems);
    worst = worse(worst, check_upper(tx, plan, problems));
    worst = worse(worst, check_measures(tx, plan, problems));
    worst = worse(worst, check_all_answered(tx, plan, problems));
    return worse(worst, check_opinions(tx, plan, problems));
}

/* ---- a measure under another ---- */

static bool has_day(const struct record_head *record, const struct deadline *due)
{
    return record_has(record, FIELD_corrective_action_due) && due->as != deadline_as_ongoing && !due->on_unknown;
}

static bool among(const struct uuid_list *list, struct uuid id)
{
    for (size_t i = 0; i < list->count; i++)
        if (uuid_equal(list->ids[i], id))
            return true;
    return false;
}

static const char *day_text(struct tx *tx, date day)
{
    char *text = arena_alloc(tx->arena, DATE_TEXT);
    date_text(day, text);
    return text;
}

static enum status check_under(struct tx *tx, const struct corrective_action *action, struct problems *problems)
{
    struct corrective_action *upper = record_new(tx->arena, &record_corrective_action);
    enum status worst = OK, status = row_load(tx->db, tx->arena, &record_corrective_action, action->head.ledger_id,
                                              action->parent_id, upper);
    if (status)
        return status == NOT_FOUND ? OK : status; /* the journal names a missing target */
    if (has_day(&action->head, &action->due) && has_day(&upper->head, &upper->due) && action->due.on > upper->due.on)
        worst = problem_add(problems, REFUSED, &msg_plan_contradicts_day, "due_on", day_text(tx, action->due.on),
                            upper->number, day_text(tx, upper->due.on), NULL);
    for (size_t i = 0; i < action->answers.count; i++)
        if (!among(&upper->answers, action->answers.ids[i]))
            worst = problem_add(problems, REFUSED, &msg_plan_contradicts_answers, "answers", upper->number, NULL);
    return worst;
}

static enum status check_kind_of_plan(struct tx *tx, const struct corrective_action *action, struct problems *problems)
{
    struct plan *plan = record_new(tx->arena, &record_plan);
    size_t restricted = 0;
    enum status worst = OK,
                status = row_load(tx->db, tx->arena, &record_plan, action->head.ledger_id, action->plan_id, plan);
    if (status)
        return status == NOT_FOUND ? OK : status;
    if (plan->kind == plan_kind_implementation && !record_has(&action->head, FIELD_corrective_action_parent_id))
        worst = problem_add(problems, REFUSED, &msg_plan_needs_upper, "parent_id", NULL);
    status = restricted_among(tx, action->head.ledger_id, &action->answers, &restricted);
    if (!status && restricted)
        worst = problem_add(problems, REFUSED, &msg_plan_restricted, "plan_id", NULL);
    return status ? status : worst;
}

enum status planning_measure_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                   struct problems *problems)
{
    const struct corrective_action *action = (const struct corrective_action *)after;
    (void)before;
    if (after->withdrawn || !record_has(after, FIELD_corrective_action_answers))
        return OK;
    enum status worst = record_has(after, FIELD_corrective_action_parent_id) ? check_under(tx, action, problems) : OK;
    if (record_has(after, FIELD_corrective_action_plan_id))
        worst = worse(worst, check_kind_of_plan(tx, action, problems));
    return worst;
}
