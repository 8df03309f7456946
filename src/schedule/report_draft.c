/* report_draft: declared in "schedule/report_draft.h". Which report it is, what is compiled, what stood in the last
 * one. */
#include "schedule/drafting.h"

#include "access/ledger_fields.h"
#include "base/utf8.h"
#include "ledger/calendars.h"
#include "ledger/finding_where.h"
#include "ledger/ledger_messages.h"
#include "ledger/names.h"
#include "ledger/records.h"
#include "ledger/report_figures.h"
#include "schedule/report_desk.h"
#include "schedule/schedule_messages.h"
#include "store/row.h"

#include <jansson.h>
#include <string.h>

static struct arena *arena_of(const struct drafting *d)
{
    return d->insight->arena;
}

/* ---- the office's: compiled from what goes into it ---- */

static bool goes_into(const struct drafting *d, const struct reporting_duty *duty)
{
    return record_has(&duty->head, FIELD_reporting_duty_outer_id) &&
           uuid_equal(duty->outer_id, d->draft->duty->head.id);
}

static bool is_compiled(const struct drafting *d)
{
    for (size_t i = 0; i < d->reporting.count && d->draft->duty; i++)
        if (goes_into(d, d->reporting.duties[i]))
            return true;
    return false;
}

/* "无": there is nothing to compile. */
static bool says_none(struct arena *arena, const char *text)
{
    return strcmp(drafting_without_stop(arena, text), "无") == 0;
}

#define FIGURES_BEGIN "截至"
#define FIGURES_SAY   "，共有问题"

/* Behind the sentence of figures that an earlier one began with: there will be a new one. */
static const char *without_figures(const char *text)
{
    const char *line = strchr(text, '\n'), *said = strstr(text, FIGURES_SAY);
    bool first = strncmp(text, FIGURES_BEGIN, strlen(FIGURES_BEGIN)) == 0 && said && (!line || said < line);
    return !first ? text : line ? line + 1 : "";
}

static void take_parts(struct drafting *d, struct stmt *stmt, int column, const struct report_source *source)
{
    bool own = uuid_equal(source->unit, d->draft->unit);
    for (int part = 0; part < REPORT_PART_COUNT; part++) {
        struct strbuf *out = d->parts + part;
        const char *text = own ? without_figures(stmt_text(stmt, column + part)) : stmt_text(stmt, column + part);
        if (!*text || says_none(arena_of(d), text))
            continue;
        if (out->length)
            strbuf_addc(out, '\n');
        if (!own) {
            strbuf_adds(out, "【");
            strbuf_adds(out, source->unit_name);
            strbuf_adds(out, "】\n");
        }
        strbuf_adds(out, text);
    }
}

static enum status compile(struct drafting *d)
{
    bool row;
    enum status status;
    struct strbuf quiet = {0};
    struct query query = insight_query(d->insight);
    query_add(&query, "SELECT \"p\".\"id\",\"p\".\"number\",\"p\".\"organisation_id\",\"o\".\"name\",\"p\".\"state\","
                      "\"p\".\"no_news\",\"p\".\"late\",\"p\".\"problems\",\"p\".\"results\",\"p\".\"own_findings\","
                      "\"p\".\"obstacles\",\"p\".\"next_step\" FROM \"progress_report\" AS \"p\" JOIN "
                      "\"organisation\" AS \"o\" ON \"o\".\"id\"=\"p\".\"organisation_id\" WHERE \"p\".\"state\" IN "
                      "('sent','received') AND \"p\".\"ledger_id\"=");
    query_id(&query, d->ledger);
    drafting_in_period(d, &query, "\"p\".\"until_on\"");
    query_add(&query, " AND \"p\".\"reporting_duty_id\" IN (SELECT \"id\" FROM \"reporting_duty\" WHERE "
                      "\"withdrawn\"=0 AND \"ledger_id\"=");
    query_id(&query, d->ledger);
    query_add(&query, " AND \"outer_id\"=");
    query_id(&query, d->draft->duty->head.id);
    query_add(&query, ") AND \"p\".\"id\" IN (SELECT \"id\"");
    insight_where(d->insight, &query, &record_progress_report, d->ledger);
    query_add(&query, ") ORDER BY \"o\".\"path\",\"p\".\"until_on\",\"p\".\"number\" LIMIT ");
    query_int(&query, REPORT_SOURCES);
    struct stmt *stmt = query_run(&query, d->insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct report_source source = {.id = stmt_uuid(stmt, 0),
                                       .number = stmt_keep(stmt, 1, arena_of(d)),
                                       .unit = stmt_uuid(stmt, 2),
                                       .unit_name = stmt_keep(stmt, 3, arena_of(d)),
                                       .state = word_find(&words_report_state, stmt_text(stmt, 4)),
                                       .no_news = stmt_int(stmt, 5) != 0,
                                       .late = stmt_int(stmt, 6) != 0};
        *VEC_PUSH(arena_of(d), &d->draft->sources) = source;
        take_parts(d, stmt, 7, &source);
        if (source.no_news) {
            strbuf_adds(&quiet, quiet.length ? "、" : "");
            strbuf_adds(&quiet, source.unit_name);
        }
    }
    stmt_done(stmt);
    if (quiet.length) {
        struct strbuf *out = d->parts + REPORT_PART_problems;
        strbuf_adds(out, out->length ? "\n" : "");
        strbuf_adds(out, "本期无进展的单位：");
        strbuf_adds(out, strbuf_text(&quiet));
        strbuf_adds(out, "。");
    }
    strbuf_free(&quiet);
    return status;
}

static bool is_missing(const struct report_draft *draft, struct uuid unit)
{
    for (size_t i = 0; i < draft->missing.count; i++)
        if (uuid_equal(draft->missing.items[i].unit, unit))
            return true;
    return false;
}

/* Who owes a report that goes into this one and has not sent it, each once: the desk says. */
static enum status find_missing(struct drafting *d)
{
    struct report_desk desk;
    const struct report_period *period = &d->draft->period;
    enum status status =
        report_desk_into(d->insight, d->ledger, d->draft->duty->head.id, period->from, period->until, &desk);
    for (size_t i = 0; !status && i < desk.duties.count; i++)
        for (size_t k = 0; k < desk.duties.items[i].periods.count; k++) {
            const struct desk_period *one = desk.duties.items[i].periods.items + k;
            for (size_t r = 0; r < one->rows.count; r++)
                if (desk_owes(one->rows.items + r) && !is_missing(d->draft, one->rows.items[r].unit))
                    *VEC_PUSH(arena_of(d), &d->draft->missing) = (struct report_source){
                        .unit = one->rows.items[r].unit, .unit_name = one->rows.items[r].unit_name};
        }
    return status;
}

static enum status read_figures(struct drafting *d)
{
    const struct report_figures_wish wish = {
        .ledger = d->ledger, .unit = d->draft->unit, .day = clock_today(d->insight->clock), .scope = d->insight->scope};
    return report_figures(d->insight->db, arena_of(d), &wish, &d->draft->figures);
}

/* One sentence of figures in front, from the same query as the table beside it. */
static void lead_with_figures(struct drafting *d)
{
    json_t *json = json_loads(d->draft->figures, 0, NULL);
    const json_t *total = json_object_get(json, "total");
    const char *said = arena_printf(
        arena_of(d),
        FIGURES_BEGIN "%s" FIGURES_SAY
                      "%lld个，已销号%lld个，正在整改%lld个，其中超期%lld个；整改措施%lld项，已完成%lld项。",
        display_date(arena_of(d), clock_today(d->insight->clock), LANGUAGE_ZH),
        (long long)json_integer_value(json_object_get(total, "problems")),
        (long long)json_integer_value(json_object_get(total, "closed")),
        (long long)json_integer_value(json_object_get(total, "running")),
        (long long)json_integer_value(json_object_get(total, "overdue")),
        (long long)json_integer_value(json_object_get(total, "measures")),
        (long long)json_integer_value(json_object_get(total, "measures_done"))); /* trusted: numbers and a day */
    struct strbuf *out = d->parts + REPORT_PART_problems, rest = *out;
    *out = (struct strbuf){0};
    strbuf_adds(out, said);
    strbuf_adds(out, rest.length ? "\n" : "");
    strbuf_adds(out, strbuf_text(&rest));
    strbuf_free(&rest);
    json_decref(json);
}

/* ---- which one ---- */

static enum status read_unit(struct drafting *d, const struct report_wish *wish, struct problems *problems)
{
    struct ledger *ledger = record_new(arena_of(d), &record_ledger);
    struct organisation *unit = record_new(arena_of(d), &record_organisation);
    struct report_draft *draft = d->draft;
    enum status status = row_load(d->insight->db, arena_of(d), &record_ledger, (struct uuid){0}, d->ledger, ledger);
    if (status)
        return status;
    if (wish->unit)
        draft->unit = *wish->unit;
    else if (draft->duty && draft->duty->owed_by == report_by_office)
        draft->unit = ledger->organisation_id;
    else if (draft->duty && draft->duty->owed_by == report_by_one_unit)
        draft->unit = draft->duty->organisation_id;
    else
        return problem_add(problems, REFUSED, &msg_report_no_unit, "unit", NULL);
    d->office = uuid_equal(draft->unit, ledger->organisation_id);
    if (draft->duty &&
        ((draft->duty->owed_by == report_by_office && !d->office) ||
         (draft->duty->owed_by == report_by_one_unit && !uuid_equal(draft->unit, draft->duty->organisation_id))))
        return problem_add(problems, REFUSED, &msg_report_unit, "unit", draft->duty->title, NULL);
    status = row_load(d->insight->db, arena_of(d), &record_organisation, (struct uuid){0}, draft->unit, unit);
    draft->unit_name = unit->name;
    bool his = !status && (scope_roles_in(d->insight->scope, d->ledger) & ROLES_WHOLE ||
                           scope_roles_over(d->insight->scope, unit->path) & ROLE_BIT(role_owner));
    return status == NOT_FOUND || (!status && !his) ? problem_add(problems, REFUSED, &msg_report_no_unit, "unit", NULL)
                                                    : status;
}

static enum status read_period(struct drafting *d, const struct report_wish *wish, struct problems *problems)
{
    struct report_draft *draft = d->draft;
    bool found = wish->has_period && wish->from <= wish->until;
    if (wish->duty) {
        draft->duty = reporting_find(&d->reporting, *wish->duty);
        if (!draft->duty)
            return problem_add(problems, REFUSED, &msg_no_duty, "duty", NULL);
        draft->needs = reporting_needs(draft->duty);
        found = wish->has_day
                    ? reporting_period(&d->reporting, draft->duty, wish->day, &draft->period)
                    : reporting_at_hand(&d->reporting, draft->duty, clock_today(d->insight->clock), &draft->period);
    } else if (found) {
        draft->period = (struct report_period){.from = wish->from, .until = wish->until};
    }
    return found ? OK : problem_add(problems, REFUSED, &msg_report_no_period, "from", NULL);
}

/* The last one before it; and whether it was begun already. */
static enum status read_others(struct drafting *d)
{
    bool row;
    char from[DATE_TEXT];
    struct report_draft *draft = d->draft;
    struct query query = insight_query(d->insight);
    date_text(draft->period.from, from);
    query_add(&query, "SELECT \"id\",\"number\",\"from_on\",\"until_on\",\"no_news\",\"problems\",\"results\","
                      "\"own_findings\",\"obstacles\",\"next_step\"");
    insight_where(d->insight, &query, &record_progress_report, d->ledger);
    query_add(&query, " AND \"organisation_id\"=");
    query_id(&query, draft->unit);
    query_add(&query, draft->duty ? " AND \"reporting_duty_id\"=" : " AND \"reporting_duty_id\" IS NULL");
    if (draft->duty)
        query_id(&query, draft->duty->head.id);
    query_add(&query, " ORDER BY \"until_on\" DESC,\"number\" DESC LIMIT 100");
    struct stmt *stmt = query_run(&query, d->insight->db);
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row && uuid_is_nil(draft->last.id)) {
        struct report_before one = {.id = stmt_uuid(stmt, 0), .number = stmt_keep(stmt, 1, arena_of(d))};
        if (!date_parse(stmt_text(stmt, 2), &one.from) || !date_parse(stmt_text(stmt, 3), &one.until))
            continue;
        if (draft->duty && one.until == draft->period.until)
            draft->existing = one.id;
        if (one.until >= draft->period.from)
            continue;
        one.no_news = stmt_int(stmt, 4) != 0;
        for (int part = 0; part < REPORT_PART_COUNT; part++)
            one.parts[part] = stmt_keep(stmt, 5 + part, arena_of(d));
        draft->last = one;
    }
    stmt_done(stmt);
    return status;
}

/* "2026年11月30日至12月6日": the year again only where it is another. */
static const char *period_of(struct arena *arena, const struct report_period *period)
{
    int year, month, number, from_year;
    date_split(period->from, &from_year, &month, &number);
    date_split(period->until, &year, &month, &number);
    const char *from = display_date(arena, period->from, LANGUAGE_ZH),
               *until = display_date(arena, period->until, LANGUAGE_ZH);
    if (year == from_year)
        until = arena_printf(arena, "%d月%d日", month, number);
    return period->from == period->until ? from : arena_printf(arena, "%s至%s", from, until); /* trusted: days */
}

/* A unit's says whose it is: there are as many of the same duty as there are units. */
static void name_it(struct drafting *d)
{
    static const char *const everybody[] = {"各责任单位", "各单位", "各部门"};
    const struct report_draft *draft = d->draft;
    const char *what = draft->duty ? draft->duty->title : "整改进展情况", *whose = d->office ? "" : draft->unit_name;
    for (size_t i = 0; !d->office && i < sizeof everybody / sizeof *everybody; i++)
        if (strncmp(what, everybody[i], strlen(everybody[i])) == 0) {
            what += strlen(everybody[i]);
            break;
        }
    d->draft->title = arena_printf(arena_of(d), "%s%s（%s）", whose, what,
                                   period_of(arena_of(d), &draft->period)); /* trusted: a text of its own */
}

#define REPORT_CUT "\n（其余从略）"

/* What is too long is cut, and says so. */
static void finish(struct drafting *d)
{
    for (int part = 0; part < REPORT_PART_COUNT; part++) {
        const char *text = strbuf_text(d->parts + part);
        size_t most = record_progress_report.fields[report_part_fields[part]].max - sizeof REPORT_CUT,
               length = d->parts[part].length, keep = utf8_prefix(text, length, most);
        d->draft->parts[part] =
            keep < length ? arena_printf(arena_of(d), "%.*s%s", (int)keep, text, REPORT_CUT) /* trusted: its own text */
                          : arena_strdup(arena_of(d), text);
        strbuf_free(d->parts + part);
    }
}

enum status report_draft_read(const struct insight *insight, struct uuid ledger, const struct report_wish *wish,
                              struct problems *problems, struct report_draft *ret_draft)
{
    struct drafting d = {.insight = insight, .ledger = ledger, .draft = ret_draft};
    *ret_draft = (struct report_draft){0};
    enum status status = reporting_load(insight->db, insight->arena, ledger, &d.reporting);
    if (!status)
        status = read_period(&d, wish, problems);
    if (!status)
        status = read_unit(&d, wish, problems);
    if (!status)
        status = read_others(&d);
    if (!status)
        status = read_figures(&d);
    if (status)
        return status;
    bool heard = ret_draft->duty && ret_draft->duty->kind == report_kind_hearing; /* said by who was there */
    if (is_compiled(&d)) {
        status = compile(&d);
        if (!status)
            status = find_missing(&d);
    } else if (!heard) {
        status = drafting_from_entries(&d);
    }
    if (status)
        return status;
    if (d.office && !heard) {
        lead_with_figures(&d);
        ret_draft->no_news = false; /* the figures are */
    }
    name_it(&d);
    finish(&d);
    return OK;
}

/* ---- as a record ---- */

static void put_text(struct progress_report *report, int field, const char *text)
{
    if (!*text)
        return;
    *(const char **)field_set(&report->head, &record_progress_report.fields[field]) = text;
    record_present(&report->head, field);
}

struct progress_report *report_of_draft(struct arena *arena, struct uuid ledger, const struct report_draft *draft,
                                        bool no_news)
{
    struct progress_report *report = record_new(arena, &record_progress_report);
    report->head.ledger_id = ledger;
    report->organisation_id = draft->unit;
    report->from_on = draft->period.from;
    report->until_on = draft->period.until;
    report->no_news = no_news;
    record_present(&report->head, FIELD_progress_report_organisation_id);
    record_present(&report->head, FIELD_progress_report_from_on);
    record_present(&report->head, FIELD_progress_report_until_on);
    record_present(&report->head, FIELD_progress_report_no_news);
    put_text(report, FIELD_progress_report_title, draft->title);
    for (int part = 0; part < REPORT_PART_COUNT && !no_news; part++)
        put_text(report, report_part_fields[part], draft->parts[part]);
    if (draft->duty) {
        report->reporting_duty_id = draft->duty->head.id;
        record_present(&report->head, FIELD_progress_report_reporting_duty_id);
    }
    if (draft->sources.count) {
        size_t most = draft->sources.count < REFS_MAX ? draft->sources.count : REFS_MAX;
        report->sources = (struct uuid_list){ARENA_ARRAY(arena, struct uuid, most), most};
        for (size_t i = 0; i < most; i++)
            report->sources.ids[i] = draft->sources.items[i].id;
        uuid_list_sort(&report->sources);
        record_present(&report->head, FIELD_progress_report_sources);
    }
    return report;
}

/* ---- as JSON ---- */

static void put_parts(struct strbuf *out, const char *const *parts)
{
    strbuf_add_member_name(out, "parts");
    strbuf_addc(out, '{');
    for (int part = 0; part < REPORT_PART_COUNT; part++)
        strbuf_add_member(out, record_progress_report.fields[report_part_fields[part]].name, parts[part]);
    strbuf_addc(out, '}');
}

static void put_source(struct strbuf *out, const struct report_source *source)
{
    strbuf_addc(out, '{');
    json_member_id(out, "id", source->id);
    strbuf_add_member(out, "number", source->number);
    json_member_id(out, "organisation_id", source->unit);
    strbuf_add_member(out, "organisation", source->unit_name);
    strbuf_add_member(out, "state", word_text(&words_report_state, source->state));
    strbuf_add_member_bool(out, "no_news", source->no_news);
    strbuf_add_member_bool(out, "late", source->late);
    strbuf_addc(out, '}');
}

static void put_last(struct strbuf *out, const struct report_before *last)
{
    strbuf_add_member_name(out, "last");
    if (uuid_is_nil(last->id)) {
        strbuf_adds(out, "null");
        return;
    }
    strbuf_addc(out, '{');
    json_member_id(out, "id", last->id);
    strbuf_add_member(out, "number", last->number);
    json_member_date(out, "from", true, last->from);
    json_member_date(out, "until", true, last->until);
    strbuf_add_member_bool(out, "no_news", last->no_news);
    put_parts(out, last->parts);
    strbuf_addc(out, '}');
}

void report_draft_json(struct strbuf *out, const struct report_draft *draft)
{
    char time[6];
    report_minute_text(draft->period.minute, time);
    strbuf_addc(out, '{');
    json_member_id(out, "reporting_duty_id", draft->duty ? draft->duty->head.id : (struct uuid){0});
    json_member_id(out, "organisation_id", draft->unit);
    strbuf_add_member(out, "organisation", draft->unit_name);
    json_member_date(out, "from", true, draft->period.from);
    json_member_date(out, "until", true, draft->period.until);
    json_member_date(out, "due_on", draft->duty != NULL, draft->period.due);
    json_member_text(out, "due_time", draft->duty ? time : NULL);
    strbuf_add_member(out, "title", draft->title);
    json_member_id(out, "report_id", draft->existing);
    strbuf_add_member_bool(out, "no_news", draft->no_news);
    strbuf_add_member_name(out, "needs");
    report_needs_json(out, draft->needs);
    put_parts(out, draft->parts);
    strbuf_add_member_name(out, "figures");
    strbuf_adds(out, draft->figures);
    strbuf_add_member_name(out, "sources");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < draft->sources.count; i++) {
        strbuf_adds(out, i ? "," : "");
        put_source(out, draft->sources.items + i);
    }
    strbuf_addc(out, ']');
    strbuf_add_member_name(out, "missing");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < draft->missing.count; i++) {
        strbuf_adds(out, i ? ",{" : "{");
        json_member_id(out, "organisation_id", draft->missing.items[i].unit);
        strbuf_add_member(out, "organisation", draft->missing.items[i].unit_name);
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
    put_last(out, &draft->last);
    strbuf_addc(out, '}');
}
