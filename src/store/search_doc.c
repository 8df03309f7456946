#include "store/search_doc.h"

#include "base/token.h"
#include "store/search_index.h"

#include <string.h>

/* On PostgreSQL a document is cut into parts, so that no tsvector grows too large: it takes 1 MiB of tokens, and each
 * byte may begin one of TOKEN_WORD letters. They overlap, so that what is looked for is whole in one of them. */
enum { PART_BYTES = 40 * 1000 };

void document_free(struct document *document)
{
    strbuf_free(&document->text);
}

/* Values stand apart, so that nothing is found across two of them. */
static void add_value(struct document *document, const char *text, size_t length)
{
    if (!text || !length)
        return;
    strbuf_addc(&document->text, '\x1f');
    token_fold(&document->text, text, length);
}

/* As far as a part reaches, never into a character. */
static size_t part_length(const struct document *document, bool whole, size_t start)
{
    size_t end = start + (whole ? document->text.length : PART_BYTES);
    if (end >= document->text.length)
        return document->text.length - start;
    while (((unsigned char)document->text.bytes[end] & 0xC0) == 0x80)
        end--;
    return end - start;
}

static bool next_part(const struct document *document, bool whole, size_t *start, size_t *length)
{
    if (*start + *length >= document->text.length)
        return false;
    size_t next = *start + *length - (*length ? SEARCH_OVERLAP : 0);
    while (((unsigned char)document->text.bytes[next] & 0xC0) == 0x80)
        next--;
    *start = next;
    *length = part_length(document, whole, next);
    return true;
}

/* ---- in the database ---- */

static enum status unindex(struct db *db, int64_t number, const char *text)
{
    struct stmt *stmt =
        db_prepare(db, "INSERT INTO \"search_index\" (\"search_index\",rowid,\"text\") VALUES ('delete',?1,?2)");
    stmt_bind_int(stmt, 1, number);
    stmt_bind_text(stmt, 2, text);
    enum status status = stmt_run(stmt);
    stmt = db_prepare(db, "DELETE FROM \"search_words\" WHERE \"number\"=?1");
    stmt_bind_int(stmt, 1, number);
    return status ? status : stmt_run(stmt);
}

static enum status unindex_parts(struct db *db, int64_t scope, struct uuid id)
{
    struct stmt *stmt =
        db_prepare(db, "SELECT \"search_doc\".\"number\",\"text\" FROM \"search_doc\" JOIN "
                       "\"search_words\" ON \"search_words\".\"number\"=\"search_doc\".\"number\" WHERE "
                       "\"scope\"=?1 AND \"id\"=?2 ORDER BY \"part\"");
    bool row;
    enum status status;
    stmt_bind_int(stmt, 1, scope);
    stmt_bind_uuid(stmt, 2, id);
    while (!(status = stmt_step(stmt, &row)) && row)
        if ((status = unindex(db, stmt_int(stmt, 0), stmt_text(stmt, 1))))
            break;
    stmt_done(stmt);
    return status;
}

enum status document_drop(struct db *db, int64_t scope, struct uuid id)
{
    enum status status = db_dialect(db) == DIALECT_SQLITE ? unindex_parts(db, scope, id) : OK;
    struct stmt *stmt = db_prepare(db, "DELETE FROM \"search_doc\" WHERE \"scope\"=?1 AND \"id\"=?2");
    stmt_bind_int(stmt, 1, scope);
    stmt_bind_uuid(stmt, 2, id);
    enum status one = stmt_run(stmt);
    return status ? status : one;
}

/* SQLite: those of a scope are a range of their own, which the full-text index can be asked for. */
static enum status next_number(struct db *db, int64_t scope, int64_t *ret_number)
{
    struct stmt *stmt =
        db_prepare(db, "SELECT max(\"number\") FROM \"search_doc\" WHERE \"number\">=?1 AND \"number\"<?2");
    bool row;
    stmt_bind_int(stmt, 1, scope << SEARCH_SCOPE_BITS);
    stmt_bind_int(stmt, 2, (scope + 1) << SEARCH_SCOPE_BITS);
    enum status status = stmt_step(stmt, &row);
    if (!status)
        *ret_number = stmt_is_null(stmt, 0) ? scope << SEARCH_SCOPE_BITS : stmt_int(stmt, 0) + 1;
    stmt_done(stmt);
    return status;
}

static enum status add_words(struct db *db, const char *sql, int64_t number, const char *text, size_t length)
{
    struct stmt *stmt = db_prepare(db, sql);
    stmt_bind_int(stmt, 1, number);
    stmt_bind_text_n(stmt, 2, text, length);
    return stmt_run(stmt);
}

static enum status add_part_sqlite(struct db *db, const struct document *document, int64_t part, const char *text,
                                   size_t length)
{
    int64_t number = 0;
    enum status status = next_number(db, document->scope, &number);
    if (status)
        return status;
    struct stmt *stmt =
        db_prepare(db, "INSERT INTO \"search_doc\" (\"number\",\"scope\",\"id\",\"part\") VALUES (?1,?2,?3,?4)");
    stmt_bind_int(stmt, 1, number);
    stmt_bind_int(stmt, 2, document->scope);
    stmt_bind_uuid(stmt, 3, document->id);
    stmt_bind_int(stmt, 4, part);
    status = stmt_run(stmt);
    if (!status)
        status =
            add_words(db, "INSERT INTO \"search_words\" (\"number\",\"text\") VALUES (?1,?2)", number, text, length);
    if (!status)
        status = add_words(db, "INSERT INTO \"search_index\" (rowid,\"text\") VALUES (?1,?2)", number, text, length);
    return status;
}

static void add_token(void *context, const char *token, size_t length)
{
    strbuf_addc(context, ' ');
    strbuf_add(context, token, length);
}

/* The scope and all tokens, between spaces: no token holds one. */
static void tokens_of(struct strbuf *out, int64_t scope, const char *text, size_t length)
{
    strbuf_addf(out, ":%lld", (long long)scope);
    token_text(text, length, add_token, out);
}

static enum status add_part_postgres(struct db *db, const struct document *document, int64_t part, const char *text,
                                     size_t length)
{
    struct strbuf tokens = {0};
    tokens_of(&tokens, document->scope, text, length);
    struct stmt *stmt = db_prepare(db, "INSERT INTO \"search_doc\" (\"scope\",\"id\",\"part\",\"tokens\") VALUES "
                                       "(?1,?2,?3,array_to_tsvector(string_to_array(CAST(?4 AS text),' ')))");
    stmt_bind_int(stmt, 1, document->scope);
    stmt_bind_uuid(stmt, 2, document->id);
    stmt_bind_int(stmt, 3, part);
    stmt_bind_text_n(stmt, 4, strbuf_text(&tokens), tokens.length);
    enum status status = stmt_run(stmt);
    strbuf_free(&tokens);
    return status;
}

enum status document_store(struct db *db, const struct document *document)
{
    enum status status = document_drop(db, document->scope, document->id);
    bool sqlite = db_dialect(db) == DIALECT_SQLITE;
    size_t start = 0, length = 0;
    for (int64_t part = 0; !status && next_part(document, sqlite, &start, &length); part++)
        status =
            (sqlite ? add_part_sqlite : add_part_postgres)(db, document, part, document->text.bytes + start, length);
    return status;
}

/* Whether the store has this document as it is. */
enum status document_is_stored(struct db *db, const struct document *document, bool *ret_stored)
{
    bool sqlite = db_dialect(db) == DIALECT_SQLITE, row;
    size_t start = 0, length = 0;
    int64_t parts = 0;
    enum status status = OK;
    *ret_stored = true;
    while (!status && *ret_stored && next_part(document, sqlite, &start, &length)) {
        struct strbuf tokens = {0};
        const char *text = document->text.bytes + start;
        if (!sqlite)
            tokens_of(&tokens, document->scope, text, length);
        struct stmt *stmt = db_prepare(
            db, sqlite ? "SELECT 1 FROM \"search_doc\" JOIN \"search_words\" ON "
                         "\"search_words\".\"number\"=\"search_doc\".\"number\" WHERE \"scope\"=?1 AND \"id\"=?2 AND "
                         "\"part\"=?3 AND \"text\"=?4"
                       : "SELECT 1 FROM \"search_doc\" WHERE \"scope\"=?1 AND \"id\"=?2 AND \"part\"=?3 AND "
                         "\"tokens\"=array_to_tsvector(string_to_array(CAST(?4 AS text),' '))");
        stmt_bind_int(stmt, 1, document->scope);
        stmt_bind_uuid(stmt, 2, document->id);
        stmt_bind_int(stmt, 3, parts++);
        stmt_bind_text_n(stmt, 4, sqlite ? text : strbuf_text(&tokens), sqlite ? length : tokens.length);
        status = stmt_step(stmt, &row);
        *ret_stored = row;
        stmt_done(stmt);
        strbuf_free(&tokens);
    }
    if (status || !*ret_stored)
        return status;
    struct stmt *stmt = db_prepare(db, "SELECT count(*) FROM \"search_doc\" WHERE \"scope\"=?1 AND \"id\"=?2");
    stmt_bind_int(stmt, 1, document->scope);
    stmt_bind_uuid(stmt, 2, document->id);
    status = stmt_step(stmt, &row);
    *ret_stored = !status && stmt_int(stmt, 0) == parts;
    stmt_done(stmt);
    return status;
}

/* ---- a record's document ---- */

bool source_find(const struct registry *registry, const char *name, struct source *ret_source)
{
    size_t length = strlen(name);
    ret_source->of_text = length > 5 && strcmp(name + length - 5, ".text") == 0;
    for (size_t i = 0; i < registry->count; i++) {
        const char *its = registry->types[i]->name;
        size_t most = ret_source->of_text ? length - 5 : length;
        ret_source->type = registry->types[i];
        if (strlen(its) == most && strncmp(its, name, most) == 0)
            return true;
    }
    return false;
}

/* "SELECT id, its texts FROM its table" */
void source_select(struct strbuf *sql, const struct source *source)
{
    uint64_t fields = search_fields(source->type);
    if (source->of_text) {
        strbuf_adds(sql, "SELECT \"id\",\"text\" FROM \"search_text\"");
        return;
    }
    strbuf_adds(sql, "SELECT \"id\"");
    for (size_t i = 0; i < source->type->count; i++) {
        if (!(fields & FIELD_BIT(i)))
            continue;
        strbuf_addc(sql, ',');
        sql_name(sql, source->type->fields[i].name);
    }
    strbuf_adds(sql, " FROM ");
    sql_name(sql, source->type->name);
}

int source_texts(const struct source *source)
{
    return source->of_text ? 1 : __builtin_popcountll(search_fields(source->type));
}

void document_read(struct stmt *stmt, const struct source *source, struct document *document)
{
    size_t length;
    document->id = stmt_uuid(stmt, 0);
    strbuf_clear(&document->text);
    for (int i = 1; i <= source_texts(source); i++) {
        const char *text = stmt_text_n(stmt, i, &length);
        add_value(document, text, length);
    }
}

enum status document_scope(struct db *db, const struct source *source, struct uuid ledger, bool make,
                           struct document *document)
{
    struct strbuf name = {0};
    strbuf_adds(&name, source->type->name);
    strbuf_adds(&name, source->of_text ? ".text" : "");
    enum status status = search_scope(db, strbuf_text(&name), source->type->of_installation ? (struct uuid){0} : ledger,
                                      make, &document->scope);
    strbuf_free(&name);
    return status;
}

enum status document_load(struct db *db, const struct source *source, struct uuid ledger, struct uuid id,
                          struct document *document)
{
    struct strbuf sql = {0};
    bool row, keyed = source->of_text || !source->type->of_installation;
    source_select(&sql, source);
    strbuf_adds(&sql, keyed ? " WHERE \"id\"=?1 AND \"ledger_id\"=?2" : " WHERE \"id\"=?1");
    if (source->of_text)
        strbuf_adds(&sql, " AND \"record\"=?3");
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    stmt_bind_uuid(stmt, 1, id);
    if (keyed)
        stmt_bind_uuid(stmt, 2, ledger);
    if (source->of_text)
        stmt_bind_text(stmt, 3, source->type->name);
    enum status status = stmt_step(stmt, &row);
    strbuf_clear(&document->text);
    if (!status && row)
        document_read(stmt, source, document);
    stmt_done(stmt);
    document->id = id;
    return status ? status : document_scope(db, source, ledger, true, document);
}
