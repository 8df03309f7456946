#include "access/tree.h"

#include "access/access_messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Parameters are numbered without gaps (PostgreSQL wants a type for each), so the ledger's comes last. */
static struct stmt *prepared(struct tx *tx, struct strbuf *sql, const struct tree_node *node, int parameters)
{
    if (!node->type->of_installation)
        strbuf_addf(sql, " AND \"ledger_id\"=?%d", parameters + 1);
    struct stmt *stmt = db_prepare(tx->db, strbuf_text(sql));
    strbuf_free(sql);
    if (!node->type->of_installation)
        stmt_bind_uuid(stmt, parameters + 1, node->ledger_id);
    return stmt;
}

static enum status path_of(struct tx *tx, const struct tree_node *node, struct uuid id, char path[TREE_PATH])
{
    struct strbuf sql = {0};
    bool row;
    strbuf_adds(&sql, "SELECT \"path\" FROM ");
    sql_name(&sql, node->type->name);
    strbuf_adds(&sql, " WHERE \"id\"=?1");
    struct stmt *stmt = prepared(tx, &sql, node, 1);
    stmt_bind_uuid(stmt, 1, id);
    enum status status = stmt_step(stmt, &row);
    path[0] = '\0';
    if (!status && row)
        snprintf(path, TREE_PATH, "%s", stmt_text(stmt, 0));
    stmt_done(stmt);
    return status;
}

static enum status store_path(struct tx *tx, const struct tree_node *node, const char *path)
{
    bool deep = field_find(node->type, "depth") >= 0;
    struct strbuf sql = {0};
    strbuf_adds(&sql, "UPDATE ");
    sql_name(&sql, node->type->name);
    strbuf_adds(&sql, deep ? " SET \"path\"=?1,\"depth\"=?3 WHERE \"id\"=?2" : " SET \"path\"=?1 WHERE \"id\"=?2");
    struct stmt *stmt = prepared(tx, &sql, node, deep ? 3 : 2);
    stmt_bind_text(stmt, 1, path);
    stmt_bind_uuid(stmt, 2, node->id);
    if (deep)
        stmt_bind_int(stmt, 3, (int64_t)(strlen(path) - strlen(node->root)) / TREE_SEGMENT);
    return stmt_run(stmt);
}

/* Everything whose path starts with the old one gets the new one in front; the depth changes by the same number of
 * segments. */
static enum status move_subtree(struct tx *tx, const struct tree_node *node, const char *old, const char *path)
{
    bool deep = field_find(node->type, "depth") >= 0;
    char end[TREE_PATH + 2];
    snprintf(end, sizeof end, "%s~", old);
    struct strbuf sql = {0};
    strbuf_adds(&sql, "UPDATE ");
    sql_name(&sql, node->type->name);
    strbuf_adds(&sql, " SET \"path\"=?1||substr(\"path\",length(?2)+1)");
    strbuf_adds(&sql, deep ? ",\"depth\"=\"depth\"+?4 WHERE \"path\">?2 AND \"path\"<?3"
                           : " WHERE \"path\">?2 AND \"path\"<?3");
    struct stmt *stmt = prepared(tx, &sql, node, deep ? 4 : 3);
    stmt_bind_text(stmt, 1, path);
    stmt_bind_text(stmt, 2, old);
    stmt_bind_text(stmt, 3, end);
    if (deep)
        stmt_bind_int(stmt, 4, ((int64_t)strlen(path) - (int64_t)strlen(old)) / TREE_SEGMENT);
    return stmt_run(stmt);
}

/* The path in front of the node's own segment. */
static enum status path_of_parent(struct tx *tx, const struct tree_node *node, char path[TREE_PATH])
{
    if (!uuid_is_nil(node->parent_id))
        return path_of(tx, node, node->parent_id, path);
    snprintf(path, TREE_PATH, "%s", node->root);
    return OK;
}

/* Length of the longest path at or below the one given. */
static enum status longest_below(struct tx *tx, const struct tree_node *node, const char *path, int64_t *ret_length)
{
    struct strbuf sql = {0};
    char end[TREE_PATH + 2];
    bool row;
    snprintf(end, sizeof end, "%s~", path);
    strbuf_adds(&sql, "SELECT max(length(\"path\")) FROM ");
    sql_name(&sql, node->type->name);
    strbuf_adds(&sql, " WHERE \"path\">=?1 AND \"path\"<?2");
    struct stmt *stmt = prepared(tx, &sql, node, 2);
    stmt_bind_text(stmt, 1, path);
    stmt_bind_text(stmt, 2, end);
    enum status status = stmt_step(stmt, &row);
    if (!status)
        *ret_length = stmt_int(stmt, 0);
    stmt_done(stmt);
    return status;
}

enum status tree_check(struct tx *tx, const struct tree_node *node, struct problems *problems)
{
    char parent[TREE_PATH], old[TREE_PATH], most[24];
    int64_t below = 0;
    if (node->position < 0 || node->position > TREE_POSITION) {
        snprintf(most, sizeof most, "%d", TREE_POSITION);
        return problem_add(problems, REFUSED, &msg_tree_position, "position", most, NULL);
    }
    enum status status = path_of_parent(tx, node, parent);
    if (!status)
        status = path_of(tx, node, node->id, old);
    if (!status && *old)
        status = longest_below(tx, node, old, &below);
    if (status)
        return status;
    int64_t height = *old ? below - (int64_t)strlen(old) : 0;
    if ((int64_t)strlen(parent) + TREE_SEGMENT + height < TREE_PATH)
        return OK;
    snprintf(most, sizeof most, "%zu", (TREE_PATH - 1 - strlen(node->root)) / TREE_SEGMENT);
    return problem_add(problems, REFUSED, &msg_tree_deep, "parent_id", most, NULL);
}

enum status tree_next_position(struct tx *tx, const struct tree_node *node, int64_t *ret_position)
{
    char parent[TREE_PATH], end[TREE_PATH + 2], digits[9] = "";
    struct strbuf sql = {0};
    bool row;
    enum status status = path_of_parent(tx, node, parent);
    if (status)
        return status;
    snprintf(end, sizeof end, "%s~", parent);
    strbuf_adds(&sql, "SELECT \"path\" FROM ");
    sql_name(&sql, node->type->name);
    strbuf_adds(&sql, " WHERE \"path\">?1 AND \"path\"<?2");
    strbuf_adds(&sql, node->type->of_installation ? "" : " AND \"ledger_id\"=?3");
    strbuf_adds(&sql, " ORDER BY \"path\" DESC LIMIT 1");
    struct stmt *stmt = db_prepare(tx->db, strbuf_text(&sql));
    strbuf_free(&sql);
    stmt_bind_text(stmt, 1, parent);
    stmt_bind_text(stmt, 2, end);
    if (!node->type->of_installation)
        stmt_bind_uuid(stmt, 3, node->ledger_id);
    status = stmt_step(stmt, &row);
    if (!status && row)
        snprintf(digits, sizeof digits, "%s", stmt_text(stmt, 0) + strlen(parent));
    stmt_done(stmt);
    int64_t last = strtoll(digits, NULL, 10); /* of the last node there, or of what stands below it */
    *ret_position = last < TREE_POSITION ? last + 1 : TREE_POSITION;
    return status;
}

enum status tree_derive(struct tx *tx, const struct tree_node *node)
{
    char parent[TREE_PATH], old[TREE_PATH], path[TREE_PATH + TREE_SEGMENT + 1];
    enum status status = path_of_parent(tx, node, parent);
    if (!status)
        status = path_of(tx, node, node->id, old);
    if (status)
        return status;
    if (strlen(parent) + TREE_SEGMENT >= TREE_PATH)
        return REFUSED;
    int length = snprintf(path, sizeof path, "%s%08u", parent, (unsigned)(node->position % (TREE_POSITION + 1)));
    for (size_t i = sizeof node->id.bytes / 2; i < sizeof node->id.bytes; i++)
        length += snprintf(path + length, sizeof path - (size_t)length, "%02x", node->id.bytes[i]);
    if (strcmp(path, old) == 0)
        return OK;
    status = *old ? move_subtree(tx, node, old, path) : OK;
    return status ? status : store_path(tx, node, path);
}
