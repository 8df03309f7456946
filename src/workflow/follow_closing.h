/* follow_closing: what else changes when a problem is asked to be closed, reviewed, closed or returned. Everything is
 * an event of its own, so that a replay needs none of this (D12). */
#ifndef RECTIFY_WORKFLOW_FOLLOW_CLOSING_H
#define RECTIFY_WORKFLOW_FOLLOW_CLOSING_H

#include "ledger/closing.h"

/* After a step was signed: the next one is open; after the last one the request has passed. */
enum status closing_goes_on(struct tx *tx, const struct command *command, const struct review_step *step,
                            struct problems *problems);
/* After a step was returned: the request is returned with its reasons, whatever others have signed. */
enum status closing_turns_back(struct tx *tx, const struct command *command, const struct review_step *step,
                               struct problems *problems);
/* After the request ended: what was still to be signed is void, the problem is moved by `event`. */
enum status closing_ends(struct tx *tx, const struct command *command, const struct closure_request *request,
                         const char *event, struct problems *problems);

#endif
