#include "store/list_build.h"

#include <stdlib.h>
#include <string.h>

static struct bound *parameter(struct building *b)
{
    strbuf_addf(&b->sql, "?%d", b->parameters + 1);
    return &b->bounds[b->parameters++];
}

static void add_id(struct building *b, struct uuid id)
{
    *parameter(b) = (struct bound){.kind = BOUND_ID, .id = id};
}

/* A value in its stored form, bound as the column's type. */
static void add_value(struct building *b, const struct field *field, const char *value)
{
    struct bound *bound = parameter(b);
    *bound = (struct bound){.kind = BOUND_TEXT, .text = value};
    switch (field->kind) {
    case KIND_integer:
    case KIND_instant:
    case KIND_money:
    case KIND_share:
        *bound = (struct bound){.kind = BOUND_INT, .number = strtoll(value, NULL, 10)};
        break;
    case KIND_flag:
        *bound = (struct bound){.kind = BOUND_INT, .number = strcmp(value, "true") == 0 || strcmp(value, "1") == 0};
        break;
    case KIND_ref:
    case KIND_refs:
        bound->kind = BOUND_ID;
        uuid_parse(value, &bound->id); /* anything else matches nothing */
        break;
    default:
        break;
    }
}

void building_column(struct building *b, const struct field *field)
{
    strbuf_addc(&b->sql, '"');
    strbuf_adds(&b->sql, field->name);
    strbuf_adds(&b->sql, field->kind == KIND_deadline ? "_on\"" : "\"");
}

static const char *like_pattern(struct arena *arena, const char *text)
{
    char *out = arena_alloc(arena, strlen(text) * 2 + 3), *to = out;
    *to++ = '%';
    for (; *text; text++) {
        if (*text == '%' || *text == '_' || *text == '\\')
            *to++ = '\\';
        *to++ = *text;
    }
    *to++ = '%';
    return out;
}

/* LIKE of SQLite takes a for A, in ASCII only; so does ILIKE under COLLATE "C", which all columns have. */
static void add_like(struct building *b, const char *pattern)
{
    strbuf_adds(&b->sql, b->dialect == DIALECT_SQLITE ? " LIKE " : " ILIKE ");
    *parameter(b) = (struct bound){.kind = BOUND_TEXT, .text = pattern};
    strbuf_adds(&b->sql, " ESCAPE '\\'");
}

static void add_int(struct building *b, int64_t number)
{
    *parameter(b) = (struct bound){.kind = BOUND_INT, .number = number};
}

static void add_text(struct building *b, const char *text)
{
    *parameter(b) = (struct bound){.kind = BOUND_TEXT, .text = text};
}

/* Documents that match: on PostgreSQL several of them may be parts of one. */
static void add_documents(struct building *b, const struct search_hits *hits)
{
    if (b->dialect == DIALECT_POSTGRES) {
        strbuf_adds(&b->sql, "SELECT DISTINCT \"id\" FROM \"search_doc\" WHERE \"tokens\" @@ CAST(CAST(");
        add_text(b, hits->match);
        strbuf_adds(&b->sql, " AS text) AS tsquery)");
        return;
    }
    strbuf_adds(&b->sql, "SELECT \"id\" FROM \"search_index\" CROSS JOIN \"search_doc\" WHERE \"search_index\" MATCH ");
    add_text(b, hits->match);
    strbuf_adds(&b->sql, " AND \"search_index\".rowid>=");
    add_int(b, hits->from);
    strbuf_adds(&b->sql, " AND \"search_index\".rowid<");
    add_int(b, hits->until);
    strbuf_adds(&b->sql, " AND \"number\"=\"search_index\".rowid");
}

static void add_pending(struct building *b, const struct search_hits *hits)
{
    strbuf_adds(&b->sql, " UNION SELECT \"id\" FROM \"search_pending\" WHERE \"record\"=");
    add_text(b, hits->record);
    if (hits->of_installation)
        return;
    strbuf_adds(&b->sql, " AND \"ledger_id\"=");
    add_id(b, hits->ledger);
}

static void add_hits(struct building *b, const struct search_hits *hits)
{
    strbuf_adds(&b->sql, "(SELECT \"id\" AS \"hit_id\" FROM (");
    add_documents(b, hits);
    building_limit(b, b->most_hits);
    strbuf_adds(&b->sql, ") AS \"found\"");
    if (hits->pending)
        add_pending(b, hits);
    strbuf_adds(&b->sql, ") AS \"hit\"");
}

/* FROM the table, by way of the hits when there are any: CROSS JOIN, since SQLite then starts with them. */
void building_from(struct building *b)
{
    strbuf_adds(&b->sql, " FROM ");
    if (b->hits) {
        add_hits(b, b->hits);
        strbuf_adds(&b->sql, " CROSS JOIN ");
    }
    sql_name(&b->sql, b->query->type->name);
    if (b->of_few) /* of the primary key, which SQLite names so */
        strbuf_addf(&b->sql, " INDEXED BY \"sqlite_autoindex_%s_1\"",
                    b->query->type->name); /* trusted: a record's name */
}

static void add_within(struct building *b, const struct list_within *within)
{
    list_within_put(&b->sql, within, (size_t)b->parameters);
    b->bounds[b->parameters++] = (struct bound){.kind = BOUND_ID, .id = within->ledger};
    for (size_t i = 0; i < within->count && i < LIST_TEXTS; i++)
        b->bounds[b->parameters++] = (struct bound){.kind = BOUND_TEXT, .text = within->texts[i]};
    for (size_t i = 0; i < within->id_count && i < LIST_IDS; i++)
        b->bounds[b->parameters++] = (struct bound){.kind = BOUND_ID, .id = within->ids[i]};
}

/* ?1 or (?1,?2,…): its value and the others. */
static void add_values(struct building *b, const struct field *field, const struct list_filter *filter)
{
    if (filter->other_count)
        strbuf_addc(&b->sql, '(');
    add_value(b, field, filter->value);
    for (size_t i = 0; i < filter->other_count; i++) {
        strbuf_addc(&b->sql, ',');
        add_value(b, field, filter->others[i]);
    }
    if (filter->other_count)
        strbuf_addc(&b->sql, ')');
}

/* One of the references of a refs field, by its link table. */
static void add_reference(struct building *b, const struct field *field, const struct list_filter *filter)
{
    const struct record_type *type = b->query->type;
    strbuf_adds(&b->sql, filter->compare == LIST_IS_NOT ? " AND \"id\" NOT IN (" : " AND \"id\" IN (");
    strbuf_adds(&b->sql, "SELECT \"id\" FROM \"");
    strbuf_adds(&b->sql, type->name);
    strbuf_addc(&b->sql, '_');
    strbuf_adds(&b->sql, field->name);
    strbuf_adds(&b->sql, filter->other_count ? "\" WHERE \"ref_id\" IN " : "\" WHERE \"ref_id\"=");
    add_values(b, field, filter);
    if (!type->of_installation) {
        strbuf_adds(&b->sql, " AND \"ledger_id\"=");
        add_id(b, b->query->ledger);
    }
    strbuf_addc(&b->sql, ')');
}

void list_within_put(struct strbuf *sql, const struct list_within *within, size_t before)
{
    for (const char *at = within->condition; *at;) {
        if (*at != '?') {
            strbuf_addc(sql, *at++);
            continue;
        }
        char *end;
        unsigned long number = strtoul(at + 1, &end, 10);
        strbuf_addf(sql, "?%zu", before + number);
        at = end;
    }
}

void list_within_bind(struct stmt *stmt, const struct list_within *within)
{
    stmt_bind_uuid(stmt, 1, within->ledger);
    for (size_t i = 0; i < within->count; i++)
        stmt_bind_text(stmt, (int)i + 2, within->texts[i]);
    for (size_t i = 0; i < within->id_count; i++)
        stmt_bind_uuid(stmt, (int)(i + within->count) + 2, within->ids[i]);
}

size_t list_within_count(const struct list_within *within)
{
    return 1 + within->count + within->id_count;
}

static void add_filter(struct building *b, const struct list_filter *filter)
{
    static const char *const compares[] = {[LIST_IS] = "=",    [LIST_IS_NOT] = "<>", [LIST_BEFORE] = "<",
                                           [LIST_FROM] = ">=", [LIST_UNTIL] = "<=",  [LIST_HOLDS] = ""};
    const struct field *field = &b->query->type->fields[filter->field];
    if (field->kind == KIND_refs && filter->value) {
        add_reference(b, field, filter);
        return;
    }
    strbuf_adds(&b->sql, " AND ");
    building_column(b, field);
    if (!filter->value) {
        strbuf_adds(&b->sql, filter->compare == LIST_IS_NOT ? " IS NOT NULL" : " IS NULL");
    } else if (filter->compare == LIST_HOLDS) {
        add_like(b, like_pattern(b->arena, filter->value));
    } else if (filter->other_count) {
        strbuf_adds(&b->sql, filter->compare == LIST_IS_NOT ? " NOT IN " : " IN ");
        add_values(b, field, filter);
    } else {
        strbuf_adds(&b->sql, compares[filter->compare]);
        add_values(b, field, filter);
    }
}

static void add_among(struct building *b, const struct list_among *among)
{
    strbuf_adds(&b->sql, " AND \"id\" IN (SELECT ");
    sql_name(&b->sql, among->column);
    strbuf_adds(&b->sql, " FROM ");
    sql_name(&b->sql, among->table);
    strbuf_adds(&b->sql, " WHERE \"ledger_id\"=");
    add_id(b, b->query->ledger);
    strbuf_adds(&b->sql, " AND ");
    sql_name(&b->sql, among->by);
    strbuf_addc(&b->sql, '=');
    add_id(b, among->is);
    strbuf_adds(&b->sql, among->more);
    strbuf_addc(&b->sql, ')');
}

/* In one order, so that the same filters are the same statement however they were asked for. */
static void add_filters(struct building *b)
{
    const struct list_query *query = b->query;
    for (int field = 0; field < (int)query->type->count; field++)
        for (enum list_compare compare = LIST_IS; compare <= LIST_HOLDS; compare++)
            for (size_t i = 0; i < query->filter_count; i++)
                if (query->filters[i].field == field && query->filters[i].compare == compare)
                    add_filter(b, &query->filters[i]);
}

void building_conditions(struct building *b)
{
    const struct list_query *query = b->query;
    strbuf_adds(&b->sql, " WHERE ");
    if (query->within)
        add_within(b, query->within);
    else
        strbuf_adds(&b->sql, "1=1");
    if (query->asked) {
        strbuf_adds(&b->sql, " AND ");
        add_within(b, query->asked);
    }
    if (b->hits)
        strbuf_adds(&b->sql, " AND \"id\"=\"hit_id\"");
    if (query->only) {
        strbuf_adds(&b->sql, " AND \"id\"=");
        add_id(b, *query->only);
    }
    if (!query->type->of_installation) {
        strbuf_adds(&b->sql, " AND \"ledger_id\"=");
        add_id(b, query->ledger);
    }
    if (!query->with_withdrawn)
        strbuf_adds(&b->sql, " AND \"withdrawn\"=0");
    add_filters(b);
    for (size_t i = 0; i < query->among_count; i++)
        add_among(b, &query->among[i]);
}

void building_place(struct building *b, const struct place *place)
{
    const struct list_query *query = b->query;
    const struct field *sort = query->sort >= 0 ? &query->type->fields[query->sort] : NULL;
    bool values = sort && place->phase == PHASE_VALUES;
    /* rows without a value stand by id, upwards, behind a list sorted upwards, downwards behind the other */
    bool descending = query->descending != query->backwards;
    const char *order = descending ? " DESC" : "";
    const char *compare = descending ? "<" : ">";
    if (sort && !(values && query->dated && sort->kind == KIND_deadline)) {
        strbuf_adds(&b->sql, " AND ");
        building_column(b, sort);
        strbuf_adds(&b->sql, values ? " IS NOT NULL" : " IS NULL");
    }
    if (place->started && values) {
        strbuf_adds(&b->sql, " AND (");
        building_column(b, sort);
        strbuf_addf(&b->sql, ",\"id\")%s(", compare); /* trusted: < or > */
        add_value(b, sort, place->value);
        strbuf_addc(&b->sql, ',');
        add_id(b, place->id);
        strbuf_addc(&b->sql, ')');
    } else if (place->started) {
        strbuf_addf(&b->sql, " AND \"id\"%s", compare); /* trusted: < or > */
        add_id(b, place->id);
    }
    strbuf_adds(&b->sql, " ORDER BY ");
    if (values) {
        building_column(b, sort);
        strbuf_adds(&b->sql, order);
        strbuf_addc(&b->sql, ',');
    }
    strbuf_adds(&b->sql, "\"id\"");
    strbuf_adds(&b->sql, order);
}

struct stmt *building_statement(struct building *b, struct db *db)
{
    struct stmt *stmt = db_prepare(db, strbuf_text(&b->sql));
    for (int i = 0; i < b->parameters; i++) {
        const struct bound *bound = &b->bounds[i];
        if (bound->kind == BOUND_ID)
            stmt_bind_uuid(stmt, i + 1, bound->id);
        else if (bound->kind == BOUND_INT)
            stmt_bind_int(stmt, i + 1, bound->number);
        else
            stmt_bind_text(stmt, i + 1, bound->text);
    }
    strbuf_free(&b->sql);
    return stmt;
}

void building_start(struct building *b, struct db *db, struct arena *arena, const struct list_query *query)
{
    b->dialect = db_dialect(db);
    b->arena = arena;
    b->query = query;
}

void building_limit(struct building *b, int64_t limit)
{
    strbuf_adds(&b->sql, " LIMIT ");
    add_int(b, limit);
}

const char *building_value(struct stmt *stmt, int column, const struct field *field, struct arena *arena)
{
    char id[UUID_TEXT];
    switch (field->kind) {
    case KIND_integer:
    case KIND_instant:
    case KIND_money:
    case KIND_share:
    case KIND_flag:
        return arena_printf(arena, "%lld", (long long)stmt_int(stmt, column));
    case KIND_ref:
        uuid_text(stmt_uuid(stmt, column), id);
        return arena_strdup(arena, id);
    default:
        return arena_strdup(arena, stmt_text(stmt, column));
    }
}
