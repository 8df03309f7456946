#include "testing.h"

#include "archive.h"
#include "base/utf8.h"
#include "format/xlsx_part.h"

#include <string.h>

static struct arena *arena;
static struct problems problems;
static struct strbuf file, seen;

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    problems_init(&problems, arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    strbuf_free(&file);
    strbuf_free(&seen);
    return 0;
}

#define SHEET_NAMESPACES                                                                                               \
    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "                                             \
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define WORKBOOK(inside)  "<workbook " SHEET_NAMESPACES ">" inside "</workbook>"
#define WORKSHEET(inside) "<worksheet " SHEET_NAMESPACES ">" inside "</worksheet>"
#define ROWS(inside)      WORKSHEET("<sheetData>" inside "</sheetData>")
#define SHEET_RELATIONSHIP(id, kind, target)                                                                           \
    "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" kind     \
    "\" Target=\"" target "\"/>"

/* A workbook of one sheet; NULL leaves a part out. */
static void make(const char *sheet, const char *shared, const char *styles)
{
    struct archive_part parts[6] = {
        {"_rels/.rels", RELATIONSHIPS(SHEET_RELATIONSHIP("a", "officeDocument", "xl/workbook.xml")), 0},
        {"xl/workbook.xml", WORKBOOK("<sheets><sheet name=\"台账\" sheetId=\"1\" r:id=\"r1\"/></sheets>"), 0},
        {"xl/_rels/workbook.xml.rels",
         RELATIONSHIPS(SHEET_RELATIONSHIP("r1", "worksheet", "worksheets/sheet1.xml") SHEET_RELATIONSHIP(
             "r2", "sharedStrings", "sharedStrings.xml") SHEET_RELATIONSHIP("r3", "styles", "styles.xml")),
         0},
        {"xl/worksheets/sheet1.xml", sheet, 0},
    };
    size_t count = 4;
    if (shared)
        parts[count++] = (struct archive_part){"xl/sharedStrings.xml", shared, 0};
    if (styles)
        parts[count++] = (struct archive_part){"xl/styles.xml", styles, 0};
    archive_make(parts, count, &file);
}

static enum status row_seen(void *context, const struct xlsx_row *row)
{
    static const char *const kinds[] = {"", "t", "n", "d", "b", "e"};
    (void)context;
    strbuf_addf(&seen, "%u%s", row->number, row->hidden ? "h" : "");
    for (size_t i = 0; i < row->count; i++) {
        const struct xlsx_cell *cell = &row->cells[i];
        assert_int_equal(strlen(cell->text), cell->length);
        assert_true(utf8_is_text(cell->text, cell->length, NULL));
        strbuf_addf(&seen, "|%s%s%s:%s", kinds[cell->kind], cell->month_only ? "m" : "", cell->merged ? "+" : "",
                    cell->text);
    }
    strbuf_addc(&seen, '\n');
    return OK;
}

static struct xlsx_book *open_file(void)
{
    struct xlsx_book *book = NULL;
    enum status status = xlsx_open(arena, file.bytes, file.length, "台账.xlsx", &problems, &book);
    if (status != OK) {
        struct strbuf out = {0};
        problems_text(&problems, LANGUAGE_ZH, &out);
        fail_msg("%s: %s", status_word(status), strbuf_text(&out));
    }
    return book;
}

static void rows_are(bool fill, const char *expected)
{
    struct xlsx_book *book = open_file();
    strbuf_clear(&seen);
    assert_int_equal(xlsx_rows(book, 0, fill, row_seen, NULL), OK);
    assert_string_equal(strbuf_text(&seen), expected);
    xlsx_close(book);
}

static void cells_have_kinds(void **state)
{
    (void)state;
    make(ROWS("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>0</v></c></row>"
              "<row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>0.1</v></c><c r=\"B3\" t=\"b\"><v>1</v></c><c r=\"C3\" t=\"e\">"
              "<v>#N/A</v></c><c r=\"D3\" t=\"str\"><f>A1</f><v>结果</v></c><c r=\"E3\" s=\"1\"/></row>"
              "<row><c t=\"inlineStr\"><is><r><t>行</t></r><r><rPr/><t>内</t></r></is></c><c><v>1E-3</v></c>"
              "<c t=\"d\"><v>2026-03-31</v></c><c t=\"b\"><v>0</v></c><c><v>不是数</v></c></row>"),
         "<sst " SHEET_NAMESPACES "><si><r><t>整</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 改</t></r>"
         "<rPh sb=\"0\" eb=\"1\"><t>zheng</t></rPh></si><si><t>序号_x000D_\n换_x005F_x0041_行_x0007_</t></si></sst>",
         NULL);
    rows_are(false, "1|t:序号\n换_x0041_行|:|t:整 改\n3h|n:0.1|b:TRUE|e:#N/A|t:结果\n"
                    "4|t:行内|n:1E-3|d:2026-03-31|b:FALSE|t:不是数\n");
}

static void dates_by_format(void **state)
{
    (void)state;
    static const char styles[] =
        "<styleSheet " SHEET_NAMESPACES "><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月"
        "&quot;;@\"/><numFmt numFmtId=\"177\" formatCode=\"[$-804]yyyy\\-mm\\-dd\\ hh:mm\"/><numFmt numFmtId=\"178\" "
        "formatCode=\"[Red]0.00E+00\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf/>"
        "<xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf numFmtId=\"177\"/><xf numFmtId=\"178\"/><xf numFmtId=\"20\"/>"
        "<xf numFmtId=\"46\"/><xf numFmtId=\"49\"/><xf numFmtId=\"57\"/></cellXfs></styleSheet>";
    make(
        ROWS(
            "<row r=\"1\"><c s=\"1\"><v>46112</v></c><c s=\"2\"><v>46082</v></c><c "
            "s=\"3\"><v>46112.354166666664</v></c>"
            "<c s=\"4\"><v>46112</v></c><c s=\"5\"><v>0.354166666666667</v></c><c s=\"6\"><v>1.1041666666666667</v></c>"
            "<c s=\"7\"><v>46112</v></c><c s=\"8\"><v>46082</v></c><c s=\"99\"><v>46112</v></c></row>"
            "<row r=\"2\"><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>60</v></c><c "
            "s=\"1\"><v>61</v></c>"
            "<c s=\"1\"><v>-1</v></c><c s=\"1\"><v>99999999</v></c><c s=\"1\"><v>46112.9999999</v></c>"
            "<c s=\"1\" t=\"str\"><v>2026年3月底</v></c><c s=\"1\"><v>nan</v></c></row>"),
        NULL, styles);
    rows_are(false, "1|d:2026-03-31|dm:2026-03-01|d:2026-03-31T08:30:00|n:46112|d:08:30:00|d:26:30:00|n:46112|"
                    "dm:2026-03-01|n:46112\n"
                    "2|d:1900-01-01|d:1900-02-28|n:60|d:1900-03-01|n:-1|n:99999999|d:2026-04-01|t:2026年3月底|t:nan\n");
    char out[XLSX_DATE_TEXT];
    assert_true(xlsx_date_text("44650", true, 7, out));
    assert_string_equal(out, "2026-03-31");
}

static void formats_show_dates_or_not(void **state)
{
    (void)state;
    enum { Y = 1, M = 2, D = 4, T = 8, E = 16 };
    static const struct {
        const char *code;
        unsigned shows;
    } rows[] = {
        {"General", 0},
        {"0.00", 0},
        {"#,##0;[Red]-#,##0", 0},
        {"yyyy-mm-dd", Y | M | D},
        {"yyyy/m/d h:mm", Y | M | D | T},
        {"mm:ss", T},
        {"h:mm:ss AM/PM", T},
        {"[h]:mm:ss", T | E},
        {"m\"月\"d\"日\"", M | D},
        {"[DBNum1][$-804]yyyy\"年\"m\"月\";@", Y | M},
        {"\"date: \"0", 0},
        {"0\\d", 0},
        {"0_d", 0},
        {"@", 0},
        {"aaaa", 0},
        {"[Magenta]0", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(xlsx_format_shows(rows[i].code, strlen(rows[i].code)), rows[i].shows);
}

static void merged_cells_are_filled_when_asked(void **state)
{
    (void)state;
    make(WORKSHEET("<sheetData><row r=\"2\"><c r=\"B2\" t=\"str\"><v>牵头</v></c><c r=\"D2\"><v>1</v></c></row>"
                   "<row r=\"3\"><c r=\"A3\"><v>2</v></c><c r=\"C3\" t=\"str\"><v>自己的</v></c></row><row r=\"4\"/>"
                   "<row r=\"5\"><c r=\"A5\"><v>3</v></c></row></sheetData><mergeCells><mergeCell ref=\"A5\"/>"
                   "<mergeCell ref=\"$B$2:C4\"/><mergeCell ref=\"E1:E9\"/></mergeCells>"),
         NULL, NULL);
    rows_are(false, "2|:|t:牵头|:|n:1\n3|n:2|:|t:自己的\n4\n5|n:3\n");
    rows_are(true, "2|:|t:牵头|t+:牵头|n:1\n3|n:2|t+:牵头|t:自己的\n4|:|t+:牵头|t+:牵头\n5|n:3\n");
    struct xlsx_book *book = open_file();
    const struct xlsx_merge *merges;
    size_t count;
    assert_int_equal(xlsx_merges(book, 0, &merges, &count), OK);
    assert_int_equal(count, 3);
    assert_int_equal(merges[1].first_row, 2);
    assert_int_equal(merges[1].last_column, 2);
    xlsx_close(book);
}

static void sheets_in_the_order_of_their_tabs(void **state)
{
    (void)state;
    struct archive_part parts[] = {
        {"_rels/.rels", RELATIONSHIPS(SHEET_RELATIONSHIP("a", "officeDocument", "/xl/workbook.xml")), 0},
        {"xl/workbook.xml",
         WORKBOOK("<workbookPr date1904=\"1\"/><sheets><sheet name=\"乙&amp;丙\" r:id=\"r2\"/><sheet name=\"图\" "
                  "r:id=\"r3\"/>"
                  "<sheet name=\"甲\" state=\"veryHidden\" r:id=\"r1\"/></sheets>"),
         0},
        {"xl/_rels/workbook.xml.rels",
         RELATIONSHIPS(SHEET_RELATIONSHIP("r1", "worksheet", "/xl/worksheets/sheet1.xml")
                           SHEET_RELATIONSHIP("r2", "worksheet", "worksheets/sheet9.xml")
                               SHEET_RELATIONSHIP("r3", "chartsheet", "chartsheets/sheet1.xml")),
         0},
        {"xl/worksheets/sheet1.xml", ROWS("<row><c><v>1</v></c></row>"), 0},
        {"xl/worksheets/sheet9.xml", ROWS("<row><c><v>9</v></c></row>"), 0},
    };
    archive_make(parts, COUNT(parts), &file);
    struct xlsx_book *book = open_file();
    assert_int_equal(xlsx_sheet_count(book), 2);
    assert_string_equal(xlsx_sheet(book, 0)->name, "乙&丙");
    assert_string_equal(xlsx_sheet(book, 1)->name, "甲");
    assert_true(!xlsx_sheet(book, 0)->hidden && xlsx_sheet(book, 1)->hidden);
    strbuf_clear(&seen);
    assert_int_equal(xlsx_rows(book, 0, false, row_seen, NULL), OK);
    assert_int_equal(xlsx_rows(book, 1, false, row_seen, NULL), OK);
    assert_string_equal(strbuf_text(&seen), "1|n:9\n1|n:1\n");
    xlsx_close(book);
}

static enum status stop_at_two(void *context, const struct xlsx_row *row)
{
    ++*(int *)context;
    return row->number == 2 ? CONFLICT : OK;
}

static void the_callback_may_stop(void **state)
{
    (void)state;
    make(ROWS("<row/><row/><row/>"), NULL, NULL);
    struct xlsx_book *book = open_file();
    int rows = 0;
    assert_int_equal(xlsx_rows(book, 0, false, stop_at_two, &rows), CONFLICT);
    assert_int_equal(rows, 2);
    assert_int_equal(problems.count, 0);
    xlsx_close(book);
}

static void formulas_without_results_are_told(void **state)
{
    (void)state;
    make(ROWS("<row><c><f>A2</f></c></row><row><c><f>A3</f><v/></c></row>"), NULL, NULL);
    rows_are(false, "1\n2\n");
    assert_int_equal(problems.count, 1);
    assert_int_equal(problems.items[0].severity, SEVERITY_WARNING);
}

static void columns_have_letters(void **state)
{
    (void)state;
    static const struct {
        uint32_t column;
        const char *text;
    } rows[] = {{0, "A"}, {25, "Z"}, {26, "AA"}, {701, "ZZ"}, {702, "AAA"}, {16383, "XFD"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[4];
        xlsx_column_text(rows[i].column, out);
        assert_string_equal(out, rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells_have_kinds, begin, end),
        cmocka_unit_test_setup_teardown(dates_by_format, begin, end),
        cmocka_unit_test_setup_teardown(formats_show_dates_or_not, begin, end),
        cmocka_unit_test_setup_teardown(merged_cells_are_filled_when_asked, begin, end),
        cmocka_unit_test_setup_teardown(sheets_in_the_order_of_their_tabs, begin, end),
        cmocka_unit_test_setup_teardown(the_callback_may_stop, begin, end),
        cmocka_unit_test_setup_teardown(formulas_without_results_are_told, begin, end),
        cmocka_unit_test_setup_teardown(columns_have_letters, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
