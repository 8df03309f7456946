/* compare: two stores table by table, as they are stored: column by column, byte by byte, so that nothing that merely
 * reads the same passes for the same. The two may be of different kinds (the scratch store of rebuild is SQLite). Both
 * are read in the order of the keys, once, in constant memory. On PostgreSQL the caller has a transaction open (for the
 * cursors, and so that it is one snapshot). */
#ifndef RECTIFY_JOURNAL_COMPARE_H
#define RECTIFY_JOURNAL_COMPARE_H

#include "store/schema.h"

enum comparison_result { ROW_DIFFERS, ROW_MISSING, ROW_UNKNOWN };

struct comparison {
    struct db *stored, *folded;
    /* `field` is "" for a whole row. A deadline's three columns are one field. */
    void (*differs)(void *context, enum comparison_result result, const char *table, struct uuid id, const char *field);
    void *context;
    int64_t rows; /* looked at, of both together counted once */
};

enum status compare_records(struct comparison *comparison, struct arena *arena, const struct record_type *type);
/* The link tables of its refs fields. */
enum status compare_links(struct comparison *comparison, struct arena *arena, const struct record_type *type);
/* A derived table; `columns` as in struct table_text. The id of a row is its column "id", else its first uuid that is
 * not the ledger's. */
enum status compare_table(struct comparison *comparison, struct arena *arena, const char *table, const char *columns);

#endif
