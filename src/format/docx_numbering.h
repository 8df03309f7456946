/* docx_numbering: automatic numbers as Word and LibreOffice show them (ECMA-376 part 1, 17.9). numbering.xml holds
 * abstract definitions of nine levels; a w:num is one list made from one of them, with overrides. What decides the
 * counting:
 *
 *  - counters belong to the abstract definition: lists made from the same one go on counting;
 *  - a w:num with w:startOverride begins anew at that level the first time it is used, and only then;
 *  - a level begins anew after a paragraph of any level above it (w:lvlRestart names another level, 0 means never);
 *  - a level above that was skipped counts as begun: after 1.1 without a level 1, the next level 1 is 2;
 *  - an abstract definition with w:numStyleLink stands for the one its numbering style uses.
 */
#ifndef RECTIFY_FORMAT_DOCX_NUMBERING_H
#define RECTIFY_FORMAT_DOCX_NUMBERING_H

#include "format/docx_part.h"

enum { DOCX_LEVELS = 9 };

/* Reads the part; *ret_numbering is made even when there is no such part. The document's styles must have been read. */
enum status docx_numbering_read(const struct docx *docx, const char *part, struct docx_numbering **ret_numbering);

/* The level a style is tied to by w:pStyle in the list `number`, DOCX_UNSET when it is tied to none. */
int docx_numbering_level_of(struct docx_numbering *numbering, int number, const char *style_id);

/* Counts one more paragraph of list `number` at `level` (0–8; what is above 8 counts as 8) and adds its label, which
 * may be empty, to `out`. *ret_nothing_after tells that the level asks for nothing between label and text
 * (w:suff="nothing"). False when there is no such list: the paragraph is not numbered. */
bool docx_numbering_next(struct docx_numbering *numbering, int number, int level, struct strbuf *out,
                         bool *ret_nothing_after);

#endif
