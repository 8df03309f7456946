#include "schedule/calendar_effect.h"

#include "ledger/finding_where.h"
#include "ledger/records.h"

#include <stdlib.h>

enum status calendar_state_read(const struct insight *insight, struct uuid ledger, struct problems *problems,
                                struct calendar_state *ret_state)
{
    const struct schedule_wish wish = {.as_of = clock_today(insight->clock)};
    ret_state->ledger = ledger;
    enum status status = schedule_read(insight, ledger, &wish, problems, &ret_state->schedule);
    return status ? status : reporting_load(insight->db, insight->arena, ledger, &ret_state->reporting);
}

/* ---- what moves ---- */

struct telling {
    struct strbuf *out;
    int64_t count; /* of all; the first EFFECT_SHOWN are told */
};

static bool begin(struct telling *t, const char *kind, struct uuid id, const char *number, const char *name)
{
    if (t->count++ >= EFFECT_SHOWN)
        return false;
    strbuf_adds(t->out, t->count > 1 ? ",\n{" : "\n{");
    strbuf_add_member(t->out, "kind", kind);
    json_member_id(t->out, "id", id);
    json_member_text(t->out, "number", number);
    strbuf_add_member(t->out, "name", name);
    return true;
}

static void put_moved(struct telling *t, date from, date to)
{
    json_member_date(t->out, "from", true, from);
    json_member_date(t->out, "to", true, to);
    strbuf_addc(t->out, '}');
}

static void put_rows(struct telling *t, const struct schedule *before, const struct schedule *after)
{
    for (uint32_t i = 0; i < before->rows.count && i < after->rows.count; i++) {
        const struct schedule_row *row = after->rows.items + i;
        if (row->kind == SCHEDULE_END || row->done || !before->activities.items[i].has_late ||
            !after->activities.items[i].has_late)
            continue;
        date from = schedule_latest(before, i), to = schedule_latest(after, i);
        if (from != to && begin(t, row->kind == SCHEDULE_GATE ? "gate" : "measure", row->id, row->number, row->name))
            put_moved(t, from, to);
    }
}

/* The reports of the duty that are written in the next months. */
static void put_reports(struct telling *t, const struct reporting *before, const struct reporting *after, date today)
{
    enum { AHEAD = 8 };
    for (size_t i = 0; i < before->count && i < after->count; i++) {
        const struct reporting_duty *duty = after->duties[i];
        struct report_period was, is;
        bool found = reporting_at_hand(before, before->duties[i], today, &was);
        for (int ahead = 0; found && ahead < AHEAD; ahead++) {
            if (reporting_period(after, duty, was.until, &is) && was.due != is.due &&
                begin(t, "report", duty->head.id, "", duty->title))
                put_moved(t, was.due, is.due);
            found = record_has(&duty->head, FIELD_reporting_duty_frequency) &&
                    reporting_period(before, before->duties[i], was.until + 1, &was);
        }
    }
}

/* ---- what stays, on a day of rest ---- */

static enum status put_resting(const struct insight *insight, struct telling *t, const char *kind, struct query *query,
                               const struct calendar_state *before, const struct calendar_state *after)
{
    bool there;
    enum status status;
    struct stmt *stmt = query_run(query, insight->db);
    while (!(status = stmt_step(stmt, &there)) && there) {
        date on;
        if (!date_parse(stmt_text(stmt, 3), &on) || !calendar_works(before->schedule.calendar, on) ||
            calendar_works(after->schedule.calendar, on) ||
            !begin(t, kind, stmt_uuid(stmt, 0), stmt_text(stmt, 1), stmt_text(stmt, 2)))
            continue;
        json_member_date(t->out, "on", true, on);
        strbuf_addc(t->out, '}');
    }
    stmt_done(stmt);
    return status;
}

static void from_today(const struct insight *insight, struct query *query)
{
    char today[DATE_TEXT];
    date_text(clock_today(insight->clock), today);
    query_add(query, " AND \"due_on\">=");
    query_text(query, arena_strdup(insight->arena, today));
    query_add(query, " ORDER BY \"due_on\",\"number\"");
}

static enum status put_all_resting(const struct insight *insight, struct telling *t,
                                   const struct calendar_state *before, const struct calendar_state *after)
{
    struct query findings = insight_query(insight), measures = insight_query(insight);
    query_add(&findings, "SELECT \"id\",\"number\",\"title\",\"due_on\"");
    insight_where(insight, &findings, &record_finding, after->ledger);
    query_add(&findings, " AND " FINDING_RUNS(""));
    from_today(insight, &findings);
    query_add(&measures, "SELECT \"id\",\"number\",\"measure\",\"due_on\"");
    insight_where(insight, &measures, &record_corrective_action, after->ledger);
    query_add(&measures, " AND \"state\"<>'done' AND EXISTS (SELECT 1 FROM \"corrective_action_answers\" AS \"n\" JOIN "
                         "\"finding\" AS \"f\" ON \"f\".\"ledger_id\"=\"n\".\"ledger_id\" AND "
                         "\"f\".\"id\"=\"n\".\"ref_id\" WHERE \"n\".\"ledger_id\"=");
    query_id(&measures, after->ledger);
    query_add(&measures, " AND \"n\".\"id\"=\"corrective_action\".\"id\" AND " FINDING_RUNS("\"f\".") ")");
    from_today(insight, &measures);
    enum status status = put_resting(insight, t, "finding", &findings, before, after);
    return status ? status : put_resting(insight, t, "measure", &measures, before, after);
}

enum status calendar_effect_json(const struct insight *insight, struct strbuf *out, const struct calendar_state *before,
                                 const struct calendar_state *after)
{
    struct telling moved = {.out = out}, resting = {.out = out};
    strbuf_adds(out, "{\"moved\":[");
    put_rows(&moved, &before->schedule, &after->schedule);
    put_reports(&moved, &before->reporting, &after->reporting, clock_today(insight->clock));
    strbuf_adds(out, "],\"resting\":[");
    enum status status = put_all_resting(insight, &resting, before, after);
    strbuf_adds(out, "],\"counts\":{");
    strbuf_add_member_int(out, "moved", moved.count);
    strbuf_add_member_int(out, "resting", resting.count);
    strbuf_adds(out, "}}");
    return status;
}
