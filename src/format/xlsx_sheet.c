/* xlsx_sheet: the rows of one sheet; cells are gathered until </row>, then given to the callback.
 * xlsx_rows and xlsx_merges are declared in "format/xlsx_read.h". */
#include "format/format_messages.h"
#include "format/xlsx_part.h"

#include <stdlib.h>
#include <string.h>

enum tag { TAG_SHEET = 1, TAG_DATA, TAG_ROW, TAG_CELL, TAG_VALUE, TAG_INLINE, TAG_RUN, TAG_INLINE_TEXT, TAG_MERGES };

enum type { TYPE_NUMBER, TYPE_SHARED, TYPE_STRING, TYPE_BOOL, TYPE_ERROR, TYPE_DATE }; /* the t attribute of a cell */

/* Where the text of a gathered cell is: in the row's own text while that may still move, or elsewhere for good. */
struct gathered {
    enum xlsx_kind kind;
    bool month_only, own;
    size_t offset, length;
    const char *elsewhere;
};

/* A merged area that reaches into the rows being read, with what its first cell has. */
struct open_merge {
    const struct xlsx_merge *area;
    struct gathered first;
    char *text; /* malloced copy */
};

struct sheet {
    struct xlsx_book *book;
    const char *name;
    enum status (*row)(void *context, const struct xlsx_row *row);
    void *context;

    uint32_t number; /* of the open or last row */
    bool hidden;
    struct gathered *cells; /* XLSX_COLUMNS of them */
    struct xlsx_cell *shown;
    uint32_t count, column; /* cells of the open row; where the next one stands unless it says */
    struct strbuf text;     /* of the open row's cells */

    enum type type; /* of the open cell */
    unsigned shows;
    bool formula, formula_told;
    struct strbuf value;

    const struct xlsx_merge *merges; /* by first row; NULL when nothing is filled */
    size_t merge_count, merge_next;
    struct open_merge *open; /* XLSX_MERGES_OPEN of them */
    size_t open_count;
    VEC(struct xlsx_merge) found; /* when looking for merged areas */
};

static const char *number_text(const struct sheet *sheet, unsigned long number)
{
    return arena_printf(sheet->book->arena, "%lu", number);
}

static enum status refuse_reference(const struct sheet *sheet, struct xml_text reference)
{
    enum { SHOWN = 40 };
    if (reference.length > SHOWN)
        reference.length = SHOWN;
    struct strbuf clean = {0};
    xlsx_add_clean(&clean, reference.at ? reference.at : "", reference.length);
    enum status status =
        xlsx_refuse(sheet->book, MALFORMED, &msg_xlsx_reference, sheet->name, strbuf_text(&clean), NULL);
    strbuf_free(&clean);
    return status;
}

static enum status refuse_large(const struct sheet *sheet)
{
    return xlsx_refuse(sheet->book, TOO_LARGE, &msg_xlsx_cell_large, sheet->name, number_text(sheet, sheet->number),
                       number_text(sheet, XLSX_CELL_BYTES));
}

/* "B7", with or without $; false when it lies outside a sheet. *used is the length of what was read. */
static bool reference_parse(struct xml_text text, uint32_t *ret_column, uint32_t *ret_row, size_t *used)
{
    size_t i = 0;
    uint32_t column = 0, row = 0;
    i += i < text.length && text.at[i] == '$';
    for (; i < text.length && column <= XLSX_COLUMNS; i++) {
        char c = (char)(text.at[i] & ~0x20);
        if (c < 'A' || c > 'Z')
            break;
        column = column * 26 + (uint32_t)(c - 'A') + 1;
    }
    i += i < text.length && text.at[i] == '$';
    for (; i < text.length && row <= XLSX_ROWS && text.at[i] >= '0' && text.at[i] <= '9'; i++)
        row = row * 10 + (uint32_t)(text.at[i] - '0');
    if (column == 0 || column > XLSX_COLUMNS || row == 0 || row > XLSX_ROWS)
        return false;
    *ret_column = column - 1;
    *ret_row = row;
    *used = i;
    return true;
}

static enum status row_begin(struct sheet *sheet, const struct xml_element *element)
{
    struct xml_text number = xml_attribute(element, XML_SPACE_NONE, "r");
    struct xml_text hidden = xml_attribute(element, XML_SPACE_NONE, "hidden");
    int row = number.at ? xml_text_int(number, 0) : (int)sheet->number + 1;
    if (row <= (int)sheet->number || row > XLSX_ROWS)
        return refuse_reference(sheet, number);
    sheet->number = (uint32_t)row;
    sheet->hidden = hidden.at && xml_text_is_on(hidden);
    if (sheet->count)
        memset(sheet->cells, 0, sheet->count * sizeof *sheet->cells);
    sheet->count = sheet->column = 0;
    strbuf_clear(&sheet->text);
    return OK;
}

static enum status cell_begin(struct sheet *sheet, const struct xml_element *element)
{
    static const struct {
        const char *word;
        enum type type;
    } types[] = {{"s", TYPE_SHARED}, {"str", TYPE_STRING}, {"inlineStr", TYPE_STRING},
                 {"b", TYPE_BOOL},   {"e", TYPE_ERROR},    {"d", TYPE_DATE}};
    struct xml_text reference = xml_attribute(element, XML_SPACE_NONE, "r");
    struct xml_text type = xml_attribute(element, XML_SPACE_NONE, "t");
    uint32_t column = sheet->column, row = sheet->number;
    size_t used = 0;
    if (reference.at &&
        (!reference_parse(reference, &column, &row, &used) || row != sheet->number || used != reference.length))
        return refuse_reference(sheet, reference);
    if (column >= XLSX_COLUMNS)
        return refuse_reference(sheet, reference);
    sheet->column = column;
    sheet->type = TYPE_NUMBER;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (xml_text_is(type, types[i].word))
            sheet->type = types[i].type;
    int format = xml_text_int(xml_attribute(element, XML_SPACE_NONE, "s"), 0);
    bool known = format >= 0 && (size_t)format < sheet->book->shows.count;
    sheet->shows = known ? sheet->book->shows.items[format] : 0;
    sheet->formula = false;
    strbuf_clear(&sheet->value);
    return OK;
}

/* Room for the text of a cell in the row; what was added since `offset` becomes its text. */
static void own_text(struct sheet *sheet, struct gathered *cell, size_t offset)
{
    cell->own = true;
    cell->offset = offset;
    cell->length = sheet->text.length - offset;
    strbuf_addc(&sheet->text, '\0');
}

static enum status shared_text(struct sheet *sheet, struct gathered *cell)
{
    const struct xlsx_book *book = sheet->book;
    int index = xml_text_int((struct xml_text){strbuf_text(&sheet->value), sheet->value.length}, -1);
    if (index < 0 || (size_t)index >= book->texts) {
        struct strbuf shown = {0};
        xlsx_add_clean(&shown, strbuf_text(&sheet->value), sheet->value.length < 40 ? sheet->value.length : 40);
        enum status status = xlsx_refuse(book, MALFORMED, &msg_xlsx_shared, sheet->name,
                                         number_text(sheet, sheet->number), strbuf_text(&shown));
        strbuf_free(&shown);
        return status;
    }
    size_t next = (size_t)index + 1 < book->texts ? book->offsets[index + 1] : book->shared.length;
    cell->kind = XLSX_TEXT;
    cell->elsewhere = book->shared.bytes + book->offsets[index];
    cell->length = next - book->offsets[index] - 1;
    return OK;
}

static bool is_number(const char *text)
{
    return text[strspn(text, "0123456789+-.eE")] == '\0';
}

static void number_cell(struct sheet *sheet, struct gathered *cell)
{
    char day[XLSX_DATE_TEXT];
    size_t offset = sheet->text.length;
    cell->kind = is_number(strbuf_text(&sheet->value)) ? XLSX_NUMBER : XLSX_TEXT;
    if (sheet->shows && xlsx_date_text(strbuf_text(&sheet->value), sheet->book->epoch_1904, sheet->shows, day)) {
        cell->kind = XLSX_DATE;
        cell->month_only =
            (sheet->shows & XLSX_SHOWS_YEAR) && (sheet->shows & XLSX_SHOWS_MONTH) && !(sheet->shows & XLSX_SHOWS_DAY);
        strbuf_adds(&sheet->text, day);
    } else {
        xlsx_add_clean(&sheet->text, strbuf_text(&sheet->value), sheet->value.length);
    }
    own_text(sheet, cell, offset);
}

static enum status cell_value(struct sheet *sheet, struct gathered *cell)
{
    static const enum xlsx_kind kinds[] = {
        [TYPE_STRING] = XLSX_TEXT, [TYPE_BOOL] = XLSX_BOOL, [TYPE_ERROR] = XLSX_ERROR, [TYPE_DATE] = XLSX_DATE};
    size_t offset = sheet->text.length;
    switch (sheet->type) {
    case TYPE_SHARED:
        return shared_text(sheet, cell);
    case TYPE_NUMBER:
        number_cell(sheet, cell);
        return OK;
    case TYPE_BOOL:
        strbuf_adds(&sheet->text, strcmp(strbuf_text(&sheet->value), "1") == 0 ? "TRUE" : "FALSE");
        break;
    default:
        xlsx_add_clean(&sheet->text, strbuf_text(&sheet->value), sheet->value.length);
    }
    cell->kind = kinds[sheet->type];
    own_text(sheet, cell, offset);
    return OK;
}

/* Programs that do not calculate leave formulas without a result. */
static void note_formula(struct sheet *sheet)
{
    if (!sheet->formula_told)
        problem_note(sheet->book->problems, SEVERITY_WARNING, &msg_xlsx_formula, sheet->book->file_name, sheet->name,
                     number_text(sheet, sheet->number), NULL);
    sheet->formula_told = true;
}

static enum status cell_end(struct sheet *sheet)
{
    struct gathered *cell = &sheet->cells[sheet->column];
    uint32_t column = sheet->column++;
    if (sheet->value.length == 0) {
        if (sheet->formula)
            note_formula(sheet);
        return OK;
    }
    if (column >= sheet->count)
        sheet->count = column + 1;
    *cell = (struct gathered){0};
    enum status status = cell_value(sheet, cell);
    if (status == OK && cell->length == 0)
        cell->kind = XLSX_EMPTY;
    if (status == OK && sheet->text.length > XLSX_ROW_BYTES)
        return refuse_large(sheet);
    return status;
}

static const char *gathered_text(const struct sheet *sheet, const struct gathered *cell)
{
    return cell->own ? sheet->text.bytes + cell->offset : cell->elsewhere ? cell->elsewhere : "";
}

static void merge_close(struct sheet *sheet, size_t index)
{
    free(sheet->open[index].text);
    sheet->open[index] = sheet->open[--sheet->open_count];
}

/* Areas that end above this row go, those that begin at or above it come. */
static enum status merges_move(struct sheet *sheet)
{
    for (size_t i = sheet->open_count; i-- > 0;)
        if (sheet->open[i].area->last_row < sheet->number)
            merge_close(sheet, i);
    for (; sheet->merge_next < sheet->merge_count; sheet->merge_next++) {
        const struct xlsx_merge *area = &sheet->merges[sheet->merge_next];
        if (area->first_row > sheet->number)
            break;
        if (area->last_row < sheet->number)
            continue;
        if (sheet->open_count == XLSX_MERGES_OPEN)
            return xlsx_refuse(sheet->book, TOO_LARGE, &msg_xlsx_merges, sheet->name, NULL, NULL);
        struct open_merge *merge = &sheet->open[sheet->open_count++];
        *merge = (struct open_merge){.area = area};
        const struct gathered *first = &sheet->cells[area->first_column];
        if (area->first_row != sheet->number || area->first_column >= sheet->count || first->kind == XLSX_EMPTY)
            continue;
        merge->first = *first;
        merge->text = xmalloc(first->length + 1);
        memcpy(merge->text, gathered_text(sheet, first), first->length);
    }
    return OK;
}

static void merges_fill(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->open_count; i++) {
        const struct open_merge *merge = &sheet->open[i];
        if (!merge->text)
            continue;
        for (uint32_t column = merge->area->first_column; column <= merge->area->last_column; column++) {
            for (; sheet->count <= column; sheet->count++)
                sheet->shown[sheet->count] = (struct xlsx_cell){.text = ""};
            if (sheet->shown[column].kind == XLSX_EMPTY)
                sheet->shown[column] = (struct xlsx_cell){.kind = merge->first.kind,
                                                          .month_only = merge->first.month_only,
                                                          .merged = true,
                                                          .text = merge->text,
                                                          .length = merge->first.length};
        }
    }
}

static enum status row_end(struct sheet *sheet)
{
    for (uint32_t i = 0; i < sheet->count; i++) {
        const struct gathered *cell = &sheet->cells[i];
        sheet->shown[i] = (struct xlsx_cell){.kind = cell->kind,
                                             .month_only = cell->month_only,
                                             .text = gathered_text(sheet, cell),
                                             .length = cell->length};
    }
    enum status status = sheet->merges ? merges_move(sheet) : OK;
    if (status != OK)
        return status;
    uint32_t gathered = sheet->count;
    merges_fill(sheet);
    struct xlsx_row row = {
        .number = sheet->number, .hidden = sheet->hidden, .cells = sheet->shown, .count = sheet->count};
    sheet->count = gathered;
    return sheet->row ? sheet->row(sheet->context, &row) : OK;
}

static enum status merge_add(struct sheet *sheet, const struct xml_element *element)
{
    struct xml_text reference = xml_attribute(element, XML_SPACE_NONE, "ref");
    struct xlsx_merge area = {0};
    size_t used = 0, more = 0;
    bool ok = reference_parse(reference, &area.first_column, &area.first_row, &used);
    area.last_column = area.first_column;
    area.last_row = area.first_row;
    if (ok && used < reference.length) {
        struct xml_text rest = {reference.at + used + 1, reference.length - used - 1};
        ok = reference.at[used] == ':' && reference_parse(rest, &area.last_column, &area.last_row, &more) &&
             more == rest.length;
    }
    if (!ok || area.last_row < area.first_row || area.last_column < area.first_column)
        return refuse_reference(sheet, reference);
    if (sheet->found.count == XLSX_MERGES)
        return xlsx_refuse(sheet->book, TOO_LARGE, &msg_xlsx_merges, sheet->name, NULL, NULL);
    *VEC_PUSH(sheet->book->arena, &sheet->found) = area;
    return OK;
}

static enum status merge_start(void *context, const struct xml_element *element, int *ret_tag)
{
    struct sheet *sheet = context;
    *ret_tag = XML_TAG_SKIP;
    if (element->parent == 0)
        *ret_tag = TAG_SHEET;
    else if (element->parent == TAG_SHEET && strcmp(element->name, "mergeCells") == 0)
        *ret_tag = TAG_MERGES;
    else if (element->parent == TAG_MERGES && strcmp(element->name, "mergeCell") == 0)
        return merge_add(sheet, element);
    return OK;
}

static enum status merge_end(void *context, int tag)
{
    (void)context, (void)tag;
    return OK;
}

static enum status on_start(void *context, const struct xml_element *element, int *ret_tag)
{
    struct sheet *sheet = context;
    const char *name = element->name;
    *ret_tag = XML_TAG_SKIP;
    switch (element->parent) {
    case 0:
        *ret_tag = TAG_SHEET;
        return OK;
    case TAG_SHEET:
        if (strcmp(name, "sheetData") == 0)
            *ret_tag = TAG_DATA;
        return OK;
    case TAG_DATA:
        if (strcmp(name, "row") != 0)
            return OK;
        *ret_tag = TAG_ROW;
        return row_begin(sheet, element);
    case TAG_ROW:
        if (strcmp(name, "c") != 0)
            return OK;
        *ret_tag = TAG_CELL;
        return cell_begin(sheet, element);
    case TAG_CELL:
        if (strcmp(name, "v") == 0)
            *ret_tag = TAG_VALUE;
        else if (strcmp(name, "is") == 0)
            *ret_tag = TAG_INLINE;
        else if (strcmp(name, "f") == 0)
            sheet->formula = true;
        return OK;
    case TAG_INLINE:
    case TAG_RUN:
        if (strcmp(name, "t") == 0)
            *ret_tag = TAG_INLINE_TEXT;
        else if (strcmp(name, "r") == 0)
            *ret_tag = TAG_RUN;
        return OK;
    default:
        return OK;
    }
}

static enum status on_end(void *context, int tag)
{
    struct sheet *sheet = context;
    if (tag == TAG_CELL)
        return cell_end(sheet);
    return tag == TAG_ROW ? row_end(sheet) : OK;
}

static enum status on_text(void *context, int tag, const char *text, size_t length)
{
    struct sheet *sheet = context;
    if (tag != TAG_VALUE && tag != TAG_INLINE_TEXT)
        return OK;
    if (sheet->value.length + length > XLSX_CELL_BYTES)
        return refuse_large(sheet);
    strbuf_add(&sheet->value, text, length);
    return OK;
}

static int merge_compare(const void *a, const void *b)
{
    const struct xlsx_merge *left = a, *right = b;
    if (left->first_row != right->first_row)
        return left->first_row < right->first_row ? -1 : 1;
    return (left->first_column > right->first_column) - (left->first_column < right->first_column);
}

static enum status part_missing(const struct sheet *sheet, enum status status)
{
    if (status != NOT_FOUND)
        return status;
    return xlsx_refuse(sheet->book, MALFORMED, &msg_xlsx_sheet_missing, sheet->name, NULL, NULL);
}

enum status xlsx_merges(struct xlsx_book *book, size_t index, const struct xlsx_merge **ret_merges, size_t *ret_count)
{
    static const struct xml_handler handler = {.start = merge_start, .end = merge_end};
    struct sheet sheet = {.book = book, .name = book->sheets.items[index].sheet.name};
    enum status status = xlsx_walk(book, book->sheets.items[index].part, &handler, &sheet);
    if (status != OK)
        return part_missing(&sheet, status);
    if (sheet.found.count)
        qsort(sheet.found.items, sheet.found.count, sizeof *sheet.found.items, merge_compare);
    *ret_merges = sheet.found.items;
    *ret_count = sheet.found.count;
    return OK;
}

static void sheet_free(struct sheet *sheet)
{
    while (sheet->open_count)
        merge_close(sheet, 0);
    free(sheet->open);
    free(sheet->cells);
    free(sheet->shown);
    strbuf_free(&sheet->text);
    strbuf_free(&sheet->value);
}

enum status xlsx_rows(struct xlsx_book *book, size_t index, bool fill_merged,
                      enum status (*row)(void *context, const struct xlsx_row *row), void *context)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};
    const struct xlsx_place *place = &book->sheets.items[index];
    struct sheet sheet = {.book = book, .name = place->sheet.name, .row = row, .context = context};
    if (fill_merged) {
        enum status status = xlsx_merges(book, index, &sheet.merges, &sheet.merge_count);
        if (status != OK)
            return status;
    }
    sheet.cells = xmalloc(XLSX_COLUMNS * sizeof *sheet.cells);
    sheet.shown = xmalloc(XLSX_COLUMNS * sizeof *sheet.shown);
    sheet.open = xmalloc(XLSX_MERGES_OPEN * sizeof *sheet.open);
    enum status status = part_missing(&sheet, xlsx_walk(book, place->part, &handler, &sheet));
    sheet_free(&sheet);
    return status;
}
