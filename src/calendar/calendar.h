/* calendar: working-day arithmetic. Monday to Friday are working days, except where a table says otherwise: the State
 * Council's yearly notices, and an organisation's own days. Those exceptions are kept sorted, each with the running
 * difference to plain weeks, and the rest is arithmetic: an answer costs one binary search over some thirty exceptions
 * a year, however far apart the days are. Built once, then read only; threads may share it.
 *
 * Counting: a day from which something runs is not counted itself (民法典第201条); so calendar_add(d, n) is the n-th
 * working day after d, and calendar_between(d, calendar_add(d, n)) == n for n >= 0.
 * A year without a table is counted by plain weeks; calendar_untabled tells of it, and so does every explanation. */
#ifndef RECTIFY_CALENDAR_CALENDAR_H
#define RECTIFY_CALENDAR_CALENDAR_H

#include "base/arena.h"
#include "base/clock.h"

enum day_kind { DAY_REST, DAY_WORK };

/* Days in a row that are not as their weekdays say, or that have a name. */
struct calendar_span {
    date first, last; /* both belong to it */
    enum day_kind kind;
    const char *name; /* "春节", "防汛值守"; kept by reference */
    bool own;         /* the organisation's own, not the State Council's */
};
enum { CALENDAR_SPAN_DAYS = 366, CALENDAR_MOST = 20000 /* working days that one answer may go */ };

struct calendar;

/* Where spans overlap the later one in the array holds: own days come behind the notices. `years`: those with a table.
 */
const struct calendar *calendar_new(struct arena *arena, const struct calendar_span *spans, size_t span_count,
                                    const int *years, size_t year_count);

bool calendar_works(const struct calendar *calendar, date day);
/* The n-th working day after `day`, before it for a negative n; for 0 the day itself or, when it is a rest day, the
 * next working day. `n` within ±CALENDAR_MOST; an answer outside the dates of clock.h becomes the nearest of them. */
date calendar_add(const struct calendar *calendar, date day, int n);
/* Working days after `from` up to and with `until`; counted backwards and negative when `until` is the earlier. */
int calendar_between(const struct calendar *calendar, date from, date until);
date calendar_next(const struct calendar *calendar, date day);     /* the first working day on or after it */
date calendar_previous(const struct calendar *calendar, date day); /* the last working day on or before it */

/* The span a day is in, by its table, or NULL: it is as its weekday says. Its first and last are of the whole span. */
const struct calendar_span *calendar_span_of(const struct calendar *calendar, date day);
/* The first year that the days from … until touch and that has no table; 0: none. */
int calendar_untabled(const struct calendar *calendar, date from, date until);

int weekday_of(date day); /* 1 Monday … 7 Sunday */

#endif
