/* outbox: what is to leave the house (mail, webhooks), written in the transaction that decides it and sent afterwards
 * (D21); and leases, by which one process alone does a job that others could do as well. Both are local: in no event,
 * never exchanged.
 *
 * A message has a key and is written once under it, however often that is tried. It may be sent again when the machine
 * stopped between sending and writing that down: whoever receives it tells by its id, which stays the same. */
#ifndef RECTIFY_STORE_OUTBOX_H
#define RECTIFY_STORE_OUTBOX_H

#include "store/schema.h"
#include "store/tx.h"

extern const struct table_text outbox_tables[];

enum { OUTBOX_TRIES = 8 };

struct outbox_message {
    struct uuid id;
    const char *key;       /* "digest:<person>:<day>:mail" */
    const char *channel;   /* "mail", "webhook", "screen" */
    const char *recipient; /* an address, the name of a webhook, a person's id */
    const char *subject, *body;
    int64_t tries;
};

/* Written unless there is one of this key; `pending`: still to be sent. */
enum status outbox_add(struct tx *tx, const struct outbox_message *message, bool pending, bool *ret_added);
/* Those whose time has come, the oldest first. */
enum status outbox_due(struct db *db, struct arena *arena, instant now, size_t most,
                       struct outbox_message **ret_messages, size_t *ret_count);
enum status outbox_sent(struct tx *tx, struct uuid id);
/* Tried again later, each time twice as late; after OUTBOX_TRIES given up. `reason` is kept for the administrator. */
enum status outbox_failed(struct tx *tx, struct uuid id, const char *reason);
/* Takes away what left the house, or was given up, more than so many days ago. */
enum status outbox_forget(struct tx *tx, int days);
/* The last body under a prefix of keys for this recipient, "" when there is none. */
enum status outbox_latest(struct db *db, struct arena *arena, const char *channel, const char *recipient,
                          const char **ret_body, instant *ret_at);

/* Whether the job is the holder's now, until so many seconds from now; it may be asked again by the same holder. */
enum status lease_take(struct tx *tx, const char *name, const char *holder, int64_t seconds, bool *ret_taken);
enum status lease_give(struct tx *tx, const char *name, const char *holder);
/* The last day a job was done for, false when it never was. */
enum status job_day(struct db *db, const char *name, bool *ret_done, date *ret_day);
enum status job_done(struct tx *tx, const char *name, date day);

#endif
