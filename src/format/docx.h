/* docx: WordprocessingML (.docx of Word, WPS and LibreOffice; transitional and strict) as a paper. The text is what the
 * page shows, with automatic numbers: how it is put together is told in docx_body.h, how numbers are counted in
 * docx_numbering.h. Headers and footers go to running_head; notes, comments and pictures are not read. */
#ifndef RECTIFY_FORMAT_DOCX_H
#define RECTIFY_FORMAT_DOCX_H

#include "format/paper.h"

/* REFUSED when the archive is something else (.xlsx, .ofd …), is encrypted or has no text; MALFORMED when it is
 * damaged; TOO_LARGE over a limit of paper.h or zip.h. A warning is noted for an embedded file that was not read. */
enum status docx_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                      struct problems *problems, struct paper *ret_paper);

#endif
