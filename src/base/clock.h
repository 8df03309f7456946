/* clock: dates are dates (days since 1970-01-01 in the civil calendar, never instants), instants are UTC milliseconds.
 * Nobody but main.c reads the machine's clock: a struct clock is passed in, so that tests set the date. */
#ifndef RECTIFY_BASE_CLOCK_H
#define RECTIFY_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

typedef int32_t date;    /* days since 1970-01-01; valid 1900-01-01 … 2199-12-31 */
typedef int64_t instant; /* milliseconds since 1970-01-01T00:00:00Z */

enum { DATE_TEXT = 11, INSTANT_TEXT = 25 };

struct clock {
    instant (*now)(void *context);
    void *context;
    int32_t offset_minutes; /* the installation's fixed offset from UTC (+480), D6 */
};

instant clock_now(const struct clock *clock);
date clock_today(const struct clock *clock);
date clock_day_of(const struct clock *clock, instant at);      /* the day it is of, where the clock stands */
instant clock_day_begins(const struct clock *clock, date day); /* its first moment there */
/* In rectify_clock (tests/meson.build), and in no program that is installed, RECTIFY_CLOCK may name a file with an
 * instant: the clock goes on from there since the file was written. */
struct clock clock_of_machine(int32_t offset_minutes);

bool date_make(int year, int month, int day, date *ret_date); /* false when there is no such day */
void date_split(date day, int *ret_year, int *ret_month, int *ret_day);
bool date_parse(const char *text, date *ret_date); /* YYYY-MM-DD only */
void date_text(date day, char out[DATE_TEXT]);
int date_days_in_month(int year, int month);
/* The same day so many months on, or the last of that month: 31 January and one month is 28 or 29 February. */
date date_add_months(date day, int months);

bool instant_parse(const char *text, instant *ret_instant); /* RFC 3339 with Z or +hh:mm, up to milliseconds */
void instant_text(instant at, char out[INSTANT_TEXT]);      /* 2026-11-20T08:00:00.000Z */

#endif
