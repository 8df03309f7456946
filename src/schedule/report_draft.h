/* report_draft: a report as it can be known before anybody writes it (D2): a unit's from what was reported of its
 * measures in the period; the office's compiled from the reports that go into it; with what the last one said, to
 * compare. Each fact was entered once; what is typed here is judgement. Restricted and confidential problems are left
 * out: a report has more readers than they have. */
#ifndef RECTIFY_SCHEDULE_REPORT_DRAFT_H
#define RECTIFY_SCHEDULE_REPORT_DRAFT_H

#include "insight/insight.h"
#include "ledger/reporting.h"

enum { REPORT_SOURCES = 2000 };

struct report_wish {
    const struct uuid *duty; /* NULL: on any day, then unit, from and until are said */
    const struct uuid *unit; /* NULL: the office */
    bool has_day, has_period;
    date day, from, until;
};

struct report_source {
    struct uuid id, unit;
    const char *number, *unit_name;
    int state;
    bool no_news, late;
};

struct report_before {
    struct uuid id; /* nil: there is none */
    const char *number;
    date from, until;
    bool no_news;
    const char *parts[REPORT_PART_COUNT];
};

struct report_draft {
    const struct reporting_duty *duty; /* NULL: none */
    struct uuid unit, existing;        /* existing nil: not begun */
    const char *unit_name, *title, *figures;
    struct report_period period;
    bool no_news;
    uint64_t needs;
    const char *parts[REPORT_PART_COUNT]; /* "" where nothing is known */
    VEC(struct report_source) sources;
    VEC(struct report_source) missing; /* only unit and its name */
    struct report_before last;
};

/* REFUSED: no such duty, or neither duty nor period and unit. */
enum status report_draft_read(const struct insight *insight, struct uuid ledger, const struct report_wish *wish,
                              struct problems *problems, struct report_draft *ret_draft);
/* The record it would be, without an id: everything that was filled in, or only that there is no news. */
struct progress_report *report_of_draft(struct arena *arena, struct uuid ledger, const struct report_draft *draft,
                                        bool no_news);
void report_draft_json(struct strbuf *out, const struct report_draft *draft);

#endif
