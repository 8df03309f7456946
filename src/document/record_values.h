/* record_values: a record as a template says it: each field by its own name (of a reference without "_id"), as a person
 * reads it; "" for what is empty, or not for this reader. */
#ifndef RECTIFY_DOCUMENT_RECORD_VALUES_H
#define RECTIFY_DOCUMENT_RECORD_VALUES_H

#include "ledger/names.h"

#include <jansson.h>

/* What a template may say of such a record: name and label, each name with `prefix` in front. */
void record_value_names(struct arena *arena, const struct record_type *type, const char *prefix, json_t *into);
/* The same names with what they are; NULL: all empty. The names it refers to are loaded. */
void record_values(const struct display *display, const struct record_type *type, const struct record_head *record,
                   const char *prefix, json_t *into);

#endif
