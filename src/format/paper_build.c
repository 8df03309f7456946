#include "format/paper_build.h"

#include "base/utf8.h"
#include "format/format_messages.h"

#include <string.h>

void paper_build_begin(struct paper_build *build, struct arena *arena, struct problems *problems, const char *file_name)
{
    *build = (struct paper_build){.arena = arena, .problems = problems, .file_name = file_name};
}

void paper_build_restart(struct paper_build *build, struct arena *arena, struct problems *problems,
                         const char *file_name)
{
    struct paper_build used = *build;
    paper_build_begin(build, arena, problems, file_name);
    build->text = used.text;
    strbuf_clear(&build->text);
    build->paragraphs.items = used.paragraphs.items;
    build->paragraphs.room = used.paragraphs.room;
}

void paper_build_free(struct paper_build *build)
{
    strbuf_free(&build->text);
}

/* Room for one more paragraph of `length` bytes, and its newline before it; sets where it starts. */
static enum status paragraph_open(struct paper_build *build, size_t length, size_t characters,
                                  struct paper_paragraph *ret_paragraph)
{
    if (build->paragraphs.count >= PAPER_PARAGRAPHS) {
        const char *limit = arena_printf(build->arena, "%d", PAPER_PARAGRAPHS);
        return problem_add(build->problems, TOO_LARGE, &msg_paper_paragraphs, build->file_name, limit, NULL);
    }
    size_t newline = build->paragraphs.count > 0;
    if (build->characters + newline + characters > PAPER_TEXT_CHARACTERS) {
        const char *limit = arena_printf(build->arena, "%d", PAPER_TEXT_CHARACTERS);
        return problem_add(build->problems, TOO_LARGE, &msg_paper_characters, build->file_name, limit, NULL);
    }
    if (newline) {
        strbuf_addc(&build->text, '\n');
        build->characters++;
    }
    ret_paragraph->start = build->characters;
    ret_paragraph->byte_start = (uint32_t)build->text.length;
    ret_paragraph->end = build->characters + (uint32_t)characters;
    ret_paragraph->byte_end = ret_paragraph->byte_start + (uint32_t)length;
    ret_paragraph->label_end = ret_paragraph->start;
    return OK;
}

enum status paper_build_paragraph(struct paper_build *build, const char *text, size_t length, size_t label_bytes,
                                  const struct paper_paragraph *like)
{
    struct paper_paragraph paragraph = like ? *like : (struct paper_paragraph){0};
    paragraph.place = PAPER_BODY;
    paragraph.table = paragraph.row = paragraph.cell_count = 0;
    paragraph.cells = NULL;
    enum status status = paragraph_open(build, length, utf8_count(text, length), &paragraph);
    if (status != OK)
        return status;
    paragraph.label_end = paragraph.start + (uint32_t)utf8_count(text, label_bytes);
    strbuf_add(&build->text, text, length);
    build->characters = paragraph.end;
    *VEC_PUSH(build->arena, &build->paragraphs) = paragraph;
    return OK;
}

enum status paper_build_row(struct paper_build *build, const struct paper_piece *pieces, size_t count, uint32_t table,
                            uint32_t row)
{
    if (count > PAPER_TABLE_COLUMNS) {
        const char *limit = arena_printf(build->arena, "%d", PAPER_TABLE_COLUMNS);
        return problem_add(build->problems, TOO_LARGE, &msg_paper_columns, build->file_name,
                           arena_printf(build->arena, "%u", table), limit, NULL);
    }
    size_t bytes = count ? count - 1 : 0, characters = bytes;
    for (size_t i = 0; i < count; i++) {
        bytes += pieces[i].length;
        characters += utf8_count(pieces[i].text, pieces[i].length);
    }
    struct paper_paragraph paragraph = {.place = PAPER_TABLE_ROW, .table = table, .row = row};
    enum status status = paragraph_open(build, bytes, characters, &paragraph);
    if (status != OK)
        return status;
    struct paper_cell *cells = ARENA_ARRAY(build->arena, struct paper_cell, count ? count : 1);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            strbuf_addc(&build->text, '\t');
            build->characters++;
        }
        cells[i].column = pieces[i].column;
        cells[i].start = build->characters;
        cells[i].byte_start = (uint32_t)build->text.length;
        strbuf_add(&build->text, pieces[i].text, pieces[i].length);
        build->characters += (uint32_t)utf8_count(pieces[i].text, pieces[i].length);
        cells[i].end = build->characters;
        cells[i].byte_end = (uint32_t)build->text.length;
    }
    paragraph.cells = cells;
    paragraph.cell_count = (uint32_t)count;
    *VEC_PUSH(build->arena, &build->paragraphs) = paragraph;
    return OK;
}

static enum status append_row(struct paper_build *build, const struct paper_build *from,
                              const struct paper_paragraph *row, uint32_t tables_before)
{
    struct paper_piece pieces[PAPER_TABLE_COLUMNS];
    for (uint32_t i = 0; i < row->cell_count; i++) {
        const struct paper_cell *cell = &row->cells[i];
        pieces[i] = (struct paper_piece){.text = from->text.bytes + cell->byte_start,
                                         .length = cell->byte_end - cell->byte_start,
                                         .column = cell->column};
    }
    return paper_build_row(build, pieces, row->cell_count, tables_before + row->table, row->row);
}

enum status paper_build_append(struct paper_build *build, const struct paper_build *from)
{
    uint32_t tables_before = build->tables;
    build->tables += from->tables;
    for (size_t i = 0; i < from->paragraphs.count; i++) {
        const struct paper_paragraph *paragraph = &from->paragraphs.items[i];
        const char *text = strbuf_text(&from->text) + paragraph->byte_start;
        size_t length = paragraph->byte_end - paragraph->byte_start;
        enum status status;
        if (paragraph->place == PAPER_TABLE_ROW)
            status = append_row(build, from, paragraph, tables_before);
        else
            status = paper_build_paragraph(
                build, text, length, utf8_prefix(text, length, paragraph->label_end - paragraph->start), paragraph);
        if (status != OK)
            return status;
    }
    return OK;
}

bool paper_build_has_text(const struct paper_build *build)
{
    const char *at = strbuf_text(&build->text), *end = at + build->text.length;
    while (at < end) {
        uint32_t c = utf8_next(&at, end);
        if (c != ' ' && c != '\t' && c != '\n' && c != 0x3000 && c != 0xA0 && c != 0xFEFF && c != 0x200B)
            return true;
    }
    return false;
}

void paper_build_end(struct paper_build *build, const char *encoding, const char *running_head, struct paper *ret_paper)
{
    *ret_paper = (struct paper){
        .text = arena_strndup(build->arena, strbuf_text(&build->text), build->text.length),
        .bytes = build->text.length,
        .characters = build->characters,
        .paragraphs = build->paragraphs.items,
        .count = build->paragraphs.count,
        .encoding = encoding,
        .running_head = running_head,
    };
    paper_build_free(build);
}
