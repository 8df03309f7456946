#include "intake/figure.h"

#include "intake/intake_messages.h"
#include <string.h>

static void add_figure(struct arena *arena, struct letter *letter, const char *label, const char *unit, uint32_t value,
                       struct span span)
{
    for (size_t i = 0; i < letter->figure_count; i++)
        if (letter->figures[i].value == value && strcmp(letter->figures[i].label, label) == 0)
            return;
    if (letter->figure_count == FIGURES_MAX)
        return;
    if (!letter->figures)
        letter->figures = ARENA_ARRAY(arena, struct letter_figure, FIGURES_MAX);
    letter->figures[letter->figure_count++] =
        (struct letter_figure){.label = label, .unit = unit, .value = value, .start = span.start, .end = span.end};
}

/* The noun behind "38个", adjectives skipped: 38个突出问题. */
static uint32_t noun(const struct prose *prose, uint32_t at, uint32_t end, const char32_t *words)
{
    uint32_t adjective = prose_match(
        prose, at, end, U"具体|突出|主要|方面的|反馈|整改|重点|共性|个性|细化|大的|的|需整改|巡察|巡视|审计");
    uint32_t used = prose_match(prose, at, end, words);
    if (used)
        return used;
    if (!adjective)
        return 0;
    used = prose_match(prose, at + adjective, end, words);
    return used ? adjective + used : 0;
}

void figures_read(struct arena *arena, const struct prose *prose, struct span span, struct letter *letter)
{
    for (uint32_t at = span.start; at < span.end; at++) {
        uint32_t value, used = prose_number(prose, at, span.end, &value);
        if (!used)
            continue;
        bool han = !is_digit(prose->fold[at]);
        uint32_t mark = at + used, length, start = at;
        at = mark - 1;
        if (value == 0 || value > 100000 || (han && value < 2) ||
            prose_match_before(prose, span.start, start, U"第|.|多|余|-|年|月|其中"))
            continue;
        while (mark < span.end && prose->fold[mark] == ' ')
            mark++;
        if ((length = prose_match(prose, mark, span.end, U"个大方面|大方面|个方面|方面")))
            add_figure(arena, letter, "方面", "个", value, SPAN(start, mark + length));
        else if ((length = prose_match(prose, mark, span.end, U"大类|个大类|个类别|类")))
            add_figure(arena, letter, "类", prose_match(prose, mark, span.end, U"类") ? "" : "大", value,
                       SPAN(start, mark + length));
        else if ((length = prose_match(prose, mark, span.end, U"个|项|条"))) {
            const char *unit = prose_match(prose, mark, span.end, U"个")   ? "个"
                               : prose_match(prose, mark, span.end, U"项") ? "项"
                                                                           : "条";
            uint32_t behind = mark + length, more = noun(prose, behind, span.end, U"问题"), next;
            if (more)
                add_figure(arena, letter, "问题", unit, value, SPAN(start, behind + more));
            else if ((more = noun(prose, behind, span.end, U"整改措施|措施")))
                add_figure(arena, letter, "措施", unit, value, SPAN(start, behind + more));
            else if (prose_match_before(prose, span.start, start, U"整改措施|措施") &&
                     !noun(prose, behind, span.end, U"制度"))
                add_figure(arena, letter, "措施", unit, value, SPAN(start, behind));
            else if (prose_match_before(prose, span.start, start,
                                        U"发现问题|反馈问题|查出问题|问题共|共性问题|具体问题|移交问题|的问题"))
                add_figure(arena, letter, "问题", unit, value, SPAN(start, behind));
            else if (strcmp(unit, "项") == 0 && prose_number(prose, behind, span.end, &next))
                add_figure(arena, letter, "项", unit, value, SPAN(start, behind));
        }
    }
}

static bool ends_quote(uint32_t c)
{
    return ends_sentence(c) || c == ',' || c == ';' || c == ':' || c == '\n' || c == '(' || c == 0x3001;
}

/* The words around a figure, so that a reader finds the place. */
static const char *quoted(struct arena *arena, const struct prose *prose, const struct letter_figure *figure)
{
    enum { WORDS_BEFORE = 20, WORDS_BEHIND = 8 };
    struct span words = SPAN(figure->start, figure->end);
    while (words.start > 0 && figure->start - words.start < WORDS_BEFORE && !ends_quote(prose->fold[words.start - 1]))
        words.start--;
    while (words.end < prose->length && words.end - figure->end < WORDS_BEHIND && !ends_quote(prose->fold[words.end]))
        words.end++;
    return prose_slice(arena, prose, prose_trim(prose, words));
}

/* Problems of other rounds or of many units are not those of this letter. */
static bool speaks_of_others(const struct prose *prose, const struct letter_figure *figure)
{
    enum { CLAUSE_LONGEST = 40 };
    uint32_t from = figure->start;
    while (from > 0 && figure->start - from < CLAUSE_LONGEST && !ends_sentence(prose->fold[from - 1]) &&
           prose->fold[from - 1] != '\n' && prose->fold[from - 1] != ';')
        from--;
    return prose_has(
        prose, SPAN(from, figure->start),
        U"上轮|上一轮|历次|历年|以前年度|以往|全市共|全县共|全区共|全省共|家单位|个党组织|个单位|立行立改|移交");
}

/* "反馈问题20个…已完成15个，基本完成3个，正在整改1个": the parts must make up the whole. */
void figures_check_sum(struct arena *arena, const struct prose *prose, struct span span, struct letter *letter)
{
    uint32_t whole = 0, parts = 0, sum = 0;
    const struct letter_figure *figure = NULL;
    const char *classes = "";
    for (size_t i = 0; i < letter->figure_count; i++)
        if (strcmp(letter->figures[i].label, "问题") == 0 && letter->figures[i].start >= span.start &&
            letter->figures[i].end <= span.end) {
            figure = &letter->figures[i];
            whole = figure->value;
            span.start = letter->figures[i].end;
            break;
        }
    if (!whole || prose_has(prose, span, U"其余|剩余"))
        return;
    for (uint32_t at = span.start; at < span.end; at++) {
        uint32_t value,
            used =
                prose_match(prose, at, span.end,
                            U"已全部完成|已完成整改|已完成|完成整改|已整改到位|已整改|整改到位|基本完成|"
                            "基本整改|阶段性完成|部分整改|部分完成|正在整改|正在推进|"
                            "持续整改|持续推进|长期推进|长期整改|长期坚持|未完成整改|未完成|未整改|尚未整改|尚未完成");
        if (!used)
            continue;
        uint32_t mark = at + used;
        mark += prose_match(prose, mark, span.end, U"的|的问题|问题");
        uint32_t digits = prose_number(prose, mark, span.end, &value);
        if (digits && prose_match(prose, mark + digits, span.end, U"个|项|条")) {
            parts++;
            sum += value;
            classes = arena_printf(arena, "%s%s%u", classes, *classes ? "+" : "", value);
        }
        at = mark - 1;
    }
    if (parts >= 2 && sum != whole)
        problem_note(&letter->checks, SEVERITY_WARNING, &msg_figure_sum_mismatch, "", quoted(arena, prose, figure),
                     arena_printf(arena, "%u", whole), classes, arena_printf(arena, "%u", sum), NULL);
}

/* The first figure with each label, beside what was found; `ret_stated`: how many there are. */
static size_t compare(const struct letter *letter, bool with_items, size_t *ret_stated)
{
    static const struct {
        const char *label;
        enum letter_level level;
    } counted[] = {{"方面", LEVEL_ASPECT}, {"问题", LEVEL_FINDING}, {"项", LEVEL_ITEM}};
    size_t missed = 0;
    *ret_stated = 0;
    for (size_t k = 0; k < (with_items ? 3 : 2); k++) {
        size_t found = 0, figure = 0;
        for (size_t i = 0; i < letter->count; i++)
            found += letter->nodes[i].level == counted[k].level;
        while (figure < letter->figure_count && strcmp(letter->figures[figure].label, counted[k].label) != 0)
            figure++;
        *ret_stated += figure < letter->figure_count;
        missed += figure < letter->figure_count && letter->figures[figure].value != found;
    }
    return missed;
}

size_t figures_missed(const struct letter *letter)
{
    size_t stated;
    return compare(letter, false, &stated);
}

bool figures_all_tie(const struct letter *letter)
{
    size_t stated, missed = compare(letter, true, &stated);
    return stated >= 2 && missed == 0;
}

static void mismatch(struct arena *arena, const struct prose *prose, struct letter *letter,
                     const struct letter_figure *figure, const char *label, size_t found)
{
    problem_note(&letter->checks, SEVERITY_WARNING, &msg_figure_mismatch, "", quoted(arena, prose, figure), label,
                 arena_printf(arena, "%u", figure->value), arena_printf(arena, "%zu", found), NULL);
}

void figures_check(struct arena *arena, const struct prose *prose, struct letter *letter, bool with_measures)
{
    size_t levels[LEVEL_OTHER + 1] = {0};
    for (size_t i = 0; i < letter->count; i++)
        levels[letter->nodes[i].level]++;
    if (levels[LEVEL_FINDING] == 0)
        return;
    size_t leaves = levels[LEVEL_FINDING] + levels[LEVEL_POINT]; /* points, and findings without any */
    for (size_t i = 0; i + 1 < letter->count; i++)
        leaves -= letter->nodes[i].level == LEVEL_FINDING && letter->nodes[i + 1].level == LEVEL_POINT;
    bool seen_aspect = false, seen_problem = false, seen_item = false;
    for (size_t i = 0; i < letter->figure_count; i++) {
        const struct letter_figure *figure = &letter->figures[i];
        if (strcmp(figure->label, "方面") == 0 && levels[LEVEL_ASPECT] > 0 && !seen_aspect) {
            seen_aspect = true;
            if (figure->value != levels[LEVEL_ASPECT] && figure->value != levels[LEVEL_ITEM])
                mismatch(arena, prose, letter, figure, figure->label, levels[LEVEL_ASPECT]);
        } else if (strcmp(figure->label, "项") == 0 && levels[LEVEL_ITEM] > 0 && !seen_item) {
            seen_item = true;
            if (figure->value != levels[LEVEL_ITEM] && figure->value != levels[LEVEL_FINDING])
                mismatch(arena, prose, letter, figure, figure->label, levels[LEVEL_ITEM]);
        } else if (strcmp(figure->label, "问题") == 0 && !seen_problem && !speaks_of_others(prose, figure)) {
            seen_problem = true;
            if (figure->value != levels[LEVEL_FINDING] && figure->value != levels[LEVEL_POINT] &&
                figure->value != leaves)
                mismatch(arena, prose, letter, figure, figure->label, levels[LEVEL_FINDING]);
        } else if (strcmp(figure->label, "措施") == 0 && with_measures && levels[LEVEL_ACTION] > 0) {
            if (figure->value != levels[LEVEL_ACTION])
                mismatch(arena, prose, letter, figure, figure->label, levels[LEVEL_ACTION]);
        }
    }
}
