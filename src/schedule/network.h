/* network: activities, what has to come before what, and by when: how early each can be done and how late it may be
 * done. Plain arrays in, results beside them; no store, no clock. One pass forward and one back over a topological
 * order, so that 100 000 activities are planned anew while a person waits for a page.
 *
 * Days are evenings: an activity that starts on the evening of `start` and takes five working days ends on the evening
 * of the fifth working day behind it (calendar_add); its first day is the working day behind `start`. What follows it
 * with no lag starts on the evening it ends; a lag is that many working days between. This is how a period is counted
 * (the first day is not), so that one arithmetic serves all. */
#ifndef RECTIFY_SCHEDULE_NETWORK_H
#define RECTIFY_SCHEDULE_NETWORK_H

#include "base/status.h"
#include "calendar/period.h"

#include <stdint.h>

enum { NETWORK_NODES = 1000000, NETWORK_LAG = 2000 };
#define NETWORK_NONE UINT32_MAX

struct activity {
    /* given */
    struct length length; /* takes at least so many working days and so many days; {0, 0}: a milestone */
    date ready;           /* starts on this evening at the earliest */
    date limit;           /* to end by this evening, when has_limit */
    bool has_limit;
    bool done;     /* ended on `limit`, whatever comes before it; what it would hold up is not held up any more */
    bool ten_days; /* the latest end is the end of a 旬 */
    /* found */
    bool has_late; /* something behind it, or itself, has a limit */
    date early_start, early_finish;
    date late_start, late_finish; /* when has_late */
    int slack;                    /* working days from early_finish to late_finish; negative: too late by so many */
    bool late;                    /* early_finish > late_finish */
    bool critical;                /* no activity that leads to the same limit has less slack */
    uint32_t held_by;             /* whose end decides early_start; NETWORK_NONE: its own `ready` */
    uint32_t gives_to;            /* whose latest start decides late_finish; NETWORK_NONE: its own limit */
    uint32_t limited_by;          /* whose limit decides late_finish; itself; NETWORK_NONE */
};

struct precedence {
    uint32_t before, after;
    int lag; /* working days between, 0 … NETWORK_LAG */
};

struct network {
    const struct calendar *calendar;
    struct arena *arena;
    struct activity *activities;
    size_t count;
    /* made by network_new */
    struct precedence *edges;
    size_t edge_count;
    const uint32_t *order;         /* topological */
    const uint32_t *first_in, *in; /* edges into i: in[first_in[i]] … in[first_in[i + 1] - 1] */
    const uint32_t *first_out, *out;
};

/* Sorts what is given. REFUSED: it goes in a circle, of which ret_circle is told (in the arena), each before the next
 * and the last before the first. The activities stay the caller's, and may be changed between plannings; so may the
 * lags. */
enum status network_new(struct arena *arena, const struct calendar *calendar, struct activity *activities, size_t count,
                        struct precedence *edges, size_t edge_count, struct network *ret_network,
                        const uint32_t **ret_circle, size_t *ret_circle_count);
/* Finds all that is to be found. */
void network_plan(const struct network *network);
/* The activities that decide how early `target` ends, first to last with itself; in the arena. */
size_t network_chain(const struct network *network, uint32_t target, const uint32_t **ret_chain);

/* ---- when it cannot be done ---- */

enum remedy_kind {
    REMEDY_LATER_LIMIT, /* the limit moves to `to` */
    REMEDY_SHORTEN,     /* the activity takes `by` days less, counted either way */
    REMEDY_LESS_LAG,    /* `by` working days less between held_by and the activity */
};
struct remedy {
    enum remedy_kind kind;
    uint32_t activity;
    int by;
    date to; /* the later limit */
};
enum { REMEDIES = 12 };

/* The smallest single changes of which each alone would let `target`, which is late, end by its limit; none suffices:
 * `ret_together` several that do together, or nothing. The network is as planned before and afterwards. */
size_t network_remedies(struct network *network, uint32_t target, struct remedy ret_remedies[REMEDIES],
                        bool *ret_together);

#endif
