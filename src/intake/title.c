#include "intake/title.h"

#include "intake/field.h"
#include "intake/section.h"

/* Ends that only wrap a problem ("…问题的整改落实情况"), longest first. */
static const char32_t wrappers[] =
    U"问题的整改落实情况|问题的整改进展情况|问题的整改完成情况|问题的整改情况|问题整改落实情况|问题整改进展情况|"
    "问题整改完成情况|问题整改情况|问题的整改进展|问题整改进展|"
    "问题的整改落实|问题的整改措施|问题整改措施|问题的整改|问题整改|的整改落实情况|的整改进展情况|的整改情况|"
    "整改落实情况|整改进展情况|整改完成情况|整改情况|的整改|"
    "等突出问题|等方面的问题|等方面问题|等主要问题|等具体问题|等问题|存在的问题|的问题|问题";

/* Who told of it, and what begins a listing. */
static const char32_t told[] =
    U"反馈问题:|存在问题:|第一轮督察反馈指出|督察反馈指出|督察反馈发现|巡察反馈指出|巡视反馈指出|"
    U"反馈指出|巡察指出|巡视指出|督察指出|审计指出|巡察发现|巡视发现|督察发现";
static const char32_t listed_by[] = U"主要存在着|主要存在|仍然存在|还存在|依然存在|仍存在|存在着|存在以下|存在|"
                                    U"主要表现为|主要表现在|主要表现是|主要是|主要有|表现为";

static bool is_closing(uint32_t c)
{
    return ends_sentence(c) || c == ';' || c == ',' || c == ':' || c == 0x3001 || is_space(c) || c == '.';
}

static struct span strip_punctuation(const struct prose *prose, struct span span)
{
    while (span.end > span.start && is_closing(prose->fold[span.end - 1]))
        span.end--;
    while (span.start < span.end && (is_space(prose->fold[span.start]) || prose->fold[span.start] == ',' ||
                                     prose->fold[span.start] == ':' || prose->fold[span.start] == 0x3001))
        span.start++;
    return span;
}

static bool is_note(const struct prose *prose, struct span span)
{
    struct span word, inside = SPAN(span.start + 1, span.end);
    bool date =
        inside.end - inside.start <= 16 && prose_has(prose, inside, U"月底|月前|日前|年底|旬|季度|上半年|下半年|月末");
    return date || prose_has(prose, inside, U"单位|部门|科室|领导|责任|牵头|配合|时限|期限|完成|整改") ||
           is_status_note(prose, span, &word);
}

/* Notes in brackets at the end: （牵头单位：…；责任单位：…）, （已整改）, 【正在整改】. */
static struct span strip_notes(const struct prose *prose, struct span span)
{
    for (;;) {
        span = strip_punctuation(prose, span);
        struct span note = bracket_at_end(prose, span);
        if (note.start == note.end || note.start == span.start || !is_note(prose, note))
            return span;
        span.end = note.start;
    }
}

/* The quoted problem of “关于“…”问题的整改”: what stands between the quotes when nothing but wrapping stands around
 * them. */
static struct span unquote(const struct prose *prose, struct span span)
{
    uint32_t open = span.start;
    if (open >= span.end || prose->fold[open] != 0x201C)
        return span;
    uint32_t close = prose_closing(prose, open, span.end);
    if (close == PROSE_NONE)
        return span;
    struct span rest = strip_punctuation(prose, SPAN(close + 1, span.end));
    for (;;) {
        uint32_t used = prose_match(prose, rest.start, rest.end, U"方面存在的|方面的|方面|等|的|情况");
        if (!used)
            used = prose_match(prose, rest.start, rest.end, wrappers);
        if (!used)
            break;
        rest.start += used;
    }
    bool ended = rest.start == rest.end || (rest.start > close + 1 && prose->fold[rest.start] == ',');
    return ended ? strip_punctuation(prose, SPAN(open + 1, close)) : span;
}

uint32_t heading_end(const struct prose *prose, struct span words)
{
    uint32_t stop = prose_sentence_end(prose, words);
    if (!prose_match(prose, words.start, stop, U"关于|针对|对于"))
        return stop;
    for (uint32_t at = words.start; at < stop; at++) {
        uint32_t close = opens(prose->fold[at]) ? prose_closing(prose, at, stop) : PROSE_NONE;
        if (close != PROSE_NONE)
            at = close;
        else if (prose_match(prose, at, stop, U"问题,|问题:"))
            return at + 3;
    }
    return stop;
}

/* "活动创新不足：学习形式仍以…": the problem stands before the colon, its description behind it. */
static struct span before_colon(const struct prose *prose, struct span span)
{
    enum { PROBLEM_LEAST = 4 };
    for (uint32_t at = span.start; at < span.end; at++) {
        uint32_t close = opens(prose->fold[at]) ? prose_closing(prose, at, span.end) : PROSE_NONE;
        if (close != PROSE_NONE) {
            at = close;
        } else if (prose->fold[at] == ':' && !(at + 1 < span.end && is_digit(prose->fold[at + 1]) && at > span.start &&
                                               is_digit(prose->fold[at - 1]))) { /* 师生比1:512 */
            struct span problem = SPAN(span.start, at);
            bool names = at - span.start >= PROBLEM_LEAST && states_defect(prose, problem) &&
                         !prose_has(prose, problem, U"问题|表现|主要|存在|如下|情况|指出|发现");
            return names ? problem : span;
        }
    }
    return span;
}

/* The words up to the end of their line. */
static struct span first_line(const struct prose *prose, struct span words)
{
    words = prose_trim(prose, words);
    uint32_t line = prose_find_char(prose, words, '\n');
    return SPAN(words.start, line == PROSE_NONE ? words.end : line);
}

struct span title_of_deed(const struct prose *prose, struct span words)
{
    words = first_line(prose, words);
    struct span title = strip_notes(prose, SPAN(words.start, prose_sentence_end(prose, words)));
    return title.end > title.start ? title : words;
}

struct span title_of_listed(const struct prose *prose, struct span words)
{
    words = prose_trim(prose, words);
    uint32_t used = prose_match(prose, words.start, words.end, U"以及|并且|而且|同时还|同时|还有|且|和|及|还存在");
    if (used && used < words.end - words.start)
        words.start += used;
    struct span title = title_of(prose, words);
    used = prose_match_before(prose, title.start, title.end, U"的情况|等情况|情况|等现象|的现象|现象");
    if (used && used < title.end - title.start && states_defect(prose, SPAN(title.start, title.end - used)))
        title.end -= used;
    return title;
}

struct span title_of(const struct prose *prose, struct span words)
{
    words = first_line(prose, words);
    struct span span = SPAN(words.start, heading_end(prose, words));
    struct span whole = strip_notes(prose, span);
    span = whole;
    uint32_t used = prose_match(prose, span.start, span.end, told);
    if (!used)
        used = prose_match(prose, span.start, span.end, listed_by);
    bool listed = used > 0;
    if (used && used < span.end - span.start)
        span.start += used;
    used = prose_match(prose, span.start, span.end, U"关于|针对|对于|对照");
    bool framed = used > 0;
    span.start += used;
    if (prose_match(prose, span.start, span.end, U"在“"))
        span.start += 1;
    else if (prose_match(prose, span.start, span.end, U"反馈的“|指出的“|发现的“"))
        span.start += 3;
    struct span inner = unquote(prose, span);
    if (inner.end != span.end || inner.start != span.start) {
        inner.end = prose_sentence_end(prose, inner); /* a passage quoted whole: its first sentence */
        inner.start += prose_match(prose, inner.start, inner.end, told);
        inner = strip_punctuation(prose, inner);
        return inner.end > inner.start ? inner : whole;
    }
    uint32_t wrap = prose_match_before(prose, span.start, span.end, wrappers);
    if (wrap && wrap < span.end - span.start &&
        (framed || listed ||
         prose_match_before(prose, span.start, span.end,
                            U"的问题|等问题|等突出问题|等方面问题|问题的整改情况|问题整改情况|问题的整改|问题整改") ||
         states_defect(prose, SPAN(span.start, span.end - wrap))))
        span.end -= wrap;
    span = before_colon(prose, strip_punctuation(prose, span));
    if (framed || listed) {
        inner = unquote(prose, span);
        if (inner.end > inner.start)
            span = inner;
    }
    if (listed && prose_match_before(prose, span.start, span.end, U"等"))
        span.end--;
    return span.end > span.start ? span : whole;
}
