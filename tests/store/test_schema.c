/* Making and lifting a store, on both databases. That the lifted schema is the fresh one: tests/ledger/test_schema.c.
 */
#include "journal/bench.h"

#include "store/schema.h"
#include "store/store_messages.h"

#include <pthread.h>

static const struct migration newer[] = {
    {2, "CREATE TABLE \"second\" (\"n\" {int} NOT NULL){strict};\nINSERT INTO \"second\" VALUES (1);\n"},
    {3, "INSERT INTO \"second\" VALUES (2);\n"},
    {0, NULL},
};

static int64_t version_of(struct bench *bench)
{
    int64_t version = -1;
    assert_int_equal(schema_version(bench->db, &version), OK);
    return version;
}

static void a_connection_that_only_reads_has_its_store_lifted(void **state)
{
    BENCH(state);
    struct db *reader;
    assert_int_equal(db_open(bench->where, DB_READ, &bench->problems, &reader), OK);
    if (schema_upgrade_by(reader, bench->where, newer, &bench->problems) != OK)
        fail_msg("%s", bench_said(bench));
    assert_int_equal(version_of(bench), 3);
    assert_int_equal(bench_number(bench, "SELECT max(n) FROM second"), 2);
    assert_int_equal(schema_upgrade_by(reader, bench->where, newer, &bench->problems), OK); /* nothing left to do */
    assert_int_equal(schema_upgrade(reader, bench->where, &bench->problems), REFUSED);      /* a program of yesterday */
    assert_true(bench_names(bench, &msg_store_newer, ""));
    db_close(reader);
}

static void *lift(void *context)
{
    struct bench *bench = context;
    struct db *db;
    enum status status = db_open(bench->where, DB_WRITE, NULL, &db);
    if (!status) {
        status = schema_upgrade_by(db, bench->where, newer, NULL);
        db_close(db);
    }
    return (void *)(uintptr_t)status;
}

static void programs_that_start_together_lift_a_store_once(void **state)
{
    BENCH(state);
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, lift, bench), 0);
    for (size_t i = 0; i < COUNT(threads); i++) {
        void *status;
        assert_int_equal(pthread_join(threads[i], &status), 0);
        assert_int_equal((uintptr_t)status, OK);
    }
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM second"), 2);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM schema_version"), 3);
}

static void a_store_that_cannot_be_read_is_not_called_none(void **state)
{
    BENCH(state);
    int64_t version;
    bench_sql(bench, "DROP TABLE schema_version");
    assert_int_equal(version_of(bench), 0);
    bench_sql(bench, "CREATE TABLE schema_version (other %s)", bench->postgres ? "bigint" : "INTEGER");
    assert_int_equal(schema_version(bench->db, &version), FAILED);
    assert_int_equal(schema_upgrade(bench->db, bench->where, &bench->problems), FAILED);
    assert_true(bench_names(bench, &msg_store_failed, ""));
    assert_false(bench_names(bench, &msg_store_missing, ""));
}

static enum status make_then_fail(struct tx *tx, void *context, struct problems *problems)
{
    enum status status = schema_make(tx->db, &gadget_schema, context, problems);
    return status ? status : FAILED;
}

static void a_store_is_made_whole_or_not_at_all(void **state)
{
    BENCH(state);
    struct db *db;
    const char *where = arena_printf(bench->arena, "%s/other", bench->directory);
    int64_t version = -1;
    struct write_request request = {.apply = make_then_fail,
                                    .context = arena_strdup(bench->arena, where),
                                    .arena = bench->arena,
                                    .problems = &bench->problems};
    assert_int_equal(db_open(where, DB_CREATE, &bench->problems, &db), OK);
    assert_int_equal(write_now(db, &gadget_registry, &bench->clock, &request), FAILED);
    assert_int_equal(schema_version(db, &version), OK);
    assert_int_equal(version, 0);
    assert_int_equal(schema_create(db, &gadget_schema, where, &bench->problems), OK);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_connection_that_only_reads_has_its_store_lifted),
        ON_BOTH(programs_that_start_together_lift_a_store_once),
        ON_BOTH(a_store_that_cannot_be_read_is_not_called_none),
        {"a_store_is_made_whole_or_not_at_all", a_store_is_made_whole_or_not_at_all, bench_sqlite, bench_end, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
