/* book_columns: the one table of the workbook's columns (the overlay of architecture.md), keyed by the field: on which
 * lists, in which order, under which heading, how wide; and from it the columns one reader gets. */
#ifndef RECTIFY_DOCUMENT_BOOK_COLUMNS_H
#define RECTIFY_DOCUMENT_BOOK_COLUMNS_H

#include "document/book_words.h"
#include "ledger/names.h"
#include "ledger/records.h"

enum book_list { BOOK_FINDINGS, BOOK_DEMANDS, BOOK_TASKS, BOOK_UNITS, BOOK_LISTS };

enum book_from {
    FROM_FIELD, /* a field of a record: shown when the reader may see it */
    FROM_ROLE,  /* who has this role for the finding */
    FROM_BOOK,  /* made by the book */
    FROM_EXTRA, /* one of the office's own columns (D34): the row stands for all of them */
};

/* What the book makes itself. */
enum book_made {
    MADE_ORDER,
    MADE_ASPECT,
    MADE_ITEM,
    MADE_REMARK,
    MADE_UNIT,
    MADE_HEAD,
    MADE_LEAD_COUNT,
    MADE_RESPONSIBLE_COUNT,
    MADE_SUPPORTING_COUNT,
    MADE_NUMBERS,
    MADE_OWNERS,
};

enum book_flag {
    BOOK_CENTRED = 1 << 0,
    BOOK_MERGED = 1 << 1,  /* one cell over rows that belong together */
    BOOK_INDENT = 1 << 2,  /* set in for points */
    BOOK_CHOICE = 1 << 3,  /* a drop-down of the field's words or terms */
    BOOK_SUMMED = 1 << 4,  /* a number, added up in the last row */
    BOOK_FROZEN = 1 << 5,  /* stays in sight, with everything before it */
    BOOK_IF_ANY = 1 << 6,  /* only when the ledger has some */
    BOOK_COUNTED = 1 << 7, /* a number */
};

struct book_column {
    unsigned lists; /* bits of enum book_list */
    enum book_from from;
    const struct record_type *type;
    int what;  /* field, enum responsibility_role or enum book_made */
    int label; /* enum book_text; -1: the label of the field or role itself */
    int group; /* enum book_text, a heading over neighbours of the same group; -1: none */
    double width;
    unsigned flags;
};

/* A column as one reader gets it. */
struct book_slot {
    const struct book_column *column;
    const char *extra; /* key of an own column; NULL otherwise */
    const char *label;
    const char *group; /* NULL: none */
    double width;
};

enum { BOOK_SLOTS = 48 + 2 * EXTRA_MAX };

struct book_layout {
    struct book_slot slots[BOOK_SLOTS];
    size_t count;
};

/* One of the office's own columns (D34). */
struct book_extra {
    const char *key, *label;
};

/* What decides which columns there are. */
struct book_wants {
    const struct display *display;
    unsigned roles;                  /* of the reader, in this ledger */
    bool aspects, items;             /* there are such headings, and he sees them */
    const struct book_extra *extras; /* of the record the list is about */
    size_t extra_count;
};

void book_layout_make(enum book_list list, const struct book_wants *wants, struct book_layout *ret_layout);
/* -1 when the layout has no such column. */
int book_slot_made(const struct book_layout *layout, enum book_made made);
/* The label of a word of the book. */
const char *book_word(const struct display *display, enum book_text word);

#endif
