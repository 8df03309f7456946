/* office_pdf: a Word document as PDF, by LibreOffice where it is installed: a process of its own (format/child.h) with
 * a folder and a profile of its own, which go with it. Nothing of the program needs it. */
#ifndef RECTIFY_FORMAT_OFFICE_PDF_H
#define RECTIFY_FORMAT_OFFICE_PDF_H

#include "base/problem.h"
#include "format/file.h"

enum { OFFICE_SECONDS = 120, OFFICE_MEMORY_MIB = 6 * 1024, OFFICE_FILE_BYTES = FILE_BYTES };

bool office_is_there(void);
/* REFUSED without LibreOffice, FAILED when it could not, each with a sentence. One at a time. */
enum status office_pdf(const struct strbuf *docx, struct problems *problems, struct strbuf *out);

#endif
