/* Workbooks that mean harm, or were harmed. */
#include "testing.h"

#include "archive.h"
#include "format/xlsx_read.h"
#include "hostile.h"

#include <stdlib.h>
#include <string.h>

#define X "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

static void repeat(struct strbuf *out, const char *text, size_t times)
{
    strbuf_reserve(out, strlen(text) * times);
    while (times--)
        strbuf_adds(out, text);
}

static void workbook(struct strbuf *out, const char *sheet, size_t size, const char *shared)
{
    struct archive_part parts[5] = {
        {"_rels/.rels", RELATIONSHIPS(DOCX_RELATIONSHIP("officeDocument", "xl/workbook.xml")), 0},
        {"xl/workbook.xml",
         "<workbook " X
         " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet "
         "name=\"台账\" r:id=\"r-worksheet\"/></sheets></workbook>",
         0},
        {"xl/_rels/workbook.xml.rels",
         RELATIONSHIPS(DOCX_RELATIONSHIP("worksheet", "s.xml") DOCX_RELATIONSHIP("sharedStrings", "t.xml")), 0},
    };
    size_t count = 3;
    if (sheet)
        parts[count++] = (struct archive_part){"xl/s.xml", sheet, size};
    if (shared)
        parts[count++] = (struct archive_part){"xl/t.xml", shared, 0};
    archive_make(parts, count, out);
}

#define SHEET(name, inside)                                                                                            \
    static void name(struct strbuf *out)                                                                               \
    {                                                                                                                  \
        workbook(out, "<worksheet " X "><sheetData>" inside "</sheetData></worksheet>", 0,                             \
                 "<sst " X "><si><t>只有一条</t></si></sst>");                                                         \
    }

SHEET(absurd_reference, "<row r=\"1\"><c r=\"ZZZZZZ99999999999\"><v>1</v></c></row>")
SHEET(reference_without_row, "<row r=\"1\"><c r=\"A\"><v>1</v></c></row>")
SHEET(reference_of_another_row, "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>")
SHEET(column_too_far, "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>")
SHEET(column_after_the_last, "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c><c><v>1</v></c></row>")
SHEET(row_too_far, "<row r=\"1048577\"><c><v>1</v></c></row>")
SHEET(row_zero, "<row r=\"0\"/>")
SHEET(row_negative, "<row r=\"-1\"/>")
SHEET(rows_out_of_order, "<row r=\"5\"/><row r=\"4\"/>")
SHEET(shared_text_missing, "<row><c t=\"s\"><v>1</v></c></row>")
SHEET(shared_text_negative, "<row><c t=\"s\"><v>-1</v></c></row>")
SHEET(shared_text_of_words, "<row><c t=\"s\"><v>第一</v></c></row>")
SHEET(odd_cells, "<row><c s=\"-4\" t=\"?\"><v>1</v><v>2</v></c><c><is/></c><x/><c t=\"s\"><v>0</v></c></row><row>"
                 "<c><v>1e999</v></c><c s=\"99999999999\"><v> 3 </v></c><c t=\"b\"><v>x</v></c></row>")

static void sheet_missing(struct strbuf *out)
{
    workbook(out, NULL, 0, NULL);
}

static void sheet_with_doctype(struct strbuf *out)
{
    workbook(out, "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet " X "/>", 0, NULL);
}

static void shared_texts_with_doctype(struct strbuf *out)
{
    workbook(out, "<worksheet " X "/>", 0, "<!DOCTYPE x><sst " X "/>");
}

static void cell_too_long(struct strbuf *out)
{
    struct strbuf sheet = {0};
    strbuf_adds(&sheet, "<worksheet " X "><sheetData><row><c t=\"str\"><v>");
    repeat(&sheet, "长", XLSX_CELL_BYTES / 3 + 1);
    strbuf_adds(&sheet, "</v></c></row></sheetData></worksheet>");
    workbook(out, sheet.bytes, sheet.length, NULL);
    strbuf_free(&sheet);
}

static void row_too_long(struct strbuf *out)
{
    struct strbuf sheet = {0}, text = {0};
    for (int i = 0; i < 100000; i++)
        strbuf_addc(&text, (char)('a' + rand() % 26));
    strbuf_adds(&sheet, "<worksheet " X "><sheetData><row>");
    for (int i = 0; i < XLSX_ROW_BYTES / 100000 + 1; i++) {
        strbuf_adds(&sheet, "<c t=\"str\"><v>");
        strbuf_add(&sheet, text.bytes, text.length);
        strbuf_adds(&sheet, "</v></c>");
    }
    strbuf_adds(&sheet, "</row></sheetData></worksheet>");
    workbook(out, sheet.bytes, sheet.length, NULL);
    strbuf_free(&sheet);
    strbuf_free(&text);
}

static void merges(struct strbuf *out, const char *area, size_t times)
{
    struct strbuf sheet = {0};
    strbuf_adds(&sheet, "<worksheet " X "><sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>");
    repeat(&sheet, area, times);
    strbuf_adds(&sheet, "</mergeCells></worksheet>");
    workbook(out, sheet.bytes, sheet.length, NULL);
    strbuf_free(&sheet);
}

static void too_many_merges(struct strbuf *out)
{
    merges(out, "<mergeCell ref=\"A9:B9\"/>", XLSX_MERGES + 1);
}

static void too_many_merges_in_a_row(struct strbuf *out)
{
    merges(out, "<mergeCell ref=\"A1:XFD1048576\"/>", XLSX_MERGES_OPEN + 1);
}

static void merge_backwards(struct strbuf *out)
{
    merges(out, "<mergeCell ref=\"B2:A1\"/>", 1);
}

static void merge_of_nothing(struct strbuf *out)
{
    merges(out, "<mergeCell/>", 1);
}

static void merge_of_half(struct strbuf *out)
{
    merges(out, "<mergeCell ref=\"A1:\"/>", 1);
}

static void no_sheets(struct strbuf *out)
{
    struct archive_part part = {"xl/workbook.xml", "<workbook " X "/>", 0};
    archive_make(&part, 1, out);
}

static void document_as_workbook(struct strbuf *out)
{
    docx_make("<w:p/>", NULL, NULL, out);
}

static void text_as_workbook(struct strbuf *out)
{
    strbuf_adds(out, "序号,问题\n1,学习不够\n");
}

static const struct hostile cases[] = {
#define CASE(make, status, says)                                                                                       \
    {                                                                                                                  \
#make, make, status, says                                                                                      \
    }
    CASE(absurd_reference, MALFORMED, "ZZZZZZ99999999999"),
    CASE(reference_without_row, MALFORMED, "单元格位置（A）"),
    CASE(reference_of_another_row, MALFORMED, "A2"),
    CASE(column_too_far, MALFORMED, "XFE1"),
    CASE(column_after_the_last, MALFORMED, "单元格位置"),
    CASE(row_too_far, MALFORMED, "1048577"),
    CASE(row_zero, MALFORMED, "单元格位置"),
    CASE(row_negative, MALFORMED, "-1"),
    CASE(rows_out_of_order, MALFORMED, "4"),
    CASE(shared_text_missing, MALFORMED, "不存在的文字"),
    CASE(shared_text_negative, MALFORMED, "不存在的文字"),
    CASE(shared_text_of_words, MALFORMED, "第一"),
    CASE(odd_cells, OK, "只有一条"),
    CASE(sheet_missing, MALFORMED, "内容缺失"),
    CASE(sheet_with_doctype, MALFORMED, "DOCTYPE"),
    CASE(shared_texts_with_doctype, MALFORMED, "DOCTYPE"),
    CASE(cell_too_long, TOO_LARGE, "太长"),
    CASE(row_too_long, TOO_LARGE, "太长"),
    CASE(too_many_merges, TOO_LARGE, "合并单元格太多"),
    CASE(too_many_merges_in_a_row, TOO_LARGE, "合并单元格太多"),
    CASE(merge_backwards, MALFORMED, "B2:A1"),
    CASE(merge_of_nothing, MALFORMED, "单元格位置"),
    CASE(merge_of_half, MALFORMED, "A1:"),
    CASE(no_sheets, REFUSED, "没有工作表"),
    CASE(document_as_workbook, REFUSED, "Word"),
    CASE(text_as_workbook, REFUSED, "不是 .xlsx"),
#undef CASE
};

static enum status add_row(void *context, const struct xlsx_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        strbuf_adds(context, row->cells[i].text);
    return OK;
}

static enum status read_workbook(struct arena *arena, const struct strbuf *file, struct problems *problems,
                                 struct strbuf *text)
{
    struct xlsx_book *book = NULL;
    enum status status = xlsx_open(arena, file->bytes, file->length, "台账.xlsx", problems, &book);
    for (size_t i = 0; status == OK && i < xlsx_sheet_count(book); i++)
        status = xlsx_rows(book, i, true, add_row, text);
    xlsx_close(book);
    return status;
}

static void hostile_inputs_are_answered(void **state)
{
    (void)state;
    assert_int_equal(hostile_try(cases, COUNT(cases), read_workbook), 0);
}

static void damaged_files_are_answered(void **state)
{
    (void)state;
    assert_int_equal(hostile_damage(odd_cells, read_workbook), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_inputs_are_answered),
        cmocka_unit_test(damaged_files_are_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
