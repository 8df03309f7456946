#include "base/strbuf.h"

#include "base/arena.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void strbuf_free(struct strbuf *buf)
{
    free(buf->bytes);
    *buf = (struct strbuf){0};
}

void strbuf_clear(struct strbuf *buf)
{
    buf->length = 0;
    if (buf->bytes)
        buf->bytes[0] = '\0';
}

const char *strbuf_text(const struct strbuf *buf)
{
    return buf->bytes ? buf->bytes : "";
}

void strbuf_reserve(struct strbuf *buf, size_t more)
{
    if (more > SIZE_MAX / 4 || buf->length > SIZE_MAX / 4)
        abort();
    size_t need = buf->length + more + 1;
    if (need <= buf->room)
        return;
    size_t room = buf->room ? buf->room : 64;
    while (room < need)
        room *= 2;
    buf->bytes = xrealloc(buf->bytes, room);
    buf->room = room;
}

void strbuf_add(struct strbuf *buf, const void *bytes, size_t length)
{
    strbuf_reserve(buf, length);
    if (length)
        memcpy(buf->bytes + buf->length, bytes, length);
    buf->length += length;
    buf->bytes[buf->length] = '\0';
}

void strbuf_adds(struct strbuf *buf, const char *text)
{
    strbuf_add(buf, text, strlen(text));
}

void strbuf_addc(struct strbuf *buf, char c)
{
    strbuf_add(buf, &c, 1);
}

void strbuf_vaddf(struct strbuf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    if (length > 0) {
        strbuf_reserve(buf, (size_t)length);
        vsnprintf(buf->bytes + buf->length, (size_t)length + 1, format, again);
        buf->length += (size_t)length;
    }
    va_end(again);
}

void strbuf_addf(struct strbuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    strbuf_vaddf(buf, format, args);
    va_end(args);
}

void strbuf_add_int(struct strbuf *buf, int64_t value)
{
    char text[24];
    int length = snprintf(text, sizeof text, "%" PRId64, value);
    strbuf_add(buf, text, (size_t)length);
}

void strbuf_add_hex(struct strbuf *buf, const void *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *at = bytes;
    strbuf_reserve(buf, length * 2);
    for (size_t i = 0; i < length; i++) {
        buf->bytes[buf->length++] = digits[at[i] >> 4];
        buf->bytes[buf->length++] = digits[at[i] & 15];
    }
    buf->bytes[buf->length] = '\0';
}

void strbuf_add_json_n(struct strbuf *buf, const char *text, size_t length)
{
    strbuf_reserve(buf, length + 2);
    strbuf_addc(buf, '"');
    const char *run = text, *end = text + length;
    for (const char *at = text; at < end; at++) {
        unsigned char c = (unsigned char)*at;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        strbuf_add(buf, run, (size_t)(at - run));
        run = at + 1;
        if (c == '"' || c == '\\') {
            strbuf_addc(buf, '\\');
            strbuf_addc(buf, (char)c);
        } else if (c == '\n') {
            strbuf_add(buf, "\\n", 2);
        } else if (c == '\t') {
            strbuf_add(buf, "\\t", 2);
        } else {
            strbuf_addf(buf, "\\u%04x", c);
        }
    }
    strbuf_add(buf, run, (size_t)(end - run));
    strbuf_addc(buf, '"');
}

void strbuf_add_json(struct strbuf *buf, const char *text)
{
    strbuf_add_json_n(buf, text, strlen(text));
}

void strbuf_add_html(struct strbuf *buf, const char *text, size_t length)
{
    for (const char *at = text; at < text + length; at++) {
        switch (*at) {
        case '&':
            strbuf_adds(buf, "&amp;");
            break;
        case '<':
            strbuf_adds(buf, "&lt;");
            break;
        case '>':
            strbuf_adds(buf, "&gt;");
            break;
        case '"':
            strbuf_adds(buf, "&quot;");
            break;
        case '\'':
            strbuf_adds(buf, "&#39;");
            break;
        default:
            strbuf_addc(buf, *at);
        }
    }
}

void strbuf_add_member_name(struct strbuf *buf, const char *name)
{
    if (buf->length && buf->bytes[buf->length - 1] != '{')
        strbuf_addc(buf, ',');
    strbuf_add_json(buf, name);
    strbuf_addc(buf, ':');
}

void strbuf_add_member(struct strbuf *buf, const char *name, const char *text)
{
    strbuf_add_member_name(buf, name);
    strbuf_add_json(buf, text);
}

void strbuf_add_member_int(struct strbuf *buf, const char *name, int64_t value)
{
    strbuf_add_member_name(buf, name);
    strbuf_add_int(buf, value);
}

void strbuf_add_member_bool(struct strbuf *buf, const char *name, bool value)
{
    strbuf_add_member_name(buf, name);
    strbuf_adds(buf, value ? "true" : "false");
}
