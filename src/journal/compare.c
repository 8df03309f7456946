#include "journal/compare.h"

#include <string.h>

enum { PAGE = 1000, COLUMNS_MAX = 3 * FIELDS_MAX + 8 };

struct column {
    char kind; /* 'i' integer, 'u' uuid, 't' text, 'b' bytes */
    const char *name;
    const char *field; /* for the report */
};

struct shape {
    const char *table;
    struct column columns[COLUMNS_MAX];
    size_t count, keys; /* the first `keys` columns are the key and the order */
    size_t id;          /* column that names the row */
};

static void add_column(struct shape *shape, char kind, const char *name, const char *field)
{
    if (shape->count < COLUMNS_MAX)
        shape->columns[shape->count++] = (struct column){kind, name, field};
}

/* ---- reading one store in order ---- */

struct source {
    struct db *db;
    struct stmt *stmt;
    const char *next; /* PostgreSQL gives a whole result at once: fetch it in pages from a cursor */
    const char *close;
    int in_page;
    bool there;
};

static void add_names(struct strbuf *sql, const struct shape *shape, size_t count, const char *after_each)
{
    for (size_t i = 0; i < count; i++) {
        strbuf_adds(sql, i ? "," : "");
        sql_name(sql, shape->columns[i].name);
        strbuf_adds(sql, after_each);
    }
}

static enum status source_open(struct source *source, struct arena *arena, struct db *db, const struct shape *shape)
{
    struct strbuf sql = {0};
    bool cursor = db_dialect(db) == DIALECT_POSTGRES;
    *source = (struct source){.db = db};
    if (cursor)
        strbuf_addf(&sql, "DECLARE \"compare_%s\" NO SCROLL CURSOR FOR ", shape->table); /* trusted: a table of ours */
    strbuf_adds(&sql, "SELECT ");
    add_names(&sql, shape, shape->count, "");
    strbuf_adds(&sql, " FROM ");
    sql_name(&sql, shape->table);
    strbuf_adds(&sql, " ORDER BY ");
    add_names(&sql, shape, shape->keys, " NULLS FIRST");
    enum status status = OK;
    if (cursor) {
        status = db_exec(db, strbuf_text(&sql));
        source->next =
            arena_printf(arena, "FETCH %d FROM \"compare_%s\"", PAGE, shape->table); /* trusted: a table of ours */
        source->close = arena_printf(arena, "CLOSE \"compare_%s\"", shape->table);
    } else {
        source->stmt = db_prepare(db, strbuf_text(&sql));
    }
    strbuf_free(&sql);
    return status;
}

static enum status source_step(struct source *source)
{
    if (source->next && (!source->stmt || source->in_page == PAGE)) {
        source->stmt = db_prepare(source->db, source->next);
        source->in_page = 0;
    }
    source->in_page++;
    return stmt_step(source->stmt, &source->there);
}

static void source_close(struct source *source)
{
    if (source->stmt)
        stmt_done(source->stmt);
    if (source->close)
        db_exec(source->db, source->close);
}

/* ---- values ---- */

static int compare_value(struct stmt *a, struct stmt *b, int column, char kind)
{
    bool null_a = stmt_is_null(a, column), null_b = stmt_is_null(b, column);
    if (null_a || null_b)
        return null_a && null_b ? 0 : null_a ? -1 : 1;
    if (kind == 'i') {
        int64_t x = stmt_int(a, column), y = stmt_int(b, column);
        return x < y ? -1 : x > y;
    }
    size_t size_a, size_b;
    const void *x = stmt_blob(a, column, &size_a), *y = stmt_blob(b, column, &size_b);
    size_t common = size_a < size_b ? size_a : size_b;
    int order = common ? memcmp(x, y, common) : 0;
    return order ? order : size_a < size_b ? -1 : size_a > size_b;
}

static int compare_keys(const struct shape *shape, const struct source *stored, const struct source *folded)
{
    int order = !stored->there ? 1 : !folded->there ? -1 : 0;
    for (size_t i = 0; i < shape->keys && !order; i++)
        order = compare_value(stored->stmt, folded->stmt, (int)i, shape->columns[i].kind);
    return order;
}

static void compare_row(struct comparison *comparison, const struct shape *shape, const struct source *stored,
                        const struct source *folded)
{
    const char *said = "";
    for (size_t i = shape->keys; i < shape->count; i++) {
        const struct column *column = &shape->columns[i];
        if (!compare_value(stored->stmt, folded->stmt, (int)i, column->kind) || strcmp(said, column->field) == 0)
            continue;
        said = column->field;
        comparison->differs(comparison->context, ROW_DIFFERS, shape->table, stmt_uuid(stored->stmt, (int)shape->id),
                            column->field);
    }
}

static enum status compare_shape(struct comparison *comparison, struct arena *arena, const struct shape *shape)
{
    struct source stored, folded;
    enum status status = source_open(&stored, arena, comparison->stored, shape);
    if (status)
        return status;
    status = source_open(&folded, arena, comparison->folded, shape);
    if (!status)
        status = source_step(&stored);
    if (!status)
        status = source_step(&folded);
    while (!status && (stored.there || folded.there)) {
        int order = compare_keys(shape, &stored, &folded);
        comparison->rows++;
        if (order == 0)
            compare_row(comparison, shape, &stored, &folded);
        else if (order < 0)
            comparison->differs(comparison->context, ROW_UNKNOWN, shape->table, stmt_uuid(stored.stmt, (int)shape->id),
                                "");
        else
            comparison->differs(comparison->context, ROW_MISSING, shape->table, stmt_uuid(folded.stmt, (int)shape->id),
                                "");
        if (order <= 0)
            status = source_step(&stored);
        if (!status && order >= 0)
            status = source_step(&folded);
    }
    source_close(&stored);
    source_close(&folded);
    return status;
}

/* ---- shapes ---- */

static char kind_of(const struct field *field)
{
    switch (field->kind) {
    case KIND_integer:
    case KIND_flag:
    case KIND_instant:
    case KIND_money:
    case KIND_share:
        return 'i';
    case KIND_ref:
        return 'u';
    case KIND_blob:
        return 'b';
    default:
        return 't';
    }
}

enum status compare_records(struct comparison *comparison, struct arena *arena, const struct record_type *type)
{
    static const char *const head[] = {"version", "created_at", "changed_at", "withdrawn"};
    struct shape *shape = ARENA_NEW(arena, struct shape);
    shape->table = type->name;
    if (!type->of_installation)
        add_column(shape, 'u', "ledger_id", "ledger_id");
    shape->id = shape->count;
    add_column(shape, 'u', "id", "id");
    shape->keys = shape->count;
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        add_column(shape, 'i', head[i], head[i]);
    for (size_t i = 0; i < type->count; i++) {
        const char *name = type->fields[i].name;
        if (type->fields[i].kind == KIND_deadline) {
            add_column(shape, 't', arena_printf(arena, "%s_on", name), name);
            add_column(shape, 't', arena_printf(arena, "%s_as", name), name);
            add_column(shape, 't', arena_printf(arena, "%s_text", name), name);
        } else {
            add_column(shape, kind_of(&type->fields[i]), name, name);
        }
    }
    return compare_shape(comparison, arena, shape);
}

enum status compare_table(struct comparison *comparison, struct arena *arena, const char *table, const char *columns)
{
    struct shape *shape = ARENA_NEW(arena, struct shape);
    bool named = false;
    shape->table = table;
    for (const char *at = columns; *at;) { /* "u ledger_id,i open" */
        size_t length = strcspn(at, ",");
        const char *name = arena_strndup(arena, at + 2, length - 2);
        bool is_id = strcmp(name, "id") == 0;
        if (*at == 'u' && (is_id || (!named && strcmp(name, "ledger_id") != 0))) {
            shape->id = shape->count;
            named = true;
        }
        add_column(shape, *at, name, name);
        at += length;
        at += *at == ',';
    }
    shape->keys = shape->count;
    return compare_shape(comparison, arena, shape);
}

enum status compare_links(struct comparison *comparison, struct arena *arena, const struct record_type *type)
{
    enum status status = OK;
    for (size_t i = 0; i < type->count && !status; i++)
        if (type->fields[i].kind == KIND_refs)
            status = compare_table(comparison, arena, arena_printf(arena, "%s_%s", type->name, type->fields[i].name),
                                   "u ledger_id,u id,u ref_id");
    return status;
}
