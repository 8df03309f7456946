#include "base/token.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* ---- folding ---- */

enum { FOLD_MOST = 32 }; /* the longest compatibility form has 18 characters */

static bool is_plain_han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

static size_t fold_slowly(uint32_t c, uint32_t out[FOLD_MOST])
{
    utf8proc_int32_t forms[FOLD_MOST];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)c, forms, FOLD_MOST, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
    if (count <= 0 || count > FOLD_MOST) {
        out[0] = c;
        return 1;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++)
        out[i] = (uint32_t)forms[i];
    return (size_t)count;
}

static size_t fold(uint32_t c, uint32_t out[FOLD_MOST])
{
    if (is_plain_han(c)) {
        out[0] = c;
        return 1;
    }
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    if (c >= 0x80)
        return fold_slowly(c, out);
    out[0] = c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    return 1;
}

/* By its bytes: 一 … 鿿 or 㐀 … 䶿, three of them, valid as all stored text is. */
static bool is_plain_han_at(const char *at, const char *end)
{
    const unsigned char *bytes = (const unsigned char *)at;
    if (end - at < 3 || (bytes[1] & 0xC0) != 0x80 || (bytes[2] & 0xC0) != 0x80)
        return false;
    return (bytes[0] >= 0xE4 && bytes[0] <= 0xE9 && (bytes[0] != 0xE4 || bytes[1] >= 0xB8)) ||
           (bytes[0] == 0xE3 && bytes[1] >= 0x90) || (bytes[0] == 0xE4 && bytes[1] < 0xB7);
}

static void fold_one(struct strbuf *out, uint32_t c)
{
    uint32_t forms[FOLD_MOST];
    char bytes[4];
    for (size_t i = 0, count = fold(c, forms); i < count; i++)
        strbuf_add(out, bytes, utf8_put(bytes, forms[i]));
}

void token_fold(struct strbuf *out, const char *text, size_t length)
{
    for (const char *at = text, *end = text + length; at < end;) {
        /* most of it stays as it is, or becomes no longer */
        strbuf_reserve(out, (size_t)(end - at) + 1);
        char *to = out->bytes + out->length;
        while (at < end) {
            unsigned char c = (unsigned char)*at;
            if (c < 0x80) {
                *to++ = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
                at++;
            } else if (is_plain_han_at(at, end)) {
                memcpy(to, at, 3);
                to += 3;
                at += 3;
            } else {
                break;
            }
        }
        *to = '\0';
        out->length = (size_t)(to - out->bytes);
        if (at < end)
            fold_one(out, utf8_next(&at, end));
    }
}

/* ---- runs ---- */

enum run { RUN_NONE, RUN_HAN, RUN_WORD };

enum { RUNS_OF_HAN_FROM = 0x2E80 };

static enum run run_of(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? RUN_WORD : RUN_NONE;
    if (is_plain_han(c))
        return RUN_HAN;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return c >= RUNS_OF_HAN_FROM ? RUN_HAN : RUN_WORD;
    default:
        return RUN_NONE;
    }
}

/* The next run at or behind `from`: its kind and both ends; RUN_NONE at the end of the text. */
static enum run next_run(const char *from, const char *end, const char **ret_start, const char **ret_end)
{
    enum run kind = RUN_NONE;
    for (const char *at = from; at < end;) {
        const char *start = at;
        enum run one = run_of(utf8_next(&at, end));
        if (kind == RUN_NONE) {
            *ret_start = start;
            kind = one;
        } else if (one != kind) {
            *ret_end = start;
            return kind;
        }
    }
    *ret_end = end;
    return kind;
}

static const char *behind(const char *at, const char *end, size_t characters)
{
    return at + utf8_prefix(at, (size_t)(end - at), characters);
}

static void visit_han(const char *start, const char *end, token_visit *visit, void *context)
{
    for (const char *at = start; at < end;) {
        const char *second = behind(at, end, 1);
        visit(context, at, (size_t)(behind(at, end, 2) - at)); /* the last one stands alone */
        at = second;
    }
}

static void visit_word(const char *start, const char *end, token_visit *visit, void *context)
{
    for (const char *at = start; at < end; at = behind(at, end, 1))
        visit(context, at, (size_t)(behind(at, end, TOKEN_WORD) - at));
}

void token_text(const char *folded, size_t length, token_visit *visit, void *context)
{
    const char *end = folded + length, *start, *behind_it = folded;
    enum run kind;
    while ((kind = next_run(behind_it, end, &start, &behind_it)) != RUN_NONE) {
        if (kind == RUN_HAN)
            visit_han(start, behind_it, visit, context);
        else
            visit_word(start, behind_it, visit, context);
    }
}

/* ---- what is looked for ---- */

static void take(struct token_query *query, const char *token, size_t length, bool prefix)
{
    if (query->count == TOKEN_QUERY || length >= TOKEN_BYTES)
        return;
    struct token *to = &query->tokens[query->count];
    memcpy(to->text, token, length);
    to->text[length] = '\0';
    to->prefix = prefix;
    for (size_t i = 0; i < query->count; i++)
        if (strcmp(query->tokens[i].text, to->text) == 0 && query->tokens[i].prefix == prefix)
            return;
    query->count++;
}

/* The pairs of a run; what stands behind the run in the text is not known when it is the last. */
static void gather_han(struct token_query *query, const char *start, const char *end, bool last)
{
    size_t pairs = utf8_count(start, (size_t)(end - start)) - 1, step = 1 + pairs / (TOKEN_QUERY / 2);
    const char *at = start;
    if (!pairs)
        take(query, start, (size_t)(end - start), last);
    for (size_t i = 0; i < pairs; i++, at = behind(at, end, 1))
        if (i % step == 0 || i == pairs - 1)
            take(query, at, (size_t)(behind(at, end, 2) - at), false);
}

static void gather_word(struct token_query *query, const char *start, const char *end, bool last)
{
    const char *cut = behind(start, end, TOKEN_WORD);
    take(query, start, (size_t)(cut - start), last && cut == end);
}

/* A beginning of one or two letters or digits costs more than it tells beside anything else. */
static void drop_short_beginning(struct token_query *query)
{
    struct token *last = query->count > 1 ? &query->tokens[query->count - 1] : NULL;
    if (last && last->prefix && (unsigned char)*last->text < 0x80 && utf8_count(last->text, strlen(last->text)) < 3)
        query->count--;
}

void token_query(const char *folded, size_t length, struct token_query *ret_query)
{
    const char *end = folded + length, *start, *behind_it = folded;
    enum run kind;
    ret_query->count = 0;
    while ((kind = next_run(behind_it, end, &start, &behind_it)) != RUN_NONE) {
        bool last = behind_it == end;
        if (kind == RUN_HAN)
            gather_han(ret_query, start, behind_it, last);
        else
            gather_word(ret_query, start, behind_it, last);
    }
    drop_short_beginning(ret_query);
}

/* ---- where it is ---- */

/* Whether a character may fold to one or more Chinese ones: by its first bytes, rather once too often. Punctuation and
 * full-width forms, the usual company of Chinese text, do not. */
static bool may_hide_han(const char *text, size_t length)
{
    const char *end = text + length;
    for (const char *at = text; at < end;) {
        const unsigned char *bytes = (const unsigned char *)at;
        if (bytes[0] < 0x80)
            at++;
        else if (is_plain_han_at(at, end))
            at += 3;
        else if (end - at >= 3 && ((bytes[0] == 0xE3 && bytes[1] == 0x80 && bytes[2] < 0xA0) || /* 、。《》「」 */
                                   (bytes[0] == 0xEF && (bytes[1] == 0xBC || bytes[1] == 0xBD)) ||
                                   (bytes[0] == 0xE2 && bytes[1] == 0x80)))
            at += 3;
        else
            return true;
    }
    return false;
}

struct token_wanted token_wanted(const char *folded, size_t length)
{
    bool han = length > 0;
    for (const char *at = folded, *end = folded + length; at < end && han; at += 3)
        han = is_plain_han_at(at, end);
    return (struct token_wanted){folded, length, han};
}

bool token_holds(const char *text, size_t length, const struct token_wanted *wanted, struct strbuf *scratch)
{
    if (wanted->han) {
        if (memmem(text, length, wanted->text, wanted->length))
            return true;
        if (!may_hide_han(text, length))
            return false;
    }
    strbuf_clear(scratch);
    token_fold(scratch, text, length);
    return memmem(strbuf_text(scratch), scratch->length, wanted->text, wanted->length) != NULL;
}

bool token_find(const char *text, size_t length, size_t from, const char *wanted, size_t *ret_start, size_t *ret_end)
{
    struct strbuf folded = {0};
    size_t want = strlen(wanted);
    token_fold(&folded, text + from, length - from);
    const char *found = want ? memmem(strbuf_text(&folded), folded.length, wanted, want) : NULL;
    size_t first = found ? (size_t)(found - folded.bytes) : 0, behind_last = first + want, done = 0;
    strbuf_free(&folded);
    if (!found)
        return false;
    /* again, character by character, up to the place */
    bool started = false;
    for (const char *at = text + from, *end = text + length; at < end && done < behind_last;) {
        const char *start = at;
        utf8_next(&at, end);
        token_fold(&folded, start, (size_t)(at - start));
        done += folded.length;
        strbuf_clear(&folded);
        if (done > first && !started) {
            *ret_start = (size_t)(start - text);
            started = true;
        }
        *ret_end = (size_t)(at - text);
    }
    strbuf_free(&folded);
    return started;
}
