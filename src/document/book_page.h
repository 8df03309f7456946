/* book_page: one list of the workbook as it lies on paper: title, source line, headings, rows with their heights, cells
 * merged over rows that belong together, page set-up. Rows are written one after the other and never kept.
 *
 * Heights are reckoned before a row is written (a spreadsheet does not do it for wrapped text it did not type): the
 * longest cell decides. Text higher than the highest row gets several rows merged into one. A merged cell ends where
 * the page ends, so that its text stands on every page; where pages end is reckoned from the heights. */
#ifndef RECTIFY_DOCUMENT_BOOK_PAGE_H
#define RECTIFY_DOCUMENT_BOOK_PAGE_H

#include "document/book_columns.h"
#include "format/sheet_write.h"

enum { BOOK_LINE_BYTES = 512 };

struct book_value {
    const char *text; /* NULL: empty */
    int64_t number;   /* in a counted column, when text is NULL; -1: empty */
    const char *key;  /* in a merged column: rows with the same key are one cell; NULL: a cell of its own */
    size_t left;      /* rows the key still has at least, this one included */
};

struct book_row {
    struct book_value *values; /* one a slot */
    bool part;                 /* a point: set in */
    struct uuid id;            /* of the record; nil: none */
    int64_t version;
};

struct book_held { /* a merged cell that may still grow */
    bool open;
    uint32_t first;
    struct strbuf key, text;
};

struct book_page {
    struct sheet *sheet;
    enum book_list list;
    const struct display *display;
    struct book_layout layout;
    const char *name; /* of the sheet */
    const struct sheet_format *title, *line, *line_right, *head, *left, *centre, *inset, *sum, *sum_left;
    const struct sheet_format *left_top, *centre_top; /* of rows higher than a page may be */
    struct book_held held[BOOK_SLOTS];
    double room[BOOK_SLOTS];   /* columns of half a character in a cell of the slot */
    double page_points, below; /* height of a page for rows, and what is left of this one */
    uint32_t head_row;         /* last row of the headings */
    uint32_t row;              /* the next one */
    int64_t rows;              /* written */
    int64_t sums[BOOK_SLOTS];
    bool too_many, filtered;
};

struct book_heading_text {
    const char *title, *source, *remarks;
    const char *marking; /* secrecy, "" for none */
};

/* False when the sheet cannot be made. The page's layout must be set; it must be zeroed otherwise. */
bool book_page_open(struct book_page *page, struct sheet_book *file, const char *name,
                    const struct book_heading_text *text);
void book_page_row(struct book_page *page, const struct book_row *row);
/* The last row: sums of the SUMMED columns, and a sentence that says whether they tie. */
void book_page_totals(struct book_page *page, const char *label, int sentence_slot, const char *formula,
                      const char *sentence);
/* Ends the list: filter, printed area, drop-downs (ranges per slot, NULL: none). */
void book_page_close(struct book_page *page, const char *const *choices);
void book_page_free(struct book_page *page);

#endif
