#include "calendar/year_table.h"

#include "base/utf8.h"
#include "calendar/calendar_messages.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { NOTICE_BYTES = 300 };

struct reading {
    struct arena *arena;
    struct problems *problems;
    struct year_table *year;
    VEC(struct calendar_span) spans;
};

static const char *number_text(struct arena *arena, int number)
{
    return arena_printf(arena, "%d", number);
}

static const char *text_of(const struct reading *reading, const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    size_t length = text ? strlen(text) : 0;
    return arena_strndup(reading->arena, text ? text : "", length > CALENDAR_NAME_BYTES ? 0 : length);
}

/* A day that the table of this year may name: its own, and the neighbouring months of the years beside it. */
static enum status read_day(const struct reading *reading, const json_t *value, const char *place, date *ret_day)
{
    const char *text = json_string_value(value);
    int year = 0, month, day;
    if (text && date_parse(text, ret_day))
        date_split(*ret_day, &year, &month, &day);
    if (year >= reading->year->year - 1 && year <= reading->year->year + 1)
        return OK;
    return problem_add(reading->problems, REFUSED, &msg_calendar_file_day, place,
                       text && strlen(text) < CALENDAR_NAME_BYTES ? text : "",
                       number_text(reading->arena, reading->year->year), NULL);
}

static enum status add_span(struct reading *reading, struct calendar_span span, const char *place)
{
    if (span.last < span.first || span.last - span.first >= CALENDAR_SPAN_DAYS)
        return problem_add(reading->problems, REFUSED, &msg_calendar_file_span, place, span.name,
                           number_text(reading->arena, CALENDAR_SPAN_DAYS), NULL);
    if (reading->spans.count == YEAR_TABLE_SPANS)
        return problem_add(reading->problems, REFUSED, &msg_calendar_file_many, place,
                           number_text(reading->arena, YEAR_TABLE_SPANS), NULL);
    *VEC_PUSH(reading->arena, &reading->spans) = span;
    return OK;
}

/* A holiday as the notice tells it: from, to, and the days worked in exchange. */
static enum status read_holiday(struct reading *reading, const json_t *holiday, const char *place)
{
    struct calendar_span span = {.kind = DAY_REST, .name = text_of(reading, holiday, "name")};
    enum status status = read_day(reading, json_object_get(holiday, "from"), place, &span.first);
    const json_t *work = json_object_get(holiday, "work");
    if (!status)
        status = read_day(reading, json_object_get(holiday, "to"), place, &span.last);
    if (!status)
        status = add_span(reading, span, place);
    span.kind = DAY_WORK;
    for (size_t i = 0; i < json_array_size(work) && !status; i++) {
        status = read_day(reading, json_array_get(work, i), place, &span.first);
        span.last = span.first;
        if (!status)
            status = add_span(reading, span, place);
    }
    return status;
}

static enum status read_single(struct reading *reading, const json_t *one, const char *place)
{
    struct calendar_span span = {.name = text_of(reading, one, "name")};
    enum status status = read_day(reading, json_object_get(one, "date"), place, &span.first);
    span.last = span.first;
    span.kind = json_is_true(json_object_get(one, "isOffDay")) ? DAY_REST : DAY_WORK;
    return status ? status : add_span(reading, span, place);
}

static int by_first_day(const void *left, const void *right)
{
    const struct calendar_span *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

/* Single days that follow each other and are of the same holiday are one span. */
static void join_days(struct reading *reading)
{
    struct calendar_span *spans = reading->spans.items;
    size_t count = 0;
    if (reading->spans.count)
        qsort(spans, reading->spans.count, sizeof *spans, by_first_day);
    for (size_t i = 0; i < reading->spans.count; i++) {
        struct calendar_span *before = count ? spans + count - 1 : NULL;
        if (before && before->kind == spans[i].kind && before->last + 1 == spans[i].first &&
            strcmp(before->name, spans[i].name) == 0)
            before->last = spans[i].last;
        else
            spans[count++] = spans[i];
    }
    reading->spans.count = count;
}

static enum status read_entries(struct reading *reading, const json_t *entries, const char *member,
                                enum status (*read)(struct reading *, const json_t *, const char *))
{
    enum status status = OK;
    for (size_t i = 0; i < json_array_size(entries) && !status; i++)
        status = read(reading, json_array_get(entries, i), arena_printf(reading->arena, "%s[%zu]", member, i));
    return status;
}

static enum status read_year(struct reading *reading, const json_t *json)
{
    json_int_t number = json_integer_value(json_object_get(json, "year"));
    const json_t *papers = json_object_get(json, "papers");
    if (number < YEAR_TABLE_FIRST || number > YEAR_TABLE_LAST)
        return problem_add(reading->problems, REFUSED, &msg_calendar_file_year, "year", NULL);
    reading->year->year = (int)number;
    reading->year->notice = text_of(reading, json, "notice");
    const char *paper = json_string_value(json_array_get(papers, 0));
    if (!*reading->year->notice && paper && strlen(paper) <= NOTICE_BYTES)
        reading->year->notice = arena_strdup(reading->arena, paper);
    enum status status = read_entries(reading, json_object_get(json, "holidays"), "holidays", read_holiday);
    if (!status)
        status = read_entries(reading, json_object_get(json, "days"), "days", read_single);
    if (!status && !reading->spans.count)
        status = problem_add(reading->problems, REFUSED, &msg_calendar_file_empty, "", NULL);
    return status;
}

enum status year_table_read(struct arena *arena, const char *bytes, size_t size, struct problems *problems,
                            struct year_table *ret_year)
{
    json_error_t error;
    struct year_table year = {.notice = ""};
    struct reading reading = {.arena = arena, .problems = problems, .year = &year};
    size_t mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* as Windows saves it */
    if (size > YEAR_TABLE_BYTES)
        return problem_add(problems, REFUSED, &msg_calendar_file, "", "> 256 KB", NULL);
    json_t *json = json_loadb(bytes + mark, size - mark, JSON_REJECT_DUPLICATES, &error);
    if (!json)
        return problem_add(problems, REFUSED, &msg_calendar_file, "", error.text, NULL);
    enum status status = read_year(&reading, json);
    json_decref(json);
    if (status)
        return status;
    join_days(&reading);
    year.spans = reading.spans.items;
    year.span_count = reading.spans.count;
    *ret_year = year;
    return OK;
}
