#include "intake/prose.h"

#include "base/utf8.h"
#include "intake/lines.h"
#include <string.h>

enum { LOOK_BACK = 600, BRACKET_DEPTH = 32 };

static bool is_latin(uint32_t c)
{
    return c >= 'a' && c <= 'z'; /* folded */
}

static uint32_t fold_one(uint32_t c)
{
    if (c >= 0x3400 && c < 0xF900) /* Han: most of what is read */
        return c;
    if (c == 0x3002)
        return c;
    if (c == 0xFF61)
        return 0x3002;
    if (c == 0x300E)
        return 0x300C;
    if (c == 0x300F)
        return 0x300D;
    if (c == 0x2015 || c == 0x2500 || c == 0x2013)
        return 0x2014;
    return utf8_fold(c);
}

static uint32_t han_digit(uint32_t c)
{
    static const uint32_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
    for (uint32_t i = 0; i < 10; i++)
        if (digits[i] == c)
            return i;
    return c == 0x4E24 ? 2 : c == 0x96F6 ? 0 : PROSE_NONE; /* 两 零 */
}

/* Do only numerals stand between the line's start and `at`? Then the dot behind them makes a number of them ("1."
 * "十二."). */
static bool is_bare_number(const uint32_t *fold, uint32_t at)
{
    enum { NUMBER_MAX = 6 };
    for (uint32_t count = 0; count < NUMBER_MAX && at > 0; count++) {
        uint32_t c = fold[--at];
        if (is_space(c) || c == ':')
            return true;
        if (!is_digit(c) && c != '.' && c != 0x5341 && han_digit(c) == PROSE_NONE)
            return false;
    }
    return at == 0;
}

/* "到位." ends a sentence, "1." and "3.5" do not; a number at the very end of a line does ("共12."), a bare label does
 * not. */
static bool dot_ends_sentence(const uint32_t *fold, uint32_t at, uint32_t length)
{
    uint32_t before = at ? fold[at - 1] : '\n', after = at + 1 < length ? fold[at + 1] : '\n';
    if (is_space(before) || before == '.' || is_latin(before) || is_latin(after))
        return false;
    if (is_digit(before) && !is_space(after))
        return false;
    return !is_bare_number(fold, at);
}

/* Pairs brackets and quotes within a paragraph. A bracket that fits nothing open is passed over, one never closed
 * encloses nothing: a typing error costs one pair, not the rest of the paragraph. */
static void pair_brackets(const uint32_t *fold, uint32_t length, uint32_t *pair)
{
    static const uint32_t partner[][2] = {{'(', ')'},       {'[', ']'},       {0x201C, 0x201D}, {0x300A, 0x300B},
                                          {0x3008, 0x3009}, {0x3010, 0x3011}, {0x3014, 0x3015}, {0x300C, 0x300D}};
    uint32_t open[BRACKET_DEPTH], depth = 0;
    for (uint32_t at = 0; at < length; at++) {
        uint32_t c = fold[at];
        if (c == '\n') {
            depth = 0;
        } else if (opens(c)) {
            if (depth < BRACKET_DEPTH)
                open[depth++] = at;
        } else if (closes(c)) {
            uint32_t wanted = 0;
            for (size_t i = 0; i < sizeof partner / sizeof *partner; i++)
                if (partner[i][1] == c)
                    wanted = partner[i][0];
            uint32_t level = depth;
            while (level > 0 && fold[open[level - 1]] != wanted)
                level--;
            if (level > 0) {
                depth = level - 1;
                pair[open[depth]] = at;
            }
        }
    }
}

/* The paper's paragraphs in places of the prose; one whose newline before it was left out goes on with the last. */
static void take_paragraphs(struct arena *arena, const struct paper *paper, const uint32_t *at_of, const bool *left_out,
                            struct prose *prose)
{
    struct prose_paragraph *paragraphs = ARENA_ARRAY(arena, struct prose_paragraph, paper->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < paper->count; i++) {
        const struct paper_paragraph *from = &paper->paragraphs[i];
        if (count > 0 && left_out && from->start > 0 && left_out[from->start - 1]) {
            paragraphs[count - 1].end = at_of[from->end];
            continue;
        }
        paragraphs[count++] = (struct prose_paragraph){.start = at_of[from->start],
                                                       .end = at_of[from->end],
                                                       .table = from->table,
                                                       .heading = from->outline > 0 || from->bold || from->centred};
    }
    prose->paragraphs = paragraphs;
    prose->paragraph_count = count;
}

/* Quotes typed straight are read as “ and ” by turns within a paragraph, a full stop typed as "." as 。. */
static void fold_marks(uint32_t *fold, uint32_t length)
{
    bool quoted = false;
    for (uint32_t i = 0; i < length; i++) {
        if (fold[i] == '\n') {
            quoted = false;
        } else if (fold[i] == '"') {
            quoted = !quoted;
            fold[i] = quoted ? 0x201C : 0x201D;
        }
    }
    for (uint32_t i = 0; i < length; i++)
        if (fold[i] == '.' && dot_ends_sentence(fold, i, length))
            fold[i] = 0x3002;
}

/* Which code points a span holds, by their lower bits: most words of a long list can be left out without looking for
 * them. */
struct holding {
    uint64_t bits[16];
};

struct prose_held {
    struct span span; /* empty: none yet */
    struct holding holding;
};

struct prose prose_of_paper(struct arena *arena, const struct paper *paper)
{
    size_t room = (size_t)paper->characters + 1;
    uint32_t *fold = ARENA_ARRAY(arena, uint32_t, room), *byte = ARENA_ARRAY(arena, uint32_t, room),
             *place = ARENA_ARRAY(arena, uint32_t, room), *at_of = ARENA_ARRAY(arena, uint32_t, room);
    const char *at = paper->text, *end = paper->text + paper->bytes;
    uint32_t all = 0, length = 0;
    for (; all < paper->characters && at < end; all++) {
        byte[all] = (uint32_t)(at - paper->text);
        fold[all] = fold_one(utf8_next(&at, end));
    }
    struct prose raw = {.fold = fold, .byte = byte, .text = paper->text, .length = all};
    const bool *left_out = lines_left_out(arena, &raw, paper);
    for (uint32_t i = 0; i < all; i++) {
        at_of[i] = length;
        if (left_out && left_out[i])
            continue;
        fold[length] = fold[i];
        byte[length] = byte[i];
        place[length++] = i;
    }
    at_of[all] = length;
    fold[length] = 0;
    byte[length] = (uint32_t)paper->bytes;
    place[length] = all;
    fold_marks(fold, length);
    uint32_t *pair = ARENA_ARRAY(arena, uint32_t, room);
    pair_brackets(fold, length, pair);
    struct prose prose = {.fold = fold,
                          .byte = byte,
                          .place = place,
                          .pair = pair,
                          .text = paper->text,
                          .length = length,
                          .held = ARENA_ARRAY(arena, struct prose_held, 1)};
    take_paragraphs(arena, paper, at_of, left_out, &prose);
    return prose;
}

char *prose_slice(struct arena *arena, const struct prose *prose, struct span span)
{
    if (span.end <= span.start)
        return arena_strdup(arena, "");
    uint32_t from = prose->byte[span.start], to = prose->byte[span.end];
    if (prose->place[span.end] - prose->place[span.start] == span.end - span.start)
        return arena_strndup(arena, prose->text + from, to - from);
    char *slice = arena_alloc(arena, to - from + 1), *out = slice;
    for (uint32_t i = span.start; i < span.end; i++) { /* without what was left out */
        const char *at = prose->text + prose->byte[i], *next = at;
        utf8_next(&next, prose->text + to);
        while (at < next)
            *out++ = *at++;
    }
    *out = '\0';
    return slice;
}

/* The end of the alternative that begins at `word`. */
static const char32_t *word_end(const char32_t *word)
{
    while (*word && *word != '|')
        word++;
    return word;
}

/* The alternative behind the one that ends at `end`; NULL after the last one. */
static const char32_t *word_behind(const char32_t *end)
{
    return *end ? end + 1 : NULL;
}

/* Does the alternative at `word` stand at `at`? Its length in code points, 0 when it does not. */
static uint32_t word_at(const uint32_t *fold, uint32_t at, uint32_t end, const char32_t *word)
{
    uint32_t count = 0;
    for (; word[count] && word[count] != '|'; count++)
        if (at + count >= end || word[count] != fold[at + count])
            return 0;
    return count;
}

uint32_t prose_match(const struct prose *prose, uint32_t at, uint32_t end, const char32_t *words)
{
    for (const char32_t *word = at < end ? words : NULL; word; word = word_behind(word_end(word))) {
        uint32_t count = *word == prose->fold[at] ? word_at(prose->fold, at, end, word) : 0;
        if (count)
            return count;
    }
    return 0;
}

uint32_t prose_match_before(const struct prose *prose, uint32_t start, uint32_t end, const char32_t *words)
{
    for (const char32_t *word = end > start ? words : NULL; word;) {
        const char32_t *stop = word_end(word);
        uint32_t count = (uint32_t)(stop - word);
        if (count && end - start >= count && stop[-1] == prose->fold[end - 1] &&
            word_at(prose->fold, end - count, end, word) == count)
            return count;
        word = word_behind(stop);
    }
    return 0;
}

bool prose_is(const struct prose *prose, struct span span, const char32_t *words)
{
    for (const char32_t *word = span.end > span.start ? words : NULL; word;) {
        const char32_t *stop = word_end(word);
        if ((uint32_t)(stop - word) == span.end - span.start && word_at(prose->fold, span.start, span.end, word))
            return true;
        word = word_behind(stop);
    }
    return false;
}

static bool holds(const struct holding *holding, uint32_t c)
{
    return holding->bits[c >> 6 & 15] >> (c & 63) & 1;
}

static struct holding holding_of(const struct prose *prose, struct span span)
{
    struct prose_held *held = prose->held;
    if (held && held->span.start == span.start && held->span.end == span.end && span.start < span.end)
        return held->holding;
    struct holding holding = {{0}};
    for (uint32_t at = span.start; at < span.end; at++)
        holding.bits[prose->fold[at] >> 6 & 15] |= (uint64_t)1 << (prose->fold[at] & 63);
    if (held)
        *held = (struct prose_held){.span = span, .holding = holding};
    return holding;
}

/* The next alternative all of whose code points may stand in the span, from `word` on; NULL when there is none. */
static const char32_t *word_held(const struct holding *holding, const char32_t *word)
{
    while (word) {
        const char32_t *at = word;
        while (*at && *at != '|' && holds(holding, *at))
            at++;
        if (!*at || *at == '|')
            return word;
        word = word_behind(word_end(at));
    }
    return NULL;
}

/* The first place of one alternative, PROSE_NONE when there is none. */
static uint32_t place_of(const struct prose *prose, struct span span, const char32_t *word)
{
    for (uint32_t at = span.start; at < span.end; at++)
        if (prose->fold[at] == *word && word_at(prose->fold, at, span.end, word))
            return at;
    return PROSE_NONE;
}

uint32_t prose_find(const struct prose *prose, struct span span, const char32_t *words)
{
    struct holding holding = holding_of(prose, span);
    uint32_t best = PROSE_NONE;
    for (const char32_t *word = word_held(&holding, words); word;
         word = word_held(&holding, word_behind(word_end(word)))) {
        uint32_t at = place_of(prose, span, word);
        if (at < best)
            best = at;
    }
    return best;
}

bool prose_has(const struct prose *prose, struct span span, const char32_t *words)
{
    struct holding holding = holding_of(prose, span);
    for (const char32_t *word = word_held(&holding, words); word;
         word = word_held(&holding, word_behind(word_end(word))))
        if (place_of(prose, span, word) != PROSE_NONE)
            return true;
    return false;
}

uint32_t prose_count(const struct prose *prose, struct span span, const char32_t *words)
{
    struct holding holding = holding_of(prose, span);
    uint32_t total = 0;
    for (const char32_t *word = word_held(&holding, words); word;
         word = word_held(&holding, word_behind(word_end(word)))) {
        uint32_t length = (uint32_t)(word_end(word) - word);
        for (struct span left = span; (left.start = place_of(prose, left, word)) != PROSE_NONE; left.start += length)
            total++;
    }
    return total;
}

bool prose_narrow(const struct prose *prose, struct span span, const char32_t *words, char32_t *ret_words)
{
    struct holding holding = holding_of(prose, span);
    char32_t *to = ret_words;
    for (const char32_t *word = word_held(&holding, words); word;) {
        const char32_t *stop = word_end(word);
        if (to > ret_words)
            *to++ = '|';
        while (word < stop)
            *to++ = *word++;
        word = word_held(&holding, word_behind(stop));
    }
    *to = 0;
    return to > ret_words;
}

uint32_t prose_find_char(const struct prose *prose, struct span span, uint32_t code_point)
{
    for (uint32_t at = span.start; at < span.end; at++)
        if (prose->fold[at] == code_point)
            return at;
    return PROSE_NONE;
}

struct span prose_trim(const struct prose *prose, struct span span)
{
    while (span.start < span.end && is_space(prose->fold[span.start]))
        span.start++;
    while (span.end > span.start && is_space(prose->fold[span.end - 1]))
        span.end--;
    return span;
}

uint32_t prose_closing(const struct prose *prose, uint32_t at, uint32_t end)
{
    uint32_t pair = prose->pair[at];
    return pair && pair < end ? pair : PROSE_NONE;
}

struct span bracket_at_end(const struct prose *prose, struct span span)
{
    enum { BRACKET_MAX = 400 };
    struct span none = SPAN(span.end, span.end);
    uint32_t last = span.end > span.start ? prose->fold[span.end - 1] : 0;
    if (last != ')' && last != 0x3011)
        return none;
    for (uint32_t at = span.end - 1; at > span.start && span.end - at < BRACKET_MAX; at--)
        if (prose->pair[at - 1] == span.end - 1)
            return SPAN(at - 1, span.end);
    return none;
}

uint32_t prose_sentence_end(const struct prose *prose, struct span span)
{
    for (uint32_t at = span.start; at < span.end; at++) {
        uint32_t c = prose->fold[at];
        if (opens(c)) {
            uint32_t close = prose_closing(prose, at, span.end);
            if (close != PROSE_NONE)
                at = close;
        } else if (ends_sentence(c)) {
            at++;
            while (at < span.end && (closes(prose->fold[at]) || ends_sentence(prose->fold[at])))
                at++;
            return at;
        }
    }
    return span.end;
}

struct span prose_last_sentence(const struct prose *prose, struct span span)
{
    span = prose_trim(prose, span);
    if (span.end - span.start > LOOK_BACK)
        span.start = span.end - LOOK_BACK;
    for (;;) {
        uint32_t stop = prose_sentence_end(prose, span);
        if (stop >= span.end)
            return prose_trim(prose, span);
        span.start = stop;
    }
}

uint32_t prose_number(const struct prose *prose, uint32_t at, uint32_t end, uint32_t *ret_value)
{
    uint32_t start = at, value = 0;
    while (at < end && is_digit(prose->fold[at]) && at - start < 9)
        value = value * 10 + (prose->fold[at++] - '0');
    if (at > start) {
        *ret_value = value;
        return at - start;
    }
    uint32_t digit = PROSE_NONE;
    for (; at < end && at - start < 8; at++) {
        uint32_t c = prose->fold[at], d = han_digit(c);
        uint32_t unit = c == 0x5341 ? 10 : c == 0x767E ? 100 : c == 0x5343 ? 1000 : 0; /* 十百千 */
        if (unit) {
            value += (digit == PROSE_NONE ? 1 : digit) * unit;
            digit = PROSE_NONE;
        } else if (d != PROSE_NONE) {
            digit = digit == PROSE_NONE ? d : digit * 10 + d; /* 二〇二六 */
        } else {
            break;
        }
    }
    if (at == start)
        return 0;
    *ret_value = value + (digit == PROSE_NONE ? 0 : digit);
    return at - start;
}
