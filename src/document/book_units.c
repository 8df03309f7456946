#include "document/book_units.h"

#include "format/xlsx_read.h"
#include "ledger/gate.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096, OWNERS_MOST = 200, NUMBERS_BYTES = 12000 };

struct book_units {
    struct arena *arena;
    struct book_unit *buckets[BUCKETS];
    int64_t unled;
    struct strbuf unled_numbers;
};

struct book_units *book_units_new(struct arena *arena)
{
    struct book_units *units = ARENA_NEW(arena, struct book_units);
    units->arena = arena;
    return units;
}

void book_units_free(struct book_units *units)
{
    if (!units)
        return;
    strbuf_free(&units->unled_numbers);
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct book_unit *unit = units->buckets[i]; unit; unit = unit->next)
            for (size_t k = 0; k < UNIT_ROLES; k++)
                strbuf_free(&unit->numbers[k]);
}

static struct book_unit **bucket_of(struct book_units *units, struct uuid id)
{
    return &units->buckets[(size_t)(id.bytes[15] | id.bytes[14] << 8) % BUCKETS];
}

static struct book_unit *find_unit(struct book_units *units, struct uuid id)
{
    struct book_unit *unit = *bucket_of(units, id);
    while (unit && !uuid_equal(unit->id, id))
        unit = unit->next;
    return unit;
}

static struct book_unit *want_unit(struct book_units *units, struct uuid id)
{
    struct book_unit *unit = find_unit(units, id);
    if (unit)
        return unit;
    unit = ARENA_NEW(units->arena, struct book_unit);
    unit->id = id;
    unit->head = "";
    unit->next = *bucket_of(units, id);
    return *bucket_of(units, id) = unit;
}

/* The space lets every program break the line there.
 * A list nobody reads to its end is cut: three of them must fit into one cell, and all units' into memory. */
static void add_number(struct strbuf *numbers, const char *number)
{
    if (numbers->length > NUMBERS_BYTES)
        return;
    strbuf_adds(numbers, numbers->length ? "、 " : "");
    strbuf_adds(numbers, number);
    if (numbers->length > NUMBERS_BYTES)
        strbuf_adds(numbers, "……");
}

void book_units_owner(struct book_units *units, struct uuid id, struct uuid person)
{
    if (uuid_is_nil(id) || uuid_is_nil(person))
        return;
    struct book_unit *unit = want_unit(units, id);
    for (size_t i = 0; i < unit->owners.count; i++)
        if (uuid_equal(unit->owners.items[i], person))
            return;
    if (unit->owners.count < OWNERS_MOST)
        *VEC_PUSH(units->arena, &unit->owners) = person;
}

static void note_unit(struct book_units *units, struct uuid id, int role, const char *number, bool counts)
{
    struct book_unit *unit = want_unit(units, id);
    unit->counts[role] += counts;
    add_number(&unit->numbers[role], number);
}

void book_units_note(struct book_units *units, struct uuid lead, const struct book_responsibility *responsibilities,
                     size_t count, const char *number, bool counts)
{
    if (!uuid_is_nil(lead)) {
        note_unit(units, lead, 0, number, counts);
    } else if (counts) {
        units->unled++;
        add_number(&units->unled_numbers, number);
    }
    for (size_t i = 0; i < count; i++) {
        const struct book_responsibility *one = &responsibilities[i];
        if (one->role == responsibility_role_action_owner)
            book_units_owner(units, one->unit, one->person);
        else if (!uuid_is_nil(one->unit))
            note_unit(units, one->unit, one->role == responsibility_role_responsible_unit ? 1 : 2, number, counts);
    }
}

/* ---- writing ---- */

/* Who heads each unit today (第一责任人), with his post. */
static enum status read_heads(struct book_units *units, const struct ledger_book *book)
{
    bool row;
    enum status status;
    char today[DATE_TEXT];
    date_text(book->today, today);
    struct stmt *stmt = db_prepare(
        book->db, "SELECT \"h\".\"organisation_id\",\"p\".\"name\",\"h\".\"title\" FROM \"post\" AS \"h\" JOIN "
                  "\"person\" AS \"p\" "
                  "ON \"p\".\"id\"=\"h\".\"person_id\" WHERE \"h\".\"heads_unit\"=1 AND \"h\".\"withdrawn\"=0 AND "
                  "(\"h\".\"from_on\" IS NULL OR \"h\".\"from_on\"<=?1) AND (\"h\".\"until_on\" IS NULL OR "
                  "\"h\".\"until_on\">=?1) ORDER BY \"h\".\"position\",\"h\".\"id\"");
    stmt_bind_text(stmt, 1, today);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct book_unit *unit = find_unit(units, stmt_uuid(stmt, 0));
        if (!unit)
            continue;
        const char *name = stmt_text(stmt, 1), *title = stmt_text(stmt, 2);
        const char *pattern = book->language == LANGUAGE_ZH ? "%s%s%s（%s）" : "%s%s%s (%s)";
        unit->head = *title ? arena_printf(units->arena, pattern, unit->head, *unit->head ? "\n" : "", name, title)
                            : arena_printf(units->arena, "%s%s%s", unit->head, *unit->head ? "\n" : "", name);
    }
    stmt_done(stmt);
    return status;
}

static const char *numbers_text(struct arena *arena, const struct display *display, const struct book_unit *unit)
{
    static const enum book_text words[UNIT_ROLES] = {book_text_as_lead, book_text_as_responsible,
                                                     book_text_as_supporting};
    struct strbuf out = {0};
    for (size_t i = 0; i < UNIT_ROLES; i++) {
        if (!unit->numbers[i].length)
            continue;
        strbuf_adds(&out, out.length ? "\n" : "");
        strbuf_adds(&out, book_word(display, words[i]));
        strbuf_adds(&out, strbuf_text(&unit->numbers[i]));
    }
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

static const char *owners_text(struct arena *arena, const struct display *display, const struct names *names,
                               const struct book_unit *unit)
{
    struct strbuf out = {0};
    for (size_t i = 0; i < unit->owners.count; i++) {
        strbuf_adds(&out, i ? display->language == LANGUAGE_ZH ? "、" : ", " : "");
        strbuf_adds(&out, names_get(names, unit->owners.items[i]));
    }
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

static void write_unit(struct book_page *page, struct arena *arena, const struct display *display,
                       const struct names *names, const struct book_unit *unit, int64_t order)
{
    struct book_value values[BOOK_SLOTS] = {0};
    struct book_row row = {.values = values};
    for (size_t i = 0; i < page->layout.count; i++) {
        const struct book_column *column = page->layout.slots[i].column;
        struct book_value *value = &values[i];
        if (column->from == FROM_FIELD) {
            value->text = unit->name;
            continue;
        }
        switch ((enum book_made)column->what) {
        case MADE_ORDER:
            value->number = order;
            break;
        case MADE_HEAD:
            value->text = unit->head;
            break;
        case MADE_LEAD_COUNT:
        case MADE_RESPONSIBLE_COUNT:
        case MADE_SUPPORTING_COUNT:
            value->number = unit->counts[column->what - MADE_LEAD_COUNT];
            break;
        case MADE_NUMBERS:
            value->text = numbers_text(arena, display, unit);
            break;
        case MADE_OWNERS:
            value->text = owners_text(arena, display, names, unit);
            break;
        default:
            break;
        }
    }
    book_page_row(page, &row);
}

static enum status read_owners(struct book_units *units, const struct ledger_book *book, struct names *names)
{
    for (size_t i = 0; i < BUCKETS; i++)
        for (const struct book_unit *unit = units->buckets[i]; unit; unit = unit->next)
            for (size_t k = 0; k < unit->owners.count; k++)
                names_want(names, &record_person, unit->owners.items[k]);
    return names_load(names, book->db, book->ledger->head.id);
}

static enum status write_in_order(struct book_units *units, const struct ledger_book *book,
                                  const struct display *display, struct book_page *page)
{
    bool row;
    struct names *names = names_new(units->arena, book->scope);
    enum status status = read_owners(units, book, names);
    if (status)
        return status;
    int64_t order = 0;
    struct arena *arena = arena_new();
    struct stmt *stmt =
        db_prepare(book->db, "SELECT \"id\",\"name\" FROM \"organisation\" ORDER BY \"path\",\"position\",\"id\"");
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct book_unit *unit = find_unit(units, stmt_uuid(stmt, 0));
        if (!unit)
            continue;
        unit->name = stmt_text(stmt, 1);
        write_unit(page, arena, display, names, unit, ++order);
        arena_reset(arena);
    }
    stmt_done(stmt);
    arena_free(arena);
    return status;
}

static void write_unled(struct book_units *units, const struct display *display, struct book_page *page)
{
    struct book_unit none = {.counts = {units->unled},
                             .name = book_word(display, book_text_no_lead),
                             .head = "",
                             .numbers = {units->unled_numbers}};
    if (units->unled)
        write_unit(page, units->arena, display, NULL, &none, -1);
}

static const char *with_name(struct arena *arena, const char *label, const char *name)
{
    const char *at = strstr(label, "{0}");
    return at ? arena_printf(arena, "%.*s%s%s", (int)(at - label), label, name, at + 3) : label;
}

/* A text in a formula. */
static void add_quoted(struct strbuf *out, const char *text)
{
    strbuf_addc(out, '"');
    for (; *text; text++)
        strbuf_adds(out, *text == '"' ? "\"\"" : (char[]){*text, '\0'});
    strbuf_addc(out, '"');
}

/* The sum of the leads is the number of problems: the sheet itself says so, and says otherwise when somebody changed
 * it. */
static void write_totals(struct book_units *units, const struct display *display, const struct book_scan *scan,
                         const char *findings_sheet, const char *tie, struct book_page *page)
{
    char lead[4];
    int slot = book_slot_made(&page->layout, MADE_LEAD_COUNT), at = book_slot_made(&page->layout, MADE_NUMBERS);
    const char *ties = with_name(units->arena, book_word(display, book_text_ties), findings_sheet);
    const char *ties_not = with_name(units->arena, book_word(display, book_text_ties_not), findings_sheet);
    bool tied = slot >= 0 && page->sums[slot] == scan->findings;
    xlsx_column_text((uint32_t)slot, lead);
    struct strbuf formula = {0};
    if (tie) {
        strbuf_adds(&formula, "=IF(");
        strbuf_adds(&formula, lead);
        strbuf_add_int(&formula, page->row + 1);
        strbuf_adds(&formula, "=COUNT(");
        strbuf_adds(&formula, tie);
        strbuf_adds(&formula, "),");
        add_quoted(&formula, ties);
        strbuf_addc(&formula, ',');
        add_quoted(&formula, ties_not);
        strbuf_addc(&formula, ')');
    }
    book_page_totals(page, book_word(display, book_text_total), tie && slot >= 0 ? at : -1, strbuf_text(&formula),
                     tied ? ties : ties_not);
    strbuf_free(&formula);
}

enum status book_units_write(struct book_units *units, const struct ledger_book *book, const struct display *display,
                             const struct book_scan *scan, const char *findings_sheet, const char *tie,
                             struct book_page *page)
{
    enum status status = read_heads(units, book);
    if (!status)
        status = write_in_order(units, book, display, page);
    if (status)
        return status;
    write_unled(units, display, page);
    write_totals(units, display, scan, findings_sheet, tie, page);
    return OK;
}
