/* ledger_book: the workbook an office prints: the list of problems, of tasks, of responsibilities
 * (问题清单、任务清单、责任清单), and of demands where a letter makes some; H2. One pass over the findings in the order
 * of the letters, in bounded memory; what the reader may not see is left out, columns and rows (gate.h). Each row
 * carries the record's id and version in two hidden columns, and a hidden sheet says which field each column holds, so
 * that the file can come back.
 *
 * Which columns there are, in which order and how wide: book_columns.c. Labels: the ledger's profile. */
#ifndef RECTIFY_DOCUMENT_LEDGER_BOOK_H
#define RECTIFY_DOCUMENT_LEDGER_BOOK_H

#include "access/ledger_fields.h"
#include "access/scope.h"
#include "ledger/profile.h"

struct ledger_book {
    struct db *db;
    const struct scope *scope; /* of the reader */
    const struct ledger *ledger;
    const struct profiles *profiles;
    enum language language;
    date today;       /* "截至" */
    const char *path; /* replaced when everything is written, not touched otherwise */
};

struct ledger_book_counts {
    int64_t findings, points, demands, tasks, units;
};

/* FORBIDDEN when the reader may see no findings; TOO_LARGE when a sheet cannot hold them; FAILED with a sentence when
 * the disk is full. Reads one snapshot. `ret_counts` may be NULL. */
enum status ledger_book_write(const struct ledger_book *book, struct problems *problems,
                              struct ledger_book_counts *ret_counts);

#endif
