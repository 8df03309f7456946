#include "format/wrap.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* Fonts for Chinese draw “ ” … — as wide as a character. */
static double width_of(uint32_t c)
{
    return c < 0x1100 ? 1 : c < 0x2000 ? 1.5 : 2;
}

static bool is_closing(uint32_t c)
{
    static const uint32_t marks[] = {0x2019, 0x201D, 0x2026, 0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011,
                                     0x3015, 0xFF01, 0xFF05, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (c == marks[i])
            return true;
    return false;
}

static bool is_opening(uint32_t c)
{
    return c == 0x2018 || c == 0x201C || c == 0x3008 || c == 0x300A || c == 0x300C || c == 0x300E || c == 0x3010 ||
           c == 0x3014 || c == 0xFF08;
}

struct line {
    double columns; /* room */
    double used;
    double chain;        /* width of the last characters, which may not be parted */
    bool opened, closed; /* the last of them is such a mark */
    size_t lines;
};

/* Puts a word or a character. What is glued to the characters before takes them along to the next line: a closing mark,
 * whatever follows an opening one, and (some programs do so) a number behind a closing one. */
static inline void put(struct line *line, double width, bool glued)
{
    line->chain = glued && line->used > 0 ? line->chain + width : width;
    if (line->used + width <= line->columns) {
        line->used += width;
        return;
    }
    line->lines += line->used > 0;
    line->used = line->chain;
    while (line->used > line->columns) { /* longer than a line: broken anywhere */
        line->used -= line->columns;
        line->lines++;
    }
}

static void put_word(struct line *line, const char *word, size_t length)
{
    put(line, (double)length, line->opened || (line->closed && *word >= '0' && *word <= '9'));
    line->opened = line->closed = false;
}

static void put_character(struct line *line, uint32_t c)
{
    put(line, width_of(c), line->opened || is_closing(c));
    line->opened = is_opening(c);
    line->closed = is_closing(c);
}

static void put_break(struct line *line, bool new_line)
{
    if (new_line) {
        line->lines++;
        line->used = 0;
    } else {
        line->used += line->used < line->columns; /* a space hangs at the end of a line */
    }
    line->chain = 0;
    line->opened = line->closed = false;
}

/* Bytes E4–E9 lead the common Chinese characters, three bytes each and none of them a mark: most of any text. */
static bool is_plain(const char *text, const char *end)
{
    unsigned char c = (unsigned char)*text;
    return c >= 0xE4 && c <= 0xE9 && end - text >= 3;
}

size_t wrap_lines(const char *text, double columns)
{
    struct line line = {.columns = columns < 2 ? 2 : columns, .lines = 1};
    size_t length = strlen(text);
    const char *end = text + length;
    if ((double)length <= columns && !memchr(text, '\n', length)) /* no character is wider than its bytes */
        return 1;
    while (text < end) {
        unsigned char c = (unsigned char)*text;
        if (is_plain(text, end)) {
            put(&line, 2, line.opened);
            line.opened = line.closed = false;
            text += 3;
        } else if (c <= ' ') {
            put_break(&line, c == '\n');
            text++;
        } else if (c < 0x80) {
            const char *word = text;
            while (text < end && (unsigned char)*text > ' ' && (unsigned char)*text < 0x80)
                text++;
            put_word(&line, word, (size_t)(text - word));
        } else {
            put_character(&line, utf8_next(&text, end));
        }
    }
    return line.lines;
}

double wrap_width(const char *text)
{
    const char *end = text + strlen(text);
    double widest = 0, used = 0;
    while (text < end) {
        uint32_t c = utf8_next(&text, end);
        used = c == '\n' ? 0 : used + width_of(c);
        if (used > widest)
            widest = used;
    }
    return widest;
}
