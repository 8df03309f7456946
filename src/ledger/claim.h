/* claim: what is derived from claims and for them, and what else changes with responsibilities, findings and claims. */
#ifndef RECTIFY_LEDGER_CLAIM_H
#define RECTIFY_LEDGER_CLAIM_H

#include "journal/journal.h"
#include "ledger/claim_fields.h"

/* Whether whoever answers in this role signs for it: lead and responsible units, lead and accountable officials. */
bool claim_is_owed_by(int responsibility_role);
/* The claims' copies of the finding's letter and inspection, after those were corrected. */
enum status claim_derive_finding(struct tx *tx, struct uuid ledger, struct uuid finding);

/* The follow hooks of these records. They move life cycles, so they live with them: workflow/follow.c. */
enum status responsibility_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                  const struct record_head *after, struct problems *problems);
enum status claim_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                         const struct record_head *after, struct problems *problems);
enum status finding_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                           const struct record_head *after, struct problems *problems);

#endif
