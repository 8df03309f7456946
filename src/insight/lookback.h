/* lookback: a weighted sample of closed problems to be looked at again (E3). The weights are data
 * (data/figures/sample.json): each fact that holds adds its weight, and the row drawn says in one line which did.
 *
 * The draw can be done again by anybody: candidates in the order of their numbers; for draw k = 1, 2, … the first eight
 * bytes of SHA-256("<seed>:<k>"), as a number, modulo the weight that is left, falls on one of those not drawn yet. */
#ifndef RECTIFY_INSIGHT_LOOKBACK_H
#define RECTIFY_INSIGHT_LOOKBACK_H

#include "insight/insight.h"
#include "insight/rule_file.h"

#define LOOKBACK_FACTS(F)                                                                                              \
    F(base)       /* every one */                                                                                      \
    F(serious)    /* of a severity that is, or means, "serious" */                                                     \
    F(reopened)   /* opened again before */                                                                            \
    F(rating_gap) /* the unit rated itself better than its reviewers did */                                            \
    F(passed_on)  /* between units */                                                                                  \
    F(last_days)  /* closed on its last day or in the three before */                                                  \
    F(unchecked)  /* nobody looked for a year */

#define LOOKBACK_FACT(name) LOOKBACK_##name,
enum lookback_fact { LOOKBACK_FACTS(LOOKBACK_FACT) LOOKBACK_FACT_COUNT };
#undef LOOKBACK_FACT

enum { LOOKBACK_MOST = 500, LOOKBACK_SEED = 40, LOOKBACK_LAST_DAYS = 3, LOOKBACK_MONTHS = 12 };

struct lookback_weights {
    const char *label[2];
    struct rule_term *terms;
    size_t count;
};

enum status lookback_weights_read(struct arena *arena, const char *name, const char *bytes, size_t size,
                                  struct problems *problems, struct lookback_weights *ret_weights);

struct lookback_row {
    struct uuid finding, check; /* check: nil until it is planned */
    const char *number, *title, *unit;
    unsigned facts; /* 1 << enum lookback_fact */
    int64_t weight; /* in hundredths */
    bool drawn;
    const char *note; /* of a row drawn: why, one Chinese line */
};

struct lookback_sample {
    const char *seed, *batch;
    size_t candidates;
    VEC(struct lookback_row) drawn; /* in the order they were drawn */
};

/* REFUSED for a count or seed that is none. */
enum status lookback_check(int64_t count, const char *seed, struct problems *problems);
/* A seed of its own, for who gives none. */
const char *lookback_seed(struct arena *arena);
/* Draws among what the reader sees; fewer than `count` when there are no more, REFUSED when there is none. */
enum status lookback_draw(const struct insight *insight, const struct lookback_weights *weights, struct uuid ledger,
                          const char *seed, size_t count, struct problems *problems,
                          struct lookback_sample *ret_sample);
/* Plans a look-back at each of them. */
enum status lookback_plan(struct tx *tx, const struct scope *scope, const struct command *command, struct uuid ledger,
                          const date *planned_on, struct lookback_sample *sample, struct problems *problems);
void lookback_json(struct strbuf *out, const struct lookback_sample *sample);

#endif
