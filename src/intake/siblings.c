#include "intake/siblings.h"

#include "intake/finding.h"
#include "intake/split.h"

/* Do the numbered pieces below, one or two levels down, frame or state problems? */
static bool frames_below(struct builder *builder, int32_t index, int deeper)
{
    size_t count = 0, framed = 0;
    for (int32_t i = index + 1; i < builder->pieces[index].after; i = piece_next(builder, i)) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->kind != PIECE_TEXT || piece->label.style == LABEL_NONE || piece->in_field ||
            label_is_spoken(piece->label.style))
            continue;
        struct heading heading = heading_of(builder, i);
        count++;
        framed += heading.framed || (heading.sense == SENSE_PROBLEM && has_answer_field(builder, i)) ||
                  (deeper > 0 && frames_below(builder, i, deeper - 1));
    }
    return framed * 2 > count;
}

/* 二、坚持问题导向，逐条逐项落实整改: a call in its words, a section of answered problems by what stands below. */
static bool calls_for_answers(struct builder *builder, int32_t index, const struct heading *heading)
{
    const struct piece *piece = &builder->pieces[index];
    if (!by_the_unit(builder) || piece->label.style > LABEL_HAN || heading->framed || heading->field)
        return false;
    struct span words = piece_heading(builder->prose, piece);
    bool calls = heading->sense == SENSE_EXHORT || heading->sense == SENSE_UNKNOWN ||
                 prose_match(builder->prose, words.start, words.end, U"聚焦|围绕|紧盯|紧扣") > 0;
    return calls && (heading->sense == SENSE_UNKNOWN || prose_has(builder->prose, words, U"问题|整改|反馈")) &&
           frames_below(builder, index, 1);
}

/* 三、意见征集 with 存在问题：… below it is a field of problems, whatever its words suggest. */
static struct heading siblings_heading(struct builder *builder, int32_t index)
{
    struct heading heading = heading_of(builder, index);
    bool holds = heading.sense == SENSE_SECTION && holds_problems(heading.section);
    if (calls_for_answers(builder, index, &heading))
        return heading.sense = SENSE_SECTION, heading.section = SECTION_PROGRESS, heading;
    if (heading.sense == SENSE_SECTION && builder->pieces[index].label.style > LABEL_HAN &&
        builder->pieces[index].label.style != LABEL_HEADING &&
        prose_match_before(builder->prose, builder->pieces[index].body,
                           piece_heading(builder->prose, &builder->pieces[index]).end, U"方面"))
        heading.sense = SENSE_GROUP, heading.field = true; /* （四）巡视、审计反馈问题整改方面 */
    if (!holds && heading.sense != SENSE_PROBLEM && builder->pieces[index].label.style <= LABEL_HAN_ROUND &&
        problem_fields(builder, index) > 0)
        heading.sense = SENSE_GROUP;
    return heading;
}

struct siblings siblings_read(struct builder *builder, int32_t from, int32_t to)
{
    VEC(int32_t) items = {0};
    enum label_style style = builder->pieces[from].label.style;
    for (int32_t i = from; i < to; i = piece_next(builder, i)) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->kind == PIECE_BLANK)
            continue;
        bool restarts = items.count > 0 && piece->label.value == 1 && style != LABEL_DASH && style != LABEL_HEADING;
        if (piece->kind != PIECE_TEXT || piece->label.style != style || restarts)
            break;
        *VEC_PUSH(builder->arena, &items) = i;
    }
    struct siblings list = {.items = items.items, .count = items.count};
    list.headings = ARENA_ARRAY(builder->arena, struct heading, items.count);
    for (size_t i = 0; i < items.count; i++) {
        struct heading *heading = &list.headings[i];
        *heading = siblings_heading(builder, items.items[i]);
        bool may_be = i > 0 && heading->sense == SENSE_SECTION && heading->section == SECTION_PROGRESS &&
                      heading[-1].sense == SENSE_GROUP && !by_the_unit(builder);
        struct span words = may_be ? piece_heading(builder->prose, &builder->pieces[items.items[i]]) : SPAN(0, 0);
        if (may_be && prose_match_before(builder->prose, words.start, words.end, U"情况|方面"))
            heading->sense = SENSE_GROUP; /* 四、落实巡察整改情况, behind 三、…情况 */
    }
    return list;
}

int32_t siblings_end(const struct builder *builder, const struct siblings *list)
{
    return builder->pieces[list->items[list->count - 1]].after;
}

static struct span opening_words(const struct builder *builder, int32_t index)
{
    const struct piece *piece = &builder->pieces[index];
    uint32_t end = piece->text.end - piece->body > 100 ? piece->body + 100 : piece->text.end;
    return SPAN(piece->body, end);
}

enum section siblings_section(const struct builder *builder, const struct siblings *list, bool strict)
{
    size_t problems = 0, framed = 0;
    for (size_t i = 0; i < list->count; i++) {
        bool states = list->headings[i].sense == SENSE_PROBLEM || list->headings[i].sense == SENSE_GROUP ||
                      builder->pieces[list->items[i]].label.style == LABEL_PROBLEM;
        problems += states;
        framed += list->headings[i].framed || has_answer_field(builder, list->items[i]);
    }
    if (strict || builder->kind == KIND_SPEECH)
        return SECTION_NONE;
    if (builder->pieces[list->items[0]].label.style == LABEL_PROBLEM)
        return SECTION_PROBLEMS;
    if (framed * 2 > list->count)
        return SECTION_PROGRESS;
    if (problems * 10 >= list->count * 6)
        return by_the_unit(builder) ? SECTION_PROGRESS : SECTION_PROBLEMS;
    return SECTION_NONE;
}

bool siblings_ask(const struct builder *builder, const struct siblings *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct piece *piece = &builder->pieces[list->items[i]];
        if (piece->in_field ||
            (piece->label.style != LABEL_MUST && !(label_is_spoken(piece->label.style) &&
                                                   prose_match(builder->prose, piece->body, piece->text.end, U"要"))))
            return false;
    }
    return list->count > 1;
}

static bool children_are_problems(struct builder *builder, int32_t child, int32_t to)
{
    size_t count = 0, problems = 0;
    enum label_style style = builder->pieces[child].label.style;
    uint32_t last = 0; /* a list that begins anew is another one */
    for (int32_t i = child; i < to; i = piece_next(builder, i)) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->label.style != style || piece->in_field)
            continue;
        if (piece->label.value == 1 && last > 1 && style != LABEL_DASH && style != LABEL_HEADING)
            break;
        last = piece->label.value;
        struct heading heading = heading_of(builder, i);
        struct span words = opening_words(builder, i);
        count++;
        problems += heading.framed || has_answer_field(builder, i) ||
                    (heading.sense == SENSE_PROBLEM &&
                     defect_count(builder->prose, words) >= deed_count(builder->prose, words)) ||
                    heading.sense == SENSE_GROUP;
    }
    return problems * 2 > count;
}

/* （一）青龙村: a heading of one word over numbered problems. */
static bool holds_stated(struct builder *builder, int32_t index)
{
    enum { NAME_LONGEST = 20 };
    const struct piece *piece = &builder->pieces[index];
    bool answered_before;
    int32_t child = first_numbered(builder, index, &answered_before);
    return child >= 0 && builder->pieces[child].starts_paragraph && piece->text.end - piece->body <= NAME_LONGEST &&
           children_are_problems(builder, child, piece->after);
}

bool siblings_state_problems(struct builder *builder, const struct siblings *list)
{
    size_t good = 0;
    for (size_t i = 0; i < list->count; i++)
        good += list->headings[i].sense != SENSE_EXHORT && list->headings[i].sense != SENSE_SECTION &&
                (list->headings[i].sense != SENSE_UNKNOWN ||
                 states_defect(builder->prose, opening_words(builder, list->items[i])) ||
                 has_answer_field(builder, list->items[i]) || holds_stated(builder, list->items[i]));
    return good * 3 > list->count;
}

bool siblings_only_call(const struct builder *builder, const struct siblings *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->headings[i].sense != SENSE_EXHORT || has_answer_field(builder, list->items[i]))
            return false;
    return list->count > 1;
}

int32_t first_numbered(const struct builder *builder, int32_t index, bool *ret_answered_before)
{
    const struct piece *head = &builder->pieces[index];
    *ret_answered_before = head->field == FIELD_ACTION;
    for (int32_t i = index + 1; i < head->after; i = piece_next(builder, i)) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->field == FIELD_ACTION)
            *ret_answered_before = true;
        if (piece->label.style != LABEL_NONE && !piece->in_field)
            return i;
    }
    return -1;
}

size_t problem_fields(const struct builder *builder, int32_t index)
{
    size_t count = 0;
    for (int32_t i = index + 1; i < builder->pieces[index].after; i = piece_next(builder, i))
        count += builder->pieces[i].field == FIELD_PROBLEM && builder->pieces[i].body < builder->pieces[i].text.end;
    return count;
}

static bool has_body_text(const struct builder *builder, int32_t index)
{
    for (int32_t i = index + 1; i < builder->pieces[index].after; i = piece_next(builder, i)) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->kind == PIECE_TEXT && piece->label.style == LABEL_NONE && piece->field == FIELD_NONE)
            return true;
    }
    return false;
}

static bool has_rows(const struct builder *builder, int32_t index)
{
    for (int32_t i = index + 1; i < builder->pieces[index].after; i++)
        if (builder->pieces[i].kind == PIECE_ROW)
            return true;
    return false;
}

/* Has each numbered paragraph below the piece answers of its own? */
static bool each_answered(const struct builder *builder, int32_t index)
{
    size_t count = 0, answered = 0;
    for (int32_t i = index + 1; i < builder->pieces[index].after; i = piece_next(builder, i)) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->label.style == LABEL_NONE || label_is_spoken(piece->label.style) || !piece->starts_paragraph)
            continue;
        count++;
        answered += has_answer_field(builder, i);
    }
    return count > 0 && answered == count;
}

enum guess { SURELY_NOT, RATHER_NOT, RATHER, SURELY };

/* Does the numbered piece group problems, or state one? What stands below it tells; its siblings decide where that is
 * open. */
static enum guess guess_group(struct builder *builder, int32_t index, const struct heading *heading, bool answered)
{
    const struct piece *piece = &builder->pieces[index];
    bool answered_before, group = heading->sense == SENSE_GROUP;
    int32_t child = first_numbered(builder, index, &answered_before);
    if (piece->label.style == LABEL_PROBLEM || piece->field == FIELD_PROBLEM)
        return child >= 0 && !answered_before && each_answered(builder, index) ? RATHER : SURELY_NOT;
    size_t fields = problem_fields(builder, index);
    if (fields > 1 || (fields == 1 && (group || heading->sense == SENSE_UNKNOWN)))
        return SURELY;
    struct span rest = piece_rest(builder->prose, piece);
    if (group && rest.start < rest.end && split_listing(builder->arena, builder->prose, rest, true).count > 0)
        return SURELY;
    uint32_t lead =
        group && rest.start >= rest.end ? field_lead_end(builder->prose, SPAN(piece->body, piece->text.end)) : 0;
    if (lead && (split_listing(builder->arena, builder->prose, SPAN(lead, piece->text.end), true).count > 0 ||
                 (!answered && states_defect(builder->prose, SPAN(lead, piece->text.end)))))
        return SURELY;
    if (answered_before)
        return SURELY_NOT;
    if (child < 0) {
        bool below = has_body_text(builder, index);
        if (has_rows(builder, index))
            return SURELY;
        if (heading->framed && answered)
            return SURELY_NOT;
        if (group)
            return rest.start < rest.end || below ? SURELY : RATHER_NOT;
        return rest.start >= rest.end && below && !answered ? RATHER_NOT : SURELY_NOT;
    }
    const struct piece *first = &builder->pieces[child];
    bool inner_answers = has_answer_field(builder, child),
         problems = children_are_problems(builder, child, piece->after);
    if (label_is_spoken(first->label.style)) {
        if (answered && !inner_answers && !problems)
            return SURELY_NOT;
        bool line = rest.start >= rest.end && !ends_sentence(builder->prose->fold[piece->text.end - 1]);
        /* 落实…打折扣。…，一是…；二是…: a list in the sentence alone does not make a field of what the siblings state
         */
        return group ? (first->starts_paragraph || heading->field ? SURELY : RATHER)
               : inner_answers || (line && first->starts_paragraph && piece->label.style <= LABEL_HAN_ROUND)
                   ? RATHER
                   : RATHER_NOT;
    }
    if (inner_answers)
        return first->starts_paragraph ? SURELY : RATHER;
    if (answered && !problems)
        return SURELY_NOT;
    if (group)
        return SURELY;
    if (!first->starts_paragraph) /* run together: items that are several sentences each are problems of their own */
        return piece->label.style <= LABEL_HAN_ROUND &&
                       piece_rest(builder->prose, first).end > piece_rest(builder->prose, first).start
                   ? SURELY
                   : RATHER_NOT;
    if (piece->label.style <= LABEL_HAN || label_is_spoken(piece->label.style))
        return SURELY;
    if (piece->label.style == LABEL_HAN_ROUND)
        return RATHER;
    return answered && heading->framed && problems ? RATHER : RATHER_NOT;
}

/* （三）上轮整改不到位。2个问题至今未改。 beside （一） and （二） that group problems: one of their level, with its
 * problem in the sentence below the heading. */
static bool groups_in_a_sentence(struct builder *builder, int32_t index, bool answered)
{
    const struct piece *piece = &builder->pieces[index];
    bool answered_before;
    struct span rest = piece_rest(builder->prose, piece);
    return !answered && piece->label.style <= LABEL_HAN_ROUND && rest.start < rest.end &&
           first_numbered(builder, index, &answered_before) < 0 && states_defect(builder->prose, rest);
}

bool *siblings_that_group(struct builder *builder, const struct siblings *list, size_t from, size_t to, bool answered)
{
    bool *groups = ARENA_ARRAY(builder->arena, bool, to - from + 1);
    enum guess *guesses = ARENA_ARRAY(builder->arena, enum guess, to - from + 1);
    static const int votes[] = {[SURELY_NOT] = -2, [RATHER_NOT] = -1, [RATHER] = 1, [SURELY] = 2};
    int sum = 0;
    bool all_open = to > from;
    for (size_t i = from; i < to; i++) {
        guesses[i - from] = guess_group(builder, list->items[i], &list->headings[i], answered);
        sum += votes[guesses[i - from]];
        all_open = all_open && (guesses[i - from] == RATHER || guesses[i - from] == RATHER_NOT);
    }
    builder->contested = builder->contested || all_open;
    bool counted = builder->reading == READING_OPEN_AS_GROUPS || builder->reading == READING_OPEN_AS_PROBLEMS;
    for (size_t i = 0; i < to - from; i++) {
        bool open = guesses[i] == RATHER || guesses[i] == RATHER_NOT, even = open && sum == 0;
        groups[i] = guesses[i] >= RATHER;
        builder->undecided = builder->undecided || even;
        if (all_open && counted)
            groups[i] = builder->reading == READING_OPEN_AS_GROUPS;
        else if (even && !counted && builder->reading != READING_BY_VOTE)
            groups[i] = builder->reading == READING_AS_GROUPS;
        else if (open && !even)
            groups[i] = sum > 0;
        else if (!groups[i] && sum > votes[guesses[i]]) /* all others together */
            groups[i] = groups_in_a_sentence(builder, list->items[from + i], answered);
    }
    return groups;
}
