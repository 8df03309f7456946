#include "store/row.h"

#include "record/json.h"

#include <jansson.h>
#include <string.h>

static const char *kept_date(struct arena *arena, date day)
{
    char *text = arena_alloc(arena, DATE_TEXT);
    date_text(day, text);
    return text;
}

static const char *kept_refs(struct arena *arena, const struct field *field, const void *value)
{
    struct strbuf text = {0};
    field_json(&text, field, value);
    char *kept = arena_strdup(arena, strbuf_text(&text));
    strbuf_free(&text);
    return kept;
}

int row_bind_field(struct stmt *stmt, int parameter, struct arena *arena, const struct field *field,
                   const struct record_head *record, bool null)
{
    if (null) {
        for (size_t i = 0; i < sql_field_columns(field); i++)
            stmt_bind_null(stmt, parameter++);
        return parameter;
    }
    const void *value = field_get(record, field);
    switch (field->kind) {
    case KIND_text:
    case KIND_long_text:
    case KIND_term:
    case KIND_extra:
        stmt_bind_text(stmt, parameter, *(const char *const *)value);
        break;
    case KIND_integer:
    case KIND_instant:
    case KIND_money:
    case KIND_share:
        stmt_bind_int(stmt, parameter, *(const int64_t *)value);
        break;
    case KIND_flag:
        stmt_bind_int(stmt, parameter, *(const bool *)value);
        break;
    case KIND_date:
        stmt_bind_text(stmt, parameter, kept_date(arena, *(const date *)value));
        break;
    case KIND_word:
        stmt_bind_text(stmt, parameter, word_text(field->words, *(const int *)value));
        break;
    case KIND_ref:
        stmt_bind_uuid(stmt, parameter, *(const struct uuid *)value);
        break;
    case KIND_refs:
        stmt_bind_text(stmt, parameter, kept_refs(arena, field, value));
        break;
    case KIND_blob:
        stmt_bind_blob(stmt, parameter, value, DIGEST_SIZE);
        break;
    case KIND_deadline: {
        const struct deadline *due = value;
        bool dated = !due->on_unknown && due->as != deadline_as_ongoing;
        stmt_bind_text(stmt, parameter++, dated ? kept_date(arena, due->on) : NULL);
        stmt_bind_text(stmt, parameter++, word_text(&words_deadline_as, due->as));
        stmt_bind_text(stmt, parameter, due->text);
        break;
    }
    }
    return parameter + 1;
}

static struct uuid_list read_refs(struct arena *arena, const char *text)
{
    json_t *json = json_loads(text, 0, NULL);
    struct uuid_list list = {ARENA_ARRAY(arena, struct uuid, json_array_size(json) + 1), 0};
    for (size_t i = 0; i < json_array_size(json); i++) {
        const char *id = json_string_value(json_array_get(json, i));
        if (id && uuid_parse(id, &list.ids[list.count]))
            list.count++;
    }
    json_decref(json);
    return list;
}

/* As bytes: SQLite need not copy the value to put a NUL behind it. */
static const char *kept_text(struct arena *arena, struct stmt *stmt, int column)
{
    size_t size;
    const char *bytes = stmt_blob(stmt, column, &size);
    return arena_strndup(arena, bytes ? bytes : "", size);
}

static void read_deadline(struct stmt *stmt, int column, struct arena *arena, struct deadline *due)
{
    int as = word_find(&words_deadline_as, stmt_text(stmt, column + 1));
    due->as = as < 0 ? deadline_as_day : as;
    due->on_unknown = stmt_is_null(stmt, column) || !date_parse(stmt_text(stmt, column), &due->on);
    due->text = kept_text(arena, stmt, column + 2);
}

static void read_field(struct stmt *stmt, int column, struct arena *arena, const struct field *field,
                       struct record_head *record)
{
    void *value = field_set(record, field);
    switch (field->kind) {
    case KIND_text:
    case KIND_long_text:
    case KIND_term:
    case KIND_extra:
        *(const char **)value = kept_text(arena, stmt, column);
        break;
    case KIND_integer:
    case KIND_instant:
    case KIND_money:
    case KIND_share:
        *(int64_t *)value = stmt_int(stmt, column);
        break;
    case KIND_flag:
        *(bool *)value = stmt_int(stmt, column) != 0;
        break;
    case KIND_date:
        if (!date_parse(stmt_text(stmt, column), value))
            *(date *)value = 0;
        break;
    case KIND_word:
        *(int *)value = word_find(field->words, stmt_text(stmt, column));
        break;
    case KIND_ref:
        *(struct uuid *)value = stmt_uuid(stmt, column);
        break;
    case KIND_refs:
        *(struct uuid_list *)value = read_refs(arena, stmt_text(stmt, column));
        break;
    case KIND_blob: {
        size_t size;
        const void *bytes = stmt_blob(stmt, column, &size);
        if (size == DIGEST_SIZE)
            memcpy(value, bytes, DIGEST_SIZE);
        break;
    }
    case KIND_deadline:
        read_deadline(stmt, column, arena, value);
        break;
    }
}

void row_read(struct stmt *stmt, struct arena *arena, const struct record_type *type, struct uuid ledger,
              void *ret_record)
{
    struct record_head *record = ret_record;
    int column = 0;
    record->ledger_id = type->of_installation ? ledger : stmt_uuid(stmt, column++);
    record->id = stmt_uuid(stmt, column++);
    record->version = stmt_int(stmt, column++);
    record->created_at = stmt_int(stmt, column++);
    record->changed_at = stmt_int(stmt, column++);
    record->withdrawn = stmt_int(stmt, column++) != 0;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        /* a deadline without a known day still has its `as` */
        if (stmt_is_null(stmt, field->kind == KIND_deadline ? column + 1 : column)) {
            record_null(record, (int)i);
        } else {
            read_field(stmt, column, arena, field, record);
            record_present(record, (int)i);
        }
        column += (int)sql_field_columns(field);
    }
}

/* "finding_unit_ids" */
static void add_link_table(struct strbuf *sql, const struct record_type *type, uint64_t field)
{
    strbuf_addc(sql, '"');
    strbuf_adds(sql, type->name);
    strbuf_addc(sql, '_');
    strbuf_adds(sql, type->fields[field].name);
    strbuf_addc(sql, '"');
}

static void text_of_delete_links(struct strbuf *sql, const void *type, uint64_t field)
{
    strbuf_adds(sql, "DELETE FROM ");
    add_link_table(sql, type, field);
    strbuf_adds(sql, " WHERE \"ledger_id\"=?1 AND \"id\"=?2");
}

static enum status delete_links(struct db *db, const struct record_type *type, const struct record_head *record,
                                int field)
{
    struct stmt *stmt = db_prepare_made(db, text_of_delete_links, type, (uint64_t)field);
    stmt_bind_uuid(stmt, 1, record->ledger_id);
    stmt_bind_uuid(stmt, 2, record->id);
    return stmt_run(stmt);
}

static void text_of_insert_link(struct strbuf *sql, const void *type, uint64_t field)
{
    strbuf_adds(sql, "INSERT INTO ");
    add_link_table(sql, type, field);
    strbuf_adds(sql, " (\"ledger_id\",\"id\",\"ref_id\") VALUES (?1,?2,?3)");
}

static enum status insert_links(struct db *db, const struct record_type *type, const struct record_head *record,
                                int field)
{
    const struct uuid_list *list = field_get(record, &type->fields[field]);
    enum status status = OK;
    for (size_t i = 0; i < list->count && !status; i++) {
        struct stmt *stmt = db_prepare_made(db, text_of_insert_link, type, (uint64_t)field);
        stmt_bind_uuid(stmt, 1, record->ledger_id);
        stmt_bind_uuid(stmt, 2, record->id);
        stmt_bind_uuid(stmt, 3, list->ids[i]);
        status = stmt_run(stmt);
    }
    return status;
}

static enum status write_links(struct db *db, const struct record_type *type, const struct record_head *record,
                               int index, bool insert)
{
    enum status status = insert ? OK : delete_links(db, type, record, index);
    return status || !record_has(record, index) ? status : insert_links(db, type, record, index);
}

static enum status write_all_links(struct db *db, const struct record_type *type, const struct record_head *record,
                                   uint64_t mask, bool insert)
{
    for (size_t i = 0; i < type->count; i++) {
        if (type->fields[i].kind != KIND_refs || !(mask & FIELD_BIT(i)))
            continue;
        enum status status = write_links(db, type, record, (int)i, insert);
        if (status)
            return status;
    }
    return OK;
}

static void text_of_insert(struct strbuf *sql, const void *type, uint64_t what)
{
    (void)what;
    sql_insert(sql, type);
}

enum status row_insert(struct db *db, struct arena *arena, const struct record_type *type,
                       const struct record_head *record)
{
    struct stmt *stmt = db_prepare_made(db, text_of_insert, type, 0);
    int parameter = 1;
    if (!type->of_installation)
        stmt_bind_uuid(stmt, parameter++, record->ledger_id);
    stmt_bind_uuid(stmt, parameter++, record->id);
    stmt_bind_int(stmt, parameter++, record->version);
    stmt_bind_int(stmt, parameter++, record->created_at);
    stmt_bind_int(stmt, parameter++, record->changed_at);
    stmt_bind_int(stmt, parameter++, record->withdrawn);
    for (size_t i = 0; i < type->count; i++)
        parameter = row_bind_field(stmt, parameter, arena, &type->fields[i], record, !record_has(record, (int)i));
    enum status status = stmt_run(stmt);
    return status ? status : write_all_links(db, type, record, ~UINT64_C(0), true);
}

static void text_of_update(struct strbuf *sql, const void *type, uint64_t mask)
{
    sql_update(sql, type, mask);
    strbuf_adds(sql, DB_ONE_ROW);
}

enum status row_update(struct db *db, struct arena *arena, const struct record_type *type,
                       const struct record_head *record, uint64_t mask)
{
    struct stmt *stmt = db_prepare_made(db, text_of_update, type, mask);
    int parameter = 1;
    stmt_bind_int(stmt, parameter++, record->version);
    stmt_bind_int(stmt, parameter++, record->changed_at);
    stmt_bind_int(stmt, parameter++, record->withdrawn);
    for (size_t i = 0; i < type->count; i++)
        if (mask & FIELD_BIT(i))
            parameter = row_bind_field(stmt, parameter, arena, &type->fields[i], record, !record_has(record, (int)i));
    if (!type->of_installation)
        stmt_bind_uuid(stmt, parameter++, record->ledger_id);
    stmt_bind_uuid(stmt, parameter, record->id);
    enum status status = stmt_run(stmt);
    return status ? status : write_all_links(db, type, record, mask, false);
}

static void where_id(struct strbuf *sql, const struct record_type *type)
{
    strbuf_adds(sql, type->of_installation ? " WHERE \"id\"=?1" : " WHERE \"id\"=?1 AND \"ledger_id\"=?2");
}

static enum status load_one(struct stmt *stmt, struct arena *arena, const struct record_type *type, struct uuid ledger,
                            void *ret_record)
{
    bool row;
    enum status status = stmt_step(stmt, &row);
    if (!status && !row)
        status = NOT_FOUND;
    if (!status)
        row_read(stmt, arena, type, ledger, ret_record);
    stmt_done(stmt);
    return status;
}

static void text_of_load(struct strbuf *sql, const void *type, uint64_t what)
{
    (void)what;
    sql_select(sql, type);
    where_id(sql, type);
}

enum status row_load(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                     struct uuid id, void *ret_record)
{
    struct stmt *stmt = db_prepare_made(db, text_of_load, type, 0);
    stmt_bind_uuid(stmt, 1, id);
    if (!type->of_installation)
        stmt_bind_uuid(stmt, 2, ledger);
    return load_one(stmt, arena, type, ledger, ret_record);
}

static void text_of_load_by(struct strbuf *sql, const void *of, uint64_t field)
{
    const struct record_type *type = of;
    sql_select(sql, type);
    strbuf_adds(sql, " WHERE ");
    sql_name(sql, type->fields[field].name);
    strbuf_adds(sql, type->of_installation ? "=?1" : "=?1 AND \"ledger_id\"=?2");
}

enum status row_load_by(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                        int field, const char *value, void *ret_record)
{
    struct stmt *stmt = db_prepare_made(db, text_of_load_by, type, (uint64_t)field);
    stmt_bind_text(stmt, 1, value);
    if (!type->of_installation)
        stmt_bind_uuid(stmt, 2, ledger);
    return load_one(stmt, arena, type, ledger, ret_record);
}

static void text_of_there(struct strbuf *sql, const void *of, uint64_t live)
{
    const struct record_type *type = of;
    strbuf_adds(sql, "SELECT 1 FROM ");
    sql_name(sql, type->name);
    where_id(sql, type);
    strbuf_adds(sql, live ? " AND \"withdrawn\"=0" : "");
}

static enum status row_there(struct db *db, const struct record_type *type, struct uuid ledger, struct uuid id,
                             bool live, bool *ret_there)
{
    struct stmt *stmt = db_prepare_made(db, text_of_there, type, live);
    stmt_bind_uuid(stmt, 1, id);
    if (!type->of_installation)
        stmt_bind_uuid(stmt, 2, ledger);
    enum status status = stmt_step(stmt, ret_there);
    stmt_done(stmt);
    return status;
}

enum status row_exists(struct db *db, const struct record_type *type, struct uuid ledger, struct uuid id,
                       bool *ret_exists)
{
    return row_there(db, type, ledger, id, false, ret_exists);
}

enum status row_is_live(struct db *db, const struct record_type *type, struct uuid ledger, struct uuid id,
                        bool *ret_live)
{
    return row_there(db, type, ledger, id, true, ret_live);
}
