#include "intake/label.h"

#include <stddef.h>

static struct label none(void)
{
    return (struct label){.style = LABEL_NONE};
}

static struct label found(enum label_style style, uint32_t value, uint32_t start, uint32_t end)
{
    return (struct label){.style = style, .value = value, .start = start, .end = end};
}

bool label_is_spoken(enum label_style style)
{
    return style >= LABEL_IS;
}

static uint32_t skip_blanks(const struct prose *prose, uint32_t at, uint32_t end)
{
    while (at < end && prose->fold[at] == ' ')
        at++;
    return at;
}

/* （一） (1) [1] with blanks inside; also 1） without the opening bracket. */
static struct label scan_bracketed(const struct prose *prose, uint32_t at, uint32_t end)
{
    uint32_t value, inner = skip_blanks(prose, at + 1, end), used = prose_number(prose, inner, end, &value);
    if (!used)
        return none();
    uint32_t close = skip_blanks(prose, inner + used, end);
    if (close >= end || prose->fold[close] != ')' || value == 0 || value > 999)
        return none();
    enum label_style style = is_digit(prose->fold[inner]) ? LABEL_ROUND : LABEL_HAN_ROUND;
    uint32_t after = close + 1;
    if (after < end && (prose->fold[after] == 0x3001 || prose->fold[after] == '.')) /* （一）、 */
        after++;
    return found(style, value, at, after);
}

/* ① – ⑳, ⑴ – ⒇, ⒈ – ⒛, ㈠ – ㈩: one code point each. */
static struct label scan_enclosed(const struct prose *prose, uint32_t at)
{
    uint32_t c = prose->fold[at];
    if (c >= 0x2460 && c <= 0x2473)
        return found(LABEL_CIRCLE, c - 0x2460 + 1, at, at + 1);
    if (c >= 0x2776 && c <= 0x277F)
        return found(LABEL_CIRCLE, c - 0x2776 + 1, at, at + 1);
    if (c >= 0x2474 && c <= 0x2487)
        return found(LABEL_ROUND, c - 0x2474 + 1, at, at + 1);
    if (c >= 0x2488 && c <= 0x249B)
        return found(LABEL_DIGIT, c - 0x2488 + 1, at, at + 1);
    if (c >= 0x3220 && c <= 0x3229)
        return found(LABEL_HAN_ROUND, c - 0x3220 + 1, at, at + 1);
    return none();
}

/* A year after "1." begins the item's text; any other digit makes a decimal number or a date of it. */
static bool year_follows(const struct prose *prose, uint32_t at, uint32_t end)
{
    uint32_t digits = 0;
    while (at + digits < end && is_digit(prose->fold[at + digits]))
        digits++;
    return digits == 4 && (prose_match(prose, at + 4, end, U"年|-|至|—") > 0);
}

/* "1.3个项目…": nobody counts 1.3 projects; it is item 1, which begins with a count. */
static bool count_follows(const struct prose *prose, uint32_t at, uint32_t end)
{
    uint32_t value, used = prose_number(prose, at, end, &value);
    return used > 0 && used < 4 &&
           prose_match(prose, at + used, end, U"个|项|家|名|户|所|座|起|件|份|处|辆|台|宗|笔|人|村|镇|乡|支") > 0 &&
           !prose_match(prose, at + used, end, U"个百分点|个月|个小时|个工作日|个标|人次|人均");
}

static struct label scan_digits(const struct prose *prose, uint32_t at, uint32_t end, bool at_start)
{
    uint32_t value, used = prose_number(prose, at, end, &value);
    if (used == 0 || used > 3 || value == 0)
        return none();
    uint32_t mark = skip_blanks(prose, at + used, end);
    if (mark >= end)
        return none();
    uint32_t c = prose->fold[mark], next = mark + 1 < end ? prose->fold[mark + 1] : '\n';
    if (c == ')')
        return found(LABEL_ROUND, value, at, mark + 1);
    if (c == 0x3001) /* 1、 – but inside a sentence "1、2号楼" counts buildings */
        return is_digit(next) && !at_start ? none() : found(LABEL_DIGIT, value, at, mark + 1);
    if (c != '.')
        return none();
    if (!is_digit(next) || year_follows(prose, mark + 1, end) ||
        (at_start && mark == at + used && count_follows(prose, mark + 1, end))) {
        if (next == 0x3001) /* 1.、 */
            return found(LABEL_DIGIT, value, at, mark + 2);
        return found(LABEL_DIGIT, value, at, mark + 1);
    }
    if (!at_start || mark != at + used)
        return none();
    /* 1.1 1.1.1: the last part counts; a letter or 万元 after it means an amount */
    uint32_t parts = 1, last = value, cursor = mark;
    while (cursor < end && prose->fold[cursor] == '.' && cursor + 1 < end && is_digit(prose->fold[cursor + 1])) {
        uint32_t more = prose_number(prose, cursor + 1, end, &last);
        if (more > 2)
            return none();
        cursor += 1 + more;
        parts++;
    }
    bool blank = cursor < end && is_space(prose->fold[cursor]);
    if (parts > 4 || last == 0 ||
        (!blank && prose_match(prose, cursor, end, U"%|万|亿|元|个|米|公|吨|倍|亩|年|月|日|-|—")))
        return none();
    if (cursor < end && (prose->fold[cursor] == '.' || prose->fold[cursor] == 0x3001))
        cursor++;
    return found(LABEL_DECIMAL, last, at, cursor);
}

/* 一、 一是 一要 一方面 and 第一， 第一部分. */
static struct label scan_han(const struct prose *prose, uint32_t at, uint32_t end, bool at_start)
{
    bool ordinal = prose_match(prose, at, end, U"第") > 0;
    uint32_t from = ordinal ? at + 1 : at, value, used = prose_number(prose, from, end, &value);
    if (!used || value == 0 || value > 99)
        return none();
    uint32_t mark = from + used;
    if (ordinal) {
        uint32_t word = prose_match(prose, mark, end, U"部分|章");
        if (word && at_start)
            return found(LABEL_PART, value, at, mark + word + prose_match(prose, mark + word, end, U":|、"));
        word = prose_match(prose, mark, end, U",|、|是|:");
        return word ? found(LABEL_ORDINAL, value, at, mark + word) : none();
    }
    if (is_digit(prose->fold[from]))
        return none();
    uint32_t blank = skip_blanks(prose, mark, end);
    uint32_t word = prose_match(prose, blank, end, U"、|.");
    if (word) /* "一、二季度" counts quarters */
        return !at_start && prose_number(prose, blank + word, end, &(uint32_t){0})
                   ? none()
                   : found(LABEL_HAN, value, at, blank + word);
    word = prose_match(prose, mark, end, U"是要|是");
    if (word) /* 一是要…: the number is 一是 */
        return found(LABEL_IS, value, at, mark + 1 + prose_match(prose, mark + 1, end, U",|:"));
    if (prose_match(prose, mark, end, U"要"))
        return found(LABEL_MUST, value, at, mark + 1);
    return none();
}

/* 【问题1】 [问题一]： and 第一个问题，是 */
static struct label scan_named_problem(const struct prose *prose, uint32_t at, uint32_t end)
{
    uint32_t c = prose->fold[at], value;
    bool boxed = c == 0x3010 || c == '[' || c == 0x3014;
    uint32_t word =
        boxed ? prose_match(prose, at + 1, end, U"反馈问题|存在问题|问题") : prose_match(prose, at, end, U"第");
    uint32_t from = at + boxed + word, digits = word ? prose_number(prose, from, end, &value) : 0, mark = from + digits;
    if (!digits || value == 0 || value > 999 || mark >= end)
        return none();
    if (boxed)
        return closes(prose->fold[mark])
                   ? found(LABEL_PROBLEM, value, at, mark + 1 + prose_match(prose, mark + 1, end, U":"))
                   : none();
    uint32_t used = prose_match(prose, mark, end, U"个问题,是|个问题是|个问题,|个问题:");
    return used ? found(LABEL_PROBLEM, value, at, mark + used) : none();
}

/* 首先 其次, —— and other bullets, 问题1： */
static struct label scan_word(const struct prose *prose, uint32_t at, uint32_t end, bool at_start)
{
    static const struct {
        const char32_t *words;
        uint32_t value;
    } firsts[] = {{U"首先,|首先是", 1}, {U"其次,|其次是", 2}, {U"再次,|再次是|再者,", 3}, {U"最后,|最后是", 4}};
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        uint32_t used = prose_match(prose, at, end, firsts[i].words);
        if (used)
            return found(LABEL_FIRST, firsts[i].value, at, at + used);
    }
    uint32_t used = at_start ? prose_match(prose, at, end, U"——|●|•|■|◆|▪|◇|□|○|▶|➢") : 0;
    if (used)
        return found(LABEL_DASH, 0, at, at + used);
    if (at_start && prose_match(prose, at, end, U"- |* |· "))
        return found(LABEL_DASH, 0, at, at + 1);
    used = at_start ? prose_match(prose, at, end, U"反馈问题|存在问题|问题") : 0;
    if (used) {
        uint32_t value, from = skip_blanks(prose, at + used, end);
        bool bracket = from < end && prose->fold[from] == '(';
        uint32_t digits = prose_number(prose, from + bracket, end, &value);
        if (digits && value > 0 && value < 1000) {
            uint32_t mark = from + bracket + digits;
            if (bracket && mark < end && prose->fold[mark] == ')')
                mark++;
            mark = skip_blanks(prose, mark, end);
            uint32_t word = prose_match(prose, mark, end, U":|、|.");
            if (word)
                return found(LABEL_PROBLEM, value, at, mark + word);
        }
    }
    return none();
}

/* Ⅰ. II、 at the start of a line: parts of the document. */
static struct label scan_roman(const struct prose *prose, uint32_t at, uint32_t end)
{
    static const char32_t *const numerals[] = {U"i", U"ii", U"iii", U"iv", U"v", U"vi", U"vii", U"viii", U"ix", U"x"};
    uint32_t c = prose->fold[at], first = c >= 0x2160 && c <= 0x216B ? 0x2160 : 0x2170;
    if (c >= first && c <= first + 11) {
        uint32_t mark = prose_match(prose, at + 1, end, U".|、|:");
        return mark ? found(LABEL_PART, c - first + 1, at, at + 1 + mark) : none();
    }
    for (uint32_t i = 10; i-- > 0;) {
        uint32_t used = prose_match(prose, at, end, numerals[i]);
        if (used && prose_match(prose, at + used, end, U".|、") && at + used + 1 < end &&
            (prose->fold[at + used + 1] >= 0x3400 || prose->fold[at + used + 1] == ' '))
            return found(LABEL_PART, i + 1, at, at + used + 1);
    }
    return none();
}

static struct label scan_letter(const struct prose *prose, uint32_t at, uint32_t end)
{
    uint32_t c = prose->fold[at], next = at + 1 < end ? prose->fold[at + 1] : 0,
             after = at + 2 < end ? prose->fold[at + 2] : 0;
    if (c < 'a' || c > 'h' || (next != '.' && next != 0x3001 && next != ')') || (after >= 'a' && after <= 'z') ||
        is_digit(after))
        return none();
    return found(LABEL_LETTER, c - 'a' + 1, at, at + 2);
}

struct label label_scan(const struct prose *prose, uint32_t at, uint32_t end, bool at_start)
{
    if (at >= end)
        return none();
    uint32_t c = prose->fold[at];
    if (c == '(')
        return scan_bracketed(prose, at, end);
    if (is_digit(c))
        return scan_digits(prose, at, end, at_start);
    if (at_start && (c == 'i' || c == 'v' || c == 'x' || (c >= 0x2160 && c <= 0x217B)))
        return scan_roman(prose, at, end);
    if (c >= 'a' && c <= 'h')
        return scan_letter(prose, at, end);
    if (c < 0x2000 && c != '[' && c != '-' && c != '*' && c != 0xB7)
        return none();
    struct label label = scan_enclosed(prose, at);
    if (label.style == LABEL_NONE && at_start)
        label = scan_named_problem(prose, at, end);
    if (label.style == LABEL_NONE)
        label = scan_han(prose, at, end, at_start);
    if (label.style == LABEL_NONE)
        label = scan_word(prose, at, end, at_start);
    return label;
}
