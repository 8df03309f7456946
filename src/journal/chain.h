/* chain: the head of a ledger's chain at this site (D16): the lock that orders its writers, the last hash, the next
 * numbers. */
#ifndef RECTIFY_JOURNAL_CHAIN_H
#define RECTIFY_JOURNAL_CHAIN_H

#include "journal/event.h"

struct chain_head {
    int64_t seq; /* 0: no event yet */
    struct digest hash;
    instant at; /* of the last event */
};

/* Starts the chain of a ledger with its "open" event; nothing to do when it has been started. */
enum status chain_open(struct tx *tx, struct uuid ledger);
/* Makes this transaction the ledger's only writer until it ends. Before anything of the ledger is read that the change
 * depends on. */
enum status chain_lock(struct tx *tx, struct uuid ledger);
/* The time of the next event: now, or the last event's time when the clock is behind it. History never turns round, and
 * a row tells the same time as its event. */
enum status chain_now(struct tx *tx, struct uuid ledger, instant *ret_now);
/* Gives the event its seq and hashes and stores it: fill the rest first. The part hashes are made here. */
enum status chain_append(struct tx *tx, struct event *event);
/* The next number of a series ("finding", 2026), from 1, never given twice (D7). */
enum status chain_number(struct tx *tx, struct uuid ledger, const char *series, int year, int64_t *ret_number);
/* The head's row, locked until the transaction ends; *ret_head is untouched when there is none. For access_log.c. */
enum status chain_head_read(struct db *db, struct uuid ledger, struct uuid site, bool *ret_there,
                            struct chain_head *ret_head);
enum status chain_head_write(struct db *db, struct uuid ledger, struct uuid site, const struct chain_head *head,
                             bool insert);
/* The digest of this connection, so that hashing needs no set-up per event. */
enum status chain_digest(struct db *db, struct digest_state **ret_digest);

#endif
