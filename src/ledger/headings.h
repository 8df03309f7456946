/* headings: the aspects and items above findings somebody sees without seeing them themselves: their titles as plain
 * context, so that an owner's list says what his findings belong to (B1). No text of the letter, no id; none that is
 * restricted or above his ceiling. Paths say what stands under what. */
#ifndef RECTIFY_LEDGER_HEADINGS_H
#define RECTIFY_LEDGER_HEADINGS_H

#include "access/scope.h"
#include "ledger/finding_fields.h"
#include "store/db.h"

struct heading {
    int level;
    const char *path, *title, *outline_no; /* outline_no: "" for none */
    int64_t depth;
};

struct headings {
    struct heading *items; /* in the order of paths */
    size_t count;
};

/* Of findings with their paths; none for who sees the ledger whole: they are rows of his. One statement for 64
 * headings. */
enum status headings_above(struct db *db, struct arena *arena, const struct scope *scope, struct uuid ledger,
                           void *const *findings, size_t count, struct headings *ret_headings);

#endif
