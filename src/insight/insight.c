#include "insight/insight.h"

struct query insight_query(const struct insight *insight)
{
    return (struct query){.arena = insight->arena, .plan = insight->plan};
}

void insight_where(const struct insight *insight, struct query *query, const struct record_type *type,
                   struct uuid ledger)
{
    query_add(query, " FROM ");
    sql_name(&query->sql, type->name);
    query_add(query, " WHERE ");
    query_within(query, gate_within(insight->arena, insight->scope, type, ledger));
    query_add(query, " AND \"ledger_id\"=");
    query_id(query, ledger);
    query_add(query, " AND \"withdrawn\"=0");
}

void insight_units(const struct insight *insight, struct query *query)
{
    const char *joint = "";
    query_add(query, "SELECT \"id\" FROM \"organisation\" WHERE ");
    for (size_t i = 0; i < insight->scope->grant_count; i++) {
        const struct scope_grant *grant = &insight->scope->grants[i];
        if (grant->role != role_owner)
            continue;
        query_add(query, joint);
        query_add(query, "(\"path\">=");
        query_text(query, grant->path);
        query_add(query, " AND \"path\"<");
        query_text(query, arena_printf(insight->arena, "%s~", grant->path));
        query_add(query, ")");
        joint = " OR ";
    }
    query_add(query, *joint ? "" : "\"path\"=''"); /* of none; 1=0 would be looked for in every unit */
}

void json_id(struct strbuf *out, struct uuid id)
{
    char text[UUID_TEXT];
    uuid_text(id, text);
    strbuf_add_json(out, text);
}

void json_member_id(struct strbuf *out, const char *name, struct uuid id)
{
    strbuf_add_member_name(out, name);
    if (uuid_is_nil(id))
        strbuf_adds(out, "null");
    else
        json_id(out, id);
}

void json_member_date(struct strbuf *out, const char *name, bool has, date on)
{
    char text[DATE_TEXT];
    date_text(on, text);
    json_member_text(out, name, has ? text : NULL);
}

void json_member_int(struct strbuf *out, const char *name, bool has, int64_t value)
{
    strbuf_add_member_name(out, name);
    if (has)
        strbuf_add_int(out, value);
    else
        strbuf_adds(out, "null");
}

void json_member_text(struct strbuf *out, const char *name, const char *text)
{
    strbuf_add_member_name(out, name);
    if (text && *text)
        strbuf_add_json(out, text);
    else
        strbuf_adds(out, "null");
}
