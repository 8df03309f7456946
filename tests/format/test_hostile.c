/* Documents and archives that mean harm, or were harmed. */
#include "testing.h"

#include "archive.h"
#include "format/paper.h"
#include "hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define W              "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define DOCUMENT(body) "<w:document " W "><w:body>" body "</w:body></w:document>"
#define P(text)        "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

static void repeat(struct strbuf *out, const char *text, size_t times)
{
    strbuf_reserve(out, strlen(text) * times);
    while (times--)
        strbuf_adds(out, text);
}

static void one_part(struct strbuf *out, const char *document, size_t size)
{
    struct archive_part parts[] = {
        {"_rels/.rels", RELATIONSHIPS(DOCX_RELATIONSHIP("officeDocument", "word/document.xml")), 0},
        {"word/document.xml", document, size},
    };
    archive_make(parts, COUNT(parts), out);
}

static void good(struct strbuf *out)
{
    one_part(out, DOCUMENT(P("整改")), 0);
}

static void body(struct strbuf *out, const struct strbuf *inside)
{
    struct strbuf document = {0};
    strbuf_adds(&document, "<w:document " W "><w:body>");
    strbuf_add(&document, inside->bytes, inside->length);
    strbuf_adds(&document, "</w:body></w:document>");
    one_part(out, document.bytes, document.length);
    strbuf_free(&document);
}

static void cut_in_half(struct strbuf *out)
{
    good(out);
    out->length /= 2;
}

static void only_the_first_bytes(struct strbuf *out)
{
    strbuf_add(out, "PK\3\4", 4);
}

static void empty_archive(struct strbuf *out)
{
    strbuf_add(out, "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22);
}

static void broken_checksum(struct strbuf *out)
{
    good(out);
    char *name = memmem(out->bytes, out->length, "word/document.xml", 17);
    name[17 + 5] ^= 0x55; /* in the deflated bytes */
}

static void bomb(struct strbuf *out)
{
    struct strbuf inside = {0};
    repeat(&inside, "                                ", 2 * 1024 * 1024);
    body(out, &inside);
    strbuf_free(&inside);
}

static void put_at(struct strbuf *out, size_t at, const void *bytes, size_t size)
{
    memcpy(out->bytes + at, bytes, size);
}

/* The sizes in the local header (at 22) and in the central directory (at 24) claim ten bytes. */
static void bomb_that_lies(struct strbuf *out)
{
    static const char ten[4] = {10, 0, 0, 0};
    bomb(out);
    char *local = memmem(out->bytes, out->length, "word/document.xml", 17);
    put_at(out, (size_t)(local - out->bytes) - 30 + 22, ten, 4);
    char *central = memmem(local + 17, out->length - (size_t)(local + 17 - out->bytes), "word/document.xml", 17);
    put_at(out, (size_t)(central - out->bytes) - 46 + 24, ten, 4);
}

static void many_entries(struct strbuf *out)
{
    enum { MANY = 10001 };
    static char names[MANY][8];
    static struct archive_part parts[MANY];
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "%05d", i % 100000);
        parts[i] = (struct archive_part){names[i], "x", 1};
    }
    archive_make(parts, MANY, out);
}

/* Many names for the bytes of one entry: the central directory repeated, with other names. */
static void overlapping_entries(struct strbuf *out)
{
    struct strbuf large = {0}, names = {0};
    for (int i = 0; i < 100 * 1000; i++)
        strbuf_addc(&large, (char)('a' + rand() % 26));
    struct archive_part part = {"aaaa", large.bytes, large.length};
    archive_make(&part, 1, out);
    char *end = memmem(out->bytes, out->length, "PK\5\6", 4), *central = memmem(out->bytes, out->length, "PK\1\2", 4);
    size_t size = (size_t)(end - central), start = (size_t)(central - out->bytes);
    for (int i = 0; i < 50; i++) {
        strbuf_add(&names, central, size);
        names.bytes[names.length - size + 46] = (char)('A' + i);
    }
    char record[22];
    memcpy(record, end, sizeof record);
    uint32_t length = (uint32_t)names.length;
    record[8] = record[10] = 50;
    memcpy(record + 12, &length, 4);
    out->length = start;
    strbuf_add(out, names.bytes, names.length);
    strbuf_add(out, record, sizeof record);
    strbuf_free(&large);
    strbuf_free(&names);
}

static void names_twice(struct strbuf *out)
{
    struct archive_part parts[] = {{"word/document.xml", DOCUMENT(P("一")), 0},
                                   {"WORD\\Document.xml", DOCUMENT(P("二")), 0}};
    archive_make(parts, COUNT(parts), out);
}

static void long_name(struct strbuf *out)
{
    static char name[700];
    memset(name, 'n', sizeof name - 1);
    struct archive_part parts[] = {{"word/document.xml", DOCUMENT(P("一")), 0}, {name, "x", 0}};
    archive_make(parts, COUNT(parts), out);
}

/* Bit 0 of the flags, in both headers. */
static void encrypted(struct strbuf *out)
{
    good(out);
    for (char *at = out->bytes; (at = memmem(at, (size_t)(out->bytes + out->length - at), "PK\3\4", 4)); at++)
        at[6] |= 1;
    for (char *at = out->bytes; (at = memmem(at, (size_t)(out->bytes + out->length - at), "PK\1\2", 4)); at++)
        at[8] |= 1;
}

static void no_document(struct strbuf *out)
{
    struct archive_part part = {"_rels/.rels", RELATIONSHIPS(DOCX_RELATIONSHIP("officeDocument", "word/document.xml")),
                                0};
    archive_make(&part, 1, out);
}

static void plain_archive(struct strbuf *out)
{
    struct archive_part part = {"a.txt", "x", 0};
    archive_make(&part, 1, out);
}

static void other_package(struct strbuf *out)
{
    struct archive_part parts[] = {{"OFD.xml", "<x/>", 0}, {"Doc_0/Document.xml", "<x/>", 0}};
    archive_make(parts, COUNT(parts), out);
}

static void workbook_as_document(struct strbuf *out)
{
    struct archive_part parts[] = {
        {"_rels/.rels", RELATIONSHIPS(DOCX_RELATIONSHIP("officeDocument", "xl/workbook.xml")), 0},
        {"xl/workbook.xml", "<workbook/>", 0},
    };
    archive_make(parts, COUNT(parts), out);
}

static void web_page_as_document(struct strbuf *out)
{
    one_part(out, "<html><body>整改</body></html>", 0);
}

static void billion_laughs(struct strbuf *out)
{
    one_part(out,
             "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
             "\"&b;&b;&b;&b;&b;&b;&b;&b;\">]>" DOCUMENT(P("&c;&c;&c;")),
             0);
}

static void outside_entity(struct strbuf *out)
{
    one_part(out, "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" DOCUMENT(P("&a;")), 0);
}

static void unknown_entity(struct strbuf *out)
{
    one_part(out, DOCUMENT(P("整&nbsp;改")), 0);
}

static void deep_markup(struct strbuf *out)
{
    struct strbuf inside = {0};
    repeat(&inside, "<w:sdt>", 100000);
    repeat(&inside, "</w:sdt>", 100000);
    body(out, &inside);
    strbuf_free(&inside);
}

static void deep_boxes(struct strbuf *out)
{
    struct strbuf inside = {0};
    repeat(&inside, "<w:p><w:r><w:txbxContent>", 40);
    repeat(&inside, "</w:txbxContent></w:r></w:p>", 40);
    body(out, &inside);
    strbuf_free(&inside);
}

static void deep_tables(struct strbuf *out)
{
    struct strbuf inside = {0};
    repeat(&inside, "<w:tbl><w:tr><w:tc>", 40);
    repeat(&inside, "</w:tc></w:tr></w:tbl>", 40);
    body(out, &inside);
    strbuf_free(&inside);
}

static void elements_in_the_wrong_place(struct strbuf *out)
{
    one_part(
        out,
        DOCUMENT("<w:tc><w:p/></w:tc><w:tr><w:tc>" P("一") "</w:tc></w:tr><w:t>散</w:t><w:txbxContent>" P(
            "二") "</w:txbxContent><w:p><w:p>" P("三") "</w:p><w:tbl><w:p/><w:tr><w:tr><w:tc><w:tr/><w:tc>" P("四") "</"
                                                                                                                    "w:"
                                                                                                                    "tc"
                                                                                                                    "><"
                                                                                                                    "/w"
                                                                                                                    ":t"
                                                                                                                    "c>"
                                                                                                                    "</"
                                                                                                                    "w:"
                                                                                                                    "tr"
                                                                                                                    "><"
                                                                                                                    "/w"
                                                                                                                    ":t"
                                                                                                                    "r>"
                                                                                                                    "</"
                                                                                                                    "w:"
                                                                                                                    "tb"
                                                                                                                    "l>"
                                                                                                                    "</"
                                                                                                                    "w:"
                                                                                                                    "p>"
                                                                                                                    "<w"
                                                                                                                    ":t"
                                                                                                                    "bl"
                                                                                                                    "/>"
                                                                                                                    "<w"
                                                                                                                    ":t"
                                                                                                                    "bl"
                                                                                                                    "><"
                                                                                                                    "w:"
                                                                                                                    "tr"
                                                                                                                    "/>"
                                                                                                                    "</"
                                                                                                                    "w:"
                                                                                                                    "tb"
                                                                                                                    "l>"
                                                                                                                    "<w"
                                                                                                                    ":r"
                                                                                                                    "><"
                                                                                                                    "w:"
                                                                                                                    "br"
                                                                                                                    "/>"
                                                                                                                    "<w"
                                                                                                                    ":t"
                                                                                                                    "ab"
                                                                                                                    "/>"
                                                                                                                    "<w"
                                                                                                                    ":f"
                                                                                                                    "ld"
                                                                                                                    "Ch"
                                                                                                                    "ar"
                                                                                                                    " w"
                                                                                                                    ":f"
                                                                                                                    "ld"
                                                                                                                    "Ch"
                                                                                                                    "ar"
                                                                                                                    "Ty"
                                                                                                                    "pe"
                                                                                                                    "="
                                                                                                                    "\""
                                                                                                                    "en"
                                                                                                                    "d"
                                                                                                                    "\""
                                                                                                                    "/>"
                                                                                                                    "<w"
                                                                                                                    ":f"
                                                                                                                    "ld"
                                                                                                                    "Ch"
                                                                                                                    "ar"
                                                                                                                    "/>"
                                                                                                                    "</"
                                                                                                                    "w:"
                                                                                                                    "r"
                                                                                                                    ">"),
        0);
}

static void unclosed_markup(struct strbuf *out)
{
    one_part(out, "<w:document " W "><w:body>" P("整改"), 0);
}

static void nul_in_markup(struct strbuf *out)
{
    static const char document[] =
        "<w:document " W "><w:body><w:p><w:r><w:t>整\0改</w:t></w:r></w:p></w:body></w:document>";
    one_part(out, document, sizeof document - 1);
}

static void broken_utf8_in_markup(struct strbuf *out)
{
    one_part(out, DOCUMENT(P("整\xE6\x94")), 0);
}

static void control_in_markup(struct strbuf *out)
{
    one_part(out, DOCUMENT(P("整&#1;改")), 0);
}

static void wrong_encoding_in_markup(struct strbuf *out)
{
    one_part(out, "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" DOCUMENT(P("整改")), 0);
}

static void empty_markup(struct strbuf *out)
{
    one_part(out, " ", 1);
}

static void no_text_at_all(struct strbuf *out)
{
    one_part(out, DOCUMENT("<w:p><w:r><w:drawing/></w:r></w:p>" P("　 ")), 0);
}

static void too_many_paragraphs(struct strbuf *out)
{
    struct strbuf inside = {0};
    repeat(&inside, "<w:p/>", PAPER_PARAGRAPHS + 1);
    body(out, &inside);
    strbuf_free(&inside);
}

static void too_many_paragraphs_in_a_cell(struct strbuf *out)
{
    struct strbuf inside = {0};
    strbuf_adds(&inside, "<w:tbl><w:tr><w:tc>");
    repeat(&inside, "<w:p/>", PAPER_PARAGRAPHS * 10 + 1);
    strbuf_adds(&inside, "</w:tc></w:tr></w:tbl>");
    body(out, &inside);
    strbuf_free(&inside);
}

static void too_much_text(struct strbuf *out)
{
    struct strbuf inside = {0};
    for (int i = 0; i < 5000; i++) {
        strbuf_adds(&inside, "<w:p><w:r><w:t>");
        for (int k = 0; k < 1000; k++)
            strbuf_addc(&inside, (char)('a' + rand() % 26));
        strbuf_adds(&inside, "</w:t></w:r></w:p>");
    }
    body(out, &inside);
    strbuf_free(&inside);
}

static void too_many_columns(struct strbuf *out)
{
    struct strbuf inside = {0};
    strbuf_adds(&inside, "<w:tbl><w:tr>");
    repeat(&inside, "<w:tc>" P("格") "</w:tc>", PAPER_TABLE_COLUMNS + 1);
    strbuf_adds(&inside, "</w:tr></w:tbl>");
    body(out, &inside);
    strbuf_free(&inside);
}

static void huge_numbers(struct strbuf *out)
{
    docx_make(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"-5\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>一</w:t></w:r>"
        "</w:p><w:p><w:pPr><w:outlineLvl w:val=\"-99999999999999999999\"/><w:numPr><w:ilvl w:val=\"99999999999\"/>"
        "<w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>二</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl "
        "w:val=\"x\"/><w:numId w:val=\"99999999999999999999\"/></w:numPr></w:pPr></w:p><w:tbl><w:tr><w:tc><w:tcPr>"
        "<w:gridSpan w:val=\"2147483648\"/></w:tcPr></w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"-1\"/></w:tcPr><w:p>"
        "<w:r><w:t>三</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        NULL,
        "<w:abstractNum w:abstractNumId=\"-7\"/><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"9\"/><w:lvl "
        "w:ilvl=\"8\"><w:start w:val=\"99999999999\"/><w:lvlText w:val=\"%1%9%%9%0%\"/><w:lvlRestart "
        "w:val=\"-3\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride "
        "w:ilvl=\"44\"><w:lvl/></w:lvlOverride></w:num>",
        out);
}

static void loops(struct strbuf *out)
{
    docx_make(
        "<w:p><w:pPr><w:pStyle w:val=\"A\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:rPr><w:rStyle "
        "w:val=\"C\"/></w:rPr><w:t>整改</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"missing\"/></w:pPr></w:p>",
        "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>"
        "<w:style w:type=\"character\" w:styleId=\"C\"><w:basedOn w:val=\"C\"/></w:style>"
        "<w:style w:type=\"numbering\" w:styleId=\"N\"><w:pPr><w:numPr><w:numId "
        "w:val=\"1\"/></w:numPr></w:pPr></w:style>",
        "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"N\"/></w:abstractNum>"
        "<w:abstractNum w:abstractNumId=\"2\"><w:numStyleLink w:val=\"N\"/></w:abstractNum>"
        "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"2\"/></w:num>",
        out);
}

static void rels_that_climb(struct strbuf *out)
{
    struct archive_part parts[] = {
        {"_rels/.rels", RELATIONSHIPS(DOCX_RELATIONSHIP("officeDocument", "../../..//./word/../word/document.xml")), 0},
        {"word/document.xml", DOCUMENT(P("整改")), 0},
    };
    archive_make(parts, COUNT(parts), out);
}

static void too_large_text(struct strbuf *out)
{
    repeat(out, "巡察整改落实情况。\n", 200 * 1024 * 1024 / 28);
}

static void text_of_one_long_line(struct strbuf *out)
{
    repeat(out, "整", PAPER_TEXT_CHARACTERS + 1);
}

static void random_bytes(struct strbuf *out)
{
    for (int i = 0; i < 100000; i++)
        strbuf_addc(out, (char)rand());
}

static const struct hostile cases[] = {
#define CASE(make, status, says)                                                                                       \
    {                                                                                                                  \
#make, make, status, says                                                                                      \
    }
    CASE(good, OK, "整改"),
    CASE(cut_in_half, MALFORMED, "不完整"),
    CASE(only_the_first_bytes, MALFORMED, "不完整"),
    CASE(empty_archive, REFUSED, "压缩包"),
    CASE(broken_checksum, MALFORMED, "损坏"),
    CASE(bomb, TOO_LARGE, "异常庞大"),
    CASE(bomb_that_lies, TOO_LARGE, "异常庞大"),
    CASE(many_entries, TOO_LARGE, "项目太多"),
    CASE(overlapping_entries, MALFORMED, "异常庞大"),
    CASE(names_twice, MALFORMED, "重复"),
    CASE(long_name, MALFORMED, "名称过长"),
    CASE(encrypted, REFUSED, "密码"),
    CASE(no_document, MALFORMED, "没有正文"),
    CASE(plain_archive, REFUSED, "压缩包"),
    CASE(other_package, REFUSED, "ofd"),
    CASE(workbook_as_document, REFUSED, "Excel"),
    CASE(web_page_as_document, MALFORMED, "不是 Word 文档"),
    CASE(billion_laughs, MALFORMED, "DOCTYPE"),
    CASE(outside_entity, MALFORMED, "DOCTYPE"),
    CASE(unknown_entity, MALFORMED, "损坏"),
    CASE(deep_markup, MALFORMED, "嵌套太深"),
    CASE(deep_boxes, MALFORMED, "嵌套太深"),
    CASE(deep_tables, MALFORMED, "嵌套太深"),
    CASE(elements_in_the_wrong_place, OK, "三"),
    CASE(unclosed_markup, MALFORMED, "损坏"),
    CASE(nul_in_markup, MALFORMED, "损坏"),
    CASE(broken_utf8_in_markup, MALFORMED, "损坏"),
    CASE(control_in_markup, MALFORMED, "损坏"),
    CASE(wrong_encoding_in_markup, MALFORMED, "损坏"),
    CASE(empty_markup, MALFORMED, "损坏"),
    CASE(no_text_at_all, REFUSED, "没有文字"),
    CASE(too_many_paragraphs, TOO_LARGE, "段落太多"),
    CASE(too_many_paragraphs_in_a_cell, TOO_LARGE, "段落太多"),
    CASE(too_much_text, TOO_LARGE, "文字太多"),
    CASE(too_many_columns, TOO_LARGE, "列太多"),
    CASE(huge_numbers, OK, "三"),
    CASE(loops, OK, "整改"),
    CASE(rels_that_climb, OK, "整改"),
    CASE(too_large_text, TOO_LARGE, "文件太大"),
    CASE(text_of_one_long_line, TOO_LARGE, "文字太多"),
    CASE(random_bytes, MALFORMED, "行"),
#undef CASE
};

static enum status read_document(struct arena *arena, const struct strbuf *file, struct problems *problems,
                                 struct strbuf *text)
{
    struct paper paper;
    enum status status = paper_read(arena, file->bytes, file->length, "反馈意见.docx", problems, &paper);
    if (status == OK)
        strbuf_add(text, paper.text, paper.bytes);
    return status;
}

static void hostile_inputs_are_answered(void **state)
{
    (void)state;
    assert_int_equal(hostile_try(cases, COUNT(cases), read_document), 0);
}

static void damaged_files_are_answered(void **state)
{
    (void)state;
    assert_int_equal(hostile_damage(loops, read_document), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_inputs_are_answered),
        cmocka_unit_test(damaged_files_are_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
