#include "access/scope.h"

#include "access/organisation.h"

#include <string.h>

struct grant_row {
    int role, ceiling;
    struct uuid organisation;
};

static enum status read_grants(struct db *db, struct arena *arena, const struct clock *clock, struct uuid person,
                               struct grant_row **ret_rows, size_t *ret_count)
{
    bool row;
    enum status status;
    char today[DATE_TEXT];
    VEC(struct grant_row) rows = {0};
    date_text(clock_today(clock), today);
    struct stmt *stmt =
        db_prepare(db, "SELECT \"role\",\"ceiling\",\"organisation_id\" FROM \"role_grant\" WHERE \"person_id\"=?1 AND "
                       "\"withdrawn\"=0 AND (\"until_on\" IS NULL OR \"until_on\">=?2)");
    stmt_bind_uuid(stmt, 1, person);
    stmt_bind_text(stmt, 2, today);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct grant_row *grant = VEC_PUSH(arena, &rows);
        grant->role = word_find(&words_role, stmt_text(stmt, 0));
        grant->ceiling = word_find(&words_confidentiality, stmt_text(stmt, 1));
        grant->organisation = stmt_uuid(stmt, 2);
        if (grant->role < 0)
            rows.count--;
    }
    stmt_done(stmt);
    *ret_rows = rows.items;
    *ret_count = rows.count;
    return status;
}

struct ledger_row {
    struct uuid id, organisation;
};

static enum status read_ledgers(struct db *db, struct arena *arena, struct ledger_row **ret_rows, size_t *ret_count)
{
    bool row;
    enum status status;
    VEC(struct ledger_row) rows = {0};
    struct stmt *stmt =
        db_prepare(db, "SELECT \"id\",\"organisation_id\" FROM \"ledger\" WHERE \"withdrawn\"=0 ORDER BY \"code\"");
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(arena, &rows) = (struct ledger_row){stmt_uuid(stmt, 0), stmt_uuid(stmt, 1)};
    stmt_done(stmt);
    *ret_rows = rows.items;
    *ret_count = rows.count;
    return status;
}

/* A grant over an organisation covers the ledgers of that organisation and of those below it. */
static unsigned roles_over(struct db *db, const struct grant_row *grants, size_t count, struct uuid organisation)
{
    unsigned roles = 0;
    for (size_t i = 0; i < count; i++)
        if (ROLE_BIT(grants[i].role) & ROLES_WHOLE && organisation_within(db, organisation, grants[i].organisation))
            roles |= ROLE_BIT(grants[i].role);
    return roles;
}

static enum status add_units(struct db *db, struct arena *arena, struct uuid top, struct uuid_list *units)
{
    struct uuid_list more;
    enum status status = organisation_subtree(db, arena, top, &more);
    if (status || !more.count)
        return status;
    struct uuid *all = ARENA_ARRAY(arena, struct uuid, units->count + more.count);
    if (units->count)
        memcpy(all, units->ids, units->count * sizeof *all);
    memcpy(all + units->count, more.ids, more.count * sizeof *all);
    *units = (struct uuid_list){all, units->count + more.count};
    uuid_list_sort(units);
    return OK;
}

enum status scope_resolve(struct db *db, struct arena *arena, const struct clock *clock, struct uuid person,
                          struct scope *ret_scope)
{
    struct scope scope = {.person_id = person, .ceiling = confidentiality_open};
    struct grant_row *grants;
    struct ledger_row *ledgers;
    size_t grant_count, ledger_count;
    enum status status = read_grants(db, arena, clock, person, &grants, &grant_count);
    if (!status)
        status = read_ledgers(db, arena, &ledgers, &ledger_count);
    if (status)
        return status;
    scope.ledgers.ids = ARENA_ARRAY(arena, struct uuid, ledger_count + 1);
    scope.ledger_roles = ARENA_ARRAY(arena, unsigned, ledger_count + 1);
    for (size_t i = 0; i < ledger_count; i++) {
        unsigned roles = roles_over(db, grants, grant_count, ledgers[i].organisation);
        if (!roles)
            continue;
        scope.ledger_roles[scope.ledgers.count] = roles;
        scope.ledgers.ids[scope.ledgers.count++] = ledgers[i].id;
    }
    for (size_t i = 0; i < grant_count && !status; i++) {
        scope.roles |= ROLE_BIT(grants[i].role);
        if (grants[i].ceiling > scope.ceiling)
            scope.ceiling = grants[i].ceiling;
        if (grants[i].role == role_owner)
            status = add_units(db, arena, grants[i].organisation, &scope.units);
    }
    *ret_scope = scope;
    return status;
}

static bool owner_in(const struct scope *scope, struct db *db, struct uuid ledger)
{
    bool row, found = false;
    struct uuid organisation = {0};
    if (!scope->units.count)
        return false;
    struct stmt *stmt =
        db_prepare(db, "SELECT \"organisation_id\" FROM \"ledger\" WHERE \"id\"=?1 AND \"withdrawn\"=0");
    stmt_bind_uuid(stmt, 1, ledger);
    if (stmt_step(stmt, &row) == OK && row)
        organisation = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    for (size_t i = 0; i < scope->units.count && !found && !uuid_is_nil(organisation); i++)
        found = organisation_within(db, scope->units.ids[i], organisation);
    return found;
}

unsigned scope_roles_in(const struct scope *scope, struct db *db, struct uuid ledger)
{
    if (scope->operator)
        return ROLES_ALL;
    unsigned roles = 0;
    for (size_t i = 0; i < scope->ledgers.count; i++)
        if (uuid_equal(scope->ledgers.ids[i], ledger))
            roles |= scope->ledger_roles[i];
    if (scope->roles & ROLE_BIT(role_owner) && owner_in(scope, db, ledger))
        roles |= ROLE_BIT(role_owner);
    return roles;
}

static uint64_t fields_for(const struct field_access *rows, size_t count, const struct record_type *type,
                           unsigned roles, bool write)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < count; i++)
        if (rows[i].type == type && (write ? rows[i].write : rows[i].see) & roles)
            mask |= FIELD_BIT(rows[i].field);
    return mask;
}

uint64_t access_seen(const struct field_access *rows, size_t count, const struct record_type *type, unsigned roles)
{
    return fields_for(rows, count, type, roles, false);
}

uint64_t access_written(const struct field_access *rows, size_t count, const struct record_type *type, unsigned roles)
{
    return fields_for(rows, count, type, roles, true);
}
