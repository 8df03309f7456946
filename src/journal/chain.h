/* chain: the head of a ledger's chain at this site (D16): the lock that orders its writers, the last hash, the next
 * numbers. */
#ifndef RECTIFY_JOURNAL_CHAIN_H
#define RECTIFY_JOURNAL_CHAIN_H

#include "journal/event.h"
#include "journal/heads.h"

/* Starts the chain of a ledger with its "open" event; nothing to do when it has been started. */
enum status chain_open(struct tx *tx, struct uuid ledger);
/* Makes this transaction the ledger's only writer until it ends. Before anything of the ledger is read that the change
 * depends on. The head is read once a transaction and written just before COMMIT (heads.h). */
enum status chain_lock(struct tx *tx, struct uuid ledger);
/* The time of the next event: now, or the last event's time when the clock is behind it. History never turns round, and
 * a row tells the same time as its event. */
enum status chain_now(struct tx *tx, struct uuid ledger, instant *ret_now);
/* Gives the event its seq and hashes and stores it: fill the rest first. The part hashes are made here. */
enum status chain_append(struct tx *tx, struct event *event);
/* The next number of a series ("finding", 2026), from 1, never given twice (D7). */
enum status chain_number(struct tx *tx, struct uuid ledger, const char *series, int year, int64_t *ret_number);
/* How many events the installation's own chain has: a greater number tells that rights, people or vocabularies have
 * changed (D16). */
enum status chain_epoch(struct tx *tx, int64_t *ret_epoch);
/* For access_log.c, inside a write transaction: the head of a chain, locked, and where it has moved to. */
enum status chain_head_lock(struct db *db, struct uuid ledger, struct uuid site, struct chain_head *ret_head);
void chain_head_move(struct db *db, struct uuid ledger, struct uuid site, const struct chain_head *head);
/* The digest of this connection, so that hashing needs no set-up per event. */
enum status chain_digest(struct db *db, struct digest_state **ret_digest);

#endif
