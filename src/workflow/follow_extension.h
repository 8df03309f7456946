/* follow_extension: what a request for more time does when it ends (D4). Everything is an event of its own, so that a
 * replay needs none of this (D12). */
#ifndef RECTIFY_WORKFLOW_FOLLOW_EXTENSION_H
#define RECTIFY_WORKFLOW_FOLLOW_EXTENSION_H

#include "ledger/extending.h"

/* After the request ended: what was still to be signed is void; when it has passed, the day is moved and counted. */
enum status extension_ends(struct tx *tx, const struct command *command, const struct extension_request *request,
                           struct problems *problems);

#endif
