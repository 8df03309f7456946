/* explain: why a day is what the arithmetic says, in one line for a person: what was asked, the answer, and the days
 * between that were not counted or were worked in exchange. Results live in the arena. */
#ifndef RECTIFY_CALENDAR_EXPLAIN_H
#define RECTIFY_CALENDAR_EXPLAIN_H

#include "base/message.h"
#include "calendar/period.h"

const char *explain_day(const struct calendar *calendar, struct arena *arena, enum language language, date day);
const char *explain_add(const struct calendar *calendar, struct arena *arena, enum language language, date from, int n);
const char *explain_between(const struct calendar *calendar, struct arena *arena, enum language language, date from,
                            date until);
const char *explain_period(const struct calendar *calendar, struct arena *arena, enum language language, date from,
                           struct period period, bool rolls);

/* 2026年2月13日（周五）, 2026-02-13 (Fri) */
const char *explain_date(struct arena *arena, enum language language, date day);

#endif
