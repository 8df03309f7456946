/* pdf: the text of a PDF, by poppler's pdftotext where it is installed: a process of its own with little time and
 * memory, so that whatever the file holds ends there. Nothing of the program needs it. */
#ifndef RECTIFY_FORMAT_PDF_H
#define RECTIFY_FORMAT_PDF_H

#include "base/strbuf.h"

#include <stdbool.h>

enum { PDF_SECONDS = 15, PDF_MEMORY_MIB = 1024 };

bool pdf_can_be_read(void); /* pdftotext is there */
/* Appends at most `most` bytes of text. False when it could not be read; what was read until then stays. */
bool pdf_text(const void *bytes, size_t size, size_t most, struct strbuf *out);

#endif
