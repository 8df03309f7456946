/* checkpoint: a signed statement of how far every chain has come (D17), to be kept elsewhere: in the superior office,
 * on paper, on a disc in a drawer. What it states cannot be changed afterwards without it being seen, not even by
 * whoever holds the database. Against an operator who also holds the signing key it proves what was kept elsewhere, and
 * nothing newer than that.
 *
 * The file is one JSON object, keys in byte order and without white space:
 *
 *   access      the access log's chain, as one of `chains`, its ledger_id nil
 *   algorithm   "sm3" or "sha256": of the chains and of the Merkle trees
 *   at          when
 *   chains      of each: event_hash (of the last event), ledger_id, marks (some [seq, event hash] on the way, so that a
 *               check can say where a difference begins), root (Merkle, RFC 9162, over the event hashes), seq (of the
 *               last event), site_id
 *   format      1
 *   number      1, 2, …
 *   previous    hash of the checkpoint before it, "" for the first
 *   public_key  64 hex digits
 *   signature   Ed25519, 128 hex digits, over "rectify.checkpoint.1\n" and the object without this key
 *   site_id
 *
 * The checkpoint's hash, H("rectify.checkpoint.1\n" ‖ the file), goes into the installation's own chain. Any tool that
 * knows JSON, Ed25519 and the digest can check the file; nothing but the public key is needed. */
#ifndef RECTIFY_JOURNAL_CHECKPOINT_H
#define RECTIFY_JOURNAL_CHECKPOINT_H

#include "journal/journal.h"
#include "journal/key.h"

enum { CHECKPOINT_FORMAT = 1, CHECKPOINT_BYTES = 64 << 20 };

struct checkpoint {
    const char *bytes; /* the file */
    size_t size;
    struct digest hash;
    int64_t number;
    instant at;
    size_t chains;
    int64_t events;
};

/* Reads all chains (no snapshot: each as far as its head is when its turn comes), signs, and appends the event
 * "checkpoint" to the installation's own chain in a transaction of its own. REFUSED when a chain does not end where its
 * head says. The key must be the installation's when that has one. `actor` NULL: the system itself. */
enum status checkpoint_make(struct db *db, const struct registry *registry, const struct clock *clock,
                            struct arena *arena, const struct signing_key *key, const struct actor *actor,
                            struct problems *problems, struct checkpoint *ret_checkpoint);

struct checkpoint_report {
    int64_t number;
    instant at;
    size_t chains;
    int64_t events;            /* that the checkpoint states */
    int64_t newer_events;      /* appended since */
    char public_key[KEY_TEXT]; /* that signed it */
};

/* Compares a file with the store: sees a tail cut off (also where the head was changed to fit), a ledger deleted, a
 * chain hashed anew. Problems have the place "ledger#seq"; where the first difference lies between two marks, both are
 * named. `trusted_key` is the public key the reader got by another way; NULL: the one the store names, or, when it
 * names none, the file's own. It does not recompute the chains: journal_verify does. */
enum status checkpoint_check(struct db *db, struct arena *arena, const void *bytes, size_t size,
                             const char *trusted_key, struct problems *problems, struct checkpoint_report *ret_report);

#endif
