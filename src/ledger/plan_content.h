/* plan_content: what a plan's version or a unit's extract consisted of, word for word as it was then: the manifest says
 * which versions, the histories what they said. Read with the reader's rights: what he may not see is left out and
 * counted; nothing is written twice, so nothing can differ (docs/decisions/0010). */
#ifndef RECTIFY_LEDGER_PLAN_CONTENT_H
#define RECTIFY_LEDGER_PLAN_CONTENT_H

#include "ledger/gate.h"
#include "ledger/planning.h"

typedef VEC(struct record_head *) records_vec;

struct plan_content {
    struct record_head *keeper; /* the version or extract, as it is */
    struct record_head *plan;   /* as it was then, like all that follows */
    records_vec of[PART_KINDS];
    int64_t left_out; /* withdrawn since, or not for this person */
    bool intact;      /* all of it, whoever may see it, still hashes to what was kept */
};

/* `type`: record_plan_version or record_plan_extract. NOT_FOUND also when it is not for this person. `withdrawn`: what
 * was withdrawn since is there, too. */
enum status plan_content_read(struct db *db, struct arena *arena, const struct scope *scope,
                              const struct record_type *type, struct uuid ledger, struct uuid id, bool withdrawn,
                              struct plan_content *ret_content);

/* One difference: a record that was added, removed or says something else. */
struct plan_difference {
    const struct record_type *type;
    const struct record_head *before, *after; /* NULL: not there */
    uint64_t changed;                         /* its material fields that differ */
};

typedef VEC(struct plan_difference) differences_vec;

/* The plan's own text, then measures and criteria in the order of `after`, what was removed at the end of each. */
void plan_content_compare(struct arena *arena, const struct plan_content *before, const struct plan_content *after,
                          differences_vec *ret_differences);

#endif
