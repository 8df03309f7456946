/* period: a length of time as a rule or a notice says it ("within 45 working days of the feedback", "three months"),
 * and the ends of calendar units. Two ways to count must be able to hold at once: a gate lasts at least so many working
 * days and at least so many calendar days. */
#ifndef RECTIFY_CALENDAR_PERIOD_H
#define RECTIFY_CALENDAR_PERIOD_H

#include "calendar/calendar.h"

enum period_kind { PERIOD_WORKING_DAYS, PERIOD_DAYS, PERIOD_MONTHS };
struct period {
    int count; /* 0 … CALENDAR_MOST */
    enum period_kind unit;
};

/* The last day of a period that an act on `from` starts: the day of the act is not counted (民法典第201条), months end
 * on the day of the same number or on the month's last (第202条); where it rolls, a last day that is a rest day gives
 * way to the next working day (第203条). */
date period_end(const struct calendar *calendar, date from, struct period period, bool rolls);

/* At least so many working days and at least so many days. */
struct length {
    int working, days;
};
/* The latest day from which such a length can still be had by `until`; the earliest day by which it is had from `from`.
 */
date length_before(const struct calendar *calendar, date until, struct length length);
date length_after(const struct calendar *calendar, date from, struct length length);

/* Last days: of the 旬 (10th, 20th, the month's last), of the month, of the quarter, of the year. */
date ten_days_end(date day);
date month_end(date day);
date quarter_end(date day);
date year_end(date day);

/* When something is due in a week: a weekday, moved to the last working day before it when it is a rest day. */
date weekly_cutoff(const struct calendar *calendar, date any_day_of_week, int weekday);
/* The day something counts as handed in: after the hour (minutes from midnight), or on a rest day, the next working
 * day. */
date counts_on(const struct calendar *calendar, date day, int minute, int cutoff_minute);

#endif
