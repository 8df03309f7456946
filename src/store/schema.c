#include "store/schema.h"

#include "store/store_messages.h"

#include <stdio.h>
#include <string.h>

/* Version 1 is the first released schema: there is nothing older to lift. */
const struct migration schema_migrations[] = {{0, NULL}};

static const char version_table[] = "CREATE TABLE \"schema_version\" (\"version\" {int} NOT NULL){strict};\n";

void schema_expand(struct strbuf *out, const char *text, enum dialect dialect)
{
    static const struct {
        const char *name, *words[2];
    } types[] = {
        {"{uuid}", {"BLOB", "uuid"}},  {"{int}", {"INTEGER", "bigint"}}, {"{text}", {"TEXT", "text COLLATE \"C\""}},
        {"{blob}", {"BLOB", "bytea"}}, {"{strict}", {" STRICT", ""}},    {"{rowless}", {" STRICT, WITHOUT ROWID", ""}},
    };
    while (*text) {
        size_t i = 0;
        for (; i < sizeof types / sizeof *types; i++)
            if (strncmp(text, types[i].name, strlen(types[i].name)) == 0)
                break;
        if (i < sizeof types / sizeof *types) {
            strbuf_adds(out, types[i].words[dialect]);
            text += strlen(types[i].name);
        } else {
            strbuf_addc(out, *text++);
        }
    }
}

void schema_text(struct strbuf *out, const struct schema *schema, enum dialect dialect)
{
    schema_expand(out, version_table, dialect);
    for (size_t i = 0; schema->tables[i]; i++)
        for (const struct table_text *table = schema->tables[i]; table->name; table++)
            schema_expand(out, table->ddl, dialect);
    for (size_t i = 0; i < schema->registry->count; i++)
        sql_create(out, schema->registry->types[i], dialect);
}

int64_t schema_version(struct db *db)
{
    const char *sql =
        db_dialect(db) == DIALECT_SQLITE
            ? "SELECT count(*) FROM sqlite_master WHERE name='schema_version'"
            : "SELECT count(*) FROM pg_tables WHERE schemaname=current_schema() AND tablename='schema_version'";
    bool row;
    int64_t version = 0;
    struct stmt *stmt = db_prepare(db, sql);
    bool there = stmt_step(stmt, &row) == OK && row && stmt_int(stmt, 0) > 0;
    stmt_done(stmt);
    if (!there)
        return 0;
    stmt = db_prepare(db, "SELECT max(\"version\") FROM \"schema_version\"");
    if (stmt_step(stmt, &row) == OK && row)
        version = stmt_int(stmt, 0);
    stmt_done(stmt);
    return version;
}

static enum status set_version(struct db *db, int64_t version)
{
    struct stmt *stmt = db_prepare(db, "INSERT INTO \"schema_version\" (\"version\") VALUES (?1)");
    stmt_bind_int(stmt, 1, version);
    return stmt_run(stmt);
}

enum status schema_create(struct db *db, const struct schema *schema, const char *where, struct problems *problems)
{
    struct strbuf text = {0};
    enum status status = db_begin(db);
    if (!status && schema_version(db) != 0) {
        db_rollback(db);
        return problem_add(problems, REFUSED, &msg_store_exists, "", where, NULL);
    }
    schema_text(&text, schema, db_dialect(db));
    if (!status)
        status = db_exec(db, strbuf_text(&text));
    if (!status)
        status = set_version(db, SCHEMA_VERSION);
    if (!status)
        status = db_commit(db);
    strbuf_free(&text);
    if (status) {
        db_problem(db, problems);
        db_rollback(db);
    }
    return status;
}

static enum status lift(struct db *db, int64_t from)
{
    enum status status = db_begin(db);
    for (const struct migration *step = schema_migrations; step->version && !status; step++) {
        if (step->version <= from)
            continue;
        struct strbuf text = {0};
        schema_expand(&text, step->ddl, db_dialect(db));
        status = db_exec(db, strbuf_text(&text));
        strbuf_free(&text);
        if (!status)
            status = set_version(db, step->version);
    }
    return status ? status : db_commit(db);
}

enum status schema_upgrade(struct db *db, const char *where, struct problems *problems)
{
    int64_t version = schema_version(db);
    char has[24], knows[24];
    if (version == 0)
        return problem_add(problems, NOT_FOUND, &msg_store_missing, "", where, NULL);
    if (version > SCHEMA_VERSION) {
        snprintf(has, sizeof has, "%lld", (long long)version);
        snprintf(knows, sizeof knows, "%d", SCHEMA_VERSION);
        return problem_add(problems, REFUSED, &msg_store_newer, "", has, knows, NULL);
    }
    if (version == SCHEMA_VERSION)
        return OK;
    enum status status = lift(db, version);
    if (status) {
        db_problem(db, problems);
        db_rollback(db);
    }
    return status;
}
