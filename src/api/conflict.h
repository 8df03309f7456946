/* conflict: somebody else changed the same fields in between (D9): for each of them what it was when this person
 * looked, what it is now, and what he wants. */
#ifndef RECTIFY_API_CONFLICT_H
#define RECTIFY_API_CONFLICT_H

#include "api/records.h"

/* Fills call->errors from the problems the journal added; gives CONFLICT. Deadlines are told by their JSON keys. */
enum status conflict_describe(struct call *call, struct tx *tx, const struct subject *subject);

#endif
