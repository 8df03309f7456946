/* finding: rules and derived values of the tree of findings. */
#ifndef RECTIFY_LEDGER_FINDING_H
#define RECTIFY_LEDGER_FINDING_H

#include "ledger/finding_fields.h"
#include "store/schema.h"
#include "store/tx.h"

/* Tables derived from findings and responsibilities: finding_unit (D26), one row per unit and finding. */
extern const struct table_text ledger_tables[];

/* Recomputes lead unit, lead official, accountable official and the finding's rows of finding_unit from its
 * responsibilities. */
enum status finding_derive_responsible(struct tx *tx, struct uuid ledger, struct uuid finding);

#endif
