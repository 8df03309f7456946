/* gates: inspections, how their gates follow each other, by when, and that measures come before them; declared in
 * "schedule/making.h". */
#include "ledger/finding_where.h"
#include "schedule/making.h"

/* ---- inspections and their gates ---- */

static enum status read_inspections(struct making *m)
{
    bool row;
    enum status status;
    struct query query = insight_query(m->insight);
    query_add(&query, "SELECT \"i\".*,(SELECT MIN(\"r\".\"signed_on\") FROM \"feedback_report\" AS \"r\" WHERE "
                      "\"r\".\"ledger_id\"=");
    query_id(&query, m->ledger);
    query_add(&query,
              " AND \"r\".\"inspection_id\"=\"i\".\"id\" AND \"r\".\"withdrawn\"=0) FROM (SELECT \"id\",\"code\","
              "\"name\",\"feedback_on\",\"concentrated_months\"");
    insight_where(m->insight, &query, &record_inspection, m->ledger);
    query_add(&query, ") AS \"i\" ORDER BY \"i\".\"feedback_on\",\"i\".\"code\"");
    struct stmt *stmt = query_run(&query, m->insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct schedule_inspection *one = VEC_PUSH(making_arena(m), &m->schedule->inspections);
        *one = (struct schedule_inspection){
            .id = stmt_uuid(stmt, 0),
            .code = stmt_keep(stmt, 1, making_arena(m)),
            .name = stmt_keep(stmt, 2, making_arena(m)),
            .months = stmt_int(stmt, 4),
            .first = {NETWORK_NONE, NETWORK_NONE},
            .last = {NETWORK_NONE, NETWORK_NONE},
        };
        one->started =
            date_parse(stmt_text(stmt, 5), &one->started_on) || date_parse(stmt_text(stmt, 3), &one->started_on);
    }
    stmt_done(stmt);
    return status;
}

static void earlier(struct activity *activity, date by)
{
    if (!activity->has_limit || by < activity->limit)
        activity->limit = by;
    activity->has_limit = true;
}

static enum period_kind kind_of(int unit)
{
    return unit == period_unit_working_days ? PERIOD_WORKING_DAYS
           : unit == period_unit_days       ? PERIOD_DAYS
                                            : PERIOD_MONTHS;
}

static enum status add_gate(struct making *m, struct schedule_inspection *of, struct milestone *gate)
{
    const struct record_head *head = &gate->head;
    struct schedule_row row = {.kind = SCHEDULE_GATE,
                               .id = head->id,
                               .number = "",
                               .name = gate->name,
                               .inspection = of->id,
                               .chain = gate->chain,
                               .unit_name = "",
                               .unit_path = "",
                               .person_name = "",
                               .due = {.text = ""},
                               .done = record_has(head, FIELD_milestone_done_on)};
    struct activity activity = {.ready = m->schedule->as_of - 1};
    int64_t working = gate->working_days, days = gate->days;
    bool said, due = record_has(head, FIELD_milestone_due_on);
    enum status status = suppose_number(m, head->id, "working_days", &working, &said);
    if (!status)
        status = suppose_number(m, head->id, "days", &days, &said);
    if (!status)
        status = suppose_day(m, head->id, "due_on", &gate->due_on, &due);
    if (status)
        return status;
    activity.length = (struct length){(int)working, (int)days};
    if (!working && !days) /* takes no day, but is on one */
        activity.ready = m->schedule->as_of;
    row.takes = working;
    if (of->started && of->started_on > activity.ready)
        activity.ready = of->started_on;
    if (due)
        earlier(&activity, gate->due_on);
    else if (of->started && record_has(head, FIELD_milestone_within))
        earlier(&activity, period_end(m->schedule->calendar, of->started_on,
                                      (struct period){(int)gate->within, kind_of(gate->within_unit)}, false));
    if (row.done) {
        activity.done = true;
        activity.limit = gate->done_on;
    }
    row.has_due = activity.has_limit;
    row.due.on = activity.limit;
    row.settled = row.has_due;
    uint32_t before = of->last[gate->chain], at = making_row(m, row, activity);
    if (before == NETWORK_NONE)
        of->first[gate->chain] = at;
    else
        making_edge(m, before, at, 0);
    of->last[gate->chain] = at;
    return OK;
}

/* The report is due when the concentrated months are over, unless its last gate says a day or a period of its own. */
static void end_report(struct making *m, const struct schedule_inspection *of)
{
    uint32_t last = of->last[milestone_chain_report];
    struct activity *activity = last == NETWORK_NONE ? NULL : m->schedule->activities.items + last;
    if (!activity || activity->has_limit || activity->done || !of->started || of->months < 1 || of->months > 1200)
        return;
    earlier(activity, date_add_months(of->started_on, (int)of->months));
    struct schedule_row *row = m->schedule->rows.items + last;
    row->has_due = row->settled = true;
    row->due.on = activity->limit;
}

static enum status add_own_gates(struct making *m, struct schedule_inspection *of)
{
    struct list_query query = {
        .type = &record_milestone, .ledger = m->ledger, .sort = FIELD_milestone_position, .limit = MILESTONES_MOST};
    char id[UUID_TEXT];
    struct list_page page = {0};
    uuid_text(of->id, id);
    query.filters[0].field = FIELD_milestone_inspection_id;
    query.filters[0].value = id;
    query.filter_count = 1;
    enum status status = gate_list(m->insight->db, making_arena(m), m->insight->scope, &query, m->problems, &page);
    for (size_t i = 0; !status && i < page.count; i++)
        status = add_gate(m, of, page.rows[i]);
    of->own = page.count > 0;
    return status;
}

/* A plan that was issued has passed all gates of its chain. */
static enum status close_plan_chain(struct making *m, const struct schedule_inspection *of)
{
    bool row;
    date on;
    struct schedule *s = m->schedule;
    struct query query = insight_query(m->insight);
    query_add(&query, "SELECT MIN(\"issued_on\") FROM \"plan\" WHERE \"ledger_id\"=");
    query_id(&query, m->ledger);
    query_add(&query, " AND \"inspection_id\"=");
    query_id(&query, of->id);
    query_add(&query, " AND \"kind\"='master' AND \"state\"='issued' AND \"withdrawn\"=0");
    struct stmt *stmt = query_run(&query, m->insight->db);
    enum status status = stmt_step(stmt, &row);
    bool issued = !status && row && date_parse(stmt_text(stmt, 0), &on);
    stmt_done(stmt);
    for (uint32_t i = of->first[milestone_chain_plan]; issued && i <= of->last[milestone_chain_plan]; i++) {
        if (s->rows.items[i].chain != milestone_chain_plan || s->activities.items[i].done)
            continue;
        s->rows.items[i].done = s->activities.items[i].done = true;
        s->activities.items[i].limit = on;
    }
    return status;
}

static enum status add_gates(struct making *m)
{
    enum status status = OK;
    for (size_t i = 0; i < m->schedule->inspections.count && !status; i++) {
        struct schedule_inspection *of = m->schedule->inspections.items + i;
        status = add_own_gates(m, of);
        for (size_t k = 0; !status && !of->own && k < m->usual.count; k++) {
            struct milestone gate = m->usual.milestones[k];
            status = add_gate(m, of, &gate);
        }
        end_report(m, of);
        if (!status && of->first[milestone_chain_plan] != NETWORK_NONE)
            status = close_plan_chain(m, of);
    }
    return status;
}

static const struct schedule_inspection *inspection_of(const struct making *m, struct uuid id)
{
    for (size_t i = 0; i < m->schedule->inspections.count; i++)
        if (uuid_equal(m->schedule->inspections.items[i].id, id))
            return m->schedule->inspections.items + i;
    return NULL;
}

/* What a problem asks of a measure that answers it. */
struct asking {
    uint32_t measure; /* row */
    const char *number;
    date due; /* of one that is kept up: when it is looked at again */
    bool has_due, kept_up;
};

/* The concentrated months end with the report; a problem that is given longer goes on after it, and so does a measure
 * with a later day of its own for a problem that is kept up or has no day. */
static bool outlasts(const struct making *m, const struct asking *asking, const struct schedule_inspection *of)
{
    const struct activity *report = m->schedule->activities.items + of->last[milestone_chain_report];
    const struct schedule_row *row = m->schedule->rows.items + asking->measure;
    if (!report->has_limit)
        return false;
    return asking->has_due && !asking->kept_up ? asking->due > report->limit
                                               : row->has_due && row->due.on > report->limit;
}

static void hold(struct making *m, const struct asking *asking, uint32_t at, date by)
{
    struct activity *activity = m->schedule->activities.items + at;
    if (activity->done || (activity->has_limit && activity->limit <= by))
        return;
    earlier(activity, by);
    m->schedule->rows.items[at].problem = asking->number;
    m->schedule->rows.items[at].problem_due = asking->due;
    m->schedule->rows.items[at].problem_kept_up = asking->kept_up;
}

/* A measure, with those below it, is done by the day of the problem. Who supposes another day for the measure supposes
 * that the problem was given it. */
static void hold_to_problem(struct making *m, const struct asking *asking)
{
    const struct schedule_row *row = m->schedule->rows.items + asking->measure;
    const struct calendar *calendar = m->schedule->calendar; /* a day of rest is never gone beyond */
    date by = calendar_add(calendar, calendar_previous(calendar, asking->due), -m->schedule->buffer * row->levels);
    bool supposed = suppose_has(m, row->id, "due_on");
    if (supposed && !row->has_due)
        return;
    if (supposed && row->due.on > by)
        by = row->due.on;
    hold(m, asking, asking->measure, by);
    hold(m, asking, m->ends[asking->measure], by);
}

static void lead_on(struct making *m, const struct asking *asking, const struct schedule_inspection *of)
{
    uint32_t gate = of ? of->first[milestone_chain_report] : NETWORK_NONE;
    if (gate != NETWORK_NONE && !outlasts(m, asking, of))
        making_edge(m, m->ends[asking->measure], gate,
                    (int64_t)m->schedule->buffer * m->schedule->rows.items[asking->measure].levels);
    if (asking->has_due)
        hold_to_problem(m, asking);
}

/* Each measure before the day of its problem, and before the units report on that inspection. */
static enum status lead_to_gates(struct making *m, const struct finder *finder)
{
    bool row;
    enum status status;
    struct query query = insight_query(m->insight);
    query_add(&query, "SELECT DISTINCT \"n\".\"id\",\"p\".\"inspection_id\",\"p\".\"number\",\"p\".\"due_on\","
                      "\"p\".\"due_as\",\"p\".\"review_on\"" MEASURES_BY_PROBLEM "JOIN (SELECT "
                      "\"id\",\"inspection_id\",\"number\",\"due_on\",\"due_as\",\"review_on\"");
    insight_where(m->insight, &query, &record_finding, m->ledger);
    query_add(&query, ") AS \"p\" ON \"p\".\"id\"=\"f\".\"id\" WHERE \"n\".\"ledger_id\"=");
    query_id(&query, m->ledger);
    query_add(&query, " AND \"p\".\"inspection_id\" IS NOT NULL ORDER BY \"p\".\"number\",\"n\".\"id\"");
    struct stmt *stmt = query_run(&query, m->insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct asking asking = {.measure = making_find(finder, stmt_uuid(stmt, 0)),
                                .number = stmt_keep(stmt, 2, making_arena(m))};
        asking.kept_up = word_find(&words_deadline_as, stmt_text(stmt, 4)) == deadline_as_ongoing;
        asking.has_due = date_parse(stmt_text(stmt, asking.kept_up ? 5 : 3), &asking.due);
        if (asking.measure != NETWORK_NONE)
            lead_on(m, &asking, inspection_of(m, stmt_uuid(stmt, 1)));
    }
    stmt_done(stmt);
    return status;
}

enum status making_gates(struct making *m, const struct finder *finder)
{
    enum status status = read_inspections(m);
    if (!status)
        status = add_gates(m);
    return status ? status : lead_to_gates(m, finder);
}
