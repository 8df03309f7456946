/* history: the versions of one record, from its events. Shows versions, never a chain's seq (D31). */
#ifndef RECTIFY_JOURNAL_HISTORY_H
#define RECTIFY_JOURNAL_HISTORY_H

#include "journal/fold.h"

enum { HISTORY_VERSIONS = 2000 }; /* of one record that are read at most: the newest */

struct history_version {
    int64_t version;
    instant at;
    const char *event, *via, *reason;
    struct uuid actor_id, acting_for_id;
    struct supplier supplier;
    uint64_t changed;                         /* fields, within what the reader may see */
    uint64_t erased_before, erased_after;     /* of those: the value there was, the value it got, was destroyed */
    const struct record_head *before, *after; /* whole records; before NULL for the first version */
};

struct history {
    struct history_version *versions; /* newest first */
    size_t count;
};

/* `seen`: the fields the reader may see. An event of which he may see no field is left out, unless it changed none. */
enum status history_read(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                         struct uuid id, uint64_t seen, struct history *ret_history);
/* The record as it was at a version; NOT_FOUND when it never had that version. */
enum status history_at(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                       struct uuid id, int64_t version, struct record_head *ret_record);

#endif
