#include "store/query.h"

void query_add(struct query *query, const char *words)
{
    strbuf_adds(&query->sql, words);
}

static struct query_value *value(struct query *query)
{
    strbuf_addf(&query->sql, "?%zu", query->values.count + 1);
    return VEC_PUSH(query->arena, &query->values);
}

void query_text(struct query *query, const char *text)
{
    *value(query) = (struct query_value){.kind = QUERY_TEXT, .text = text};
}

void query_int(struct query *query, int64_t number)
{
    *value(query) = (struct query_value){.kind = QUERY_INT, .number = number};
}

void query_id(struct query *query, struct uuid id)
{
    *value(query) = (struct query_value){.kind = QUERY_ID, .id = id};
}

void query_within(struct query *query, const struct list_within *within)
{
    size_t base = query->values.count;
    if (!within) {
        query_add(query, "1=1");
        return;
    }
    list_within_put(&query->sql, within, base); /* counted on from what stands there already */
    for (size_t i = 0; i < list_within_count(within); i++)
        *VEC_PUSH(query->arena, &query->values) = (struct query_value){.kind = QUERY_ID};
    struct query_value *values = query->values.items + base;
    values[0].id = within->ledger;
    for (size_t i = 0; i < within->count; i++)
        values[1 + i] = (struct query_value){.kind = QUERY_TEXT, .text = within->texts[i]};
    for (size_t i = 0; i < within->id_count; i++)
        values[1 + within->count + i].id = within->ids[i];
}

static struct stmt *bound(const struct query *query, struct db *db, const char *sql)
{
    struct stmt *stmt = db_prepare(db, sql);
    for (size_t i = 0; i < query->values.count; i++) {
        const struct query_value *one = &query->values.items[i];
        if (one->kind == QUERY_ID)
            stmt_bind_uuid(stmt, (int)i + 1, one->id);
        else if (one->kind == QUERY_INT)
            stmt_bind_int(stmt, (int)i + 1, one->number);
        else
            stmt_bind_text(stmt, (int)i + 1, one->text);
    }
    return stmt;
}

static void explain(const struct query *query, struct db *db)
{
    bool sqlite = db_dialect(db) == DIALECT_SQLITE, row;
    struct strbuf sql = {0};
    strbuf_adds(&sql, sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ");
    strbuf_adds(&sql, strbuf_text(&query->sql));
    struct stmt *stmt = bound(query, db, strbuf_text(&sql));
    while (stmt_step(stmt, &row) == OK && row) {
        strbuf_adds(query->plan, stmt_text(stmt, sqlite ? 3 : 0));
        strbuf_addc(query->plan, '\n');
    }
    stmt_done(stmt);
    strbuf_free(&sql);
}

struct stmt *query_run(struct query *query, struct db *db)
{
    if (query->plan)
        explain(query, db);
    struct stmt *stmt = bound(query, db, strbuf_text(&query->sql));
    strbuf_free(&query->sql);
    return stmt;
}
