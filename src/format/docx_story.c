#include "format/docx_story.h"

#include "base/utf8.h"
#include "format/docx_label.h"
#include "format/docx_numbering.h"
#include "format/format_messages.h"

#include <stdlib.h>
#include <string.h>

enum {
    NESTED_MAX = 32,                             /* paragraphs in text boxes in paragraphs …; tables in cells … */
    GATHERED_BYTES = PAPER_TEXT_CHARACTERS * 4L, /* all text ever gathered, wherever it ends up */
    PARAGRAPHS_MAX = PAPER_PARAGRAPHS * 10,      /* with those in cells */
    COLUMNS_MAX = 16384,                         /* of a grid, to keep sums small */
};

/* Where paragraphs go: a story of its own, or the text of a cell. */
struct container {
    struct paper_build *build; /* NULL in a cell */
    struct strbuf cell;
    struct docx_cell about; /* of the cell */
    struct strbuf carried;  /* text of paragraphs whose end was deleted */
};

struct piece {
    size_t offset, length;
    uint32_t column;
};

struct table {
    uint32_t number, row, column;
    bool row_open, row_deleted;
    struct strbuf text; /* of the open row */
    VEC(struct piece) pieces;
};

struct docx_story {
    const struct docx *docx;
    struct container containers[2 * NESTED_MAX + 1];
    int container_count;
    struct table tables[NESTED_MAX];
    int table_count;
    struct docx_paragraph paragraphs[NESTED_MAX];
    int paragraph_count;
    size_t gathered, seen; /* bytes, paragraphs */
    struct strbuf joined;
};

struct docx_story *docx_story_new(const struct docx *docx, struct paper_build *build)
{
    struct docx_story *story = xmalloc(sizeof *story);
    story->docx = docx;
    story->containers[0].build = build;
    story->container_count = 1;
    return story;
}

void docx_story_free(struct docx_story *story)
{
    if (!story)
        return;
    for (size_t i = 0; i < sizeof story->containers / sizeof *story->containers; i++) {
        strbuf_free(&story->containers[i].cell);
        strbuf_free(&story->containers[i].carried);
    }
    for (int i = 0; i < NESTED_MAX; i++) {
        strbuf_free(&story->tables[i].text);
        strbuf_free(&story->paragraphs[i].text);
        strbuf_free(&story->paragraphs[i].label);
        paper_build_free(&story->paragraphs[i].boxes);
    }
    strbuf_free(&story->joined);
    free(story);
}

static struct container *container_top(struct docx_story *story)
{
    return &story->containers[story->container_count - 1];
}

static struct table *table_top(struct docx_story *story)
{
    return story->table_count ? &story->tables[story->table_count - 1] : NULL;
}

struct docx_paragraph *docx_story_paragraph(struct docx_story *story)
{
    return story->paragraph_count ? &story->paragraphs[story->paragraph_count - 1] : NULL;
}

struct docx_cell *docx_story_cell(struct docx_story *story)
{
    struct container *container = container_top(story);
    return container->build ? NULL : &container->about;
}

static enum status refuse_nested(struct docx_story *story)
{
    return docx_refuse(story->docx, MALFORMED, &msg_docx_nested, NULL);
}

static enum status container_push(struct docx_story *story, struct paper_build *build)
{
    if (story->container_count == 2 * NESTED_MAX + 1)
        return refuse_nested(story);
    struct container *container = &story->containers[story->container_count++];
    container->build = build;
    container->about = (struct docx_cell){.span = 1};
    strbuf_clear(&container->cell);
    strbuf_clear(&container->carried);
    return OK;
}

/* Text in a cell: line ends and tabs are spaces there. */
static void cell_add(struct container *container, const char *text, size_t length)
{
    if (length == 0)
        return;
    if (container->cell.length > 0)
        strbuf_addc(&container->cell, ' ');
    for (size_t i = 0; i < length; i++)
        strbuf_addc(&container->cell, text[i] == '\n' || text[i] == '\t' ? ' ' : text[i]);
}

/* The lines of one paragraph; only the first has the label. */
static enum status container_add(struct container *container, const struct strbuf *text, size_t label_bytes,
                                 struct paper_paragraph *like)
{
    if (!container->build) {
        cell_add(container, strbuf_text(text), text->length);
        return OK;
    }
    const char *line = strbuf_text(text), *end = line + text->length;
    for (;;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        if (!stop)
            stop = end;
        enum status status = paper_build_paragraph(container->build, line, (size_t)(stop - line), label_bytes, like);
        if (status != OK || stop == end)
            return status;
        line = stop + 1;
        label_bytes = 0;
        like->list_depth = 0;
    }
}

static enum status container_add_boxes(struct container *container, const struct paper_build *boxes)
{
    if (container->build)
        return paper_build_append(container->build, boxes);
    cell_add(container, strbuf_text(&boxes->text), boxes->text.length);
    return OK;
}

/* What was carried to a paragraph that never came. */
static enum status container_flush(struct container *container)
{
    struct paper_paragraph like = {0};
    if (container->carried.length == 0)
        return OK;
    enum status status = container_add(container, &container->carried, 0, &like);
    strbuf_clear(&container->carried);
    return status;
}

enum status docx_story_end(struct docx_story *story)
{
    return container_flush(&story->containers[0]);
}

enum status docx_paragraph_begin(struct docx_story *story)
{
    if (story->paragraph_count == NESTED_MAX)
        return refuse_nested(story);
    if (story->seen++ == PARAGRAPHS_MAX)
        return docx_refuse(story->docx, TOO_LARGE, &msg_paper_paragraphs,
                           arena_printf(story->docx->arena, "%d", PAPER_PARAGRAPHS));
    struct docx_paragraph *slot = &story->paragraphs[story->paragraph_count++];
    struct docx_paragraph paragraph = {.text = slot->text, .label = slot->label, .boxes = slot->boxes};
    strbuf_clear(&paragraph.text);
    strbuf_clear(&paragraph.label);
    paper_build_restart(&paragraph.boxes, story->docx->arena, story->docx->problems, story->docx->file_name);
    paragraph.look = docx_look_unset;
    paragraph.style = docx_styles_find(story->docx->styles, (struct xml_text){NULL, 0});
    paragraph.all_bold = true;
    *slot = paragraph;
    return OK;
}

static int pick(int direct, int style)
{
    return direct != DOCX_UNSET ? direct : style;
}

static const struct docx_look *style_look(const struct docx_paragraph *paragraph)
{
    return paragraph->style ? &paragraph->style->look : &docx_look_unset;
}

/* The level: said directly; else where w:pStyle ties the style (17.9.3: a style's own w:ilvl yields to it); else what
 * the style says of its own list. */
static int paragraph_level(const struct docx_story *story, const struct docx_paragraph *paragraph, int number)
{
    if (paragraph->look.level != DOCX_UNSET)
        return paragraph->look.level;
    if (!paragraph->style)
        return 0;
    int tied = docx_numbering_level_of(story->docx->numbering, number, paragraph->style->id);
    if (tied != DOCX_UNSET)
        return tied;
    const struct docx_look *style = &paragraph->style->look;
    return number == style->numbering && style->level != DOCX_UNSET ? style->level : 0;
}

/* Counts the paragraph, once: when its first text box begins (boxes are counted after it) or when it ends. */
static void paragraph_count(struct docx_story *story, struct docx_paragraph *paragraph)
{
    if (paragraph->counted)
        return;
    paragraph->counted = true;
    int number = pick(paragraph->look.numbering, style_look(paragraph)->numbering);
    if (number <= 0)
        return;
    int level = paragraph_level(story, paragraph, number);
    paragraph->numbered =
        docx_numbering_next(story->docx->numbering, number, level, &paragraph->label, &paragraph->nothing_after);
    paragraph->depth = (uint8_t)(level < DOCX_LEVELS ? level + 1 : DOCX_LEVELS);
}

/* Only what may stand in a paper: line ends are the caller's own. */
static void add_clean(struct strbuf *out, const char *text, size_t length)
{
    for (const char *at = text, *end = text + length; at < end;) {
        const char *start = at;
        uint32_t c = utf8_next(&at, end);
        if (c < 0x20)
            strbuf_addc(out, ' ');
        else if (c != 0x7F && !(c >= 0x80 && c < 0xA0) && (c & 0xFFFE) != 0xFFFE && (c != 0xFFFD || at - start == 3))
            strbuf_add(out, start, (size_t)(at - start));
    }
}

static bool has_ink(const char *text, size_t length)
{
    for (const char *at = text, *end = text + length; at < end;) {
        uint32_t c = utf8_next(&at, end);
        if (c > ' ' && c != 0x3000 && c != 0xA0)
            return true;
    }
    return false;
}

static struct paper_paragraph paragraph_marks(const struct docx_paragraph *paragraph)
{
    const struct docx_look *style = style_look(paragraph);
    int outline = pick(paragraph->look.outline, style->outline);
    return (struct paper_paragraph){
        .outline = (uint8_t)(outline >= 0 && outline < 9 ? outline + 1 : 0),
        .list_depth = paragraph->numbered ? paragraph->depth : 0,
        .bold = paragraph->any_text && paragraph->all_bold,
        .centred = pick(paragraph->look.centred, style->centred) == 1,
        .contents = paragraph->contents || (paragraph->style && paragraph->style->contents),
    };
}

static enum status paragraph_finish(struct docx_story *story, struct docx_paragraph *paragraph)
{
    struct container *container = container_top(story);
    if (paragraph->mark_deleted) {
        strbuf_add(&container->carried, strbuf_text(&paragraph->text), paragraph->text.length);
        return OK;
    }
    bool hidden = paragraph->mark_hidden || style_look(paragraph)->hidden == 1;
    if (hidden && !paragraph->any_text && container->carried.length == 0)
        return OK;
    paragraph_count(story, paragraph);
    if (container->carried.length > 0) {
        strbuf_add(&container->carried, strbuf_text(&paragraph->text), paragraph->text.length);
        strbuf_clear(&paragraph->text);
        strbuf_add(&paragraph->text, container->carried.bytes, container->carried.length);
        strbuf_clear(&container->carried);
    }
    struct strbuf label = {0};
    add_clean(&label, strbuf_text(&paragraph->label), paragraph->label.length);
    const char *text = strbuf_text(&paragraph->text);
    size_t repeated = docx_label_repeated(strbuf_text(&label), text, paragraph->text.length);
    size_t label_bytes = docx_label_join(&story->joined, strbuf_text(&label), text + repeated,
                                         paragraph->text.length - repeated, paragraph->nothing_after);
    strbuf_free(&label);
    struct paper_paragraph marks = paragraph_marks(paragraph);
    return container_add(container, &story->joined, label_bytes, &marks);
}

enum status docx_paragraph_end(struct docx_story *story)
{
    struct docx_paragraph *paragraph = docx_story_paragraph(story);
    if (!paragraph)
        return OK;
    enum status status = paragraph_finish(story, paragraph);
    if (status == OK)
        status = container_add_boxes(container_top(story), &paragraph->boxes);
    story->paragraph_count--;
    return status;
}

/* Before anything is added: the limit, and the page break that now stands between text. */
static enum status paragraph_more(struct docx_story *story, struct docx_paragraph *paragraph, size_t length)
{
    story->gathered += length;
    if (story->gathered > GATHERED_BYTES)
        return docx_refuse(story->docx, TOO_LARGE, &msg_paper_characters,
                           arena_printf(story->docx->arena, "%d", PAPER_TEXT_CHARACTERS));
    if (paragraph->break_waiting && paragraph->text.length > 0)
        strbuf_addc(&paragraph->text, '\n');
    paragraph->break_waiting = false;
    return OK;
}

enum status docx_paragraph_text(struct docx_story *story, const char *text, size_t length, bool bold)
{
    struct docx_paragraph *paragraph = docx_story_paragraph(story);
    if (!paragraph || length == 0)
        return OK;
    enum status status = paragraph_more(story, paragraph, length);
    if (status != OK)
        return status;
    add_clean(&paragraph->text, text, length);
    if (has_ink(text, length)) {
        paragraph->any_text = true;
        paragraph->all_bold &= bold;
    }
    return OK;
}

enum status docx_paragraph_tab(struct docx_story *story)
{
    struct docx_paragraph *paragraph = docx_story_paragraph(story);
    enum status status = paragraph ? paragraph_more(story, paragraph, 1) : OK;
    if (paragraph && status == OK)
        strbuf_addc(&paragraph->text, '\t');
    return status;
}

enum status docx_paragraph_line_break(struct docx_story *story)
{
    struct docx_paragraph *paragraph = docx_story_paragraph(story);
    enum status status = paragraph ? paragraph_more(story, paragraph, 1) : OK;
    if (paragraph && status == OK)
        strbuf_addc(&paragraph->text, '\n');
    return status;
}

void docx_paragraph_page_break(struct docx_story *story)
{
    struct docx_paragraph *paragraph = docx_story_paragraph(story);
    if (paragraph)
        paragraph->break_waiting = true;
}

enum status docx_box_begin(struct docx_story *story)
{
    struct docx_paragraph *paragraph = docx_story_paragraph(story);
    if (!paragraph->mark_deleted)
        paragraph_count(story, paragraph);
    return container_push(story, &paragraph->boxes);
}

enum status docx_box_end(struct docx_story *story)
{
    if (story->container_count < 2)
        return OK;
    enum status status = container_flush(container_top(story));
    story->container_count--;
    return status;
}

enum status docx_table_begin(struct docx_story *story)
{
    if (story->table_count == NESTED_MAX)
        return refuse_nested(story);
    struct container *container = container_top(story);
    enum status status = container_flush(container);
    if (status != OK)
        return status;
    struct table *table = &story->tables[story->table_count++];
    table->number = container->build ? ++container->build->tables : 0;
    table->row = 0;
    table->row_open = false;
    return OK;
}

enum status docx_table_end(struct docx_story *story)
{
    if (story->table_count)
        story->table_count--;
    return OK;
}

void docx_row_begin(struct docx_story *story)
{
    struct table *table = table_top(story);
    if (!table)
        return;
    table->row_open = true;
    table->row_deleted = false;
    table->column = 0;
    table->pieces.count = 0;
    strbuf_clear(&table->text);
}

void docx_row_delete(struct docx_story *story)
{
    struct table *table = table_top(story);
    if (table)
        table->row_deleted = true;
}

enum status docx_row_end(struct docx_story *story)
{
    struct table *table = table_top(story);
    if (!table || !table->row_open)
        return OK;
    table->row_open = false;
    if (table->row_deleted || table->pieces.count == 0)
        return OK;
    struct container *container = container_top(story);
    if (!container->build) {
        cell_add(container, strbuf_text(&table->text), table->text.length);
        return OK;
    }
    struct paper_piece pieces[PAPER_TABLE_COLUMNS + 1];
    for (size_t i = 0; i < table->pieces.count; i++)
        pieces[i] = (struct paper_piece){.text = strbuf_text(&table->text) + table->pieces.items[i].offset,
                                         .length = table->pieces.items[i].length,
                                         .column = table->pieces.items[i].column};
    return paper_build_row(container->build, pieces, table->pieces.count, table->number, ++table->row);
}

enum status docx_cell_begin(struct docx_story *story)
{
    return container_push(story, NULL);
}

static void trim(const char **text, size_t *length)
{
    while (*length > 0 && **text == ' ')
        (*text)++, (*length)--;
    while (*length > 0 && (*text)[*length - 1] == ' ')
        (*length)--;
}

enum status docx_cell_end(struct docx_story *story)
{
    struct docx_cell *about = docx_story_cell(story);
    if (!about)
        return OK;
    struct container *container = container_top(story);
    container_flush(container);
    story->container_count--;
    struct table *table = table_top(story);
    if (!table || !table->row_open || about->dropped)
        return OK;
    const char *text = strbuf_text(&container->cell);
    size_t length = about->covered ? 0 : container->cell.length;
    trim(&text, &length);
    if (table->pieces.count > 0 && length > 0)
        strbuf_addc(&table->text, ' ');             /* seen only where the row ends up in a cell itself */
    if (table->pieces.count <= PAPER_TABLE_COLUMNS) /* one too many is refused at the row's end */
        *VEC_PUSH(story->docx->arena, &table->pieces) =
            (struct piece){.offset = table->text.length, .length = length, .column = table->column};
    strbuf_add(&table->text, text, length);
    if (table->column < COLUMNS_MAX)
        table->column += (uint32_t)about->span;
    return OK;
}
