#include "access/tree.h"

#include <stdio.h>
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

enum status tree_derive(struct tx *tx, const struct tree_node *node)
{
    char parent[TREE_PATH], old[TREE_PATH], path[TREE_PATH + TREE_SEGMENT + 1];
    enum status status = OK;
    if (uuid_is_nil(node->parent_id))
        snprintf(parent, sizeof parent, "%s", node->root);
    else
        status = path_of(tx, node, node->parent_id, parent);
    if (!status)
        status = path_of(tx, node, node->id, old);
    if (status)
        return status;
    if (strlen(parent) + TREE_SEGMENT >= TREE_PATH)
        return REFUSED;
    snprintf(path, sizeof path, "%s%08u%02x%02x%02x%02x", parent,
             (unsigned)(node->position < 0 ? 0 : node->position % 100000000), node->id.bytes[12], node->id.bytes[13],
             node->id.bytes[14], node->id.bytes[15]);
    if (strcmp(path, old) == 0)
        return OK;
    status = *old ? move_subtree(tx, node, old, path) : OK;
    return status ? status : store_path(tx, node, path);
}
