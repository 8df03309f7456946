/* access_log: who logged in, was refused, exported, or read a restricted record (D18). A chain of its own in the table
 * access_event, one per site; its head is the chain_head row with the nil ledger. Entries are queued in memory and
 * written in batches that nobody waits for: what is queued when the machine loses power is lost, which the log does not
 * hide: it is no proof of absence.
 *
 *   event hash = H("rectify.access.1" ‖ previous event hash ‖ site_id ‖ seq ‖ at ‖ person_id ‖ kind ‖ what ‖ address)
 * (see hashing.h) */
#ifndef RECTIFY_JOURNAL_ACCESS_LOG_H
#define RECTIFY_JOURNAL_ACCESS_LOG_H

#include "journal/installation.h"
#include "record/words.h"

#define ACCESS_WORDS(W)                                                                                                \
    W(access, log_in) W(access, log_in_failed) W(access, log_out) W(access, refused) W(access, exported) W(access, read)
WORDS_DECLARE(access, ACCESS_WORDS)

struct access_entry {
    instant at;
    struct uuid person_id; /* nil: unknown */
    enum access kind;
    const char *what;    /* page, record, user name tried; "" when there is nothing to say */
    const char *address; /* network address or system user */
};

enum { ACCESS_LOG_QUEUE = 10000, ACCESS_LOG_TEXT = 500 };

struct access_log; /* the queue; any thread may add */
struct access_log *access_log_new(void);
void access_log_free(struct access_log *log); /* what is still queued is lost; NULL is fine */
/* Copies the entry; texts longer than ACCESS_LOG_TEXT bytes are cut. When the queue is full the entry is counted
 * instead, and the next batch says how many were lost. */
void access_log_add(struct access_log *log, const struct access_entry *entry);
size_t access_log_waiting(struct access_log *log);
/* Writes what is queued in one transaction of its own; on failure it stays queued. */
enum status access_log_flush(struct access_log *log, struct db *db);

/* The same without the queue, inside the caller's transaction. */
enum status access_log_append(struct db *db, const struct access_entry *entries, size_t count);
/* Part of journal_verify. */
enum status access_log_verify(struct db *db, struct arena *arena, struct problems *problems, int64_t *ret_entries);

#endif
