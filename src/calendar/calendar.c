#include "calendar/calendar.h"

#include <stdlib.h>
#include <string.h>

struct exception {
    date day;
    const struct calendar_span *span;
    int32_t delta; /* working days up to and with it, less what plain weeks would have */
};

struct calendar {
    const struct exception *exceptions; /* ascending, one a day */
    size_t count;
    const int *years; /* ascending */
    size_t year_count;
};

enum { FIRST_DAY = -25567, LAST_DAY = 84005 }; /* 1900-01-01 and 2199-12-31: the dates of clock.h */
enum { MONDAY_BEFORE = 3, DAYS = 7, PLAIN_DAYS = 5 };

static date kept_within(int64_t day)
{
    return day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : (date)day;
}

/* ---- plain weeks ---- */

static int64_t floor_by(int64_t value, int64_t by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

int weekday_of(date day)
{
    int64_t shifted = (int64_t)day + MONDAY_BEFORE;
    return (int)(shifted - floor_by(shifted, DAYS) * DAYS) + 1;
}

/* Mondays to Fridays up to and with the day, counted from some Monday long ago: only differences mean anything. */
static int64_t plain_count(date day)
{
    int64_t week = floor_by((int64_t)day + MONDAY_BEFORE, DAYS);
    int weekday = weekday_of(day);
    return week * PLAIN_DAYS + (weekday < PLAIN_DAYS ? weekday : PLAIN_DAYS);
}

/* The day on which plain_count becomes `count`. */
static int64_t plain_day(int64_t count)
{
    int64_t week = floor_by(count - 1, PLAIN_DAYS);
    return week * DAYS + (count - 1 - week * PLAIN_DAYS) - MONDAY_BEFORE;
}

/* ---- exceptions ---- */

static int by_day_then_place(const void *left, const void *right)
{
    const struct exception *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return a->span < b->span ? -1 : a->span > b->span; /* the array's order: the later holds */
}

static int by_value(const void *left, const void *right)
{
    const int *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

const struct calendar *calendar_new(struct arena *arena, const struct calendar_span *spans, size_t span_count,
                                    const int *years, size_t year_count)
{
    struct calendar *calendar = ARENA_NEW(arena, struct calendar);
    const struct calendar_span *kept = arena_memdup(arena, spans, span_count * sizeof *spans);
    VEC(struct exception) all = {0};
    for (const struct calendar_span *span = kept; span < kept + span_count; span++)
        for (date day = span->first; day <= span->last && day - span->first < CALENDAR_SPAN_DAYS; day++)
            *VEC_PUSH(arena, &all) = (struct exception){.day = day, .span = span};
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_day_then_place);
    size_t count = 0;
    int32_t delta = 0;
    for (size_t i = 0; i < all.count; i++) {
        if (i + 1 < all.count && all.items[i + 1].day == all.items[i].day)
            continue;
        bool plain = weekday_of(all.items[i].day) <= PLAIN_DAYS, works = all.items[i].span->kind == DAY_WORK;
        delta += (int32_t)works - (int32_t)plain;
        all.items[count] = all.items[i];
        all.items[count++].delta = delta;
    }
    int *sorted = arena_memdup(arena, years, year_count * sizeof *years);
    if (year_count)
        qsort(sorted, year_count, sizeof *sorted, by_value);
    *calendar = (struct calendar){all.items, count, sorted, year_count};
    return calendar;
}

/* How many exceptions lie before the day, or on it. */
static size_t exceptions_until(const struct calendar *calendar, date day)
{
    size_t low = 0, high = calendar->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (calendar->exceptions[middle].day <= day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int32_t delta_behind(const struct calendar *calendar, size_t exceptions)
{
    return exceptions ? calendar->exceptions[exceptions - 1].delta : 0;
}

static int64_t count_until(const struct calendar *calendar, date day)
{
    return plain_count(day) + delta_behind(calendar, exceptions_until(calendar, day));
}

/* The working day on which the count becomes `count`. Between two exceptions the weeks are plain; so it is either
 * there, or the exception at the end of that stretch itself. */
static date day_of_count(const struct calendar *calendar, int64_t count)
{
    size_t low = 0, high = calendar->count; /* the first exception by which the count is reached */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct exception *one = calendar->exceptions + middle;
        if (plain_count(one->day) + one->delta < count)
            low = middle + 1;
        else
            high = middle;
    }
    int64_t plain = plain_day(count - delta_behind(calendar, low));
    if (low < calendar->count && plain >= calendar->exceptions[low].day)
        return calendar->exceptions[low].day;
    return kept_within(plain);
}

const struct calendar_span *calendar_span_of(const struct calendar *calendar, date day)
{
    size_t until = exceptions_until(calendar, day);
    return until && calendar->exceptions[until - 1].day == day ? calendar->exceptions[until - 1].span : NULL;
}

/* ---- answers ---- */

bool calendar_works(const struct calendar *calendar, date day)
{
    const struct calendar_span *span = calendar_span_of(calendar, day);
    return span ? span->kind == DAY_WORK : weekday_of(day) <= PLAIN_DAYS;
}

date calendar_add(const struct calendar *calendar, date day, int n)
{
    int64_t count = count_until(calendar, day);
    bool works = calendar_works(calendar, day);
    if (n == 0 && works)
        return day;
    if (n >= 0)
        return day_of_count(calendar, count + (n ? n : 1));
    return day_of_count(calendar,
                        count + n + !works); /* a rest day stands behind the last working day: one step less */
}

int calendar_between(const struct calendar *calendar, date from, date until)
{
    return (int)(count_until(calendar, until) - count_until(calendar, from));
}

date calendar_next(const struct calendar *calendar, date day)
{
    return calendar_add(calendar, day, 0);
}

date calendar_previous(const struct calendar *calendar, date day)
{
    return day_of_count(calendar, count_until(calendar, day));
}

int calendar_untabled(const struct calendar *calendar, date from, date until)
{
    int first, last, month, day;
    size_t at = 0;
    date_split(from < until ? from : until, &first, &month, &day);
    date_split(from < until ? until : from, &last, &month, &day);
    for (int year = first; year <= last; year++) {
        while (at < calendar->year_count && calendar->years[at] < year)
            at++;
        if (at == calendar->year_count || calendar->years[at] != year)
            return year;
    }
    return 0;
}
