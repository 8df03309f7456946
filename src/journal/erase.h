/* erase: destroys personal values for good, by order of somebody who may give it (D11, D14). The bytes and salts of the
 * personal parts of the events named are gone, with the address they came from; the hashes stay, so the chain still
 * verifies; the record's row loses what no later event has said again. An event "erase" names what was erased and the
 * order; without it a missing part is tampering.
 *
 * The database may keep old bytes of its own for a while (free pages, write-ahead log, dead rows): erase_settle, after
 * the commit, makes it give them up. Back-ups and packages that left the house are beyond its reach. */
#ifndef RECTIFY_JOURNAL_ERASE_H
#define RECTIFY_JOURNAL_ERASE_H

#include "journal/journal.h"

struct erase_target {
    const struct record_type *type;
    struct uuid id;
    int64_t version; /* of that version's event only; 0: of all */
};

struct erasure {
    struct uuid ledger_id; /* the targets' */
    const char *order;     /* who ordered it, number and date; required */
    const struct erase_target *targets;
    size_t count;
};

/* REFUSED when no order is given or there is nothing (left) to erase. *ret_parts: how many parts were destroyed. */
enum status journal_erase(struct tx *tx, const struct command *command, const struct erasure *erasure,
                          struct problems *problems, int64_t *ret_parts);
/* Outside of a transaction. Slow on a large store. */
enum status erase_settle(struct db *db);

#endif
