/* preview: what stands in a file, as one page of HTML that does nothing: texts and paragraphs, tables of sheets, by the
 * program's own readers. Everything from the file is escaped; at most PREVIEW_BYTES of it are shown, and the page says
 * when there is more. */
#ifndef RECTIFY_DOCUMENT_PREVIEW_H
#define RECTIFY_DOCUMENT_PREVIEW_H

#include "base/arena.h"
#include "base/problem.h"
#include "base/strbuf.h"

enum {
    PREVIEW_BYTES = 400 * 1000, /* of the page */
    PREVIEW_PARAGRAPHS = 3000,
    PREVIEW_SHEETS = 10,
    PREVIEW_ROWS = 300, /* of each sheet */
    PREVIEW_COLUMNS = 40,
};

/* `media_type` as the bytes say (ledger/attachment.h). REFUSED with a sentence for what cannot be read as text; what
 * the readers say otherwise. `out` is then as it was. */
enum status preview_html(struct arena *arena, const char *media_type, const void *bytes, size_t size, const char *name,
                         enum language language, struct strbuf *out, struct problems *problems);

#endif
