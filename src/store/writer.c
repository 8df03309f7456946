#include "store/writer.h"

#include "store/search_index.h"
#include "store/store_messages.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct writer {
    struct writer_setup setup;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct write_request *first, **last;
    size_t queued;
    bool stopping;
    unsigned thread_count;
    struct worker {
        struct writer *writer;
        struct db *db;
        pthread_t thread;
    } * workers;
};

static void fail(struct db *db, struct write_request *request, enum status status)
{
    request->status = status;
    db_problem(db, request->problems);
}

enum { ATTEMPTS = 6 };

enum ran { RAN, RAN_AGAIN, RAN_LOST };

/* Runs one request in its savepoint. RAN_LOST: the whole batch is lost. RAN_AGAIN: the database ended it because it and
 * another batch waited for each other; nothing of it is left. */
static enum ran run(struct db *db, struct tx *tx, struct write_request *request)
{
    enum status status = db_savepoint(db);
    if (status) {
        fail(db, request, status);
        return RAN_LOST;
    }
    tx->arena = request->arena;
    tx->dry_run = request->dry_run;
    size_t problems = request->problems ? request->problems->count : 0;
    status = request->apply(tx, request->context, request->problems);
    bool silent = request->problems && request->problems->count == problems;
    if (status == BUSY && ++request->attempts < ATTEMPTS) {
        if (request->problems)
            request->problems->count = problems;
        if (db_rollback_to(db) == OK)
            return RAN_AGAIN;
        fail(db, request, FAILED);
        return RAN_LOST;
    }
    if ((status == FAILED || status == BUSY) && silent)
        db_problem(db, request->problems);
    request->status = status;
    if (!status && !request->dry_run) {
        status = db_release(db);
        if (status)
            fail(db, request, status);
        return status ? RAN_LOST : RAN;
    }
    return db_rollback_to(db) == OK ? RAN : RAN_LOST;
}

/* Never sent to the database: whatever became of the others, this was not written. */
static void fail_unreached(struct db *db, struct write_request *request, enum status status)
{
    if (db_failure(db) == DB_LOST)
        request->status = problem_add(request->problems, FAILED, &msg_store_failed, "", db_error(db), NULL);
    else
        fail(db, request, status);
}

/* What was refused stays refused; everything else from `first` on did not happen, or nobody knows (DB_LOST). */
static void lose(struct db *db, struct write_request *first, const struct write_request *reached, enum status status)
{
    bool before = true;
    for (struct write_request *lost = first; lost; lost = lost->next) {
        if (lost == reached)
            before = false;
        if (!before)
            fail_unreached(db, lost, status == BUSY ? BUSY : FAILED);
        else if (lost->status == OK)
            fail(db, lost, status == BUSY ? BUSY : FAILED);
    }
}

/* One transaction. Returns what is left to do: from a request on that must be run again, now that this batch's locks
 * are given back. */
static struct write_request *write_some(struct db *db, struct tx *tx, struct write_request *first)
{
    enum status status = db_begin(db);
    struct write_request *request = first;
    enum ran ran = RAN;
    while (request && !status) {
        ran = run(db, tx, request);
        if (ran == RAN_AGAIN)
            break;
        if (ran == RAN_LOST)
            status = FAILED;
        request = request->next;
    }
    if (!status)
        status = db_commit(db);
    if (!status)
        return request;
    db_rollback(db);
    lose(db, first, request, status);
    return NULL;
}

void write_batch(struct db *db, const struct registry *registry, const struct clock *clock,
                 struct write_request *requests)
{
    struct tx tx = {.db = db, .registry = registry, .clock = clock};
    for (struct write_request *request = requests; request; request = request->next)
        request->attempts = 0;
    while (requests)
        requests = write_some(db, &tx, requests);
}

enum status write_now(struct db *db, const struct registry *registry, const struct clock *clock,
                      struct write_request *request)
{
    request->next = NULL;
    write_batch(db, registry, clock, request);
    return request->status;
}

/* Keeps the order of requests to the same ledger. */
static struct write_request *sorted(struct write_request *requests)
{
    struct write_request *first = NULL;
    while (requests) {
        struct write_request *request = requests, **at = &first;
        requests = requests->next;
        while (*at && uuid_compare((*at)->ledger, request->ledger) <= 0)
            at = &(*at)->next;
        request->next = *at;
        *at = request;
    }
    return first;
}

static bool is_stopping(struct writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    bool stopping = writer->stopping;
    pthread_mutex_unlock(&writer->lock);
    return stopping;
}

/* Waits at most so many milliseconds for something to do; NULL when there is nothing. */
static struct write_request *take(struct writer *writer, size_t most, unsigned milliseconds)
{
    struct timespec until;
    int waited = 0;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (until.tv_nsec / 1000000 + milliseconds) / 1000;
    until.tv_nsec = (until.tv_nsec / 1000000 + milliseconds) % 1000 * 1000000;
    pthread_mutex_lock(&writer->lock);
    while (!writer->first && !writer->stopping && milliseconds && !waited)
        waited = pthread_cond_timedwait(&writer->wake, &writer->lock, &until);
    struct write_request *batch = writer->first, *end = batch;
    for (size_t i = 1; end && end->next && i < most; i++)
        end = end->next;
    size_t taken = 0;
    for (struct write_request *each = batch; each; each = each == end ? NULL : each->next)
        taken++;
    writer->queued -= taken;
    if (end) {
        writer->first = end->next;
        end->next = NULL;
        if (!writer->first)
            writer->last = &writer->first;
    }
    pthread_mutex_unlock(&writer->lock);
    return batch;
}

/* A database that was restarted is there again after a moment. What waits in the queue waits that long, no longer. */
static void reconnect(struct worker *worker)
{
    enum { FIRST_MILLISECONDS = 50, LAST_MILLISECONDS = 1600 };
    for (unsigned wait = FIRST_MILLISECONDS; wait <= LAST_MILLISECONDS; wait *= 2) {
        if (db_revive(worker->db) == OK || is_stopping(worker->writer))
            return;
        usleep(wait * 1000);
    }
}

/* ---- the search index (D24): behind the writes, never in their way ---- */

enum { IDLE_MILLISECONDS = 100, LATEST_MILLISECONDS = 1000 };

struct indexing {
    uint64_t at;   /* milliseconds: when it was last done */
    unsigned wait; /* for a request, before it is done again */
};

static uint64_t milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* A slice whenever the queue has been empty for a moment, and each second when it never is; the next one at once when
 * there is more and still nobody waits. Looked for even when this program wrote nothing: another may have. */
static void index_some(struct worker *worker, struct indexing *indexing, bool idle)
{
    uint64_t now = milliseconds_now();
    size_t done = 0;
    indexing->wait = idle ? LATEST_MILLISECONDS : IDLE_MILLISECONDS;
    if (worker != worker->writer->workers || (!idle && now < indexing->at + LATEST_MILLISECONDS) ||
        db_is_lost(worker->db))
        return;
    indexing->at = now;
    if (search_index_some(worker->db, worker->writer->setup.registry, SEARCH_SLICE, &done) == OK && done && idle)
        indexing->wait = 0;
}

static void write_and_reply(struct worker *worker, struct write_request *batch)
{
    const struct writer_setup *setup = &worker->writer->setup;
    if (db_is_lost(worker->db))
        reconnect(worker);
    write_batch(worker->db, setup->registry, setup->clock, batch);
    for (struct write_request *request = batch, *next; request; request = next) {
        next = request->next;
        request->reply(request->context, request->status);
    }
}

static void *work(void *context)
{
    struct worker *worker = context;
    struct indexing indexing = {milliseconds_now(), IDLE_MILLISECONDS};
    bool sqlite = db_dialect(worker->db) == DIALECT_SQLITE;
    for (;;) {
        struct write_request *batch =
            take(worker->writer, sqlite ? WRITER_BATCH_SQLITE : WRITER_BATCH_POSTGRES, indexing.wait);
        if (batch)
            write_and_reply(worker, sqlite ? batch : sorted(batch));
        else if (is_stopping(worker->writer))
            return NULL;
        index_some(worker, &indexing, !batch);
    }
}

enum status writer_new(const struct writer_setup *setup, struct problems *problems, struct writer **ret_writer)
{
    struct writer *writer = xmalloc(sizeof *writer);
    writer->setup = *setup;
    writer->last = &writer->first;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_condattr_t by_clock;
    pthread_condattr_init(&by_clock);
    pthread_condattr_setclock(&by_clock, CLOCK_MONOTONIC);
    pthread_cond_init(&writer->wake, &by_clock);
    pthread_condattr_destroy(&by_clock);
    unsigned threads = db_is_postgres(setup->where) && setup->threads ? setup->threads : 1;
    writer->workers = xmalloc(threads * sizeof *writer->workers);
    enum status status = OK;
    for (unsigned i = 0; i < threads && !status; i++) {
        struct worker *worker = &writer->workers[i];
        worker->writer = writer;
        status = db_open(setup->where, DB_WRITE, problems, &worker->db);
        if (status)
            break;
        if (i == 0 && (status = search_index_lift(worker->db, setup->registry))) {
            db_problem(worker->db, problems);
            db_close(worker->db);
            break;
        }
        if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
            db_close(worker->db);
            status = problem_add(problems, FAILED, &msg_store_failed, "", "pthread_create", NULL);
            break;
        }
        writer->thread_count++;
    }
    if (status) {
        writer_free(writer);
        return status;
    }
    *ret_writer = writer;
    return OK;
}

enum status writer_submit(struct writer *writer, struct write_request *request)
{
    enum status status = OK;
    request->next = NULL;
    pthread_mutex_lock(&writer->lock);
    if (writer->stopping || writer->queued >= WRITER_QUEUE) {
        status =
            problem_add(request->problems, BUSY, writer->stopping ? &msg_store_stopping : &msg_store_busy, "", NULL);
    } else {
        *writer->last = request;
        writer->last = &request->next;
        writer->queued++;
        pthread_cond_signal(&writer->wake);
    }
    pthread_mutex_unlock(&writer->lock);
    return status;
}

void writer_free(struct writer *writer)
{
    if (!writer)
        return;
    pthread_mutex_lock(&writer->lock);
    writer->stopping = true;
    pthread_cond_broadcast(&writer->wake);
    pthread_mutex_unlock(&writer->lock);
    for (unsigned i = 0; i < writer->thread_count; i++) {
        pthread_join(writer->workers[i].thread, NULL);
        db_close(writer->workers[i].db);
    }
    pthread_mutex_destroy(&writer->lock);
    pthread_cond_destroy(&writer->wake);
    free(writer->workers);
    free(writer);
}
