/* reviewing: whatever is reviewed in the steps of a route (D28): a request to close a problem, a request for more time,
 * a plan. Steps are made from the route when it is submitted, opened in order, those that only veto at once; the first
 * return ends it, whatever others have signed; after the last signature it has passed. Every change is an event of its
 * own, so that a replay needs none of this (D12).
 *
 * A kind is a row of `all_reviewed`. Its record has a life cycle of its own with the events pass, return and retract,
 * which say what becomes of it. */
#ifndef RECTIFY_WORKFLOW_REVIEWING_H
#define RECTIFY_WORKFLOW_REVIEWING_H

#include "journal/journal.h"
#include "ledger/review_route_fields.h"
#include "ledger/review_step_fields.h"

struct reviewed {
    int kind;                                         /* enum review_kind, unless it depends: */
    int (*kind_of)(const struct record_head *record); /* NULL: always `kind` */
    const struct record_type *type;
    int step_field;                           /* of a review step: which one it reviews */
    int requested_by, finding, return_reason; /* fields of the type; finding -1: it is about no one */
    int turn;                                 /* its field: steps are of a turn; -1: one turn only */
    int rating, again_by;                     /* where the reviewers' rating and new day go; -1: nowhere */
    struct review_route alone;                /* the step of a ledger without a route */
    enum status (*signs)(struct tx *tx, const struct record_head *record, struct strbuf *out); /* what a signature
                                                              covers besides its material fields; NULL: nothing */
    enum status (*last)(struct tx *tx, const struct record_head *record, int *ret_review_by);  /* who must sign besides
                                                               whoever the route names; -1: nobody. NULL: nobody */
};

extern const struct reviewed *const all_reviewed[];                               /* NULL-terminated */
extern const struct reviewed closure_reviewed, extension_reviewed, plan_reviewed; /* in follow_….c */

const struct reviewed *reviewed_of(const struct record_type *type);
/* What this step reviews. */
const struct reviewed *reviewed_by(const struct review_step *step);
enum status reviewed_load(struct tx *tx, const struct review_step *step, struct record_head **ret_record);
/* NULL: nobody is said. */
const struct uuid *reviewed_requester(const struct reviewed *reviewed, const struct record_head *record);

/* What a signature covers: the material fields as canonical JSON, the SHA-256 of the files among them, and what the
 * kind adds, by the chain's own algorithm; DIGEST_TEXT characters. */
enum status reviewed_signed(struct tx *tx, const struct reviewed *reviewed, const struct record_head *record,
                            const char **ret_hash);

/* Makes the steps and opens the first. */
enum status reviewing_begins(struct tx *tx, const struct command *command, const struct reviewed *reviewed,
                             const struct record_head *record, struct problems *problems);
/* What was signed has changed: whoever has signed signs again, in order, and is told why. */
enum status reviewing_begins_again(struct tx *tx, const struct command *command, const struct reviewed *reviewed,
                                   const struct record_head *record, const char *because, struct problems *problems);
/* After a step was signed: the next one is open; after the last one it has passed. */
enum status reviewing_goes_on(struct tx *tx, const struct command *command, const struct review_step *step,
                              struct problems *problems);
/* After a step was returned: it is returned with its reasons. */
enum status reviewing_turns_back(struct tx *tx, const struct command *command, const struct review_step *step,
                                 struct problems *problems);
/* After it ended: what was still to be signed is void. */
enum status reviewing_ends(struct tx *tx, const struct command *command, const struct reviewed *reviewed,
                           const struct record_head *record, struct problems *problems);

#endif
