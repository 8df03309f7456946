/* list_sheet: a list of any record as a file, exactly as it is shown: the rows that were asked for, in that order, the
 * columns chosen; names instead of ids, labels instead of words. As a workbook it needs no touching up: heading in
 * sight and on every page, widths by kind, wrapped, trees set in. As CSV it opens in a spreadsheet (UTF-8 with mark)
 * and nothing in it is taken for a formula.
 *
 * Rows are read page by page through the gate and written as they come: memory does not grow with the list. */
#ifndef RECTIFY_DOCUMENT_LIST_SHEET_H
#define RECTIFY_DOCUMENT_LIST_SHEET_H

#include "access/scope.h"
#include "ledger/profile.h"
#include "store/list.h"

enum { LIST_SHEET_COLUMNS = FIELDS_MAX + EXTRA_MAX };

struct list_column {
    int field;
    const char *key; /* of one of the office's own columns; NULL otherwise */
    const char *label;
};

struct list_columns {
    struct list_column items[LIST_SHEET_COLUMNS];
    size_t count;
};

struct list_sheet {
    struct db *db;
    const struct scope *scope; /* of the reader */
    struct list_query *query;  /* as asked; limit and cursor are set here */
    const struct list_columns *columns;
    const struct profiles *profiles;
    const char *profile;
    enum language language;
    const char *title; /* over the pages */
    date today;
    bool csv;         /* a workbook otherwise */
    const char *path; /* replaced when everything is written, not touched otherwise */
};

/* "number,title,due,extra.KEY": REFUSED for what is no column, or none of this reader's. "" or NULL: every field he may
 * see that a person reads as a value. */
enum status list_columns_read(const struct list_sheet *sheet, struct arena *arena, const char *names,
                              struct problems *problems, struct list_columns *ret_columns);
/* FORBIDDEN when the reader may see nothing of the record; TOO_LARGE when a sheet cannot hold the rows; FAILED with a
 * sentence when the disk is full. Reads one snapshot when the caller began one. */
enum status list_sheet_write(const struct list_sheet *sheet, struct problems *problems, int64_t *ret_rows);

#endif
