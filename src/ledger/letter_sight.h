/* letter_sight: what somebody may read of a letter's text (D31). Passages of findings and measures that for him do not
 * exist are masked by as many characters, so that places stay right; one sign for all, whatever hides them. */
#ifndef RECTIFY_LEDGER_LETTER_SIGHT_H
#define RECTIFY_LEDGER_LETTER_SIGHT_H

#include "access/scope.h"
#include "ledger/feedback_report_fields.h"
#include "store/db.h"

struct letter_span {
    int64_t start, end; /* characters */
    bool seen;
};

struct letter_sight {
    struct letter_span *spans; /* of every record made from the letter */
    size_t count;
    bool whole; /* nothing made from it is hidden from him, placed or not: he may have the file */
};

enum status letter_sight_read(struct db *db, struct arena *arena, const struct scope *scope,
                              const struct feedback_report *report, struct letter_sight *ret_sight);
/* `between`: he reads also what stands in no record's place. Kept in the arena. */
const char *letter_masked(struct arena *arena, const struct letter_sight *sight, bool between, const char *text,
                          size_t size);

#endif
