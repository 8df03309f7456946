#include "format/docx_body.h"

#include "format/docx_story.h"
#include "format/format_messages.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum tag {
    TAG_THROUGH, /* of no meaning itself: what it contains is read as if it were not there */
    TAG_PARAGRAPH,
    TAG_PARAGRAPH_PROPERTIES,
    TAG_NUMBERING_PROPERTIES,
    TAG_MARK_PROPERTIES,
    TAG_RUN,
    TAG_RUN_PROPERTIES,
    TAG_TEXT,
    TAG_INSTRUCTION,
    TAG_TABLE,
    TAG_ROW,
    TAG_ROW_PROPERTIES,
    TAG_CELL,
    TAG_CELL_PROPERTIES,
    TAG_BOX,
    TAG_ALTERNATE,
};

enum { FIELDS_MAX = 30 };

struct run {
    int bold, hidden;
    const struct docx_style *style;
};

/* Fields that are open: a bit for each that is still in its instruction. */
struct fields {
    int depth;
    uint32_t instructions;
    int contents;         /* depth of the open table of contents, 0 when none is */
    size_t contents_from; /* paragraphs there were when it began */
};

struct walk {
    const struct docx *docx;
    const char *root, *part;
    struct docx_story *story;
    struct paper_build *build;
    struct run run;
    struct fields fields;
    struct strbuf text; /* of the open w:t */
    bool preserve;      /* its white space counts */
    bool rooted;        /* the root element was seen */
    bool embedded;      /* an embedded file was noted */
    int alternates;
    bool taken[XML_DEPTH + 1]; /* for each open mc:AlternateContent */
};

static struct xml_text value_of(const struct xml_element *element)
{
    return xml_attribute(element, XML_SPACE_W, "val");
}

static bool named(const struct xml_element *element, const char *name)
{
    return strcmp(element->name, name) == 0;
}

/* Elements nothing inside of which is text of this document. */
static bool is_left_out(const char *name)
{
    static const char *const names[] = {
        "cellDel",   "del",         "delInstrText", "delText",       "fldData",    "moveFrom",     "pPrChange",
        "rPrChange", "rt",          "sdtEndPr",     "sdtPr",         "sectPr",     "sectPrChange", "tblGrid",
        "tblPr",     "tblPrChange", "tblPrEx",      "tblPrExChange", "tcPrChange", "trPrChange",   "txbxContentChange",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void paragraph_property(struct walk *walk, const struct xml_element *element, int *ret_tag)
{
    struct docx_paragraph *paragraph = docx_story_paragraph(walk->story);
    *ret_tag = XML_TAG_SKIP;
    if (!paragraph)
        return;
    if (named(element, "pStyle"))
        paragraph->style = docx_styles_find(walk->docx->styles, value_of(element));
    else if (named(element, "numPr"))
        *ret_tag = TAG_NUMBERING_PROPERTIES;
    else if (named(element, "outlineLvl"))
        paragraph->look.outline = xml_text_int(value_of(element), DOCX_UNSET);
    else if (named(element, "jc"))
        paragraph->look.centred = xml_text_is(value_of(element), "center");
    else if (named(element, "rPr"))
        *ret_tag = TAG_MARK_PROPERTIES;
}

static void numbering_property(struct walk *walk, const struct xml_element *element)
{
    struct docx_paragraph *paragraph = docx_story_paragraph(walk->story);
    if (paragraph && named(element, "numId"))
        paragraph->look.numbering = xml_text_int(value_of(element), DOCX_UNSET);
    else if (paragraph && named(element, "ilvl"))
        paragraph->look.level = xml_text_int(value_of(element), DOCX_UNSET);
}

static void mark_property(struct walk *walk, const struct xml_element *element)
{
    struct docx_paragraph *paragraph = docx_story_paragraph(walk->story);
    if (!paragraph)
        return;
    if (named(element, "del") || named(element, "moveFrom"))
        paragraph->mark_deleted = true;
    else if (named(element, "vanish"))
        paragraph->mark_hidden = xml_text_is_on(value_of(element));
}

static void run_property(struct walk *walk, const struct xml_element *element)
{
    if (named(element, "rStyle"))
        walk->run.style = docx_styles_find_character(walk->docx->styles, value_of(element));
    else if (named(element, "b"))
        walk->run.bold = xml_text_is_on(value_of(element));
    else if (named(element, "vanish"))
        walk->run.hidden = xml_text_is_on(value_of(element));
}

/* What the run says itself, else its character style, else the paragraph's style. */
static bool run_is(const struct walk *walk, int direct, size_t offset)
{
    const struct docx_paragraph *paragraph = docx_story_paragraph(walk->story);
    const struct docx_style *styles[] = {walk->run.style, paragraph ? paragraph->style : NULL};
    for (size_t i = 0; direct == DOCX_UNSET && i < 2; i++)
        if (styles[i])
            memcpy(&direct, (const char *)&styles[i]->look + offset, sizeof direct);
    return direct == 1;
}

static bool is_visible(const struct walk *walk)
{
    return walk->fields.instructions == 0 && !run_is(walk, walk->run.hidden, offsetof(struct docx_look, hidden));
}

static enum status add_text(struct walk *walk, const char *text, size_t length)
{
    if (!is_visible(walk))
        return OK;
    bool bold = run_is(walk, walk->run.bold, offsetof(struct docx_look, bold));
    return docx_paragraph_text(walk->story, text, length, bold);
}

static void field_mark(struct fields *fields, struct xml_text kind)
{
    if (xml_text_is(kind, "begin")) {
        if (fields->depth < FIELDS_MAX)
            fields->instructions |= 1u << fields->depth;
        fields->depth += fields->depth < 1000000;
    } else if (fields->depth > 0) {
        if (xml_text_is(kind, "end") && fields->depth-- == fields->contents)
            fields->contents = 0;
        int of = xml_text_is(kind, "end") ? fields->depth : fields->depth - 1;
        if (of < FIELDS_MAX)
            fields->instructions &= ~(1u << of);
    }
}

/* The instruction of a table of contents begins with its name. */
static void field_instruction(struct walk *walk)
{
    const char *text = strbuf_text(&walk->text);
    text += strspn(text, " ");
    if (walk->fields.depth == 0 || walk->fields.contents || strncasecmp(text, "TOC", 3) != 0 ||
        (text[3] != ' ' && text[3] != '\0'))
        return;
    walk->fields.contents = walk->fields.depth;
    walk->fields.contents_from = walk->build->paragraphs.count;
    if (docx_story_paragraph(walk->story))
        docx_story_paragraph(walk->story)->contents = true;
}

/* What stands in a run beside its text. */
static enum status run_content(struct walk *walk, const struct xml_element *element, int *ret_tag)
{
    if (named(element, "tab") || named(element, "ptab"))
        return is_visible(walk) ? docx_paragraph_tab(walk->story) : OK;
    if (named(element, "noBreakHyphen"))
        return add_text(walk, "-", 1);
    if (named(element, "fldChar")) {
        field_mark(&walk->fields, xml_attribute(element, XML_SPACE_W, "fldCharType"));
        *ret_tag = XML_TAG_SKIP;
    } else if ((named(element, "br") || named(element, "cr")) && is_visible(walk)) {
        struct xml_text type = xml_attribute(element, XML_SPACE_W, "type");
        if (xml_text_is(type, "page") || xml_text_is(type, "column"))
            docx_paragraph_page_break(walk->story);
        else
            return docx_paragraph_line_break(walk->story);
    }
    return OK;
}

static enum status text_begin(struct walk *walk, const struct xml_element *element, int *ret_tag)
{
    walk->preserve = xml_text_is(xml_attribute(element, XML_SPACE_XML, "space"), "preserve");
    strbuf_clear(&walk->text);
    *ret_tag = TAG_TEXT;
    return OK;
}

static enum status text_end(struct walk *walk)
{
    const char *text = strbuf_text(&walk->text);
    size_t length = walk->text.length;
    while (!walk->preserve && length > 0 && strchr(" \t\r\n", *text))
        text++, length--;
    while (!walk->preserve && length > 0 && strchr(" \t\r\n", text[length - 1]))
        length--;
    return add_text(walk, text, length);
}

static void row_property(struct walk *walk, const struct xml_element *element)
{
    if (named(element, "del"))
        docx_row_delete(walk->story);
}

static void cell_property(struct walk *walk, const struct xml_element *element)
{
    struct docx_cell *cell = docx_story_cell(walk->story);
    if (!cell)
        return;
    struct xml_text value = value_of(element);
    bool goes_on = !value.at || xml_text_is(value, "continue");
    if (named(element, "gridSpan")) {
        int span = xml_text_int(value, 1);
        cell->span = span < 1 ? 1 : span > PAPER_TABLE_COLUMNS ? PAPER_TABLE_COLUMNS : span;
    } else if (named(element, "vMerge") && goes_on) {
        cell->covered = true;
    } else if (named(element, "hMerge") && goes_on) {
        cell->dropped = true;
    } else if (named(element, "cellDel")) {
        cell->covered = true;
    }
}

/* The text of WordArt, where seals, red heads and secrecy marks often are. */
static enum status word_art(struct walk *walk, const struct xml_element *element)
{
    struct xml_text text = xml_attribute(element, XML_SPACE_NONE, "string");
    if (!text.at || !docx_story_paragraph(walk->story))
        return OK;
    enum status status = docx_box_begin(walk->story);
    if (status == OK)
        status = docx_paragraph_begin(walk->story);
    if (status == OK)
        status = docx_paragraph_text(walk->story, text.at, text.length, false);
    if (status == OK)
        status = docx_paragraph_end(walk->story);
    return status == OK ? docx_box_end(walk->story) : status;
}

static void alternate(struct walk *walk, const struct xml_element *element, int *ret_tag)
{
    if (named(element, "AlternateContent")) {
        walk->taken[walk->alternates++] = false;
        *ret_tag = TAG_ALTERNATE;
    } else if (element->parent == TAG_ALTERNATE && (named(element, "Choice") || named(element, "Fallback"))) {
        bool *taken = &walk->taken[walk->alternates - 1];
        if (*taken)
            *ret_tag = XML_TAG_SKIP;
        *taken = true;
    }
}

static void note_embedded(struct walk *walk)
{
    if (!walk->embedded)
        problem_note(walk->docx->problems, SEVERITY_WARNING, &msg_docx_embedded, walk->docx->file_name, NULL);
    walk->embedded = true;
}

static enum status paragraph_begin(struct walk *walk, int *ret_tag)
{
    *ret_tag = TAG_PARAGRAPH;
    walk->run = (struct run){DOCX_UNSET, DOCX_UNSET, NULL};
    enum status status = docx_paragraph_begin(walk->story);
    if (status == OK)
        docx_story_paragraph(walk->story)->contents = walk->fields.contents > 0;
    return status;
}

/* Elements that open something, wherever they stand. */
static enum status structure(struct walk *walk, const struct xml_element *element, int *ret_tag)
{
    struct docx_story *story = walk->story;
    if (named(element, "p"))
        return paragraph_begin(walk, ret_tag);
    if (named(element, "r")) {
        *ret_tag = TAG_RUN;
        walk->run = (struct run){DOCX_UNSET, DOCX_UNSET, NULL};
    } else if (named(element, "t")) {
        return text_begin(walk, element, ret_tag);
    } else if (named(element, "instrText")) {
        strbuf_clear(&walk->text);
        *ret_tag = TAG_INSTRUCTION;
    } else if (named(element, "pPr")) {
        *ret_tag = element->parent == TAG_PARAGRAPH ? TAG_PARAGRAPH_PROPERTIES : XML_TAG_SKIP;
    } else if (named(element, "rPr")) {
        *ret_tag = element->parent == TAG_RUN ? TAG_RUN_PROPERTIES : XML_TAG_SKIP;
    } else if (named(element, "tbl")) {
        *ret_tag = TAG_TABLE;
        return docx_table_begin(story);
    } else if (named(element, "tr")) {
        *ret_tag = TAG_ROW;
        docx_row_begin(story);
    } else if (named(element, "trPr")) {
        *ret_tag = element->parent == TAG_ROW ? TAG_ROW_PROPERTIES : XML_TAG_SKIP;
    } else if (named(element, "tc")) {
        *ret_tag = TAG_CELL;
        return docx_cell_begin(story);
    } else if (named(element, "tcPr")) {
        *ret_tag = element->parent == TAG_CELL ? TAG_CELL_PROPERTIES : XML_TAG_SKIP;
    } else if (named(element, "txbxContent") && docx_story_paragraph(story)) {
        *ret_tag = TAG_BOX;
        return docx_box_begin(story);
    } else if (named(element, "altChunk") || named(element, "subDoc")) {
        note_embedded(walk);
    } else if (is_left_out(element->name)) {
        *ret_tag = XML_TAG_SKIP;
    } else {
        return run_content(walk, element, ret_tag);
    }
    return OK;
}

static enum status on_start(void *context, const struct xml_element *element, int *ret_tag)
{
    struct walk *walk = context;
    if (!walk->rooted) {
        walk->rooted = element->space == XML_SPACE_W && named(element, walk->root);
        return walk->rooted ? OK : docx_refuse(walk->docx, MALFORMED, &msg_docx_not_document, walk->part);
    }
    switch (element->space) {
    case XML_SPACE_MC:
        alternate(walk, element, ret_tag);
        return OK;
    case XML_SPACE_MATH:
        return named(element, "t") ? text_begin(walk, element, ret_tag) : OK;
    case XML_SPACE_V:
        return named(element, "textpath") ? word_art(walk, element) : OK;
    case XML_SPACE_W:
        break;
    default:
        return OK;
    }
    switch (element->parent) {
    case TAG_PARAGRAPH_PROPERTIES:
        paragraph_property(walk, element, ret_tag);
        return OK;
    case TAG_NUMBERING_PROPERTIES:
        numbering_property(walk, element);
        return OK;
    case TAG_MARK_PROPERTIES:
        mark_property(walk, element);
        *ret_tag = XML_TAG_SKIP;
        return OK;
    case TAG_RUN_PROPERTIES:
        run_property(walk, element);
        *ret_tag = XML_TAG_SKIP;
        return OK;
    case TAG_ROW_PROPERTIES:
        row_property(walk, element);
        *ret_tag = XML_TAG_SKIP;
        return OK;
    case TAG_CELL_PROPERTIES:
        cell_property(walk, element);
        *ret_tag = XML_TAG_SKIP;
        return OK;
    default:
        return structure(walk, element, ret_tag);
    }
}

static enum status on_end(void *context, int tag)
{
    struct walk *walk = context;
    switch ((enum tag)tag) {
    case TAG_PARAGRAPH:
        walk->fields.instructions = 0; /* an instruction that never ended must not hide the rest of the document */
        return docx_paragraph_end(walk->story);
    case TAG_TEXT:
        return text_end(walk);
    case TAG_INSTRUCTION:
        field_instruction(walk);
        return OK;
    case TAG_TABLE:
        return docx_table_end(walk->story);
    case TAG_ROW:
        return docx_row_end(walk->story);
    case TAG_CELL:
        return docx_cell_end(walk->story);
    case TAG_BOX:
        walk->run = (struct run){DOCX_UNSET, DOCX_UNSET, NULL}; /* what its paragraphs left */
        return docx_box_end(walk->story);
    case TAG_ALTERNATE:
        walk->alternates--;
        return OK;
    default:
        return OK;
    }
}

static enum status on_text(void *context, int tag, const char *text, size_t length)
{
    struct walk *walk = context;
    if (tag != TAG_TEXT && tag != TAG_INSTRUCTION)
        return OK;
    if (walk->text.length + length > PAPER_TEXT_CHARACTERS * 4L)
        return docx_refuse(walk->docx, TOO_LARGE, &msg_paper_characters,
                           arena_printf(walk->docx->arena, "%d", PAPER_TEXT_CHARACTERS));
    strbuf_add(&walk->text, text, length);
    return OK;
}

/* A table of contents that never ends is none: it must not swallow the document. */
static void contents_unmark(struct walk *walk)
{
    for (size_t i = walk->fields.contents_from; walk->fields.contents && i < walk->build->paragraphs.count; i++)
        walk->build->paragraphs.items[i].contents = false;
}

enum status docx_body_read(const struct docx *docx, const char *part, const char *root, struct paper_build *story)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};
    struct walk *walk = xmalloc(sizeof *walk);
    walk->docx = docx;
    walk->part = part;
    walk->root = root;
    walk->build = story;
    walk->story = docx_story_new(docx, story);
    enum status status = docx_walk(docx, part, &handler, walk);
    if (status == OK)
        status = docx_story_end(walk->story);
    contents_unmark(walk);
    docx_story_free(walk->story);
    strbuf_free(&walk->text);
    free(walk);
    return status;
}
