#include "document/list_sheet.h"

#include "document/document_messages.h"
#include "document/list_csv.h"
#include "format/sheet_write.h"
#include "format/wrap.h"
#include "ledger/gate.h"
#include "ledger/names.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define FONT_BODY "宋体"
#define FONT_HEAD "黑体"

enum { PAGE = 200, DEEPEST = 6 };

static const double body_size = 10.5, line_points = 14.5, row_padding = 6, row_least = 22, widest_page = 110;

/* ---- columns ---- */

/* Places in trees and letters are seen as order; the letter's own words are on the finding's page. */
static bool is_value(const struct field *field)
{
    static const char *const names[] = {"path", "depth", "position", "parent_id", "span_start", "span_end", NULL};
    for (size_t i = 0; names[i]; i++)
        if (strcmp(names[i], field->name) == 0)
            return false;
    return field->kind != KIND_blob && field->kind != KIND_extra &&
           !(field->kind == KIND_long_text && field->flags & FIXED);
}

/* The office's name for one of its own columns, from the vocabulary "extra_<record>" or "extra"; its key otherwise. */
static enum status own_label(const struct list_sheet *sheet, struct arena *arena, const char *key,
                             const char **ret_label)
{
    bool row;
    struct stmt *stmt = db_prepare(sheet->db, "SELECT \"label\" FROM \"term\" WHERE \"vocabulary\" IN (?1,'extra') AND "
                                              "\"word\"=?2 AND \"withdrawn\"=0 ORDER BY \"vocabulary\" DESC LIMIT 1");
    stmt_bind_text(stmt, 1, arena_printf(arena, "extra_%s", sheet->query->type->name));
    stmt_bind_text(stmt, 2, key);
    enum status status = stmt_step(stmt, &row);
    *ret_label = !status && row ? arena_strdup(arena, stmt_text(stmt, 0)) : key;
    stmt_done(stmt);
    return status;
}

static enum status add_column(const struct list_sheet *sheet, struct arena *arena, uint64_t seen, const char *name,
                              struct problems *problems, struct list_columns *columns)
{
    const struct record_type *type = sheet->query->type;
    bool own = strncmp(name, "extra.", 6) == 0 && name[6];
    int field = field_find(type, own ? "extra" : name);
    if (field < 0 || !(seen & FIELD_BIT(field)) || type->fields[field].kind == KIND_blob ||
        columns->count == LIST_SHEET_COLUMNS)
        return problem_add(problems, REFUSED, &msg_list_no_column, "columns", name, NULL);
    struct list_column column = {field, own ? name + 6 : NULL,
                                 profile_field_label(sheet->profiles, type, field, sheet->language)};
    enum status status = own ? own_label(sheet, arena, name + 6, &column.label) : OK;
    columns->items[columns->count++] = column;
    return status;
}

enum status list_columns_read(const struct list_sheet *sheet, struct arena *arena, const char *names,
                              struct problems *problems, struct list_columns *ret_columns)
{
    const struct record_type *type = sheet->query->type;
    uint64_t seen = gate_seen(type, gate_roles(sheet->scope, type, sheet->query->ledger));
    enum status status = OK, one;
    ret_columns->count = 0;
    for (const char *at = names ? names : ""; *at;) {
        size_t length = strcspn(at, ",");
        if ((one = add_column(sheet, arena, seen, arena_strndup(arena, at, length), problems, ret_columns)))
            status = one;
        at += length;
        at += *at == ',';
    }
    for (size_t i = 0; i < type->count && (!names || !*names); i++)
        if (seen & FIELD_BIT(i) && is_value(&type->fields[i]))
            status = add_column(sheet, arena, seen, type->fields[i].name, problems, ret_columns);
    return status;
}

/* ---- values ---- */

struct writing {
    const struct list_sheet *sheet;
    struct arena *arena; /* of the page */
    struct display display;
    int title; /* column that is set in by depth; -1 */
    int depth; /* field */
    int64_t rows;
    struct list_csv *csv;
    struct sheet_book *book;
    struct sheet *page;
    double widths[LIST_SHEET_COLUMNS];
    const struct sheet_format *head, *left, *centre, *right, *inset[DEEPEST];
};

/* A vocabulary is known by the field that is filled from it. */
static const char *vocabulary_label(const struct writing *w, const char *vocabulary)
{
    for (size_t i = 0; i < all_records.count; i++)
        for (size_t k = 0; k < all_records.types[i]->count; k++) {
            const struct field *field = &all_records.types[i]->fields[k];
            if (field->kind == KIND_term && strcmp(field->vocabulary, vocabulary) == 0)
                return profile_field_label(w->sheet->profiles, all_records.types[i], (int)k, w->sheet->language);
        }
    return vocabulary;
}

static const char *own_value(const struct writing *w, const char *object, const char *key)
{
    json_t *json = json_loads(object, 0, NULL);
    const char *text = json_string_value(json_object_get(json, key));
    const char *kept = text ? arena_strdup(w->arena, text) : "";
    json_decref(json);
    return kept;
}

/* "处室：一处；备注：无" */
static const char *own_values(const struct writing *w, const char *object)
{
    const char *key, *kept;
    json_t *value, *json = json_loads(object, 0, NULL);
    struct strbuf out = {0};
    bool zh = w->sheet->language == LANGUAGE_ZH;
    json_object_foreach(json, key, value)
    {
        strbuf_adds(&out, out.length ? zh ? "；" : "; " : "");
        strbuf_adds(&out, key);
        strbuf_adds(&out, zh ? "：" : ": ");
        strbuf_adds(&out, json_is_string(value) ? json_string_value(value) : "");
    }
    json_decref(json);
    kept = arena_strdup(w->arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

static bool has_column(const struct writing *w, int field)
{
    for (size_t i = 0; i < w->sheet->columns->count; i++)
        if (w->sheet->columns->items[i].field == field)
            return true;
    return false;
}

/* As the page shows it: the letter's number stands before the title of what has no number here; a heading has no state,
 * and a point nobody has acted on goes with its problem. NULL: like any other value. */
static const char *finding_text(const struct writing *w, int field, const struct finding *finding)
{
    const struct record_head *head = &finding->head;
    int level = record_has(head, FIELD_finding_level) ? finding->level : -1;
    bool grouping = level == finding_level_aspect || level == finding_level_item;
    if (field == FIELD_finding_state && record_has(head, FIELD_finding_state))
        return grouping || (level == finding_level_point && finding->state == finding_state_registered) ? "" : NULL;
    if (field == FIELD_finding_title && level != finding_level_finding && record_has(head, FIELD_finding_title) &&
        record_has(head, FIELD_finding_outline_no) && !has_column(w, FIELD_finding_outline_no))
        return arena_printf(w->arena, "%s%s", finding->outline_no, finding->title);
    return NULL;
}

static const char *value_text(const struct writing *w, const struct list_column *column,
                              const struct record_head *record)
{
    const struct record_type *type = w->sheet->query->type;
    const char *shown =
        type == &record_finding ? finding_text(w, column->field, (const struct finding *)(const void *)record) : NULL;
    const char *text = shown ? shown : display_field(&w->display, type, column->field, record);
    if (column->key)
        return own_value(w, text, column->key);
    if (type->fields[column->field].kind == KIND_extra)
        return own_values(w, text);
    if (strcmp(type->fields[column->field].name, "vocabulary") == 0)
        return vocabulary_label(w, text);
    return text;
}

/* As a number, so that a spreadsheet can add it up. */
static bool value_number(const struct writing *w, const struct list_column *column, const struct record_head *record,
                         double *ret_number)
{
    const struct field *field = &w->sheet->query->type->fields[column->field];
    if (!record_has(record, column->field) || (field->kind != KIND_integer && field->kind != KIND_money))
        return false;
    int64_t number = *(const int64_t *)field_get(record, field);
    *ret_number = field->kind == KIND_money ? (double)number / 100 : (double)number;
    return true;
}

/* ---- the workbook ---- */

static double width_of(const struct field *field, const char *label)
{
    double least = wrap_width(label) + 2, width;
    switch (field->kind) {
    case KIND_long_text:
    case KIND_extra:
        width = 48;
        break;
    case KIND_text:
        width = field->max >= 200 ? 40 : field->max >= 80 ? 22 : 17;
        break;
    case KIND_refs:
        width = 22;
        break;
    case KIND_ref:
    case KIND_deadline:
    case KIND_date:
        width = 16;
        break;
    case KIND_instant:
        width = 20;
        break;
    default:
        width = 12;
    }
    return width > least ? width : least > 18 ? 18 : least;
}

static void make_formats(struct writing *w)
{
    struct sheet_style style = {.font = FONT_BODY, .size = body_size, .wrap = true, .border = true};
    w->left = sheet_format(w->book, &style);
    for (int i = 0; i < DEEPEST; i++) {
        style.indent = i;
        w->inset[i] = sheet_format(w->book, &style);
    }
    style.indent = 0;
    style.align = SHEET_CENTRE;
    w->centre = sheet_format(w->book, &style);
    style.align = SHEET_RIGHT;
    w->right = sheet_format(w->book, &style);
    w->head = sheet_format(w->book, &(struct sheet_style){.font = FONT_HEAD,
                                                          .size = body_size,
                                                          .wrap = true,
                                                          .border = true,
                                                          .align = SHEET_CENTRE,
                                                          .fill = 0xEDEDED});
}

/* In the notation of headers "&" begins a code. */
static const char *header_text(struct arena *arena, const char *text)
{
    struct strbuf out = {0};
    strbuf_adds(&out, "&C&12 "); /* the size ends with the space, whatever the title begins with */
    for (; *text; text++) {
        if (*text == '&')
            strbuf_addc(&out, '&');
        strbuf_addc(&out, *text);
    }
    const char *kept = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

static enum status begin_book(struct writing *w, struct arena *arena, struct problems *problems)
{
    const struct list_sheet *sheet = w->sheet;
    double whole = 0;
    enum status status = sheet_book_new(sheet->path, problems, &w->book);
    if (status)
        return status;
    sheet_book_title(w->book, sheet->title, "");
    w->page = sheet_add(w->book, profile_record_label(sheet->profiles, sheet->query->type, sheet->language));
    if (!w->page)
        return problem_add(problems, FAILED, &msg_book_temporary, "", NULL);
    make_formats(w);
    size_t lines = 1, count = sheet->columns->count;
    for (size_t i = 0; i < count; i++) {
        const struct list_column *column = &sheet->columns->items[i];
        w->widths[i] = width_of(&sheet->query->type->fields[column->field], column->label);
        whole += w->widths[i];
        sheet_column(w->page, (uint16_t)i, w->widths[i], false);
        size_t own = wrap_lines(column->label, w->widths[i] * 0.95);
        lines = own > lines ? own : lines;
    }
    bool zh = sheet->language == LANGUAGE_ZH;
    const char *day = display_date(arena, sheet->today, sheet->language);
    struct sheet_page set_up = {.a3 = whole > 2 * widest_page,
                                .landscape = whole > widest_page * 0.7,
                                .header = header_text(arena, sheet->title),
                                .footer = arena_printf(arena, zh ? "&L截至 %s&R第 &P 页，共 &N 页" : "&L%s&R&P / &N",
                                                       day), /* trusted: a date */
                                .left = 12,
                                .right = 12,
                                .top = 18,
                                .bottom = 15};
    sheet_page_setup(w->page, &set_up);
    sheet_row(w->page, 0, (double)lines * line_points + 10);
    for (size_t i = 0; i < count; i++)
        sheet_text(w->page, 0, (uint16_t)i, sheet->columns->items[i].label, w->head);
    int held = w->title >= 0 && w->title <= 2 ? w->title + 1 : 1;
    sheet_titles(w->page, 0, 0, (uint16_t)(held < (int)count ? held : 0));
    return OK;
}

static const struct sheet_format *format_of(const struct writing *w, size_t column, const struct record_head *record)
{
    const struct field *field = &w->sheet->query->type->fields[w->sheet->columns->items[column].field];
    if ((int)column == w->title && w->depth >= 0 && record_has(record, w->depth)) {
        int64_t depth = *(const int64_t *)field_get(record, &w->sheet->query->type->fields[w->depth]) - 1;
        return w->inset[depth < 0 ? 0 : depth < DEEPEST ? depth : DEEPEST - 1];
    }
    switch (field->kind) {
    case KIND_word:
    case KIND_flag:
    case KIND_date:
    case KIND_share:
        return w->centre;
    case KIND_integer:
    case KIND_money:
        return w->right;
    default:
        return w->left;
    }
}

static void write_row(struct writing *w, const struct record_head *record)
{
    const struct list_columns *columns = w->sheet->columns;
    const char *texts[LIST_SHEET_COLUMNS];
    uint32_t row = (uint32_t)w->rows + 1;
    size_t lines = 1;
    for (size_t i = 0; i < columns->count; i++) {
        texts[i] = value_text(w, &columns->items[i], record);
        size_t own = wrap_lines(texts[i], w->widths[i] * 0.92);
        lines = own > lines ? own : lines;
    }
    double height = (double)lines * line_points + row_padding;
    sheet_row(w->page, row, height < row_least ? row_least : height > SHEET_ROW_POINTS ? SHEET_ROW_POINTS : height);
    for (size_t i = 0; i < columns->count; i++) {
        double number;
        if (value_number(w, &columns->items[i], record, &number))
            sheet_number(w->page, row, (uint16_t)i, number, format_of(w, i, record));
        else
            sheet_text(w->page, row, (uint16_t)i, texts[i], format_of(w, i, record));
    }
}

static enum status end_book(struct writing *w, struct problems *problems)
{
    uint16_t last = (uint16_t)(w->sheet->columns->count - 1);
    sheet_area(w->page, (uint32_t)w->rows, last);
    sheet_filter(w->page, 0, (uint32_t)w->rows, last);
    enum status status = sheet_book_finish(w->book, problems);
    w->book = NULL;
    return status;
}

/* ---- both ---- */

static void write_csv_row(struct writing *w, const struct record_head *record)
{
    const struct list_columns *columns = w->sheet->columns;
    for (size_t i = 0; i < columns->count; i++) {
        enum field_kind kind = w->sheet->query->type->fields[columns->items[i].field].kind;
        list_csv_cell(w->csv, value_text(w, &columns->items[i], record), kind == KIND_integer || kind == KIND_money);
    }
    list_csv_end_row(w->csv);
}

static enum status write_page(struct writing *w, const struct list_page *page, struct problems *problems)
{
    const struct list_query *query = w->sheet->query;
    struct names *names = names_new(w->arena, w->sheet->scope);
    uint64_t mask = 0;
    for (size_t i = 0; i < w->sheet->columns->count; i++)
        mask |= FIELD_BIT(w->sheet->columns->items[i].field);
    for (size_t i = 0; i < page->count; i++)
        names_want_record(names, query->type, page->rows[i],
                          ((const struct record_head *)page->rows[i])->present & mask);
    enum status status = names_load(names, w->sheet->db, query->ledger);
    w->display = (struct display){w->arena, w->sheet->profiles, w->sheet->profile, w->sheet->language, names};
    for (size_t i = 0; i < page->count && !status; i++, w->rows++) {
        if (w->csv)
            write_csv_row(w, page->rows[i]);
        else if (w->rows + 1 >= SHEET_ROWS)
            status = problem_add(problems, TOO_LARGE, &msg_book_too_many, "", w->sheet->title, NULL);
        else
            write_row(w, page->rows[i]);
    }
    return status;
}

static enum status write_pages(struct writing *w, struct problems *problems)
{
    struct list_query asked = *w->sheet->query;
    char after[LIST_CURSOR + 1];
    enum status status = OK;
    asked.limit = PAGE;
    asked.after = NULL;
    for (bool more = true; more && !status;) {
        struct list_page page = {0};
        struct list_query query = asked; /* the gate narrows it in the page's own memory */
        status = gate_list(w->sheet->db, w->arena, w->sheet->scope, &query, problems, &page);
        if (!status)
            status = write_page(w, &page, problems);
        more = page.next != NULL;
        if (more)
            snprintf(after, sizeof after, "%s", page.next);
        asked.after = after;
        arena_reset(w->arena);
    }
    return status;
}

/* The column that is set in: the title, when rows stand in the order of their tree. */
static void find_title(struct writing *w)
{
    const struct record_type *type = w->sheet->query->type;
    int path = field_find(type, "path");
    w->title = -1;
    w->depth = field_find(type, "depth");
    if (path < 0 || w->sheet->query->sort != path || w->depth < 0)
        w->depth = -1;
    for (size_t i = 0; i < w->sheet->columns->count && w->title < 0; i++)
        if (w->sheet->columns->items[i].field == type->title)
            w->title = (int)i;
}

enum status list_sheet_write(const struct list_sheet *sheet, struct problems *problems, int64_t *ret_rows)
{
    struct arena *arena = arena_new();
    struct writing w = {.sheet = sheet, .arena = arena_new()};
    find_title(&w);
    enum status status = sheet->csv ? list_csv_new(sheet->path, problems, &w.csv) : begin_book(&w, arena, problems);
    for (size_t i = 0; i < sheet->columns->count && w.csv; i++)
        list_csv_cell(w.csv, sheet->columns->items[i].label, false);
    if (w.csv)
        list_csv_end_row(w.csv);
    if (!status)
        status = write_pages(&w, problems);
    if (!status)
        status = w.csv ? list_csv_finish(w.csv, problems) : end_book(&w, problems);
    else if (w.csv)
        list_csv_drop(w.csv);
    sheet_book_drop(w.book);
    if (!status)
        *ret_rows = w.rows;
    arena_free(w.arena);
    arena_free(arena);
    return status;
}
