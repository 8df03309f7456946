#include "store/search_index.h"

#include "base/token.h"
#include "store/search_doc.h"

#include <stdlib.h>
#include <string.h>

/* No value is stored twice: FTS5 keeps the tokens, search_words the folded text it must be told when a document goes.
 */
const char *search_tables(enum dialect dialect)
{
    static const char sqlite[] =
        "CREATE TABLE \"search_doc\" (\"number\" INTEGER PRIMARY KEY,\"scope\" INTEGER NOT NULL,\"id\" BLOB NOT NULL,"
        "\"part\" INTEGER NOT NULL,UNIQUE (\"scope\",\"id\",\"part\")) STRICT;\n"
        "CREATE TABLE \"search_words\" (\"number\" INTEGER PRIMARY KEY,\"text\" TEXT NOT NULL) STRICT;\n"
        "CREATE VIRTUAL TABLE \"search_index\" USING fts5(\"text\",content='search_words',content_rowid='number',"
        "tokenize='rectify',detail=none,columnsize=0);\n";
    static const char postgres[] =
        "CREATE TABLE \"search_doc\" (\"scope\" bigint NOT NULL,\"id\" uuid NOT NULL,\"part\" bigint NOT NULL,"
        "\"tokens\" tsvector NOT NULL,PRIMARY KEY (\"scope\",\"id\",\"part\"));\n"
        "CREATE INDEX \"search_doc_by_tokens\" ON \"search_doc\" USING gin (\"tokens\") WITH (fastupdate=on,"
        "gin_pending_list_limit=1024);\n"; /* 13 times as fast as without, and little to look through */
    return dialect == DIALECT_SQLITE ? sqlite : postgres;
}

const struct table_text search_local_tables[] = {
    {"search_state", "CREATE TABLE \"search_state\" (\"version\" {int} NOT NULL){strict};\n", NULL},
    {"search_scope",
     "CREATE TABLE \"search_scope\" (\"number\" {int} NOT NULL,\"record\" {text} NOT NULL,\"ledger_id\" {uuid} NOT "
     "NULL,"
     "PRIMARY KEY (\"record\",\"ledger_id\")){rowless};\n",
     NULL},
    {"search_pending",
     "CREATE TABLE \"search_pending\" (\"record\" {text} NOT NULL,\"ledger_id\" {uuid} NOT NULL,\"id\" {uuid} NOT NULL,"
     "\"version\" {int} NOT NULL,PRIMARY KEY (\"record\",\"ledger_id\",\"id\",\"version\")){rowless};\n",
     NULL},
    {"search_text",
     "CREATE TABLE \"search_text\" (\"record\" {text} NOT NULL,\"ledger_id\" {uuid} NOT NULL,\"id\" {uuid} NOT NULL,"
     "\"version\" {int} NOT NULL,\"text\" {text} NOT NULL,PRIMARY KEY (\"record\",\"ledger_id\",\"id\")){strict};\n",
     NULL},
    {NULL, NULL, NULL},
};

/* ---- what is pending ---- */

struct noted {
    const char *record;
    struct uuid ledger, id;
    int64_t version;
};

/* Only one at a time, on PostgreSQL by a lock that ends with the transaction; SQLite has one writer anyway. */
static enum status take_turn(struct db *db, bool wait, bool *ret_mine)
{
    *ret_mine = true;
    if (db_dialect(db) == DIALECT_SQLITE)
        return OK;
    bool row;
    struct stmt *stmt = db_prepare(
        db,
        wait ? "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('rectify search '||current_schema()))) AS \"turn\""
             : "SELECT CASE WHEN pg_try_advisory_xact_lock(hashtext('rectify search '||current_schema())) THEN 1 "
               "ELSE 0 END");
    enum status status = stmt_step(stmt, &row);
    *ret_mine = !status && stmt_int(stmt, 0) != 0;
    stmt_done(stmt);
    return status;
}

static enum status list_pending(struct db *db, struct arena *arena, size_t most, struct noted *noted, size_t *ret_count)
{
    struct stmt *stmt =
        db_prepare(db, "SELECT \"record\",\"ledger_id\",\"id\",\"version\" FROM \"search_pending\" ORDER BY "
                       "\"record\",\"ledger_id\",\"id\",\"version\" LIMIT ?1");
    bool row;
    enum status status;
    size_t count = 0;
    stmt_bind_int(stmt, 1, (int64_t)most);
    while (!(status = stmt_step(stmt, &row)) && row)
        noted[count++] = (struct noted){arena_strdup(arena, stmt_text(stmt, 0)), stmt_uuid(stmt, 1), stmt_uuid(stmt, 2),
                                        stmt_int(stmt, 3)};
    stmt_done(stmt);
    *ret_count = count;
    return status;
}

static bool is_same(const struct noted *a, const struct noted *b)
{
    return strcmp(a->record, b->record) == 0 && uuid_equal(a->ledger, b->ledger) && uuid_equal(a->id, b->id);
}

static enum status settle(struct db *db, const struct noted *noted)
{
    struct stmt *stmt = db_prepare(db, "DELETE FROM \"search_pending\" WHERE \"record\"=?1 AND \"ledger_id\"=?2 AND "
                                       "\"id\"=?3 AND \"version\"=?4");
    stmt_bind_text(stmt, 1, noted->record);
    stmt_bind_uuid(stmt, 2, noted->ledger);
    stmt_bind_uuid(stmt, 3, noted->id);
    stmt_bind_int(stmt, 4, noted->version);
    return stmt_run(stmt);
}

/* The record is read after its note, so that it is at least as new; a later change has a later note. */
static enum status index_noted(struct db *db, const struct registry *registry, const struct noted *noted, size_t count)
{
    struct document document = {0};
    enum status status = OK;
    for (size_t i = 0; i < count && !status; i++) {
        struct source source;
        bool last = i + 1 == count || !is_same(&noted[i], &noted[i + 1]);
        if (last && source_find(registry, noted[i].record, &source)) {
            status = document_load(db, &source, noted[i].ledger, noted[i].id, &document);
            if (!status)
                status = document_store(db, &document);
        }
        if (!status)
            status = settle(db, &noted[i]);
    }
    document_free(&document);
    return status;
}

enum status search_index_some(struct db *db, const struct registry *registry, size_t most, size_t *ret_done)
{
    struct arena *arena = arena_new();
    struct noted *noted = ARENA_ARRAY(arena, struct noted, most);
    size_t count = 0;
    bool mine = false;
    *ret_done = 0;
    enum status status = list_pending(db, arena, 1, noted, &count); /* most often there is nothing to do */
    if (status || !count) {
        arena_free(arena);
        return status;
    }
    status = db_begin(db);
    if (!status)
        status = take_turn(db, false, &mine);
    if (!status && mine)
        status = list_pending(db, arena, most, noted, &count);
    if (!status && mine)
        status = index_noted(db, registry, noted, count);
    if (!status)
        status = db_commit(db);
    if (status)
        db_rollback(db);
    else if (mine)
        *ret_done = count;
    arena_free(arena);
    return status;
}

enum status search_index_all(struct db *db, const struct registry *registry)
{
    size_t done = 1;
    enum status status = OK;
    while (!status && done)
        status = search_index_some(db, registry, 10 * (size_t)SEARCH_SLICE, &done);
    return status;
}

/* ---- all of it ---- */

static enum status note_all(struct db *db, const struct record_type *type, struct uuid installation)
{
    struct strbuf sql = {0};
    strbuf_adds(&sql, "INSERT INTO \"search_pending\" (\"record\",\"ledger_id\",\"id\",\"version\") SELECT ?1,");
    strbuf_adds(&sql, type->of_installation ? "?2" : "\"ledger_id\"");
    strbuf_adds(&sql, ",\"id\",\"version\" FROM ");
    sql_name(&sql, type->name);
    strbuf_adds(&sql, " WHERE 1=1 ON CONFLICT DO NOTHING"); /* SQLite wants a WHERE to see what ON belongs to */
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    stmt_bind_text(stmt, 1, type->name);
    if (type->of_installation)
        stmt_bind_uuid(stmt, 2, installation);
    return stmt_run(stmt);
}

static enum status note_everything(struct db *db, const struct registry *registry)
{
    enum status status = stmt_run(
        db_prepare(db, "INSERT INTO \"search_pending\" (\"record\",\"ledger_id\",\"id\",\"version\") SELECT "
                       "\"record\"||'.text',\"ledger_id\",\"id\",\"version\" FROM \"search_text\" WHERE 1=1 ON "
                       "CONFLICT DO NOTHING"));
    for (size_t i = 0; i < registry->count && !status; i++)
        if (search_fields(registry->types[i]))
            status = note_all(db, registry->types[i], (struct uuid){0});
    return status;
}

static enum status clear(struct db *db)
{
    bool mine;
    enum status status = take_turn(db, true, &mine);
    if (!status && db_dialect(db) == DIALECT_SQLITE)
        status = stmt_run(db_prepare(db, "INSERT INTO \"search_index\" (\"search_index\") VALUES ('delete-all')"));
    if (!status && db_dialect(db) == DIALECT_SQLITE)
        status = stmt_run(db_prepare(db, "DELETE FROM \"search_words\""));
    if (!status)
        status = stmt_run(db_prepare(db, "DELETE FROM \"search_doc\""));
    if (!status)
        status = stmt_run(db_prepare(db, "DELETE FROM \"search_state\""));
    if (status)
        return status;
    struct stmt *stmt = db_prepare(db, "INSERT INTO \"search_state\" (\"version\") VALUES (?1)");
    stmt_bind_int(stmt, 1, TOKEN_VERSION);
    return stmt_run(stmt);
}

enum status search_index_anew(struct db *db, const struct registry *registry)
{
    enum status status = db_begin(db);
    if (!status)
        status = clear(db);
    if (!status)
        status = note_everything(db, registry);
    if (!status)
        status = db_commit(db);
    if (status)
        db_rollback(db);
    return status;
}

enum status search_index_lift(struct db *db, const struct registry *registry)
{
    bool row;
    struct stmt *stmt = db_prepare(db, "SELECT max(\"version\") FROM \"search_state\"");
    enum status status = stmt_step(stmt, &row);
    bool other = !status && stmt_int(stmt, 0) != TOKEN_VERSION;
    stmt_done(stmt);
    return other ? search_index_anew(db, registry) : status;
}

/* ---- erasing ---- */

enum status search_forget(struct tx *tx, const struct record_type *type, const struct record_head *record)
{
    bool mine;
    int64_t scope = 0;
    if (!search_fields(type))
        return OK;
    enum status status = take_turn(tx->db, true, &mine);
    if (!status)
        status = search_scope(tx->db, type->name, type->of_installation ? (struct uuid){0} : record->ledger_id, false,
                              &scope);
    if (!status)
        status = document_drop(tx->db, scope, record->id);
    return status ? status : search_touch(tx, type, NULL, record);
}

enum status search_settle(struct db *db)
{
    if (db_dialect(db) == DIALECT_POSTGRES)
        return OK;                                /* VACUUM does it */
    return db_exec(db, "PRAGMA secure_delete=ON;" /* freed bytes are overwritten with zeros */
                       "INSERT INTO \"search_index\" (\"search_index\") VALUES ('optimize')");
}

/* ---- checking ---- */

struct checking {
    struct db *db;
    struct search_check *check;
    struct arena *arena;
};

static enum status is_pending(struct checking *c, const struct source *source, struct uuid id, bool *ret_pending)
{
    struct stmt *stmt = db_prepare(c->db, "SELECT 1 FROM \"search_pending\" WHERE \"record\"=?1 AND \"id\"=?2");
    stmt_bind_text(stmt, 1, arena_printf(c->arena, "%s%s", source->type->name, source->of_text ? ".text" : ""));
    stmt_bind_uuid(stmt, 2, id);
    enum status status = stmt_step(stmt, ret_pending);
    stmt_done(stmt);
    return status;
}

static enum status check_document(struct checking *c, const struct source *source, const struct document *document)
{
    bool pending = false, stored = false;
    enum status status = is_pending(c, source, document->id, &pending);
    if (!status && pending)
        c->check->pending++;
    if (!status && !pending)
        status = document_is_stored(c->db, document, &stored);
    if (!status && document->text.length)
        c->check->documents++;
    if (!status && !pending && !stored) {
        c->check->differences++;
        if (c->check->differs)
            c->check->differs(c->check->context, source->type->name, document->id);
    }
    arena_reset(c->arena);
    return status;
}

/* All records of a source, in pages by their key. */
enum { CHECKED_TOGETHER = 500 };

static enum status check_page(struct checking *c, const struct source *source, struct uuid *ledger, struct uuid *id,
                              size_t *ret_count)
{
    struct strbuf sql = {0};
    bool keyed = source->of_text || !source->type->of_installation, row;
    struct uuid ledgers[CHECKED_TOGETHER];
    struct document documents[CHECKED_TOGETHER] = {{0}};
    size_t count = 0;
    source_select(&sql, source);
    char *from = strstr(sql.bytes, " FROM ");
    struct strbuf text = {0};
    strbuf_add(&text, sql.bytes, (size_t)(from - sql.bytes));
    strbuf_adds(&text, keyed ? ",\"ledger_id\"" : "");
    strbuf_adds(&text, from);
    strbuf_adds(&text, source->of_text ? " WHERE \"record\"=?4 AND" : " WHERE");
    strbuf_adds(&text, keyed ? " (\"ledger_id\",\"id\")>(?3,?1) ORDER BY \"ledger_id\",\"id\" LIMIT ?2"
                             : " \"id\">?1 ORDER BY \"id\" LIMIT ?2");
    strbuf_free(&sql);
    struct stmt *stmt = db_prepare(c->db, strbuf_text(&text));
    strbuf_free(&text);
    stmt_bind_uuid(stmt, 1, *id);
    stmt_bind_int(stmt, 2, CHECKED_TOGETHER);
    if (keyed)
        stmt_bind_uuid(stmt, 3, *ledger);
    if (source->of_text)
        stmt_bind_text(stmt, 4, source->type->name);
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row) {
        document_read(stmt, source, &documents[count]);
        ledgers[count] = keyed ? stmt_uuid(stmt, 1 + source_texts(source)) : (struct uuid){0};
        count++;
    }
    stmt_done(stmt);
    for (size_t i = 0; i < count; i++) {
        if (!status)
            status = document_scope(c->db, source, ledgers[i], false, &documents[i]);
        if (!status)
            status = check_document(c, source, &documents[i]);
        *ledger = ledgers[i];
        *id = documents[i].id;
        document_free(&documents[i]);
    }
    *ret_count = count;
    return status;
}

static enum status check_source(struct checking *c, const struct source *source)
{
    struct uuid ledger = {0}, id = {0};
    size_t count = 1;
    enum status status = OK;
    while (!status && count)
        status = check_page(c, source, &ledger, &id, &count);
    return status;
}

enum status search_index_check(struct db *db, const struct registry *registry, struct search_check *check)
{
    struct checking c = {db, check, arena_new()};
    bool own = !db_in_transaction(db);
    enum status status = own ? db_begin_read(db) : OK;
    for (size_t i = 0; i < registry->count && !status; i++) {
        struct source source = {registry->types[i], false}, further = {registry->types[i], true};
        if (search_fields(source.type))
            status = check_source(&c, &source);
        if (!status)
            status = check_source(&c, &further);
    }
    if (own)
        db_rollback(db);
    arena_free(c.arena);
    return status;
}
