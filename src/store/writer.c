#include "store/writer.h"

#include "store/search_index.h"
#include "store/store_messages.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct worker {
    struct writer *writer;
    struct db *db;
    pthread_t thread;
    struct uuid ledgers[WRITER_BATCH_SQLITE]; /* of the batch it works on */
    size_t ledger_count;
};

struct writer {
    struct writer_setup setup;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct write_request *first, **last;
    size_t queued;
    bool stopping;
    unsigned worker_count, thread_count; /* of these have been started */
    struct worker *workers;
};

enum { ATTEMPTS = 6, LOSSES = 1 };

struct batch {
    struct db *db;
    struct tx tx;
    struct worker *worker; /* NULL: on the caller's own connection */
    unsigned losses;       /* of the connection, before COMMIT */
};

/* What is wrong, in words; the status that fits. */
static void fail(struct db *db, struct write_request *request)
{
    request->status = db_problem(db, request->problems);
}

static void apply(struct batch *batch, struct write_request *request)
{
    batch->tx.arena = request->arena;
    batch->tx.dry_run = request->dry_run;
    request->status = request->apply(&batch->tx, request->context, request->problems);
    bool silent = request->problems && request->problems->count == request->problems_before;
    if ((request->status == FAILED || request->status == BUSY) && silent)
        fail(batch->db, request);
}

/* Whether it is to be run again: it and another batch waited for each other, and the database ended it. */
static bool ended_by_lock(struct write_request *request)
{
    return request->status == BUSY && ++request->attempts < ATTEMPTS;
}

/* Whether the batch may be run again: the connection was lost, and COMMIT had not been sent. */
static bool lost_early(struct batch *batch)
{
    return db_is_lost(batch->db) && db_failure(batch->db) != DB_LOST && batch->losses++ < LOSSES;
}

/* As if it had never run. */
static void forget(struct write_request *requests)
{
    for (struct write_request *request = requests; request; request = request->next) {
        request->status = OK;
        if (request->problems)
            request->problems->count = request->problems_before;
    }
}

/* Each of these ways to write begins in a transaction, ends it, and returns what is left to do: from a request on that
 * must be run again, now that the locks are given back. */

/* ---- one request by itself: the transaction is its savepoint ---- */

static struct write_request *write_alone(struct batch *batch, struct write_request *request)
{
    struct db *db = batch->db;
    apply(batch, request);
    if (request->status == OK && (request->dry_run ? db_settle(db) : db_commit(db)))
        fail(db, request);
    if (request->status == OK && !request->dry_run)
        return NULL;
    db_rollback(db);
    return request->status && (ended_by_lock(request) || lost_early(batch)) ? request : NULL;
}

/* ---- a batch in which each request has a savepoint ---- */

enum ran { RAN, RAN_AGAIN, RAN_LOST };

/* RAN_LOST: the whole batch is lost. RAN_AGAIN: nothing of the request is left, and it must run again. */
static enum ran run_saved(struct batch *batch, struct write_request *request)
{
    struct db *db = batch->db;
    if (db_savepoint(db)) {
        fail(db, request);
        return RAN_LOST;
    }
    apply(batch, request);
    if (request->status == OK && (request->dry_run ? db_settle(db) : db_release(db)))
        fail(db, request);
    if (request->status == OK && !request->dry_run)
        return RAN;
    bool again = ended_by_lock(request);
    if (db_rollback_to(db) == OK)
        return again ? RAN_AGAIN : RAN;
    if (again)
        fail(db, request);
    return RAN_LOST;
}

/* Whatever one of them did: the batch as a whole was lost. */
static void fail_lost(struct db *db, struct write_request *request)
{
    fail(db, request);
    request->status = request->status == BUSY ? BUSY : FAILED;
}

/* Never sent to the database: whatever became of the others, this was not written. */
static void fail_unreached(struct db *db, struct write_request *request)
{
    if (db_failure(db) == DB_LOST)
        request->status = problem_add(request->problems, FAILED, &msg_store_failed, "", db_error(db), NULL);
    else
        fail_lost(db, request);
}

/* What was refused stays refused; everything else did not happen, or nobody knows (DB_LOST). */
static void lose(struct db *db, struct write_request *first, const struct write_request *reached)
{
    bool before = true;
    for (struct write_request *lost = first; lost; lost = lost->next) {
        if (lost == reached)
            before = false;
        if (!before)
            fail_unreached(db, lost);
        else if (lost->status == OK)
            fail_lost(db, lost);
    }
}

static struct write_request *write_saved(struct batch *batch, struct write_request *first)
{
    struct db *db = batch->db;
    struct write_request *request = first;
    enum ran ran = RAN;
    while (request && ran == RAN) {
        ran = run_saved(batch, request);
        if (ran != RAN_AGAIN)
            request = request->next;
    }
    if (ran != RAN_LOST && db_commit(db) == OK)
        return request;
    db_rollback(db);
    if (lost_early(batch))
        return first;
    lose(db, first, request);
    return NULL;
}

/* ---- a batch in which all goes well ---- */

/* Whether the transaction is as good as if a refused request had never been. */
static bool runs_well(struct batch *batch, struct write_request *request)
{
    struct db *db = batch->db;
    if (request->dry_run)
        return run_saved(batch, request) == RAN;
    uint64_t writes = db_write_count(db);
    apply(batch, request);
    enum status status = request->status;
    return !status || (status != FAILED && status != BUSY && db_write_count(db) == writes && !db_failure(db));
}

/* False: nothing is left of it, and nothing said. */
static bool write_together(struct batch *batch, struct write_request *first)
{
    struct db *db = batch->db;
    bool well = true;
    for (struct write_request *request = first; request && well; request = request->next)
        well = runs_well(batch, request);
    if (well && db_commit(db) == OK)
        return true;
    db_rollback(db);
    if (well && db_failure(db) == DB_LOST)
        lose(db, first, NULL);
    return well && db_failure(db) == DB_LOST;
}

/* ---- */

static bool is_stopping(struct writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    bool stopping = writer->stopping;
    pthread_mutex_unlock(&writer->lock);
    return stopping;
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

static bool begin(struct batch *batch, struct write_request *first)
{
    forget(first);
    if (batch->worker && db_is_lost(batch->db))
        reconnect(batch->worker);
    if (db_begin(batch->db) == OK)
        return true;
    lose(batch->db, first, first);
    return false;
}

/* tests/meson.build makes a program in which everything runs twice: apply functions must be able to. */
#ifdef RECTIFY_WRITE_TWICE
static bool rehearse(struct batch *batch, struct write_request *first)
{
    for (struct write_request *request = first; request; request = request->next)
        apply(batch, request);
    db_rollback(batch->db);
    return begin(batch, first);
}
#else
static bool rehearse(struct batch *batch, struct write_request *first)
{
    (void)batch;
    (void)first;
    return true;
}
#endif

static struct write_request *write_some(struct batch *batch, struct write_request *first)
{
    if (!begin(batch, first) || !rehearse(batch, first))
        return NULL;
    if (!first->next)
        return write_alone(batch, first);
    if (write_together(batch, first) || !begin(batch, first))
        return NULL;
    return write_saved(batch, first);
}

static void write_all(struct batch *batch, struct write_request *requests)
{
    for (struct write_request *request = requests; request; request = request->next) {
        request->attempts = 0;
        request->problems_before = request->problems ? request->problems->count : 0;
    }
    while (requests)
        requests = write_some(batch, requests);
}

void write_batch(struct db *db, const struct registry *registry, const struct clock *clock,
                 struct write_request *requests)
{
    struct batch batch = {.db = db, .tx = {.db = db, .registry = registry, .clock = clock}};
    write_all(&batch, requests);
}

enum status write_now(struct db *db, const struct registry *registry, const struct clock *clock,
                      struct write_request *request)
{
    request->next = NULL;
    write_batch(db, registry, clock, request);
    return request->status;
}

/* ---- the queue ---- */

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

static bool is_among(const struct uuid *ledgers, size_t count, struct uuid ledger)
{
    while (count-- > 0)
        if (uuid_equal(ledgers[count], ledger))
            return true;
    return false;
}

/* A ledger another worker is at: he holds the lock of its head, and its requests keep their order. */
static bool is_taken(const struct worker *worker, struct uuid ledger)
{
    const struct writer *writer = worker->writer;
    for (unsigned i = 0; i < writer->worker_count; i++)
        if (&writer->workers[i] != worker &&
            is_among(writer->workers[i].ledgers, writer->workers[i].ledger_count, ledger))
            return true;
    return false;
}

/* Out of the queue, in its order, what this worker may write now. */
static struct write_request *pick(struct worker *worker, size_t most)
{
    struct writer *writer = worker->writer;
    struct write_request *batch = NULL, **end = &batch, **at = &writer->first;
    for (size_t taken = 0; *at && taken < most;) {
        struct write_request *request = *at;
        if (is_taken(worker, request->ledger)) {
            at = &request->next;
            continue;
        }
        if (!is_among(worker->ledgers, worker->ledger_count, request->ledger))
            worker->ledgers[worker->ledger_count++] = request->ledger;
        *at = request->next;
        *end = request;
        end = &request->next;
        taken++;
        writer->queued--;
    }
    *end = NULL;
    if (!*at)
        writer->last = at;
    return batch;
}

/* Waits at most so many milliseconds for something to do; NULL when there is nothing. */
static struct write_request *take(struct worker *worker, size_t most, unsigned milliseconds)
{
    struct writer *writer = worker->writer;
    struct write_request *batch;
    struct timespec until;
    int waited = 0;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (until.tv_nsec / 1000000 + milliseconds) / 1000;
    until.tv_nsec = (until.tv_nsec / 1000000 + milliseconds) % 1000 * 1000000;
    pthread_mutex_lock(&writer->lock);
    worker->ledger_count = 0;
    while (!(batch = pick(worker, most)) && !(writer->stopping && !writer->first) && milliseconds && !waited)
        waited = pthread_cond_timedwait(&writer->wake, &writer->lock, &until);
    if (writer->first || writer->stopping) /* the others may go on with what this one was at */
        pthread_cond_broadcast(&writer->wake);
    pthread_mutex_unlock(&writer->lock);
    return batch;
}

/* Others may go on with what this one was at. */
static void let_go(struct worker *worker)
{
    struct writer *writer = worker->writer;
    pthread_mutex_lock(&writer->lock);
    worker->ledger_count = 0;
    if (writer->first)
        pthread_cond_broadcast(&writer->wake);
    pthread_mutex_unlock(&writer->lock);
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
    let_go(worker);
    if (search_index_some(worker->db, worker->writer->setup.registry, SEARCH_SLICE, &done) == OK && done && idle)
        indexing->wait = 0;
}

static void write_and_reply(struct worker *worker, struct write_request *requests)
{
    const struct writer_setup *setup = &worker->writer->setup;
    struct batch batch = {
        .db = worker->db,
        .tx = {.db = worker->db, .registry = setup->registry, .clock = setup->clock},
        .worker = worker,
    };
    write_all(&batch, requests);
    for (struct write_request *request = requests, *next; request; request = next) {
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
        struct write_request *requests =
            take(worker, sqlite ? WRITER_BATCH_SQLITE : WRITER_BATCH_POSTGRES, indexing.wait);
        if (requests)
            write_and_reply(worker, sqlite ? requests : sorted(requests));
        else if (is_stopping(worker->writer))
            return NULL;
        index_some(worker, &indexing, !requests);
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
    writer->worker_count = db_is_postgres(setup->where) && setup->threads ? setup->threads : 1;
    writer->workers = xmalloc(writer->worker_count * sizeof *writer->workers);
    enum status status = OK;
    for (unsigned i = 0; i < writer->worker_count && !status; i++) {
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
