/* outcomes: what rectification brought about (E5), in a period or ever: rules issued, money that came back, persons
 * dealt with (persons and person-times apart), letters answered, practice spread. Each figure counts what the reader
 * sees and goes out with the list that shows its rows. Five statements, one for each record. */
#ifndef RECTIFY_INSIGHT_OUTCOMES_H
#define RECTIFY_INSIGHT_OUTCOMES_H

#include "insight/insight.h"

struct outcome_period {
    bool has_from, has_until;
    date from, until;
};

/* REFUSED when a text is no day, or the period ends before it begins; NULL or "": open. */
enum status outcome_period_read(const char *from, const char *until, struct problems *problems,
                                struct outcome_period *ret_period);

/* What a figure is by: "kind", "form", "spread"; of the total "". */
struct outcome_row {
    const struct record_type *type;
    const char *by, *value; /* a word or a term; "" of a total, and of rows that say nothing */
    const char *filter;
    int64_t count, fen, persons;
};

struct outcomes {
    date today;
    struct outcome_period period;
    VEC(struct outcome_row) rows; /* of a record the total first, then by what it divides */
};

enum status outcomes_count(const struct insight *insight, struct uuid ledger, const struct outcome_period *period,
                           struct outcomes *ret_outcomes);
void outcomes_json(struct strbuf *out, const struct outcomes *outcomes);

#endif
