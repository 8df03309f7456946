#include "schedule/report_desk.h"

#include "access/ledger_fields.h"
#include "calendar/explain.h"
#include "ledger/finding_where.h"
#include "ledger/records.h"
#include "schedule/schedule_messages.h"
#include "store/row.h"

#include <stdlib.h>
#include <string.h>

/* A unit that answers for problems, and from when to when. */
struct owing {
    struct uuid id;
    const char *name, *path;
    date from, until;
    bool still;
};

struct stored {
    struct uuid id, duty, unit;
    const char *number, *unit_name, *unit_path;
    date until;
    int state;
    bool sent, late, no_news, met;
    instant sent_at;
};

struct desking {
    const struct insight *insight;
    enum language language;
    struct uuid ledger, office; /* the ledger's organisation */
    const char *office_name, *office_path;
    bool whole; /* the reader sees all of it */
    struct report_desk *desk;
    VEC(struct owing) units;
    VEC(struct stored) reports;
};

bool desk_owes(const struct desk_row *row)
{
    return row->state != report_state_sent && row->state != report_state_received;
}

/* ---- who owes ---- */

/* Since when it answers for anything, and until when: of problems that ended until they did. A day that cannot be told
 * from the rows is the day they were written. */
static enum status read_units(struct desking *d)
{
    bool row;
    enum status status;
    struct query query = insight_query(d->insight);
    /* clang-format off */
    query_add(&query,
              "SELECT \"o\".\"id\",\"o\".\"name\",\"o\".\"path\",MIN(\"r\".\"created_at\"),MIN(\"r\".\"from_on\"),"
              "SUM(CASE WHEN \"r\".\"until_on\" IS NULL AND " FINDING_RUNS("\"f\".") " THEN 1 ELSE 0 END),"
              "MAX(\"r\".\"until_on\"),"
              "MAX(CASE WHEN \"r\".\"until_on\" IS NOT NULL OR " FINDING_RUNS("\"f\".") " THEN 0 ELSE \"f\".\"changed_at\" END) "
              "FROM \"responsibility\" AS \"r\" "
              "JOIN \"finding\" AS \"f\" ON \"f\".\"ledger_id\"=\"r\".\"ledger_id\" AND \"f\".\"id\"=\"r\".\"finding_id\" "
              "JOIN \"organisation\" AS \"o\" ON \"o\".\"id\"=\"r\".\"organisation_id\" "
              "WHERE \"r\".\"withdrawn\"=0 AND \"f\".\"withdrawn\"=0 AND \"f\".\"level\"='finding' AND "
              "\"r\".\"role\" IN ('lead_unit','responsible_unit') AND NOT " FINDING_RESTRICTED("\"f\".") " AND "
              "\"r\".\"ledger_id\"=");
    /* clang-format on */
    query_id(&query, d->ledger);
    if (!d->whole) {
        query_add(&query, " AND \"o\".\"id\" IN (");
        insight_units(d->insight, &query);
        query_add(&query, ")");
    }
    query_add(&query, " GROUP BY \"o\".\"id\",\"o\".\"name\",\"o\".\"path\" ORDER BY \"o\".\"path\"");
    struct stmt *stmt = query_run(&query, d->insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct owing unit = {.id = stmt_uuid(stmt, 0),
                             .name = stmt_keep(stmt, 1, d->insight->arena),
                             .path = stmt_keep(stmt, 2, d->insight->arena),
                             .from = clock_day_of(d->insight->clock, stmt_int(stmt, 3)),
                             .still = stmt_int(stmt, 5) > 0,
                             .until = clock_day_of(d->insight->clock, stmt_int(stmt, 7))};
        date said, ended;
        if (date_parse(stmt_text(stmt, 4), &said) && said < unit.from)
            unit.from = said;
        if (date_parse(stmt_text(stmt, 6), &ended) && ended > unit.until)
            unit.until = ended;
        *VEC_PUSH(d->insight->arena, &d->units) = unit;
    }
    stmt_done(stmt);
    return status;
}

static enum status read_office(struct desking *d)
{
    struct ledger *ledger = record_new(d->insight->arena, &record_ledger);
    struct organisation *organisation = record_new(d->insight->arena, &record_organisation);
    enum status status =
        row_load(d->insight->db, d->insight->arena, &record_ledger, (struct uuid){0}, d->ledger, ledger);
    d->office = ledger->organisation_id;
    if (!status)
        status = row_load(d->insight->db, d->insight->arena, &record_organisation, (struct uuid){0}, d->office,
                          organisation);
    d->office_name = organisation->name;
    d->office_path = organisation->path;
    return status;
}

/* ---- what there is ---- */

static int by_place(const void *left, const void *right)
{
    const struct stored *a = left, *b = right;
    int order = memcmp(&a->duty, &b->duty, sizeof a->duty);
    if (!order)
        order = (a->until > b->until) - (a->until < b->until);
    return order ? order : memcmp(&a->unit, &b->unit, sizeof a->unit);
}

/* The earliest period of a duty that is looked at. */
static date earliest(const struct desking *d, const struct reporting_duty *duty)
{
    struct report_period period;
    date day = d->desk->as_of;
    if (reporting_at_hand(&d->desk->reporting, duty, day, &period))
        day = period.from;
    for (int back = 0; back <= DESK_LOOK_BACK; back++) {
        if (!reporting_period(&d->desk->reporting, duty, day - 1, &period))
            break;
        day = period.from;
    }
    return day;
}

/* Of each duty those that may be told of; `since`: of all, from that day. */
static enum status read_reports(struct desking *d, const date *since)
{
    bool row;
    enum status status;
    char text[DATE_TEXT];
    struct query query = insight_query(d->insight);
    query_add(&query,
              "SELECT \"p\".\"id\",\"p\".\"reporting_duty_id\",\"p\".\"organisation_id\",\"p\".\"number\","
              "\"p\".\"until_on\",\"p\".\"state\",\"p\".\"sent_at\",\"p\".\"late\",\"p\".\"no_news\","
              "\"o\".\"name\",\"o\".\"path\" FROM \"progress_report\" AS \"p\" JOIN \"organisation\" AS \"o\" ON "
              "\"o\".\"id\"=\"p\".\"organisation_id\" WHERE \"p\".\"ledger_id\"=");
    query_id(&query, d->ledger);
    query_add(&query, " AND (1=0");
    for (size_t i = 0; i < d->desk->reporting.count; i++) {
        const struct reporting_duty *duty = d->desk->reporting.duties[i];
        date_text(since ? *since : earliest(d, duty), text);
        query_add(&query, " OR (\"p\".\"reporting_duty_id\"=");
        query_id(&query, duty->head.id);
        query_add(&query, " AND \"p\".\"until_on\">=");
        query_text(&query, arena_strdup(d->insight->arena, text));
        query_add(&query, ")");
    }
    query_add(&query, ") AND \"p\".\"id\" IN (SELECT \"id\"");
    insight_where(d->insight, &query, &record_progress_report, d->ledger);
    query_add(&query, ")");
    struct stmt *stmt = query_run(&query, d->insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct stored one = {.id = stmt_uuid(stmt, 0),
                             .duty = stmt_uuid(stmt, 1),
                             .unit = stmt_uuid(stmt, 2),
                             .number = stmt_keep(stmt, 3, d->insight->arena),
                             .state = word_find(&words_report_state, stmt_text(stmt, 5)),
                             .sent = !stmt_is_null(stmt, 6),
                             .sent_at = stmt_int(stmt, 6),
                             .late = stmt_int(stmt, 7) != 0,
                             .no_news = stmt_int(stmt, 8) != 0,
                             .unit_name = stmt_keep(stmt, 9, d->insight->arena),
                             .unit_path = stmt_keep(stmt, 10, d->insight->arena)};
        if (date_parse(stmt_text(stmt, 4), &one.until))
            *VEC_PUSH(d->insight->arena, &d->reports) = one;
    }
    stmt_done(stmt);
    if (d->reports.count)
        qsort(d->reports.items, d->reports.count, sizeof *d->reports.items, by_place);
    return status;
}

static struct stored *find_report(struct desking *d, struct uuid duty, date until, struct uuid unit)
{
    const struct stored wanted = {.duty = duty, .until = until, .unit = unit};
    return d->reports.count ? bsearch(&wanted, d->reports.items, d->reports.count, sizeof *d->reports.items, by_place)
                            : NULL;
}

/* Where the reports of a duty and period begin: nobody's id is before all others. */
static size_t first_from(const struct desking *d, const struct stored *wanted)
{
    size_t low = 0, high = d->reports.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_place(d->reports.items + middle, wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- a period ---- */

static void add_row(struct desking *d, struct desk_period *period, const struct reporting_duty *duty, struct uuid unit,
                    const char *name, const char *path)
{
    struct desk_row row = {.unit = unit, .unit_name = name, .unit_path = path, .number = "", .state = DESK_MISSING};
    struct stored *stored = find_report(d, duty->head.id, period->period.until, unit);
    if (stored) {
        row.report = stored->id;
        row.number = stored->number;
        row.state = stored->state;
        row.sent = stored->sent;
        row.sent_at = stored->sent_at;
        row.late = stored->late;
        row.no_news = stored->no_news;
        stored->met = true;
        period->states[row.state]++;
    }
    if (d->desk->rows++ >= DESK_ROWS) {
        d->desk->more = true;
        return;
    }
    period->owed++;
    period->missing += row.state == DESK_MISSING;
    period->late += row.late;
    *VEC_PUSH(d->insight->arena, &period->rows) = row;
}

/* The one unit a duty names, for who sees all of it and for its own people. */
static void add_named_unit(struct desking *d, struct desk_period *period, const struct reporting_duty *duty)
{
    struct organisation *unit = record_new(d->insight->arena, &record_organisation);
    if (!row_load(d->insight->db, d->insight->arena, &record_organisation, (struct uuid){0}, duty->organisation_id,
                  unit) &&
        (d->whole || scope_roles_over(d->insight->scope, unit->path) & ROLE_BIT(role_owner)))
        add_row(d, period, duty, duty->organisation_id, unit->name, unit->path);
}

/* Units that owed it then; and whoever reported though he did not. */
static void add_rows(struct desking *d, struct desk_period *period, const struct reporting_duty *duty)
{
    bool each = duty->owed_by == report_by_each_unit;
    for (size_t i = 0; i < d->units.count && each; i++) {
        const struct owing *unit = d->units.items + i;
        if (unit->from <= period->period.until && (unit->still || unit->until >= period->period.from))
            add_row(d, period, duty, unit->id, unit->name, unit->path);
    }
    if (duty->owed_by == report_by_one_unit)
        add_named_unit(d, period, duty);
    if (duty->owed_by == report_by_office && d->whole)
        add_row(d, period, duty, d->office, d->office_name, d->office_path);
    const struct stored wanted = {.duty = duty->head.id, .until = period->period.until};
    for (size_t i = first_from(d, &wanted); i < d->reports.count; i++) {
        struct stored *stored = d->reports.items + i;
        if (stored->until != wanted.until || !uuid_equal(stored->duty, wanted.duty))
            break;
        if (!stored->met)
            add_row(d, period, duty, stored->unit, stored->unit_name, stored->unit_path);
    }
}

/* From the moment that is looked from: now, or the evening of another day. A minute that has begun is over. */
static int64_t minutes_to(const struct desking *d, const struct report_period *period)
{
    enum { MINUTE = 60000 };
    int64_t now = clock_now(d->insight->clock) + (int64_t)d->insight->clock->offset_minutes * MINUTE;
    int64_t moment = d->desk->as_of == clock_today(d->insight->clock)
                         ? now
                         : ((int64_t)d->desk->as_of + 1) * MINUTES_OF_DAY * MINUTE - MINUTE;
    int64_t left = ((int64_t)period->due * MINUTES_OF_DAY + period->minute) * MINUTE - moment;
    return left >= 0 ? left / MINUTE : -((-left + MINUTE - 1) / MINUTE);
}

static const char *why_of(const struct desking *d, const struct reporting_duty *duty,
                          const struct report_period *period)
{
    struct arena *arena = d->insight->arena;
    const char *due = explain_date(arena, d->language, period->due),
               *from = explain_date(arena, d->language, period->before_due);
    const struct reporting_duty *outer = reporting_find(&d->desk->reporting, duty->outer_id);
    if (period->counted && outer)
        return duty->lead_days ? message_say(arena, d->language, &msg_report_before, due, outer->title, from,
                                             arena_printf(arena, "%lld", (long long)duty->lead_days), NULL)
                               : message_say(arena, d->language, &msg_report_same_day, due, outer->title, NULL);
    return period->due == period->before_due ? due
                                             : message_say(arena, d->language, &msg_report_moved, due, from, NULL);
}

static struct desk_period make_period(struct desking *d, const struct reporting_duty *duty,
                                      const struct report_period *found)
{
    struct desk_period period = {.period = *found, .why = why_of(d, duty, found), .minutes = minutes_to(d, found)};
    period.over = period.minutes < 0;
    add_rows(d, &period, duty);
    return period;
}

static bool anybody_owes(const struct desk_period *period)
{
    for (size_t i = 0; i < period->rows.count; i++)
        if (desk_owes(period->rows.items + i))
            return true;
    return false;
}

/* Every period that ends within the days and has begun. */
static void add_between(struct desking *d, const struct reporting_duty *duty, date from, date until)
{
    struct report_period found;
    struct desk_duty one = {.duty = duty};
    date today = clock_today(d->insight->clock);
    bool once = !record_has(&duty->head, FIELD_reporting_duty_frequency);
    for (date day = from; day <= until; day = once ? until + 1 : found.until + 1) {
        bool owed = reporting_period(&d->desk->reporting, duty, day, &found);
        if (owed && found.until >= from && found.until <= until && found.from <= today)
            *VEC_PUSH(d->insight->arena, &one.periods) = make_period(d, duty, &found);
    }
    if (one.periods.count)
        *VEC_PUSH(d->insight->arena, &d->desk->duties) = one;
}

static void add_duty(struct desking *d, const struct reporting_duty *duty)
{
    struct report_period found;
    struct desk_duty one = {.duty = duty};
    if (!reporting_at_hand(&d->desk->reporting, duty, d->desk->as_of, &found))
        return; /* not in force yet */
    struct desk_period period = make_period(d, duty, &found);
    period.at_hand = true;
    if (period.rows.count)
        *VEC_PUSH(d->insight->arena, &one.periods) = period;
    for (int back = 0; back < DESK_LOOK_BACK && one.periods.count < DESK_PERIODS; back++) {
        if (!record_has(&duty->head, FIELD_reporting_duty_frequency) ||
            !reporting_period(&d->desk->reporting, duty, found.from - 1, &found))
            break;
        period = make_period(d, duty, &found);
        if (anybody_owes(&period))
            *VEC_PUSH(d->insight->arena, &one.periods) = period;
    }
    if (one.periods.count)
        *VEC_PUSH(d->insight->arena, &d->desk->duties) = one;
}

static enum status begin(struct desking *d, const date *since)
{
    const struct insight *insight = d->insight;
    d->whole = insight->scope->operator||(scope_roles_in(insight->scope, d->ledger) & ROLES_WHOLE);
    enum status status = reporting_load(insight->db, insight->arena, d->ledger, &d->desk->reporting);
    if (status || !d->desk->reporting.count)
        return status;
    status = read_office(d);
    if (!status)
        status = read_units(d);
    return status ? status : read_reports(d, since);
}

enum status report_desk_read(const struct insight *insight, enum language language, struct uuid ledger, date as_of,
                             struct report_desk *ret_desk)
{
    struct desking d = {.insight = insight, .language = language, .ledger = ledger, .desk = ret_desk};
    *ret_desk = (struct report_desk){.as_of = as_of};
    enum status status = begin(&d, NULL);
    for (size_t i = 0; !status && i < ret_desk->reporting.count; i++)
        add_duty(&d, ret_desk->reporting.duties[i]);
    return status;
}

enum status report_desk_into(const struct insight *insight, struct uuid ledger, struct uuid outer, date from,
                             date until, struct report_desk *ret_desk)
{
    struct desking d = {.insight = insight, .language = LANGUAGE_ZH, .ledger = ledger, .desk = ret_desk};
    *ret_desk = (struct report_desk){.as_of = clock_today(insight->clock)};
    enum status status = begin(&d, &from);
    for (size_t i = 0; !status && i < ret_desk->reporting.count; i++) {
        const struct reporting_duty *duty = ret_desk->reporting.duties[i];
        if (record_has(&duty->head, FIELD_reporting_duty_outer_id) && uuid_equal(duty->outer_id, outer))
            add_between(&d, duty, from, until);
    }
    return status;
}

/* ---- as JSON ---- */

void report_needs_json(struct strbuf *out, uint64_t needs)
{
    bool any = false;
    strbuf_addc(out, '[');
    for (size_t i = 0; i < record_progress_report.count; i++) {
        if (!(needs & FIELD_BIT(i)))
            continue;
        strbuf_adds(out, any ? "," : "");
        strbuf_add_json(out, record_progress_report.fields[i].name);
        any = true;
    }
    strbuf_addc(out, ']');
}

static void put_row(struct strbuf *out, const struct desk_row *row)
{
    char at[INSTANT_TEXT];
    instant_text(row->sent_at, at);
    strbuf_addc(out, '{');
    json_member_id(out, "organisation_id", row->unit);
    json_member_text(out, "organisation", row->unit_name);
    json_member_id(out, "report_id", row->report);
    json_member_text(out, "number", row->number);
    strbuf_add_member(out, "state",
                      row->state == DESK_MISSING ? "missing" : word_text(&words_report_state, row->state));
    json_member_text(out, "sent_at", row->sent ? at : NULL);
    strbuf_add_member_bool(out, "late", row->late);
    strbuf_add_member_bool(out, "no_news", row->no_news);
    strbuf_addc(out, '}');
}

static void put_period(struct strbuf *out, const struct desk_period *period)
{
    char time[6];
    report_minute_text(period->period.minute, time);
    strbuf_addc(out, '{');
    json_member_date(out, "from", true, period->period.from);
    json_member_date(out, "until", true, period->period.until);
    json_member_date(out, "due_on", true, period->period.due);
    strbuf_add_member(out, "due_time", time);
    strbuf_add_member(out, "why", period->why);
    strbuf_add_member_bool(out, "at_hand", period->at_hand);
    strbuf_add_member_bool(out, "over", period->over);
    strbuf_add_member_int(out, "minutes", period->minutes);
    strbuf_add_member_name(out, "counts");
    strbuf_addc(out, '{');
    strbuf_add_member_int(out, "owed", period->owed);
    strbuf_add_member_int(out, "missing", period->missing);
    for (size_t i = 0; i < words_report_state.count; i++)
        strbuf_add_member_int(out, words_report_state.words[i], period->states[i]);
    strbuf_add_member_int(out, "late", period->late);
    strbuf_addc(out, '}');
    strbuf_add_member_name(out, "rows");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < period->rows.count; i++) {
        strbuf_adds(out, i ? "," : "");
        put_row(out, period->rows.items + i);
    }
    strbuf_adds(out, "]}");
}

static void put_word(struct strbuf *out, const struct reporting_duty *duty, int field)
{
    const struct field *of = &record_reporting_duty.fields[field];
    json_member_text(out, of->name,
                     record_has(&duty->head, field) ? word_text(of->words, *(const int *)field_get(&duty->head, of))
                                                    : NULL);
}

static void put_duty(struct strbuf *out, const struct desk_duty *one)
{
    const struct reporting_duty *duty = one->duty;
    strbuf_addc(out, '{');
    json_member_id(out, "id", duty->head.id);
    strbuf_add_member(out, "title", duty->title);
    put_word(out, duty, FIELD_reporting_duty_kind);
    put_word(out, duty, FIELD_reporting_duty_owed_by);
    put_word(out, duty, FIELD_reporting_duty_frequency);
    json_member_text(out, "addressee",
                     record_has(&duty->head, FIELD_reporting_duty_addressee) ? duty->addressee : NULL);
    json_member_id(out, "inspection_id", duty->inspection_id);
    json_member_id(out, "outer_id", duty->outer_id);
    put_word(out, duty, FIELD_reporting_duty_signer);
    strbuf_add_member_name(out, "needs");
    report_needs_json(out, reporting_needs(duty));
    strbuf_add_member_name(out, "periods");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < one->periods.count; i++) {
        strbuf_adds(out, i ? "," : "");
        put_period(out, one->periods.items + i);
    }
    strbuf_adds(out, "]}");
}

void report_desk_json(struct strbuf *out, const struct report_desk *desk)
{
    strbuf_addc(out, '{');
    json_member_date(out, "as_of", true, desk->as_of);
    strbuf_add_member_bool(out, "more", desk->more);
    strbuf_add_member_name(out, "duties");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < desk->duties.count; i++) {
        strbuf_adds(out, i ? "," : "");
        put_duty(out, desk->duties.items + i);
    }
    strbuf_adds(out, "]}");
}
