/* xlsx_read: the cells of a workbook (.xlsx of Excel, WPS and LibreOffice; transitional and strict), row by row. Only
 * the shared texts are kept in memory; rows stream through a callback, so that 100 000 of them need a few megabytes.
 *
 * What a cell is:
 *  - a formula is its last result;
 *  - rich text is its runs joined, phonetic guides left out; line breaks are '\n', other control characters are gone;
 *  - a number is the digits the file has, never rounded here;
 *  - a number with a date format (built-in 14–22, 27–36, 45–47, 50–58, or a custom one that shows a year, month, day,
 * hour or second) is a date: "2026-03-31", "2026-03-31T08:30:00", "08:30:00", both epochs; where the format shows year
 * and month but no day, `month_only` is set;
 *  - cells missing from the file are XLSX_EMPTY in between and left out at the end of a row.
 */
#ifndef RECTIFY_FORMAT_XLSX_READ_H
#define RECTIFY_FORMAT_XLSX_READ_H

#include "base/arena.h"
#include "base/problem.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum xlsx_limit {
    XLSX_ROWS = 1048576,
    XLSX_COLUMNS = 16384,
    XLSX_SHEETS = 1000,
    XLSX_CELL_BYTES = 128 * 1024, /* Excel holds 32 767 characters */
    XLSX_ROW_BYTES = 16 * 1024 * 1024,
    XLSX_SHARED_TEXTS = 4 * 1000 * 1000,
    XLSX_SHARED_BYTES = 128 * 1024 * 1024,
    XLSX_MERGES = 50 * 1000, /* merged areas of a sheet */
    XLSX_MERGES_OPEN = 1000, /* reaching into one row */
};

enum xlsx_kind { XLSX_EMPTY, XLSX_TEXT, XLSX_NUMBER, XLSX_DATE, XLSX_BOOL, XLSX_ERROR };

struct xlsx_cell {
    enum xlsx_kind kind;
    bool month_only;  /* XLSX_DATE: the first of the month stands for the month */
    bool merged;      /* filled from the first cell of its merged area */
    const char *text; /* clean UTF-8, NUL-terminated, "" when empty; valid during the callback. TRUE/FALSE, #N/A … */
    size_t length;
};

struct xlsx_row {
    uint32_t number; /* 1-based, ascending; rows missing from the file are not called for */
    bool hidden;
    const struct xlsx_cell *cells; /* cells[0] is column A */
    size_t count;
};

struct xlsx_merge {
    uint32_t first_row, last_row;       /* 1-based */
    uint32_t first_column, last_column; /* 0-based */
};

struct xlsx_sheet {
    const char *name;
    bool hidden;
};

struct xlsx_book;

/* The bytes must outlive the book. REFUSED, MALFORMED or TOO_LARGE with a sentence otherwise (see file.h and zip.h). */
enum status xlsx_open(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                      struct problems *problems, struct xlsx_book **ret_book);
void xlsx_close(struct xlsx_book *book); /* NULL is fine */

/* Worksheets in the order of their tabs, hidden ones included; charts are no worksheets. At least one. */
size_t xlsx_sheet_count(const struct xlsx_book *book);
const struct xlsx_sheet *xlsx_sheet(const struct xlsx_book *book, size_t index);

/* The sheet's merged areas, by first row; walks through the sheet once. In the arena of the book. */
enum status xlsx_merges(struct xlsx_book *book, size_t index, const struct xlsx_merge **ret_merges, size_t *ret_count);

/* Calls `row` for each row; stops at its first status other than OK and returns that. With `fill_merged` every empty
 * cell of a merged area has what its first cell has (the sheet is walked through twice then). */
enum status xlsx_rows(struct xlsx_book *book, size_t index, bool fill_merged,
                      enum status (*row)(void *context, const struct xlsx_row *row), void *context);

/* "A" … "XFD" for a 0-based column. */
void xlsx_column_text(uint32_t column, char out[4]);

#endif
