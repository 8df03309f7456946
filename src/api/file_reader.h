/* file_reader: reads the text of new attachments for the search (ledger/file_text.h), one after the other, after they
 * are durable. A thread of its own; nobody waits for it, and what it has not read when the program ends it reads after
 * the next start. */
#ifndef RECTIFY_API_FILE_READER_H
#define RECTIFY_API_FILE_READER_H

#include "api/server.h"

struct file_reader;

struct file_reader *file_reader_new(struct server *server); /* NULL: no thread */
void file_reader_free(struct file_reader *reader);          /* waits for the file being read; NULL is fine */

#endif
