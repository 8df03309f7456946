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
        cmocka_unit_test(a_password_is_never_shown),
        cmocka_unit_test(an_address_that_fails_does_not_tell_its_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
