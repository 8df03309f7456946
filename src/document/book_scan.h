/* book_scan: what must be known of a ledger before its first row is written: how much there is, how secret it is, which
 * columns of its own, which part of the numbers all share, where it came from, the words of the vocabularies. */
#ifndef RECTIFY_DOCUMENT_BOOK_SCAN_H
#define RECTIFY_DOCUMENT_BOOK_SCAN_H

#include "document/book_columns.h"
#include "document/ledger_book.h"
#include "ledger/headings.h"

struct book_term {
    const char *vocabulary, *word, *label;
};

struct book_terms {
    const struct book_term *items;
    size_t count;
};

struct book_extras {
    struct book_extra *items;
    size_t count;
};

struct book_scan {
    int64_t findings, points, demands;
    bool aspects, items;
    struct headings headings; /* over findings of a reader who has no rows of them */
    int confidentiality;      /* the highest the reader sees */
    const char *prefix;       /* all numbers begin so, "ZGJ-2026-"; "" when they differ */
    const char *source;       /* the letters, as one line */
    const char *subject;      /* 巡察整改 */
    const char *organisation; /* the ledger's */
    struct book_terms terms;  /* in their order */
    struct book_extras finding_extras, demand_extras, action_extras;
};

enum status book_scan(const struct ledger_book *book, struct arena *arena, const struct display *display,
                      unsigned roles, struct problems *problems, struct book_scan *ret_scan);

/* The word itself when the office has no such term. */
const char *book_term_label(const struct book_terms *terms, const char *vocabulary, const char *word);
/* Without the shared prefix. */
const char *book_short_number(const struct book_scan *scan, const char *number);

#endif
