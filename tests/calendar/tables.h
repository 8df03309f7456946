/* tables: the calendar as the program ships it, for the tests of days: data/calendar/YYYY.json read from the sources.
 */
#ifndef RECTIFY_TESTS_CALENDAR_TABLES_H
#define RECTIFY_TESTS_CALENDAR_TABLES_H

#include "calendar/year_table.h"

/* With `own` spans behind the notices. Ends the test when a file does not read. */
const struct calendar *shipped_calendar(struct arena *arena, const struct calendar_span *own, size_t own_count);
/* The bytes of data/calendar/<year>.json, in the arena. */
const char *shipped_year(struct arena *arena, int year, size_t *ret_size);

enum { SHIPPED_FIRST = 2018, SHIPPED_LAST = 2026 };

#endif
