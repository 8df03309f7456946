/* bounds: what a person does not see of a ledger he sees something of (D27, D31): findings of other units, above his
 * ceiling, or restricted to others, and whatever hangs on them. Conditions for statements; the gate is who uses them.
 */
#ifndef RECTIFY_LEDGER_BOUNDS_H
#define RECTIFY_LEDGER_BOUNDS_H

#include "access/scope.h"
#include "store/list.h"

/* Whether records of this type hang on findings. */
bool bounds_hangs(const struct record_type *type);
/* NULL when he sees all of it. Findings of his units, findings that name him: ranges of derived tables, never a look at
 * each finding. */
const struct list_within *bounds_within(struct arena *arena, const struct scope *scope, const struct record_type *type,
                                        struct uuid ledger);
/* Findings whose title may be told him as context: of whatever unit, but neither restricted nor above his ceiling. */
const struct list_within *bounds_headings(struct arena *arena, const struct scope *scope, struct uuid ledger);

#endif
