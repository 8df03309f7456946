/* verify: recomputes every chain of the store from the first event to the last and says where it does not hold (D11,
 * D17).
 *
 * For each chain (ledger and site) it checks that seq runs from 1 without a gap, that the first event opens the chain
 * and names format and algorithm, that every part, content and event hash is what the stored columns give, that no
 * column holds what the program would never write, and that the head fits the last event. A part that is gone (its hash
 * stays) must be named by an `erase` event; one of another site may also have been withheld. Every ledger's chain of
 * this site must be announced in the installation's own chain, and every announced one exist. The access log's chain is
 * checked in the same way.
 *
 * It reads in pages and holds no snapshot: the store may be written to meanwhile. What it cannot see is a tail cut off
 * or a whole store recomputed by somebody who knows how; a checkpoint kept elsewhere can (checkpoint.h). */
#ifndef RECTIFY_JOURNAL_VERIFY_H
#define RECTIFY_JOURNAL_VERIFY_H

#include "journal/chains.h"

struct verify_options {
    void (*progress)(void *context, int64_t events); /* now and then, with the events done so far; may be NULL */
    void *context;
};

struct verify_chain {
    struct chain_id id;
    const char *name; /* the ledger's code, or its id */
    int64_t events;
    struct digest head;   /* hash of the last event */
    int64_t first_broken; /* seq of the first event altered, missing or out of place; 0: the chain holds */
};

struct verify_report {
    struct verify_chain *chains;
    size_t count;
    int64_t events;         /* of all chains */
    int64_t parts_erased;   /* by order: an erase event names them */
    int64_t parts_withheld; /* of other sites' events */
    int64_t access_events;
};

/* OK: everything holds. REFUSED: the first problem of each broken chain is in `problems` (place: "ledger#seq").
 * `options` may be NULL. The report, in the arena, is filled in both cases. FAILED, BUSY: the store could not be read.
 */
enum status journal_verify(struct db *db, struct arena *arena, const struct verify_options *options,
                           struct problems *problems, struct verify_report *ret_report);

#endif
