#include "record/sql.h"

#include <string.h>

void sql_name(struct strbuf *out, const char *name)
{
    strbuf_addc(out, '"');
    for (; *name; name++)
        if (*name != '"')
            strbuf_addc(out, *name);
    strbuf_addc(out, '"');
}

size_t sql_field_columns(const struct field *field)
{
    return field->kind == KIND_deadline ? 3 : 1;
}

static const char *column_type(enum field_kind kind, enum dialect dialect)
{
    static const char *const types[][2] = {
        {"TEXT", "text COLLATE \"C\""},
        {"INTEGER", "bigint"},
        {"BLOB", "bytea"},
        {"BLOB", "uuid"},
    };
    switch (kind) {
    case KIND_integer:
    case KIND_flag:
    case KIND_instant:
    case KIND_money:
    case KIND_share:
        return types[1][dialect];
    case KIND_blob:
        return types[2][dialect];
    case KIND_ref:
        return types[3][dialect];
    default:
        return types[0][dialect];
    }
}

static void each_column(const struct field *field, void (*visit)(void *context, const char *name, const char *suffix),
                        void *context)
{
    if (field->kind == KIND_deadline) {
        visit(context, field->name, "_on");
        visit(context, field->name, "_as");
        visit(context, field->name, "_text");
    } else {
        visit(context, field->name, "");
    }
}

static void add_column(void *context, const char *name, const char *suffix)
{
    struct strbuf *out = context;
    strbuf_adds(out, ",\"");
    strbuf_adds(out, name);
    strbuf_adds(out, suffix);
    strbuf_addc(out, '"');
}

static void key_columns(struct strbuf *out, const struct record_type *type)
{
    strbuf_adds(out, type->of_installation ? "\"id\"" : "\"ledger_id\",\"id\"");
}

void sql_columns_of(struct strbuf *out, const struct record_type *type, uint64_t fields)
{
    key_columns(out, type);
    strbuf_adds(out, ",\"version\",\"created_at\",\"changed_at\",\"withdrawn\"");
    for (size_t i = 0; i < type->count; i++) {
        if (fields & FIELD_BIT(i))
            each_column(&type->fields[i], add_column, out);
        for (size_t k = 0; !(fields & FIELD_BIT(i)) && k < sql_field_columns(&type->fields[i]); k++)
            strbuf_adds(out, ",NULL");
    }
}

void sql_columns(struct strbuf *out, const struct record_type *type)
{
    sql_columns_of(out, type, ~UINT64_C(0));
}

int sql_first_column(const struct record_type *type, int field)
{
    size_t column = type->of_installation ? 5 : 6;
    for (int i = 0; i < field; i++)
        column += sql_field_columns(&type->fields[i]);
    return (int)column;
}

static void create_index(struct strbuf *out, const struct record_type *type, bool unique, const char *columns,
                         const char *label)
{
    strbuf_adds(out, unique ? "CREATE UNIQUE INDEX \"" : "CREATE INDEX \"");
    strbuf_adds(out, type->name);
    strbuf_adds(out, "_by_");
    strbuf_adds(out, label);
    strbuf_adds(out, "\" ON ");
    sql_name(out, type->name);
    strbuf_adds(out, type->of_installation ? " (" : " (\"ledger_id\",");
    const char *where = strstr(columns, " WHERE ");
    strbuf_add(out, columns, where ? (size_t)(where - columns) : strlen(columns));
    strbuf_addc(out, ')');
    strbuf_adds(out, where ? where : "");
    strbuf_adds(out, ";\n");
}

/* "a, b" → "a"_"b" for the index's name. */
static void index_label(struct strbuf *out, const char *columns)
{
    for (const char *end = strstr(columns, " WHERE "); *columns && columns != end; columns++) {
        if (*columns == ',')
            strbuf_addc(out, '_');
        else if (*columns != ' ' && *columns != '"')
            strbuf_addc(out, *columns);
    }
}

static void create_listed(struct strbuf *out, const struct record_type *type, bool unique, const char *const *lists)
{
    for (; lists && *lists; lists++) {
        struct strbuf label = {0};
        index_label(&label, *lists);
        create_index(out, type, unique, *lists, strbuf_text(&label));
        strbuf_free(&label);
    }
}

static void create_field_index(struct strbuf *out, const struct record_type *type, const struct field *field)
{
    struct strbuf columns = {0};
    if (field->flags & UNIQUE) {
        sql_name(&columns, field->name);
        create_index(out, type, true, strbuf_text(&columns), field->name);
    } else if (field->flags & SORTED) {
        strbuf_addc(&columns, '"');
        strbuf_adds(&columns, field->name);
        strbuf_adds(&columns, field->kind == KIND_deadline ? "_on\",\"id\"" : "\",\"id\"");
        create_index(out, type, false, strbuf_text(&columns), field->name);
    }
    strbuf_free(&columns);
}

static void create_link(struct strbuf *out, const struct record_type *type, const struct field *field,
                        enum dialect dialect)
{
    const char *uuid = column_type(KIND_ref, dialect);
    strbuf_adds(out, "CREATE TABLE \"");
    strbuf_adds(out, type->name);
    strbuf_addc(out, '_');
    strbuf_adds(out, field->name);
    strbuf_adds(out, "\" (\"ledger_id\" ");
    strbuf_adds(out, uuid);
    strbuf_adds(out, " NOT NULL,\"id\" ");
    strbuf_adds(out, uuid);
    strbuf_adds(out, " NOT NULL,\"ref_id\" ");
    strbuf_adds(out, uuid);
    strbuf_adds(out, " NOT NULL,PRIMARY KEY (\"ledger_id\",\"id\",\"ref_id\"))"); /* by id: replaced with its record */
    strbuf_adds(out, dialect == DIALECT_SQLITE ? " STRICT, WITHOUT ROWID;\n" : ";\n");
    strbuf_adds(out, "CREATE INDEX \"");
    strbuf_adds(out, type->name);
    strbuf_addc(out, '_');
    strbuf_adds(out, field->name);
    strbuf_adds(out, "_by_ref\" ON \"");
    strbuf_adds(out, type->name);
    strbuf_addc(out, '_');
    strbuf_adds(out, field->name);
    strbuf_adds(out, "\" (\"ledger_id\",\"ref_id\",\"id\");\n");
}

void sql_create(struct strbuf *out, const struct record_type *type, enum dialect dialect)
{
    const char *integer = column_type(KIND_integer, dialect), *uuid = column_type(KIND_ref, dialect);
    strbuf_adds(out, "CREATE TABLE ");
    sql_name(out, type->name);
    strbuf_adds(out, " (");
    if (!type->of_installation) {
        strbuf_adds(out, "\"ledger_id\" ");
        strbuf_adds(out, uuid);
        strbuf_adds(out, " NOT NULL,");
    }
    strbuf_adds(out, "\"id\" ");
    strbuf_adds(out, uuid);
    strbuf_adds(out, " NOT NULL");
    static const char *const counters[] = {"version", "created_at", "changed_at", "withdrawn"};
    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++) {
        strbuf_addc(out, ',');
        sql_name(out, counters[i]);
        strbuf_addc(out, ' ');
        strbuf_adds(out, integer);
        strbuf_adds(out, " NOT NULL");
    }
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        struct strbuf columns = {0};
        each_column(field, add_column, &columns); /* ,"a","b": put the type behind each */
        for (const char *at = strbuf_text(&columns); *at;) {
            const char *end = strchr(at + 1, ',');
            size_t length = end ? (size_t)(end - at) : strlen(at);
            strbuf_add(out, at, length);
            strbuf_addc(out, ' ');
            strbuf_adds(out, column_type(field->kind, dialect));
            at += length;
        }
        strbuf_free(&columns);
        if (field->flags & REQUIRED && field->kind != KIND_deadline && !(field->flags & (PERSONAL | RESTRICTED)))
            strbuf_adds(out, " NOT NULL"); /* a personal value can be erased, so its column can be empty */
    }
    strbuf_adds(out, ",PRIMARY KEY (");
    key_columns(out, type);
    strbuf_adds(out, dialect == DIALECT_SQLITE ? ")) STRICT;\n" : "));\n");
    for (size_t i = 0; i < type->count; i++) {
        create_field_index(out, type, &type->fields[i]);
        if (type->fields[i].kind == KIND_refs)
            create_link(out, type, &type->fields[i], dialect);
    }
    create_listed(out, type, false, type->indexes);
    create_listed(out, type, true, type->unique);
}

void sql_select(struct strbuf *out, const struct record_type *type)
{
    strbuf_adds(out, "SELECT ");
    sql_columns(out, type);
    strbuf_adds(out, " FROM ");
    sql_name(out, type->name);
}

void sql_insert(struct strbuf *out, const struct record_type *type)
{
    size_t count = (size_t)sql_first_column(type, (int)type->count);
    strbuf_adds(out, "INSERT INTO ");
    sql_name(out, type->name);
    strbuf_adds(out, " (");
    sql_columns(out, type);
    strbuf_adds(out, ") VALUES (");
    for (size_t i = 1; i <= count; i++)
        strbuf_addf(out, i == 1 ? "?%zu" : ",?%zu", i);
    strbuf_addc(out, ')');
}

struct update_text {
    struct strbuf *out;
    size_t next;
};

static void add_assignment(void *context, const char *name, const char *suffix)
{
    struct update_text *text = context;
    add_column(text->out, name, suffix);
    strbuf_addf(text->out, "=?%zu", text->next++);
}

void sql_update(struct strbuf *out, const struct record_type *type, uint64_t mask)
{
    struct update_text text = {out, 4};
    strbuf_adds(out, "UPDATE ");
    sql_name(out, type->name);
    strbuf_adds(out, " SET \"version\"=?1,\"changed_at\"=?2,\"withdrawn\"=?3");
    for (size_t i = 0; i < type->count; i++)
        if (mask & FIELD_BIT(i))
            each_column(&type->fields[i], add_assignment, &text);
    if (type->of_installation)
        strbuf_addf(out, " WHERE \"id\"=?%zu", text.next);
    else
        strbuf_addf(out, " WHERE \"ledger_id\"=?%zu AND \"id\"=?%zu", text.next, text.next + 1);
}
