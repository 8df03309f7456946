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

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(the_cache_of_statements_is_bounded),
        ON_BOTH(a_text_that_cannot_be_prepared_fails_and_is_not_kept),
        ON_BOTH(a_limit_holds_for_each_statement_and_has_its_sentence),
        ON_BOTH(a_failure_is_forgotten_with_its_transaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
