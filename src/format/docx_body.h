/* docx_body: the text of one part of a document (its body, a header, a footer) as paragraphs.
 *
 *  - Deleted and moved-away text is left out, inserted text is kept; a paragraph whose mark was deleted runs on into
 * the next.
 *  - Hidden text, field instructions, notes, comments and w:sym are left out; results of fields are kept.
 *  - Of mc:AlternateContent the first w:Choice is taken, the fallback only when there is no choice.
 *  - A text box or WordArt follows the paragraph it is anchored in.
 *  - A line break begins a new paragraph of the paper, a page or column break only between text. A tab is a tab, as in
 *    a text export; in a cell it is a space, so that tabs in a table row only part its cells.
 *  - A table gives one paragraph a row. Paragraphs in a cell are joined by one space, so are the cells of a table
 * within a cell. Of cells merged downwards the first has the text and the others are empty; a cell over several columns
 * is one cell.
 *  - Label and text: nothing between them when the label ends in punctuation or the level asks for nothing, else one
 * space. A number that was typed again behind the automatic one is dropped.
 */
#ifndef RECTIFY_FORMAT_DOCX_BODY_H
#define RECTIFY_FORMAT_DOCX_BODY_H

#include "format/docx_part.h"

/* Adds the part's paragraphs to `story`. `root` is the local name its root element must have. */
enum status docx_body_read(const struct docx *docx, const char *part, const char *root, struct paper_build *story);

#endif
