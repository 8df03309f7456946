#include "schedule/call_sheet.h"

#include "ledger/calendars.h"
#include "ledger/finding_where.h"
#include "ledger/practice.h"
#include "ledger/records.h"
#include "schedule/fillers.h"
#include "schedule/report_desk.h"

#include <stdlib.h>
#include <string.h>

#define NAME(name)           #name,
#define REASON(name, zh, en) {#name, zh, en},
const char *const call_kind_names[] = {CALL_KINDS(NAME)};
const struct message call_reasons[] = {CALL_REASONS(REASON)};
#undef NAME
#undef REASON

struct calling {
    const struct insight *insight;
    struct uuid ledger;
    struct call_sheet *sheet;
    const struct calendar *calendar;
    struct lamp_rules rules;
    bool phones;
};

/* ---- one source after the other ---- */

/* What every statement gives, after what is its own: whose it is and what he is called. */
static const char joined[] =
    ",\"u\".\"id\",\"u\".\"name\",\"u\".\"path\",\"h\".\"name\",\"h\".\"phone\",\"h\".\"position\" FROM (SELECT ";
/* What names no unit is its person's. */
static const char joins[] =
    ") AS \"c\" LEFT JOIN \"person\" AS \"h\" ON \"h\".\"id\"=\"c\".\"person_id\" LEFT JOIN \"organisation\" AS "
    "\"u\" ON \"u\".\"id\"=COALESCE(\"c\".\"unit_id\",\"h\".\"organisation_id\")";

enum {
    AT_id,
    AT_finding,
    AT_number,
    AT_title,
    AT_person,
    AT_due,
    AT_last,
    AT_since,
    AT_returned,
    AT_note,
    AT_unit,
    AT_unit_name,
    AT_unit_path,
    AT_person_name,
    AT_phone,
    AT_person_order
};

#define OWN_COLUMNS                                                                                                    \
    "\"c\".\"id\",\"c\".\"finding_id\",\"c\".\"number\",\"c\".\"title\",\"c\".\"person_id\",\"c\"."                    \
    "\"due_on\","                                                                                                      \
    "\"c\".\"last_on\",\"c\".\"since_at\",\"c\".\"returned_at\",\"c\".\"note\""

static struct query begin(struct calling *c, const char *columns)
{
    struct query query = insight_query(c->insight);
    query_add(&query, "SELECT " OWN_COLUMNS);
    query_add(&query, joined);
    query_add(&query, columns);
    return query;
}

/* Of what is kept up: the earliest period without an occurrence that is over, or ends within the days of what falls
 * due. How often stands in the note. */
static unsigned occurrence_of(const struct calling *c, struct stmt *stmt, struct call_row *row)
{
    date as_of = c->sheet->as_of;
    int frequency = word_find(&words_frequency, stmt_text(stmt, AT_note));
    if (frequency < 0)
        return 0;
    struct practice_period now = practice_period_of((enum frequency)frequency, as_of),
                           before = practice_period_of((enum frequency)frequency, now.from - 1);
    bool missed = clock_day_of(c->insight->clock, stmt_int(stmt, AT_since)) <= before.from &&
                  (!row->has_last || row->last < before.from);
    row->has_due = true;
    row->due = missed ? before.until : now.until;
    row->days =
        missed ? -calendar_between(c->calendar, row->due, as_of) : calendar_between(c->calendar, as_of, row->due);
    bool done = row->has_last && row->last >= now.from;
    return !done && (missed || row->days <= c->sheet->due_days) ? 1u << CALL_FOR_occurrence_due : 0;
}

/* Overdue, due, silent, returned; a claim, plan or request has one reason, and needs none of these. */
static unsigned reasons_of(const struct calling *c, struct stmt *stmt, struct call_row *row)
{
    unsigned reasons = 0;
    date as_of = c->sheet->as_of;
    bool works = row->kind == CALL_measure || row->kind == CALL_finding;
    row->has_due = date_parse(stmt_text(stmt, AT_due), &row->due);
    row->has_last = date_parse(stmt_text(stmt, AT_last), &row->last);
    if (row->kind == CALL_practice)
        return occurrence_of(c, stmt, row);
    if (row->has_due)
        row->days = as_of > row->due ? -calendar_between(c->calendar, row->due, as_of)
                                     : calendar_between(c->calendar, as_of, row->due);
    if (works && row->has_due && as_of > row->due)
        reasons |= 1u << CALL_FOR_overdue;
    if (works && row->has_due && as_of <= row->due && row->days <= c->sheet->due_days)
        reasons |= 1u << CALL_FOR_due;
    if (row->kind == CALL_measure) {
        date heard = row->has_last ? row->last : clock_day_of(c->insight->clock, stmt_int(stmt, AT_since));
        if (calendar_between(c->calendar, heard, as_of) > c->sheet->silent_days)
            reasons |= 1u << CALL_FOR_silent;
    }
    if (works && !stmt_is_null(stmt, AT_returned) &&
        (!row->has_last || row->last <= clock_day_of(c->insight->clock, stmt_int(stmt, AT_returned))))
        reasons |= 1u << CALL_FOR_returned;
    return reasons;
}

static enum status take(struct calling *c, struct query *query, enum call_kind kind, unsigned reasons)
{
    bool there;
    enum status status;
    query_add(query, joins);
    struct stmt *stmt = query_run(query, c->insight->db);
    while (!(status = stmt_step(stmt, &there)) && there) {
        struct call_row row = {.kind = kind, .id = stmt_uuid(stmt, AT_id), .finding = stmt_uuid(stmt, AT_finding)};
        row.reasons = reasons | reasons_of(c, stmt, &row);
        if (!row.reasons)
            continue;
        if (c->sheet->rows.count == CALL_ROWS) {
            c->sheet->more = true;
            continue;
        }
        row.number = stmt_keep(stmt, AT_number, c->insight->arena);
        row.title = stmt_keep(stmt, AT_title, c->insight->arena);
        row.unit = stmt_uuid(stmt, AT_unit);
        row.person = stmt_uuid(stmt, AT_person);
        row.unit_name = stmt_keep(stmt, AT_unit_name, c->insight->arena);
        row.unit_path = stmt_keep(stmt, AT_unit_path, c->insight->arena);
        row.person_name = stmt_keep(stmt, AT_person_name, c->insight->arena);
        row.person_order = stmt_is_null(stmt, AT_person_order) ? INT64_MAX : stmt_int(stmt, AT_person_order);
        row.phone = c->phones ? stmt_keep(stmt, AT_phone, c->insight->arena) : "";
        row.note = row.reasons & 1u << CALL_FOR_returned ? stmt_keep(stmt, AT_note, c->insight->arena) : "";
        const struct lamp_facts facts = {.due = row.due, .as_of = c->sheet->as_of, .has_due = row.has_due};
        row.lamp = lamp_of(&c->rules, c->calendar, &facts);
        *VEC_PUSH(c->insight->arena, &c->sheet->rows) = row;
    }
    stmt_done(stmt);
    return status;
}

/* Measures that are not done, of problems that run; `more`: which of them. */
static enum status call_actions(struct calling *c, enum call_kind kind, const char *note, const char *more)
{
    struct query query = begin(
        c, "\"id\",(SELECT \"n\".\"ref_id\" FROM \"corrective_action_answers\" AS \"n\" WHERE \"n\".\"ledger_id\"=");
    query_id(&query, c->ledger);
    query_add(&query, " AND \"n\".\"id\"=\"corrective_action\".\"id\" AND \"n\".\"ref_id\" IN (SELECT \"id\"");
    insight_where(c->insight, &query, &record_finding, c->ledger);
    query_add(&query,
              ") ORDER BY \"n\".\"ref_id\" LIMIT 1) AS \"finding_id\",\"number\",\"measure\" AS "
              "\"title\",\"organisation_id\" AS \"unit_id\","
              "\"owner_id\" AS \"person_id\",\"due_on\",\"reported_on\" AS \"last_on\",\"created_at\" AS \"since_at\","
              "\"returned_at\",");
    query_add(&query, note); /* our own words, as is `more` */
    query_add(&query, " AS \"note\"");
    insight_where(c->insight, &query, &record_corrective_action, c->ledger);
    query_add(&query, " AND \"state\"<>'done' AND ");
    query_add(&query, more);
    query_add(&query, " AND \"id\" IN (SELECT \"n\".\"id\"" MEASURES_BY_PROBLEM
                      "WHERE " FINDING_RUNS("\"f\".") " AND \"n\".\"ledger_id\"=");
    query_id(&query, c->ledger);
    query_add(&query, ")");
    return take(c, &query, kind, 0);
}

static enum status call_measures(struct calling *c)
{
    return call_actions(c, CALL_measure, "\"return_reason\"", "COALESCE(\"due_as\",'')<>'ongoing'");
}

static enum status call_practices(struct calling *c)
{
    return call_actions(c, CALL_practice, "\"frequency\"", "\"frequency\" IS NOT NULL");
}

/* A returned problem: since it is, not since when: its state says so. */
static enum status call_findings(struct calling *c)
{
    struct query query =
        begin(c, "\"id\",\"id\" AS \"finding_id\",\"number\",\"title\",\"lead_unit_id\" AS "
                 "\"unit_id\",COALESCE(\"accountable_official_id\","
                 "\"lead_official_id\") AS \"person_id\",\"due_on\",NULL AS \"last_on\",\"created_at\" AS "
                 "\"since_at\",CASE WHEN \"state\" IN "
                 "('returned','reopened') THEN \"changed_at\" END AS \"returned_at\",\"reopen_reason\" AS \"note\"");
    insight_where(c->insight, &query, &record_finding, c->ledger);
    query_add(&query, " AND \"level\"='finding' AND \"state\"<>'under_review' AND " FINDING_RUNS(""));
    return take(c, &query, CALL_finding, 0);
}

static enum status call_claims(struct calling *c)
{
    char today[DATE_TEXT];
    struct query query = begin(
        c,
        "\"id\",\"finding_id\",(SELECT \"f\".\"number\" FROM \"finding\" AS \"f\" WHERE "
        "\"f\".\"ledger_id\"=\"claim\".\"ledger_id\" AND "
        "\"f\".\"id\"=\"claim\".\"finding_id\") AS \"number\",(SELECT \"f\".\"title\" FROM \"finding\" AS \"f\" WHERE "
        "\"f\".\"ledger_id\"=\"claim\".\"ledger_id\" AND \"f\".\"id\"=\"claim\".\"finding_id\") AS "
        "\"title\",\"organisation_id\" AS "
        "\"unit_id\",\"person_id\",\"due_on\",NULL AS \"last_on\",\"created_at\" AS \"since_at\",NULL AS "
        "\"returned_at\",NULL AS \"note\"");
    date_text(c->sheet->as_of, today);
    insight_where(c->insight, &query, &record_claim, c->ledger);
    query_add(&query, " AND \"state\"='owed' AND \"due_on\"<=");
    query_text(&query, arena_strdup(c->insight->arena, today));
    return take(c, &query, CALL_claim, 1u << CALL_FOR_unclaimed);
}

/* Units that have their extract of a master plan, and no plan of their own under it. Nobody is an id, too: PostgreSQL
 * asks. */
static enum status call_plans(struct calling *c)
{
    struct query query =
        begin(c, "\"plan_id\" AS \"id\",NULL AS \"finding_id\",(SELECT \"p\".\"number\" FROM \"plan\" AS \"p\" WHERE "
                 "\"p\".\"ledger_id\"=\"plan_extract\".\"ledger_id\" AND \"p\".\"id\"=\"plan_extract\".\"plan_id\") AS "
                 "\"number\",(SELECT "
                 "\"p\".\"title\" FROM \"plan\" AS \"p\" WHERE \"p\".\"ledger_id\"=\"plan_extract\".\"ledger_id\" AND "
                 "\"p\".\"id\"=\"plan_extract\".\"plan_id\") AS \"title\",\"organisation_id\" AS \"unit_id\",CASE WHEN "
                 "1=0 THEN \"plan_id\" END AS \"person_id\",NULL AS "
                 "\"due_on\",\"issued_on\" AS \"last_on\",\"created_at\" AS \"since_at\",NULL AS \"returned_at\",NULL "
                 "AS \"note\"");
    insight_where(c->insight, &query, &record_plan_extract, c->ledger);
    query_add(
        &query,
        " AND \"turn\"=(SELECT MAX(\"e\".\"turn\") FROM \"plan_extract\" AS \"e\" WHERE \"e\".\"ledger_id\"="
        "\"plan_extract\".\"ledger_id\" AND \"e\".\"plan_id\"=\"plan_extract\".\"plan_id\" AND \"e\".\"withdrawn\"=0) "
        "AND "
        "EXISTS (SELECT 1 FROM \"plan\" AS \"p\" WHERE \"p\".\"ledger_id\"=\"plan_extract\".\"ledger_id\" AND "
        "\"p\".\"id\"=\"plan_extract\".\"plan_id\" AND \"p\".\"kind\"='master') AND NOT EXISTS (SELECT 1 FROM \"plan\" "
        "AS "
        "\"o\" WHERE \"o\".\"ledger_id\"=\"plan_extract\".\"ledger_id\" AND "
        "\"o\".\"parent_id\"=\"plan_extract\".\"plan_id\" "
        "AND \"o\".\"organisation_id\"=\"plan_extract\".\"organisation_id\" AND \"o\".\"kind\"='implementation' AND "
        "\"o\".\"withdrawn\"=0)");
    return take(c, &query, CALL_plan, 1u << CALL_FOR_plan_owed);
}

static enum status call_requests(struct calling *c)
{
    char today[DATE_TEXT];
    struct query query = begin(
        c, "\"id\",\"finding_id\",\"number\",\"title\",\"addressee_unit_id\" AS \"unit_id\",\"addressee_id\" AS "
           "\"person_id\",\"reply_by_on\" AS "
           "\"due_on\",NULL AS \"last_on\",\"created_at\" AS \"since_at\",NULL AS \"returned_at\",NULL AS \"note\"");
    date_text(c->sheet->as_of, today);
    insight_where(c->insight, &query, &record_request, c->ledger);
    query_add(&query, " AND \"state\"='open' AND \"reply_by_on\"<");
    query_text(&query, arena_strdup(c->insight->arena, today));
    return take(c, &query, CALL_request, 1u << CALL_FOR_unanswered);
}

/* ---- reports that are owed ---- */

static void call_report(struct calling *c, const struct fillers *fillers, const struct desk_duty *duty,
                        const struct desk_period *period, const struct desk_row *desk_row)
{
    char from[DATE_TEXT], until[DATE_TEXT];
    struct arena *arena = c->insight->arena;
    bool hearing = duty->duty->kind == report_kind_hearing;
    date as_of = c->sheet->as_of, due = period->period.due;
    int days = as_of > due ? -calendar_between(c->calendar, due, as_of) : calendar_between(c->calendar, as_of, due);
    if (!desk_owes(desk_row) || (!period->over && days > (hearing ? c->sheet->due_days : 0)))
        return;
    if (c->sheet->rows.count == CALL_ROWS) {
        c->sheet->more = true;
        return;
    }
    const struct filler nobody = {.name = "", .phone = "", .order = INT64_MAX}, *filler;
    if (!fillers_of(fillers, desk_row->unit, &filler))
        filler = &nobody;
    date_text(period->period.from, from);
    date_text(period->period.until, until);
    struct call_row row = {
        .kind = CALL_report,
        .id = uuid_is_nil(desk_row->report) ? duty->duty->head.id : desk_row->report,
        .number = desk_row->number,
        .title = arena_printf(arena, "%s（%s—%s）", duty->duty->title, from, until), /* trusted: a text of its own */
        .unit = desk_row->unit,
        .unit_name = desk_row->unit_name,
        .unit_path = desk_row->unit_path,
        .person = filler->person,
        .person_name = filler->name,
        .phone = c->phones ? filler->phone : "",
        .note = "",
        .person_order = filler->order,
        .reasons = 1u << (hearing ? CALL_FOR_hearing_owed : CALL_FOR_report_owed),
        .has_due = true,
        .due = due,
        .days = days,
    };
    const struct lamp_facts facts = {.due = due, .as_of = as_of, .has_due = true};
    row.lamp = lamp_of(&c->rules, c->calendar, &facts);
    *VEC_PUSH(arena, &c->sheet->rows) = row;
}

static enum status call_reports(struct calling *c)
{
    struct report_desk desk;
    struct fillers fillers = {0};
    enum status status = report_desk_read(c->insight, LANGUAGE_ZH, c->ledger, c->sheet->as_of, &desk);
    if (!status && desk.duties.count)
        status = fillers_read(c->insight->db, c->insight->arena, c->sheet->as_of, &fillers);
    for (size_t i = 0; !status && i < desk.duties.count; i++) {
        const struct desk_duty *duty = desk.duties.items + i;
        for (size_t k = 0; k < duty->periods.count; k++)
            for (size_t r = 0; r < duty->periods.items[k].rows.count; r++)
                call_report(c, &fillers, duty, duty->periods.items + k, duty->periods.items[k].rows.items + r);
    }
    return status;
}

/* ---- all of it ---- */

static int by_place(const void *left, const void *right)
{
    const struct call_row *a = left, *b = right;
    int order = strcmp(*a->unit_path ? a->unit_path : "~", *b->unit_path ? b->unit_path : "~");
    if (!order)
        order = (a->person_order > b->person_order) - (a->person_order < b->person_order);
    if (!order)
        order = memcmp(&a->person, &b->person, sizeof a->person);
    if (order)
        return order;
    if (a->has_due != b->has_due)
        return a->has_due ? -1 : 1;
    if (a->has_due && a->due != b->due)
        return a->due < b->due ? -1 : 1;
    return a->kind != b->kind ? (int)a->kind - (int)b->kind : strcmp(a->number, b->number);
}

static void add_up(struct call_sheet *sheet)
{
    for (size_t i = 0; i < sheet->rows.count; i++) {
        const struct call_row *row = sheet->rows.items + i;
        for (int reason = 0; reason < CALL_REASON_COUNT; reason++)
            sheet->counts[reason] += row->reasons >> reason & 1;
        sheet->units += !uuid_is_nil(row->unit) && (!i || !uuid_equal(row->unit, sheet->rows.items[i - 1].unit));
    }
}

enum status call_sheet_read(const struct insight *insight, struct uuid ledger, date as_of, bool phones,
                            struct call_sheet *ret_sheet)
{
    struct calling c = {.insight = insight, .ledger = ledger, .sheet = ret_sheet, .phones = phones};
    enum status status = lamp_rules_read(&c.rules);
    *ret_sheet =
        (struct call_sheet){.as_of = as_of, .due_days = c.rules.yellow_days, .silent_days = c.rules.silent_days};
    if (!status)
        status = calendar_of_ledger(insight->db, insight->arena, ledger, &c.calendar);
    if (!status)
        status = call_measures(&c);
    if (!status)
        status = call_findings(&c);
    if (!status)
        status = call_claims(&c);
    if (!status)
        status = call_plans(&c);
    if (!status)
        status = call_requests(&c);
    if (!status)
        status = call_practices(&c);
    if (!status)
        status = call_reports(&c);
    if (status)
        return status;
    if (ret_sheet->rows.count)
        qsort(ret_sheet->rows.items, ret_sheet->rows.count, sizeof *ret_sheet->rows.items, by_place);
    add_up(ret_sheet);
    return OK;
}

/* ---- as JSON ---- */

static void put_row(struct strbuf *out, const struct call_row *row)
{
    bool any = false;
    strbuf_addc(out, '{');
    strbuf_add_member(out, "kind", call_kind_names[row->kind]);
    json_member_id(out, "id", row->id);
    json_member_id(out, "finding_id", row->finding);
    strbuf_add_member(out, "number", row->number);
    strbuf_add_member(out, "title", row->title);
    json_member_id(out, "organisation_id", row->unit);
    json_member_text(out, "organisation", row->unit_name);
    json_member_id(out, "person_id", row->person);
    json_member_text(out, "person", row->person_name);
    json_member_text(out, "phone", row->phone);
    strbuf_add_member_name(out, "reasons");
    strbuf_addc(out, '[');
    for (int reason = 0; reason < CALL_REASON_COUNT; reason++) {
        if (!(row->reasons >> reason & 1))
            continue;
        strbuf_adds(out, any ? "," : "");
        strbuf_add_json(out, call_reasons[reason].code);
        any = true;
    }
    strbuf_addc(out, ']');
    strbuf_add_member(out, "lamp", lamp_words[row->lamp]);
    json_member_date(out, "due_on", row->has_due, row->due);
    json_member_int(out, "days", row->has_due, row->days);
    json_member_date(out, "last_on", row->has_last, row->last);
    json_member_text(out, "note", row->note);
    strbuf_addc(out, '}');
}

void call_sheet_json(struct strbuf *out, const struct call_sheet *sheet)
{
    strbuf_addc(out, '{');
    json_member_date(out, "as_of", true, sheet->as_of);
    strbuf_add_member_name(out, "rules");
    strbuf_addc(out, '{');
    strbuf_add_member_int(out, "due_days", sheet->due_days);
    strbuf_add_member_int(out, "silent_days", sheet->silent_days);
    strbuf_addc(out, '}');
    strbuf_add_member_name(out, "counts");
    strbuf_addc(out, '{');
    for (int reason = 0; reason < CALL_REASON_COUNT; reason++)
        strbuf_add_member_int(out, call_reasons[reason].code, sheet->counts[reason]);
    strbuf_add_member_int(out, "rows", (int64_t)sheet->rows.count);
    strbuf_add_member_int(out, "units", sheet->units);
    strbuf_addc(out, '}');
    strbuf_add_member_bool(out, "more", sheet->more);
    strbuf_add_member_name(out, "rows");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < sheet->rows.count; i++) {
        strbuf_adds(out, i ? ",\n" : "\n");
        put_row(out, sheet->rows.items + i);
    }
    strbuf_adds(out, "]}");
}
