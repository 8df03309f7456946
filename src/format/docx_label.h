/* docx_label: puts an automatic number and the text behind it together so that official labels read well, and finds a
 * number that was typed again (WPS users often have both). */
#ifndef RECTIFY_FORMAT_DOCX_LABEL_H
#define RECTIFY_FORMAT_DOCX_LABEL_H

#include "base/strbuf.h"
#include <stdbool.h>

/* Writes label and text to `out` (cleared first), one space between them only where the label does not end in
 * punctuation and `nothing_between` is false. White space around the label and in front of the text goes. Answers the
 * bytes of the label with its separator; 0 when there is no label. */
size_t docx_label_join(struct strbuf *out, const char *label, const char *text, size_t length, bool nothing_between);

/* Bytes at the start of `text` that repeat the label ("（一）" typed behind the automatic "（一）" or "(一)"), with the
 * white space after them; 0 when the text begins otherwise ("1.5万元" behind "1." is no repetition). */
size_t docx_label_repeated(const char *label, const char *text, size_t length);

#endif
