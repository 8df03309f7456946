/* chain: the head of a ledger's chain at this site (D16): the lock that orders its writers, the last hash, the next
 * numbers. */
#ifndef RECTIFY_JOURNAL_CHAIN_H
#define RECTIFY_JOURNAL_CHAIN_H

#include "journal/event.h"

/* Starts the chain of a ledger with its "open" event; nothing to do when it has been started. */
enum status chain_open(struct tx *tx, struct uuid ledger);
/* Makes this transaction the ledger's only writer until it ends. Before anything of the ledger is read that the change
 * depends on. */
enum status chain_lock(struct tx *tx, struct uuid ledger);
/* Gives the event its seq and hashes and stores it: fill the rest first. The part hashes are made here. */
enum status chain_append(struct tx *tx, struct event *event);
/* The next number of a series ("finding", 2026), from 1, never given twice (D7). */
enum status chain_number(struct tx *tx, struct uuid ledger, const char *series, int year, int64_t *ret_number);
/* The digest of this connection, so that hashing needs no set-up per event. */
enum status chain_digest(struct db *db, struct digest_state **ret_digest);

#endif
