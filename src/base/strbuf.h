/* strbuf: a growing byte string, always NUL-terminated. Zero-initialise it (struct strbuf b = {0}), free it with
 * strbuf_free; `bytes` may be read directly. Escaping belongs to the writer of each format (strbuf_add_json here,
 * XML and CSV in format/): nothing a user typed is ever added to markup with strbuf_addf. */
#ifndef RECTIFY_BASE_STRBUF_H
#define RECTIFY_BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strbuf {
    char *bytes; /* NULL while empty and never used: read through strbuf_text */
    size_t length;
    size_t room;
};

void strbuf_free(struct strbuf *buf); /* usable again afterwards */
void strbuf_clear(struct strbuf *buf);
const char *strbuf_text(const struct strbuf *buf); /* never NULL */
void strbuf_reserve(struct strbuf *buf, size_t more);
void strbuf_add(struct strbuf *buf, const void *bytes, size_t length);
void strbuf_adds(struct strbuf *buf, const char *text);
void strbuf_addc(struct strbuf *buf, char c);
void strbuf_addf(struct strbuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(2)));
void strbuf_vaddf(struct strbuf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0), nonnull(2)));
void strbuf_add_int(struct strbuf *buf, int64_t value);
void strbuf_add_hex(struct strbuf *buf, const void *bytes, size_t length);
/* A quoted JSON string; bytes are UTF-8 (checked on the way in), control characters become \u00XX. */
void strbuf_add_json(struct strbuf *buf, const char *text);
void strbuf_add_json_n(struct strbuf *buf, const char *text, size_t length);
/* Text as it may stand in HTML, in content and in attributes. */
void strbuf_add_html(struct strbuf *buf, const char *text, size_t length);
/* Members of an object: "name":value, with a comma in front unless the object has just been opened. The name is the
 * program's own. */
void strbuf_add_member(struct strbuf *buf, const char *name, const char *text);
void strbuf_add_member_int(struct strbuf *buf, const char *name, int64_t value);
void strbuf_add_member_bool(struct strbuf *buf, const char *name, bool value);
/* The name and the colon alone: the value follows. */
void strbuf_add_member_name(struct strbuf *buf, const char *name);

#endif
