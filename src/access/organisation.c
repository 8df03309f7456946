#include "access/organisation.h"

#include "access/tree.h"

#include <stdio.h>
#include <string.h>

enum status organisation_derive(struct tx *tx, const struct record_head *before, const struct record_head *after)
{
    (void)before;
    const struct organisation *unit = (const struct organisation *)after;
    struct tree_node node = {.type = &record_organisation, .id = unit->head.id, .root = ""};
    if (record_has(after, FIELD_organisation_parent_id))
        node.parent_id = unit->parent_id;
    if (record_has(after, FIELD_organisation_position))
        node.position = unit->position;
    return tree_derive(tx, &node);
}

static bool path_of_unit(struct db *db, struct uuid unit, char path[TREE_PATH])
{
    bool row;
    struct stmt *stmt = db_prepare(db, "SELECT \"path\" FROM \"organisation\" WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, unit);
    bool found = stmt_step(stmt, &row) == OK && row;
    snprintf(path, TREE_PATH, "%s", found ? stmt_text(stmt, 0) : "");
    stmt_done(stmt);
    return found && *path;
}

bool organisation_within(struct db *db, struct uuid unit, struct uuid top)
{
    char of_unit[TREE_PATH], of_top[TREE_PATH];
    if (uuid_equal(unit, top))
        return true;
    return path_of_unit(db, unit, of_unit) && path_of_unit(db, top, of_top) &&
           strncmp(of_unit, of_top, strlen(of_top)) == 0;
}

enum status organisation_subtree(struct db *db, struct arena *arena, struct uuid top, struct uuid_list *ret_units)
{
    char from[TREE_PATH], to[TREE_PATH + 2];
    bool row;
    VEC(struct uuid) units = {0};
    if (!path_of_unit(db, top, from)) {
        *ret_units = (struct uuid_list){0};
        return OK;
    }
    snprintf(to, sizeof to, "%s~", from);
    struct stmt *stmt =
        db_prepare(db, "SELECT \"id\" FROM \"organisation\" WHERE \"path\">=?1 AND \"path\"<?2 ORDER BY \"path\"");
    stmt_bind_text(stmt, 1, from);
    stmt_bind_text(stmt, 2, to);
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(arena, &units) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    *ret_units = (struct uuid_list){units.items, units.count};
    return status;
}

enum status organisation_path(struct db *db, struct arena *arena, struct uuid unit, const char **ret_path)
{
    bool row;
    struct stmt *stmt = db_prepare(db, "SELECT \"path\" FROM \"organisation\" WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, unit);
    enum status status = stmt_step(stmt, &row);
    *ret_path = !status && row ? arena_strdup(arena, stmt_text(stmt, 0)) : "";
    stmt_done(stmt);
    return status;
}
