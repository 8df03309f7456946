/* totals: how many rows a list has, and what a ledger's figures are, counted once. Counting costs as much as walking
 * the rows, and everybody's first page asks again; a count stays right until the ledger's chain, or the installation's,
 * has a new event. So the heads of both are part of what it is remembered by, and nothing ever has to be taken back. A
 * fixed number of places, the newest count wins. */
#ifndef RECTIFY_API_TOTALS_H
#define RECTIFY_API_TOTALS_H

#include "api/records.h"
#include "store/list.h"

enum { TOTALS_KEPT = 4096, TOTALS_REPLIES = 128, TOTALS_REPLY = 1024 * 1024, TOTALS_BYTES = 32 * 1024 * 1024 };

struct totals;
struct totals *totals_new(void);
void totals_free(struct totals *totals); /* NULL is fine */

/* What this request is remembered by, in the snapshot of `db`; `ledger` nil: it reads of the installation only. */
enum status totals_key(struct call *call, struct db *db, struct uuid ledger, struct digest *ret_key);
bool totals_find(struct totals *totals, const struct digest *key, int64_t *ret_total);
void totals_keep(struct totals *totals, const struct digest *key, int64_t total);
/* The same of a whole reply, where it is not longer than TOTALS_REPLY, all together not than TOTALS_BYTES; found: it is
 * added to `out`. */
bool totals_find_reply(struct totals *totals, const struct digest *key, struct strbuf *out);
void totals_keep_reply(struct totals *totals, const struct digest *key, const struct strbuf *reply);

#endif
