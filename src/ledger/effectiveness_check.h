/* effectiveness_check: the rules the record and its life cycle share. */
#ifndef RECTIFY_LEDGER_EFFECTIVENESS_CHECK_H
#define RECTIFY_LEDGER_EFFECTIVENESS_CHECK_H

#include "ledger/effectiveness_check_fields.h"
#include "store/tx.h"

/* Whether this person belongs to the unit that leads the problem: nobody checks his own. */
enum status effectiveness_check_own(struct tx *tx, struct uuid ledger, struct uuid finding, struct uuid person,
                                    bool *ret_own);

#endif
