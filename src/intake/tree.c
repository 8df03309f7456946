#include "intake/tree.h"

#include "intake/apart.h"
#include "intake/finding.h"
#include "intake/siblings.h"
#include "intake/split.h"
#include "intake/table.h"
#include "intake/title.h"
#include <string.h>

/* Where the walk is: under which group, in which section. */
struct place {
    int32_t group;        /* draft of the group, -1 at the top */
    enum section section; /* SECTION_NONE: not said yet */
    bool announced;       /* the last paragraph ended with the announcement of problems */
    bool apart;           /* the measures against its problems stand in a section of their own */
    bool strict;          /* only what a lead-in announces counts (speeches, sections that are about something else) */
};

static void walk(struct builder *builder, int32_t from, int32_t to, struct place place);

static void leave_out(struct builder *builder, int32_t from, int32_t to, const char *why)
{
    for (int32_t i = from; i < to; i++)
        if (!builder->why[i])
            builder->why[i] = why;
}

static bool is_answered(const struct builder *builder, const struct place *place)
{
    return !place->apart && (by_the_unit(builder) || place->section == SECTION_PROGRESS);
}

/* ---- groups and findings -------------------------------------------------------------------------------------------
 */

static struct span group_span(const struct builder *builder, const struct piece *piece)
{
    struct span rest = piece_rest(builder->prose, piece);
    return SPAN(piece->span.start, rest.start < rest.end ? rest.start : piece->span.end);
}

static struct span number_span(const struct piece *piece)
{
    return piece->label.style == LABEL_HEADING ? SPAN(piece->body, piece->body)
                                               : SPAN(piece->label.start, piece->label.end);
}

/* Problems listed in the sentence(s) of a span become findings; the span of each part. */
static size_t add_listing(struct builder *builder, struct span span, uint32_t stop, int32_t group, bool bare)
{
    struct parts parts = split_listing(builder->arena, builder->prose, span, bare);
    int32_t around = group;
    for (size_t i = 0; i < parts.count; i++) {
        struct span part = parts.items[i], words = parts.words[i], lead = parts.leads[i];
        if (around < 0 && lead.end > lead.start) {
            lead = prose_trim(builder->prose, lead);
            group = draft_add(builder, lead, LEVEL_ASPECT, -1, "field-in-sentence");
            draft_name(builder, group, SPAN(lead.start, lead.start),
                       SPAN(lead.start, field_lead_end(builder->prose, lead)));
        }
        if (i + 1 == parts.count && part.end >= span.end)
            part.end = stop;
        int32_t draft = draft_add(builder, part, LEVEL_FINDING, group, parts.why);
        draft_name(builder, draft, SPAN(part.start, part.start), words);
        if (draft >= 0)
            builder->drafts.items[draft].title = title_of_listed(builder->prose, words);
    }
    return parts.count;
}

/* Clauses that each state a problem become findings. */
static size_t add_clauses(struct builder *builder, struct span span, uint32_t stop, int32_t group)
{
    struct parts parts = split_clauses(builder->arena, builder->prose, span);
    for (size_t i = 0; i < parts.count; i++) {
        struct span part = parts.items[i];
        part.end = i + 1 == parts.count ? stop : part.end;
        int32_t draft = draft_add(builder, part, LEVEL_FINDING, group, parts.why);
        draft_name(builder, draft, SPAN(part.start, part.start), parts.items[i]);
    }
    return parts.count;
}

static void add_paragraph_finding(struct builder *builder, int32_t index, uint32_t from, int32_t group, const char *why)
{
    const struct piece *piece = &builder->pieces[index];
    int32_t draft = draft_add(builder, SPAN(from, piece->span.end), LEVEL_FINDING, group, why);
    struct span words = prose_trim(builder->prose, SPAN(from > piece->body ? from : piece->body, piece->text.end));
    draft_name(builder, draft, SPAN(piece->body, piece->body), words);
    if (!by_the_unit(builder))
        finding_take_asked(builder, draft, words);
}

static void add_group(struct builder *builder, int32_t index, const struct heading *heading, struct place place)
{
    const struct piece *piece = &builder->pieces[index];
    struct span own = group_span(builder, piece), rest = piece_rest(builder->prose, piece),
                words = SPAN(piece->body, piece->text.end);
    bool answered_before;
    int32_t child = first_numbered(builder, index, &answered_before);
    uint32_t lead = field_lead_end(builder->prose, words);
    if (rest.start >= rest.end && lead) { /* （一）在…方面，主要存在着A、B等问题。 */
        struct parts parts = split_listing(builder->arena, builder->prose, SPAN(lead, words.end), true);
        uint32_t told = parts.count > 0 ? parts.words[0].start : child < 0 ? lead + 1 : words.end;
        if (told < words.end)
            rest = SPAN(told, words.end), own.end = told, words.end = lead;
    }
    enum letter_level level = place.group >= 0 ? LEVEL_ITEM : LEVEL_ASPECT;
    int32_t group = draft_add(builder, own, level, place.group,
                              heading->sense == SENSE_GROUP ? "heading-names-field" : "heading-with-problems-below");
    draft_name(builder, group, number_span(piece), words);
    draft_take_note(builder, group, note_find(builder->prose, own));
    if (rest.start < rest.end && add_listing(builder, rest, piece->span.end, group, true) == 0 &&
        (child >= 0 || prose_sentence_end(builder->prose, rest) < rest.end ||
         add_clauses(builder, rest, piece->span.end, group) == 0)) {
        bool leads_in = builder->prose->fold[rest.end - 1] == ':' || child >= 0 || problem_fields(builder, index) > 0;
        if (!leads_in && states_defect(builder->prose, rest))
            add_paragraph_finding(builder, index, rest.start, group, "sentence-under-heading");
    }
    leave_out(builder, index, index + 1, "lead-in");
    walk(builder, index + 1, piece->after,
         (struct place){.group = group, .section = place.section, .apart = place.apart});
}

static void problems_build(struct builder *builder, const struct siblings *list, size_t from, size_t to,
                           struct place place)
{
    bool answered = is_answered(builder, &place);
    bool *groups = siblings_that_group(builder, list, from, to, answered);
    for (size_t i = from; i < to && !builder->overflow; i++) {
        int32_t index = list->items[i];
        const struct piece *piece = &builder->pieces[index];
        if (groups[i - from]) {
            add_group(builder, index, &list->headings[i], place);
        } else {
            const char *why = piece->label.style == LABEL_PROBLEM || piece->field == FIELD_PROBLEM ? "problem-label"
                              : list->headings[i].framed                                           ? "problem-frame"
                              : label_is_spoken(piece->label.style)                                ? "spoken-list"
                                                                                                   : "numbered-problem";
            finding_build(builder, index, index + 1, piece->after, LEVEL_FINDING, place.group, answered, why);
        }
    }
}

/* Demands are asked of somebody with problems: a notice about a meeting has "有关要求", too. */
static bool may_demand(const struct builder *builder)
{
    return !by_the_unit(builder) && builder->kind != KIND_SPEECH &&
           ((builder->kind != KIND_UNKNOWN && builder->feedback_given) || builder->drafts.count > 0);
}

/* Parts of the piece that ask for something become demands, the last one to its end. */
static size_t add_demands(struct builder *builder, const struct piece *piece, const struct parts *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        struct span part = parts->items[i];
        part.end = i + 1 == parts->count ? piece->span.end : part.end;
        int32_t draft = draft_add(builder, part, LEVEL_DEMAND, -1, parts->why);
        draft_name_deed(builder, draft, SPAN(part.start, part.start), parts->items[i]);
        draft_take_deadline(builder, draft, parts->items[i], MOOD_ASKED);
    }
    return parts->count;
}

static size_t add_requests(struct builder *builder, int32_t index)
{
    const struct piece *piece = &builder->pieces[index];
    struct parts parts = split_requests(builder->arena, builder->prose, piece->text);
    return add_demands(builder, piece, &parts);
}

/* Where the demand of piece `index` ends: before a paragraph below the last one that requests a report. */
static int32_t demand_end(const struct builder *builder, int32_t index, bool is_last)
{
    int32_t end = builder->pieces[index].after;
    for (int32_t i = index + 1; is_last && i < end; i = piece_next(builder, i))
        if (builder->pieces[i].kind == PIECE_TEXT && builder->pieces[i].label.style == LABEL_NONE &&
            builder->pieces[i].starts_paragraph && requests(builder->prose, builder->pieces[i].text))
            return i;
    return end;
}

/* （1）…；（2）… in paragraphs below a demand: demands of its own; the first of them, -1 when there are none. */
static int32_t demands_below(const struct builder *builder, int32_t index, int32_t end)
{
    int32_t first = -1, count = 0;
    for (int32_t i = index + 1; i < end; i = piece_next(builder, i)) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->label.style == LABEL_NONE || !piece->starts_paragraph || label_is_spoken(piece->label.style))
            continue;
        first = first < 0 ? i : first;
        count++;
    }
    return count > 1 ? first : -1;
}

static void demands_build(struct builder *builder, const struct siblings *list, int32_t parent)
{
    for (size_t i = 0; i < list->count; i++) {
        int32_t index = list->items[i], end = demand_end(builder, index, i + 1 == list->count && parent < 0);
        int32_t below = parent < 0 ? demands_below(builder, index, end) : -1;
        const struct piece *piece = &builder->pieces[index];
        int32_t last = (below < 0 ? end : below) - 1;
        while (last > index && builder->pieces[last].kind == PIECE_BLANK)
            last--;
        struct span words = SPAN(piece->body, builder->pieces[last].text.end);
        int32_t draft = draft_add(builder, SPAN(piece->span.start, builder->pieces[last].span.end), LEVEL_DEMAND,
                                  parent, "demand-in-list");
        draft_name_deed(builder, draft, number_span(piece), words);
        draft_take_deadline(builder, draft, words, MOOD_ASKED);
        draft_take_note(builder, draft, note_find(builder->prose, words));
        if (below >= 0) {
            struct siblings inner = siblings_read(builder, below, end);
            demands_build(builder, &inner, draft);
        }
        for (int32_t k = end; k < piece->after; k = piece_next(builder, k))
            if (builder->pieces[k].kind == PIECE_TEXT && builder->pieces[k].label.style == LABEL_NONE)
                add_requests(builder, k);
    }
}

/* 反馈要求，要…。要…。: calls without numbers, from `from` on. */
static size_t add_calls(struct builder *builder, int32_t index, uint32_t from)
{
    const struct piece *piece = &builder->pieces[index];
    struct parts parts = split_calls(builder->arena, builder->prose, SPAN(from, piece->text.end));
    return add_demands(builder, piece, &parts);
}

/* ---- sections
 * -------------------------------------------------------------------------------------------------------- */

/* One heading of a list that names the parts of the document. */
static void section_build(struct builder *builder, int32_t index, const struct heading *heading, struct place place)
{
    const struct piece *piece = &builder->pieces[index];
    enum section section = heading->section;
    if (section == SECTION_DEMANDS && !may_demand(builder))
        section = SECTION_ORGANISATION;
    if (section == SECTION_PROGRESS && builder->kind == KIND_UNKNOWN &&
        !prose_has(builder->prose, piece_heading(builder->prose, piece), U"问题|整改|反馈|意见"))
        section = SECTION_ORGANISATION; /* 主要任务 of a plan about something else */
    if (builder->kind == KIND_SPEECH &&
        (section != SECTION_PROBLEMS || !tells_of_inspection(builder->prose, piece_heading(builder->prose, piece))))
        section = SECTION_ORGANISATION;
    builder->why[index] = section_word(section);
    struct place below = {.group = place.group, .section = section, .apart = place.apart};
    if (holds_problems(section) || section == SECTION_DEMANDS) {
        struct span rest = piece_rest(builder->prose, piece);
        if (holds_problems(section) && rest.start < rest.end)
            add_listing(builder, rest, piece->span.end, place.group, true);
        walk(builder, index + 1, piece->after, below);
    } else {
        leave_out(builder, index, piece->after, section_word(section));
    }
}

/* 二、资金管理 among announced problems, with defects told below it, is a field of problems. */
static void find_fields(struct builder *builder, const struct siblings *list)
{
    for (size_t i = 0; i < list->count; i++) {
        int32_t below = list->items[i] + 1;
        if (list->headings[i].sense == SENSE_UNKNOWN && below < builder->pieces[list->items[i]].after &&
            states_defect(builder->prose, builder->pieces[below].text))
            list->headings[i].sense = SENSE_GROUP;
    }
}

static void sections_build(struct builder *builder, const struct siblings *list, struct place place)
{
    bool problems_seen = false;
    if (holds_problems(place.section) && builder->kind != KIND_SPEECH)
        find_fields(builder, list);
    size_t last_measures = 0; /* the last section that holds nothing but measures */
    for (size_t i = 0; i < list->count; i++)
        if (heads_measures(builder, list->items[i], &list->headings[i]))
            last_measures = i;
    size_t first_draft = builder->drafts.count; /* of the section whose measures are still to come */
    for (size_t i = 0, next; i < list->count; i = next) {
        const struct heading *heading = &list->headings[i];
        int32_t index = list->items[i];
        next = i + 1;
        bool measures = place.apart && heads_measures(builder, index, heading);
        place.apart = place.apart && !measures;
        if (measures && measures_apart_build(builder, index, first_draft, builder->drafts.count)) {
            leave_out(builder, index, builder->pieces[index].after, section_word(SECTION_PROGRESS));
        } else if (heading->sense == SENSE_SECTION) {
            if (heading->section == SECTION_PROBLEMS && i < last_measures) {
                place.apart = true;
                first_draft = builder->drafts.count;
            }
            section_build(builder, index, heading, place);
            problems_seen = problems_seen || holds_problems(heading->section);
        } else if ((heading->sense == SENSE_GROUP || heading->sense == SENSE_PROBLEM) && builder->kind != KIND_SPEECH) {
            struct place below = {.group = place.group,
                                  .section = by_the_unit(builder) ? SECTION_PROGRESS : SECTION_PROBLEMS};
            while (next < list->count &&
                   (list->headings[next].sense == SENSE_GROUP || list->headings[next].sense == SENSE_PROBLEM))
                next++;
            size_t before = builder->drafts.count;
            problems_build(builder, list, i, next, below);
            problems_seen = true;
            if (i < last_measures && !place.apart && next < list->count)
                place.apart = true, first_draft = before;
        } else if (heading->sense == SENSE_EXHORT && problems_seen && !by_the_unit(builder) &&
                   builder->kind != KIND_SPEECH) {
            struct siblings one = {.items = &list->items[i], .headings = &list->headings[i], .count = 1};
            demands_build(builder, &one, -1);
        } else {
            builder->why[index] = "heading-of-other-matter";
            walk(builder, index + 1, builder->pieces[index].after,
                 (struct place){.group = place.group, .strict = true});
        }
    }
}

static void list_build(struct builder *builder, const struct siblings *list, struct place place)
{
    bool sections = false;
    for (size_t i = 0; i < list->count; i++)
        sections = sections || (list->headings[i].sense == SENSE_SECTION &&
                                !label_is_spoken(builder->pieces[list->items[i]].label.style));
    int32_t first = list->items[0], end = siblings_end(builder, list);
    bool top = builder->pieces[first].label.style <= LABEL_HAN; /* below 整改要求 an item may sound like a section */
    if (sections && (top || place.section != SECTION_DEMANDS) && place.group < 0) {
        sections_build(builder, list, place);
        return;
    }
    /* what somebody says he will do, he does not ask for */
    bool asked = place.section != SECTION_NEXT && siblings_ask(builder, list);
    enum section section = asked ? SECTION_DEMANDS : place.section;
    if (section == SECTION_NONE)
        section = siblings_section(builder, list, place.strict);
    if (holds_problems(section) &&
        (place.group < 0 ? !siblings_state_problems(builder, list) : siblings_only_call(builder, list)))
        section = SECTION_ORGANISATION;
    if (section == SECTION_DEMANDS && !may_demand(builder))
        section = SECTION_ORGANISATION;
    if (holds_problems(section)) {
        place.section = section;
        problems_build(builder, list, 0, list->count, place);
    } else if (section == SECTION_DEMANDS) {
        demands_build(builder, list, -1);
    } else if (section == SECTION_NONE && !label_is_spoken(builder->pieces[first].label.style)) {
        for (size_t i = 0; i < list->count; i++) {
            builder->why[list->items[i]] = "heading-of-other-matter";
            walk(builder, list->items[i] + 1, builder->pieces[list->items[i]].after,
                 (struct place){.group = place.group, .strict = true});
        }
    } else {
        leave_out(builder, first, end, section == SECTION_NONE ? "list-of-other-matter" : section_word(section));
    }
}

/* ---- the walk
 * ---------------------------------------------------------------------------------------------------------- */

/* An unnumbered problem (反馈问题：… or a paragraph under a heading) with the fields that follow it: where they end. */
static int32_t answers_end(const struct builder *builder, int32_t index, int32_t to)
{
    int32_t i = piece_next(builder, index);
    while (i < to) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->field == FIELD_PROBLEM || (piece->label.style != LABEL_NONE && !piece->in_field) ||
            piece->kind == PIECE_ROW)
            break;
        i = piece_next(builder, i);
    }
    return i;
}

static bool answers_below(const struct builder *builder, int32_t index, int32_t end)
{
    for (int32_t i = index + 1; i < end; i++)
        if (builder->pieces[i].field == FIELD_ACTION)
            return true;
    return false;
}

/* What stands further down at the same level, looked up once for a run of pieces. */
struct ahead {
    int32_t last_numbered, last_answer; /* -1: none */
};

static struct ahead look_ahead(const struct builder *builder, int32_t from, int32_t to)
{
    struct ahead ahead = {-1, -1};
    for (int32_t i = from; i < to; i = piece_next(builder, i)) {
        if (builder->pieces[i].label.style != LABEL_NONE && !builder->pieces[i].in_field)
            ahead.last_numbered = i;
        if (builder->pieces[i].field == FIELD_ACTION)
            ahead.last_answer = i;
    }
    return ahead;
}

/* …但督察也发现一些问题和不足。 at the end of a paragraph: the next ones say which. */
static bool announces_problems(const struct prose *prose, struct span text)
{
    struct span last = prose_last_sentence(prose, text);
    while (last.end > last.start && (ends_sentence(prose->fold[last.end - 1]) || prose->fold[last.end - 1] == ':'))
        last.end--;
    uint32_t particulars = prose_match_before(prose, last.start, last.end, U",主要是|,主要有|,主要表现在|,具体是");
    last.end -= particulars;
    return prose_match_before(prose, last.start, last.end, U"问题|不足|短板|薄弱环节|问题如下|方面问题|几个方面") &&
           prose_has(prose, last, U"发现|存在|以下|如下|指出") && !prose_has(prose, last, U"整改|解决|关于|针对");
}

/* A paragraph behind such an announcement: its clauses, or the paragraph itself, state problems. */
static bool announced_build(struct builder *builder, int32_t index, int32_t group)
{
    const struct piece *piece = &builder->pieces[index];
    const struct prose *prose = builder->prose;
    struct span first = SPAN(piece->text.start, prose_sentence_end(prose, piece->text));
    if (prose_match(prose, first.start, first.end, U"以上|上述|针对|对以上|对上述|请|各") ||
        !states_defect(prose, first) || deed_count(prose, first) > defect_count(prose, first) ||
        lead_read(prose, first) == SECTION_NEXT || prose_has(prose, first, U"要求|强调|线索|下一步|希望|建议"))
        return false;
    if (add_clauses(builder, piece->text, piece->span.end, group) == 0)
        add_paragraph_finding(builder, index, piece->span.start, group, "paragraph-as-announced");
    return true;
}

/* 制度执行不严。有的…，有的…: the first sentence names the problem, the rest tells of it. */
static bool opens_with_problem(const struct prose *prose, struct span text)
{
    enum { NAME_LONGEST = 30 };
    uint32_t stop = prose_sentence_end(prose, text);
    struct span first = SPAN(text.start, stop);
    return stop < text.end && stop - text.start <= NAME_LONGEST && states_defect(prose, first) &&
           !prose_has(prose, first, U"发现|指出|存在|如下|问题");
}

/* …方面，A；B；C。 in a paragraph of its own: a field with its problems. */
static bool field_paragraph_build(struct builder *builder, int32_t index)
{
    enum { FIELD_LONGEST = 50 };
    const struct piece *piece = &builder->pieces[index];
    const struct prose *prose = builder->prose;
    uint32_t at = piece->text.start, stop = piece->text.end;
    if (stop > at + FIELD_LONGEST)
        stop = at + FIELD_LONGEST;
    uint32_t end = prose_find(prose, SPAN(at, stop), U"方面,|方面:|方面。|方面存在");
    if (end == PROSE_NONE || end == at || prose_find_char(prose, SPAN(at, end), ',') != PROSE_NONE)
        return false;
    end += 2;
    struct span rest = SPAN(end + (prose_match(prose, end, piece->text.end, U"存在") ? 0 : 1), piece->text.end);
    struct parts parts = split_field(builder->arena, prose, rest);
    if (parts.count == 0 || deed_count(prose, rest) > defect_count(prose, rest))
        return false;
    int32_t group =
        draft_add(builder, SPAN(piece->span.start, parts.items[0].start), LEVEL_ASPECT, -1, "field-of-a-paragraph");
    draft_name(builder, group, SPAN(piece->body, piece->body), SPAN(piece->body, end));
    for (size_t i = 0; i < parts.count; i++) {
        struct span part = parts.items[i];
        part.end = i + 1 == parts.count ? piece->span.end : part.end;
        int32_t draft = draft_add(builder, part, LEVEL_FINDING, group, parts.why);
        draft_name(builder, draft, SPAN(part.start, part.start), parts.words[i]);
    }
    return true;
}

/* 以上共4个方面21个问题。 */
static bool sums_up(const struct prose *prose, struct span text)
{
    return prose_match(prose, text.start, text.end, U"以上|上述|综上|合计|总计|共计|共发现") > 0;
}

/* Unnumbered text: a lead-in that says what follows, a listing in a sentence, a problem under a heading, or neither. */
static void text_build(struct builder *builder, int32_t index, int32_t to, struct place *place,
                       const struct ahead *ahead)
{
    const struct piece *piece = &builder->pieces[index];
    const struct prose *prose = builder->prose;
    bool list_inside = index + 1 < to && builder->pieces[index + 1].label.style != LABEL_NONE &&
                       !builder->pieces[index + 1].starts_paragraph;
    enum section lead = lead_read(prose, prose_last_sentence(prose, piece->text)), before = place->section;
    if (builder->kind == KIND_SPEECH && holds_problems(lead) && !tells_of_inspection(prose, piece->text))
        lead = SECTION_NONE; /* a speaker's own view of things in general */
    if (!list_inside && place->group < 0 && may_demand(builder) &&
        (builder->drafts.count > 0 || announces_calls(prose, piece->text)) &&
        add_calls(builder, index, piece->text.start) > 0) {
        builder->why[index] = "lead-in";
        return;
    }
    if (!list_inside && place->group < 0 && prose->fold[piece->text.end - 1] != ':' && builder->kind != KIND_SPEECH &&
        !by_the_unit(builder)) {
        if ((lead == SECTION_NONE || lead == SECTION_PROBLEMS) &&
            (place->section == SECTION_PROBLEMS || place->announced) && field_paragraph_build(builder, index))
            return;
        bool asks = place->section == SECTION_DEMANDS || (builder->drafts.count > 0 && requests(prose, piece->text));
        if (asks && lead == SECTION_NONE && may_demand(builder) && add_requests(builder, index) > 0) {
            builder->why[index] = "lead-in";
            return;
        }
    }
    if (list_inside && place->group < 0 &&
        !(lead == SECTION_NONE && prose_find_char(prose, prose_last_sentence(prose, piece->text), ':') != PROSE_NONE &&
          holds_problems(place->section)))
        place->section = lead;
    else if (lead != SECTION_NONE && (place->group < 0 || lead == SECTION_DEMANDS))
        place->section = lead;
    builder->why[index] = lead == SECTION_NONE ? section_word(place->section) : "lead-in";
    if (list_inside)
        return;
    if (builder->kind == KIND_SPEECH) { /* who was inspected tells what was found */
        if (prose_has(prose, piece->text, U"反馈意见指出|反馈指出|反馈了|指出我|指出的|指出,我"))
            add_listing(builder, piece->text, piece->span.end, place->group, false);
        return;
    }
    bool announced = place->section == SECTION_PROBLEMS && lead == SECTION_NONE, promised = place->announced;
    place->announced = !by_the_unit(builder) && announces_problems(prose, piece->text);
    if (promised && !(ahead->last_numbered > index && !place->announced && lead != SECTION_NONE) &&
        opens_with_problem(prose, piece->text) && announced_build(builder, index, place->group)) {
        place->announced = true;
        return;
    }
    bool may_list = before == SECTION_NONE || holds_problems(before) || tells_of_inspection(prose, piece->text);
    if (may_list && !(by_the_unit(builder) && place->group < 0) &&
        add_listing(builder, piece->text, piece->span.end, place->group, place->group >= 0 || announced) > 0) {
        uint32_t listed = builder->drafts.count > 0 ? builder->drafts.items[builder->drafts.count - 1].span.end : 0;
        if (place->group < 0 && may_demand(builder) && listed < piece->text.end)
            add_calls(builder, index, listed);
        return;
    }
    if (promised && ahead->last_numbered < index && announced_build(builder, index, place->group)) {
        place->announced = true;
        return;
    }
    if (place->group >= 0 && holds_problems(place->section) && ahead->last_numbered < index &&
        prose->fold[piece->text.end - 1] != ':' && !sums_up(prose, piece->text) &&
        (states_defect(prose, piece->text) || ahead->last_answer > index))
        add_paragraph_finding(builder, index, piece->span.start, place->group, "paragraph-under-heading");
}

/* 在…方面。一是…；二是…: a paragraph without a number whose first words name the field of the list inside it. Where
 * the list ends; 0 when it is none. */
static int32_t field_list_build(struct builder *builder, int32_t index, int32_t to, struct place place)
{
    const struct piece *piece = &builder->pieces[index];
    bool list = index + 1 < to && !builder->pieces[index + 1].starts_paragraph &&
                label_is_spoken(builder->pieces[index + 1].label.style);
    if (place.group >= 0 || place.strict || builder->kind == KIND_SPEECH || !piece->starts_paragraph || !list ||
        place.section == SECTION_DEMANDS)
        return 0;
    uint32_t lead = field_lead_end(builder->prose, piece->text);
    if (!lead ||
        (piece->text.end > lead + 1 && lead_read(builder->prose, SPAN(lead, piece->text.end)) != SECTION_PROBLEMS))
        return 0;
    struct siblings items = siblings_read(builder, index + 1, to);
    if (siblings_ask(builder, &items) || !siblings_state_problems(builder, &items) ||
        siblings_section(builder, &items, false) == SECTION_NONE)
        return 0;
    place.group = draft_add(builder, piece->span, LEVEL_ASPECT, -1, "field-before-list");
    draft_name(builder, place.group, SPAN(piece->text.start, piece->text.start), SPAN(piece->text.start, lead));
    place.section = by_the_unit(builder) ? SECTION_PROGRESS : SECTION_PROBLEMS;
    problems_build(builder, &items, 0, items.count, place);
    return siblings_end(builder, &items);
}

/* 说明：1.… 2.… and 备注：…: words about the document. Where they end; 0 when it is none. */
static int32_t remark_end(const struct builder *builder, int32_t index, int32_t to)
{
    const struct piece *piece = &builder->pieces[index];
    if (!prose_match(builder->prose, piece->text.start, piece->text.end, U"说明:|注:|备注:|填表说明|填报说明|注1"))
        return 0;
    int32_t end = index + 1;
    while (end < to && builder->pieces[end].kind == PIECE_TEXT && !builder->pieces[end].starts_paragraph)
        end++;
    return end;
}

/* 整改要求： in a line of its own, from inspectors: what they ask for follows. */
static bool heads_demands(const struct builder *builder, int32_t index)
{
    const struct piece *piece = &builder->pieces[index];
    return piece->field == FIELD_TARGET && piece->body >= piece->text.end && !by_the_unit(builder) &&
           may_demand(builder) && prose_match(builder->prose, piece->text.start, piece->text.end, U"整改要求") > 0;
}

static void walk(struct builder *builder, int32_t from, int32_t to, struct place place)
{
    struct ahead ahead = look_ahead(builder, from, to);
    for (int32_t i = from; i < to && !builder->overflow;) {
        const struct piece *piece = &builder->pieces[i];
        int32_t next = piece_next(builder, i), remark;
        if (piece->kind == PIECE_ROW) {
            while (next < to && (builder->pieces[next].kind == PIECE_ROW || builder->pieces[next].kind == PIECE_BLANK))
                next = piece_next(builder, next);
            table_build(builder, i, next, place.group);
        } else if (piece->kind != PIECE_TEXT) {
            builder->why[i] = piece->kind == PIECE_CLOSE ? "signature" : "blank";
        } else if ((remark = remark_end(builder, i, to)) > 0) {
            next = remark;
            leave_out(builder, i, next, "remark");
        } else if (piece->label.style != LABEL_NONE) {
            struct siblings list = siblings_read(builder, i, to);
            list_build(builder, &list, place);
            next = siblings_end(builder, &list);
        } else if (piece->field == FIELD_PROBLEM && piece->body < piece->text.end && builder->kind != KIND_SPEECH &&
                   builder->pieces[i].text.end > piece->body &&
                   answers_below(builder, i, answers_end(builder, i, to))) {
            next = answers_end(builder, i, to);
            finding_build(builder, i, i + 1, next, LEVEL_FINDING, place.group, true, "problem-label");
        } else if (piece->field == FIELD_PROBLEM) {
            place.section = by_the_unit(builder) ? SECTION_PROGRESS : SECTION_PROBLEMS;
            builder->why[i] = "lead-in";
            struct span told = SPAN(piece->body, piece->text.end);
            bool list_inside = next < to && !builder->pieces[next].starts_paragraph;
            place.announced = told.start >= told.end && !by_the_unit(builder);
            if (told.start < told.end && builder->kind != KIND_SPEECH && !list_inside &&
                add_listing(builder, told, piece->span.end, place.group, true) == 0 &&
                add_clauses(builder, told, piece->span.end, place.group) == 0 && ahead.last_numbered < next)
                add_paragraph_finding(builder, i, piece->span.start, place.group, "problem-label");
        } else if (heads_demands(builder, i)) {
            place.section = SECTION_DEMANDS;
            place.group = -1;
            builder->why[i] = "lead-in";
        } else if (piece->field != FIELD_NONE) {
            int32_t end = answers_end(builder, i, to);
            if (answers_build(builder, place.group, i, end))
                next = end;
            else
                builder->why[i] = "field-of-nothing";
        } else {
            int32_t end = field_list_build(builder, i, to, place);
            if (end)
                next = end;
            else
                text_build(builder, i, to, &place, &ahead);
        }
        i = next;
    }
}

void tree_build(struct builder *builder)
{
    walk(builder, 0, builder->count, (struct place){.group = -1, .section = SECTION_NONE});
    leave_out(builder, 0, builder->count, "text");
}
