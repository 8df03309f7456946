/* heads: the heads of chains that a transaction knows (D16). Each is read once, locked, and kept until the transaction
 * is over; what events were appended is written just before COMMIT. Going back to a savepoint restores what was known
 * there and forgets what was read since: PostgreSQL has given up its lock. One for each connection; chain.c tells it
 * how transactions go. */
#ifndef RECTIFY_JOURNAL_HEADS_H
#define RECTIFY_JOURNAL_HEADS_H

#include "base/clock.h"
#include "base/digest.h"
#include "store/db.h"

struct chain_head {
    int64_t seq; /* 0: no event yet */
    struct digest hash;
    instant at; /* of the last event */
};

struct heads;

struct heads *heads_new(void);
void heads_free(struct heads *heads); /* NULL is fine */
/* Locks the head's row until the transaction ends; all zeros when there is none. */
enum status heads_lock(struct heads *heads, struct db *db, struct uuid ledger, struct uuid site,
                       struct chain_head *ret_head);
/* As it is now, for who does not append to that chain. */
enum status heads_look(struct heads *heads, struct db *db, struct uuid ledger, struct uuid site,
                       struct chain_head *ret_head);
/* The head of a chain locked before, after an event. */
void heads_move(struct heads *heads, struct uuid ledger, struct uuid site, const struct chain_head *head);
enum status heads_turn(struct heads *heads, struct db *db, enum db_turn turn);

#endif
