#include "store/schema.h"

#include "base/token.h"
#include "store/search_index.h"
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

static void expand_all(struct strbuf *out, const struct table_text *table, enum dialect dialect)
{
    for (; table->name; table++)
        schema_expand(out, table->ddl, dialect);
}

void schema_text(struct strbuf *out, const struct schema *schema, enum dialect dialect)
{
    schema_expand(out, version_table, dialect);
    strbuf_adds(out, search_tables(dialect));
    expand_all(out, search_local_tables, dialect);
    for (size_t i = 0; schema->tables[i]; i++)
        expand_all(out, schema->tables[i], dialect);
    for (size_t i = 0; i < schema->registry->count; i++)
        sql_create(out, schema->registry->types[i], dialect);
}

static enum status one_number(struct stmt *stmt, int64_t *ret_number)
{
    bool row;
    enum status status = stmt_step(stmt, &row);
    if (!status)
        *ret_number = row ? stmt_int(stmt, 0) : 0;
    stmt_done(stmt);
    return status;
}

enum status schema_version(struct db *db, int64_t *ret_version)
{
    const char *sql =
        db_dialect(db) == DIALECT_SQLITE
            ? "SELECT count(*) FROM sqlite_master WHERE name='schema_version'"
            : "SELECT count(*) FROM pg_tables WHERE schemaname=current_schema() AND tablename='schema_version'";
    int64_t tables = 0;
    *ret_version = 0;
    enum status status = one_number(db_prepare(db, sql), &tables);
    if (!status && tables)
        status = one_number(db_prepare(db, "SELECT max(\"version\") FROM \"schema_version\""), ret_version);
    return status;
}

static enum status set_version(struct db *db, const char *table, int64_t version)
{
    struct strbuf sql = {0};
    strbuf_adds(&sql, "INSERT INTO ");
    sql_name(&sql, table);
    strbuf_adds(&sql, " (\"version\") VALUES (?1)");
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    stmt_bind_int(stmt, 1, version);
    return stmt_run(stmt);
}

static enum status refuse(struct problems *problems, enum status status, const struct message *message,
                          const char *where)
{
    char shown[DB_NAME];
    db_name_shown(where, shown);
    return problem_add(problems, status, message, "", shown, NULL);
}

enum status schema_make(struct db *db, const struct schema *schema, const char *where, struct problems *problems)
{
    struct strbuf text = {0};
    int64_t version = 0;
    enum status status = schema_version(db, &version);
    if (!status && version)
        return refuse(problems, REFUSED, &msg_store_exists, where);
    schema_text(&text, schema, db_dialect(db));
    if (!status)
        status = db_exec(db, strbuf_text(&text));
    if (!status)
        status = set_version(db, "schema_version", SCHEMA_VERSION);
    if (!status)
        status = set_version(db, "search_state", TOKEN_VERSION);
    strbuf_free(&text);
    return status;
}

enum status schema_create(struct db *db, const struct schema *schema, const char *where, struct problems *problems)
{
    enum status status = db_begin(db);
    if (!status)
        status = schema_make(db, schema, where, problems);
    if (!status)
        status = db_commit(db);
    if (status == FAILED || status == BUSY)
        db_problem(db, problems);
    if (status)
        db_rollback(db);
    return status;
}

/* Of several programs that start together one lifts the store; the others wait here and find nothing left to do. */
static enum status lift(struct db *db, const struct migration *migrations)
{
    int64_t version = 0;
    enum status status = db_begin(db);
    if (!status && db_dialect(db) == DIALECT_POSTGRES)
        status = db_exec(db, "LOCK TABLE \"schema_version\" IN ACCESS EXCLUSIVE MODE");
    if (!status)
        status = schema_version(db, &version);
    for (const struct migration *step = migrations; step->version && !status; step++) {
        if (step->version <= version)
            continue;
        struct strbuf text = {0};
        schema_expand(&text, step->ddl, db_dialect(db));
        status = db_exec(db, strbuf_text(&text));
        strbuf_free(&text);
        if (!status)
            status = set_version(db, "schema_version", step->version);
    }
    if (!status)
        status = db_commit(db);
    return status;
}

static enum status lift_or_say(struct db *db, const struct migration *migrations, struct problems *problems)
{
    enum status status = lift(db, migrations);
    if (status) {
        db_problem(db, problems);
        db_rollback(db);
    }
    return status;
}

enum status schema_upgrade_by(struct db *db, const char *where, const struct migration *migrations,
                              struct problems *problems)
{
    int64_t version = 0, known = SCHEMA_VERSION;
    char has[24], knows[24];
    for (const struct migration *step = migrations; step->version; step++)
        known = step->version;
    enum status status = schema_version(db, &version);
    if (status)
        return db_problem(db, problems);
    if (version == 0)
        return refuse(problems, NOT_FOUND, &msg_store_missing, where);
    if (version > known) {
        snprintf(has, sizeof has, "%lld", (long long)version);
        snprintf(knows, sizeof knows, "%lld", (long long)known);
        return problem_add(problems, REFUSED, &msg_store_newer, "", has, knows, NULL);
    }
    if (version == known)
        return OK;
    if (!db_reads_only(db))
        return lift_or_say(db, migrations, problems);
    struct db *writing;
    status = db_open(where, DB_WRITE, problems, &writing);
    if (status)
        return status;
    status = lift_or_say(writing, migrations, problems);
    db_close(writing);
    return status;
}

enum status schema_upgrade(struct db *db, const char *where, struct problems *problems)
{
    return schema_upgrade_by(db, where, schema_migrations, problems);
}
