/* docx_story: gathers what the walk over a part finds into paragraphs, table rows and text boxes. The walk
 * (docx_body.c) knows XML; this knows what belongs together. Calls nest as the elements do: begin … end. */
#ifndef RECTIFY_FORMAT_DOCX_STORY_H
#define RECTIFY_FORMAT_DOCX_STORY_H

#include "format/docx_part.h"
#include "format/docx_styles.h"

/* A paragraph being gathered. The walk sets what its w:pPr says. */
struct docx_paragraph {
    const struct docx_style *style; /* NULL when there is none */
    struct docx_look look;          /* direct formatting */
    bool mark_deleted;              /* its end was deleted: the next paragraph continues it */
    bool mark_hidden;
    bool contents; /* within the field of a table of contents */

    struct strbuf text; /* without the number; '\n' for line breaks */
    struct strbuf label;
    struct paper_build boxes; /* what follows the paragraph */
    bool counted, numbered, nothing_after;
    uint8_t depth;
    bool any_text, all_bold, break_waiting;
};

struct docx_story;

/* The story adds to `build`; it must be freed whatever happens. */
struct docx_story *docx_story_new(const struct docx *docx, struct paper_build *build);
void docx_story_free(struct docx_story *story);
/* Adds what is left over. */
enum status docx_story_end(struct docx_story *story);

struct docx_paragraph *docx_story_paragraph(struct docx_story *story); /* the innermost open one, NULL when none */

enum status docx_paragraph_begin(struct docx_story *story);
enum status docx_paragraph_end(struct docx_story *story);
/* Adds clean text to the open paragraph; nothing when none is open. Control characters become spaces. */
enum status docx_paragraph_text(struct docx_story *story, const char *text, size_t length, bool bold);
enum status docx_paragraph_tab(struct docx_story *story);
enum status docx_paragraph_line_break(struct docx_story *story);
void docx_paragraph_page_break(struct docx_story *story);

/* A text box hangs on the open paragraph: only where there is one. */
enum status docx_box_begin(struct docx_story *story);
enum status docx_box_end(struct docx_story *story);

enum status docx_table_begin(struct docx_story *story);
enum status docx_table_end(struct docx_story *story);
void docx_row_begin(struct docx_story *story);
void docx_row_delete(struct docx_story *story); /* the open row */
enum status docx_row_end(struct docx_story *story);

struct docx_cell {
    int span;     /* columns, at least 1 */
    bool covered; /* merged into the one above: no text of its own */
    bool dropped; /* merged into the one before: no cell at all */
};
enum status docx_cell_begin(struct docx_story *story);
struct docx_cell *docx_story_cell(struct docx_story *story); /* the innermost open one, NULL when none */
enum status docx_cell_end(struct docx_story *story);

#endif
