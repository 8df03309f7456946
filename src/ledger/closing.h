/* closing: what has to be there before a problem may be called done (E1, E2), one gate for screen, API, bulk, import
 * and command line; and what else changes with requests and their reviews. It asks the life cycle, and so lives with
 * it: workflow/closing.c. */
#ifndef RECTIFY_LEDGER_CLOSING_H
#define RECTIFY_LEDGER_CLOSING_H

#include "journal/journal.h"
#include "ledger/closure_request_fields.h"

/* Whether the problem's state allows asking at all: what its life cycle says. */
bool closing_possible(const struct finding *finding);

/* Adds every condition that is not met: the problem's state, its measures, its points and demands, its cause, the
 * special report, an outcome that contradicts closing. REFUSED when there is one. `request` NULL: only asked, as far as
 * it does not depend on what is filled in. */
enum status closing_gate(struct tx *tx, const struct finding *finding, const struct closure_request *request,
                         struct problems *problems);

/* The follow hook. It moves life cycles, so it lives with them: workflow/follow_closing.c. */
enum status closure_request_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                   const struct record_head *after, struct problems *problems);

#endif
