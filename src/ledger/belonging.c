#include "ledger/belonging.h"

static bool refers(const struct field *field, const struct record_type *target)
{
    return field->target == target && (field->kind == KIND_ref || field->kind == KIND_refs);
}

/* The first field that refers to this type, or -1. */
static int reference(const struct record_type *type, const struct record_type *target)
{
    for (size_t i = 0; i < type->count; i++)
        if (refers(&type->fields[i], target))
            return (int)i;
    return -1;
}

/* A list of references is a table of links; a reference is a column of the record's own. */
static struct belonging straight(struct arena *arena, const struct record_type *type, int field)
{
    const struct field *f = &type->fields[field];
    bool many = f->kind == KIND_refs;
    return (struct belonging){.type = type,
                              .field = field,
                              .from = many ? arena_printf(arena, "\"%s_%s\" AS \"r\"", type->name, f->name)
                                           : arena_printf(arena, "\"%s\" AS \"r\"", type->name),
                              .record_column = "\"r\".\"id\"",
                              .finding_column =
                                  many ? "\"r\".\"ref_id\"" : arena_printf(arena, "\"r\".\"%s\"", f->name)};
}

static struct belonging by_measure(struct arena *arena, const struct record_type *type, int field)
{
    struct strbuf from = {0};
    sql_name(&from, type->name);
    strbuf_adds(&from, " AS \"r\" JOIN \"corrective_action_answers\" AS \"l\" ON "
                       "\"l\".\"ledger_id\"=\"r\".\"ledger_id\" AND \"l\".\"id\"=\"r\".");
    sql_name(&from, type->fields[field].name);
    const char *text = arena_strdup(arena, strbuf_text(&from));
    strbuf_free(&from);
    return (struct belonging){.type = type,
                              .field = field,
                              .from = text,
                              .record_column = "\"r\".\"id\"",
                              .finding_column = "\"l\".\"ref_id\""};
}

struct belongings belongings_of_findings(struct arena *arena)
{
    VEC(struct belonging) found = {0};
    for (size_t i = 0; i < all_records.count; i++) {
        const struct record_type *type = all_records.types[i];
        int finding = type == &record_finding ? -1 : reference(type, &record_finding);
        int measure = reference(type, &record_corrective_action);
        if (finding >= 0)
            *VEC_PUSH(arena, &found) = straight(arena, type, finding);
        bool told = finding >= 0 && type->fields[finding].flags & REQUIRED; /* whatever measure it is of as well */
        if (measure >= 0 && !told && type != &record_corrective_action)
            *VEC_PUSH(arena, &found) = by_measure(arena, type, measure);
    }
    return (struct belongings){found.items, found.count};
}

/* "SELECT 3,x FROM (SELECT … LIMIT n)": a statement of each way, marked by its place. */
static void add_way(struct strbuf *sql, const struct belonging *way, size_t place)
{
    strbuf_adds(sql, place ? " UNION ALL SELECT " : "SELECT ");
    strbuf_add_int(sql, (int64_t)place);
    strbuf_adds(sql, ",\"x\".\"id\" FROM (SELECT ");
    strbuf_adds(sql, way->record_column);
    strbuf_adds(sql, " AS \"id\" FROM ");
    strbuf_adds(sql, way->from);
    strbuf_adds(sql, " WHERE \"r\".\"ledger_id\"=?1 AND ");
    strbuf_adds(sql, way->finding_column);
    strbuf_adds(sql, "=?2 ORDER BY ");
    strbuf_adds(sql, way->record_column);
    strbuf_adds(sql, " DESC LIMIT ");
    strbuf_add_int(sql, BELONGINGS_TOLD);
    strbuf_adds(sql, ") AS \"x\"");
}

enum status belonging_ids(struct db *db, struct arena *arena, const struct belongings *ways, struct uuid ledger,
                          struct uuid finding, struct uuid_list **ret_ids)
{
    bool row;
    enum status status;
    struct strbuf sql = {0};
    struct uuid_list *ids = ARENA_ARRAY(arena, struct uuid_list, ways->count);
    for (size_t i = 0; i < ways->count; i++) {
        ids[i].ids = ARENA_ARRAY(arena, struct uuid, BELONGINGS_TOLD);
        add_way(&sql, &ways->items[i], i);
    }
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, finding);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct uuid_list *list = &ids[stmt_int(stmt, 0)];
        if (list->count < BELONGINGS_TOLD)
            list->ids[list->count++] = stmt_uuid(stmt, 1);
    }
    stmt_done(stmt);
    strbuf_free(&sql);
    *ret_ids = ids;
    return status;
}
