/* docx: WordprocessingML (.docx of Word, WPS, LibreOffice; transitional and strict) as a paper. */
#ifndef RECTIFY_FORMAT_DOCX_H
#define RECTIFY_FORMAT_DOCX_H

#include "format/paper.h"

enum status docx_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                      struct problems *problems, struct paper *ret_paper);

#endif
