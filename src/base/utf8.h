/* utf8: code points in and out of UTF-8, widths for sheets and charts, folding for comparison. Stored text is never
 * folded. */
#ifndef RECTIFY_BASE_UTF8_H
#define RECTIFY_BASE_UTF8_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point at *text (end exclusive), advances *text; 0xFFFD and one byte forward for a broken sequence.
 */
uint32_t utf8_next(const char **text, const char *end);
size_t utf8_put(char out[4], uint32_t code_point); /* bytes written */
/* True when all bytes are valid UTF-8 (no surrogates, no overlong forms) and free of NUL and of control characters
 * other than tab and newline: what may be stored as text. *ret_bad (may be NULL) is the offset of the first offence. */
bool utf8_is_text(const char *text, size_t length, size_t *ret_bad);
size_t utf8_count(const char *text, size_t length);   /* code points */
size_t utf8_columns(const char *text, size_t length); /* wide characters count two */
bool utf8_is_wide(uint32_t code_point);
bool utf8_is_han(uint32_t code_point);
/* Byte length of the first n code points. */
size_t utf8_prefix(const char *text, size_t length, size_t code_points);
/* Full-width letters, digits and punctuation to ASCII, ideographic space to space, capitals to small: for keys and
 * matching. */
uint32_t utf8_fold(uint32_t code_point);
char *utf8_fold_text(struct arena *arena, const char *text, size_t length);
/* GB18030 to UTF-8; NULL when the bytes are not GB18030. */
char *utf8_from_gb18030(struct arena *arena, const char *bytes, size_t length, size_t *ret_length);

#endif
