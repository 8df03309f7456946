/* fillers: who fills in for a unit what is asked of it: the owners whose unit it is, in official order. */
#ifndef RECTIFY_SCHEDULE_FILLERS_H
#define RECTIFY_SCHEDULE_FILLERS_H

#include "store/tx.h"

struct filler {
    struct uuid unit, person;
    const char *name, *phone;
    int64_t order; /* official; INT64_MAX: none is said */
};

struct fillers {
    struct filler *items; /* unit by unit */
    size_t count;
};

/* All there are on this day, of every unit. */
enum status fillers_read(struct db *db, struct arena *arena, date day, struct fillers *ret_fillers);
/* Those of one unit: how many, and the first of them. */
size_t fillers_of(const struct fillers *fillers, struct uuid unit, const struct filler **ret_first);

#endif
