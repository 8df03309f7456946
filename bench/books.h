/* books: a store with one ledger of findings, for benchmarks. Ends the program when anything fails. */
#ifndef RECTIFY_BENCH_BOOKS_H
#define RECTIFY_BENCH_BOOKS_H

#include "ledger/gate.h"
#include "store/tx.h"

extern const struct actor books_actor;
extern const struct scope books_scope;

struct world {
    const char *where;
    struct clock clock;
    struct uuid bureau, ledger;
    struct uuid *findings;
    int64_t count; /* of findings; none: the ledger is left empty */
    /* What finding `i` says; NULL: one text for all. In the arena. */
    const char *(*verbatim)(struct arena *arena, int64_t i);
};

void must(enum status status, const struct problems *problems, const char *what);
void world_make(struct world *world, struct problems *problems);

#endif
