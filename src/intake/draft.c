#include "intake/draft.h"

#include "base/clock.h"
#include "intake/title.h"

const char NOTE_LINE[] = "note-line";

bool by_the_unit(const struct builder *builder)
{
    return builder->kind == KIND_PLAN || builder->kind == KIND_PROGRESS;
}

struct heading heading_of(struct builder *builder, int32_t index)
{
    struct heading *heading = &builder->headings[index];
    if (!heading->known) {
        *heading = heading_read(builder->prose, piece_heading(builder->prose, &builder->pieces[index]));
        heading->known = true;
    }
    return *heading;
}

int32_t draft_add(struct builder *builder, struct span span, enum letter_level level, int32_t parent, const char *why)
{
    if (builder->drafts.count >= LETTER_NODES_MAX) {
        builder->overflow = true;
        return -1;
    }
    if (builder->drafts.count > 0) {
        uint32_t last = builder->drafts.items[builder->drafts.count - 1].span.end;
        if (span.start < last)
            span.start = last;
    }
    if (span.end <= span.start)
        return -1;
    struct draft *draft = VEC_PUSH(builder->arena, &builder->drafts);
    *draft = (struct draft){.span = span,
                            .level = level,
                            .parent = parent,
                            .why = why,
                            .no = SPAN(span.start, span.start),
                            .title = SPAN(span.start, span.start)};
    return (int32_t)builder->drafts.count - 1;
}

void draft_name(struct builder *builder, int32_t draft, struct span no, struct span words)
{
    if (draft < 0)
        return;
    builder->drafts.items[draft].no = no;
    builder->drafts.items[draft].title = title_of(builder->prose, words);
}

void draft_name_deed(struct builder *builder, int32_t draft, struct span no, struct span words)
{
    if (draft < 0)
        return;
    builder->drafts.items[draft].no = no;
    builder->drafts.items[draft].title = title_of_deed(builder->prose, words);
}

bool draft_extend_to(struct builder *builder, int32_t draft, uint32_t end)
{
    if (draft < 0 || (size_t)draft + 1 != builder->drafts.count || builder->drafts.items[draft].span.end > end)
        return false;
    builder->drafts.items[draft].span.end = end;
    return true;
}

bool draft_extend(struct builder *builder, int32_t draft, int32_t index)
{
    if (draft < 0 || (size_t)draft + 1 != builder->drafts.count)
        return false;
    int32_t first = index;
    while (first > 0 && (builder->pieces[first - 1].kind == PIECE_BLANK || builder->why[first - 1] == NOTE_LINE))
        first--;
    if (builder->pieces[first].span.start > builder->drafts.items[draft].span.end)
        return false;
    return draft_extend_to(builder, draft, builder->pieces[index].span.end);
}

void draft_take_status(struct builder *builder, int32_t draft, struct span word)
{
    word = prose_trim(builder->prose, word);
    uint32_t stop = prose_sentence_end(builder->prose, word);
    word.end = stop;
    while (word.end > word.start &&
           (ends_sentence(builder->prose->fold[word.end - 1]) || builder->prose->fold[word.end - 1] == ';' ||
            builder->prose->fold[word.end - 1] == ','))
        word.end--;
    if (draft >= 0 && word.end > word.start && !builder->drafts.items[draft].status_text)
        builder->drafts.items[draft].status_text = prose_slice(builder->arena, builder->prose, word);
}

/* A date of what is asked or planned lies ahead: one without a year is the first such day after the document's. */
static void look_ahead(struct builder *builder, struct span value, enum mood mood, struct letter_deadline *deadline)
{
    struct letter_deadline unaided, ahead;
    int year, month, day;
    if (!builder->dated || !deadline->has_due_on || deadline->due_on >= builder->written_on ||
        !deadline_read(builder->arena, builder->prose, value, mood, 0, &unaided) || unaided.has_due_on)
        return;
    date_split(builder->written_on, &year, &month, &day);
    for (int years = 0; years < 2; years++)
        if (deadline_read(builder->arena, builder->prose, value, mood, year + years, &ahead) && ahead.has_due_on &&
            ahead.due_on >= builder->written_on) {
            *deadline = ahead;
            return;
        }
}

void draft_take_deadline(struct builder *builder, int32_t draft, struct span value, enum mood mood)
{
    struct letter_deadline deadline;
    if (draft < 0 || builder->drafts.items[draft].deadline.text || value.end <= value.start)
        return;
    int year = year_before(&builder->years, value.start), month, day;
    if (year == 0 && builder->dated)
        date_split(builder->written_on, &year, &month, &day);
    bool ahead = mood == MOOD_TOLD && builder->dated;
    if (!deadline_read(builder->arena, builder->prose, value, mood, year, &deadline)) {
        if (!ahead || !prose_has(builder->prose, value, U"月|季度|年底|年末|年内") ||
            !deadline_read(builder->arena, builder->prose, value, MOOD_COMING, year, &deadline) || !deadline.has_due_on)
            return;
    }
    if (mood != MOOD_TOLD)
        look_ahead(builder, value, mood, &deadline);
    if (!ahead || !deadline.has_due_on || deadline.due_on >= builder->written_on)
        builder->drafts.items[draft].deadline = deadline;
}

static void take_names(struct letter_names *names, const struct letter_names *more)
{
    if (names->count == 0)
        *names = *more;
}

void draft_take_note(struct builder *builder, int32_t draft, struct span span)
{
    if (draft < 0 || span.end <= span.start)
        return;
    struct note note = note_read(builder->arena, builder->prose, span);
    struct draft *node = &builder->drafts.items[draft];
    take_names(&node->lead_units, &note.lead_units);
    take_names(&node->responsible_units, &note.responsible_units);
    draft_take_deadline(builder, draft, note.deadline, MOOD_DECLARED);
    draft_take_status(builder, draft, note.status);
}
