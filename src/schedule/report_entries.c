/* report_entries: a report written from what was entered once: progress, finished measures, closed problems, outcomes,
 * own findings, requests that wait, what comes next; declared in "schedule/drafting.h". */
#include "schedule/drafting.h"

#include "base/utf8.h"
#include "calendar/calendar.h"
#include "ledger/finding_where.h"
#include "ledger/records.h"

#include <string.h>

enum { REPORT_ENTRIES = 2000 };

static struct arena *arena_of(const struct drafting *d)
{
    return d->insight->arena;
}

/* ---- writing ---- */

const char *drafting_without_stop(struct arena *arena, const char *text)
{
    static const char *const stops[] = {"。", ".", "；", ";", "，", "\n", " "};
    size_t length = strlen(text);
    for (bool cut = true; cut && length;) {
        cut = false;
        for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
            size_t size = strlen(stops[i]);
            if (length >= size && memcmp(text + length - size, stops[i], size) == 0) {
                length -= size;
                cut = true;
            }
        }
    }
    return arena_printf(arena, "%.*s", (int)length, text); /* trusted: a text of its own */
}

/* "1. …" on a line of its own. */
static void number_line(struct drafting *d, enum report_part part)
{
    struct strbuf *out = d->parts + part;
    if (out->length)
        strbuf_addc(out, '\n');
    strbuf_add_int(out, ++d->counts[part]);
    strbuf_adds(out, ". ");
}

static void end_sentence(struct drafting *d, struct strbuf *out, const char *text)
{
    strbuf_adds(out, drafting_without_stop(arena_of(d), text));
    strbuf_adds(out, "。");
}

/* ---- a unit's: from what was reported of its measures ---- */

struct entry {
    struct uuid id, problem;
    const char *number, *title, *measure, *done, *obstacle, *next;
    bool has_percent;
    int64_t percent;
};

typedef VEC(struct entry) entries;

static bool has_entry(const entries *all, struct uuid id)
{
    for (size_t i = 0; i < all->count; i++)
        if (uuid_equal(all->items[i].id, id))
            return true;
    return false;
}

void drafting_in_period(const struct drafting *d, struct query *query, const char *column)
{
    char from[DATE_TEXT], until[DATE_TEXT];
    date_text(d->draft->period.from, from);
    date_text(d->draft->period.until, until);
    query_add(query, " AND ");
    query_add(query, column); /* our own words */
    query_add(query, ">=");
    query_text(query, arena_strdup(arena_of(d), from));
    query_add(query, " AND ");
    query_add(query, column);
    query_add(query, "<=");
    query_text(query, arena_strdup(arena_of(d), until));
}

/* What the unit leads or is responsible for; of the office everything. */
static void add_answered(struct drafting *d, struct query *query, const char *finding)
{
    if (d->office)
        return;
    query_add(query, " AND ");
    query_add(query, finding); /* our own words */
    query_add(query,
              " IN (SELECT \"finding_id\" FROM \"responsibility\" WHERE \"withdrawn\"=0 AND \"until_on\" IS NULL AND "
              "\"role\" IN ('lead_unit','responsible_unit') AND \"ledger_id\"=");
    query_id(query, d->ledger);
    query_add(query, " AND \"organisation_id\"=");
    query_id(query, d->draft->unit);
    query_add(query, ")");
}

/* Its measures: those that name it, and those that name no unit of problems it leads. */
static void add_measures(struct drafting *d, struct query *query, const char *measure)
{
    if (d->office)
        return;
    query_add(query, " AND ");
    query_add(query, measure); /* our own words */
    query_add(query, " IN (SELECT \"id\" FROM \"corrective_action\" WHERE \"organisation_id\"=");
    query_id(query, d->draft->unit);
    query_add(query, " AND \"ledger_id\"=");
    query_id(query, d->ledger);
    query_add(query, " UNION SELECT \"n\".\"id\"" MEASURES_BY_PROBLEM
                     "JOIN \"corrective_action\" AS \"w\" ON \"w\".\"ledger_id\"=\"n\".\"ledger_id\" AND "
                     "\"w\".\"id\"=\"n\".\"id\" WHERE \"w\".\"organisation_id\" IS NULL AND \"f\".\"lead_unit_id\"=");
    query_id(query, d->draft->unit);
    query_add(query, " AND \"n\".\"ledger_id\"=");
    query_id(query, d->ledger);
    query_add(query, ")");
}

#define SPOKEN_OF(f) "NOT " FINDING_RESTRICTED(f) " AND NOT " FINDING_CONFIDENTIAL(f)

/* Problems in order, of each its measures' entries in order. */
static enum status read_entries(struct drafting *d, entries *ret_entries)
{
    bool row;
    enum status status;
    struct query query = insight_query(d->insight);
    query_add(&query, "SELECT \"e\".\"id\",\"f\".\"id\",\"f\".\"number\",\"f\".\"title\",\"c\".\"measure\","
                      "\"e\".\"done\",\"e\".\"percent\",\"e\".\"obstacle\",\"e\".\"next_step\"" MEASURES_BY_PROBLEM
                      "JOIN \"corrective_action\" AS \"c\" ON \"c\".\"ledger_id\"=\"n\".\"ledger_id\" AND "
                      "\"c\".\"id\"=\"n\".\"id\" JOIN \"progress_entry\" AS \"e\" ON "
                      "\"e\".\"ledger_id\"=\"c\".\"ledger_id\" AND \"e\".\"corrective_action_id\"=\"c\".\"id\" WHERE "
                      "\"e\".\"withdrawn\"=0 AND \"c\".\"withdrawn\"=0 AND " SPOKEN_OF("\"a\".") " AND " SPOKEN_OF(
                          "\"f\".") " AND \"n\".\"ledger_id\"=");
    query_id(&query, d->ledger);
    add_measures(d, &query, "\"c\".\"id\"");
    drafting_in_period(d, &query, "\"e\".\"occurred_on\"");
    query_add(&query, " AND \"e\".\"id\" IN (SELECT \"id\"");
    insight_where(d->insight, &query, &record_progress_entry, d->ledger);
    query_add(&query, ") ORDER BY \"f\".\"path\",\"f\".\"number\",\"c\".\"number\",\"e\".\"occurred_on\","
                      "\"e\".\"created_at\" LIMIT ");
    query_int(&query, REPORT_ENTRIES);
    struct stmt *stmt = query_run(&query, d->insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct arena *arena = arena_of(d);
        struct entry one = {.id = stmt_uuid(stmt, 0), .problem = stmt_uuid(stmt, 1)};
        if (has_entry(ret_entries, one.id))
            continue; /* of a measure that answers several problems: said once */
        one.number = stmt_keep(stmt, 2, arena);
        one.title = stmt_keep(stmt, 3, arena);
        one.measure = stmt_keep(stmt, 4, arena);
        one.done = stmt_keep(stmt, 5, arena);
        one.has_percent = !stmt_is_null(stmt, 6);
        one.percent = stmt_int(stmt, 6);
        one.obstacle = stmt_keep(stmt, 7, arena);
        one.next = stmt_keep(stmt, 8, arena);
        *VEC_PUSH(arena, ret_entries) = one;
    }
    stmt_done(stmt);
    return status;
}

static const char *shortened(struct arena *arena, const char *text)
{
    enum { MOST = 30 };
    size_t length = strcspn(text, "\n"), keep = utf8_prefix(text, length, MOST);
    return arena_printf(arena, "%.*s%s", (int)keep, text, keep < length ? "…" : "");
}

static void tell_entry(struct drafting *d, const struct entry *entry, int number)
{
    struct strbuf *out = d->parts + REPORT_PART_problems;
    strbuf_adds(out, "\n（");
    strbuf_add_int(out, number);
    strbuf_adds(out, "）");
    strbuf_adds(out, drafting_without_stop(arena_of(d), shortened(arena_of(d), entry->measure)));
    strbuf_adds(out, "：");
    strbuf_adds(out, drafting_without_stop(arena_of(d), entry->done));
    if (entry->has_percent) {
        strbuf_adds(out, "（进度");
        strbuf_add_int(out, entry->percent);
        strbuf_adds(out, "%）");
    }
    strbuf_adds(out, "。");
}

static void tell_line(struct drafting *d, enum report_part part, const struct entry *entry, const char *text)
{
    if (!*text)
        return;
    number_line(d, part);
    strbuf_adds(d->parts + part, entry->number);
    strbuf_addc(d->parts + part, ' ');
    end_sentence(d, d->parts + part, text);
}

static void tell_entries(struct drafting *d, const entries *all)
{
    int number = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct entry *entry = all->items + i;
        if (!i || !uuid_equal(entry->problem, entry[-1].problem)) {
            number_line(d, REPORT_PART_problems);
            strbuf_adds(d->parts + REPORT_PART_problems, "关于“");
            strbuf_adds(d->parts + REPORT_PART_problems, drafting_without_stop(arena_of(d), entry->title));
            strbuf_adds(d->parts + REPORT_PART_problems, "”的问题（");
            strbuf_adds(d->parts + REPORT_PART_problems, entry->number);
            strbuf_adds(d->parts + REPORT_PART_problems, "）。");
            number = 0;
        }
        tell_entry(d, entry, ++number);
        tell_line(d, REPORT_PART_obstacles, entry, entry->obstacle);
        tell_line(d, REPORT_PART_next_step, entry, entry->next);
    }
}

/* Rows of number and text, a line each, behind `say`. */
static enum status tell_rows(struct drafting *d, struct query *query, enum report_part part, const char *say)
{
    bool row;
    enum status status;
    struct stmt *stmt = query_run(query, d->insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        number_line(d, part);
        strbuf_adds(d->parts + part, say);
        strbuf_adds(d->parts + part, stmt_text(stmt, 0));
        strbuf_addc(d->parts + part, ' ');
        end_sentence(d, d->parts + part, shortened(arena_of(d), stmt_text(stmt, 1)));
    }
    stmt_done(stmt);
    return status;
}

/* Of the measures or problems that may be spoken of. */
static void only_spoken(struct drafting *d, struct query *query)
{
    query_add(query, " AND \"id\" IN (SELECT \"n\".\"id\"" MEASURES_BY_PROBLEM
                     "WHERE " SPOKEN_OF("\"a\".") " AND " SPOKEN_OF("\"f\".") " AND \"n\".\"ledger_id\"=");
    query_id(query, d->ledger);
    query_add(query, ")");
}

static enum status tell_done(struct drafting *d)
{
    struct query measures = insight_query(d->insight), problems = insight_query(d->insight);
    query_add(&measures, "SELECT \"number\",\"measure\"");
    insight_where(d->insight, &measures, &record_corrective_action, d->ledger);
    query_add(&measures, " AND \"state\"='done'");
    add_measures(d, &measures, "\"id\"");
    drafting_in_period(d, &measures, "\"done_on\"");
    only_spoken(d, &measures);
    query_add(&measures, " ORDER BY \"number\" LIMIT 200");
    enum status status = tell_rows(d, &measures, REPORT_PART_results, "完成措施");
    query_add(&problems, "SELECT \"number\",\"title\"");
    insight_where(d->insight, &problems, &record_finding, d->ledger);
    query_add(&problems, " AND \"state\"='closed' AND " SPOKEN_OF(""));
    add_answered(d, &problems, "\"id\"");
    query_add(&problems, " AND \"id\" IN (SELECT \"finding_id\" FROM \"closure_request\" WHERE \"state\"='passed' AND "
                         "\"ledger_id\"=");
    query_id(&problems, d->ledger);
    drafting_in_period(d, &problems, "\"decided_on\"");
    query_add(&problems, ") ORDER BY \"path\" LIMIT 200");
    return status ? status : tell_rows(d, &problems, REPORT_PART_results, "销号");
}

/* Rules that were issued, each once; money that came back, in sum. */
static enum status tell_outcomes(struct drafting *d)
{
    bool row;
    char yuan[32];
    struct query rules = insight_query(d->insight), money = insight_query(d->insight);
    query_add(&rules, "SELECT COALESCE(\"document_no\",''),\"title\"");
    insight_where(d->insight, &rules, &record_rule_change, d->ledger);
    drafting_in_period(d, &rules, "\"issued_on\"");
    query_add(&rules,
              " AND \"id\" IN (SELECT \"l\".\"id\" FROM \"rule_change_findings\" AS \"l\" JOIN \"finding\" AS \"f\" ON "
              "\"f\".\"ledger_id\"=\"l\".\"ledger_id\" AND \"f\".\"id\"=\"l\".\"ref_id\" WHERE " SPOKEN_OF(
                  "\"f\".") " AND \"l\".\"ledger_id\"=");
    query_id(&rules, d->ledger);
    add_answered(d, &rules, "\"f\".\"id\"");
    query_add(&rules, ") ORDER BY \"issued_on\",\"title\" LIMIT 200");
    enum status status = tell_rows(d, &rules, REPORT_PART_results, "印发制度");
    if (status)
        return status;
    query_add(&money, "SELECT CAST(COALESCE(SUM(\"amount\"),0) AS BIGINT)");
    insight_where(d->insight, &money, &record_recovery, d->ledger);
    drafting_in_period(d, &money, "\"recovered_on\"");
    query_add(&money,
              " AND \"finding_id\" IN (SELECT \"id\" FROM \"finding\" WHERE " SPOKEN_OF("") " AND \"ledger_id\"=");
    query_id(&money, d->ledger);
    add_answered(d, &money, "\"id\"");
    query_add(&money, ")");
    struct stmt *stmt = query_run(&money, d->insight->db);
    status = stmt_step(stmt, &row);
    if (!status && row && stmt_int(stmt, 0) > 0) {
        money_text(stmt_int(stmt, 0), yuan);
        number_line(d, REPORT_PART_results);
        strbuf_adds(d->parts + REPORT_PART_results, "挽回资金");
        strbuf_adds(d->parts + REPORT_PART_results, yuan);
        strbuf_adds(d->parts + REPORT_PART_results, "元。");
    }
    stmt_done(stmt);
    return status;
}

static enum status tell_own(struct drafting *d)
{
    struct query query = insight_query(d->insight);
    query_add(&query, "SELECT \"number\",\"title\"");
    insight_where(d->insight, &query, &record_finding, d->ledger);
    query_add(&query, " AND \"level\"='finding' AND \"origin\" IN ('self_found','mirror') AND " SPOKEN_OF(
                          "") " AND \"created_at\">=");
    query_int(&query, clock_day_begins(d->insight->clock, d->draft->period.from));
    query_add(&query, " AND \"created_at\"<");
    query_int(&query, clock_day_begins(d->insight->clock, d->draft->period.until + 1));
    add_answered(d, &query, "\"id\"");
    query_add(&query, " ORDER BY \"path\" LIMIT 200");
    return tell_rows(d, &query, REPORT_PART_own_findings, "");
}

/* Requests nobody has answered, and how long they wait. */
static enum status tell_requests(struct drafting *d)
{
    bool row;
    enum status status;
    struct query query = insight_query(d->insight);
    query_add(&query, "SELECT \"number\",\"title\",\"asked_on\"");
    insight_where(d->insight, &query, &record_request, d->ledger);
    query_add(&query, " AND \"state\"='open' AND \"finding_id\" IN (SELECT \"id\" FROM \"finding\" WHERE " SPOKEN_OF(
                          "") " AND \"ledger_id\"=");
    query_id(&query, d->ledger);
    add_answered(d, &query, "\"id\"");
    query_add(&query, ") ORDER BY \"number\" LIMIT 200");
    struct stmt *stmt = query_run(&query, d->insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct strbuf *out = d->parts + REPORT_PART_obstacles;
        date asked = 0, today = clock_today(d->insight->clock), until = d->draft->period.until;
        until = today < until ? today : until;
        if (!date_parse(stmt_text(stmt, 2), &asked) || asked > until)
            continue;
        number_line(d, REPORT_PART_obstacles);
        strbuf_adds(out, "已提请");
        strbuf_adds(out, stmt_text(stmt, 0));
        strbuf_adds(out, " ");
        strbuf_adds(out, drafting_without_stop(arena_of(d), stmt_text(stmt, 1)));
        strbuf_adds(out, "，已等待");
        strbuf_add_int(out, calendar_between(d->reporting.calendar, asked, until));
        strbuf_adds(out, "个工作日。");
    }
    stmt_done(stmt);
    return status;
}

/* What falls due from now until as many days behind the period as it has. */
static enum status tell_coming(struct drafting *d)
{
    char from[DATE_TEXT], until[DATE_TEXT];
    const struct report_period *period = &d->draft->period;
    struct query query = insight_query(d->insight);
    date today = clock_today(d->insight->clock);
    date_text(today <= period->until ? today - 1 : period->until, from);
    date_text(period->until + (period->until - period->from) + 1, until);
    query_add(&query, "SELECT \"number\",\"measure\"");
    insight_where(d->insight, &query, &record_corrective_action, d->ledger);
    query_add(&query, " AND \"state\"<>'done' AND \"due_on\">");
    query_text(&query, arena_strdup(arena_of(d), from));
    query_add(&query, " AND \"due_on\"<=");
    query_text(&query, arena_strdup(arena_of(d), until));
    add_measures(d, &query, "\"id\"");
    only_spoken(d, &query);
    query_add(&query, " ORDER BY \"due_on\",\"number\" LIMIT 200");
    return tell_rows(d, &query, REPORT_PART_next_step, "完成到期措施");
}

enum status drafting_from_entries(struct drafting *d)
{
    entries all = {0};
    enum status status = read_entries(d, &all);
    if (status)
        return status;
    tell_entries(d, &all);
    status = tell_done(d);
    if (!status)
        status = tell_outcomes(d);
    if (!status)
        status = tell_own(d);
    if (!status)
        status = tell_requests(d);
    d->draft->no_news = true;
    for (int part = 0; part < REPORT_PART_next_step; part++)
        d->draft->no_news = d->draft->no_news && !d->parts[part].length;
    return status ? status : tell_coming(d);
}
