/* list_csv: rows of cells as CSV (RFC 4180) the way spreadsheets open it: UTF-8 with a mark, CRLF, quotes where a cell
 * needs them. A text that a spreadsheet would take for a formula (= + - @ and tabs in front) is given an apostrophe.
 * Written to a file beside the target and renamed when whole. */
#ifndef RECTIFY_DOCUMENT_LIST_CSV_H
#define RECTIFY_DOCUMENT_LIST_CSV_H

#include "base/problem.h"

#include <stdbool.h>

struct list_csv;

enum status list_csv_new(const char *path, struct problems *problems, struct list_csv **ret_csv);
/* `number`: as it is; everything else is a person's text. */
void list_csv_cell(struct list_csv *csv, const char *text, bool number);
void list_csv_end_row(struct list_csv *csv);
/* FAILED with a sentence when the disk is full. Frees it in any case. */
enum status list_csv_finish(struct list_csv *csv, struct problems *problems);
void list_csv_drop(struct list_csv *csv); /* leaves nothing behind */

#endif
