/* progress: what is derived from progress entries for their measures, and what else changes with them. */
#ifndef RECTIFY_LEDGER_PROGRESS_H
#define RECTIFY_LEDGER_PROGRESS_H

#include "journal/journal.h"
#include "ledger/progress_entry_fields.h"

/* Whether a measure answers a restricted finding. */
enum status corrective_action_look(struct tx *tx, struct uuid ledger, struct uuid action, bool *ret_restricted);

/* How far the units' branches of a problem are (B4). */
enum status responsibility_derive_branch(struct tx *tx, struct uuid ledger, struct uuid finding);
/* How far a measure is by its latest entry, and when it was last reported on. */
enum status corrective_action_derive_progress(struct tx *tx, struct uuid ledger, struct uuid action);

/* The follow hooks of these records. They move life cycles, so they live with them: workflow/follow_progress.c. */
enum status progress_entry_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                  const struct record_head *after, struct problems *problems);
enum status corrective_action_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                     const struct record_head *after, struct problems *problems);

#endif
