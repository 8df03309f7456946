/* practice: a measure that is kept up (C1) owes one occurrence in each period: the weeks (from Monday), 旬, half
 * months, months, quarters, half years or years of the calendar. Whoever reports on it in a period has recorded one; a
 * period that is over without any was missed. Pure functions over dates. */
#ifndef RECTIFY_LEDGER_PRACTICE_H
#define RECTIFY_LEDGER_PRACTICE_H

#include "base/clock.h"
#include "ledger/ledger_words.h"

#include <stddef.h>

enum { PRACTICE_PERIODS = 600 }; /* told at most, the latest: eleven years of weeks */

struct practice_period {
    date from, until;  /* both in it */
    int64_t recorded;  /* reports of a day in it */
    bool owed, missed; /* owed: the practice was there from its first day */
};

/* The period `day` falls in. */
struct practice_period practice_period_of(enum frequency frequency, date day);
/* From the one `since` falls in to the one `until` falls in, oldest first; how many. `room` at least PRACTICE_PERIODS.
 */
size_t practice_periods(enum frequency frequency, date since, date until, struct practice_period *periods);
/* `days`: of its reports, in any order. A period is missed when it ended before `today` without one. */
void practice_count(struct practice_period *periods, size_t count, const date *days, size_t day_count, date today);

#endif
