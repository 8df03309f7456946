#include "access/organisation.h"

#include "access/access_messages.h"
#include "access/tree.h"

#include <stdio.h>
#include <string.h>

static struct tree_node node_of(const struct organisation *unit)
{
    struct tree_node node = {.type = &record_organisation, .id = unit->head.id, .root = ""};
    if (record_has(&unit->head, FIELD_organisation_parent_id))
        node.parent_id = unit->parent_id;
    if (record_has(&unit->head, FIELD_organisation_position))
        node.position = unit->position;
    return node;
}

enum status organisation_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                 struct problems *problems)
{
    (void)command;
    (void)problems;
    struct organisation *unit = (struct organisation *)record;
    struct tree_node node = node_of(unit);
    if (record_has(record, FIELD_organisation_position))
        return OK;
    record_present(record, FIELD_organisation_position);
    return tree_next_position(tx, &node, &unit->position);
}

enum status organisation_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                               struct problems *problems)
{
    const struct organisation *unit = (const struct organisation *)after;
    struct tree_node node = node_of(unit);
    bool moved = !before || !field_equal(&record_organisation, FIELD_organisation_parent_id, before, after) ||
                 !field_equal(&record_organisation, FIELD_organisation_position, before, after);
    if (record_has(after, FIELD_organisation_parent_id) && organisation_within(tx->db, unit->parent_id, unit->head.id))
        return problem_add(problems, REFUSED, &msg_unit_circle, "parent_id", unit->name, NULL);
    return moved ? tree_check(tx, &node, problems) : OK;
}

enum status organisation_derive(struct tx *tx, const struct record_head *before, const struct record_head *after)
{
    (void)before;
    struct tree_node node = node_of((const struct organisation *)after);
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
