/* revise: a feedback letter issued anew takes the place of the one before. What it says again keeps its record, and
 * with it number, state and everything done about it: only what stands in the letter is put right, by "correct" events.
 * What it says no more is withdrawn, if a person says so; the old letter itself is kept for good (A5). */
#ifndef RECTIFY_INTAKE_REVISE_H
#define RECTIFY_INTAKE_REVISE_H

#include "ledger/gate.h"

struct revision {
    struct uuid report;      /* the letter that is replaced; nil: none, nothing of this applies */
    const struct uuid *was;  /* for each node the finding that says the same there; nil: it is new */
    const struct uuid *gone; /* findings that are not said any more and leave the ledger */
    size_t gone_count;
};

struct revised {
    size_t kept, changed, withdrawn; /* kept: to the letter; changed: with other words */
};

struct revising {
    struct tx *tx;
    const struct scope *scope;
    const struct command *command;
    const struct revision *revision;
    struct problems *problems;
    struct revised result;
};

/* The replaced letter must be one of this inspection, and not be replaced already. */
enum status revise_check(struct revising *revising, struct uuid ledger, struct uuid inspection);
/* `wanted` is the finding as the new letter states it. A title or deadline the office has put in its own words stays.
 * Parents before children. */
enum status revise_finding(struct revising *revising, struct uuid was, const char *place, const struct finding *wanted);
/* After the last node. */
enum status revise_withdraw(struct revising *revising, struct uuid ledger);

#endif
