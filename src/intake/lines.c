#include "intake/lines.h"

#include "intake/field.h"
#include "intake/label.h"

enum {
    PAGE_MARK_MAX = 24,
    LINES_LEAST = 5,
    WIDTH_LEAST = 36, /* of a full line, in half-width columns */
    WIDTH_MOST = 92,
    NEAR_WIDTH = 5,
    WIDTH_SLACK = 8, /* a line ends before a word or a closing mark that does not fit */
    CONTINUED_LEAST = 2,
};

struct line {
    struct span text; /* without blanks at either end */
    uint32_t width, indent;
    bool apart;  /* blank lines or page marks stand before it */
    bool blank;  /* nothing but blank lines */
    bool opens;  /* begins with a number or a field label */
    bool field;  /* begins with a field label */
    bool spoken; /* begins with 一是 and the like, which may stand inside a paragraph */
    bool row;    /* a row of a table: never joined */
};

struct lines {
    const struct prose *raw;
    struct line *items;
    size_t count;
    uint32_t width;        /* of a full line; 0 when lines are not broken by hand */
    bool indented;         /* paragraphs begin with an indent */
    bool blank_parts;      /* empty lines stand between some paragraphs, not between all lines */
    bool sentences_run_on; /* a full line that ends with a sentence mostly is no end of a paragraph */
};

bool is_page_mark(const struct prose *prose, struct span span)
{
    if (span.end - span.start > PAGE_MARK_MAX)
        return false;
    bool digits = false, others = false, page = prose_has(prose, span, U"页");
    for (uint32_t at = span.start; at < span.end; at++) {
        uint32_t c = prose->fold[at];
        if (is_digit(c))
            digits = true;
        else if (!is_space(c) && c != '-' && c != 0x2014 && c != '/' && c != 0x00B7 &&
                 !(page && prose_match(prose, at, span.end, U"第|页|共|,|、")))
            others = true;
    }
    return digits && !others && span.end - span.start <= (page ? PAGE_MARK_MAX : 12);
}

/* Columns: letters, digits and blanks are half as wide as anything else, however they are typed. */
static uint32_t width_of(const struct prose *raw, struct span span)
{
    uint32_t width = 0;
    for (uint32_t at = span.start; at < span.end; at++) {
        uint32_t c = raw->fold[at];
        width += is_digit(c) || (c >= 'a' && c <= 'z') || is_space(c) || c == '-' || c == '/' || c == '%' ? 1 : 2;
    }
    return width;
}

static void read_lines(struct arena *arena, struct lines *lines, const struct paper *paper)
{
    const struct prose *raw = lines->raw;
    lines->items = ARENA_ARRAY(arena, struct line, paper->count + 1);
    bool apart = false, page = false;
    for (size_t i = 0; i < paper->count; i++) {
        const struct paper_paragraph *paragraph = &paper->paragraphs[i];
        struct span text = prose_trim(raw, SPAN(paragraph->start, paragraph->end));
        if (text.start == text.end || is_page_mark(raw, text)) {
            apart = true;
            page = page || text.start < text.end;
            continue;
        }
        struct line *line = &lines->items[lines->count++];
        *line = (struct line){
            .text = text, .indent = text.start - paragraph->start, .apart = apart, .blank = apart && !page};
        line->row = paragraph->place == PAPER_TABLE_ROW || paragraph->contents ||
                    prose_find_char(raw, text, '\t') != PROSE_NONE;
        line->width = text.end - text.start > WIDTH_MOST ? WIDTH_MOST + 1 : line->indent + width_of(raw, text);
        struct label label = label_scan(raw, text.start, text.end, true);
        line->spoken = label_is_spoken(label.style);
        line->field = field_scan(raw, text.start, text.end).field != FIELD_NONE;
        line->opens = line->field || (label.style != LABEL_NONE && !label_is_spoken(label.style));
        apart = page = false;
    }
}

static bool ends_clause(const struct prose *raw, const struct line *line) /* 。！？；： */
{
    uint32_t last = raw->fold[line->text.end - 1];
    if (closes(last) && line->text.end - line->text.start > 1 && ends_sentence(raw->fold[line->text.end - 2]))
        return true;
    return ends_sentence(last) || last == ';' || last == ':' ||
           (last == '.' && !is_digit(raw->fold[line->text.end > 1 ? line->text.end - 2 : 0]));
}

static bool ends_open(const struct prose *raw, const struct line *line) /* ， 、 */
{
    uint32_t last = raw->fold[line->text.end - 1];
    return last == ',' || last == 0x3001;
}

static bool is_full(const struct lines *lines, const struct line *line)
{
    return line->width + WIDTH_SLACK >= lines->width;
}

/* The width of a full line: the greatest that several lines share, with hardly a longer one. */
static void find_width(struct lines *lines)
{
    uint32_t widths[WIDTH_MOST + 2] = {0}, texts = 0;
    for (size_t i = 0; i < lines->count; i++)
        if (!lines->items[i].row)
            widths[lines->items[i].width > WIDTH_MOST ? WIDTH_MOST + 1 : lines->items[i].width]++, texts++;
    uint32_t above = widths[WIDTH_MOST + 1];
    if (texts < LINES_LEAST)
        return;
    for (uint32_t width = WIDTH_MOST; width >= WIDTH_LEAST && (above <= 1 || above * 50 <= texts); width--) {
        uint32_t near = 0;
        for (uint32_t w = width; w + NEAR_WIDTH > width; w--)
            near += widths[w];
        if (widths[width] > 0 && near >= CONTINUED_LEAST) {
            lines->width = width;
            return;
        }
        above += widths[width];
    }
}

static void find_habits(struct lines *lines)
{
    size_t indented = 0, texts = 0, apart = 0;
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < lines->count; i++)
        if (!lines->items[i].row && lines->items[i].indent < least)
            least = lines->items[i].indent;
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->row)
            continue;
        line->indent -= least;
        texts++;
        indented += line->indent > 0;
        apart += line->apart;
    }
    lines->indented = indented >= 2 && indented * 10 >= texts && indented < texts;
    lines->blank_parts = apart * 10 < texts * 9;
}

/* Does the text run on from one line to the next? */
static bool runs_on(const struct lines *lines, const struct line *line, const struct line *next)
{
    const struct prose *raw = lines->raw;
    if (line->row || next->row)
        return false;
    bool full = is_full(lines, line), ended = ends_clause(raw, line), open = ends_open(raw, line);
    if (next->apart && lines->blank_parts && (!full || ended || (line->field && next->blank)))
        return false;
    if (next->opens && !(lines->indented && next->indent == 0 && full && !ended))
        return false;
    if (next->spoken && !ended && !open) /* inside a paragraph 一是 follows a mark */
        return false;
    if (line->opens && !lines->indented && prose_match_before(raw, line->text.start, line->text.end, U"问题|方面|情况"))
        return false; /* a heading that fills its line */
    if (lines->indented)
        return next->indent == 0 && (full || open);
    bool goes_on = !ended || raw->fold[line->text.end - 1] == ';' || lines->sentences_run_on;
    return (full && goes_on) || open;
}

static bool is_han(uint32_t c)
{
    return c >= 0x3400 && c < 0xFB00;
}

/* A single broken line in a whole text: behind a full stop of its own it breaks off in the middle of a clause, and the
 * next line, no item and not set apart, ends that clause. */
static bool breaks_off(const struct lines *lines, const struct line *line, const struct line *next)
{
    enum { BROKEN_LEAST = 20, BROKEN_WORDS = 4 }; /* columns; characters behind the full stop */
    const struct prose *raw = lines->raw;
    if (line->row || next->row || next->opens || next->spoken || next->apart || line->width < BROKEN_LEAST ||
        next->indent > line->indent || ends_clause(raw, line) || closes(raw->fold[line->text.end - 1]))
        return false;
    uint32_t stop = line->text.end;
    while (stop > line->text.start && !ends_sentence(raw->fold[stop - 1]) && raw->fold[stop - 1] != ':')
        stop--;
    struct span broken = SPAN(stop, line->text.end);
    return stop > line->text.start && raw->fold[stop - 1] != ':' && broken.end - broken.start > BROKEN_WORDS &&
           is_han(raw->fold[line->text.end - 1]) && is_han(raw->fold[next->text.start]) && ends_clause(raw, next) &&
           !prose_match_before(raw, broken.start, broken.end, U"问题|方面|情况|如下|包括|是|为");
}

/* Lists of short items of about one length are not broken lines: full lines must mostly run on. */
static bool is_broken_by_hand(struct lines *lines)
{
    size_t continued = 0, full = 0, full_ended = 0, short_ended = 0;
    for (size_t i = 0; i + 1 < lines->count; i++) {
        const struct line *line = &lines->items[i], *next = &lines->items[i + 1];
        if (line->row || next->row)
            continue;
        bool ended = ends_clause(lines->raw, line);
        full += is_full(lines, line) && !ended && !(line->opens && next->opens); /* 责任单位：… needs no full stop */
        continued +=
            is_full(lines, line) && !ended && !next->opens && !next->spoken && (next->indent == 0 || !lines->indented);
        full_ended += is_full(lines, line) && ended && !next->opens;
        short_ended += !is_full(lines, line) && ended;
    }
    lines->sentences_run_on = full_ended * 3 > short_ended;
    return continued >= CONTINUED_LEAST && continued * 3 >= full * 2;
}

static void leave_out(bool *left_out, uint32_t from, uint32_t to)
{
    for (uint32_t at = from; at < to; at++)
        left_out[at] = true;
}

/* 通 报, 整 改 方 案: a line of single characters set wide. */
static bool is_set_wide(const struct prose *raw, struct span text)
{
    uint32_t characters = 0;
    for (uint32_t at = text.start; at < text.end; at++) {
        uint32_t c = raw->fold[at];
        if (is_space(c) && c != '\t')
            continue;
        if (!is_han(c) || (at + 1 < text.end && !is_space(raw->fold[at + 1])))
            return false;
        characters++;
    }
    return characters >= 2;
}

/* Blanks between two characters inside a clause, as character recognition leaves them ("后续未定 期召开"): the word
 * before the blank does not begin the clause, and no label follows. */
static void find_stray_blanks(const struct prose *raw, struct span text, bool *left_out)
{
    enum { LABEL_REACH = 10, NUMBER_LONGEST = 3 }; /* 十二、 begins an item */
    uint32_t word = text.start;                    /* where the word began that is being read */
    bool inside = false;                           /* that word continues a clause */
    for (uint32_t at = text.start; at < text.end; at++) {
        uint32_t c = raw->fold[at];
        if (c == ',' || c == 0x3001) {
            inside = inside || at > word + NUMBER_LONGEST, word = at + 1;
        } else if (ends_sentence(c) || c == ';' || c == ':' || c == '\t') {
            inside = false, word = at + 1;
        } else if (c == ' ') {
            uint32_t next = at + 1;
            bool single = next < text.end && at > word && is_han(raw->fold[at - 1]) && is_han(raw->fold[next]);
            if (single && inside) {
                uint32_t reach = next + LABEL_REACH < text.end ? next + LABEL_REACH : text.end;
                bool label = label_scan(raw, next, text.end, true).style != LABEL_NONE ||
                             prose_find_char(raw, SPAN(next, reach), ':') != PROSE_NONE;
                left_out[at] = !label;
                inside = !label;
            } else {
                inside = false;
            }
            word = next;
        }
    }
}

/* "&nbsp;" and "<br>", left over where a page of the web was copied: the length of the mark at `at`, 0 when there is
 * none. */
static uint32_t markup_at(const struct prose *raw, uint32_t at, uint32_t end)
{
    enum { ENTITY_LONGEST = 8, TAG_LONGEST = 160 };
    uint32_t open = raw->fold[at], stop = at + 1;
    if (open == '&') {
        while (
            stop < end && stop - at < ENTITY_LONGEST &&
            (is_digit(raw->fold[stop]) || raw->fold[stop] == '#' || (raw->fold[stop] >= 'a' && raw->fold[stop] <= 'z')))
            stop++;
        return stop < end && raw->fold[stop] == ';' && stop - at > 2 ? stop + 1 - at : 0;
    }
    if (open != '<' || stop >= end || (raw->fold[stop] != '/' && (raw->fold[stop] < 'a' || raw->fold[stop] > 'z')))
        return 0;
    while (stop < end && stop - at < TAG_LONGEST && raw->fold[stop] != '>' && raw->fold[stop] != '\n')
        stop++;
    return stop < end && raw->fold[stop] == '>' ? stop + 1 - at : 0;
}

static void find_markup(const struct prose *raw, bool *left_out)
{
    for (uint32_t at = 0, used; at < raw->length; at += used ? used : 1) {
        used = raw->fold[at] == '&' || raw->fold[at] == '<' ? markup_at(raw, at, raw->length) : 0;
        for (uint32_t i = 0; i < used; i++)
            left_out[at + i] = true;
    }
}

bool *lines_left_out(struct arena *arena, const struct prose *raw, const struct paper *paper)
{
    struct lines lines = {.raw = raw};
    read_lines(arena, &lines, paper);
    if (lines.count == 0)
        return NULL;
    bool *left_out = ARENA_ARRAY(arena, bool, (size_t)raw->length + 1);
    find_markup(raw, left_out);
    for (size_t i = 0; i < lines.count; i++) {
        struct span text = lines.items[i].text;
        if (lines.items[i].row)
            continue;
        if (text.end - text.start < 60 && is_set_wide(raw, text)) {
            for (uint32_t at = text.start; at < text.end; at++)
                left_out[at] = is_space(raw->fold[at]);
        } else {
            find_stray_blanks(raw, text, left_out);
        }
    }
    find_habits(&lines);
    find_width(&lines);
    if (lines.width == 0 || !is_broken_by_hand(&lines)) {
        for (size_t i = 0; i + 1 < lines.count; i++)
            if (breaks_off(&lines, &lines.items[i], &lines.items[i + 1]))
                leave_out(left_out, lines.items[i].text.end, lines.items[i + 1].text.start);
        return left_out;
    }
    for (size_t i = 0; i + 1 < lines.count; i++)
        if (runs_on(&lines, &lines.items[i], &lines.items[i + 1]))
            leave_out(left_out, lines.items[i].text.end, lines.items[i + 1].text.start);
    return left_out;
}
