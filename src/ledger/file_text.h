/* file_text: the text of an attachment, for the search: .docx, .xlsx and text files by our own readers, PDF by
 * pdftotext where there is one. A file that cannot be read has no text; nobody is told, nothing fails.
 *
 * A new attachment is noted in file_pending, in the transaction that adds it; whoever has time reads the file and sets
 * its text (store/search.h). Derived from the file alone: it can be read again whenever our readers learn something. */
#ifndef RECTIFY_LEDGER_FILE_TEXT_H
#define RECTIFY_LEDGER_FILE_TEXT_H

#include "ledger/attachment_fields.h"
#include "store/blobs.h"
#include "store/tx.h"

enum { FILE_TEXT_BYTES = 1024 * 1024 }; /* of text that are kept; what is behind them is not found */

/* Clean text in the arena, "" when there is none. */
const char *file_text(struct arena *arena, const void *bytes, size_t size);

/* An attachment whose file has not been read. */
struct file_pending {
    struct uuid ledger, id;
    struct digest content;
};
enum status file_text_want(struct tx *tx, struct uuid ledger, struct uuid id);
/* The next one; *ret_there false: there is none. */
enum status file_text_next(struct db *db, struct file_pending *ret_pending, bool *ret_there);
/* Reads the file; "" when it is not there. */
const char *file_text_read(struct blobs *blobs, struct arena *arena, const struct file_pending *pending);
/* Its text is known now. */
enum status file_text_store(struct tx *tx, const struct file_pending *pending, const char *text);
/* Every attachment's file is to be read again. */
enum status file_text_want_all(struct db *db);

#endif
