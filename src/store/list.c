#include "store/list.h"

#include "store/row.h"
#include "store/store_messages.h"

#include <stdlib.h>
#include <string.h>

/* Sorted values that are null come last: they are a range of their own, so that both ranges are read by the same index.
 */
enum phase { PHASE_VALUES = 'v', PHASE_NULLS = 'n' };

struct place {
    enum phase phase;
    bool started;      /* `value` and `id` are the last row seen */
    const char *value; /* as text */
    struct uuid id;
};

struct building {
    struct strbuf sql;
    const struct list_query *query;
    enum dialect dialect;
    struct arena *arena;
    int parameters;
    struct bound {
        enum { BOUND_TEXT, BOUND_INT, BOUND_ID } kind;
        const char *text;
        int64_t number;
        struct uuid id;
    } bounds[LIST_FILTERS + LIST_OTHERS + 2 * LIST_AMONG + 2 * (LIST_TEXTS + LIST_IDS) + FIELDS_MAX + 12];
};

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

static void add_column(struct building *b, const struct field *field)
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

static void add_text_search(struct building *b)
{
    uint64_t searchable = b->query->searchable ? b->query->searchable : ~UINT64_C(0);
    bool any = false;
    const char *pattern = like_pattern(b->arena, b->query->text);
    strbuf_adds(&b->sql, " AND (");
    for (size_t i = 0; i < b->query->type->count; i++) {
        if (!(b->query->type->fields[i].flags & SEARCHED) || !(searchable & FIELD_BIT(i)))
            continue;
        strbuf_adds(&b->sql, any ? " OR " : "");
        add_column(b, &b->query->type->fields[i]);
        add_like(b, pattern);
        any = true;
    }
    strbuf_adds(&b->sql, any ? ")" : "1=0)");
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
    add_column(b, field);
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

static void add_conditions(struct building *b)
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
    if (query->text && *query->text)
        add_text_search(b);
}

static void add_place(struct building *b, const struct place *place)
{
    const struct list_query *query = b->query;
    const struct field *sort = query->sort >= 0 ? &query->type->fields[query->sort] : NULL;
    bool values = sort && place->phase == PHASE_VALUES;
    /* rows without a value stand by id, upwards, behind a list sorted upwards, downwards behind the other */
    bool descending = query->descending != query->backwards;
    const char *order = descending ? " DESC" : "";
    const char *compare = descending ? "<" : ">";
    if (sort) {
        strbuf_adds(&b->sql, " AND ");
        add_column(b, sort);
        strbuf_adds(&b->sql, values ? " IS NOT NULL" : " IS NULL");
    }
    if (place->started && values) {
        strbuf_adds(&b->sql, " AND (");
        add_column(b, sort);
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
        add_column(b, sort);
        strbuf_adds(&b->sql, order);
        strbuf_addc(&b->sql, ',');
    }
    strbuf_adds(&b->sql, "\"id\"");
    strbuf_adds(&b->sql, order);
}

static struct stmt *bound_statement(struct db *db, struct building *b)
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

static struct building *building_new(struct db *db, struct arena *arena, const struct list_query *query)
{
    struct building *b = ARENA_NEW(arena, struct building);
    b->dialect = db_dialect(db);
    b->query = query;
    b->arena = arena;
    return b;
}

/* ---- cursors: phase, id and value in hex, so that they are opaque and safe in an address ---- */

static const char *cursor_text(struct arena *arena, const struct place *place)
{
    struct strbuf out = {0};
    strbuf_addc(&out, (char)place->phase);
    strbuf_add_hex(&out, place->id.bytes, sizeof place->id.bytes);
    strbuf_add_hex(&out, place->value, strlen(place->value));
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

static bool cursor_read(struct arena *arena, const char *text, struct place *ret_place)
{
    size_t length = strlen(text);
    if (length < 33 || length > LIST_CURSOR || length % 2 == 0 || (text[0] != PHASE_VALUES && text[0] != PHASE_NULLS) ||
        strspn(text + 1, "0123456789abcdef") != length - 1)
        return false;
    unsigned char *bytes = arena_alloc(arena, length / 2 + 1);
    for (size_t i = 0; i < length / 2; i++) {
        char pair[3] = {text[1 + 2 * i], text[2 + 2 * i], '\0'};
        bytes[i] = (unsigned char)strtoul(pair, NULL, 16);
    }
    *ret_place = (struct place){.phase = text[0] == PHASE_VALUES ? PHASE_VALUES : PHASE_NULLS, .started = true};
    memcpy(ret_place->id.bytes, bytes, sizeof ret_place->id.bytes);
    ret_place->value = (const char *)bytes + sizeof ret_place->id.bytes;
    return true;
}

/* ---- reading ---- */

/* The stored value as add_value takes it back. */
static const char *value_text(struct stmt *stmt, int column, const struct field *field, struct arena *arena)
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

static enum status read_phase(struct db *db, struct arena *arena, const struct list_query *query, struct place *place,
                              struct place *places, size_t limit, struct list_page *page)
{
    struct building *b = building_new(db, arena, query);
    sql_select(&b->sql, query->type);
    add_conditions(b);
    add_place(b, place);
    strbuf_adds(&b->sql, " LIMIT ");
    *parameter(b) = (struct bound){.kind = BOUND_INT, .number = (int64_t)(limit - page->count)};
    struct stmt *stmt = bound_statement(db, b);
    int column = query->sort >= 0 ? sql_first_column(query->type, query->sort) : 0;
    bool row;
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct record_head *record = record_new(arena, query->type);
        row_read(stmt, arena, query->type, query->ledger, record);
        place->started = true;
        place->id = record->id;
        bool valued = query->sort >= 0 && !stmt_is_null(stmt, column);
        place->value = valued ? value_text(stmt, column, &query->type->fields[query->sort], arena) : "";
        places[page->count] = *place;
        page->rows[page->count++] = record;
    }
    stmt_done(stmt);
    return status;
}

enum status list_read(struct db *db, struct arena *arena, const struct list_query *query, struct list_page *ret_page)
{
    enum phase first = query->sort < 0 || query->backwards ? PHASE_NULLS : PHASE_VALUES;
    enum phase last = query->sort < 0 || !query->backwards ? PHASE_NULLS : PHASE_VALUES;
    struct place place = {.phase = first, .value = ""};
    size_t limit = query->limit && query->limit <= LIST_LIMIT ? query->limit : LIST_LIMIT;
    enum status status = list_check(query);
    if (status)
        return status;
    if (query->after && !cursor_read(arena, query->after, &place))
        return problem_add(query->problems, REFUSED, &msg_cursor_broken, "after", NULL);
    struct list_page page = {.rows = ARENA_ARRAY(arena, void *, limit + 1)};
    struct place *places = ARENA_ARRAY(arena, struct place, limit + 1);
    /* one row more than asked for tells whether there is a next page */
    for (; !status && page.count <= limit;) {
        status = read_phase(db, arena, query, &place, places, limit + 1, &page);
        if (place.phase == last)
            break;
        if (page.count <= limit)
            place = (struct place){.phase = last, .value = ""};
    }
    if (!status && page.count > limit) {
        page.count = limit;
        page.next = cursor_text(arena, &places[limit - 1]);
    }
    if (!status)
        *ret_page = page;
    return status;
}

enum status list_count(struct db *db, struct arena *arena, const struct list_query *query, int64_t most,
                       int64_t *ret_count)
{
    struct building *b = building_new(db, arena, query);
    bool row;
    enum status status = list_check(query);
    if (status)
        return status;
    strbuf_adds(&b->sql, "SELECT count(*) FROM (SELECT 1 FROM ");
    sql_name(&b->sql, query->type->name);
    add_conditions(b);
    strbuf_adds(&b->sql, " LIMIT ");
    *parameter(b) = (struct bound){.kind = BOUND_INT, .number = most};
    strbuf_adds(&b->sql, ") AS \"few\"");
    struct stmt *stmt = bound_statement(db, b);
    status = stmt_step(stmt, &row);
    if (!status)
        *ret_count = stmt_int(stmt, 0);
    stmt_done(stmt);
    return status;
}

enum status list_tally(struct db *db, struct arena *arena, const struct list_query *query, int field, int64_t most,
                       struct list_tally **ret_tallies, size_t *ret_count)
{
    struct building *b = building_new(db, arena, query);
    const struct field *of = &query->type->fields[field];
    struct list_tally *tallies = ARENA_ARRAY(arena, struct list_tally, LIST_TALLIES);
    size_t count = 0;
    bool row;
    enum status status = list_check(query);
    if (status)
        return status;
    strbuf_adds(&b->sql, "SELECT \"value\",count(*) FROM (SELECT ");
    add_column(b, of);
    strbuf_adds(&b->sql, " AS \"value\" FROM ");
    sql_name(&b->sql, query->type->name);
    add_conditions(b);
    strbuf_adds(&b->sql, " LIMIT ");
    *parameter(b) = (struct bound){.kind = BOUND_INT, .number = most};
    strbuf_addf(&b->sql, ") AS \"few\" GROUP BY \"value\" ORDER BY count(*) DESC,\"value\" LIMIT %d",
                (int)LIST_TALLIES);
    struct stmt *stmt = bound_statement(db, b);
    while (!(status = stmt_step(stmt, &row)) && row)
        tallies[count++] =
            (struct list_tally){stmt_is_null(stmt, 0) ? NULL : value_text(stmt, 0, of, arena), stmt_int(stmt, 1)};
    stmt_done(stmt);
    *ret_tallies = tallies;
    *ret_count = count;
    return status;
}
