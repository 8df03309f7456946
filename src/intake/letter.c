#include "intake/letter.h"

#include "intake/figure.h"
#include "intake/intake_messages.h"
#include "intake/secrecy.h"
#include "intake/tree.h"
#include <string.h>

enum { TITLE_MAX = 300, TITLE_LINE_MAX = 40 };

static const char *const level_words[] = {"aspect", "item", "finding", "point", "demand", "action", "other"};

const char *letter_level_word(enum letter_level level)
{
    return level_words[level];
}

bool letter_level_of_word(const char *word, enum letter_level *ret_level)
{
    for (size_t i = 0; i < sizeof level_words / sizeof *level_words; i++)
        if (strcmp(word, level_words[i]) == 0) {
            *ret_level = (enum letter_level)i;
            return true;
        }
    return false;
}

const char *due_as_word(enum due_as due_as)
{
    static const char *const words[] = {"day", "ten_days", "month", "quarter", "year", "ongoing"};
    return words[due_as];
}

const char *due_unit_word(enum due_unit unit)
{
    static const char *const words[] = {NULL, "workday", "day", "month"};
    return words[unit];
}

const char *secrecy_word(enum secrecy secrecy)
{
    static const char *const words[] = {"none", "internal", "work_secret", "secret", "confidential", "top_secret"};
    return words[secrecy];
}

/* ---- what kind of document
 * ------------------------------------------------------------------------------------------- */

/* Without a title: 现将巡察整改进展情况予以公布 among the opening paragraphs says what the text is. */
static enum document_kind kind_of_opening(const struct prose *prose, const struct outline *outline)
{
    enum { OPENING_MAX = 1200 };
    bool inspected = false;
    for (int32_t i = 0; i < outline->count && outline->pieces[i].text.start < OPENING_MAX; i++) {
        struct span text = outline->pieces[i].text;
        uint32_t now =
            outline->pieces[i].kind == PIECE_TEXT ? prose_find(prose, text, U"现将|现就|现把|下面就") : PROSE_NONE;
        inspected = inspected || prose_has(prose, text, U"反馈|巡察组|巡视组|督察组|督导组|检查组|审计组");
        if (now == PROSE_NONE)
            continue;
        struct span sentence = SPAN(now, prose_sentence_end(prose, SPAN(now, text.end)));
        if (prose_has(prose, sentence, U"公布|公开|通报|报告|公示|函告|汇报|反馈|如下"))
            return kind_of_title(prose, sentence);
    }
    return inspected ? KIND_NEWS : KIND_UNKNOWN;
}

/* A report that inspectors spoke to those inspected, not that a unit met about its own rectification. */
static bool reports_feedback(const struct prose *prose)
{
    enum { REPORT_MAX = 2000 };
    struct span text = SPAN(0, prose->length < REPORT_MAX ? prose->length : REPORT_MAX);
    return prose_has(
        prose, text,
        U"反馈了|反馈会|反馈巡察|反馈巡视|反馈督察|反馈审计|反馈督导|反馈工作|反馈情况|进行了反馈|集中反馈|严肃反馈|"
        U"一对一反馈|"
        U"反馈指出|反馈要求|反馈强调|反馈意见中|向被巡察|通报指出|督察指出|巡察指出|巡视指出|检查组指出|督导组指出");
}

static enum document_kind kind_of_document(const struct prose *prose, const struct outline *outline)
{
    struct span title = {0};
    bool speech = false, news = false, answers = false;
    for (int32_t i = 0; i < outline->count; i++) {
        const struct piece *piece = &outline->pieces[i];
        if (piece->field == FIELD_ACTION)
            answers = true;
        if (piece->kind == PIECE_BLANK || piece->text.start >= TITLE_MAX * 2)
            continue;
        bool line = piece->kind == PIECE_TEXT && piece->label.style == LABEL_NONE && piece->field == FIELD_NONE;
        bool over = title.end > 0 && piece->text.end > 0 &&
                    (ends_sentence(prose->fold[piece->text.end - 1]) || piece->text.end - piece->text.start > 80);
        if (line && !over && title.end == 0)
            title = piece->text;
        else if (line && !over && title.end < TITLE_MAX && !prose_has(prose, piece->text, U":|浏览|发布"))
            title.end = piece->text.end;
        speech = speech || prose_match(prose, piece->text.start, piece->text.end,
                                       U"同志们:|同志们,|各位领导,同志们|各位领导、同志们|各位同志:");
        news =
            news || prose_has(prose,
                              SPAN(piece->text.start,
                                   piece->text.end > piece->text.start + 60 ? piece->text.start + 60 : piece->text.end),
                              U"本报讯|记者|通讯员|日电|浏览次数|浏览量|来源:|发布时间");
        if (over)
            break;
    }
    for (int32_t i = outline->count; i-- > 0 && i > outline->count - 6;)
        news = news || (outline->pieces[i].kind == PIECE_CLOSE &&
                        prose_has(prose, outline->pieces[i].text, U"供稿|编辑|记者|审核|撰稿"));
    bool sentence = title.end > title.start && ends_sentence(prose->fold[title.end - 1]);
    if (title.end > title.start + TITLE_MAX)
        title.end = title.start + TITLE_MAX;
    enum document_kind kind = title.end == 0 || (sentence && title.end - title.start > TITLE_LINE_MAX)
                                  ? kind_of_opening(prose, outline)
                                  : kind_of_title(prose, title);
    if (speech && kind != KIND_PROGRESS && kind != KIND_PLAN && kind != KIND_FEEDBACK)
        kind = KIND_SPEECH;
    if (kind == KIND_UNKNOWN || kind == KIND_FEEDBACK)
        kind = answers ? KIND_PROGRESS : news ? KIND_NEWS : kind;
    return kind;
}

/* ---- from drafts to nodes
 * ---------------------------------------------------------------------------------------------- */

struct filler {
    struct arena *arena;
    const struct builder *builder;
    VEC(struct letter_node) nodes;
    uint32_t *id_of_draft;
    int32_t piece;
};

static struct letter_node *add_node(struct filler *filler, struct span span, enum letter_level level, const char *why)
{
    const struct prose *prose = filler->builder->prose;
    struct letter_node *node = VEC_PUSH(filler->arena, &filler->nodes);
    *node = (struct letter_node){.id = (uint32_t)filler->nodes.count,
                                 .level = level,
                                 .start = span.start,
                                 .end = span.end,
                                 .byte_start = prose->byte[span.start],
                                 .byte_end = prose->byte[span.end],
                                 .no = "",
                                 .title = "",
                                 .why = why};
    return node;
}

/* Text between two nodes: one "other" node for each run of pieces left out for the same reason; blank lines go along.
 */
static void fill_gap(struct filler *filler, uint32_t from, uint32_t to)
{
    const struct builder *builder = filler->builder;
    struct letter_node *open = NULL;
    while (from < to) {
        while (filler->piece + 1 < builder->count && builder->pieces[filler->piece].span.end <= from)
            filler->piece++;
        const struct piece *piece = &builder->pieces[filler->piece];
        uint32_t stop = piece->span.end < to && piece->span.end > from ? piece->span.end : to;
        const char *why = builder->why[filler->piece] ? builder->why[filler->piece] : "text";
        if (open && (piece->kind == PIECE_BLANK || strcmp(open->why, why) == 0)) {
            open->end = stop;
            open->byte_end = builder->prose->byte[stop];
        } else {
            open = add_node(filler, SPAN(from, stop), LEVEL_OTHER, why);
        }
        from = stop;
    }
}

static void fill_nodes(struct arena *arena, const struct builder *builder, struct letter *letter)
{
    const struct prose *prose = builder->prose;
    struct filler filler = {.arena = arena, .builder = builder};
    filler.id_of_draft = ARENA_ARRAY(arena, uint32_t, builder->drafts.count + 1);
    uint32_t at = 0;
    for (size_t i = 0; i < builder->drafts.count; i++) {
        const struct draft *draft = &builder->drafts.items[i];
        fill_gap(&filler, at, draft->span.start);
        struct letter_node *node = add_node(&filler, draft->span, draft->level, draft->why);
        filler.id_of_draft[i] = node->id;
        node->parent = draft->parent >= 0 ? filler.id_of_draft[draft->parent] : 0;
        node->no = prose_slice(arena, prose, draft->no);
        node->title = prose_slice(arena, prose, draft->title);
        node->deadline = draft->deadline;
        node->lead_units = draft->lead_units;
        node->responsible_units = draft->responsible_units;
        node->status_text = draft->status_text;
        at = draft->span.end;
    }
    fill_gap(&filler, at, prose->length);
    letter->nodes = filler.nodes.items;
    letter->count = filler.nodes.count;
}

/* ---- checks
 * ------------------------------------------------------------------------------------------------------------ */

static void check_numbers(struct arena *arena, const struct prose *prose, const struct outline *outline,
                          struct letter *letter)
{
    enum { NOTES_MAX = 20, WORDS_SHOWN = 16 };
    size_t notes = 0;
    for (int32_t i = 0; i < outline->count && notes < NOTES_MAX; i++) {
        const struct piece *piece = &outline->pieces[i];
        int32_t next = piece->after;
        while (next < outline->count && outline->pieces[next].kind == PIECE_BLANK &&
               outline->pieces[next].parent == piece->parent)
            next++;
        if (piece->label.style == LABEL_NONE || piece->label.style == LABEL_DASH || piece->label.style == LABEL_FRAME ||
            piece->label.style == LABEL_FIRST || next >= outline->count)
            continue;
        const struct piece *other = &outline->pieces[next];
        if (other->parent != piece->parent || other->label.style != piece->label.style ||
            piece->label.style == LABEL_HEADING)
            continue;
        bool repeated = other->label.value == piece->label.value, gap = other->label.value > piece->label.value + 1;
        if (!repeated && !gap)
            continue;
        notes++;
        struct span heading = piece_heading(prose, other);
        if (heading.end > heading.start + WORDS_SHOWN)
            heading.end = heading.start + WORDS_SHOWN;
        const char *number = prose_slice(arena, prose, SPAN(other->label.start, other->label.end)),
                   *words = prose_slice(arena, prose, heading);
        if (repeated)
            problem_note(&letter->checks, SEVERITY_WARNING, &msg_number_repeated, "", number, words, NULL);
        else
            problem_note(&letter->checks, SEVERITY_WARNING, &msg_number_gap, "", number,
                         arena_printf(arena, "%u", piece->label.value + 1), words, NULL);
    }
}

static void read_figures(struct arena *arena, const struct builder *builder, struct letter *letter)
{
    letter->figures = NULL;
    letter->figure_count = 0;
    for (size_t i = 0; i < letter->count; i++)
        if (letter->nodes[i].level == LEVEL_OTHER)
            figures_read(arena, builder->prose, SPAN(letter->nodes[i].start, letter->nodes[i].end), letter);
}

static void check_figures(struct arena *arena, const struct builder *builder, struct letter *letter)
{
    for (size_t i = 0; i < letter->count; i++)
        if (letter->nodes[i].level == LEVEL_OTHER)
            figures_check_sum(arena, builder->prose, SPAN(letter->nodes[i].start, letter->nodes[i].end), letter);
    if (builder->kind != KIND_NEWS && builder->kind != KIND_SPEECH)
        figures_check(arena, builder->prose, letter, builder->kind == KIND_PLAN);
}

static void add_checks(struct arena *arena, const struct builder *builder, const struct outline *outline,
                       struct letter *letter)
{
    bool any = false;
    for (size_t i = 0; i < letter->count; i++)
        any = any || letter->nodes[i].level == LEVEL_FINDING;
    check_figures(arena, builder, letter);
    check_numbers(arena, builder->prose, outline, letter);
    if (!any)
        problem_note(&letter->checks, SEVERITY_INFO, &msg_no_findings, "", NULL);
    if (letter->marking.level != SECRECY_NONE)
        problem_note(&letter->checks, SEVERITY_INFO, &msg_secrecy_marked, "", letter->marking.text, NULL);
}

/* The date a document is signed with, in its closing lines. */
static void read_signature(struct builder *builder)
{
    enum { LINES_LOOKED_AT = 40 };
    for (int32_t i = builder->count; i-- > 0 && i > builder->count - LINES_LOOKED_AT && !builder->dated;) {
        struct letter_deadline signed_on;
        struct span text = builder->pieces[i].text;
        if (builder->pieces[i].kind == PIECE_CLOSE && prose_has(builder->prose, text, U"年") &&
            deadline_read(builder->arena, builder->prose, text, MOOD_DECLARED, 0, &signed_on) && signed_on.has_due_on &&
            signed_on.due_as == DUE_AS_DAY) {
            builder->dated = true;
            builder->written_on = signed_on.due_on;
        }
    }
}

static void read_as(struct arena *arena, struct builder *builder, enum reading reading, struct letter *letter)
{
    builder->reading = reading;
    builder->drafts.count = 0;
    memset(builder->why, 0, (size_t)builder->count * sizeof *builder->why);
    tree_build(builder);
    fill_nodes(arena, builder, letter);
    read_figures(arena, builder, letter);
}

/* Where the vote among siblings is even, the reading that agrees best with the document's own figures is taken. Figures
 * are often wrong, so a clear vote stands, and a person is told; but when no sibling was sure and another reading makes
 * several figures tie at once (4个方面8项18个问题), it is that one. */
static void read_as_counted(struct arena *arena, struct builder *builder, struct letter *letter)
{
    static const enum reading others[] = {READING_AS_PROBLEMS, READING_AS_GROUPS};
    read_as(arena, builder, READING_BY_VOTE, letter);
    size_t least = figures_missed(letter);
    for (size_t i = 0; i < sizeof others / sizeof *others && builder->undecided && least > 0; i++) {
        struct letter other = *letter;
        read_as(arena, builder, others[i], &other);
        size_t missed = figures_missed(&other);
        if (missed < least) {
            *letter = other;
            least = missed;
        }
    }
    static const enum reading open[] = {READING_OPEN_AS_GROUPS, READING_OPEN_AS_PROBLEMS};
    for (size_t i = 0; i < sizeof open / sizeof *open && builder->contested && !figures_all_tie(letter); i++) {
        struct letter other = *letter;
        read_as(arena, builder, open[i], &other);
        if (figures_all_tie(&other))
            *letter = other;
    }
}

/* From places of the prose to those of the paper. */
static void place_letter(struct arena *arena, const struct paper *paper, const struct prose *prose,
                         struct letter *letter)
{
    if (letter->count == 0 && paper->characters > 0) { /* nothing but markup */
        letter->nodes = ARENA_NEW(arena, struct letter_node);
        letter->nodes[letter->count++] = (struct letter_node){.id = 1,
                                                              .level = LEVEL_OTHER,
                                                              .end = paper->characters,
                                                              .byte_end = (uint32_t)strlen(paper->text),
                                                              .no = "",
                                                              .title = "",
                                                              .why = "text"};
        return;
    }
    for (size_t i = 0; i < letter->count; i++) {
        letter->nodes[i].start = prose->place[letter->nodes[i].start];
        letter->nodes[i].end = prose->place[letter->nodes[i].end];
    }
    if (letter->count) /* what is passed over where the text begins (<br>) belongs to the first one, too */
        letter->nodes[0].start = letter->nodes[0].byte_start = 0;
    for (size_t i = 0; i < letter->figure_count; i++) {
        letter->figures[i].start = prose->place[letter->figures[i].start];
        letter->figures[i].end = prose->place[letter->figures[i].end];
    }
}

enum status letter_read(struct arena *arena, const struct paper *paper, struct problems *problems,
                        struct letter *ret_letter)
{
    struct prose prose = prose_of_paper(arena, paper);
    struct outline outline = outline_read(arena, &prose);
    struct builder builder = {.arena = arena, .prose = &prose, .pieces = outline.pieces, .count = outline.count};
    builder.kind = kind_of_document(&prose, &outline);
    builder.feedback_given = builder.kind != KIND_NEWS || reports_feedback(&prose);
    builder.years = years_read(arena, &prose);
    read_signature(&builder);
    builder.why = ARENA_ARRAY(arena, const char *, (size_t)outline.count + 1);
    builder.headings = ARENA_ARRAY(arena, struct heading, (size_t)outline.count + 1);
    struct letter letter = {.characters = paper->characters};
    problems_init(&letter.checks, arena);
    letter.marking = marking_read(arena, paper);
    if (outline.count < OUTLINE_PIECES_MAX)
        read_as_counted(arena, &builder, &letter);
    if (builder.overflow || outline.count >= OUTLINE_PIECES_MAX)
        return problem_add(problems, TOO_LARGE, &msg_letter_too_many_parts, "",
                           arena_printf(arena, "%d", LETTER_NODES_MAX), NULL);
    if (letter.count > LETTER_NODES_MAX)
        return problem_add(problems, TOO_LARGE, &msg_letter_too_many_parts, "",
                           arena_printf(arena, "%d", LETTER_NODES_MAX), NULL);
    add_checks(arena, &builder, &outline, &letter);
    place_letter(arena, paper, &prose, &letter);
    *ret_letter = letter;
    return OK;
}

/* ---- tiling
 * -------------------------------------------------------------------------------------------------------------- */

/* May a node of this level hang under one of that? */
static bool may_hang(enum letter_level level, enum letter_level parent)
{
    switch (level) {
    case LEVEL_ITEM:
        return parent == LEVEL_ASPECT || parent == LEVEL_ITEM;
    case LEVEL_FINDING:
        return parent == LEVEL_ASPECT || parent == LEVEL_ITEM;
    case LEVEL_POINT:
        return parent == LEVEL_FINDING || parent == LEVEL_POINT;
    case LEVEL_ACTION:
        return parent != LEVEL_OTHER && parent != LEVEL_ACTION;
    case LEVEL_DEMAND:
        return parent != LEVEL_OTHER && parent != LEVEL_ACTION;
    case LEVEL_ASPECT:
    case LEVEL_OTHER:
        return false;
    }
    return false;
}

enum status letter_check_tiling(const struct letter_node *nodes, size_t count, uint32_t characters,
                                struct problems *problems)
{
    struct arena *arena = problems ? problems->arena : NULL;
    uint32_t at = 0;
#define NUMBER(value) (arena ? arena_printf(arena, "%u", (unsigned)(value)) : "")
    for (size_t i = 0; i < count; i++) {
        const struct letter_node *node = &nodes[i];
        const char *number = NUMBER(i + 1);
        if (node->id != i + 1)
            return problem_add(problems, REFUSED, &msg_nodes_not_ascending, "", number, NULL);
        if (node->start != at)
            return problem_add(problems, REFUSED, &msg_nodes_gap, "", number, NUMBER(node->start), NUMBER(at), NULL);
        if (node->end <= node->start)
            return problem_add(problems, REFUSED, &msg_nodes_empty, "", number, NULL);
        if (node->parent != 0 && (node->parent >= node->id || !may_hang(node->level, nodes[node->parent - 1].level)))
            return problem_add(problems, REFUSED, &msg_nodes_parent, "", number, NULL);
        at = node->end;
    }
    if (at != characters)
        return problem_add(problems, REFUSED, &msg_nodes_short, "", NUMBER(at), NUMBER(characters), NULL);
#undef NUMBER
    return OK;
}
