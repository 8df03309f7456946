/* idempotency: a POST repeated with the same key gives the first one's reply again (D9). The key is kept with a hash of
 * the request and the reply, in the transaction of the write itself. */
#ifndef RECTIFY_API_IDEMPOTENCY_H
#define RECTIFY_API_IDEMPOTENCY_H

#include "api/call.h"

void idempotency_hash(struct call *call);
/* Fills in the kept reply; REFUSED when the key was used for another request. */
enum status idempotency_find(struct tx *tx, struct call *call, bool *ret_found);
enum status idempotency_keep(struct tx *tx, struct call *call);

#endif
