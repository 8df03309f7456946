#include "ledger/belonging.h"

/* The first field that refers to a finding, or -1. */
static int reference(const struct record_type *type)
{
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].target == &record_finding)
            return (int)i;
    return -1;
}

struct belongings belongings_of_findings(struct arena *arena)
{
    VEC(struct belonging) found = {0};
    for (size_t i = 0; i < all_records.count; i++) {
        const struct record_type *of = all_records.types[i];
        int field = of == &record_finding ? -1 : reference(of);
        if (field < 0)
            continue;
        bool many = of->fields[field].kind == KIND_refs;
        *VEC_PUSH(arena, &found) = (struct belonging){
            .type = of,
            .field = field,
            .table = many ? arena_printf(arena, "%s_%s", of->name, of->fields[field].name) : of->name,
            .column = many ? "ref_id" : of->fields[field].name};
    }
    return (struct belongings){found.items, found.count};
}

enum status belonging_ids(struct db *db, struct arena *arena, const struct belonging *belonging, struct uuid ledger,
                          struct uuid finding, struct uuid_list *ret_ids)
{
    bool row;
    enum status status;
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT \"id\" FROM ");
    sql_name(&sql, belonging->table);
    strbuf_adds(&sql, " WHERE \"ledger_id\"=?1 AND ");
    sql_name(&sql, belonging->column);
    strbuf_addf(&sql, "=?2 ORDER BY \"id\" DESC LIMIT %d", BELONGINGS_TOLD);
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    *ret_ids = (struct uuid_list){ARENA_ARRAY(arena, struct uuid, BELONGINGS_TOLD), 0};
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, finding);
    while (!(status = stmt_step(stmt, &row)) && row && ret_ids->count < BELONGINGS_TOLD)
        ret_ids->ids[ret_ids->count++] = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return status;
}
