/* calendar_year: a year's table of holidays, as a file: data/calendar/YYYY.json, and what an office imports for a later
 * year. Two forms are read:
 *   {"year": 2026, "notice": "…", "holidays": [{"name": "春节", "from": "2026-02-15", "to": "2026-02-23",
 *                                              "work": ["2026-02-14"]}]}      ours, as the notice is written
 *   {"year": 2026, "papers": ["…"], "days": [{"name": "春节", "date": "2026-02-15", "isOffDay": true}]}
 *                                                                             as public tables are published
 * A table may name days of the neighbouring years: the New Year's holiday often begins in December. */
#ifndef RECTIFY_CALENDAR_CALENDAR_YEAR_H
#define RECTIFY_CALENDAR_CALENDAR_YEAR_H

#include "base/problem.h"
#include "calendar/calendar.h"

enum { CALENDAR_YEAR_SPANS = 400, CALENDAR_YEAR_BYTES = 256 * 1024, CALENDAR_NAME_BYTES = 120 };

struct calendar_year {
    int year;
    const char *notice; /* what it rests on, "" when the file does not say */
    struct calendar_span *spans;
    size_t span_count;
};

/* Hostile input: sizes are limited, every day is checked. REFUSED with a sentence that names the entry. */
enum status calendar_year_read(struct arena *arena, const char *bytes, size_t size, struct problems *problems,
                               struct calendar_year *ret_year);

#endif
