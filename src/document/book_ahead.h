/* book_ahead: the findings of a ledger, page after page in the order of their paths, each with what hangs on it and the
 * names it mentions; the next page is read by a thread of its own while this one is written. Between book_ahead_new and
 * book_ahead_free the database connection belongs to that thread. Each page has an arena of its own. */
#ifndef RECTIFY_DOCUMENT_BOOK_AHEAD_H
#define RECTIFY_DOCUMENT_BOOK_AHEAD_H

#include "document/book_rows.h"

struct book_batch {
    struct arena *arena;
    struct list_page page;
    struct book_rows rows;
    struct names *names;
};

struct book_ahead;

/* Where no thread can be had, pages are read when they are asked for. */
struct book_ahead *book_ahead_new(const struct ledger_book *book, unsigned roles);
/* The next page, good until the next call; NULL behind the last one and when reading failed. */
struct book_batch *book_ahead_next(struct book_ahead *ahead);
/* Ends the reading, at any time, and tells how it went. */
enum status book_ahead_free(struct book_ahead *ahead, struct problems *problems);

#endif
