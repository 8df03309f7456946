/* A fresh store and a migrated one have the same schema. tests/golden/schema-N.<dialect>.sql is the schema of version N
 * as it was released: never edited afterwards. While a version is not released its file is written anew with
 * RECTIFY_UPDATE_GOLDEN=1; after that, a changed list needs a migration and the next number. */
#include "testing.h"

#include "ledger/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *golden_path(int version, enum dialect dialect, char path[512])
{
    const char *source = getenv("RECTIFY_SOURCE");
    snprintf(path, 512, "%s/tests/golden/schema-%d.%s.sql", source ? source : ".", version,
             dialect == DIALECT_SQLITE ? "sqlite" : "postgres");
    return path;
}

static bool read_golden(int version, enum dialect dialect, struct strbuf *out)
{
    char path[512], buffer[4096];
    FILE *file = fopen(golden_path(version, dialect, path), "r");
    size_t got;
    if (!file)
        return false;
    while ((got = fread(buffer, 1, sizeof buffer, file)) > 0)
        strbuf_add(out, buffer, got);
    fclose(file);
    return true;
}

static void fresh_schema_is_that_of_its_version(void **state)
{
    (void)state;
    for (int dialect = DIALECT_SQLITE; dialect <= DIALECT_POSTGRES; dialect++) {
        struct strbuf fresh = {0}, golden = {0};
        char path[512];
        schema_text(&fresh, &all_tables, (enum dialect)dialect);
        if (getenv("RECTIFY_UPDATE_GOLDEN")) {
            FILE *file = fopen(golden_path(SCHEMA_VERSION, (enum dialect)dialect, path), "w");
            assert_non_null(file);
            fputs(strbuf_text(&fresh), file);
            fclose(file);
        }
        assert_true(read_golden(SCHEMA_VERSION, (enum dialect)dialect, &golden));
        if (strcmp(strbuf_text(&fresh), strbuf_text(&golden)) != 0)
            fail_msg("the schema changed: add a migration and raise SCHEMA_VERSION, or, before the release, "
                     "RECTIFY_UPDATE_GOLDEN=1 (%s)",
                     golden_path(SCHEMA_VERSION, (enum dialect)dialect, path));
        strbuf_free(&fresh);
        strbuf_free(&golden);
    }
}

/* Every table and index with its text, sorted: what SQLite itself says the schema is. */
static void dump(struct db *db, struct strbuf *out)
{
    bool row;
    struct stmt *stmt =
        db_prepare(db, "SELECT \"type\",\"name\",coalesce(\"sql\",'') FROM sqlite_master ORDER BY \"type\",\"name\"");
    while (stmt_step(stmt, &row) == OK && row)
        strbuf_addf(out, "%s %s\n%s\n", stmt_text(stmt, 0), stmt_text(stmt, 1), stmt_text(stmt, 2));
    stmt_done(stmt);
}

static struct db *empty_db(char directory[64])
{
    struct db *db;
    snprintf(directory, 64, "/tmp/rectify-schema-XXXXXX");
    assert_non_null(mkdtemp(directory));
    assert_int_equal(db_open(directory, DB_CREATE, NULL, &db), OK);
    return db;
}

static void drop_db(struct db *db, const char *directory)
{
    char command[128];
    db_close(db);
    snprintf(command, sizeof command, "rm -rf '%s'", directory);
    assert_int_equal(system(command), 0);
}

static void older_schemas_are_lifted_to_the_fresh_one(void **state)
{
    (void)state;
    char directory[64], fresh_directory[64];
    struct strbuf wanted = {0};
    struct db *fresh = empty_db(fresh_directory);
    assert_int_equal(schema_create(fresh, &all_tables, fresh_directory, NULL), OK);
    dump(fresh, &wanted);
    assert_true(wanted.length > 10000);
    for (int version = 1; version <= SCHEMA_VERSION; version++) {
        struct strbuf golden = {0}, lifted = {0};
        struct db *db = empty_db(directory);
        assert_true(read_golden(version, DIALECT_SQLITE, &golden));
        strbuf_addf(&golden, "INSERT INTO schema_version VALUES (%d);", version);
        assert_int_equal(db_exec(db, strbuf_text(&golden)), OK);
        assert_int_equal(schema_upgrade(db, directory, NULL), OK);
        dump(db, &lifted);
        assert_string_equal(strbuf_text(&lifted), strbuf_text(&wanted));
        drop_db(db, directory);
        strbuf_free(&golden);
        strbuf_free(&lifted);
    }
    drop_db(fresh, fresh_directory);
    strbuf_free(&wanted);
}

static void a_newer_store_and_a_foreign_folder_are_refused(void **state)
{
    (void)state;
    char directory[64];
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct db *db = empty_db(directory);
    assert_int_equal(schema_upgrade(db, directory, &problems), NOT_FOUND);
    assert_int_equal(schema_create(db, &all_tables, directory, &problems), OK);
    assert_int_equal(schema_create(db, &all_tables, directory, &problems), REFUSED);
    assert_int_equal(db_exec(db, "INSERT INTO schema_version VALUES (999)"), OK);
    assert_int_equal(schema_upgrade(db, directory, &problems), REFUSED);
    assert_int_equal(problems.count, 3);
    drop_db(db, directory);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fresh_schema_is_that_of_its_version),
        cmocka_unit_test(older_schemas_are_lifted_to_the_fresh_one),
        cmocka_unit_test(a_newer_store_and_a_foreign_folder_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
