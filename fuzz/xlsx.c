/* Parts of an .xlsx (see packed.h) through xlsx_open and xlsx_rows: rows ascend, cells are clean text, and what a cell
 * says fits its kind. */
#include "format/xlsx_read.h"
#include "paper_holds.h"

#include "packed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum status row_holds_too(void *context, const struct xlsx_row *row)
{
    uint32_t *before = context;
    must(row->number > *before && row->number <= XLSX_ROWS && row->count <= XLSX_COLUMNS);
    *before = row->number;
    for (size_t i = 0; i < row->count; i++) {
        const struct xlsx_cell *cell = &row->cells[i];
        must(strlen(cell->text) == cell->length && utf8_is_text(cell->text, cell->length, NULL));
        must((cell->kind == XLSX_EMPTY) == (cell->length == 0));
        must(!cell->month_only || cell->kind == XLSX_DATE);
    }
    return OK;
}

static enum status sheet_holds(struct xlsx_book *book, size_t index, bool fill)
{
    uint32_t before = 0;
    return xlsx_rows(book, index, fill, row_holds_too, &before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct archive_part others[] = {
        {"xl/workbook.xml",
         "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
         "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"甲\" "
         "r:id=\"r-worksheet\"/></sheets></workbook>",
         0},
        {"xl/_rels/workbook.xml.rels", RELATIONSHIPS(DOCX_RELATIONSHIP("worksheet", "worksheets/sheet1.xml")), 0},
    };
    struct arena *arena = arena_new();
    struct problems problems;
    struct strbuf file = {0};
    struct xlsx_book *book = NULL;
    problems_init(&problems, arena);
    packed_make(arena, (const char *)data, size, "xl/worksheets/sheet1.xml", others, 2, &file);
    enum status status = xlsx_open(arena, file.bytes, file.length, "fuzz.xlsx", &problems, &book);
    for (size_t i = 0; status == OK && i < xlsx_sheet_count(book) && i < 4; i++) {
        status = sheet_holds(book, i, false);
        if (status == OK)
            status = sheet_holds(book, i, true);
    }
    must(status == OK || problems.count > 0);
    xlsx_close(book);
    strbuf_free(&file);
    arena_free(arena);
    return 0;
}
