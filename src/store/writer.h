/* writer: group commit. Requests queue; a writer takes what is there, runs it in one transaction, commits with one
 * fsync, and only then replies: acknowledged means durable. SQLite has one writer; PostgreSQL as many as asked for, and
 * no two of them work on the same ledger at a time.
 *
 * A batch runs without savepoints as long as all goes well: a request that is refused before it has written anything
 * leaves nothing behind. When one is refused later, or fails, all of the batch is rolled back and run again, each
 * request in a savepoint, so that only its own is undone. An apply function therefore runs more than once as a matter
 * of course.
 *
 * On PostgreSQL a transaction locks the heads of ledgers in the order of the ledgers' ids (D16): a request says which
 * ledger it writes to. When it and another process wait for each other all the same, the database ends a request; its
 * batch then commits what it has and runs it again.
 *
 * When the database loses the whole batch, or COMMIT fails, every request of the batch fails, and none is half-applied;
 * when the connection ends during COMMIT they are told that it is unknown whether they were written. A connection lost
 * earlier is opened again and the batch run anew.
 *
 * When nobody has asked for a moment, and each second otherwise, a writer indexes some of what is pending for the
 * search (store/search_index.h). */
#ifndef RECTIFY_STORE_WRITER_H
#define RECTIFY_STORE_WRITER_H

#include "store/tx.h"

enum { WRITER_QUEUE = 4096, WRITER_BATCH_SQLITE = 256, WRITER_BATCH_POSTGRES = 32 };

struct write_request {
    enum status (*apply)(struct tx *tx, void *context, struct problems *problems);
    void (*reply)(void *context, enum status status); /* on the writer's thread, after COMMIT; may free the request */
    void *context;
    struct arena *arena; /* of the request; not touched by others until the reply */
    struct problems *problems;
    bool dry_run;
    struct uuid ledger; /* it writes to; nil when it is not known or there are several */
    enum status status; /* the writer's, as is the rest */
    unsigned attempts;
    size_t problems_before;
    struct write_request *next;
};

struct writer;

struct writer_setup {
    const char *where; /* of db_open */
    const struct registry *registry;
    const struct clock *clock;
    unsigned threads; /* PostgreSQL; SQLite always uses one */
};

enum status writer_new(const struct writer_setup *setup, struct problems *problems, struct writer **ret_writer);
/* BUSY when the queue is full or the writer is stopping; then there is no reply. */
enum status writer_submit(struct writer *writer, struct write_request *request);
/* Finishes what is queued, then stops. */
void writer_free(struct writer *writer);

/* The same on the caller's own connection, one request, replying by its return: for the command line and for tests. */
enum status write_now(struct db *db, const struct registry *registry, const struct clock *clock,
                      struct write_request *request);
/* Runs and commits a list of requests together; sets each status, calls no reply. */
void write_batch(struct db *db, const struct registry *registry, const struct clock *clock,
                 struct write_request *requests);

#endif
