#include "ledger/calendars.h"

#include "access/organisation.h"
#include "access/tree.h"
#include "calendar/calendar_messages.h"
#include "ledger/data_file.h"
#include "ledger/ledger_messages.h"

#include <string.h>

WORDS_DEFINE(calendar_day_kind, CALENDAR_DAY_KIND_WORDS)

enum { SHIPPED_FIRST = 2018, SHIPPED_LAST = 2026 }; /* data/calendar/ */

/* ---- the records ---- */

static enum status calendar_year_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                       struct problems *problems)
{
    const struct calendar_year *year = (const struct calendar_year *)after;
    const char *number = arena_printf(tx->arena, "%lld", (long long)year->year);
    bool row, there = year->year >= SHIPPED_FIRST && year->year <= SHIPPED_LAST;
    (void)before;
    if (year->year < YEAR_TABLE_FIRST || year->year > YEAR_TABLE_LAST)
        return problem_add(problems, REFUSED, &msg_calendar_file_year, "year", NULL);
    struct stmt *stmt = db_prepare(tx->db, "SELECT 1 FROM \"calendar_year\" WHERE \"year\"=?1 AND \"id\"<>?2 AND "
                                           "\"withdrawn\"=0");
    stmt_bind_int(stmt, 1, year->year);
    stmt_bind_uuid(stmt, 2, year->head.id);
    enum status status = stmt_step(stmt, &row);
    there = there || (!status && row);
    stmt_done(stmt);
    return status || !there ? status : problem_add(problems, REFUSED, &msg_calendar_there, "year", number, NULL);
}

#define RECORD        calendar_year
#define RECORD_FIELDS CALENDAR_YEAR_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "年度放假安排", .plural = "calendar_years", .of_installation = true, .code = -1,                          \
    .title = FIELD_calendar_year_notice, .hooks = {.rules = calendar_year_rules},
#include "record/define.h"

/* Two spans of the same table or organisation say the same of a day, or the later one would hold by chance. */
static enum status check_overlap(struct tx *tx, const struct calendar_day *day, struct problems *problems)
{
    bool row, own = record_has(&day->head, FIELD_calendar_day_organisation_id);
    char first[DATE_TEXT], last[DATE_TEXT];
    struct stmt *stmt = db_prepare(
        tx->db, own ? "SELECT \"name\" FROM \"calendar_day\" WHERE \"organisation_id\"=?1 AND \"id\"<>?2 AND "
                      "\"withdrawn\"=0 AND \"first_on\"<=?3 AND \"last_on\">=?4 ORDER BY \"first_on\""
                    : "SELECT \"name\" FROM \"calendar_day\" WHERE \"calendar_year_id\"=?1 AND \"id\"<>?2 AND "
                      "\"withdrawn\"=0 AND \"first_on\"<=?3 AND \"last_on\">=?4 ORDER BY \"first_on\"");
    date_text(day->first_on, first);
    date_text(day->last_on, last);
    stmt_bind_uuid(stmt, 1, own ? day->organisation_id : day->calendar_year_id);
    stmt_bind_uuid(stmt, 2, day->head.id);
    stmt_bind_text(stmt, 3, last);
    stmt_bind_text(stmt, 4, first);
    enum status status = stmt_step(stmt, &row);
    if (!status && row)
        status = problem_add(problems, REFUSED, &msg_calendar_overlap, "first_on", stmt_text(stmt, 0), NULL);
    stmt_done(stmt);
    return status;
}

static enum status calendar_day_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                      struct problems *problems)
{
    const struct calendar_day *day = (const struct calendar_day *)after;
    (void)before;
    if (record_has(after, FIELD_calendar_day_organisation_id) == record_has(after, FIELD_calendar_day_calendar_year_id))
        return problem_add(problems, REFUSED, &msg_calendar_whose, "organisation_id", NULL);
    if (day->last_on < day->first_on)
        return problem_add(problems, REFUSED, &msg_period_backwards, "last_on", NULL);
    if (day->last_on - day->first_on >= CALENDAR_SPAN_DAYS)
        return problem_add(problems, REFUSED, &msg_calendar_long, "last_on",
                           arena_printf(tx->arena, "%d", CALENDAR_SPAN_DAYS), NULL);
    return check_overlap(tx, day, problems);
}

#define RECORD        calendar_day
#define RECORD_FIELDS CALENDAR_DAY_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "放假和调休", .plural = "calendar_days", .of_installation = true, .code = -1,                             \
    .title = FIELD_calendar_day_name, .hooks = {.rules = calendar_day_rules},
#include "record/define.h"

/* ---- a calendar from them ---- */

struct loading {
    struct db *db;
    struct arena *arena;
    VEC(struct calendar_span) spans;
    VEC(int) years;
};

/* The files are part of the program: broken, they fail its tests. */
static void load_shipped(struct loading *loading)
{
    for (int number = SHIPPED_FIRST; number <= SHIPPED_LAST; number++) {
        struct year_table year;
        size_t size = 0;
        const char *bytes = data_file(arena_printf(loading->arena, "calendar/%d.json", number), &size);
        if (!bytes || year_table_read(loading->arena, bytes, size, NULL, &year))
            continue;
        for (size_t i = 0; i < year.span_count; i++)
            *VEC_PUSH(loading->arena, &loading->spans) = year.spans[i];
        *VEC_PUSH(loading->arena, &loading->years) = number;
    }
}

static enum status load_years(struct loading *loading)
{
    bool row;
    enum status status;
    struct stmt *stmt = db_prepare(loading->db, "SELECT \"year\" FROM \"calendar_year\" WHERE \"withdrawn\"=0");
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(loading->arena, &loading->years) = (int)stmt_int(stmt, 0);
    stmt_done(stmt);
    return status;
}

/* Columns kind, first_on, last_on, name. */
static enum status load_spans(struct loading *loading, struct stmt *stmt, bool own)
{
    bool row;
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct calendar_span span = {.own = own, .kind = DAY_REST};
        if (strcmp(stmt_text(stmt, 0), "work") == 0)
            span.kind = DAY_WORK;
        span.name = stmt_keep(stmt, 3, loading->arena);
        if (date_parse(stmt_text(stmt, 1), &span.first) && date_parse(stmt_text(stmt, 2), &span.last))
            *VEC_PUSH(loading->arena, &loading->spans) = span;
    }
    stmt_done(stmt);
    return status;
}

/* Those further up first: the nearer ones hold. */
static enum status load_own(struct loading *loading, struct uuid organisation)
{
    const char *path;
    enum status status = organisation_path(loading->db, loading->arena, organisation, &path);
    for (size_t length = TREE_SEGMENT; !status && length <= strlen(path); length += TREE_SEGMENT) {
        struct stmt *stmt = db_prepare(
            loading->db, "SELECT \"d\".\"kind\",\"d\".\"first_on\",\"d\".\"last_on\",\"d\".\"name\" FROM "
                         "\"organisation\" AS \"o\" JOIN \"calendar_day\" AS \"d\" ON \"d\".\"organisation_id\"="
                         "\"o\".\"id\" WHERE \"o\".\"path\"=?1 AND \"d\".\"withdrawn\"=0 ORDER BY \"d\".\"first_on\"");
        stmt_bind_text(stmt, 1, arena_strndup(loading->arena, path, length));
        status = load_spans(loading, stmt, true);
    }
    return status;
}

enum status calendar_load(struct db *db, struct arena *arena, struct uuid organisation,
                          const struct calendar **ret_calendar)
{
    struct loading loading = {.db = db, .arena = arena};
    enum status status = OK;
    load_shipped(&loading);
    if (db)
        status = load_years(&loading);
    if (db && !status)
        status = load_spans(&loading,
                            db_prepare(db, "SELECT \"d\".\"kind\",\"d\".\"first_on\",\"d\".\"last_on\","
                                           "\"d\".\"name\" FROM \"calendar_year\" AS \"y\" JOIN \"calendar_day\" AS "
                                           "\"d\" ON \"d\".\"calendar_year_id\"=\"y\".\"id\" WHERE "
                                           "\"y\".\"withdrawn\"=0 AND \"d\".\"withdrawn\"=0 ORDER BY \"y\".\"year\""),
                            false);
    if (db && !status && !uuid_is_nil(organisation))
        status = load_own(&loading, organisation);
    if (!status)
        *ret_calendar =
            calendar_new(arena, loading.spans.items, loading.spans.count, loading.years.items, loading.years.count);
    return status;
}

enum status calendar_of_ledger(struct db *db, struct arena *arena, struct uuid ledger,
                               const struct calendar **ret_calendar)
{
    bool row;
    struct stmt *stmt = db_prepare(db, "SELECT \"organisation_id\" FROM \"ledger\" WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, ledger);
    enum status status = stmt_step(stmt, &row);
    struct uuid organisation = !status && row && !stmt_is_null(stmt, 0) ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return status ? status : calendar_load(db, arena, organisation, ret_calendar);
}

/* ---- importing a year ---- */

static enum status add_span(struct tx *tx, const struct scope *scope, const struct command *command, struct uuid year,
                            const struct calendar_span *span, struct problems *problems)
{
    struct calendar_day *day = record_new(tx->arena, &record_calendar_day);
    day->calendar_year_id = year;
    day->kind = span->kind == DAY_WORK ? calendar_day_kind_work : calendar_day_kind_rest;
    day->first_on = span->first;
    day->last_on = span->last;
    day->name = span->name;
    record_present(&day->head, FIELD_calendar_day_calendar_year_id);
    record_present(&day->head, FIELD_calendar_day_kind);
    record_present(&day->head, FIELD_calendar_day_first_on);
    record_present(&day->head, FIELD_calendar_day_last_on);
    record_present(&day->head, FIELD_calendar_day_name);
    return gate_add(tx, scope, command, &record_calendar_day, &day->head, problems);
}

enum status calendar_import(struct tx *tx, const struct scope *scope, const struct command *command,
                            const struct year_table *table, struct problems *problems, struct uuid *ret_id)
{
    struct calendar_year *year = record_new(tx->arena, &record_calendar_year);
    year->year = table->year;
    year->notice = table->notice;
    record_present(&year->head, FIELD_calendar_year_year);
    record_present(&year->head, FIELD_calendar_year_notice);
    enum status status = gate_add(tx, scope, command, &record_calendar_year, &year->head, problems);
    for (size_t i = 0; i < table->span_count && !status; i++)
        status = add_span(tx, scope, command, year->head.id, table->spans + i, problems);
    if (!status)
        *ret_id = year->head.id;
    return status;
}
