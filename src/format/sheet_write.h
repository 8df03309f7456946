/* sheet_write: a workbook (.xlsx) written row after row in constant memory (libxlsxwriter). Rows of one sheet are
 * written in order; several sheets may be written at the same time. Everything a person typed is written as text, never
 * as a formula, freed of what XML cannot hold, and cut at what a cell can hold.
 *
 *     struct sheet_book *book;
 *     status = sheet_book_new("list.xlsx", problems, &book);
 *     struct sheet *sheet = sheet_add(book, "问题清单");
 *     sheet_row(sheet, 0, 30);                        the height first, then the cells
 *     sheet_text(sheet, 0, 0, "…", sheet_format(book, &style));
 *     status = sheet_book_finish(book, problems);     only now is there a file of that name
 *
 * The bytes go to a file beside the target, which is checked and renamed at the end: a full disk leaves nothing
 * half-written. Rows and columns count from 0; heights are points, widths are characters as a spreadsheet counts them.
 */
#ifndef RECTIFY_FORMAT_SHEET_WRITE_H
#define RECTIFY_FORMAT_SHEET_WRITE_H

#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SHEET_ROWS = 1048576,
    SHEET_COLUMNS = 16384,
    SHEET_TEXT = 32767,     /* UTF-16 units in a cell */
    SHEET_ROW_POINTS = 409, /* highest row there is */
    SHEET_MERGES = 45000,   /* merged ranges of a sheet: more is slow to open, and xlsx_read.h takes 50 000 */
};

struct sheet_book;
struct sheet;
struct sheet_format; /* belongs to the book */

enum sheet_align { SHEET_LEFT, SHEET_CENTRE, SHEET_RIGHT };

struct sheet_style {
    const char *font;
    double size;
    bool bold, wrap, border;
    enum sheet_align align;
    bool top;      /* at the top of the cell instead of its middle */
    int indent;    /* from the left */
    uint32_t fill; /* 0xRRGGBB; 0: none */
};

struct sheet_page {
    bool a3; /* A4 otherwise */
    bool landscape;
    const char *header, *footer;     /* in the notation of spreadsheets: &L &C &R &P &N; NULL: none */
    double left, right, top, bottom; /* margins, millimetres */
};

/* REFUSED when the place cannot be written. */
enum status sheet_book_new(const char *path, struct problems *problems, struct sheet_book **ret_book);
/* Completes the file, checks that every part of it can be read back, and gives it its name. FAILED with a sentence when
 * the disk is full. Frees the book in any case. */
enum status sheet_book_finish(struct sheet_book *book, struct problems *problems);
void sheet_book_drop(struct sheet_book *book); /* leaves nothing behind; NULL is fine */
void sheet_book_title(struct sheet_book *book, const char *title, const char *company);

/* NULL when there is no room for its temporary file. The name must be one a spreadsheet accepts: at most 31 characters,
 * none of []:*?/\ (those are replaced). */
struct sheet *sheet_add(struct sheet_book *book, const char *name);
void sheet_hide(struct sheet *sheet);
const struct sheet_format *sheet_format(struct sheet_book *book, const struct sheet_style *style);

void sheet_column(struct sheet *sheet, uint16_t column, double width, bool hidden);
void sheet_row(struct sheet *sheet, uint32_t row, double points);
void sheet_text(struct sheet *sheet, uint32_t row, uint16_t column, const char *text,
                const struct sheet_format *format); /* "" leaves an empty cell with the format */
void sheet_number(struct sheet *sheet, uint32_t row, uint16_t column, double number, const struct sheet_format *format);
/* With the value it has now, for readers that do not compute. The formula is the program's, never a person's. */
void sheet_formula(struct sheet *sheet, uint32_t row, uint16_t column, const char *formula, double value,
                   const struct sheet_format *format);
void sheet_formula_text(struct sheet *sheet, uint32_t row, uint16_t column, const char *formula, const char *value,
                        const struct sheet_format *format);
/* Merges cells of the row being written and writes the text. */
void sheet_merge_across(struct sheet *sheet, uint32_t row, uint16_t first, uint16_t last, const char *text,
                        const struct sheet_format *format);
/* Merges a column from `first` down to `last`, the row being written, whose cells have been written. `text` is put back
 * into the last cell (under the merge), so that every row of the range can be filtered by it; NULL leaves that empty.
 */
void sheet_merge_down(struct sheet *sheet, uint32_t first, uint32_t last, uint16_t column, const char *text,
                      const struct sheet_format *format);
bool sheet_can_merge(const struct sheet *sheet, size_t more); /* room for so many merges more */

void sheet_page_setup(struct sheet *sheet, const struct sheet_page *page); /* one page wide, centred */
/* Header rows that repeat on every page and stay in sight, with so many columns beside them. */
void sheet_titles(struct sheet *sheet, uint32_t first, uint32_t last, uint16_t columns);
void sheet_area(struct sheet *sheet, uint32_t last_row,
                uint16_t last_column); /* what is printed, from the first cell */
void sheet_filter(struct sheet *sheet, uint32_t first_row, uint32_t last_row, uint16_t last_column);
/* A drop-down from a range elsewhere ("=_rectify!$H$2:$H$9"). `strict`: nothing else may be entered. */
void sheet_choices(struct sheet *sheet, uint32_t first_row, uint32_t last_row, uint16_t column, const char *range,
                   const char *title, const char *sentence, bool strict);

#endif
