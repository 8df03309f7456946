#include "document/book_page.h"

#include "format/wrap.h"
#include "format/xlsx_read.h"

#include <string.h>

/* The fonts of official documents (GB/T 9704), present on every office PC that prints them. */
#define FONT_TITLE "方正小标宋简体"
#define FONT_HEAD  "黑体"
#define FONT_LINE  "楷体_GB2312"
#define FONT_BODY  "仿宋_GB2312"

#define BODY_SIZE 11.0

static const double margin_side = 12, margin_top = 18, margin_bottom = 16; /* millimetres */
static const double line_points = BODY_SIZE * 1.38, cell_padding = 7, row_least = 24;
static const double row_most = SHEET_ROW_POINTS - 4;

/* ---- measures ---- */

static bool is_wide(enum book_list list)
{
    return list != BOOK_UNITS;
}

static double column_points(double width) /* 7 pixels a digit and 5 of padding, 4 pixels to 3 points */
{
    return (width * 7 + 5) * 0.75;
}

/* Half a character of the body font in a cell of this width; a little is kept back, fonts differ. */
static double room_of(double width)
{
    return (width * 7 - 3) * 0.75 / (BODY_SIZE / 2) * 0.98;
}

static double lines_height(size_t lines)
{
    double height = (double)lines * line_points + cell_padding;
    return height < row_least ? row_least : height;
}

static void measure_page(struct book_page *page)
{
    const double inch = 25.4, point = 72;
    double width = 0, paper_width = is_wide(page->list) ? 420 : 297, paper_height = is_wide(page->list) ? 297 : 210;
    for (size_t i = 0; i < page->layout.count; i++) {
        double own = page->layout.slots[i].width;
        page->room[i] = room_of(own);
        width += column_points(own);
    }
    double fits = (paper_width - 2 * margin_side) / inch * point / width;
    fits = (double)(int)(fits * 100) / 100; /* printed in whole per cent */
    page->page_points = (paper_height - margin_top - margin_bottom) / inch * point / (fits < 1 ? fits : 1);
}

/* ---- head of the list ---- */

static void make_formats(struct book_page *page, struct sheet_book *file)
{
    const struct sheet_style body = {.font = FONT_BODY, .size = BODY_SIZE, .wrap = true, .border = true};
    struct sheet_style style = body;
    page->left = sheet_format(file, &style);
    style.top = true;
    page->left_top = sheet_format(file, &style);
    style.align = SHEET_CENTRE;
    page->centre_top = sheet_format(file, &style);
    style = body;
    style.indent = 1;
    page->inset = sheet_format(file, &style);
    style = body;
    style.align = SHEET_CENTRE;
    page->centre = sheet_format(file, &style);
    style.bold = true;
    page->sum = sheet_format(file, &style);
    style.align = SHEET_LEFT;
    page->sum_left = sheet_format(file, &style);
    style = (struct sheet_style){.font = FONT_HEAD,
                                 .size = BODY_SIZE,
                                 .bold = true,
                                 .wrap = true,
                                 .border = true,
                                 .align = SHEET_CENTRE,
                                 .fill = 0xEDEDED};
    page->head = sheet_format(file, &style);
    style = (struct sheet_style){.font = FONT_TITLE, .size = 18, .align = SHEET_CENTRE, .wrap = true};
    page->title = sheet_format(file, &style);
    style = (struct sheet_style){.font = FONT_LINE, .size = BODY_SIZE, .wrap = true};
    page->line = sheet_format(file, &style);
    style.align = SHEET_RIGHT;
    page->line_right = sheet_format(file, &style);
}

static double room_across(const struct book_page *page, size_t first, size_t last)
{
    double width = 0;
    for (size_t i = first; i <= last; i++)
        width += page->layout.slots[i].width + 5.0 / 7;
    return room_of(width);
}

static void write_title(struct book_page *page, const struct book_heading_text *text)
{
    size_t last = page->layout.count - 1;
    size_t lines = wrap_lines(text->title, room_across(page, 0, last) * BODY_SIZE / 18);
    sheet_row(page->sheet, page->row, 14 + (double)lines * 25);
    sheet_merge_across(page->sheet, page->row, 0, (uint16_t)last, text->title, page->title);
    page->below -= 14 + (double)lines * 25;
    page->row++;
}

/* Source to the left, date and unit to the right, each in about its share of the width. */
static void write_line(struct book_page *page, const struct book_heading_text *text)
{
    size_t last = page->layout.count - 1, split = 1;
    double all = room_across(page, 0, last), right = wrap_width(text->remarks) + 2;
    while (split < last && room_across(page, split + 1, last) > (right < all / 2 ? right : all / 2))
        split++;
    size_t lines = wrap_lines(text->source, room_across(page, 0, split - 1));
    size_t right_lines = wrap_lines(text->remarks, room_across(page, split, last));
    double height = lines_height(lines > right_lines ? lines : right_lines);
    sheet_row(page->sheet, page->row, height);
    sheet_merge_across(page->sheet, page->row, 0, (uint16_t)(split - 1), text->source, page->line);
    sheet_merge_across(page->sheet, page->row, (uint16_t)split, (uint16_t)last, text->remarks, page->line_right);
    page->below -= height;
    page->row++;
}

/* Neighbours of one group share a heading; one column alone needs none. */
static size_t group_length(const struct book_layout *layout, size_t first)
{
    size_t length = 1;
    const char *group = layout->slots[first].group;
    while (group && first + length < layout->count && layout->slots[first + length].group &&
           strcmp(layout->slots[first + length].group, group) == 0)
        length++;
    return length;
}

static double heads_height(const struct book_page *page)
{
    size_t most = 1;
    for (size_t i = 0; i < page->layout.count; i++) {
        size_t lines = wrap_lines(page->layout.slots[i].label, page->room[i] * 0.95);
        most = lines > most ? lines : most;
    }
    return lines_height(most) + 4;
}

static void write_group_heads(struct book_page *page)
{
    sheet_row(page->sheet, page->row, row_least);
    for (size_t i = 0, length; i < page->layout.count; i += length) {
        const struct book_slot *slot = &page->layout.slots[i];
        length = group_length(&page->layout, i);
        if (length > 1)
            sheet_merge_across(page->sheet, page->row, (uint16_t)i, (uint16_t)(i + length - 1), slot->group,
                               page->head);
        else
            sheet_text(page->sheet, page->row, (uint16_t)i, slot->label, page->head);
    }
    page->row++;
}

/* A column without a group has one cell over both rows; its label stands in both, for filters and for reading back. */
static void write_heads(struct book_page *page, bool grouped)
{
    double height = heads_height(page);
    size_t count = page->layout.count;
    sheet_row(page->sheet, page->row, height);
    for (size_t i = 0; i < count; i++)
        sheet_text(page->sheet, page->row, (uint16_t)i, page->layout.slots[i].label, page->head);
    sheet_text(page->sheet, page->row, (uint16_t)count, book_word(page->display, book_text_key_id), page->head);
    sheet_text(page->sheet, page->row, (uint16_t)(count + 1), book_word(page->display, book_text_key_version),
               page->head);
    for (size_t i = 0, length; grouped && i < count; i += length) {
        length = group_length(&page->layout, i);
        if (length == 1)
            sheet_merge_down(page->sheet, page->row - 1, page->row, (uint16_t)i, page->layout.slots[i].label,
                             page->head);
    }
    page->head_row = page->row++;
    page->page_points -= height + (grouped ? row_least : 0); /* repeated on every page */
    page->below -= height + (grouped ? row_least : 0);
}

static void set_columns(struct book_page *page)
{
    size_t count = page->layout.count;
    for (size_t i = 0; i < count; i++)
        sheet_column(page->sheet, (uint16_t)i, page->layout.slots[i].width, false);
    sheet_column(page->sheet, (uint16_t)count, 38, true);
    sheet_column(page->sheet, (uint16_t)(count + 1), 8, true);
}

static void set_paper(struct book_page *page, const struct book_heading_text *text)
{
    struct strbuf header = {0};
    if (*text->marking)
        strbuf_adds(&header, "&L&\"" FONT_HEAD ",Regular\"&16");
    for (const char *at = text->marking; *at; at++)
        strbuf_adds(&header, *at == '&' ? "&&" : (char[]){*at, '\0'});
    struct sheet_page paper = {
        .a3 = is_wide(page->list),
        .landscape = true,
        .header = *text->marking ? strbuf_text(&header) : NULL,
        .footer = book_word(page->display, book_text_page),
        .left = margin_side,
        .right = margin_side,
        .top = margin_top,
        .bottom = margin_bottom,
    };
    sheet_page_setup(page->sheet, &paper);
    strbuf_free(&header);
}

static uint16_t frozen_columns(const struct book_layout *layout)
{
    uint16_t frozen = 0;
    for (size_t i = 0; i < layout->count; i++)
        if (layout->slots[i].column->flags & BOOK_FROZEN)
            frozen = (uint16_t)(i + 1);
    return frozen;
}

bool book_page_open(struct book_page *page, struct sheet_book *file, const char *name,
                    const struct book_heading_text *text)
{
    bool grouped = false;
    page->name = name;
    page->sheet = sheet_add(file, name);
    if (!page->sheet)
        return false;
    make_formats(page, file);
    measure_page(page);
    page->below = page->page_points;
    set_columns(page);
    set_paper(page, text);
    write_title(page, text);
    write_line(page, text);
    for (size_t i = 0; i < page->layout.count; i++)
        grouped = grouped || group_length(&page->layout, i) > 1;
    uint32_t first = page->row;
    if (grouped)
        write_group_heads(page);
    write_heads(page, grouped);
    sheet_titles(page->sheet, first, page->head_row, frozen_columns(&page->layout));
    return true;
}

/* ---- rows ---- */

struct look {  /* how a row is set */
    bool part; /* a point */
    bool tall; /* several rows merged into one, perhaps over several pages: read from the top */
};

static const struct sheet_format *format_of(const struct book_page *page, size_t slot, struct look look)
{
    unsigned flags = page->layout.slots[slot].column->flags;
    if (flags & BOOK_CENTRED)
        return look.tall && !(flags & BOOK_MERGED) ? page->centre_top : page->centre;
    return look.tall ? page->left_top : look.part && flags & BOOK_INDENT ? page->inset : page->left;
}

/* A merged cell ends: called while its last row is the one being written. */
static void end_held(struct book_page *page, size_t slot)
{
    struct book_held *held = &page->held[slot];
    if (held->open)
        sheet_merge_down(page->sheet, held->first, page->row - 1, (uint16_t)slot, strbuf_text(&held->text),
                         format_of(page, slot, (struct look){0}));
    held->open = false;
}

static void end_all_held(struct book_page *page)
{
    for (size_t i = 0; i < page->layout.count; i++)
        end_held(page, i);
}

static bool holds(const struct book_page *page, size_t slot, const struct book_value *value)
{
    return page->held[slot].open && value->key && strcmp(strbuf_text(&page->held[slot].key), value->key) == 0;
}

static void hold(struct book_page *page, size_t slot, const struct book_value *value)
{
    struct book_held *held = &page->held[slot];
    strbuf_clear(&held->key);
    strbuf_clear(&held->text);
    strbuf_adds(&held->key, value->key);
    strbuf_adds(&held->text, value->text ? value->text : "");
    held->first = page->row;
    held->open = true;
}

/* A merged cell's text is shared by the rows it will have; when they will not all stand on this page, the first of them
 * must be high enough alone. */
static double value_height(const struct book_page *page, size_t slot, const struct book_value *value, bool part)
{
    unsigned flags = page->layout.slots[slot].column->flags;
    double inset = part && flags & BOOK_INDENT ? 1.8 : 0;
    if (!value->text || !*value->text)
        return row_least;
    double height = lines_height(wrap_lines(value->text, page->room[slot] - inset));
    if (!(flags & BOOK_MERGED) || !value->key || value->left < 2)
        return height;
    if (!holds(page, slot, value) && height > page->below)
        return height;
    return height / (double)value->left;
}

static double row_height(const struct book_page *page, const struct book_row *row)
{
    double most = row_least;
    for (size_t i = 0; i < page->layout.count; i++) {
        double height = value_height(page, i, &row->values[i], row->part);
        most = height > most ? height : most;
    }
    return most;
}

static void write_value(struct book_page *page, size_t slot, const struct book_value *value, struct look look)
{
    const struct sheet_format *format = format_of(page, slot, look);
    bool counted = page->layout.slots[slot].column->flags & BOOK_COUNTED;
    if (counted && !value->text && value->number >= 0)
        sheet_number(page->sheet, page->row, (uint16_t)slot, (double)value->number, format);
    else
        sheet_text(page->sheet, page->row, (uint16_t)slot, value->text ? value->text : "", format);
}

static void write_keys(struct book_page *page, const struct book_row *row)
{
    char id[UUID_TEXT];
    if (uuid_is_nil(row->id))
        return;
    uuid_text(row->id, id);
    sheet_text(page->sheet, page->row, (uint16_t)page->layout.count, id, page->left);
    sheet_number(page->sheet, page->row, (uint16_t)(page->layout.count + 1), (double)row->version, page->left);
}

/* Text higher than a row can be: further rows below, merged with the first. Short texts are repeated under the merge,
 * so that a filter keeps the rows together. */
static void write_rest(struct book_page *page, const struct book_row *row, uint32_t more, double height)
{
    uint32_t first = page->row - 1;
    struct look look = {row->part, true};
    for (uint32_t k = 0; k < more; k++, page->row++) {
        sheet_row(page->sheet, page->row, height);
        for (size_t i = 0; i < page->layout.count; i++) {
            const struct book_value *value = &row->values[i];
            bool brief = value->text && strlen(value->text) < BOOK_LINE_BYTES;
            sheet_text(page->sheet, page->row, (uint16_t)i, brief ? value->text : "", format_of(page, i, look));
        }
    }
    for (size_t i = 0; i < page->layout.count; i++) {
        const struct book_value *value = &row->values[i];
        bool brief = value->text && strlen(value->text) < BOOK_LINE_BYTES;
        if (!page->held[i].open)
            sheet_merge_down(page->sheet, first, page->row - 1, (uint16_t)i, brief ? value->text : NULL,
                             format_of(page, i, look));
    }
}

static uint32_t rows_for(const struct book_page *page, double height)
{
    if (height <= row_most || !sheet_can_merge(page->sheet, 2 * BOOK_SLOTS))
        return 1;
    return (uint32_t)(height / row_most) + 1;
}

static void turn_page(struct book_page *page, double height)
{
    if (height > page->below) {
        end_all_held(page);
        page->below = page->page_points;
    }
    page->below -= height;
    if (page->below < 0) /* higher than a page */
        page->below = 0;
}

void book_page_row(struct book_page *page, const struct book_row *row)
{
    double height = row_height(page, row);
    uint32_t rows = rows_for(page, height);
    if (page->row + rows + 1 >= SHEET_ROWS) {
        page->too_many = true;
        return;
    }
    turn_page(page, height);
    for (size_t i = 0; i < page->layout.count; i++)
        if (!holds(page, i, &row->values[i]))
            end_held(page, i);
    sheet_row(page->sheet, page->row, height / rows);
    for (size_t i = 0; i < page->layout.count; i++) {
        const struct book_value *value = &row->values[i];
        bool merged = page->layout.slots[i].column->flags & BOOK_MERGED && value->key;
        if (merged && !page->held[i].open)
            hold(page, i, value);
        write_value(page, i, value, (struct look){row->part, rows > 1});
        if (page->layout.slots[i].column->flags & BOOK_SUMMED && !value->text && value->number > 0)
            page->sums[i] += value->number;
    }
    write_keys(page, row);
    page->row++;
    page->rows++;
    if (rows > 1)
        write_rest(page, row, rows - 1, height / rows);
}

static void filter_rows(struct book_page *page)
{
    uint32_t last = page->row - 1 > page->head_row ? page->row - 1 : page->head_row + 1;
    if (!page->filtered)
        sheet_filter(page->sheet, page->head_row, last, (uint16_t)(page->layout.count + 1));
    page->filtered = true;
}

void book_page_totals(struct book_page *page, const char *label, int sentence_slot, const char *formula,
                      const char *sentence)
{
    end_all_held(page);
    filter_rows(page); /* the last row it covers must still be in memory */
    uint32_t first = page->head_row + 1, last = page->row - 1;
    char name[4];
    size_t summed = 0;
    struct strbuf sum = {0};
    while (summed < page->layout.count && !(page->layout.slots[summed].column->flags & BOOK_SUMMED))
        summed++;
    sheet_row(page->sheet, page->row, lines_height(2));
    for (size_t i = summed; i < page->layout.count; i++) {
        if (!(page->layout.slots[i].column->flags & BOOK_SUMMED)) {
            sheet_text(page->sheet, page->row, (uint16_t)i, "", page->sum_left);
            continue;
        }
        xlsx_column_text((uint32_t)i, name);
        strbuf_clear(&sum);
        strbuf_adds(&sum, "=SUM(");
        strbuf_adds(&sum, name);
        strbuf_add_int(&sum, first + 1);
        strbuf_addc(&sum, ':');
        strbuf_adds(&sum, name);
        strbuf_add_int(&sum, last + 1);
        strbuf_addc(&sum, ')');
        sheet_formula(page->sheet, page->row, (uint16_t)i, strbuf_text(&sum), (double)page->sums[i], page->sum);
    }
    if (sentence_slot >= 0)
        sheet_formula_text(page->sheet, page->row, (uint16_t)sentence_slot, formula, sentence, page->sum_left);
    if (summed > 0)
        sheet_merge_across(page->sheet, page->row, 0, (uint16_t)(summed - 1), label, page->sum);
    strbuf_free(&sum);
    page->row++;
}

void book_page_close(struct book_page *page, const char *const *choices)
{
    uint16_t count = (uint16_t)page->layout.count;
    end_all_held(page);
    uint32_t last = page->head_row + 1 > page->row - 1 ? page->head_row + 1 : page->row - 1;
    const char *title = book_word(page->display, book_text_choose_title);
    const char *sentence = book_word(page->display, book_text_choose);
    for (size_t i = 0; i < count; i++) {
        const struct book_column *column = page->layout.slots[i].column;
        if (choices && choices[i])
            sheet_choices(page->sheet, page->head_row + 1, last, (uint16_t)i, choices[i], title, sentence,
                          column->type->fields[column->what].kind == KIND_word);
    }
    filter_rows(page);
    sheet_area(page->sheet, last, (uint16_t)(count - 1));
}

void book_page_free(struct book_page *page)
{
    for (size_t i = 0; i < BOOK_SLOTS; i++) {
        strbuf_free(&page->held[i].key);
        strbuf_free(&page->held[i].text);
    }
}
