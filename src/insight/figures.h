/* figures: what a ledger's first page says (J1, D6): how many problems there are, by state, term, unit, leader, aspect
 * and inspection; how much time each source leaves. One pass over the findings the reader sees, so that the numbers
 * tie; three statements in all. Where nothing else is said, only problems count (level "finding"). */
#ifndef RECTIFY_INSIGHT_FIGURES_H
#define RECTIFY_INSIGHT_FIGURES_H

#include "insight/insight.h"
#include "ledger/question.h"

/* Columns of a tally, and the filter that lists a cell's rows behind the row's own. */
#define FIGURE_COLUMNS(C)                                                                                              \
    C(total, "")                                                                                                       \
    C(registered, "state=registered")                                                                                  \
    C(claimed, "state!=registered,disputed")                                                                           \
    C(open, "open=true")                                                                                               \
    C(overdue, "overdue=true")                                                                                         \
    C(closed, "state=closed")

#define FIGURE_COLUMN(name, filter) FIGURE_##name,
enum figure_column { FIGURE_COLUMNS(FIGURE_COLUMN) FIGURE_COLUMN_COUNT };
#undef FIGURE_COLUMN

/* What is counted by, and the filter of a row: "horizon=immediate", "lead_unit_id=<id>". */
#define FIGURE_GROUPS(G)                                                                                               \
    G(state, "state")                                                                                                  \
    G(horizon, "horizon")                                                                                              \
    G(origin, "origin")                                                                                                \
    G(completion, "completion")                                                                                        \
    G(category, "category")                                                                                            \
    G(unit, "lead_unit_id")                                                                                            \
    G(lead_official, "lead_official_id")                                                                               \
    G(accountable_official, "accountable_official_id")                                                                 \
    G(aspect, "under")                                                                                                 \
    G(inspection, "inspection_id")

#define FIGURE_GROUP(name, filter) FIGURE_BY_##name,
enum figure_group { FIGURE_GROUPS(FIGURE_GROUP) FIGURE_GROUP_COUNT };
#undef FIGURE_GROUP

struct figure_row {
    const char *word; /* NULL: keyed by id */
    struct uuid id;
    const char *name;  /* of an id's record; a word's label is the profile's */
    const char *order; /* rows stand by this, then as they came */
    int64_t counts[FIGURE_COLUMN_COUNT];
    bool left_out; /* only while they are chosen */
};

enum { FIGURE_ROWS = 500 }; /* of a group that are told: those with most overdue, then most open; the rest in sum */

struct figure_rest {
    int64_t rows, counts[FIGURE_COLUMN_COUNT];
};

struct figure_letter {
    struct uuid id;
    const char *title;
    bool issued, signed_;
    date issued_on, signed_on;
    int64_t findings;
};

/* An inspection and its clock: it starts on the day its letter was signed for, else on the day of feedback. */
struct figure_source {
    struct uuid id;
    const char *code, *name, *kind, *level; /* words */
    bool started, ends;
    date started_on, ends_on;
    int64_t months, days_left, elapsed; /* per cent of the time, 0 to 100 */
    int64_t levels[16], actions;        /* by enum finding_level */
    VEC(struct figure_letter) letters;
};

struct figures {
    date today;
    int64_t levels[16]; /* all nodes, by enum finding_level */
    int64_t totals[FIGURE_COLUMN_COUNT], unassigned;
    int64_t questions[QUESTION_COUNT];
    int64_t actions, action_states[16];
    VEC(struct figure_row) groups[FIGURE_GROUP_COUNT];
    struct figure_rest rest[FIGURE_GROUP_COUNT];
    VEC(struct figure_source) sources;
};

/* The gate's rights apply; the caller has seen to it that the reader may enter the ledger. */
enum status figures_count(const struct insight *insight, struct uuid ledger, struct figures *ret_figures);
void figures_json(struct strbuf *out, const struct figures *figures);

#endif
