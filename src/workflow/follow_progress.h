/* follow_progress: what else changes with progress entries and measures: a measure's state follows from its entries, a
 * finding's from its measures. Everything is an event of its own, so that a replay needs none of this (D12). */
#ifndef RECTIFY_WORKFLOW_FOLLOW_PROGRESS_H
#define RECTIFY_WORKFLOW_FOLLOW_PROGRESS_H

#include "journal/journal.h"

/* A claimed finding of which a measure has begun is in progress, and so is a returned one that is worked on again.
 * Points are worked on as their finding is. */
enum status follow_begun(struct tx *tx, const struct command *command, struct uuid ledger, struct uuid finding,
                         struct problems *problems);

#endif
