#include "intake/split.h"

#include "intake/label.h"
#include "intake/section.h"

enum { MEASURE_LEAST = 5, PARTS_MAX = 64, FRAGMENT_MAX = 5, SENTENCES_MAX = 200 };

struct splitter {
    struct arena *arena;
    const struct prose *prose;
};

/* Positions of `mark` in the sentence outside brackets and quotes, as parts [from, mark]. */
static struct parts split_at(struct splitter *splitter, struct span span, uint32_t mark)
{
    const struct prose *prose = splitter->prose;
    struct parts parts = {.items = ARENA_ARRAY(splitter->arena, struct span, PARTS_MAX)};
    uint32_t from = span.start;
    for (uint32_t at = span.start; at < span.end; at++) {
        uint32_t c = prose->fold[at], close = opens(c) ? prose_closing(prose, at, span.end) : PROSE_NONE;
        if (close != PROSE_NONE) {
            at = close;
            continue;
        }
        if (c != mark || parts.count == PARTS_MAX - 1)
            continue;
        /* a short piece without a defect of its own belongs to the next one: 印刷、耗材采购不规范 */
        struct span piece = SPAN(from, at);
        if (mark != ';' && at - from <= FRAGMENT_MAX && defect_count(prose, piece) == 0)
            continue;
        parts.items[parts.count++] = SPAN(from, at + 1);
        from = at + 1;
    }
    if (from < span.end)
        parts.items[parts.count++] = SPAN(from, span.end);
    return parts;
}

static bool mostly_defects(const struct prose *prose, const struct parts *parts)
{
    size_t bad = 0;
    for (size_t i = 0; i < parts->count; i++)
        bad += states_defect(prose, parts->items[i]);
    return parts->count >= 2 && bad * 2 >= parts->count;
}

/* By semicolons if there are any, by commas if not, by 、 in the end. */
static struct parts split_best(struct splitter *splitter, struct span span)
{
    static const uint32_t marks[] = {';', ',', 0x3001};
    struct parts none = {0};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct parts parts = split_at(splitter, span, marks[i]);
        if (mostly_defects(splitter->prose, &parts))
            return parts;
        if (marks[i] == ';' && parts.count > 1)
            return none;
    }
    return none;
}

/* 有的…；有的…: each 有的 begins a part. Commas part them when no semicolon does. */
static struct parts split_some(struct splitter *splitter, struct span sentence)
{
    const struct prose *prose = splitter->prose;
    struct parts parts = {.items = ARENA_ARRAY(splitter->arena, struct span, PARTS_MAX), .why = "some-do-list"};
    bool by_semicolon = prose_find(prose, sentence, U";有的|;有些") != PROSE_NONE;
    for (uint32_t at = sentence.start; at < sentence.end && parts.count < PARTS_MAX; at++) {
        uint32_t before = at > sentence.start ? prose->fold[at - 1] : ';';
        bool first = parts.count == 0;
        if (!prose_match(prose, at, sentence.end, U"有的|有些") ||
            !(before == ';' || ((first || !by_semicolon) && (before == ':' || before == ','))))
            continue;
        if (!first)
            parts.items[parts.count - 1].end = at;
        parts.items[parts.count++] = SPAN(at, sentence.end);
    }
    if (parts.count < 2 || !mostly_defects(prose, &parts))
        parts.count = 0;
    return parts;
}

/* Words right before a listing that make it something to be done about. */
static bool is_wish(const struct prose *prose, struct span span)
{
    enum { NEAR = 14 };
    if (span.end - span.start > NEAR)
        span.start = span.end - NEAR;
    for (uint32_t at = span.start; at < span.end; at++) /* 整改力度不够，存在…: another clause's words */
        if (prose->fold[at] == ',' || prose->fold[at] == ';')
            span.start = at + 1;
    return !prose_has(prose, span, U"仍有|还有|还存在|仍存在|有差距|有不足") && /* 对照要求还有差距 */
           prose_has(prose, span,
                     U"解决|防止|避免|杜绝|整改|纠正|整治|针对|对照|聚焦|紧盯|查找|治理|如果|是否|举一反三");
}

static const char32_t list_ends[] = U"等问题|等突出问题|等方面问题|等方面的问题|等较为突出问题|等现象|等情况|等不足|"
                                    U"等一些问题|等共性问题|等主要问题|等薄弱环节";
static const char32_t list_starts[] = U"主要存在着|主要存在|还存在|仍存在|存在着|存在以下|存在";
/* Behind 存在一些问题 and the like: what they are. */
static const char32_t particulars[] =
    U"主要是:|主要有:|主要表现为:|主要表现在:|主要表现是:|主要包括:|包括:|表现为:|表现在:|主要问题是:|具体是:|主要是|"
    U"主要有|主要表现为|主要表现在|主要表现是|主要集中在|主要包括|包括|具体表现为|表现为|表现在";

/* A listing [from, stop) inside a sentence; the last part takes the rest of the sentence along. */
static struct parts within(struct splitter *splitter, struct span sentence, uint32_t from, uint32_t stop,
                           const char *why)
{
    struct parts parts = split_best(splitter, SPAN(from, stop));
    if (parts.count == 0)
        return parts;
    parts.items[parts.count - 1].end = sentence.end;
    parts.words = ARENA_ARRAY(splitter->arena, struct span, parts.count);
    for (size_t i = 0; i < parts.count; i++)
        parts.words[i] = SPAN(i == 0 ? from : parts.items[i].start, i + 1 == parts.count ? stop : parts.items[i].end);
    parts.why = why;
    return parts;
}

/* Behind 指出的, 发现的 …: a listing with words before and behind it, under a heading of problems
 * (上轮巡察指出的A、B、C等问题，仍未解决). */
static struct parts split_named(struct splitter *splitter, struct span sentence)
{
    const struct prose *prose = splitter->prose;
    uint32_t stop = prose_find(prose, sentence, U"等问题|等突出问题|等方面问题|等现象");
    uint32_t from = prose_find(prose, sentence, U"指出的|反馈的|反映的|发现的|移交的");
    if (stop == PROSE_NONE || from == PROSE_NONE || from >= stop)
        return (struct parts){0};
    struct parts parts = within(splitter, sentence, from + 3, stop, "listing-of-named-problems");
    if (parts.count)
        parts.items[0].start = sentence.start;
    return parts;
}

/* 检查发现A；B；C: clauses that all state a defect. */
static struct parts split_found(struct splitter *splitter, struct span sentence)
{
    const struct prose *prose = splitter->prose;
    uint32_t at = prose_find(prose, sentence,
                             U"检查发现|检查中发现|过程中发现|督导发现|巡察发现|督察发现|审计发现|抽查发现"),
             mark = prose_find_char(prose, sentence, ';');
    if (at == PROSE_NONE || mark == PROSE_NONE || mark < at)
        return (struct parts){0};
    uint32_t from = prose_find(prose, SPAN(at, sentence.end), U"发现") + 2;
    struct parts parts = within(splitter, sentence, from, sentence.end, "listing-of-what-was-found");
    for (size_t i = 0; i < parts.count; i++)
        if (!states_defect(prose, parts.words[i]))
            return (struct parts){0};
    return parts;
}

static bool speaks_of_problems(const struct prose *prose, struct span span)
{
    return prose_has(prose, span, U"问题|不足|短板|薄弱环节|差距");
}

/* A方面，存在…等问题；B方面，主要存在…的情况: each clause has a listing, or a problem, of its own. */
static struct parts split_existing_clauses(struct splitter *splitter, struct span sentence)
{
    const struct prose *prose = splitter->prose;
    struct parts clauses = split_at(splitter, sentence, ';');
    struct parts parts = {.items = ARENA_ARRAY(splitter->arena, struct span, PARTS_MAX),
                          .words = ARENA_ARRAY(splitter->arena, struct span, PARTS_MAX),
                          .leads = ARENA_ARRAY(splitter->arena, struct span, PARTS_MAX),
                          .why = "listing-in-clauses"};
    size_t existing = 0;
    for (size_t i = 0; i < clauses.count; i++)
        existing += prose_has(prose, clauses.items[i], list_starts) && prose_has(prose, clauses.items[i], U"方面");
    if (existing < 2 || existing < clauses.count)
        return (struct parts){0};
    for (size_t i = 0; i < clauses.count; i++) {
        struct span clause = clauses.items[i];
        uint32_t colon = i == 0 ? prose_find_char(prose, clause, ':') : PROSE_NONE;
        if (colon != PROSE_NONE && speaks_of_problems(prose, SPAN(clause.start, colon)))
            clause.start = colon + 1;
        uint32_t field = prose_find(prose, clause, U"方面"),
                 from = prose_find(prose, SPAN(field, clause.end), list_starts), comma;
        if (from == PROSE_NONE)
            return (struct parts){0};
        while (i == 0 && (comma = prose_find_char(prose, SPAN(clause.start, field), ',')) != PROSE_NONE)
            clause.start = comma + 1; /* “回头看”发现，在…方面 */
        from += prose_match(prose, from, clause.end, list_starts);
        struct parts inner = split_best(splitter, SPAN(from, clause.end));
        size_t count = inner.count ? inner.count : 1;
        for (size_t k = 0; k < count && parts.count < PARTS_MAX; k++) {
            struct span words = inner.count ? inner.items[k] : SPAN(from, clause.end);
            parts.leads[parts.count] = SPAN(clause.start, k == 0 ? from : clause.start);
            parts.words[parts.count] = words;
            parts.items[parts.count++] = words;
        }
    }
    return parts;
}

/* 发现了一些问题，主要是A、B、C: what follows the announcement, with or without a colon. */
static struct parts split_particulars(struct splitter *splitter, struct span sentence)
{
    const struct prose *prose = splitter->prose;
    for (struct span rest = sentence; rest.start < rest.end;) {
        uint32_t at = prose_find(prose, rest, particulars);
        if (at == PROSE_NONE)
            break;
        uint32_t from = at + prose_match(prose, at, sentence.end, particulars);
        if (speaks_of_problems(prose, SPAN(sentence.start, from)) && !is_wish(prose, SPAN(sentence.start, at))) {
            uint32_t stop = prose_find(prose, SPAN(from, sentence.end), list_ends);
            if (stop == PROSE_NONE)
                stop = prose_find(prose, SPAN(from, sentence.end), U"等方面|等几个方面|等个方面");
            struct parts parts =
                within(splitter, sentence, from, stop == PROSE_NONE ? sentence.end : stop, "listing-of-particulars");
            if (parts.count)
                return parts;
        }
        rest.start = from;
    }
    return (struct parts){0};
}

static struct parts split_after_colon(struct splitter *splitter, struct span sentence, uint32_t tail)
{
    const struct prose *prose = splitter->prose;
    uint32_t colon = prose_find_char(prose, sentence, ':');
    if (colon == PROSE_NONE || colon + 1 >= tail || is_wish(prose, SPAN(sentence.start, colon)) ||
        !(prose_has(prose, SPAN(sentence.start, colon), U"问题|不足|短板|差距|薄弱环节|弱项") ||
          prose_has(prose, SPAN(sentence.start, colon), U"主要有|主要是|表现为|表现在")))
        return (struct parts){0};
    struct parts parts = split_best(splitter, SPAN(colon + 1, sentence.end));
    parts.why = "listing-after-colon";
    return parts;
}

/* 存在A、B、C等问题, also with words behind it (…等问题557个，涉及…). */
static struct parts split_existing(struct splitter *splitter, struct span sentence, uint32_t tail)
{
    const struct prose *prose = splitter->prose;
    uint32_t at = prose_find(prose, sentence, list_starts);
    if (at == PROSE_NONE || is_wish(prose, SPAN(sentence.start, at)))
        return (struct parts){0};
    uint32_t from = at + prose_match(prose, at, sentence.end, list_starts);
    at += prose_match(prose, at, sentence.end, U"主要|还|仍");
    if (prose_match_before(prose, at, tail, list_ends) || prose_match_before(prose, at, tail, U"等")) {
        struct parts parts = split_best(splitter, SPAN(at, sentence.end));
        if (parts.count == 0)
            return parts;
        parts.words = ARENA_ARRAY(splitter->arena, struct span, parts.count);
        for (size_t i = 0; i < parts.count; i++)
            parts.words[i] = SPAN(i == 0 ? from : parts.items[i].start, parts.items[i].end);
        parts.why = "listing-existing-problems";
        return parts;
    }
    uint32_t stop = prose_find(prose, SPAN(at, sentence.end), list_ends);
    return stop == PROSE_NONE ? (struct parts){0} : within(splitter, sentence, at, stop, "listing-existing-problems");
}

/* 发现了一些A、B、C等问题 */
static struct parts split_shown(struct splitter *splitter, struct span sentence)
{
    const struct prose *prose = splitter->prose;
    static const char32_t starts[] =
        U"还发现|也发现|同时发现|发现了一些|发现一些|查出了一些|查出一些|暴露出|反映出|表现出";
    uint32_t at = prose_find(prose, sentence, starts), stop = prose_find(prose, sentence, list_ends);
    if (at == PROSE_NONE || stop == PROSE_NONE || stop < at)
        return (struct parts){0};
    return within(splitter, sentence, at + prose_match(prose, at, sentence.end, starts), stop,
                  "listing-of-what-was-found");
}

static struct parts split_sentence(struct splitter *splitter, struct span sentence, bool bare)
{
    const struct prose *prose = splitter->prose;
    uint32_t tail = sentence.end;
    while (tail > sentence.start && (ends_sentence(prose->fold[tail - 1]) || is_space(prose->fold[tail - 1])))
        tail--;
    struct parts parts = split_some(splitter, sentence);
    if (parts.count == 0)
        parts = split_existing_clauses(splitter, sentence);
    if (parts.count == 0)
        parts = split_after_colon(splitter, sentence, tail);
    if (parts.count == 0)
        parts = split_particulars(splitter, sentence);
    if (parts.count == 0)
        parts = split_existing(splitter, sentence, tail);
    if (parts.count == 0)
        parts = split_shown(splitter, sentence);
    if (parts.count == 0)
        parts = split_found(splitter, sentence);
    if (parts.count == 0 && bare)
        parts = split_named(splitter, sentence);
    if (parts.count == 0 && bare && prose_match_before(prose, sentence.start, tail, list_ends)) {
        parts = split_best(splitter, sentence);
        parts.why = "listing-under-heading";
    }
    if (parts.count && !parts.words)
        parts.words = parts.items;
    return parts;
}

static void append(struct arena *arena, struct parts *all, const struct parts *more)
{
    size_t room = all->count + more->count;
    struct span *items = ARENA_ARRAY(arena, struct span, room), *words = ARENA_ARRAY(arena, struct span, room),
                *leads = ARENA_ARRAY(arena, struct span, room);
    for (size_t i = 0; i < room; i++) {
        const struct parts *from = i < all->count ? all : more;
        size_t k = i < all->count ? i : i - all->count;
        items[i] = from->items[k];
        words[i] = from->words[k];
        leads[i] = from->leads ? from->leads[k] : SPAN(items[i].start, items[i].start);
    }
    *all = (struct parts){
        .items = items, .words = words, .leads = leads, .count = room, .why = all->count ? all->why : more->why};
}

uint32_t field_lead_end(const struct prose *prose, struct span span)
{
    enum { LEAD_LONGEST = 60 };
    uint32_t stop = span.end - span.start > LEAD_LONGEST ? span.start + LEAD_LONGEST : span.end, field = span.start;
    for (uint32_t at; (at = prose_find(prose, SPAN(field, stop), U"方面|领域")) != PROSE_NONE; field = at + 2) {
        if (prose_find_char(prose, SPAN(field, at), 0x3002) != PROSE_NONE)
            return 0;
        if (at + 2 < span.end && prose_match(prose, at + 2, span.end, U",|:|。|;") &&
            !prose_match_before(prose, span.start, at, U"个|等|几"))
            return at + 2;
    }
    return 0;
}

struct parts split_listing(struct arena *arena, const struct prose *prose, struct span span, bool bare)
{
    struct splitter splitter = {.arena = arena, .prose = prose};
    struct parts all = {0};
    for (int i = 0; i < SENTENCES_MAX && span.start < span.end && all.count < PARTS_MAX; i++) {
        uint32_t stop = prose_sentence_end(prose, span);
        struct parts parts = {0};
        if (stop - span.start < 2000)
            parts = split_sentence(&splitter, prose_trim(prose, SPAN(span.start, stop)), bare);
        if (parts.count)
            append(arena, &all, &parts);
        span.start = stop;
    }
    return all;
}

struct parts split_clauses(struct arena *arena, const struct prose *prose, struct span span)
{
    struct splitter splitter = {.arena = arena, .prose = prose};
    struct parts parts = split_at(&splitter, prose_trim(prose, span), ';');
    size_t bad = 0;
    for (size_t i = 0; i < parts.count; i++)
        bad += states_defect(prose, parts.items[i]);
    if (parts.count < 2 || bad < parts.count)
        parts.count = 0;
    parts.words = parts.items;
    parts.why = "clauses-as-announced";
    return parts;
}

struct parts split_field(struct arena *arena, const struct prose *prose, struct span span)
{
    struct splitter splitter = {.arena = arena, .prose = prose};
    struct parts parts = split_best(&splitter, prose_trim(prose, span));
    if (parts.count == 0 && states_defect(prose, span)) {
        parts.items = ARENA_ARRAY(arena, struct span, 1);
        parts.items[parts.count++] = prose_trim(prose, span);
    }
    parts.words = parts.items;
    parts.why = "clause-of-a-field";
    return parts;
}

struct parts split_points(struct arena *arena, const struct prose *prose, struct span problem)
{
    struct splitter splitter = {.arena = arena, .prose = prose};
    problem = prose_trim(prose, problem);
    uint32_t colon = prose_find_char(prose, problem, ':');
    if (colon == PROSE_NONE || prose_sentence_end(prose, problem) < problem.end ||
        !states_defect(prose, SPAN(problem.start, colon)) || is_wish(prose, SPAN(problem.start, colon)))
        return (struct parts){0};
    struct span list = SPAN(colon + 1, problem.end);
    struct parts parts = split_clauses(arena, prose, list);
    if (parts.count == 0 &&
        prose_match_before(prose, problem.start, colon, U"主要是|主要有|表现为|表现在|包括|具体为") &&
        prose_find_char(prose, list, ',') == PROSE_NONE && prose_find_char(prose, list, ';') == PROSE_NONE) {
        parts = split_at(&splitter, list, 0x3001);
        if (!mostly_defects(prose, &parts))
            parts.count = 0;
    }
    parts.words = parts.items;
    parts.why = "points-after-colon";
    return parts;
}

/* 要…, 党委书记要…: something is called for near the start. */
static bool is_call(const struct prose *prose, struct span clause)
{
    enum { SUBJECT_MAX = 24 };
    uint32_t stop = clause.end - clause.start > SUBJECT_MAX ? clause.start + SUBJECT_MAX : clause.end;
    for (uint32_t at = clause.start; at < stop && prose->fold[at] != ','; at++)
        if (prose_match(prose, at, clause.end, U"要|务必|必须|应当") && !prose_match(prose, at, clause.end, U"要求") &&
            !prose_match_before(prose, clause.start, at, U"主|重|需|首|只|纪|摘"))
            return true;
    return is_exhortation(prose, clause);
}

/* Behind 反馈要求， 巡察组强调： 提出三点建议：at the start of a sentence: where the calls begin; 0 when it has no such
 * words. A meeting may be the unit's own. */
static uint32_t calls_announced(const struct prose *prose, struct span sentence, bool meetings)
{
    enum { LEAD_LONGEST = 40, ADDRESSED = 16 };
    struct span lead = sentence;
    if (lead.end - lead.start > LEAD_LONGEST)
        lead.end = lead.start + LEAD_LONGEST;
    uint32_t asked =
        prose_find(prose, lead, U"要求,|要求:|强调,|强调:|建议,|建议:|意见:|要求各|要求被|要求全|要求该|要求所");
    if (asked == PROSE_NONE)
        return 0;
    struct span before = SPAN(lead.start, asked);
    bool by_inspectors = prose_has(prose, before, U"反馈|巡察组|巡视组|督察组|审计组|检查组|督导组|巡察办|通报要求");
    struct span named = SPAN(asked, asked + ADDRESSED < sentence.end ? asked + ADDRESSED : sentence.end);
    by_inspectors = by_inspectors || prose_has(prose, named, U"被巡察|被巡视|被督察|被审计|被督导|被检查");
    bool meeting = prose_has(prose, SPAN(lead.start, asked), U"巡察|巡视|督察|审计|检查|督导|会议|通报|提出|领导小组");
    if (!by_inspectors && !(meetings && meeting))
        return 0;
    return asked + (prose_match(prose, asked + 2, sentence.end, U",|:") ? 3 : 2);
}

/* Whether something new begins behind the comma at `at` of a clause that began at `from`. */
typedef bool begins_anew(const struct prose *prose, uint32_t from, uint32_t at, uint32_t end);

/* Where the part that begins at `from` ends: behind its ；or 。, brackets skipped, or behind a comma where a new one
 * begins. One pass: a paragraph may hold many. */
static uint32_t part_end(const struct prose *prose, uint32_t from, uint32_t end, begins_anew *anew)
{
    for (uint32_t at = from; at < end; at++) {
        uint32_t c = prose->fold[at], close = opens(c) ? prose_closing(prose, at, end) : PROSE_NONE;
        if (close != PROSE_NONE)
            at = close;
        else if (c == ';' || ends_sentence(c) || (c == ',' && anew(prose, from, at, end)))
            return at + 1;
    }
    return end;
}

/* 要…，要…: of calls that begin with 要 themselves. */
static bool another_call(const struct prose *prose, uint32_t from, uint32_t at, uint32_t end)
{
    while (from < at && is_space(prose->fold[from]))
        from++;
    return prose_match(prose, from, at, U"要") && prose_match(prose, at + 1, end, U"要") &&
           !prose_match(prose, at + 1, end, U"要求|要么|要素|要点");
}

bool announces_calls(const struct prose *prose, struct span span)
{
    span = prose_trim(prose, span);
    return calls_announced(prose, span, false) > 0;
}

struct parts split_calls(struct arena *arena, const struct prose *prose, struct span span)
{
    struct parts parts = {.why = "call-without-number"};
    span = prose_trim(prose, span);
    bool open = false, starts = true;
    parts.items = ARENA_ARRAY(arena, struct span, PARTS_MAX);
    for (uint32_t at = span.start; at < span.end;) {
        uint32_t announced = starts ? calls_announced(prose, prose_trim(prose, SPAN(at, span.end)), true) : 0;
        uint32_t from = announced ? announced : at;
        struct span clause = SPAN(from, part_end(prose, from, span.end, another_call));
        open = open || announced;
        bool calls = open && is_call(prose, prose_trim(prose, clause));
        if (calls && parts.count < PARTS_MAX)
            parts.items[parts.count++] = clause;
        else if (open && parts.count > 0)
            parts.items[parts.count - 1].end = clause.end;
        starts = clause.end > at && ends_sentence(prose->fold[clause.end - 1]);
        at = clause.end;
    }
    parts.words = parts.items;
    return parts;
}

static const char32_t terms[] = U"日内|月内|天内|日前|底前|之前|之日起";
static const char32_t reports[] = U"报送|报告|书面|上报|报备|报市|报省|报县|报区|报校|报我";

/* 报送, 书面告知 within a time: a report is asked for. */
static bool is_request(const struct prose *prose, struct span clause)
{
    return prose_match(prose, clause.start, clause.end, U"请|责成|望") ||
           prose_has(prose, clause, U",责成|,请你|,请贵|,请该") || is_call(prose, clause) ||
           ((prose_has(prose, clause, reports) || prose_has(prose, clause, U"制定整改方案|制订整改方案|集中整改")) &&
            prose_has(prose, clause, terms));
}

/* …，两个月内报告…: another limit of time, behind one. */
static bool another_term(const struct prose *prose, uint32_t from, uint32_t at, uint32_t end)
{
    uint32_t value, used = prose_number(prose, at + 1, end, &value);
    return used > 0 && prose_match(prose, at + 1 + used, end, U"个月内|个工作日内|日内|天内|个月之内|月内") &&
           prose_find_char(prose, SPAN(from, at), U'内') != PROSE_NONE;
}

bool requests(const struct prose *prose, struct span span)
{
    enum { OPENING = 60 };
    span = prose_trim(prose, span);
    struct span opening = SPAN(span.start, span.end - span.start > OPENING ? span.start + OPENING : span.end);
    return prose_has(prose, opening, terms) &&
           (prose_has(prose, span, reports) || prose_has(prose, span, U"将整改|召开|公开"));
}

struct parts split_requests(struct arena *arena, const struct prose *prose, struct span span)
{
    struct parts parts = {.items = ARENA_ARRAY(arena, struct span, PARTS_MAX), .why = "request-in-sentence"};
    span = prose_trim(prose, span);
    for (uint32_t at = span.start; at < span.end;) {
        struct span clause = SPAN(at, part_end(prose, at, span.end, another_term));
        if (is_request(prose, prose_trim(prose, clause)) && parts.count < PARTS_MAX)
            parts.items[parts.count++] = clause;
        else if (parts.count > 0)
            parts.items[parts.count - 1].end = clause.end;
        at = clause.end;
    }
    parts.words = parts.items;
    return parts;
}

/* 1.… 2.… in one cell: the places of its numbers. */
static struct parts split_numbered(struct splitter *splitter, struct span cell)
{
    const struct prose *prose = splitter->prose;
    struct parts parts = {.items = ARENA_ARRAY(splitter->arena, struct span, PARTS_MAX), .why = "table-measure"};
    struct label first = label_scan(prose, cell.start, cell.end, true);
    if (first.style == LABEL_NONE || first.value != 1)
        return parts;
    uint32_t expected = 1;
    for (uint32_t at = cell.start; at < cell.end && parts.count < PARTS_MAX; at++) {
        uint32_t before = at > cell.start ? prose->fold[at - 1] : ';';
        if (!(ends_sentence(before) || before == ';' || before == ',' || before == ':' || is_space(before)))
            continue;
        struct label label = label_scan(prose, at, cell.end, at == cell.start);
        if (label.style != first.style || label.value != expected)
            continue;
        if (parts.count)
            parts.items[parts.count - 1].end = at;
        parts.items[parts.count++] = SPAN(at, cell.end);
        expected++;
    }
    if (parts.count < 2)
        parts.count = 0;
    return parts;
}

struct parts split_problems(struct arena *arena, const struct prose *prose, struct span cell)
{
    struct splitter splitter = {.arena = arena, .prose = prose};
    struct parts parts = split_numbered(&splitter, cell);
    if (!mostly_defects(prose, &parts))
        parts.count = 0;
    parts.words = parts.items;
    return parts;
}

struct parts split_measures(struct arena *arena, const struct prose *prose, struct span cell)
{
    struct splitter splitter = {.arena = arena, .prose = prose};
    struct parts parts = split_numbered(&splitter, cell);
    if (parts.count == 0) {
        parts = split_at(&splitter, cell, ';');
        bool any_short = false;
        for (size_t i = 0; i < parts.count; i++)
            any_short = any_short || parts.items[i].end - parts.items[i].start < MEASURE_LEAST;
        if (parts.count < 2 || any_short)
            parts.count = 0;
    }
    parts.words = parts.items;
    parts.why = "table-measure";
    return parts;
}
