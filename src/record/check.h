/* check: what one field may hold, and what a whole record must. Rules over several fields belong to the record's own
 * module. */
#ifndef RECTIFY_RECORD_CHECK_H
#define RECTIFY_RECORD_CHECK_H

#include "record/record.h"

/* Lengths, characters, ranges of a field that is present; nothing to say about an absent one. */
enum status field_check(const struct record_type *type, int field, const struct record_head *record,
                        struct problems *problems);
/* Every present field, and that no REQUIRED field is null; with `whole`, that none is absent either (a new record). */
enum status record_check(const struct record_type *type, const struct record_head *record, bool whole,
                         struct problems *problems);

#endif
