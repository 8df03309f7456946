/* drafting: inside of report_draft: the parts of a report while they are written. report_entries.c writes them from
 * what was entered, report_draft.c compiles them from other reports. */
#ifndef RECTIFY_SCHEDULE_DRAFTING_H
#define RECTIFY_SCHEDULE_DRAFTING_H

#include "schedule/report_draft.h"

struct drafting {
    const struct insight *insight;
    struct uuid ledger;
    struct report_draft *draft;
    struct reporting reporting;
    bool office; /* it is the office's own */
    struct strbuf parts[REPORT_PART_COUNT];
    int counts[REPORT_PART_COUNT]; /* numbered so far */
};

/* From what was reported, finished, found, asked and is coming up in the period; says whether that is nothing. */
enum status drafting_from_entries(struct drafting *drafting);

/* ` AND column >= … AND column <= …` of the period. */
void drafting_in_period(const struct drafting *drafting, struct query *query, const char *column);
/* Without the stop, comma or blank it ends with; in the arena. */
const char *drafting_without_stop(struct arena *arena, const char *text);

#endif
