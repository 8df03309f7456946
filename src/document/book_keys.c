#include "document/book_keys.h"
#include "format/xlsx_read.h"

#include <string.h>

/* The columns of the sheet: the facts and the columns of the lists to the left, one list of choices a column to the
 * right. It is put together in memory first, since a sheet is written row by row. */
enum { LEFT = 6, CHOICES_FROM = 7, CHOICES_MOST = 32, ITEMS_MOST = 2000 };

struct choices {
    const struct field *field;
    const char **items;
    size_t count;
};

struct line {
    const char *cells[LEFT];
};

struct keys {
    struct arena *arena;
    VEC(struct line) lines;
    struct choices choices[CHOICES_MOST];
    size_t choice_count;
};

static void add_line(struct keys *keys, const char *a, const char *b, const char *c, const char *d, const char *e,
                     const char *f)
{
    *VEC_PUSH(keys->arena, &keys->lines) = (struct line){{a, b, c, d, e, f}};
}

static void add_facts(struct keys *keys, const struct ledger_book *book)
{
    char id[UUID_TEXT], today[DATE_TEXT];
    uuid_text(book->ledger->head.id, id);
    date_text(book->today, today);
    add_line(keys, "format", arena_printf(keys->arena, "ledger_book %d", BOOK_KEYS_FORMAT), "", "", "", "");
    add_line(keys, "ledger_id", arena_strdup(keys->arena, id), "", "", "", "");
    add_line(keys, "ledger_code", book->ledger->code, "", "", "", "");
    add_line(keys, "profile", book->ledger->profile, "", "", "", "");
    add_line(keys, "language", book->language == LANGUAGE_ZH ? "zh" : "en", "", "", "", "");
    add_line(keys, "as_of", arena_strdup(keys->arena, today), "", "", "", "");
    add_line(keys, "", "", "", "", "", "");
    add_line(keys, "sheet", "head_row", "column", "record", "field", "label");
}

static const char *field_name(struct arena *arena, const struct book_slot *slot)
{
    static const char *const made[] = {"#order",
                                       "#aspect",
                                       "#item",
                                       "#remark",
                                       "#unit",
                                       "#head",
                                       "#lead_count",
                                       "#responsible_count",
                                       "#supporting_count",
                                       "#numbers",
                                       "#owners"};
    const struct book_column *column = slot->column;
    if (slot->extra)
        return arena_printf(arena, "extra.%s", slot->extra);
    if (column->from == FROM_BOOK)
        return made[column->what];
    if (column->from == FROM_ROLE)
        return arena_printf(arena, "role.%s", word_text(&words_responsibility_role, column->what));
    return column->type->fields[column->what].name;
}

/* Which record the two key columns name. */
static const struct record_type *record_of(enum book_list list)
{
    return list == BOOK_TASKS ? &record_corrective_action : list == BOOK_UNITS ? NULL : &record_finding;
}

static void add_columns(struct keys *keys, const struct book_page *page)
{
    char name[4];
    struct arena *arena = keys->arena;
    const char *row = arena_printf(arena, "%u", page->head_row + 1);
    const struct record_type *own = record_of(page->list);
    for (size_t i = 0; i < page->layout.count; i++) {
        const struct book_slot *slot = &page->layout.slots[i];
        xlsx_column_text((uint32_t)i, name);
        add_line(keys, page->name, row, arena_strdup(arena, name), slot->column->type ? slot->column->type->name : "",
                 field_name(arena, slot), slot->label);
    }
    for (size_t i = 0; i < 2 && own; i++) {
        xlsx_column_text((uint32_t)(page->layout.count + i), name);
        add_line(keys, page->name, row, arena_strdup(arena, name), own->name, i ? "#version" : "#id", "");
    }
}

static size_t choices_for(struct keys *keys, const struct field *field, const struct display *display,
                          const struct book_scan *scan)
{
    size_t at = 0;
    while (at < keys->choice_count && keys->choices[at].field != field)
        at++;
    if (at < keys->choice_count || at == CHOICES_MOST)
        return at;
    struct choices *choices = &keys->choices[keys->choice_count++];
    choices->field = field;
    choices->items = ARENA_ARRAY(keys->arena, const char *, ITEMS_MOST);
    if (field->kind == KIND_word)
        for (size_t i = 0; i < field->words->count; i++)
            choices->items[choices->count++] = profile_word(display->profiles, display->profile, field->words->name,
                                                            field->words->words[i], display->language);
    if (field->kind == KIND_term)
        for (size_t i = 0; i < scan->terms.count && choices->count < ITEMS_MOST; i++)
            if (strcmp(scan->terms.items[i].vocabulary, field->vocabulary) == 0)
                choices->items[choices->count++] = scan->terms.items[i].label;
    return at;
}

/* "=_rectify!$H$2:$H$9" */
static const char *range_of(struct keys *keys, size_t at)
{
    char name[4];
    xlsx_column_text((uint32_t)(CHOICES_FROM + at), name);
    return arena_printf(keys->arena, "=" BOOK_KEYS_SHEET "!$%s$2:$%s$%zu", name, name, keys->choices[at].count + 1);
}

static void find_choices(struct keys *keys, const struct display *display, const struct book_scan *scan,
                         const struct book_page *page, const char *choices[BOOK_SLOTS])
{
    for (size_t i = 0; i < page->layout.count; i++) {
        const struct book_column *column = page->layout.slots[i].column;
        if (!(column->flags & BOOK_CHOICE))
            continue;
        size_t at = choices_for(keys, &column->type->fields[column->what], display, scan);
        if (at < CHOICES_MOST && keys->choices[at].count)
            choices[i] = range_of(keys, at);
    }
}

static void write_lines(const struct keys *keys, struct sheet *sheet, const struct sheet_format *format)
{
    size_t rows = keys->lines.count;
    for (size_t i = 0; i < keys->choice_count; i++)
        rows = keys->choices[i].count + 1 > rows ? keys->choices[i].count + 1 : rows;
    for (uint32_t row = 0; row < rows; row++) {
        for (uint16_t i = 0; row < keys->lines.count && i < LEFT; i++)
            if (*keys->lines.items[row].cells[i])
                sheet_text(sheet, row, i, keys->lines.items[row].cells[i], format);
        for (size_t i = 0; i < keys->choice_count; i++) {
            const struct choices *choices = &keys->choices[i];
            uint16_t column = (uint16_t)(CHOICES_FROM + i);
            if (row == 0)
                sheet_text(sheet, row, column, choices->field->name, format);
            else if (row <= choices->count)
                sheet_text(sheet, row, column, choices->items[row - 1], format);
        }
    }
}

bool book_keys_write(const struct ledger_book *book, struct arena *arena, const struct display *display,
                     const struct book_scan *scan, struct sheet_book *file, struct book_page *const pages[BOOK_LISTS],
                     const char *choices[BOOK_LISTS][BOOK_SLOTS])
{
    struct keys keys = {.arena = arena};
    const struct sheet_style plain = {.font = "宋体", .size = 10};
    struct sheet *sheet = sheet_add(file, BOOK_KEYS_SHEET);
    if (!sheet)
        return false;
    add_facts(&keys, book);
    for (size_t i = 0; i < BOOK_LISTS; i++) {
        if (!pages[i])
            continue;
        add_columns(&keys, pages[i]);
        find_choices(&keys, display, scan, pages[i], choices[i]);
    }
    write_lines(&keys, sheet, sheet_format(file, &plain));
    sheet_hide(sheet);
    return true;
}
