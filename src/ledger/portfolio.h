/* portfolio: whose portfolio a finding falls into, so that its lead official is proposed and not searched for. */
#ifndef RECTIFY_LEDGER_PORTFOLIO_H
#define RECTIFY_LEDGER_PORTFOLIO_H

#include "ledger/finding_fields.h"
#include "ledger/portfolio_fields.h"
#include "store/db.h"

struct portfolio_proposal {
    struct uuid person_id; /* nil: nobody's */
    struct uuid organisation_id;
    const char *category; /* what covers it: the field, or the unit; "" */
};

/* Of the portfolios in force on that day: the one whose field is the finding's category (with the unit, if it names
 * one), else the one whose unit stands nearest above its lead unit. The later one wins over an earlier. */
enum status portfolio_propose(struct db *db, struct arena *arena, const struct finding *finding, date today,
                              struct portfolio_proposal *ret_proposal);

#endif
