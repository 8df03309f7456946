#include "base/utf8.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

uint32_t utf8_next(const char **text, const char *end)
{
    utf8proc_int32_t code_point = -1;
    utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)*text, end - *text, &code_point);
    if (used <= 0 || code_point < 0) {
        *text += 1;
        return 0xFFFD;
    }
    *text += used;
    return (uint32_t)code_point;
}

size_t utf8_put(char out[4], uint32_t code_point)
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code_point, (utf8proc_uint8_t *)out);
}

bool utf8_is_text(const char *text, size_t length, size_t *ret_bad)
{
    const char *at = text, *end = text + length;
    while (at < end) {
        unsigned char c = (unsigned char)*at;
        if (c < 0x80) {
            if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)
                goto bad;
            at++;
            continue;
        }
        utf8proc_int32_t code_point;
        utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)at, end - at, &code_point);
        if (used <= 0 || (code_point >= 0x80 && code_point < 0xA0) || (code_point & 0xFFFE) == 0xFFFE)
            goto bad;
        at += used;
    }
    return true;
bad:
    if (ret_bad)
        *ret_bad = (size_t)(at - text);
    return false;
}

size_t utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

bool utf8_is_wide(uint32_t code_point)
{
    return code_point >= 0x1100 && utf8proc_charwidth((utf8proc_int32_t)code_point) == 2;
}

bool utf8_is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD) ||
           c == 0x3007;
}

size_t utf8_columns(const char *text, size_t length)
{
    size_t columns = 0;
    for (const char *at = text, *end = text + length; at < end;) {
        uint32_t c = utf8_next(&at, end);
        columns += utf8_is_wide(c) || (c >= 0x2014 && c <= 0x2026) ? 2 : 1;
    }
    return columns;
}

size_t utf8_prefix(const char *text, size_t length, size_t code_points)
{
    const char *at = text, *end = text + length;
    while (at < end && code_points--)
        utf8_next(&at, end);
    return (size_t)(at - text);
}

uint32_t utf8_fold(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    else if (c == 0x3000 || c == 0xA0)
        c = ' ';
    else if (c == 0x3002)
        c = '.';
    if (c >= 'A' && c <= 'Z')
        c += 'a' - 'A';
    return c;
}

char *utf8_fold_text(struct arena *arena, const char *text, size_t length)
{
    char *out = arena_alloc(arena, length + 1), *to = out;
    for (const char *at = text, *end = text + length; at < end;)
        to += utf8_put(to, utf8_fold(utf8_next(&at, end)));
    *to = '\0';
    return out;
}

char *utf8_from_gb18030(struct arena *arena, const char *bytes, size_t length, size_t *ret_length)
{
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == (iconv_t)-1)
        return NULL;
    size_t room = length * 2 + 4; /* two GB bytes give at most three, four give at most four */
    char *out = arena_alloc(arena, room), *to = out, *from = (char *)(uintptr_t)bytes;
    size_t left = length, space = room - 1;
    size_t done = iconv(converter, &from, &left, &to, &space);
    iconv_close(converter);
    if (done == (size_t)-1)
        return NULL;
    *to = '\0';
    *ret_length = (size_t)(to - out);
    return out;
}
