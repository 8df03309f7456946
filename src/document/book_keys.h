/* book_keys: the hidden sheet: what file this is, which record and field each column of each list holds (so that it can
 * be read back whatever its labels), and the closed lists the drop-downs choose from (a validation itself holds at most
 * 255 characters). */
#ifndef RECTIFY_DOCUMENT_BOOK_KEYS_H
#define RECTIFY_DOCUMENT_BOOK_KEYS_H

#include "document/book_page.h"
#include "document/book_scan.h"

enum { BOOK_KEYS_FORMAT = 1 };
#define BOOK_KEYS_SHEET "_rectify"

/* Writes the sheet, the last of the file, and fills in, per list and slot, the range its drop-down chooses from (NULL:
 * none). False when the sheet cannot be made. */
bool book_keys_write(const struct ledger_book *book, struct arena *arena, const struct display *display,
                     const struct book_scan *scan, struct sheet_book *file, struct book_page *const pages[BOOK_LISTS],
                     const char *choices[BOOK_LISTS][BOOK_SLOTS]);

#endif
