/* paper_holds: what must be true of every paper a reader gives. */
#ifndef RECTIFY_FUZZ_PAPER_HOLDS_H
#define RECTIFY_FUZZ_PAPER_HOLDS_H

#include "base/utf8.h"
#include "format/paper.h"

#include <stdlib.h>
#include <string.h>

static inline void must(bool holds)
{
    if (!holds)
        abort();
}

static inline void row_holds(const struct paper *paper, const struct paper_paragraph *row)
{
    must(row->table > 0 && row->row > 0 && row->cell_count > 0 && row->cell_count <= PAPER_TABLE_COLUMNS);
    must(row->label_end == row->start);
    for (uint32_t i = 0; i < row->cell_count; i++) {
        const struct paper_cell *cell = &row->cells[i];
        must(cell->start == (i ? cell[-1].end + 1 : row->start));
        must(cell->byte_start == (i ? cell[-1].byte_end + 1 : row->byte_start));
        must(i == 0 || paper->text[cell->byte_start - 1] == '\t');
        must(i == 0 || cell->column > cell[-1].column);
        must(cell->byte_end - cell->byte_start <= paper->bytes &&
             utf8_count(paper->text + cell->byte_start, cell->byte_end - cell->byte_start) == cell->end - cell->start);
        must(memchr(paper->text + cell->byte_start, '\t', cell->byte_end - cell->byte_start) == NULL);
    }
    must(row->cells[row->cell_count - 1].end == row->end);
}

static inline void paper_holds(const struct paper *paper)
{
    must(strlen(paper->text) == paper->bytes && utf8_is_text(paper->text, paper->bytes, NULL));
    must(utf8_count(paper->text, paper->bytes) == paper->characters);
    must(utf8_is_text(paper->running_head, strlen(paper->running_head), NULL));
    must(paper->count > 0 && paper->count <= PAPER_PARAGRAPHS && paper->characters <= PAPER_TEXT_CHARACTERS);
    uint32_t at = 0, byte = 0;
    for (size_t i = 0; i < paper->count; i++) {
        const struct paper_paragraph *paragraph = &paper->paragraphs[i];
        must(paragraph->start == at && paragraph->byte_start == byte);
        must(paragraph->end >= at && paragraph->byte_end >= byte && paragraph->byte_end <= paper->bytes);
        must(utf8_count(paper->text + byte, paragraph->byte_end - byte) == paragraph->end - at);
        must(memchr(paper->text + byte, '\n', paragraph->byte_end - byte) == NULL);
        must(i + 1 == paper->count || paper->text[paragraph->byte_end] == '\n');
        must(paragraph->label_end >= paragraph->start && paragraph->label_end <= paragraph->end);
        must(paragraph->outline <= 9 && paragraph->list_depth <= 9);
        if (paragraph->place == PAPER_TABLE_ROW)
            row_holds(paper, paragraph);
        at = paragraph->end + 1;
        byte = paragraph->byte_end + 1;
    }
    must(byte == paper->bytes + 1 && at == paper->characters + 1);
}

#endif
