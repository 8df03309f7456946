#include "document/book_rows.h"

#include "ledger/gate.h"
#include "store/row.h"

#include <string.h>

static void bind_range(struct stmt *stmt, const struct ledger_book *book, const struct list_page *page)
{
    const struct finding *first = page->rows[0], *last = page->rows[page->count - 1];
    stmt_bind_uuid(stmt, 1, book->ledger->head.id);
    stmt_bind_text(stmt, 2, first->path);
    stmt_bind_text(stmt, 3, last->path);
}

static enum status read_responsibilities(const struct ledger_book *book, struct arena *arena,
                                         const struct list_page *page, struct names *names, struct book_rows *rows)
{
    bool row;
    enum status status;
    char today[DATE_TEXT];
    VEC(struct book_responsibility) found = {0};
    struct stmt *stmt = db_prepare(
        book->db,
        "SELECT \"f\".\"id\",\"r\".\"role\",\"r\".\"organisation_id\",\"r\".\"person_id\",\"p\".\"organisation_id\" "
        "FROM \"finding\" AS \"f\" JOIN \"responsibility\" AS \"r\" ON \"r\".\"ledger_id\"=\"f\".\"ledger_id\" AND "
        "\"r\".\"finding_id\"=\"f\".\"id\" LEFT JOIN \"person\" AS \"p\" ON \"p\".\"id\"=\"r\".\"person_id\" "
        "WHERE \"f\".\"ledger_id\"=?1 AND \"f\".\"path\">=?2 AND \"f\".\"path\"<=?3 AND \"r\".\"withdrawn\"=0 AND "
        "\"r\".\"role\" IN ('responsible_unit','supporting_unit','action_owner') AND "
        "(\"r\".\"until_on\" IS NULL OR \"r\".\"until_on\">=?4) "
        "ORDER BY \"f\".\"path\",\"f\".\"id\",\"r\".\"position\",\"r\".\"id\"");
    bind_range(stmt, book, page);
    date_text(book->today, today);
    stmt_bind_text(stmt, 4, today);
    while (!(status = stmt_step(stmt, &row)) && row) {
        int role = word_find(&words_responsibility_role, stmt_text(stmt, 1));
        if (role < 0)
            continue;
        struct book_responsibility *one = VEC_PUSH(arena, &found);
        one->finding = stmt_uuid(stmt, 0);
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

static enum status read_actions(const struct ledger_book *book, struct arena *arena, unsigned roles,
                                const struct list_page *page, struct names *names, struct book_rows *rows)
{
    bool row;
    enum status status;
    uint64_t seen = gate_seen(&record_corrective_action, roles);
    VEC(struct book_action) found = {0};
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT ");
    sql_columns(&sql, &record_corrective_action);
    strbuf_adds(
        &sql,
        ",\"f_id\" FROM (SELECT \"a\".\"id\" AS \"a_id\",\"f\".\"id\" AS \"f_id\",\"f\".\"path\" AS \"f_path\" "
        "FROM \"finding\" AS \"f\" JOIN \"corrective_action_answers\" AS \"a\" ON "
        "\"a\".\"ledger_id\"=\"f\".\"ledger_id\" "
        "AND \"a\".\"ref_id\"=\"f\".\"id\" WHERE \"f\".\"ledger_id\"=?1 AND \"f\".\"path\">=?2 AND \"f\".\"path\"<=?3) "
        "AS \"answered\" JOIN \"corrective_action\" ON \"ledger_id\"=?1 AND \"id\"=\"a_id\" WHERE \"withdrawn\"=0 "
        "ORDER BY \"f_path\",\"f_id\",\"position\",\"number\"");
    struct stmt *stmt = db_prepare(book->db, strbuf_text(&sql));
    strbuf_clear(&sql);
    sql_columns(&sql, &record_corrective_action);
    int last = 1;
    for (const char *at = strbuf_text(&sql); *at; at++)
        last += *at == ',';
    strbuf_free(&sql);
    bind_range(stmt, book, page);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct book_action *one = VEC_PUSH(arena, &found);
        one->finding = stmt_uuid(stmt, last);
        one->action = record_new(arena, &record_corrective_action);
        row_read(stmt, arena, &record_corrective_action, book->ledger->head.id, one->action);
        one->action->head.present &= seen;
        one->action->head.null &= seen;
        names_want_record(
            names, &record_corrective_action, &one->action->head,
            seen & (FIELD_BIT(FIELD_corrective_action_organisation_id) | FIELD_BIT(FIELD_corrective_action_owner_id)));
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

/* The rows stand in the order of paths, the page too; what lies between belongs to findings this reader does not see. A
 * finding without any must not use up those of the next, so the run is looked for from here on. */
const struct book_responsibility *book_rows_responsibilities(struct book_rows *rows, struct uuid finding,
                                                             size_t *ret_count)
{
    size_t first = rows->responsibility_at;
    while (first < rows->responsibility_count && !uuid_equal(rows->responsibilities[first].finding, finding))
        first++;
    *ret_count = 0;
    if (first == rows->responsibility_count)
        return NULL;
    size_t end = first;
    while (end < rows->responsibility_count && uuid_equal(rows->responsibilities[end].finding, finding))
        end++;
    rows->responsibility_at = end;
    *ret_count = end - first;
    return rows->responsibilities + first;
}

const struct book_action *book_rows_actions(struct book_rows *rows, struct uuid finding, size_t *ret_count)
{
    size_t first = rows->action_at;
    while (first < rows->action_count && !uuid_equal(rows->actions[first].finding, finding))
        first++;
    *ret_count = 0;
    if (first == rows->action_count)
        return NULL;
    size_t end = first;
    while (end < rows->action_count && uuid_equal(rows->actions[end].finding, finding))
        end++;
    rows->action_at = end;
    *ret_count = end - first;
    return rows->actions + first;
}
