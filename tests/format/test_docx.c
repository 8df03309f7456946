#include "testing.h"

#include "archive.h"
#include "base/utf8.h"
#include "format/docx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct problems problems;
static struct strbuf file;

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
    return 0;
}

static struct paper read_file(void)
{
    struct paper paper = {0};
    enum status status = paper_read(arena, file.bytes, file.length, "反馈意见.docx", &problems, &paper);
    if (status != OK) {
        struct strbuf out = {0};
        problems_text(&problems, LANGUAGE_ZH, &out);
        fail_msg("%s: %s", status_word(status), strbuf_text(&out));
    }
    assert_true(utf8_is_text(paper.text, paper.bytes, NULL));
    assert_int_equal(utf8_count(paper.text, paper.bytes), paper.characters);
    for (size_t i = 0; i < paper.count; i++) {
        const struct paper_paragraph *paragraph = &paper.paragraphs[i];
        assert_int_equal(paragraph->start, i ? paper.paragraphs[i - 1].end + 1 : 0);
        assert_int_equal(utf8_prefix(paper.text, paper.bytes, paragraph->start), paragraph->byte_start);
        assert_int_equal(utf8_prefix(paper.text, paper.bytes, paragraph->end), paragraph->byte_end);
        assert_true(paragraph->label_end >= paragraph->start && paragraph->label_end <= paragraph->end);
    }
    return paper;
}

static struct paper read_body(const char *body, const char *styles, const char *numbering)
{
    docx_make(body, styles, numbering, &file);
    return read_file();
}

/* ---- against LibreOffice ---- */

static char *load(const char *name)
{
    const char *source = getenv("RECTIFY_SOURCE");
    char *path = arena_printf(arena, "%s/tests/format/fixtures/%s", source ? source : ".", name);
    FILE *in = fopen(path, "rb");
    if (!in)
        fail_msg("cannot open %s", path);
    struct strbuf out = {0};
    char piece[4096];
    for (size_t got; (got = fread(piece, 1, sizeof piece, in)) > 0;)
        strbuf_add(&out, piece, got);
    fclose(in);
    strbuf_free(&file);
    file = out;
    return out.bytes;
}

static char *without_spaces(const char *text)
{
    char *copy = arena_strdup(arena, text), *to = copy;
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3;
    for (; *text; text++)
        if (*text != ' ' && *text != '\r')
            *to++ = *text;
    while (to > copy && to[-1] == '\n')
        to--;
    *to = '\0';
    return copy;
}

static void numbers_are_those_of_libreoffice(void **state)
{
    (void)state;
    static const char *const names[] = {"official", "restarts", "styles", "links", "formats", "skipped"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *expected = without_spaces(load(arena_printf(arena, "numbering-%s.txt", names[i])));
        load(arena_printf(arena, "numbering-%s.docx", names[i]));
        struct paper paper = read_file();
        assert_string_equal(without_spaces(paper.text), expected);
    }
}

/* ---- by hand: what LibreOffice does otherwise than Word, or does not show in its text export ---- */

#define P(inside)          "<w:p>" inside "</w:p>"
#define T(text)            "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define NUMBERED(id, lvl)  "<w:pPr><w:numPr><w:ilvl w:val=\"" lvl "\"/><w:numId w:val=\"" id "\"/></w:numPr></w:pPr>"
#define LEVEL(i, fmt, txt) "<w:lvl w:ilvl=\"" i "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" fmt "\"/>" txt "</w:lvl>"
#define LABEL(txt)         "<w:lvlText w:val=\"" txt "\"/>"
#define LIST(id, levels)                                                                                               \
    "<w:abstractNum w:abstractNumId=\"" id "\">" levels "</w:abstractNum><w:num w:numId=\"" id                         \
    "\"><w:abstractNumId w:val=\"" id "\"/></w:num>"
#define STYLE(id, more)                                                                                                \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" id "\"/>" more "</w:style>"

static void body_is(const char *body, const char *numbering, const char *expected)
{
    assert_string_equal(read_body(body, NULL, numbering).text, expected);
}

static void levels_follow_word_where_libreoffice_does_not(void **state)
{
    (void)state;
    static const char numbering[] =
        LIST("1", LEVEL("0", "chineseCounting", LABEL("第%1章")) LEVEL("1", "decimal", "<w:isLgl/>" LABEL("%1.%2"))
                      LEVEL("2", "lowerLetter", "<w:lvlRestart w:val=\"0\"/>" LABEL("%3)"))
                          LEVEL("3", "upperRoman", "<w:lvlRestart w:val=\"1\"/>" LABEL("%4.")));
    body_is(P(NUMBERED("1", "0") T("总则")) P(NUMBERED("1", "1") T("范围")) P(NUMBERED("1", "2") T("甲"))
                P(NUMBERED("1", "3") T("丁")) P(NUMBERED("1", "1") T("范围")) P(NUMBERED("1", "2") T("乙"))
                    P(NUMBERED("1", "3") T("丁")) P(NUMBERED("1", "0") T("附则")) P(NUMBERED("1", "2") T("丙"))
                        P(NUMBERED("1", "3") T("丁")),
            numbering, "第一章 总则\n1.1 范围\na)甲\nI.丁\n1.2 范围\nb)乙\nII.丁\n第二章 附则\nc)丙\nI.丁");
}

static void custom_formats_and_no_format(void **state)
{
    (void)state;
    static const char numbering[] = LIST(
        "1", "<w:lvl w:ilvl=\"0\"><w:start w:val=\"9\"/><mc:AlternateContent><mc:Choice Requires=\"w14\">"
             "<w:numFmt w:val=\"custom\" w:format=\"001, 002, 003, ...\"/></mc:Choice><mc:Fallback>"
             "<w:numFmt w:val=\"upperRoman\"/></mc:Fallback></mc:AlternateContent>" LABEL("%1") "</w:lvl>" LEVEL(
                 "1", "none", LABEL("附件：")) LEVEL("2", "bullet", LABEL("\xEF\x81\xAC")) LEVEL("3", "decimal", ""));
    body_is(P(NUMBERED("1", "0") T("甲")) P(NUMBERED("1", "0") T("乙")) P(NUMBERED("1", "1") T("名单"))
                P(NUMBERED("1", "2") T("点")) P(NUMBERED("1", "3") T("无字")) P(NUMBERED("9", "0") T("没有这个列表")),
            numbering, "009 甲\n010 乙\n附件：名单\n● 点\n无字\n没有这个列表");
}

static void numbers_typed_again_are_dropped(void **state)
{
    (void)state;
    static const char numbering[] =
        LIST("1", LEVEL("0", "chineseCounting", LABEL("%1、")) LEVEL("1", "chineseCounting", LABEL("（%2）"))
                      LEVEL("2", "decimal", LABEL("%3.")) LEVEL("3", "decimalEnclosedCircle", LABEL("%4"))
                          LEVEL("4", "decimal", "<w:suff w:val=\"nothing\"/>" LABEL("%5")));
    struct paper paper = read_body(P(NUMBERED("1", "0") T("一、聚焦")) P(NUMBERED("1", "1") T(" (一)") T("落实"))
                                       P(NUMBERED("1", "2") T("1．学习")) P(NUMBERED("1", "2") T("2.5万元"))
                                           P(NUMBERED("1", "2") T("4、次序不同")) P(NUMBERED("1", "3") T("①记录"))
                                               P(NUMBERED("1", "4") T("1名干部")) P(NUMBERED("1", "0") T("二十一世纪"))
                                                   P(NUMBERED("1", "0") T("　　空格")),
                                   NULL, numbering);
    assert_string_equal(paper.text, "一、聚焦\n（一）落实\n1.学习\n2.2.5万元\n3.4、次序不同\n①记录\n11名干部\n"
                                    "二、二十一世纪\n三、空格");
    assert_int_equal(paper.paragraphs[0].label_end, 2);
    assert_int_equal(paper.paragraphs[0].list_depth, 1);
    assert_int_equal(paper.paragraphs[1].label_end - paper.paragraphs[1].start, 3);
    assert_int_equal(paper.paragraphs[1].list_depth, 2);
}

static void tracked_changes_are_accepted(void **state)
{
    (void)state;
    body_is(P(T("保留") "<w:del><w:r><w:delText>删去</w:delText><w:t>删去</w:t></w:r></w:del><w:ins>" T(
                "加上") "</w:ins>") P("<w:moveFrom>" T("移走") "</w:moveFrom><w:moveTo>" T("移来") "</w:moveTo>")
                P("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" T("前半")) P(T("后半"))
                    P("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>" T("全删") "</w:del>")
                        P("<w:pPr><w:rPr><w:ins/></w:rPr><w:pPrChange><w:pPr>" NUMBERED(
                            "1", "0") "</w:pPr></w:pPrChange></w:pPr>" T("末")),
            LIST("1", LEVEL("0", "decimal", LABEL("%1."))), "保留加上\n移来\n前半后半\n末");
}

static void fields_links_and_controls(void **state)
{
    (void)state;
    body_is(
        P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>" T(
            "指令") "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" T("结果") "<w:r><w:fldChar "
                                                                                   "w:fldCharType=\"end\"/></w:r>" T(
                                                                                       "之后"))
            P("<w:fldSimple w:instr=\"DATE\">" T("2026年") "</w:fldSimple><w:hyperlink r:id=\"x\">" T(
                "链接") "</w:hyperlink><w:sdt><w:sdtPr><w:rPr/></w:sdtPr><w:sdtContent>" T("控件") "</w:sdtContent></"
                                                                                                   "w:sdt><w:"
                                                                                                   "smartTag>" T(
                                                                                                       "标记") "</"
                                                                                                               "w:"
                                                                                                               "smartTa"
                                                                                                               "g>")
                P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>X</w:instrText></w:r>")
                    P(T("未结束的域不遮住后文")),
        NULL, "结果之后\n2026年链接控件标记\n\n未结束的域不遮住后文");
}

static void signs_within_a_run(void **state)
{
    (void)state;
    body_is(P("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>")
                P("<w:r><w:br w:type=\"page\"/><w:t>页首</w:t><w:br w:type=\"page\"/><w:t>下页</w:t><w:br "
                  "w:type=\"page\"/></w:r>")
                    P("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t><w:sym w:font=\"x\" "
                      "w:char=\"F0FE\"/><w:footnoteReference w:id=\"1\"/></w:r>")
                        P("<w:r><w:t> 不保留 </w:t></w:r>" T(" 保留 ") T("换\n行&#x85;&#x9;"))
                            P("<w:ruby><w:rt>" T("zhěng") "</w:rt><w:rubyBase>" T("整") "</w:rubyBase></w:ruby>")
                                P("<m:oMath><m:r><m:t>x≥1</m:t></m:r></m:oMath>"),
            NULL, "甲\t乙\n丙\n丁\n页首\n下页\nA-BC\n不保留 保留 换 行 \n整\nx≥1");
}

static void hidden_text_is_left_out(void **state)
{
    (void)state;
    assert_string_equal(
        read_body(
            P("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" T("见") "<w:r><w:rPr><w:vanish "
                                                                           "w:val=\"0\"/></w:rPr><w:t>着</w:t></w:r>")
                P("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>全藏</w:t></w:r>")
                    P("<w:pPr><w:pStyle w:val=\"H\"/></w:pPr>" T("样式藏")) P(T("尾")),
            STYLE("H", "<w:rPr><w:vanish/></w:rPr>"), NULL)
            .text,
        "见着\n尾");
}

static void boxes_follow_their_paragraph(void **state)
{
    (void)state;
    static const char numbering[] = LIST("1", LEVEL("0", "decimal", LABEL("%1.")));
    body_is(
        P(NUMBERED("1", "0")
              T("前") "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>"
                      "<w:txbxContent>" P(NUMBERED("1", "0") T("框一"))
                          P(T("框二")) "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
                                       "<v:textbox><w:txbxContent>" P(
                                           T("框一")) "</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
                                                      "</mc:AlternateContent></w:r>" T("后")) P(NUMBERED("1", "0")
                                                                                                    T("下一段"))
            P("<w:r><w:pict><v:shape><v:textpath string=\"机密&amp;★1年&lt;&#38;&quot;\"/></v:shape></w:pict></w:r>" T(
                "题")) P("<mc:AlternateContent><mc:Fallback>" T("只有后备") "</mc:Fallback></mc:AlternateContent>"),
        numbering, "1.前后\n2.框一\n框二\n3.下一段\n题\n机密&★1年<&\"\n只有后备");
}

#define TC(inside) "<w:tc>" inside "</w:tc>"
#define TR(inside) "<w:tr>" inside "</w:tr>"

static void tables_give_a_paragraph_a_row(void **state)
{
    (void)state;
    static const char numbering[] = LIST("1", LEVEL("0", "decimal", LABEL("%1")));
    struct paper paper = read_body(
        P(T("表前")) "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>" TR(
            TC(P(T("序号"))) TC("<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" P(T("问题"))) TC(P(T("措施"))))
            TR(TC(P(NUMBERED("1", "0"))) TC("<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" P(T("学习")) P() P(
                T("不够"))) TC(P(T("甲\t乙"))) TC("<w:tbl>" TR(TC(P(T("内一"))) TC(P(T("内二")))) "</w:tbl>" P()))
                TR(TC(P(NUMBERED("1", "0"))) TC("<w:tcPr><w:vMerge/></w:tcPr>" P(T("盖住"))) TC(P()) TC(P(T(" 末 "))))
                    TR("<w:trPr><w:del/></w:trPr>" TC(P(T("删")))) "</w:tbl>" P(T("表后")) "<w:tbl>" TR(
                        TC(P(T("二")))) "</w:tbl>",
        NULL, numbering);
    assert_string_equal(paper.text, "表前\n序号\t问题\t措施\n1\t学习 不够\t甲 乙\t内一 内二\n2\t\t\t末\n表后\n二");
    const struct paper_paragraph *row = &paper.paragraphs[1];
    assert_int_equal(row->place, PAPER_TABLE_ROW);
    assert_int_equal(row->cell_count, 3);
    assert_int_equal(row->cells[2].column, 3);
    assert_memory_equal(paper.text + row->cells[2].byte_start, "措施", 6);
    row = &paper.paragraphs[3];
    assert_int_equal(row->table, 1);
    assert_int_equal(row->row, 3);
    assert_int_equal(row->cell_count, 4);
    assert_int_equal(row->cells[3].end, row->end);
    assert_int_equal(paper.paragraphs[5].table, 2);
    assert_int_equal(paper.paragraphs[5].row, 1);
}

static void looks_come_from_style_and_run(void **state)
{
    (void)state;
    struct paper paper = read_body(
        P("<w:pPr><w:pStyle w:val=\"T\"/></w:pPr>" T("关于反馈意见"))
            P("<w:pPr><w:outlineLvl w:val=\"1\"/><w:jc "
              "w:val=\"both\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>"
              "<w:t>全黑</w:t></w:r>" T("　")) P("<w:r><w:rPr><w:b/></w:rPr><w:t>半黑。</w:t></w:r>" T("半不黑"))
                P("<w:pPr><w:pStyle w:val=\"C1\"/></w:pPr>" T("一、总体情况") "<w:r><w:tab/></w:r>" T("3"))
                    P("<w:pPr><w:pStyle w:val=\"U\"/></w:pPr>" T("二级")),
        STYLE("T", "<w:pPr><w:jc w:val=\"center\"/><w:outlineLvl "
                   "w:val=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr>") "<w:style w:type=\"paragraph\" "
                                                                 "w:styleId=\"C1\"><w:name w:val=\"toc "
                                                                 "1\"/></w:style>"
                                                                 "<w:style w:type=\"paragraph\" "
                                                                 "w:styleId=\"U\"><w:name w:val=\"heading "
                                                                 "2\"/><w:basedOn w:val=\"T\"/>"
                                                                 "<w:rPr><w:b "
                                                                 "w:val=\"0\"/></w:rPr></w:style>",
        NULL);
    const struct paper_paragraph *p = paper.paragraphs;
    assert_true(p[0].bold && p[0].centred && p[0].outline == 1);
    assert_true(p[1].bold && !p[1].centred && p[1].outline == 2);
    assert_true(!p[2].bold && p[2].outline == 0);
    assert_true(p[3].contents && !p[0].contents);
    assert_true(p[4].outline == 2 && p[4].centred && !p[4].bold);
}

static void tables_of_contents_are_marked(void **state)
{
    (void)state;
    struct paper paper = read_body(
        P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC \\o \"1-3\" </w:instrText></w:r><w:r>"
          "<w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>"
          "<w:instrText>PAGEREF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" T("一、情况 1"))
            P(T("二、问题 3")) P("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>") P(T("一、情况")),
        NULL, NULL);
    assert_string_equal(paper.text, "一、情况 1\n二、问题 3\n\n一、情况");
    assert_true(paper.paragraphs[0].contents && paper.paragraphs[1].contents && !paper.paragraphs[3].contents);
    paper =
        read_body(P("<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>TOC</w:instrText></w:r>") P(T("没有结束")),
                  NULL, NULL);
    assert_false(paper.paragraphs[1].contents);
}

static void heads_run_apart(void **state)
{
    (void)state;
    struct archive_part parts[] = {
        {"_rels/.rels", RELATIONSHIPS(DOCX_RELATIONSHIP("officeDocument", "/word/document.xml")), 0},
        {"word/_rels/document.xml.rels",
         RELATIONSHIPS(DOCX_RELATIONSHIP("header", "header1.xml") DOCX_RELATIONSHIP("footer", "../word/./footer1.xml")),
         0},
        {"word/document.xml", docx_part(arena, "document", "<w:body>" P(T("正文")) "</w:body>"), 0},
        {"word/header1.xml",
         docx_part(arena, "hdr", P(T("机密") "<w:r><w:pict><v:textpath string=\"草稿\"/></w:pict></w:r>")), 0},
        {"word/footer1.xml", docx_part(arena, "ftr", P(T("机密")) P(T("第 1 页"))), 0},
    };
    archive_make(parts, COUNT(parts), &file);
    struct paper paper = read_file();
    assert_string_equal(paper.text, "正文");
    assert_string_equal(paper.running_head, "机密\n草稿\n第 1 页");
    assert_string_equal(paper.encoding, "docx");
}

static void embedded_files_are_told(void **state)
{
    (void)state;
    body_is(P(T("正文")) "<w:altChunk r:id=\"a\"/><w:altChunk r:id=\"b\"/>", NULL, "正文");
    assert_int_equal(problems.count, 1);
    assert_int_equal(problems.items[0].severity, SEVERITY_WARNING);
}

static void unusual_packages_are_read(void **state)
{
    (void)state;
    /* strict OOXML, names in capitals, back slashes, a main part elsewhere */
    struct archive_part strict[] = {
        {"_rels\\.rels",
         RELATIONSHIPS("<Relationship Id=\"r\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/"
                       "officeDocument\" Target=\"Main/Doc.XML\"/>"),
         0},
        {"MAIN\\doc.xml",
         "<x:document "
         "xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>严格</x:t></x:r>"
         "</x:p></x:body></x:document>",
         0},
    };
    archive_make(strict, COUNT(strict), &file);
    assert_string_equal(read_file().text, "严格");
    struct archive_part undeclared[] = {
        {"word/document.xml",
         "<w:document><w:body><w:p><w14:z/><w:r><w:t>未声明前缀</w:t></w:r></w:p></w:body></w:document>", 0},
    };
    archive_make(undeclared, COUNT(undeclared), &file);
    assert_string_equal(read_file().text, "未声明前缀");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_are_those_of_libreoffice, begin, end),
        cmocka_unit_test_setup_teardown(levels_follow_word_where_libreoffice_does_not, begin, end),
        cmocka_unit_test_setup_teardown(custom_formats_and_no_format, begin, end),
        cmocka_unit_test_setup_teardown(numbers_typed_again_are_dropped, begin, end),
        cmocka_unit_test_setup_teardown(tracked_changes_are_accepted, begin, end),
        cmocka_unit_test_setup_teardown(fields_links_and_controls, begin, end),
        cmocka_unit_test_setup_teardown(signs_within_a_run, begin, end),
        cmocka_unit_test_setup_teardown(hidden_text_is_left_out, begin, end),
        cmocka_unit_test_setup_teardown(boxes_follow_their_paragraph, begin, end),
        cmocka_unit_test_setup_teardown(tables_give_a_paragraph_a_row, begin, end),
        cmocka_unit_test_setup_teardown(looks_come_from_style_and_run, begin, end),
        cmocka_unit_test_setup_teardown(tables_of_contents_are_marked, begin, end),
        cmocka_unit_test_setup_teardown(heads_run_apart, begin, end),
        cmocka_unit_test_setup_teardown(embedded_files_are_told, begin, end),
        cmocka_unit_test_setup_teardown(unusual_packages_are_read, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
