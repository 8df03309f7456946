/* outcome: what the records of what rectification brought about share (E5). */
#ifndef RECTIFY_LEDGER_OUTCOME_H
#define RECTIFY_LEDGER_OUTCOME_H

#include "record/record.h"
#include "store/tx.h"

/* What came about is no plan: the day of this field, when it is said, is not to come. */
enum status outcome_not_in_future(struct tx *tx, const struct record_type *type, const struct record_head *record,
                                  int field, struct problems *problems);
/* Restricted when any of the findings in this `refs` field is. */
enum status outcome_restricts(struct tx *tx, const struct record_type *type, const struct record_head *record,
                              int findings, bool *ret_restricted);

#endif
