/* own_work: what an owner writes is his units' own: their implementation plan and the measures in it, while that is a
 * draft or was returned; of other measures only how they are done (C3); progress of measures that are his units' or his
 * (D3). Asked by the gate. */
#ifndef RECTIFY_LEDGER_OWN_WORK_H
#define RECTIFY_LEDGER_OWN_WORK_H

#include "access/scope.h"
#include "ledger/progress_entry_fields.h"

/* `now`: the record as it is, NULL for a new one; `wanted`: what is said of it. OK for whoever is more than an owner.
 */
enum status own_work_check(struct tx *tx, const struct scope *scope, const struct record_type *type, unsigned roles,
                           const struct record_head *now, const struct record_head *wanted, struct problems *problems);
/* Of what the roles may write, what an owner is offered of this record. */
uint64_t own_work_writable(const struct record_type *type, unsigned roles, const struct record_head *record,
                           uint64_t mask);

#endif
