/* calendar_effect: what a change of the calendar would move (D6 of the calendar's settings): latest days of gates and
 * measures, days of reports at hand; and days that were set and would then fall on a day of rest. Stored days are not
 * moved by a calendar: what is approved stays, and is named here so that a person can act. Read before the change and
 * behind it, in one transaction that is rolled back. */
#ifndef RECTIFY_SCHEDULE_CALENDAR_EFFECT_H
#define RECTIFY_SCHEDULE_CALENDAR_EFFECT_H

#include "ledger/reporting.h"
#include "schedule/scheduling.h"

enum { EFFECT_SHOWN = 200 };

struct calendar_state {
    struct uuid ledger;
    struct schedule schedule;
    struct reporting reporting;
};

enum status calendar_state_read(const struct insight *insight, struct uuid ledger, struct problems *problems,
                                struct calendar_state *ret_state);
/* As JSON. The same records, two calendars. */
enum status calendar_effect_json(const struct insight *insight, struct strbuf *out, const struct calendar_state *before,
                                 const struct calendar_state *after);

#endif
