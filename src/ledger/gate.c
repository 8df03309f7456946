#include "ledger/gate.h"

#include "access/access_messages.h"
#include "journal/journal_messages.h"
#include "store/row.h"

unsigned gate_roles(const struct scope *scope, struct db *db, const struct record_type *type, struct uuid ledger)
{
    if (scope->operator)
        return ROLES_ALL;
    return type->of_installation ? scope->roles : scope_roles_in(scope, db, ledger);
}

uint64_t gate_seen(const struct record_type *type, unsigned roles)
{
    return access_seen(field_access_rows, field_access_count, type, roles);
}

uint64_t gate_written(const struct record_type *type, unsigned roles)
{
    uint64_t mask = access_written(field_access_rows, field_access_count, type, roles);
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].flags & (GIVEN | DERIVED))
            mask &= ~FIELD_BIT(i);
    return mask;
}

/* What an owner's units answer for: the findings, and what hangs on them. */
struct bound {
    const struct record_type *type;
    const char *column, *selects;
    const char *before, *after; /* around the list of the owner's findings */
};

static const struct bound owner_bounds[] = {
    {&record_finding, "id", "finding_id", "", ""},
    {&record_responsibility, "finding_id", "finding_id", "", ""},
    {&record_attachment, "finding_id", "finding_id", "", ""},
    {&record_corrective_action, "id", "id", "SELECT \"id\" FROM \"corrective_action_answers\" WHERE \"ref_id\" IN (",
     ")"},
};

static const struct list_within no_rows = {
    .column = "id", .subquery = "SELECT \"id\" FROM \"ledger\" WHERE 1=0", .selects = "id"};

const struct list_within *gate_within(struct arena *arena, const struct scope *scope, const struct record_type *type,
                                      unsigned roles)
{
    if (scope->operator|| type->of_installation || roles & ROLES_WHOLE)
        return NULL;
    const struct bound *bound = NULL;
    for (size_t i = 0; i < sizeof owner_bounds / sizeof *owner_bounds; i++)
        if (owner_bounds[i].type == type)
            bound = &owner_bounds[i];
    if (!bound)
        return NULL;
    if (!scope->units.count || scope->units.count > 1000)
        return &no_rows;
    struct strbuf sql = {0};
    strbuf_adds(&sql, bound->before);
    strbuf_adds(&sql, "SELECT \"finding_id\" FROM \"finding_unit\" WHERE \"unit_id\" IN (");
    for (size_t i = 1; i <= scope->units.count; i++)
        strbuf_addf(&sql, i == 1 ? "?%zu" : ",?%zu", i);
    strbuf_addc(&sql, ')');
    strbuf_adds(&sql, bound->after);
    struct list_within *within = ARENA_NEW(arena, struct list_within);
    *within = (struct list_within){bound->column, arena_strdup(arena, strbuf_text(&sql)), bound->selects,
                                   scope->units.ids, scope->units.count};
    strbuf_free(&sql);
    return within;
}

static void hide(struct record_head *record, uint64_t seen)
{
    record->present &= seen;
    record->null &= seen;
}

/* Whether a narrowed reader may see this one row. */
static enum status is_within(struct db *db, const struct list_within *within, const struct record_type *type,
                             const struct record_head *record, bool *ret_within)
{
    struct uuid id = record->id;
    int field = field_find(type, within->column);
    if (field >= 0)
        id = record_has(record, field) ? *(const struct uuid *)field_get(record, &type->fields[field])
                                       : (struct uuid){0};
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT 1 FROM (");
    strbuf_adds(&sql, within->subquery);
    strbuf_adds(&sql, ") AS \"mine\" WHERE ");
    sql_name(&sql, within->selects);
    strbuf_addc(&sql, '=');
    strbuf_addf(&sql, "?%zu LIMIT 1", within->count + 1);
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    for (size_t i = 0; i < within->count; i++)
        stmt_bind_uuid(stmt, (int)i + 1, within->ids[i]);
    stmt_bind_uuid(stmt, (int)within->count + 1, id);
    enum status status = stmt_step(stmt, ret_within);
    stmt_done(stmt);
    return status;
}

enum status gate_load(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                      struct uuid ledger, struct uuid id, void *ret_record, unsigned *ret_roles)
{
    unsigned roles = gate_roles(scope, db, type, ledger);
    uint64_t seen = gate_seen(type, roles);
    if (!seen)
        return NOT_FOUND;
    struct record_head *record = ret_record;
    enum status status = row_load(db, arena, type, ledger, id, record);
    const struct list_within *within = status ? NULL : gate_within(arena, scope, type, roles);
    bool mine = true;
    if (!status && within)
        status = is_within(db, within, type, record, &mine);
    if (!status && !mine)
        status = NOT_FOUND;
    if (!status)
        hide(record, seen);
    *ret_roles = roles;
    return status;
}

enum status gate_list(struct db *db, struct arena *arena, const struct scope *scope, struct list_query *query,
                      struct problems *problems, struct list_page *ret_page)
{
    unsigned roles = gate_roles(scope, db, query->type, query->ledger);
    uint64_t seen = gate_seen(query->type, roles);
    if (!seen)
        return problem_add(problems, FORBIDDEN, &msg_no_right, "", NULL);
    for (size_t i = 0; i < query->filter_count; i++) /* a filter on a hidden field would tell what it holds */
        if (!(seen & FIELD_BIT(query->filters[i].field)))
            return problem_add(problems, FORBIDDEN, &msg_no_right, query->type->fields[query->filters[i].field].name,
                               NULL);
    if (query->sort >= 0 && !(seen & FIELD_BIT(query->sort)))
        return problem_add(problems, FORBIDDEN, &msg_no_right, query->type->fields[query->sort].name, NULL);
    query->within = gate_within(arena, scope, query->type, roles);
    enum status status = list_read(db, arena, query, ret_page);
    for (size_t i = 0; !status && i < ret_page->count; i++)
        hide(ret_page->rows[i], seen);
    return status;
}

int gate_usual_sort(const struct record_type *type)
{
    static const char *const names[] = {"path", "position", "number", "code"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (field_find(type, names[i]) >= 0)
            return field_find(type, names[i]);
    return -1;
}

static enum status check_writes(const struct record_type *type, uint64_t asked, unsigned roles,
                                struct problems *problems)
{
    enum status status = OK;
    uint64_t allowed = gate_written(type, roles);
    if (!allowed)
        return problem_add(problems, FORBIDDEN, &msg_no_right, "", NULL);
    for (size_t i = 0; i < type->count; i++)
        if (asked & ~allowed & FIELD_BIT(i))
            status = problem_add(problems, FORBIDDEN, &msg_no_right_field, type->fields[i].name, type->fields[i].label,
                                 NULL);
    return status;
}

static uint64_t required_fields(const struct record_type *type)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].flags & REQUIRED && !(type->fields[i].flags & (GIVEN | DERIVED)))
            mask |= FIELD_BIT(i);
    return mask;
}

enum status gate_add(struct tx *tx, const struct scope *scope, const struct command *command,
                     const struct record_type *type, struct record_head *record, struct problems *problems)
{
    unsigned roles = gate_roles(scope, tx->db, type, record->ledger_id);
    if (!roles)
        return problem_add(problems, NOT_FOUND, &msg_no_record, "", type->label, NULL);
    enum status status = check_writes(type, record->present | required_fields(type), roles, problems);
    return status ? status : journal_add(tx, command, type, record, problems);
}

/* The record must be his to see before it can be his to change. Who sees the ledger whole needs no look: the journal
 * says when there is no such record. */
static enum status check_sees(struct tx *tx, const struct scope *scope, const struct record_type *type,
                              struct uuid ledger, struct uuid id, unsigned *ret_roles, struct problems *problems)
{
    *ret_roles = gate_roles(scope, tx->db, type, ledger);
    if (*ret_roles && !gate_within(tx->arena, scope, type, *ret_roles))
        return OK;
    struct record_head *record = record_new(tx->arena, type);
    enum status status = gate_load(tx->db, tx->arena, scope, type, ledger, id, record, ret_roles);
    return status == NOT_FOUND ? problem_add(problems, NOT_FOUND, &msg_no_record, "", type->label, NULL) : status;
}

enum status gate_set(struct tx *tx, const struct scope *scope, const struct command *command,
                     const struct change *change, struct problems *problems)
{
    unsigned roles = 0;
    enum status status =
        check_sees(tx, scope, change->type, change->record->ledger_id, change->record->id, &roles, problems);
    if (!status)
        status = check_writes(change->type, change->record->present, roles, problems);
    return status ? status : journal_set(tx, command, change, problems);
}

enum status gate_withdraw(struct tx *tx, const struct scope *scope, const struct command *command,
                          const struct record_type *type, struct uuid ledger, struct uuid id, const char *reason,
                          struct problems *problems)
{
    unsigned roles = 0;
    enum status status = check_sees(tx, scope, type, ledger, id, &roles, problems);
    if (!status)
        status = check_writes(type, required_fields(type), roles, problems);
    return status ? status : journal_withdraw(tx, command, type, ledger, id, reason, problems);
}
