/* ranges: numbers that have to lie between two others. */
#ifndef RECTIFY_LEDGER_RANGES_H
#define RECTIFY_LEDGER_RANGES_H

#include "base/problem.h"
#include "record/record.h"

/* OK for a field that is absent or null; REFUSED with a sentence that names it. The field is an integer. */
enum status range_check(struct arena *arena, const struct record_type *type, const struct record_head *record,
                        int field, int64_t least, int64_t most, struct problems *problems);

#endif
