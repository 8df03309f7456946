/* wrap: how many lines a text takes when it is wrapped at a width, the way a spreadsheet or a form wraps it: Chinese
 * breaks anywhere except before closing and after opening punctuation, Latin words stay whole. Widths are columns of
 * half a Chinese character. An estimate that errs on the side of one line too many: general punctuation counts as wide.
 */
#ifndef RECTIFY_FORMAT_WRAP_H
#define RECTIFY_FORMAT_WRAP_H

#include <stddef.h>

/* At least 1. `columns` below 2 counts as 2. */
size_t wrap_lines(const char *text, double columns);
/* The widest paragraph, unwrapped. */
double wrap_width(const char *text);

#endif
