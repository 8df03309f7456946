/* rebuild: folds all events into empty tables and compares them with the store's, row by row (D2, D12). What somebody
 * changed behind the journal's back is named: table, record, field. The scratch store is SQLite, in a temporary
 * directory of its own, whatever the store is. */
#ifndef RECTIFY_JOURNAL_REBUILD_H
#define RECTIFY_JOURNAL_REBUILD_H

#include "journal/fold.h"
#include "store/schema.h"

struct rebuild_options {
    /* Called for every difference, so that none is lost to the limit of a problem list; may be NULL. `field` is "" for
     * a whole row. */
    void (*differs)(void *context, const char *table, const char *id, const char *field);
    void *context;
    const struct upcaster *upcasters; /* NULL: those of this program */
};

struct rebuild_report {
    int64_t events, rows;
    int64_t differences;
};

/* Holds a snapshot while it compares, not while it folds: the store may be written to meanwhile.
 * OK: equal. REFUSED: the differences are in `problems` (the first of them) and went to `differs` (all). */
enum status journal_rebuild_check(struct db *db, const struct schema *schema, const struct clock *clock,
                                  const struct rebuild_options *options, struct problems *problems,
                                  struct rebuild_report *ret_report);

#endif
