/* reporting: what a duty to report owes (D2): its periods, and by when each is due. A duty is due on a day of each
 * period (weeks from Monday), of its own or of the next; or so many working days before the report it goes into, which
 * has the same periods. A cut-off on a rest day moves to the working day before it. */
#ifndef RECTIFY_LEDGER_REPORTING_H
#define RECTIFY_LEDGER_REPORTING_H

#include "calendar/calendar.h"
#include "ledger/progress_report_fields.h"
#include "store/tx.h"

enum { REPORTING_DUTIES = 200, REPORTING_DEPTH = 8, MINUTES_OF_DAY = 24 * 60 };

/* The parts of a report, in order: fields of progress_report, each with a flag needs_… of reporting_duty. */
#define REPORT_PARTS(P)   P(problems) P(results) P(own_findings) P(obstacles) P(next_step)
#define REPORT_PART(name) REPORT_PART_##name,
enum report_part { REPORT_PARTS(REPORT_PART) REPORT_PART_COUNT };
#undef REPORT_PART
extern const int report_part_fields[REPORT_PART_COUNT];

/* Of a ledger, not withdrawn, in order. */
struct reporting {
    struct reporting_duty **duties;
    size_t count;
    const struct calendar *calendar;
};

struct report_period {
    date from, until; /* both in it */
    date due;
    int minute;      /* of that day until which it is in time */
    date before_due; /* the day before a rest day moved it; `due` when none did */
    bool counted;    /* back from the report it goes into */
};

enum status reporting_load(struct db *db, struct arena *arena, struct uuid ledger, struct reporting *ret_reporting);
const struct reporting_duty *reporting_find(const struct reporting *reporting, struct uuid id); /* NULL: none such */

/* The period `day` falls in. False when the duty is not in force in it. */
bool reporting_period(const struct reporting *reporting, const struct reporting_duty *duty, date day,
                      struct report_period *ret_period);
/* The period whose report is written on `day`: the first whose day is not over; the last one when all are. */
bool reporting_at_hand(const struct reporting *reporting, const struct reporting_duty *duty, date day,
                       struct report_period *ret_period);

/* Whether a unit belongs to the organisation whose ledger it is, or is it. */
enum status reporting_inside(struct tx *tx, struct uuid ledger, struct uuid unit, bool *ret_inside);

/* "HH:MM" up to "24:00"; the end of the day for NULL and "". */
bool report_minute(const char *text, int *ret_minute);
void report_minute_text(int minute, char out[6]);

/* What a report must say: fields of progress_report, by the duty's flags. */
uint64_t reporting_needs(const struct reporting_duty *duty);

#endif
