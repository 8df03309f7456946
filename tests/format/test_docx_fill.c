/* Templates: values, lines, repetitions of paragraphs and rows, conditions, what is spread over runs, what is broken,
 * what values may hold; read back by the program's reader of .docx, which knows nothing of templates. */
#include "testing.h"

#include "format/archive.h"
#include "format/docx.h"
#include "format/docx_fill.h"

#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct problems problems;

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
    return 0;
}

#define P(text)    "<w:p>" text "</w:p>"
#define R(text)    "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define BOLD(text) "<w:r><w:rPr><w:b/></w:rPr><w:t>" text "</w:t></w:r>"
#define LINE(text) P(R(text))

static enum status fill(const char *body, const char *values, struct strbuf *ret_bytes)
{
    struct strbuf template = {0};
    struct docx_template read;
    json_t *json = json_loads(values, 0, NULL);
    assert_non_null(json);
    docx_make(body, NULL, NULL, &template);
    problems_init(&problems, arena);
    enum status status = docx_template_read(arena, template.bytes, template.length, "t.docx", &problems, &read);
    if (!status)
        status = docx_fill(arena, &read, json, &problems, ret_bytes);
    strbuf_free(&template);
    json_decref(json);
    return status;
}

/* Its paragraphs, a line each. */
static const char *filled(const char *body, const char *values)
{
    struct strbuf bytes = {0};
    struct paper paper;
    enum status status = fill(body, values, &bytes);
    if (status)
        return arena_printf(arena, "status %d: %s", (int)status, problems.count ? problems.items[0].message->code : "");
    assert_int_equal(docx_read(arena, bytes.bytes, bytes.length, "t.docx", &problems, &paper), OK);
    const char *text = arena_strndup(arena, paper.text, paper.bytes);
    strbuf_free(&bytes);
    return text;
}

static const char *refusal(const char *body, const char *values, const char **ret_place)
{
    struct strbuf bytes = {0};
    assert_int_equal(fill(body, values, &bytes), REFUSED);
    assert_true(problems.count > 0);
    *ret_place = problems.items[0].place;
    strbuf_free(&bytes);
    return problems.items[0].message->code;
}

static void values_wherever_they_stand(void **state)
{
    (void)state;
    assert_string_equal(filled(LINE("《{{title}}》共{{ count }}条"), "{\"title\": \"周报\", \"count\": 3}"),
                        "《周报》共3条");
    /* Word cuts a placeholder where it likes */
    assert_string_equal(filled(P(R("A{") BOLD("{ti") R("tle") R("}") R("}Z")), "{\"title\": \"周报\"}"), "A周报Z");
    assert_string_equal(filled(P(R("{{a}}{{") R("b}}{{a") R("}}")), "{\"a\": \"1\", \"b\": \"2\"}"), "121");
    assert_string_equal(filled(LINE("a{b}c}}d{{"), "{}"), "a{b}c}}d{{");
    assert_string_equal(filled(LINE("{{none}}|"), "{\"none\": null}"), "|");
}

static void values_are_inert(void **state)
{
    (void)state;
    assert_string_equal(filled(LINE("{{a}}，{{b}}"), "{\"a\": \"<w:p/> & {{b}} \\u0001\\uFFFE\", \"b\": \"]]>\\\"\"}"),
                        "<w:p/> & {{b}} ，]]>\"");
    assert_string_equal(filled(LINE("{{a}}"), "{\"a\": \"𠀀㐀龥\"}"), "𠀀㐀龥");
}

static void lines_become_paragraphs(void **state)
{
    (void)state;
    struct strbuf bytes = {0};
    assert_string_equal(filled(LINE("前") LINE("{{text}}") LINE("后"), "{\"text\": \"一\\n二\\n三\"}"),
                        "前\n一\n二\n三\n后");
    assert_int_equal(fill(LINE("见{{text}}。"), "{\"text\": \"一\\n二\"}", &bytes),
                     OK); /* within a sentence: a break */
    strbuf_free(&bytes);
}

static void what_is_repeated(void **state)
{
    (void)state;
    static const char body[] =
        LINE("{{#parts}}") LINE("{{n_zh}}、{{label}}") LINE("{{text}}") LINE("{{/parts}}") LINE("完");
    assert_string_equal(
        filled(body,
               "{\"parts\": [{\"label\": \"情况\", \"text\": \"甲\\n乙\"}, {\"label\": \"困难\", \"text\": \"无\"}]}"),
        "一、情况\n甲\n乙\n二、困难\n无\n完");
    assert_string_equal(filled(body, "{\"parts\": []}"), "完");
    static const char nested[] = LINE("{{#units}}") LINE("{{n}}.{{unit}}") LINE("{{#rows}}")
        LINE("（{{n}}）{{unit}}{{what}}") LINE("{{/rows}}") LINE("{{/units}}");
    assert_string_equal(filled(nested,
                               "{\"units\": [{\"unit\": \"甲\", \"rows\": [{\"what\": \"x\"}, {\"what\": \"y\"}]}, "
                               "{\"unit\": \"乙\", \"rows\": []}]}"),
                        "1.甲\n（1）甲x\n（2）甲y\n2.乙");
}

static void rows_of_tables(void **state)
{
    (void)state;
    static const char body[] = "<w:tbl><w:tr><w:tc>" LINE("单位") "</w:tc><w:tc>" LINE(
        "数") "</w:tc></w:tr>"
              "<w:tr><w:tc>" LINE("{{#units}}{{name}}") "</w:tc><w:tc>" LINE(
                  "{{count}}{{/units}}") "</w:tc></w:tr></w:tbl>" LINE("完");
    const char *text =
        filled(body, "{\"units\": [{\"name\": \"甲\", \"count\": 1}, {\"name\": \"乙\", \"count\": 2}]}");
    if (!strstr(text, "甲"))
        fail_msg("%s", text);
    assert_non_null(strstr(text, "乙"));
    assert_null(strstr(text, "{{"));
    assert_true(strstr(text, "甲") < strstr(text, "乙"));
    assert_null(strstr(filled(body, "{\"units\": []}"), "{{"));
}

static void conditions(void **state)
{
    (void)state;
    static const char body[] =
        LINE("{{?to}}") LINE("{{to}}：") LINE("{{/to}}") LINE("{{^to}}") LINE("（无主送）") LINE("{{/to}}");
    assert_string_equal(filled(body, "{\"to\": \"办公室\"}"), "办公室：");
    assert_string_equal(filled(body, "{\"to\": \"\"}"), "（无主送）");
    assert_string_equal(filled(LINE("{{?quiet}}") LINE("无进展") LINE("{{/quiet}}") LINE("完"), "{\"quiet\": false}"),
                        "完");
    assert_string_equal(filled(LINE("{{?quiet}}") LINE("无进展") LINE("{{/quiet}}") LINE("完"), "{\"quiet\": true}"),
                        "无进展\n完");
}

static void what_is_broken_is_named(void **state)
{
    (void)state;
    const char *place;
    assert_string_equal(refusal(LINE("标题：{{titl}}"), "{\"title\": \"x\"}", &place), "fill_near");
    assert_string_equal(place, "标题：{{titl}}");
    assert_string_equal(problems.items[0].args[1], "title");
    assert_string_equal(refusal(LINE("{{wholly_other}}"), "{\"title\": \"x\"}", &place), "fill_unknown");
    assert_string_equal(refusal(LINE("{{#rows}}") LINE("x"), "{\"rows\": []}", &place), "fill_unclosed");
    assert_string_equal(refusal(LINE("x") LINE("{{/rows}}"), "{\"rows\": []}", &place), "fill_unclosed");
    assert_string_equal(refusal(LINE("{{#title}}") LINE("x") LINE("{{/title}}"), "{\"title\": \"x\"}", &place),
                        "fill_list");
    assert_string_equal(refusal(LINE("{{rows}}"), "{\"rows\": []}", &place), "fill_text");
    assert_string_equal(refusal(LINE("甲{{#rows}}乙"), "{\"rows\": []}", &place), "fill_unclosed");
}

static void all_that_is_wrong_is_named_once(void **state)
{
    (void)state;
    struct strbuf text = {0};
    const char *place;
    refusal(LINE("{{wrong}}") LINE("{{#rows}}") LINE("{{name}}{{nome}}") LINE("{{/rows}}") LINE("甲{{#rows}}乙")
                LINE("{{absent}}"),
            "{\"rows\": [{\"name\": \"x\"}, {\"name\": \"y\"}, {\"name\": \"z\"}]}", &place);
    for (size_t i = 0; i < problems.count; i++)
        strbuf_addf(&text, "%s ", problems.items[i].args[0]);
    assert_string_equal(strbuf_text(&text), "wrong nome {{#rows}} absent ");
    strbuf_free(&text);
}

/* A list in itself is a million million at forty, and thirty million at twenty-five. */
static void lists_in_lists_are_bounded(void **state)
{
    (void)state;
    static const struct {
        int deep;
        const char *said;
    } cases[] = {{40, "fill_too_deep"}, {25, "fill_too_large"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strbuf body = {0};
        const char *place;
        for (int deep = 0; deep < cases[i].deep; deep++)
            strbuf_adds(&body, LINE("{{#rows}}"));
        strbuf_adds(&body, LINE("x"));
        for (int deep = 0; deep < cases[i].deep; deep++)
            strbuf_adds(&body, LINE("{{/rows}}"));
        assert_string_equal(refusal(strbuf_text(&body), "{\"rows\": [{}, {}]}", &place), cases[i].said);
        strbuf_free(&body);
    }
}

static void the_same_gives_the_same(void **state)
{
    (void)state;
    struct strbuf one = {0}, other = {0};
    assert_int_equal(fill(LINE("{{a}}"), "{\"a\": \"1\"}", &one), OK);
    assert_int_equal(fill(LINE("{{a}}"), "{\"a\": \"1\"}", &other), OK);
    assert_int_equal(one.length, other.length);
    assert_memory_equal(one.bytes, other.bytes, one.length);
    strbuf_free(&one);
    strbuf_free(&other);
}

static void only_word_documents(void **state)
{
    (void)state;
    struct docx_template read;
    static const char no_zip[] = "PK no";
    assert_int_not_equal(docx_template_read(arena, no_zip, sizeof no_zip, "t.docx", &problems, &read), OK);
    struct strbuf other = {0};
    const struct archive_part part = {"xl/workbook.xml", "<a/>", 0};
    archive_make(&part, 1, &other);
    assert_int_equal(docx_template_read(arena, other.bytes, other.length, "t.docx", &problems, &read), REFUSED);
    strbuf_free(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_wherever_they_stand),
        cmocka_unit_test(values_are_inert),
        cmocka_unit_test(lines_become_paragraphs),
        cmocka_unit_test(what_is_repeated),
        cmocka_unit_test(rows_of_tables),
        cmocka_unit_test(conditions),
        cmocka_unit_test(what_is_broken_is_named),
        cmocka_unit_test(all_that_is_wrong_is_named_once),
        cmocka_unit_test(lists_in_lists_are_bounded),
        cmocka_unit_test(the_same_gives_the_same),
        cmocka_unit_test(only_word_documents),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
