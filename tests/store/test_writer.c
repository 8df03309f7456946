#include "journal/bench.h"

#include "journal/chain.h"
#include "journal/verify.h"
#include "store/row.h"
#include "store/store_messages.h"

#include <pthread.h>
#include <sys/wait.h>

/* ---- many threads ---- */

enum { THREADS = 8 };

struct job {
    struct bench *bench;
    struct uuid ledger;
    struct write_request request;
    struct problems problems;
    struct gadget *gadget;
    int64_t number;
    pthread_mutex_t *lock;
    pthread_cond_t *done;
    bool answered;
    enum status status;
};

static enum status add_numbered(struct tx *tx, void *context, struct problems *problems)
{
    struct job *job = context;
    struct command command = command_new(tx, &job->bench->actor);
    job->gadget->head.ledger_id = job->ledger;
    enum status status = chain_lock(tx, job->ledger);
    if (!status)
        status = chain_number(tx, job->ledger, "gadget", 2026, &job->number);
    if (status)
        return status;
    job->gadget->number = arena_printf(tx->arena, "2026-%04lld", (long long)job->number);
    record_present(&job->gadget->head, FIELD_gadget_number);
    return journal_add(tx, &command, &record_gadget, &job->gadget->head, problems);
}

static void answered(void *context, enum status status)
{
    struct job *job = context;
    pthread_mutex_lock(job->lock);
    job->status = status;
    job->answered = true;
    pthread_cond_broadcast(job->done);
    pthread_mutex_unlock(job->lock);
}

struct key {
    struct uuid ledger, id;
};

struct crew {
    struct bench *bench;
    struct writer *writer;
    unsigned number, requests;
    unsigned acknowledged, refused, other;
    VEC(struct key) added;
    struct arena *arena;
};

static struct gadget *plain_gadget(struct arena *arena, const char *code)
{
    struct gadget *gadget = record_new(arena, &record_gadget);
    gadget->code = code;
    gadget->title = "标题";
    record_present(&gadget->head, FIELD_gadget_code);
    record_present(&gadget->head, FIELD_gadget_title);
    return gadget;
}

/* Each thread has up to 16 requests under way, as a server has; every 10th doubles a key and must be refused. */
static void *send_requests(void *context)
{
    struct crew *crew = context;
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t done = PTHREAD_COND_INITIALIZER;
    enum { UNDER_WAY = 16 };
    struct job jobs[UNDER_WAY] = {0};
    for (unsigned sent = 0; sent < crew->requests; sent += UNDER_WAY) {
        unsigned count = crew->requests - sent < UNDER_WAY ? crew->requests - sent : UNDER_WAY;
        for (unsigned i = 0; i < count; i++) {
            struct job *job = &jobs[i];
            bool doubled = (sent + i) % 10 == 9;
            *job = (struct job){.bench = crew->bench,
                                .ledger = crew->bench->ledgers[(crew->number + i) % BENCH_LEDGERS],
                                .lock = &lock,
                                .done = &done};
            struct arena *arena = arena_new();
            problems_init(&job->problems, arena);
            job->gadget =
                plain_gadget(arena, doubled ? "doubled" : arena_printf(arena, "g-%u-%u", crew->number, sent + i));
            job->request = (struct write_request){.apply = add_numbered,
                                                  .reply = answered,
                                                  .context = job,
                                                  .arena = arena,
                                                  .problems = &job->problems,
                                                  .ledger = job->ledger};
            if (crew->number == 0 && (sent + i) % 128 == 0)
                job->request.ledger =
                    (struct uuid){0}; /* not told: out of order, so that batches do wait for each other */
            while (writer_submit(crew->writer, &job->request) == BUSY)
                usleep(1000);
        }
        for (unsigned i = 0; i < count; i++) {
            pthread_mutex_lock(&lock);
            while (!jobs[i].answered)
                pthread_cond_wait(&done, &lock);
            pthread_mutex_unlock(&lock);
            if (jobs[i].status == OK) {
                crew->acknowledged++;
                *VEC_PUSH(crew->arena, &crew->added) = (struct key){jobs[i].ledger, jobs[i].gadget->head.id};
            } else if (jobs[i].status == REFUSED) {
                crew->refused++;
            } else {
                crew->other++;
                if (jobs[i].problems.count)
                    print_message("%s\n", jobs[i].problems.items[0].message->en);
            }
            arena_free(jobs[i].request.arena);
        }
    }
    return NULL;
}

static void chains_have_no_gaps(struct bench *bench)
{
    struct verify_report report;
    bench_forget(bench);
    if (journal_verify(bench->db, bench->arena, NULL, &bench->problems, &report) != OK)
        fail_msg("%s", bench_said(bench));
    assert_int_equal(
        bench_number(bench, "SELECT count(*) FROM (SELECT ledger_id, count(*) AS n, max(seq) AS m, min(seq) AS f FROM "
                            "ledger_event GROUP BY ledger_id) t WHERE n<>m OR f<>1"),
        0);
    assert_int_equal(
        bench_number(bench,
                     "SELECT count(*) FROM chain_head h LEFT JOIN ledger_event e ON e.ledger_id=h.ledger_id AND "
                     "e.site_id=h.site_id AND e.seq=h.seq WHERE e.event_hash IS NULL OR e.event_hash<>h.event_hash"),
        0);
}

static bool is_there(struct bench *bench, const struct key *key)
{
    bool there;
    assert_int_equal(row_exists(bench->db, &record_gadget, key->ledger, key->id, &there), OK);
    return there;
}

static void what_is_acknowledged_is_there(void **state)
{
    BENCH(state);
    struct writer *writer;
    struct writer_setup setup = {bench->where, &gadget_registry, &bench->clock, 4};
    struct crew crews[THREADS] = {0};
    pthread_t threads[THREADS];
    unsigned acknowledged = 0, refused = 0, requests = bench_is_long() ? 5000 : 500;
    assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[0], plain_gadget(bench->arena, "doubled")), OK);
    bench_forget(bench);
    for (size_t i = 1; i < BENCH_LEDGERS; i++)
        assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[i], plain_gadget(bench->arena, "doubled")),
                         OK);
    assert_int_equal(writer_new(&setup, &bench->problems, &writer), OK);
    for (unsigned i = 0; i < THREADS; i++) {
        crews[i] =
            (struct crew){.bench = bench, .writer = writer, .number = i, .requests = requests, .arena = arena_new()};
        assert_int_equal(pthread_create(&threads[i], NULL, send_requests, &crews[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    writer_free(writer);
    for (unsigned i = 0; i < THREADS; i++) {
        acknowledged += crews[i].acknowledged;
        refused += crews[i].refused;
        assert_int_equal(crews[i].other, 0);
        for (size_t k = 0; k < crews[i].added.count; k++)
            assert_true(is_there(bench, &crews[i].added.items[k]));
        arena_free(crews[i].arena);
    }
    assert_int_equal(refused, THREADS * requests / 10);
    assert_int_equal(acknowledged + refused, THREADS * requests);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), acknowledged + BENCH_LEDGERS);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM ledger_event WHERE record='gadget'"),
                     acknowledged + BENCH_LEDGERS);
    chains_have_no_gaps(bench);
    /* numbers without gaps: a refused request gave its number back */
    assert_int_equal(bench_number(bench, "SELECT CAST(sum(last) AS bigint) FROM number_counter"), acknowledged);
    assert_int_equal(
        bench_number(bench,
                     "SELECT count(*) FROM (SELECT DISTINCT ledger_id, number FROM gadget WHERE number IS NOT NULL) t"),
        acknowledged);
}

/* ---- several processes ---- */

static enum status add_one(struct tx *tx, void *context, struct problems *problems)
{
    struct job *job = context;
    struct command command = command_new(tx, &job->bench->actor);
    job->gadget->head.ledger_id = job->ledger;
    return journal_add(tx, &command, &record_gadget, &job->gadget->head, problems);
}

static int write_as_process(struct bench *bench, int which, int count)
{
    struct db *db;
    struct arena *arena = arena_new();
    int failures = 0;
    if (db_open(bench->where, DB_WRITE, NULL, &db) != OK)
        return 100;
    for (int i = 0; i < count; i++) {
        struct job job = {.bench = bench, .ledger = bench->ledgers[0]};
        problems_init(&job.problems, arena);
        job.gadget = plain_gadget(arena, arena_printf(arena, "p-%d-%d", which, i));
        job.request =
            (struct write_request){.apply = add_one, .context = &job, .arena = arena, .problems = &job.problems};
        failures += write_now(db, &gadget_registry, &bench->clock, &job.request) != OK;
        arena_reset(arena);
    }
    db_close(db);
    arena_free(arena);
    return failures;
}

static void processes_share_a_store(void **state)
{
    BENCH(state);
    enum { PROCESSES = 3, EACH = 60 };
    pid_t children[PROCESSES];
    db_close(bench->db); /* no connection crosses the fork */
    bench->db = NULL;
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0)
            _exit(write_as_process(bench, i, EACH));
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = -1;
        waitpid(children[i], &status, 0);
        assert_int_equal(status, 0);
    }
    bench->db = bench_connect(bench);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), PROCESSES * EACH);
    chains_have_no_gaps(bench);
    /* they did take turns */
    assert_true(bench_number(bench, "SELECT count(*) FROM gadget") > 0);
}

/* ---- batches ---- */

enum { BATCH = 20 };

static void batch_of(struct bench *bench, struct job jobs[BATCH], const char *prefix, size_t long_body)
{
    for (int i = 0; i < BATCH; i++) {
        struct job *job = &jobs[i];
        *job = (struct job){.bench = bench, .ledger = bench->ledgers[0]};
        problems_init(&job->problems, bench->arena);
        job->gadget = plain_gadget(bench->arena, arena_printf(bench->arena, "%s-%d", prefix, i));
        if (long_body) {
            char *body = arena_alloc(bench->arena, long_body + 1);
            memset(body, 'x', long_body);
            job->gadget->body = body;
            record_present(&job->gadget->head, FIELD_gadget_body);
        }
        job->request =
            (struct write_request){.apply = add_one, .context = job, .arena = bench->arena, .problems = &job->problems};
        job->request.next = i + 1 < BATCH ? &jobs[i + 1].request : NULL;
    }
}

static void one_refusal_leaves_the_others(void **state)
{
    BENCH(state);
    struct job jobs[BATCH];
    batch_of(bench, jobs, "g", 0);
    for (int i = 3; i <= 7; i += 4) { /* a key that only the database looks after */
        jobs[i].gadget->number = "2026-0001";
        record_present(&jobs[i].gadget->head, FIELD_gadget_number);
    }
    write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[0].request);
    for (int i = 0; i < BATCH; i++)
        assert_int_equal(jobs[i].request.status, i == 7 ? REFUSED : OK);
    assert_int_equal(jobs[7].problems.count, 1);
    assert_ptr_equal(jobs[7].problems.items[0].message, &msg_store_doubled);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), BATCH - 1);
    chains_have_no_gaps(bench);
}

/* Written, numbered and chained, and only then refused. */
static enum status add_and_refuse(struct tx *tx, void *context, struct problems *problems)
{
    enum status status = add_numbered(tx, context, problems);
    return status ? status : problem_add(problems, REFUSED, &msg_store_busy, "", NULL);
}

static void a_late_refusal_leaves_nothing(void **state)
{
    BENCH(state);
    struct job jobs[BATCH];
    batch_of(bench, jobs, "g", 0);
    for (int i = 0; i < BATCH; i++)
        jobs[i].request.apply = i % 5 == 3 ? add_and_refuse : add_numbered;
    for (int i = 0; i < BATCH; i += 4)
        jobs[i].ledger = bench->ledgers[1];
    jobs[6].request.dry_run = true;
    write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[0].request);
    int good = 0;
    for (int i = 0; i < BATCH; i++) {
        assert_int_equal(jobs[i].request.status, i % 5 == 3 ? REFUSED : OK);
        assert_int_equal(jobs[i].problems.count, i % 5 == 3);
        good += i % 5 != 3 && i != 6;
    }
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), good);
    assert_int_equal(bench_number(bench, "SELECT CAST(sum(last) AS bigint) FROM number_counter"), good);
    chains_have_no_gaps(bench);
    jobs[3].request.apply = add_and_refuse; /* by itself, too */
    jobs[3].request.next = NULL;
    write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[3].request);
    assert_int_equal(jobs[3].request.status, REFUSED);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), good);
    chains_have_no_gaps(bench);
}

/* Its last statement changes a row that is not there: on PostgreSQL that is still under way when it says OK. */
static enum status add_and_miss(struct tx *tx, void *context, struct problems *problems)
{
    enum status status = add_numbered(tx, context, problems);
    struct job *job = context;
    struct gadget *missing = record_new(tx->arena, &record_gadget);
    missing->head.ledger_id = job->ledger;
    missing->head.id = uuid_new(clock_now(tx->clock));
    missing->title = "没有这一行";
    record_present(&missing->head, FIELD_gadget_title);
    return status ? status
                  : row_update(tx->db, tx->arena, &record_gadget, &missing->head, FIELD_BIT(FIELD_gadget_title));
}

static void a_row_that_is_not_there_stops_the_commit(void **state)
{
    BENCH(state);
    for (int count = BATCH; count >= 1; count -= BATCH - 1) {
        struct job jobs[BATCH];
        batch_of(bench, jobs, arena_printf(bench->arena, "m%d", count), 0);
        for (int i = 0; i < count; i++)
            jobs[i].request.apply = i == count - 1 ? add_and_miss : add_numbered;
        jobs[count - 1].request.next = NULL;
        write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[0].request);
        for (int i = 0; i < count; i++)
            assert_int_equal(jobs[i].request.status, i == count - 1 ? FAILED : OK);
        assert_ptr_equal(jobs[count - 1].problems.items[0].message, &msg_store_failed);
        assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), BATCH - 1); /* each once */
        chains_have_no_gaps(bench);
    }
}

static enum status add_more(struct tx *tx, struct job *job, const char *code, struct problems *problems)
{
    struct command command = command_new(tx, &job->bench->actor);
    struct gadget *gadget = plain_gadget(tx->arena, code);
    gadget->head.ledger_id = job->ledger;
    return journal_add(tx, &command, &record_gadget, &gadget->head, problems);
}

/* One stays, what stands in a savepoint that is gone back to goes, and so does what was released inside of it. */
static enum status add_some_of_many(struct tx *tx, void *context, struct problems *problems)
{
    struct job *job = context;
    enum status status = add_more(tx, job, "stays-1", problems);
    if (!status)
        status = db_savepoint(tx->db);
    if (!status)
        status = add_more(tx, job, "goes-1", problems);
    if (!status)
        status = db_savepoint(tx->db);
    if (!status)
        status = add_more(tx, job, "goes-2", problems);
    if (!status)
        status = db_release(tx->db);
    job->ledger = job->bench->ledgers[2]; /* a head first read inside */
    if (!status)
        status = add_more(tx, job, "goes-3", problems);
    if (!status)
        status = db_rollback_to(tx->db);
    if (!status)
        status = add_more(tx, job, "stays-2", problems);
    job->ledger = job->bench->ledgers[0];
    if (!status)
        status = db_savepoint(tx->db);
    if (!status)
        status = add_more(tx, job, "stays-3", problems);
    return status ? status : db_release(tx->db);
}

static void savepoints_take_the_chain_along(void **state)
{
    BENCH(state);
    for (int more = 0; more < 2; more++) { /* in a transaction, and in a savepoint of the writer's own */
        struct job jobs[BATCH];
        batch_of(bench, jobs, "g", 0);
        jobs[1].request.apply = add_some_of_many;
        jobs[2].request.apply = add_and_refuse;
        jobs[more ? 2 : 1].request.next = NULL;
        write_batch(bench->db, &gadget_registry, &bench->clock, more ? &jobs[0].request : &jobs[1].request);
        assert_int_equal(jobs[1].request.status, OK);
        assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget WHERE code LIKE 'stays%%'"), 3);
        assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget WHERE code LIKE 'goes%%'"), 0);
        chains_have_no_gaps(bench);
        bench_sql(bench, "UPDATE gadget SET code=code || '-' WHERE code LIKE '%%g%%'");
        bench_sql(bench, "UPDATE gadget SET code='old-' || code");
    }
}

static enum status break_something(struct tx *tx, void *context, struct problems *problems)
{
    (void)context;
    (void)problems;
    return stmt_run(db_prepare(tx->db, "INSERT INTO \"no_such_table\" VALUES (1)"));
}

static void a_failing_statement_leaves_the_others(void **state)
{
    BENCH(state);
    struct job jobs[BATCH];
    batch_of(bench, jobs, "g", 0);
    jobs[7].request.apply = break_something;
    write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[0].request);
    for (int i = 0; i < BATCH; i++)
        assert_int_equal(jobs[i].request.status, i == 7 ? FAILED : OK);
    assert_true(jobs[7].problems.count > 0);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), BATCH - 1);
    chains_have_no_gaps(bench);
}

/* The file may not grow: SQLite says "full" in the middle of a batch. */
static void a_full_disk_fails_whole_requests_and_the_next_batch_works(void **state)
{
    BENCH(state);
    struct job jobs[BATCH];
    int64_t rows, pages = bench_number(bench, "PRAGMA page_count");
    bench_sql(bench, "PRAGMA max_page_count=%lld", (long long)pages + 6);
    batch_of(bench, jobs, "big", 2000);
    write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[0].request);
    int good = 0;
    for (int i = 0; i < BATCH; i++) {
        good += jobs[i].request.status == OK;
        if (jobs[i].request.status) {
            assert_int_equal(jobs[i].request.status, FAILED);
            assert_true(jobs[i].problems.count > 0);
            assert_ptr_equal(jobs[i].problems.items[0].message, &msg_store_full);
        }
    }
    assert_true(good < BATCH);
    rows = bench_number(bench, "SELECT count(*) FROM gadget");
    assert_int_equal(rows, good);
    chains_have_no_gaps(bench);
    bench_sql(bench, "PRAGMA max_page_count=1000000");
    batch_of(bench, jobs, "again", 2000);
    write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[0].request);
    for (int i = 0; i < BATCH; i++)
        assert_int_equal(jobs[i].request.status, OK);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), rows + BATCH);
    chains_have_no_gaps(bench);
}

static enum status orphan(struct tx *tx, void *context, struct problems *problems)
{
    (void)context;
    (void)problems;
    return stmt_run(db_prepare(tx->db, "INSERT INTO child VALUES (99)"));
}

/* COMMIT itself fails: a constraint checked only then. */
static void a_failing_commit_fails_the_whole_batch(void **state)
{
    BENCH(state);
    struct job jobs[BATCH];
    bench_sql(bench, "CREATE TABLE parent (id %s PRIMARY KEY)", bench->postgres ? "bigint" : "INTEGER");
    bench_sql(bench, "CREATE TABLE child (parent %s REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)",
              bench->postgres ? "bigint" : "INTEGER");
    batch_of(bench, jobs, "g", 0);
    jobs[0].gadget->title = NULL; /* refused before */
    record_null(&jobs[0].gadget->head, FIELD_gadget_title);
    jobs[7].request.apply = orphan;
    write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[0].request);
    for (int i = 0; i < BATCH; i++) {
        assert_int_equal(jobs[i].request.status, i == 0 ? REFUSED : FAILED);
        assert_true(jobs[i].problems.count > 0);
    }
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), 0);
    chains_have_no_gaps(bench);
    batch_of(bench, jobs, "again", 0);
    write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[0].request);
    for (int i = 0; i < BATCH; i++)
        assert_int_equal(jobs[i].request.status, OK);
    chains_have_no_gaps(bench);
}

static enum status set_one(struct tx *tx, void *context, struct problems *problems)
{
    struct job *job = context;
    struct command command = command_new(tx, &job->bench->actor);
    struct gadget *gadget = record_new(tx->arena, &record_gadget);
    gadget->head.id = job->gadget->head.id;
    gadget->head.ledger_id = job->ledger;
    gadget->title = "另一个标题";
    record_present(&gadget->head, FIELD_gadget_title);
    struct change change = {.type = &record_gadget, .record = &gadget->head};
    return journal_set(tx, &command, &change, problems);
}

/* What each changed record costs: reading it, writing it, what it derives, what is to be indexed, its event; and each
 * transaction: its two ends, the head of the chain read and written. On PostgreSQL only what must be known is waited
 * for. */
static void a_change_costs_few_statements(void **state)
{
    BENCH(state);
    struct job jobs[BATCH];
    batch_of(bench, jobs, "g", 0);
    write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[0].request);
    for (int count = BATCH; count >= 1; count -= BATCH - 1) {
        for (int round = 0; round < 2; round++) { /* the first prepares */
            for (int i = 0; i < BATCH; i++) {
                bench_sql(bench, "UPDATE gadget SET title='一个标题'");
                jobs[i].request.apply = set_one;
                jobs[i].request.next = i + 1 < count ? &jobs[i + 1].request : NULL;
            }
            uint64_t statements = db_statement_count(bench->db), waits = db_wait_count(bench->db);
            write_batch(bench->db, &gadget_registry, &bench->clock, &jobs[0].request);
            statements = db_statement_count(bench->db) - statements;
            waits = db_wait_count(bench->db) - waits;
            for (int i = 0; i < count; i++)
                assert_int_equal(jobs[i].request.status, OK);
            if (round)
                assert_int_equal(statements, 5 * count + 4);
            if (round)
                assert_int_equal(waits, bench->postgres ? count + 2 : 0);
        }
    }
    chains_have_no_gaps(bench);
}

static enum status add_after_a_loss(struct tx *tx, void *context, struct problems *problems)
{
    struct job *job = context;
    enum status status = add_one(tx, context, problems);
    if (!status && job->number++ == 0) {
        bool row;
        struct stmt *stmt = db_prepare(tx->db, "SELECT pg_backend_pid()");
        assert_int_equal(stmt_step(stmt, &row), OK);
        int64_t pid = stmt_int(stmt, 0);
        stmt_done(stmt);
        bench_number(job->bench, "SELECT pg_terminate_backend(%lld)", (long long)pid);
        usleep(50000);
    }
    return status;
}

/* Before COMMIT nothing has been promised: all of it runs again on a new connection. */
static void a_connection_lost_early_is_not_noticed(void **state)
{
    BENCH(state);
    struct db *other = bench_connect(bench);
    for (int count = 1; count <= BATCH; count += BATCH - 1) {
        struct job jobs[BATCH];
        batch_of(bench, jobs, arena_printf(bench->arena, "g%d", count), 0);
        jobs[count / 2].request.apply = add_after_a_loss;
        jobs[count - 1].request.next = NULL;
        write_batch(other, &gadget_registry, &bench->clock, &jobs[0].request);
        for (int i = 0; i < count; i++) {
            assert_int_equal(jobs[i].request.status, OK);
            assert_int_equal(jobs[i].problems.count, 0);
        }
        assert_int_equal(jobs[count / 2].number, 2);
    }
    db_close(other);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), 1 + BATCH);
    chains_have_no_gaps(bench);
}

/* Ends every connection of the writer, as a restart of the server does. */
static void end_connections(struct bench *bench)
{
    bench_number(bench, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE "
                        "application_name=current_setting('application_name') AND pid<>pg_backend_pid()");
}

static void a_lost_connection_is_opened_again(void **state)
{
    BENCH(state);
    struct writer *writer;
    struct writer_setup setup = {bench->where, &gadget_registry, &bench->clock, 2};
    assert_int_equal(writer_new(&setup, &bench->problems, &writer), OK);
    for (unsigned round = 0; round < 3; round++) {
        struct crew crew = {.bench = bench, .writer = writer, .number = round, .requests = 8, .arena = bench->arena};
        send_requests(&crew);
        assert_int_equal(crew.acknowledged, 8);
        end_connections(bench);
    }
    writer_free(writer);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), 3 * 8);
    chains_have_no_gaps(bench);
}

/* The server ends while COMMIT is under way: nobody can say that nothing was written. */
static void a_connection_lost_in_commit_is_said_to_be_unknown(void **state)
{
    BENCH(state);
    struct job jobs[BATCH];
    struct db *other = bench_connect(bench);
    bench_sql(bench, "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
                     "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'");
    bench_sql(bench, "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON gadget DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
                     "EXECUTE FUNCTION die()");
    batch_of(bench, jobs, "g", 0);
    write_batch(other, &gadget_registry, &bench->clock, &jobs[0].request);
    for (int i = 0; i < BATCH; i++) {
        assert_int_equal(jobs[i].request.status, FAILED);
        assert_int_equal(jobs[i].problems.count, 1);
        assert_ptr_equal(jobs[i].problems.items[0].message, &msg_store_unknown);
    }
    bench_sql(bench, "DROP TRIGGER dies ON gadget");
    batch_of(bench, jobs, "again", 0);
    write_batch(other, &gadget_registry, &bench->clock, &jobs[0].request); /* and the next one finds its way */
    for (int i = 0; i < BATCH; i++)
        assert_int_equal(jobs[i].request.status, OK);
    db_close(other);
    chains_have_no_gaps(bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(what_is_acknowledged_is_there),
        ON_BOTH(processes_share_a_store),
        ON_BOTH(one_refusal_leaves_the_others),
        ON_BOTH(a_late_refusal_leaves_nothing),
        ON_BOTH(a_row_that_is_not_there_stops_the_commit),
        ON_BOTH(savepoints_take_the_chain_along),
        ON_BOTH(a_change_costs_few_statements),
        ON_BOTH(a_failing_statement_leaves_the_others),
        ON_BOTH(a_failing_commit_fails_the_whole_batch),
        {"a_full_disk_fails_whole_requests_and_the_next_batch_works (sqlite)",
         a_full_disk_fails_whole_requests_and_the_next_batch_works, bench_sqlite, bench_end, NULL},
        {"a_connection_lost_early_is_not_noticed (postgres)", a_connection_lost_early_is_not_noticed, bench_postgres,
         bench_end, NULL},
        {"a_lost_connection_is_opened_again (postgres)", a_lost_connection_is_opened_again, bench_postgres, bench_end,
         NULL},
        {"a_connection_lost_in_commit_is_said_to_be_unknown (postgres)",
         a_connection_lost_in_commit_is_said_to_be_unknown, bench_postgres, bench_end, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
