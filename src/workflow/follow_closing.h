/* follow_closing: what a problem becomes when it is asked to be closed, reviewed, closed or returned. Everything is an
 * event of its own, so that a replay needs none of this (D12). */
#ifndef RECTIFY_WORKFLOW_FOLLOW_CLOSING_H
#define RECTIFY_WORKFLOW_FOLLOW_CLOSING_H

#include "ledger/closing.h"

/* After the request ended: what was still to be signed is void, the problem is moved by `event`. */
enum status closing_ends(struct tx *tx, const struct command *command, const struct closure_request *request,
                         const char *event, struct problems *problems);

#endif
