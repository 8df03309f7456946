/* waiting: what waits for this person's hand, in all ledgers he sees something of: claims, reviews, requests put to
 * him, opinions asked of him, extracts and letters to sign. Which record waits in which state for whom is one table; a
 * new record that somebody must answer is a row of it. One statement, whatever the number of ledgers. */
#ifndef RECTIFY_INSIGHT_WAITING_H
#define RECTIFY_INSIGHT_WAITING_H

#include "insight/insight.h"

enum {
    WAITING_LEDGERS = 32, /* looked at; whoever sees more chooses one */
    WAITING_SHOWN = 100,  /* of a kind in a ledger that are told one by one */
};

struct waiting_item {
    struct uuid id, ledger, finding, plan; /* nil: about none, or none he sees */
    const char *ledger_code, *title, /* of a claim the word of its role */ *number, *finding_title,
        *plan_title; /* "" where there is none */
    bool has_due;
    date due_on;
};

struct waiting_kind {
    const char *name; /* "claims": the plural of the record */
    const struct record_type *type;
    VEC(struct waiting_item) items; /* by day */
    int64_t count;                  /* of all, told or not */
};

struct waiting {
    date today;
    struct waiting_kind *kinds;
    size_t kind_count;
    int64_t total;
    size_t ledgers_left_out;
};

/* `only`: this ledger alone; NULL: all. */
enum status waiting_read(const struct insight *insight, const struct uuid *only, struct waiting *ret_waiting);
void waiting_json(struct strbuf *out, const struct waiting *waiting);

#endif
