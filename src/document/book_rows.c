#include "document/book_rows.h"

#include "ledger/gate.h"
#include "store/row.h"

#include <string.h>

/* The ledger is ?1, the paths are the two parameters behind `before`. */
static void bind_range(struct stmt *stmt, int before, const struct ledger_book *book, const struct list_page *page)
{
    const struct finding *first = page->rows[0], *last = page->rows[page->count - 1];
    stmt_bind_uuid(stmt, 1, book->ledger->head.id);
    stmt_bind_text(stmt, before + 1, first->path);
    stmt_bind_text(stmt, before + 2, last->path);
}

/* The path of the finding a row belongs to, kept once for all rows of the finding. */
static const char *kept_path(struct arena *arena, const char *before, const char *path)
{
    return before && strcmp(before, path) == 0 ? before : arena_strdup(arena, path);
}

static enum status read_responsibilities(const struct ledger_book *book, struct arena *arena,
                                         const struct list_page *page, struct names *names, struct book_rows *rows)
{
    bool row;
    enum status status;
    char today[DATE_TEXT];
    const char *path = NULL;
    VEC(struct book_responsibility) found = {0};
    struct stmt *stmt = db_prepare(
        book->db,
        "SELECT \"f\".\"path\",\"r\".\"role\",\"r\".\"organisation_id\",\"r\".\"person_id\",\"p\".\"organisation_id\" "
        "FROM \"finding\" AS \"f\" JOIN \"responsibility\" AS \"r\" ON \"r\".\"ledger_id\"=\"f\".\"ledger_id\" AND "
        "\"r\".\"finding_id\"=\"f\".\"id\" LEFT JOIN \"person\" AS \"p\" ON \"p\".\"id\"=\"r\".\"person_id\" "
        "WHERE \"f\".\"ledger_id\"=?1 AND \"f\".\"path\">=?2 AND \"f\".\"path\"<=?3 AND \"r\".\"withdrawn\"=0 AND "
        "\"r\".\"role\" IN ('responsible_unit','supporting_unit','action_owner') AND "
        "(\"r\".\"until_on\" IS NULL OR \"r\".\"until_on\">=?4) "
        "ORDER BY \"f\".\"path\",\"f\".\"id\",\"r\".\"position\",\"r\".\"id\"");
    bind_range(stmt, 1, book, page);
    date_text(book->today, today);
    stmt_bind_text(stmt, 4, today);
    while (!(status = stmt_step(stmt, &row)) && row) {
        int role = word_find(&words_responsibility_role, stmt_text(stmt, 1));
        if (role < 0)
            continue;
        struct book_responsibility *one = VEC_PUSH(arena, &found);
        one->path = path = kept_path(arena, path, stmt_text(stmt, 0));
        one->role = role;
        one->unit = stmt_uuid(stmt, stmt_is_null(stmt, 2) ? 4 : 2);
        one->person = stmt_uuid(stmt, 3);
        names_want(names, &record_organisation, one->unit);
        names_want(names, &record_person, one->person);
    }
    stmt_done(stmt);
    rows->responsibilities = found.items;
    rows->responsibility_count = found.count;
    return status;
}

/* The columns of a measure, then the path of the finding it answers; bounded by what this reader may see of measures.
 */
static struct stmt *select_actions(const struct ledger_book *book, struct arena *arena, const struct list_page *page)
{
    const struct list_within *within =
        gate_within(arena, book->scope, &record_corrective_action, book->ledger->head.id);
    int before = within ? (int)list_within_count(within) : 1;
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT ");
    sql_columns(&sql, &record_corrective_action);
    strbuf_adds(&sql, ",\"f_path\" FROM (SELECT \"a\".\"id\" AS \"a_id\",\"f\".\"id\" AS \"f_id\",\"f\".\"path\" AS "
                      "\"f_path\" FROM \"finding\" AS \"f\" JOIN \"corrective_action_answers\" AS \"a\" ON "
                      "\"a\".\"ledger_id\"=\"f\".\"ledger_id\" AND \"a\".\"ref_id\"=\"f\".\"id\" WHERE "
                      "\"f\".\"ledger_id\"=?1 AND \"f\".\"path\">=?");
    strbuf_add_int(&sql, before + 1);
    strbuf_adds(&sql, " AND \"f\".\"path\"<=?");
    strbuf_add_int(&sql, before + 2);
    strbuf_adds(&sql, ") AS \"answered\" JOIN \"corrective_action\" ON \"ledger_id\"=?1 AND \"id\"=\"a_id\" WHERE "
                      "\"withdrawn\"=0");
    strbuf_adds(&sql, within ? " AND " : "");
    strbuf_adds(&sql, within ? within->condition : "");
    strbuf_adds(&sql, " ORDER BY \"f_path\",\"f_id\",\"position\",\"number\"");
    struct stmt *stmt = db_prepare(book->db, strbuf_text(&sql));
    strbuf_free(&sql);
    if (within)
        list_within_bind(stmt, within);
    bind_range(stmt, before, book, page);
    return stmt;
}

static int column_count(const struct record_type *type)
{
    const struct field *last = &type->fields[type->count - 1];
    return sql_first_column(type, (int)type->count - 1) + (int)sql_field_columns(last);
}

static enum status read_actions(const struct ledger_book *book, struct arena *arena, unsigned roles,
                                const struct list_page *page, struct names *names, struct book_rows *rows)
{
    bool row;
    enum status status;
    const uint64_t seen = gate_seen(&record_corrective_action, roles);
    const uint64_t named =
        FIELD_BIT(FIELD_corrective_action_organisation_id) | FIELD_BIT(FIELD_corrective_action_owner_id);
    const int last = column_count(&record_corrective_action);
    const char *path = NULL;
    VEC(struct book_action) found = {0};
    struct stmt *stmt = select_actions(book, arena, page);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct book_action *one = VEC_PUSH(arena, &found);
        one->path = path = kept_path(arena, path, stmt_text(stmt, last));
        one->action = record_new(arena, &record_corrective_action);
        row_read(stmt, arena, &record_corrective_action, book->ledger->head.id, one->action);
        one->action->head.present &= seen;
        one->action->head.null &= seen;
        names_want_record(names, &record_corrective_action, &one->action->head, seen & named);
    }
    stmt_done(stmt);
    rows->actions = found.items;
    rows->action_count = found.count;
    return status;
}

enum status book_rows_read(const struct ledger_book *book, struct arena *arena, unsigned roles,
                           const struct list_page *page, struct names *names, struct book_rows *ret_rows)
{
    *ret_rows = (struct book_rows){0};
    if (!page->count)
        return OK;
    enum status status = OK;
    if (gate_seen(&record_responsibility, roles))
        status = read_responsibilities(book, arena, page, names, ret_rows);
    if (!status && gate_seen(&record_corrective_action, roles))
        status = read_actions(book, arena, roles, page, names, ret_rows);
    return status;
}

/* Rows and page stand in the order of paths; rows of findings this reader does not see are walked over. */
const struct book_responsibility *book_rows_responsibilities(struct book_rows *rows, const char *path,
                                                             size_t *ret_count)
{
    size_t *at = &rows->responsibility_at;
    while (*at < rows->responsibility_count && strcmp(rows->responsibilities[*at].path, path) < 0)
        ++*at;
    size_t first = *at;
    while (*at < rows->responsibility_count && strcmp(rows->responsibilities[*at].path, path) == 0)
        ++*at;
    *ret_count = *at - first;
    return *ret_count ? rows->responsibilities + first : NULL;
}

const struct book_action *book_rows_actions(struct book_rows *rows, const char *path, size_t *ret_count)
{
    size_t *at = &rows->action_at;
    while (*at < rows->action_count && strcmp(rows->actions[*at].path, path) < 0)
        ++*at;
    size_t first = *at;
    while (*at < rows->action_count && strcmp(rows->actions[*at].path, path) == 0)
        ++*at;
    *ret_count = *at - first;
    return *ret_count ? rows->actions + first : NULL;
}
