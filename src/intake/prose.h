/* prose: a paper's text as folded code points, for matching. Full-width letters and punctuation are read as ASCII,
 * straight double quotes as “ and ” by turns within a paragraph, and a full stop typed as "." as 。; so the rules of
 * this folder are written once and hold for either way of typing. Line breaks inside a sentence and stray blanks are
 * left out (lines.h). The paper's own text is never changed; `place` leads back to it.
 *
 * Words are given as one literal of code points with alternatives separated by '|' (U"存在|发现"), already folded
 * (ASCII , : ; ( )). Nothing is decoded while matching. */
#ifndef RECTIFY_INTAKE_PROSE_H
#define RECTIFY_INTAKE_PROSE_H

#include "base/arena.h"
#include "format/paper.h"
#include <stdbool.h>
#include <stdint.h>
#include <uchar.h>

struct prose_paragraph {
    uint32_t start, end; /* end without its newline */
    uint32_t table;      /* number of the table, 0 for none */
    bool heading;        /* the document shows it as a heading (style, bold, centred) */
};

struct prose {
    const uint32_t *fold;  /* `length` folded code points, then a 0 */
    const uint32_t *byte;  /* byte offset of each in the paper's text, and of the end */
    const uint32_t *place; /* code point of the paper at which each stands, and the end */
    const uint32_t *pair;  /* for an opening bracket or quote: where it is closed in the same paragraph; 0 otherwise */
    const char *text;      /* the paper's text */
    uint32_t length;
    struct prose_held *held; /* what the span searched last holds: a heading is searched many times over */
    const struct prose_paragraph *paragraphs;
    size_t paragraph_count;
};

struct span {
    uint32_t start, end; /* code points, end exclusive */
};

#define PROSE_NONE     UINT32_MAX
#define SPAN(from, to) ((struct span){(from), (to)})

struct prose prose_of_paper(struct arena *arena, const struct paper *paper);
char *prose_slice(struct arena *arena, const struct prose *prose, struct span span); /* the text as written */

/* Length in code points of the alternative that stands at `at` (the first that fits), 0 when none does. */
uint32_t prose_match(const struct prose *prose, uint32_t at, uint32_t end, const char32_t *words);
/* The same for an alternative that ends at `end`. */
uint32_t prose_match_before(const struct prose *prose, uint32_t start, uint32_t end, const char32_t *words);
bool prose_is(const struct prose *prose, struct span span,
              const char32_t *words); /* the whole span is one of the words */
uint32_t prose_find(const struct prose *prose, struct span span,
                    const char32_t *words); /* first place, or PROSE_NONE */
bool prose_has(const struct prose *prose, struct span span, const char32_t *words);
uint32_t prose_count(const struct prose *prose, struct span span, const char32_t *words); /* places, not overlapping */
/* Copies the alternatives that may stand in the span, in their order, to ret_words, which has room for all of `words`:
 * for matching a long list at many places of a short span. False when there are none. */
bool prose_narrow(const struct prose *prose, struct span span, const char32_t *words, char32_t *ret_words);
uint32_t prose_find_char(const struct prose *prose, struct span span, uint32_t code_point);

static inline bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

static inline bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static inline bool ends_sentence(uint32_t c) /* 。！？ */
{
    return c == 0x3002 || c == '!' || c == '?';
}

static inline bool opens(uint32_t c) /* brackets and quotes that enclose text: ( [ “ 《 〈 【 〔 「 */
{
    return c == '(' || c == '[' || c == 0x201C || c == 0x300A || c == 0x3008 || c == 0x3010 || c == 0x3014 ||
           c == 0x300C;
}

static inline bool closes(uint32_t c)
{
    return c == ')' || c == ']' || c == 0x201D || c == 0x300B || c == 0x3009 || c == 0x3011 || c == 0x3015 ||
           c == 0x300D;
}

struct span prose_trim(const struct prose *prose, struct span span); /* without blanks at either end */
/* End of the first sentence (after its 。！？ and what closes a quotation), brackets and quotations skipped; span.end
 * when the text has no full stop. */
uint32_t prose_sentence_end(const struct prose *prose, struct span span);
/* The last sentence of the span, trimmed. */
struct span prose_last_sentence(const struct prose *prose, struct span span);
/* Position of the bracket that closes the one at `at`, PROSE_NONE when it is not closed before `end`. */
uint32_t prose_closing(const struct prose *prose, uint32_t at, uint32_t end);

/* The bracket （…） or 【…】 that ends the span; an empty span when none does. */
struct span bracket_at_end(const struct prose *prose, struct span span);

/* A number in digits or Chinese numerals (up to 9999) at `at`; its length in code points, 0 when there is none. */
uint32_t prose_number(const struct prose *prose, uint32_t at, uint32_t end, uint32_t *ret_value);

#endif
