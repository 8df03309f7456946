/* lines: what of a text's line breaks and blanks is typing, not writing. Letters are pasted from PDF and mail with
 * every line broken at 20 to 45 characters, page numbers in the middle of sentences, and blanks between the characters
 * of a word. What is found here is left out of prose, so that the rules of this folder see paragraphs. */
#ifndef RECTIFY_INTAKE_LINES_H
#define RECTIFY_INTAKE_LINES_H

#include "intake/prose.h"

/* For each code point of the paper: true when it is to be left out; NULL when all stay. `raw` is the paper's text
 * folded, one entry a code point; its paragraphs are not read. */
bool *lines_left_out(struct arena *arena, const struct prose *raw, const struct paper *paper);

/* Page numbers that were carried into the text: "— 3 —", "-3-", "第 3 页 共 9 页", "3/9", a bare number. */
bool is_page_mark(const struct prose *prose, struct span span);

#endif
