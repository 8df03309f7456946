/* book_units: what each unit carries, counted while the findings go by: for the list of responsibilities. Only problems
 * count; points and demands are named by number. */
#ifndef RECTIFY_DOCUMENT_BOOK_UNITS_H
#define RECTIFY_DOCUMENT_BOOK_UNITS_H

#include "document/book_page.h"
#include "document/book_rows.h"
#include "document/book_scan.h"

enum { UNIT_ROLES = 3 }; /* leads, answers for, supports */

struct book_unit {
    struct uuid id;
    int64_t counts[UNIT_ROLES];
    struct strbuf numbers[UNIT_ROLES];
    VEC(struct uuid) owners;
    const char *name, *head;
    struct book_unit *next; /* in the bucket */
};

struct book_units;

struct book_units *book_units_new(struct arena *arena);
void book_units_free(struct book_units *units); /* NULL is fine */

/* `lead`: nil when nobody leads; `counts`: it is a problem. */
void book_units_note(struct book_units *units, struct uuid lead, const struct book_responsibility *responsibilities,
                     size_t count, const char *number, bool counts);
void book_units_owner(struct book_units *units, struct uuid unit, struct uuid person);

/* Writes the rows in the official order, the problems without a lead unit, the totals. `tie` is the cells of the list
 * of problems that hold its running number ("问题清单!$A$5:$A$80"), NULL when there are none. */
enum status book_units_write(struct book_units *units, const struct ledger_book *book, const struct display *display,
                             const struct book_scan *scan, const char *findings_sheet, const char *tie,
                             struct book_page *page);

#endif
