/* report_desk: who has reported and who has not (D2): each duty's report at hand, and the earlier ones somebody still
 * owes. A unit owes what is due from each unit while it leads or is responsible for a problem that runs. What is said
 * of "late" is known at the minute. */
#ifndef RECTIFY_SCHEDULE_REPORT_DESK_H
#define RECTIFY_SCHEDULE_REPORT_DESK_H

#include "base/message.h"
#include "insight/insight.h"
#include "ledger/reporting.h"

enum { DESK_PERIODS = 4, DESK_LOOK_BACK = 9, DESK_ROWS = 20000, DESK_MISSING = -1 };

struct desk_row {
    struct uuid unit, report; /* report nil: none */
    const char *unit_name, *unit_path, *number;
    int state; /* enum report_state; DESK_MISSING */
    bool sent, late, no_news;
    instant sent_at;
};

struct desk_period {
    struct report_period period;
    const char *why; /* its day, in one line */
    bool at_hand, over;
    int64_t minutes; /* to the cut-off; behind it when negative */
    int64_t owed, late, missing, states[8];
    VEC(struct desk_row) rows; /* units in official order */
};

struct desk_duty {
    const struct reporting_duty *duty;
    VEC(struct desk_period) periods; /* the one at hand, then older ones somebody owes, newest first */
};

struct report_desk {
    date as_of;
    struct reporting reporting;
    VEC(struct desk_duty) duties;
    size_t rows;
    bool more; /* than DESK_ROWS */
};

enum status report_desk_read(const struct insight *insight, enum language language, struct uuid ledger, date as_of,
                             struct report_desk *ret_desk);
/* Of the duties whose reports go into another's: every period that has begun and ends within these days. */
enum status report_desk_into(const struct insight *insight, struct uuid ledger, struct uuid outer, date from,
                             date until, struct report_desk *ret_desk);
void report_desk_json(struct strbuf *out, const struct report_desk *desk);

/* A report that is not sent. Whether the unit still owes it is the caller's question. */
bool desk_owes(const struct desk_row *row);

/* Names of the parts a report must have, as a JSON array. */
void report_needs_json(struct strbuf *out, uint64_t needs);

#endif
