/* attachment: taking a file in (D29). */
#ifndef RECTIFY_LEDGER_ATTACHMENT_H
#define RECTIFY_LEDGER_ATTACHMENT_H

#include "ledger/gate.h"
#include "store/blobs.h"

enum { ATTACHMENT_BYTES = 200 * 1024 * 1024 };

/* Writes the content to the blob store (before anything names it) and fills in what the program finds out itself:
 * content, chain hash, size, media type. The caller sets name, note and what the file belongs to, and adds the record
 * through the gate. With blobs NULL (a dry run) nothing is kept. */
enum status attachment_take(struct blobs *blobs, struct arena *arena, enum digest_kind algorithm, const void *bytes,
                            size_t size, struct problems *problems, struct attachment *attachment);
/* What a file is, by its bytes, never by its name: images and PDF that a browser shows, texts, Office packages … */
const char *attachment_media_type(const void *bytes, size_t size);

#endif
