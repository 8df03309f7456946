/* work: what one person owes, in all ledgers he sees something of: running findings his units or he himself answer for,
 * and measures that are his or his units', by last day. Two statements, whatever the number of ledgers. */
#ifndef RECTIFY_INSIGHT_WORK_H
#define RECTIFY_INSIGHT_WORK_H

#include "insight/insight.h"
#include "ledger/question.h"

/* The buckets, each a question of the list. */
#define WORK_BUCKETS(B)   B(overdue) B(due_today) B(due_week) B(due_later) B(undated)
#define WORK_BUCKET(name) WORK_##name,
enum work_bucket { WORK_BUCKETS(WORK_BUCKET) WORK_BUCKET_COUNT };
#undef WORK_BUCKET
extern const char *const work_bucket_names[WORK_BUCKET_COUNT];

enum {
    WORK_LEDGERS = 32, /* looked at; whoever sees more chooses one */
    WORK_READ = 2000,  /* findings and measures that are counted */
    WORK_SHOWN = 200,  /* and told one by one */
};

struct work_item {
    struct uuid id, ledger;
    const char *ledger_code, *number, *title, *unit, *person; /* lead unit and lead official, or unit and owner; "" */
    const char *state, *level;                                /* words; level only of findings */
    struct deadline due;
    bool has_due;
    bool leads, answers_for; /* the reader is lead official, accountable official */
    int64_t days;            /* left; behind us when negative; meaningless in WORK_undated */
    enum work_bucket bucket;
    struct uuid finding; /* of a measure: what it answers, as far as the reader sees it */
    const char *finding_number, *finding_title;
};

struct work_ledger {
    struct uuid id;
    const char *code;
    int64_t buckets[WORK_BUCKET_COUNT], total, actions;
};

struct work {
    date today;
    VEC(struct work_item) findings;
    VEC(struct work_item) actions;
    VEC(struct work_ledger) ledgers; /* those with something in them */
    size_t ledgers_left_out;
    bool more; /* than WORK_READ */
};

/* `only`: this ledger alone; NULL: all. */
enum status work_read(const struct insight *insight, const struct uuid *only, struct work *ret_work);
void work_json(struct strbuf *out, const struct work *work);

#endif
