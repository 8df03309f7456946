/* text: plain text files. UTF-8 with or without its mark, UTF-16 with its mark, otherwise GB18030 (which includes GBK
 * and GB2312). Which one is decided by the bytes; bytes that are none of them are refused rather than read as nonsense.
 */
#ifndef RECTIFY_FORMAT_TEXT_H
#define RECTIFY_FORMAT_TEXT_H

#include "format/paper.h"

/* Decodes and cleans: CR LF, CR, form feed and vertical tab become newlines, the byte order mark and a final Ctrl-Z go.
 * What is left is clean text (utf8_is_text). MALFORMED for control characters and unknown encodings, TOO_LARGE over
 * PAPER_TEXT_CHARACTERS. *ret_text is NUL-terminated in the arena; *ret_encoding is "utf-8", "utf-16" or "gb18030". */
enum status text_decode(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                        struct problems *problems, char **ret_text, size_t *ret_length, const char **ret_encoding);

/* The text as paragraphs, one a line; the text of the paper is exactly what text_decode gives. Two or more consecutive
 * lines with the same number of tabs, at least two, are rows of a table. REFUSED when there is nothing but white space.
 */
enum status text_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                      struct problems *problems, struct paper *ret_paper);

#endif
