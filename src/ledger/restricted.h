/* restricted: findings only those named on them may know of (A6, D7, D27).
 *
 * Restricted is said when a finding is registered, or never. Such a finding stands at the top of a tree of its own, in
 * a place and a series of numbers of its own, so that neither order nor gaps betray it; what stands below it is
 * restricted with it and read by the same persons. Nothing that is not restricted refers to it. Who reads which is the
 * table finding_reader, derived; finding_unit has no row of it. */
#ifndef RECTIFY_LEDGER_RESTRICTED_H
#define RECTIFY_LEDGER_RESTRICTED_H

#include "ledger/finding_fields.h"
#include "store/tx.h"

static inline bool finding_restricted(const struct finding *finding)
{
    return record_has(&finding->head, FIELD_finding_restricted) && finding->restricted;
}

/* NOT restricted when there is no such finding: the journal names it. */
enum status restricted_look(struct tx *tx, struct uuid ledger, struct uuid finding, bool *ret_restricted);
/* How many of them are. */
enum status restricted_among(struct tx *tx, struct uuid ledger, const struct uuid_list *findings, size_t *ret_count);

/* A new finding below a restricted one is restricted. */
enum status restricted_inherit(struct tx *tx, struct finding *finding);
enum status restricted_rules(struct tx *tx, const struct record_head *before, const struct finding *finding,
                             struct problems *problems);
/* The readers of a finding and, when they or its place changed, of all below it. */
enum status restricted_derive(struct tx *tx, const struct record_head *before, const struct finding *finding);

#endif
