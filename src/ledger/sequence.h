/* sequence: which measures come after which (C4): `follows`, with `lag_days` working days between. */
#ifndef RECTIFY_LEDGER_SEQUENCE_H
#define RECTIFY_LEDGER_SEQUENCE_H

#include "ledger/corrective_action_fields.h"
#include "store/tx.h"

enum { SEQUENCE_DAYS = 400 }; /* a measure takes at most so many working days, and as many lie between two */

/* A measure neither comes after itself nor, by others, before what it comes after; days are in range. */
enum status sequence_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                           struct problems *problems);

#endif
