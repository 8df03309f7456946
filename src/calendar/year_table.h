/* year_table: a year's table of holidays, as a file: data/calendar/YYYY.json, and what an office imports for a later
 * year. Two forms are read:
 *   {"year": 2026, "notice": "…", "holidays": [{"name": "春节", "from": "2026-02-15", "to": "2026-02-23",
 *                                              "work": ["2026-02-14"]}]}      ours, as the notice is written
 *   {"year": 2026, "papers": ["…"], "days": [{"name": "春节", "date": "2026-02-15", "isOffDay": true}]}
 *                                                                             as public tables are published
 * A table may name days of the neighbouring years: the New Year's holiday often begins in December. */
#ifndef RECTIFY_CALENDAR_YEAR_TABLE_H
#define RECTIFY_CALENDAR_YEAR_TABLE_H

#include "base/problem.h"
#include "calendar/calendar.h"

enum { YEAR_TABLE_FIRST = 2000, YEAR_TABLE_LAST = 2199 };
enum { YEAR_TABLE_SPANS = 400, YEAR_TABLE_BYTES = 256 * 1024, CALENDAR_NAME_BYTES = 120 };

struct year_table {
    int year;
    const char *notice; /* what it rests on, "" when the file does not say */
    struct calendar_span *spans;
    size_t span_count;
};

/* Hostile input: sizes are limited, every day is checked. REFUSED with a sentence that names the entry. */
enum status year_table_read(struct arena *arena, const char *bytes, size_t size, struct problems *problems,
                            struct year_table *ret_year);

#endif
