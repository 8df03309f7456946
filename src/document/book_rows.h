/* book_rows: what hangs on a page of findings: who answers for each, and its measures; one statement each, in the order
 * of the findings, bounded by the page's first and last path. The page itself has passed the gate; what belongs to
 * findings between that did not is skipped. */
#ifndef RECTIFY_DOCUMENT_BOOK_ROWS_H
#define RECTIFY_DOCUMENT_BOOK_ROWS_H

#include "document/ledger_book.h"
#include "ledger/names.h"
#include "ledger/records.h"
#include "store/list.h"

struct book_responsibility { /* responsible and supporting units, owners; those there is one of stand in the finding */
    const char *path;        /* of the finding */
    int role;
    struct uuid unit, person; /* the unit of a person's responsibility is his own where none is named; nil: none */
};

struct book_action {
    const char *path;                 /* of the finding it answers */
    struct corrective_action *action; /* fields the reader may not see are absent */
};

struct book_rows {
    const struct book_responsibility *responsibilities;
    size_t responsibility_count, responsibility_at;
    const struct book_action *actions;
    size_t action_count, action_at;
};

/* Names of units and persons are asked of `names`, not loaded. */
enum status book_rows_read(const struct ledger_book *book, struct arena *arena, unsigned roles,
                           const struct list_page *page, struct names *names, struct book_rows *ret_rows);

/* Those of the finding with this path; findings must be asked for in the order of the page. */
const struct book_responsibility *book_rows_responsibilities(struct book_rows *rows, const char *path,
                                                             size_t *ret_count);
const struct book_action *book_rows_actions(struct book_rows *rows, const char *path, size_t *ret_count);

#endif
