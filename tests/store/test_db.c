/* What a connection promises: a bounded cache of statements, the same answers on both databases. */
#include "journal/bench.h"

#include "store/store_messages.h"

static void the_cache_of_statements_is_bounded(void **state)
{
    BENCH(state);
    bool row;
    struct stmt *held = db_prepare(bench->db, "SELECT 1 UNION ALL SELECT 2 ORDER BY 1");
    assert_int_equal(stmt_step(held, &row), OK);
    for (int i = 0; i < 3 * DB_STATEMENTS_KEPT; i++)
        assert_int_equal(bench_number(bench, "SELECT %d", i), i);
    assert_true(db_statements_kept(bench->db) <= DB_STATEMENTS_KEPT);
    if (bench->postgres)
        assert_true(bench_number(bench, "SELECT count(*) FROM pg_prepared_statements") <= DB_STATEMENTS_KEPT + 1);
    assert_int_equal(stmt_step(held, &row), OK); /* in use: kept, however old */
    assert_true(row);
    assert_int_equal(stmt_int(held, 0), 2);
    stmt_done(held);
}

static void a_text_that_cannot_be_prepared_fails_and_is_not_kept(void **state)
{
    BENCH(state);
    size_t kept = db_statements_kept(bench->db);
    for (int i = 0; i < 10; i++) {
        struct stmt *stmt = db_prepare(bench->db, arena_printf(bench->arena, "SELECT thing FROM nowhere%d", i));
        stmt_bind_int(stmt, 1, 5);
        assert_int_equal(stmt_run(stmt), FAILED);
    }
    assert_int_equal(db_statements_kept(bench->db), kept);
    bench_sql(bench, "CREATE TABLE nowhere3 (thing %s)", bench->postgres ? "bigint" : "INTEGER");
    assert_int_equal(stmt_run(db_prepare(bench->db, "SELECT thing FROM nowhere3")), OK);
}

static const char endless[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<300000000) "
                              "SELECT count(*) FROM n";
static const char some[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000) "
                           "SELECT count(*) FROM n";

static void a_limit_holds_for_each_statement_and_has_its_sentence(void **state)
{
    BENCH(state);
    enum { STEPS = 100000 };
    db_limit_steps(bench->db, STEPS);
    assert_int_equal(stmt_run(db_prepare(bench->db, endless)), FAILED);
    assert_int_equal(db_failure(bench->db), DB_LIMIT);
    assert_int_equal(db_problem(bench->db, &bench->problems), REFUSED);
    assert_true(bench_names(bench, &msg_store_limit, ""));
    for (int i = 0; i < 20; i++) /* together more than the limit */
        assert_int_equal(bench_number(bench, some), 2000);
    db_limit_steps(bench->db, 0);
}

static void a_failure_is_forgotten_with_its_transaction(void **state)
{
    BENCH(state);
    assert_int_equal(stmt_run(db_prepare(bench->db, "SELECT nothing_at_all FROM gadget")), FAILED);
    assert_int_equal(db_failure(bench->db), DB_BROKEN);
    assert_int_equal(db_begin(bench->db), OK);
    assert_int_equal(db_failure(bench->db), DB_NO_FAILURE);
    assert_int_equal(db_commit(bench->db), OK);
}

static struct stmt *adding(struct bench *bench, int64_t key)
{
    struct stmt *stmt = db_prepare(bench->db, "INSERT INTO once VALUES (?1)");
    stmt_bind_int(stmt, 1, key);
    return stmt;
}

/* On PostgreSQL stmt_run does not wait: whoever waits next is told, and nothing is built on what failed. */
static void a_failure_under_way_is_told_by_the_next_that_waits(void **state)
{
    BENCH(state);
    enum { STEP, SETTLE, RELEASE, COMMIT, PREPARE, EXEC, WAYS };
    bool row, postgres = bench->postgres;
    bench_sql(bench, "CREATE TABLE once (key %s PRIMARY KEY)", postgres ? "bigint" : "INTEGER");
    assert_int_equal(stmt_run(adding(bench, 1)), OK); /* outside of a transaction it is done when it returns */
    assert_int_equal(stmt_run(adding(bench, 1)), FAILED);
    for (int way = 0; way < WAYS; way++) {
        assert_int_equal(db_begin(bench->db), OK);
        assert_int_equal(stmt_run(adding(bench, 2)), OK);
        assert_int_equal(db_savepoint(bench->db), OK);
        enum status status = stmt_run(adding(bench, 1));
        assert_int_equal(status, postgres ? OK : FAILED);
        assert_int_equal(stmt_run(adding(bench, 3)), OK); /* skipped, on PostgreSQL */
        struct stmt *stmt = way == STEP ? db_prepare(bench->db, "SELECT count(*) FROM once") : NULL;
        if (postgres && way == STEP) /* prepared before: see PREPARE */
            assert_int_equal(stmt_step(stmt, &row), FAILED);
        else if (postgres && way == SETTLE)
            assert_int_equal(db_settle(bench->db), FAILED);
        else if (postgres && way == RELEASE)
            assert_int_equal(db_release(bench->db), FAILED);
        else if (postgres && way == COMMIT)
            assert_int_equal(db_commit(bench->db), FAILED);
        else if (postgres && way == PREPARE)
            assert_int_equal(stmt_step(db_prepare(bench->db, "SELECT 'never before'"), &row), FAILED);
        else if (postgres && way == EXEC)
            assert_int_equal(db_exec(bench->db, "SELECT 1"), FAILED);
        if (stmt)
            stmt_done(stmt);
        assert_int_equal(db_failure(bench->db), DB_DOUBLED);
        if (way != COMMIT) {
            assert_int_equal(db_rollback_to(bench->db), OK);
            assert_int_equal(stmt_run(adding(bench, 10 + way)), OK);
            assert_int_equal(db_commit(bench->db), OK);
        } else {
            db_rollback(bench->db);
        }
        assert_int_equal(bench_number(bench, "SELECT count(*) FROM once WHERE key=3"), 0);
        assert_int_equal(bench_number(bench, "SELECT count(*) FROM once WHERE key=%d", 10 + way), way != COMMIT);
        bench_sql(bench, "DELETE FROM once WHERE key=2");
    }
}

static void rows_that_must_be_written_are_counted(void **state)
{
    BENCH(state);
    bench_sql(bench, "CREATE TABLE once (key %s PRIMARY KEY)", bench->postgres ? "bigint" : "INTEGER");
    for (int inside = 0; inside < 2; inside++) {
        if (inside)
            assert_int_equal(db_begin(bench->db), OK);
        assert_int_equal(stmt_run(adding(bench, 1 + inside)), OK);
        struct stmt *stmt = db_prepare(bench->db, "UPDATE once SET key=key WHERE key=?1" DB_ONE_ROW);
        stmt_bind_int(stmt, 1, 1 + inside);
        enum status status = stmt_run(stmt);
        assert_int_equal(status ? status : db_settle(bench->db), OK);
        stmt = db_prepare(bench->db, "UPDATE once SET key=key WHERE key=?1" DB_ONE_ROW);
        stmt_bind_int(stmt, 1, 99);
        status = stmt_run(stmt);
        assert_int_equal(status ? status : db_settle(bench->db), FAILED);
        assert_int_equal(db_failure(bench->db), DB_BROKEN);
        db_rollback(bench->db);
    }
}

/* More than fit into one pipeline. */
static void very_many_may_be_under_way(void **state)
{
    BENCH(state);
    bench_sql(bench, "CREATE TABLE once (key %s PRIMARY KEY)", bench->postgres ? "bigint" : "INTEGER");
    assert_int_equal(db_begin(bench->db), OK);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(stmt_run(adding(bench, i)), OK);
    assert_int_equal(db_commit(bench->db), OK);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM once"), 1000);
}

/* How PostgreSQL would run the kept statement that asks for a code. */
static const char *plan_by_code(struct bench *bench)
{
    bool row;
    struct strbuf plan = {0};
    struct stmt *stmt =
        db_prepare(bench->db, "SELECT name::text FROM pg_prepared_statements WHERE statement LIKE '% code=$2'");
    assert_int_equal(stmt_step(stmt, &row), OK);
    assert_true(row);
    struct stmt *explaining =
        db_prepare(bench->db, arena_printf(bench->arena, "EXPLAIN EXECUTE %s(%s,'none')", stmt_text(stmt, 0),
                                           bench_id(bench, bench->ledgers[0]))); /* trusted: a name of our own */
    while (stmt_step(explaining, &row) == OK && row)
        strbuf_adds(&plan, stmt_text(explaining, 0));
    stmt_done(explaining);
    stmt_done(stmt);
    const char *kept = arena_strdup(bench->arena, strbuf_text(&plan));
    strbuf_free(&plan);
    return kept;
}

static void plans_are_made_anew_as_a_table_grows(void **state)
{
    BENCH(state);
    static const char sql[] = "SELECT title FROM gadget WHERE ledger_id=?1 AND code=?2";
    const char *before = NULL;
    for (int i = 0; i < 3000; i++) {
        bool row;
        struct stmt *stmt = db_prepare(bench->db, sql);
        stmt_bind_uuid(stmt, 1, bench->ledgers[0]);
        stmt_bind_text(stmt, 2, "none");
        assert_int_equal(stmt_step(stmt, &row), OK);
        stmt_done(stmt);
        if (i == 20)
            before = plan_by_code(bench);
        if (i == 20)
            bench_sql(bench,
                      "INSERT INTO gadget (ledger_id,id,version,created_at,changed_at,withdrawn,code,title) SELECT %s,"
                      "gen_random_uuid(),1,0,0,0,'c' || n,'t' FROM generate_series(1,20000) AS n",
                      bench_id(bench, bench->ledgers[0]));
    }
    assert_null(strstr(before, "gadget_by_code")); /* or this test proves nothing */
    assert_non_null(strstr(plan_by_code(bench), "gadget_by_code"));
    assert_int_equal(bench_number(bench, "SELECT CAST(reltuples AS bigint) FROM pg_class WHERE relname='gadget'"),
                     20000);
}

static void a_password_is_never_shown(void **state)
{
    (void)state;
    static const char *const addresses[][2] = {
        {"/srv/账库", "/srv/账库"},
        {"postgres://host/db", "postgres://host/db"},
        {"postgres://user:secret@host:5432/db", "postgres://host:5432/db"},
        {"postgresql://user:secret@host/db?sslmode=require&password=secret", "postgres://host/db"},
        {"postgres://user:sec@ret@host/db", "postgres://host/db"},
        {"postgres://user:se/cret@host/db", "postgres://host/db"},
        {"postgres://user:se?cret@host/db", "postgres://…"},
        {"postgres:///db?user=u&password=se@cret", "postgres://…"},
        {"postgres://u:se@x?cret@host/db", "postgres://…"},
    };
    for (size_t i = 0; i < COUNT(addresses); i++) {
        char shown[DB_NAME];
        db_name_shown(addresses[i][0], shown);
        assert_string_equal(shown, addresses[i][1]);
    }
}

static void an_address_that_fails_does_not_tell_its_password(void **state)
{
    (void)state;
    static const char *const addresses[] = {
        "postgres://user:secret@127.0.0.1:1/db", "postgres://user:secret@[::1/db", "postgres://user:secret%zz@host/db",
        "postgres://user:secret@127.0.0.1:1/db?password=secret%zz", "postgres://u@127.0.0.1:1/db?secret"};
    for (size_t i = 0; i < COUNT(addresses); i++) {
        struct arena *arena = arena_new();
        struct problems problems;
        struct strbuf said = {0};
        struct db *db;
        problems_init(&problems, arena);
        assert_int_equal(db_open(addresses[i], DB_WRITE, &problems, &db), FAILED);
        problems_text(&problems, LANGUAGE_EN, &said);
        assert_true(said.length > 0);
        assert_null(strstr(strbuf_text(&said), "secret"));
        strbuf_free(&said);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(the_cache_of_statements_is_bounded),
        ON_BOTH(a_text_that_cannot_be_prepared_fails_and_is_not_kept),
        ON_BOTH(a_limit_holds_for_each_statement_and_has_its_sentence),
        ON_BOTH(a_failure_is_forgotten_with_its_transaction),
        ON_BOTH(a_failure_under_way_is_told_by_the_next_that_waits),
        ON_BOTH(rows_that_must_be_written_are_counted),
        ON_BOTH(very_many_may_be_under_way),
        {"plans_are_made_anew_as_a_table_grows (postgres)", plans_are_made_anew_as_a_table_grows, bench_postgres,
         bench_end, NULL},
        cmocka_unit_test(a_password_is_never_shown),
        cmocka_unit_test(an_address_that_fails_does_not_tell_its_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
