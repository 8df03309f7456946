#include "format/text.h"

#include "base/utf8.h"
#include "format/format_messages.h"
#include "format/paper_build.h"

#include <stdio.h>
#include <string.h>

struct source {
    struct arena *arena;
    const char *bytes;
    size_t size;
    const char *file_name;
    struct problems *problems;
};

static enum status refuse_at(const struct source *source, const struct message *message, const char *text,
                             size_t offset, const char *detail)
{
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    char number[24];
    snprintf(number, sizeof number, "%zu", line);
    return problem_add(source->problems, MALFORMED, message, source->file_name, number, detail, NULL);
}

/* Length of the valid sequence of several bytes at `at`, 0 when there is none. */
static size_t sequence_length(const char *at, const char *end)
{
    const char *next = at;
    uint32_t c = utf8_next(&next, end);
    return c == 0xFFFD && next == at + 1 ? 0 : (size_t)(next - at);
}

enum utf8_look { UTF8_VALID, UTF8_BROKEN, UTF8_NOT };

/* A few broken bytes among many good sequences are a damaged UTF-8 file, not GB18030: decoding it as such would give
 * nonsense without any error. */
static enum utf8_look utf8_look(const struct source *source, size_t *ret_bad)
{
    const char *end = source->bytes + source->size;
    size_t good = 0, bad = 0;
    for (const char *at = source->bytes; at < end;) {
        if ((unsigned char)*at < 0x80) {
            at++;
            continue;
        }
        size_t length = sequence_length(at, end);
        if (length == 0 && bad++ == 0)
            *ret_bad = (size_t)(at - source->bytes);
        good += length >= 3;
        at += length ? length : 1;
    }
    if (bad == 0)
        return UTF8_VALID;
    return good > 3 * bad ? UTF8_BROKEN : UTF8_NOT;
}

/* GB18030 accepts nearly any two high bytes. In Chinese text most of them are punctuation (rows A1–A3) or the
 * characters in common use (rows B0–D7); Big5, Shift-JIS or Latin text read as GB18030 falls elsewhere. */
static bool looks_like_gb18030(const struct source *source, size_t *ret_odd)
{
    const unsigned char *at = (const unsigned char *)source->bytes, *end = at + source->size;
    size_t usual = 0, odd = 0;
    while (at < end) {
        if (*at < 0x80 || at + 1 == end) {
            at++;
            continue;
        }
        if (at[1] >= '0' && at[1] <= '9') {
            at += end - at < 4 ? end - at : 4;
            continue;
        }
        if (((*at >= 0xA1 && *at <= 0xA3) || (*at >= 0xB0 && *at <= 0xD7)) && at[1] >= 0xA1)
            usual++;
        else if (odd++ == 0)
            *ret_odd = (size_t)(at - (const unsigned char *)source->bytes);
        at += 2;
    }
    return odd < 4 || usual >= 2 * odd;
}

static bool utf16_decode(const struct source *source, bool big, char **ret_text, size_t *ret_length)
{
    const unsigned char *at = (const unsigned char *)source->bytes + 2, *end = at + (source->size - 2) / 2 * 2;
    if (source->size % 2 != 0)
        return false;
    char *out = arena_alloc(source->arena, (size_t)(end - at) / 2 * 3 + 1), *to = out;
    while (at < end) {
        uint32_t c = big ? (uint32_t)(at[0] << 8 | at[1]) : (uint32_t)(at[1] << 8 | at[0]);
        at += 2;
        if (c >= 0xDC00 && c <= 0xDFFF)
            return false;
        if (c >= 0xD800 && c <= 0xDBFF) {
            if (at == end)
                return false;
            uint32_t low = big ? (uint32_t)(at[0] << 8 | at[1]) : (uint32_t)(at[1] << 8 | at[0]);
            at += 2;
            if (low < 0xDC00 || low > 0xDFFF)
                return false;
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        }
        to += utf8_put(to, c);
    }
    *ret_text = out;
    *ret_length = (size_t)(to - out);
    return true;
}

/* UTF-16 without its mark shows as NUL bytes, all at even or all at odd places (line ends, digits, spaces). */
static bool looks_like_utf16(const struct source *source)
{
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < source->size; i++)
        zeros[i % 2] += source->bytes[i] == '\0';
    return source->size % 2 == 0 && (zeros[0] > 0) != (zeros[1] > 0);
}

static enum status decode(const struct source *source, char **ret_text, size_t *ret_length, const char **ret_encoding)
{
    const unsigned char *head = (const unsigned char *)source->bytes;
    bool little = source->size >= 2 && head[0] == 0xFF && head[1] == 0xFE;
    bool big = source->size >= 2 && head[0] == 0xFE && head[1] == 0xFF;
    size_t bad = 0;
    if (little || big) {
        *ret_encoding = "utf-16";
        if (!utf16_decode(source, big, ret_text, ret_length))
            return problem_add(source->problems, MALFORMED, &msg_text_utf16, source->file_name, NULL);
        return OK;
    }
    if (looks_like_utf16(source))
        return problem_add(source->problems, MALFORMED, &msg_text_utf16, source->file_name, NULL);
    switch (utf8_look(source, &bad)) {
    case UTF8_VALID:
        *ret_text = arena_strndup(source->arena, source->bytes, source->size);
        *ret_length = source->size;
        return OK;
    case UTF8_BROKEN:
        return refuse_at(source, &msg_text_broken_utf8, source->bytes, bad, NULL);
    case UTF8_NOT:
        break;
    }
    *ret_encoding = "gb18030";
    if (!looks_like_gb18030(source, &bad))
        return refuse_at(source, &msg_text_encoding, source->bytes, bad, NULL);
    *ret_text = utf8_from_gb18030(source->arena, source->bytes, source->size, ret_length);
    if (!*ret_text)
        return refuse_at(source, &msg_text_encoding, source->bytes, bad, NULL);
    return OK;
}

/* In place: one newline for every line end, without byte order mark and final Ctrl-Z. */
static size_t clean(char *text, size_t length)
{
    char *to = text, *end = text + length;
    const char *at = text;
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        at += 3;
    while (end > at && end[-1] == '\x1a')
        end--;
    for (; at < end; at++) {
        if (*at == '\r') {
            at += at + 1 < end && at[1] == '\n';
            *to++ = '\n';
        } else {
            *to++ = *at == '\f' || *at == '\v' ? '\n' : *at;
        }
    }
    *to = '\0';
    return (size_t)(to - text);
}

enum status text_decode(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                        struct problems *problems, char **ret_text, size_t *ret_length, const char **ret_encoding)
{
    struct source source = {arena, bytes, size, file_name ? file_name : "", problems};
    char *text;
    size_t length;
    const char *encoding = "utf-8";
    if (size == 0)
        return problem_add(problems, REFUSED, &msg_file_empty, source.file_name, NULL);
    const char *limit = arena_printf(arena, "%d", PAPER_TEXT_CHARACTERS);
    if (size > (size_t)PAPER_TEXT_CHARACTERS * 4) /* no encoding takes more than four bytes a character */
        return problem_add(problems, TOO_LARGE, &msg_paper_characters, source.file_name, limit, NULL);
    enum status status = decode(&source, &text, &length, &encoding);
    if (status != OK)
        return status;
    length = clean(text, length);
    size_t bad;
    if (!utf8_is_text(text, length, &bad)) {
        const char *at = text + bad;
        const char *code = arena_printf(arena, "U+%04X", (unsigned)utf8_next(&at, text + length));
        return refuse_at(&source, &msg_text_control, text, bad, code);
    }
    if (utf8_count(text, length) > PAPER_TEXT_CHARACTERS)
        return problem_add(problems, TOO_LARGE, &msg_paper_characters, source.file_name, limit, NULL);
    *ret_text = text;
    *ret_length = length;
    *ret_encoding = encoding;
    return OK;
}

static const char *line_end(const char *line, const char *end)
{
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    return newline ? newline : end;
}

static size_t count_tabs(const char *line, const char *end)
{
    size_t tabs = 0;
    for (; line < end; line++)
        tabs += *line == '\t';
    return tabs;
}

static enum status add_row(struct paper_build *build, const char *line, const char *end, uint32_t row)
{
    struct paper_piece pieces[PAPER_TABLE_COLUMNS];
    size_t count = 0;
    for (const char *cell = line;; cell++) {
        const char *tab = memchr(cell, '\t', (size_t)(end - cell));
        const char *cell_end = tab ? tab : end;
        pieces[count] = (struct paper_piece){cell, (size_t)(cell_end - cell), (uint32_t)count};
        count++;
        if (!tab)
            break;
        cell = tab;
    }
    return paper_build_row(build, pieces, count, build->tables, row);
}

/* How many lines from here on form one table; 0 when this line is no row. */
static size_t table_rows(const char *line, const char *end, size_t *ret_tabs)
{
    size_t tabs = count_tabs(line, line_end(line, end)), rows = 0;
    *ret_tabs = tabs;
    if (tabs < 2 || tabs >= PAPER_TABLE_COLUMNS)
        return 0;
    for (;;) {
        const char *stop = line_end(line, end);
        if (count_tabs(line, stop) != tabs)
            break;
        rows++;
        if (stop == end)
            break;
        line = stop + 1;
    }
    return rows >= 2 ? rows : 0;
}

static enum status add_lines(struct paper_build *build, const char *text, const char *end)
{
    size_t rows_left = 0, tabs;
    uint32_t row = 0;
    for (const char *line = text;; line++) {
        const char *stop = line_end(line, end);
        if (rows_left == 0 && (rows_left = table_rows(line, end, &tabs)) > 0) {
            build->tables++;
            row = 0;
        }
        enum status status;
        if (rows_left > 0) {
            rows_left--;
            status = add_row(build, line, stop, ++row);
        } else {
            status = paper_build_paragraph(build, line, (size_t)(stop - line), 0, NULL);
        }
        if (status != OK || stop == end)
            return status;
        line = stop;
    }
}

enum status text_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                      struct problems *problems, struct paper *ret_paper)
{
    char *text;
    size_t length;
    const char *encoding;
    enum status status = text_decode(arena, bytes, size, file_name, problems, &text, &length, &encoding);
    if (status != OK)
        return status;
    struct paper_build build;
    paper_build_begin(&build, arena, problems, file_name ? file_name : "");
    status = add_lines(&build, text, text + length);
    if (status == OK && !paper_build_has_text(&build))
        status = problem_add(problems, REFUSED, &msg_text_empty, build.file_name, NULL);
    if (status != OK) {
        paper_build_free(&build);
        return status;
    }
    paper_build_end(&build, encoding, "", ret_paper);
    return OK;
}
