#include "ledger/report_figures.h"

#include "access/ledger_fields.h"
#include "ledger/finding_where.h"
#include "ledger/gate.h"
#include "record/json.h"
#include "store/query.h"
#include "store/row.h"

enum { COUNTS = 7 };
static const char *const count_names[COUNTS] = {"problems", "closed",   "stopped",      "running",
                                                "overdue",  "measures", "measures_done"};

struct unit_row {
    struct uuid id;
    const char *name;
    int64_t counts[COUNTS];
};

typedef VEC(struct unit_row) unit_rows;

/* ---- read ---- */

static struct unit_row *row_of(struct arena *arena, unit_rows *rows, struct stmt *stmt)
{
    struct uuid id = stmt_uuid(stmt, 0);
    for (size_t i = 0; i < rows->count; i++)
        if (uuid_equal(rows->items[i].id, id))
            return rows->items + i;
    struct unit_row *row = VEC_PUSH(arena, rows);
    *row = (struct unit_row){.id = id, .name = stmt_keep(stmt, 1, arena)};
    return row;
}

static enum status take(struct query *query, struct db *db, unit_rows *rows, int first, int count)
{
    bool there;
    enum status status;
    struct stmt *stmt = query_run(query, db);
    while (!(status = stmt_step(stmt, &there)) && there) {
        struct unit_row *row = row_of(query->arena, rows, stmt);
        for (int i = 0; i < count; i++)
            row->counts[first + i] += stmt_int(stmt, 2 + i);
    }
    stmt_done(stmt);
    return status;
}

/* Behind a SELECT of counts: whose they are, in official order. */
static void by_unit(struct query *query)
{
    query_add(query,
              " GROUP BY \"o\".\"id\",\"o\".\"name\",\"o\".\"path\" ORDER BY CASE WHEN \"o\".\"path\" IS NULL THEN 1 "
              "ELSE 0 END,\"o\".\"path\"");
}

/* ` AND "id" IN (what the reader sees of these records)`. */
static void only_seen(struct query *query, const char *id, const struct record_type *type,
                      const struct report_figures_wish *wish)
{
    query_add(query, " AND ");
    query_add(query, id); /* our own words */
    query_add(query, " IN (SELECT \"id\" FROM ");
    sql_name(&query->sql, type->name);
    query_add(query, " WHERE ");
    query_within(query, gate_within(query->arena, wish->scope, type, wish->ledger));
    query_add(query, " AND \"ledger_id\"=");
    query_id(query, wish->ledger);
    query_add(query, ")");
}

static enum status read_problems(struct db *db, struct arena *arena, const struct report_figures_wish *wish,
                                 const char *day, unit_rows *rows)
{
    struct query query = {.arena = arena};
    /* clang-format off */
    query_add(&query,
              "SELECT \"o\".\"id\",\"o\".\"name\",COUNT(*),"
              "SUM(CASE WHEN \"f\".\"state\"='closed' THEN 1 ELSE 0 END),"
              "SUM(CASE WHEN \"f\".\"state\" IN ('suspended','carried_over') THEN 1 ELSE 0 END),"
              "SUM(CASE WHEN " FINDING_RUNS("\"f\".") " THEN 1 ELSE 0 END),"
              "SUM(CASE WHEN " FINDING_RUNS("\"f\".") " AND \"f\".\"due_on\"<");
    query_text(&query, day);
    query_add(&query,
              " THEN 1 ELSE 0 END) FROM \"finding\" AS \"f\" LEFT JOIN \"organisation\" AS \"o\" ON \"o\".\"id\"=");
    if (uuid_is_nil(wish->unit))
        query_add(&query, "\"f\".\"lead_unit_id\"");
    else
        query_id(&query, wish->unit);
    query_add(&query,
              " WHERE \"f\".\"withdrawn\"=0 AND \"f\".\"level\"='finding' AND NOT " FINDING_RESTRICTED("\"f\".")
              " AND \"f\".\"ledger_id\"=");
    /* clang-format on */
    query_id(&query, wish->ledger);
    if (!uuid_is_nil(wish->unit)) {
        query_add(&query,
                  " AND \"f\".\"id\" IN (SELECT \"finding_id\" FROM \"responsibility\" WHERE \"withdrawn\"=0 AND "
                  "\"until_on\" IS NULL AND \"role\" IN ('lead_unit','responsible_unit') AND \"organisation_id\"=");
        query_id(&query, wish->unit);
        query_add(&query, " AND \"ledger_id\"=");
        query_id(&query, wish->ledger);
        query_add(&query, ")");
    }
    only_seen(&query, "\"f\".\"id\"", &record_finding, wish);
    by_unit(&query);
    return take(&query, db, rows, 0, 5);
}

/* A measure that names no unit is its problem's lead unit's. */
static enum status read_measures(struct db *db, struct arena *arena, const struct report_figures_wish *wish,
                                 unit_rows *rows)
{
    struct query query = {.arena = arena};
    /* clang-format off */
    query_add(&query,
              "SELECT \"o\".\"id\",\"o\".\"name\",COUNT(*),SUM(CASE WHEN \"c\".\"state\"='done' THEN 1 ELSE 0 END) "
              "FROM \"corrective_action\" AS \"c\" LEFT JOIN \"organisation\" AS \"o\" ON "
              "\"o\".\"id\"=COALESCE(\"c\".\"organisation_id\",(SELECT \"f\".\"lead_unit_id\"" MEASURES_BY_PROBLEM
              "WHERE \"n\".\"ledger_id\"=\"c\".\"ledger_id\" AND \"n\".\"id\"=\"c\".\"id\" ORDER BY \"f\".\"path\" LIMIT 1)) "
              "WHERE \"c\".\"withdrawn\"=0 AND \"c\".\"id\" IN (SELECT \"n\".\"id\"" MEASURES_BY_PROBLEM
              "WHERE NOT " FINDING_RESTRICTED("\"f\".") " AND \"n\".\"ledger_id\"=");
    query_id(&query, wish->ledger);
    query_add(&query, ") AND \"c\".\"ledger_id\"=");
    /* clang-format on */
    query_id(&query, wish->ledger);
    if (!uuid_is_nil(wish->unit)) {
        query_add(&query, " AND \"o\".\"id\"=");
        query_id(&query, wish->unit);
    }
    only_seen(&query, "\"c\".\"id\"", &record_corrective_action, wish);
    by_unit(&query);
    return take(&query, db, rows, 5, 2);
}

/* ---- told ---- */

static void put_counts(struct strbuf *out, const int64_t *counts)
{
    for (int i = 0; i < COUNTS; i++)
        strbuf_add_member_int(out, count_names[i], counts[i]);
}

static void put_row(struct strbuf *out, const struct unit_row *row)
{
    char id[UUID_TEXT];
    uuid_text(row->id, id);
    strbuf_addc(out, '{');
    strbuf_add_member(out, "organisation_id", uuid_is_nil(row->id) ? "" : id);
    strbuf_add_member(out, "organisation", row->name);
    put_counts(out, row->counts);
    strbuf_addc(out, '}');
}

/* The office's own is of the whole ledger. */
static enum status widen(struct db *db, struct arena *arena, struct report_figures_wish *wish)
{
    struct ledger *ledger = record_new(arena, &record_ledger);
    enum status status = row_load(db, arena, &record_ledger, (struct uuid){0}, wish->ledger, ledger);
    if (!status && uuid_equal(ledger->organisation_id, wish->unit))
        wish->unit = (struct uuid){0};
    return status;
}

enum status report_figures(struct db *db, struct arena *arena, const struct report_figures_wish *asked,
                           const char **ret_json)
{
    struct report_figures_wish whole = *asked, *wish = &whole;
    unit_rows rows = {0};
    char today[DATE_TEXT];
    int64_t all[COUNTS] = {0};
    struct strbuf out = {0};
    date_text(wish->day, today);
    enum status status = widen(db, arena, wish);
    if (!status)
        status = read_problems(db, arena, wish, arena_strdup(arena, today), &rows);
    if (!status)
        status = read_measures(db, arena, wish, &rows);
    if (status)
        return status;
    for (size_t i = 0; i < rows.count; i++)
        for (int k = 0; k < COUNTS; k++)
            all[k] += rows.items[i].counts[k];
    strbuf_addc(&out, '{');
    strbuf_add_member(&out, "as_of", today);
    strbuf_add_member_name(&out, "total");
    strbuf_addc(&out, '{');
    put_counts(&out, all);
    strbuf_adds(&out, "}");
    strbuf_add_member_name(&out, "units");
    strbuf_addc(&out, '[');
    for (size_t i = 0; i < rows.count && uuid_is_nil(wish->unit); i++) {
        strbuf_adds(&out, i ? "," : "");
        put_row(&out, rows.items + i);
    }
    strbuf_adds(&out, "]}");
    *ret_json = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return OK;
}
