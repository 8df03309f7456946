#include "format/docx_label.h"

#include "base/utf8.h"

#include <string.h>

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

static bool is_in(uint32_t c, const char *set)
{
    for (const char *at = set, *end = set + strlen(set); at < end;)
        if (utf8_next(&at, end) == c)
            return true;
    return false;
}

static bool is_opening(uint32_t c)
{
    return is_in(c, "（([［【〔〈《");
}

static bool is_closing(uint32_t c)
{
    return is_in(c, "、，,.．。：:；;)）]］】〕〉》");
}

/* A label that is one sign with its punctuation inside needs none behind it: ① ⑴ ⒈ ㈠. */
static bool is_complete_sign(uint32_t c)
{
    return (c >= 0x2460 && c <= 0x24FF) || (c >= 0x3220 && c <= 0x32BF) || (c >= 0x2776 && c <= 0x2793);
}

static const char *skip_space(const char *at, const char *end)
{
    for (const char *next = at; next < end; at = next)
        if (!is_space(utf8_next(&next, end)))
            break;
    return at;
}

static const char *last_code_point(const char *start, const char *end)
{
    do
        end--;
    while (end > start && ((unsigned char)*end & 0xC0) == 0x80);
    return end;
}

static const char *trim_end(const char *start, const char *end)
{
    while (end > start) {
        const char *last = last_code_point(start, end), *at = last;
        if (!is_space(utf8_next(&at, end)))
            break;
        end = last;
    }
    return end;
}

size_t docx_label_join(struct strbuf *out, const char *label, const char *text, size_t length, bool nothing_between)
{
    const char *label_end = label + strlen(label), *text_end = text + length;
    strbuf_clear(out);
    label = skip_space(label, label_end);
    label_end = trim_end(label, label_end);
    if (label == label_end) {
        strbuf_add(out, text, length);
        return 0;
    }
    strbuf_add(out, label, (size_t)(label_end - label));
    text = skip_space(text, text_end);
    const char *at = last_code_point(label, label_end);
    uint32_t last = utf8_next(&at, label_end);
    if (text < text_end && *text != '\n' && !nothing_between && !is_closing(last) && !is_complete_sign(last))
        strbuf_addc(out, ' ');
    size_t label_bytes = out->length;
    strbuf_add(out, text, (size_t)(text_end - text));
    return label_bytes;
}

static bool is_digit(uint32_t c)
{
    c = utf8_fold(c);
    return c >= '0' && c <= '9';
}

/* What a label numbers with, without brackets and punctuation around it: 一 of （一）. */
struct core {
    const char *start, *end;
    bool opened, closed;
};

static struct core core_of(const char *label)
{
    struct core core = {label, label + strlen(label), false, false};
    core.start = skip_space(core.start, core.end);
    core.end = trim_end(core.start, core.end);
    for (const char *next = core.start; next < core.end && is_opening(utf8_next(&next, core.end)); core.start = next)
        core.opened = true;
    while (core.end > core.start) {
        const char *last = last_code_point(core.start, core.end), *at = last;
        if (!is_closing(utf8_next(&at, core.end)))
            break;
        core.closed = true;
        core.end = last;
    }
    return core;
}

/* Labels that cannot be the beginning of a sentence even without punctuation: ①, 第一条, 1.1. A bare 1 or 二十一 can.
 */
static bool stands_alone(const struct core *core)
{
    const char *at = core->start;
    uint32_t first = utf8_next(&at, core->end);
    size_t length = (size_t)(core->end - core->start);
    return !core->opened && !core->closed &&
           (is_complete_sign(first) || first == 0x7B2C /* 第 */ ||
            (is_digit(first) && memchr(core->start, '.', length) != NULL));
}

/* Steps over text equal to the core but for white space and the width of characters; NULL when it differs. */
static const char *match_core(const struct core *core, const char *at, const char *end)
{
    for (const char *from = core->start; from < core->end;) {
        at = skip_space(at, end);
        if (at == end || utf8_fold(utf8_next(&from, core->end)) != utf8_fold(utf8_next(&at, end)))
            return NULL;
    }
    return at;
}

size_t docx_label_repeated(const char *label, const char *text, size_t length)
{
    struct core core = core_of(label);
    const char *end = text + length, *at = skip_space(text, end), *next;
    bool opened = false;
    if (core.start == core.end)
        return 0;
    for (next = at; next < end && is_opening(utf8_next(&next, end)); at = next)
        opened = true;
    if (opened != core.opened || !(at = match_core(&core, at, end)))
        return 0;
    uint32_t closing = 0, after = 0;
    at = skip_space(at, end);
    for (next = at; next < end && is_closing(after = utf8_next(&next, end)); at = next)
        closing = after;
    if (closing == 0 && !stands_alone(&core))
        return 0;
    if (at < end && is_digit(after) && !is_in(closing, "、)）"))
        return 0; /* 1.5, 1:30, 10 */
    return (size_t)(skip_space(at, end) - text);
}
