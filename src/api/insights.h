/* insights: what requests that read figures share. */
#ifndef RECTIFY_API_INSIGHTS_H
#define RECTIFY_API_INSIGHTS_H

#include "api/call.h"
#include "insight/insight.h"

/* What a query of insight/ is given by this request. */
struct insight call_insight(const struct call *call, struct db *db);
/* Answers with what `write` adds to the reply about the request's ledger: once per state of it, then as it was kept
 * (totals.h). */
enum status call_figures(struct call *call, struct db *db,
                         enum status (*write)(struct call *call, const struct insight *insight, struct uuid ledger));

#endif
