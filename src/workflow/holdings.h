/* holdings: everything a person carries in a ledger (B4, 新官理旧账): what a hand-over shows beforehand, freezes when
 * it is signed, and passes over. All three are this one list, so that they cannot disagree. A record that names a
 * person's duty is a row of the table in holdings.c.
 *
 * What only those named may know of is not on it: such problems are handed on by who may know of them. Neither is what
 * is closed or done: signatures and merits stay with who earned them. */
#ifndef RECTIFY_WORKFLOW_HOLDINGS_H
#define RECTIFY_WORKFLOW_HOLDINGS_H

#include "access/scope.h"
#include "journal/journal.h"

enum { HOLDINGS_MOST = 1000 }; /* of one person */

struct duty;

struct holding {
    const struct duty *duty;
    struct uuid id, finding_id; /* finding_id nil: it is about none, or several */
    const char *as;             /* the role's word, or the step's name; "" */
    const char *number, *title; /* as they are read; "" */
    const char *due_on;         /* "" */
};

struct holdings {
    struct holding *items; /* in the order of the table, then of the ledger */
    size_t count;
    bool more; /* than HOLDINGS_MOST */
};

const struct record_type *holding_type(const struct holding *holding);
/* The words `as` is one of; NULL: it is read as it stands. */
const struct word_list *holding_words(const struct holding *holding);

enum status holdings_read(struct db *db, struct arena *arena, struct uuid ledger, struct uuid person, date today,
                          struct holdings *ret_holdings);
/* Those that exist for this reader. */
enum status holdings_seen(struct db *db, struct arena *arena, const struct scope *scope, struct uuid ledger,
                          const struct holdings *all, struct holdings *ret_seen);

/* Canonical JSON, and back; MALFORMED when it is none of ours. */
void holdings_json(const struct holdings *holdings, struct strbuf *out);
enum status holdings_parse(struct arena *arena, const char *json, struct holdings *ret_holdings);
/* What `now` has and `then` had not, and the other way round: "+ZGJ-2026-0003 −ZGJ-2026-C0005"; "" when both hold the
 * same. */
const char *holdings_difference(struct arena *arena, const struct holdings *then, const struct holdings *now);

/* All of it passes to `to` today, in this transaction and command. */
enum status holdings_pass(struct tx *tx, const struct command *command, struct uuid ledger,
                          const struct holdings *holdings, struct uuid to, struct problems *problems);

#endif
