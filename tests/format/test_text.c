#include "testing.h"

#include "base/utf8.h"
#include "format/paper.h"
#include "format/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct problems problems;

static enum status read_bytes(const void *bytes, size_t size, struct paper *ret_paper)
{
    problems_init(&problems, arena);
    return paper_read(arena, bytes, size, "反馈意见.txt", &problems, ret_paper);
}

#define READ(literal, paper) read_bytes(literal, sizeof literal - 1, paper)

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void refused(enum status expected, enum status status, const char *words)
{
    assert_int_equal(status, expected);
    struct strbuf out = {0};
    problems_text(&problems, LANGUAGE_ZH, &out);
    if (!strstr(strbuf_text(&out), words))
        fail_msg("“%s” is not in: %s", words, strbuf_text(&out));
    strbuf_free(&out);
}

static void lines_become_paragraphs(void **state)
{
    (void)state;
    struct paper paper;
    assert_int_equal(READ("\xEF\xBB\xBF一、聚焦\r\n（一）问题\r第三行\n", &paper), OK);
    assert_string_equal(paper.text, "一、聚焦\n（一）问题\n第三行\n");
    assert_string_equal(paper.encoding, "utf-8");
    assert_int_equal(paper.count, 4);
    assert_int_equal(paper.characters, 15);
    assert_int_equal(paper.paragraphs[1].start, 5);
    assert_int_equal(paper.paragraphs[1].end, 10);
    assert_int_equal(paper.paragraphs[1].byte_start, 13);
    assert_int_equal(paper.paragraphs[1].label_end, 5);
    assert_int_equal(paper.paragraphs[3].start, paper.paragraphs[3].end);
    assert_string_equal(paper.running_head, "");
}

static void other_encodings_are_decoded(void **state)
{
    (void)state;
    struct paper paper;
    assert_int_equal(READ("\xD5\xFB\xB8\xC4\r\n\xA3\xA8\xD2\xBB\xA3\xA9\x1a", &paper), OK);
    assert_string_equal(paper.text, "整改\n（一）");
    assert_string_equal(paper.encoding, "gb18030");
    assert_int_equal(READ("\xFF\xFE\x74\x65\x39\x65\r\0\n\0\x31\0", &paper), OK);
    assert_string_equal(paper.text, "整改\n1");
    assert_string_equal(paper.encoding, "utf-16");
    assert_int_equal(READ("\xFE\xFF\x65\x74\x65\x39\xD8\x42\xDF\xB7", &paper), OK);
    assert_string_equal(paper.text, "整改𠮷");
}

static void unknown_encodings_are_refused(void **state)
{
    (void)state;
    struct paper paper;
    /* Big5: 巡視整改工作領導小組辦公室 */
    refused(
        MALFORMED,
        READ("\xA8\xB5\xB5\xF8\xBE\xE3\xA7\xEF\xA4\x75\xA7\x40\xBB\xE2\xBE\xC9\xA4\x70\xB2\xD5\xBF\xEC\xA4\xBD\xAB\xC7",
             &paper),
        "编码");
    refused(MALFORMED, READ("\xFF\xFE\x74", &paper), "UTF-16");
    refused(MALFORMED, READ("\xFF\xFE\x00\xDC", &paper), "UTF-16");
    refused(MALFORMED, READ("\x74\x65\x39\x65\n\0\x31\0", &paper), "UTF-16");
    refused(MALFORMED, READ("第一行好\n第二行\xE6\x95坏", &paper), "第 2 行");
}

static void binary_is_refused(void **state)
{
    (void)state;
    struct paper paper;
    refused(REFUSED, READ("", &paper), "空的");
    refused(REFUSED, READ(" \r\n\t\xE3\x80\x80\n", &paper), "没有文字");
    refused(MALFORMED, READ("整改\n\x1b[31m", &paper), "第 2 行");
    refused(MALFORMED, READ("abc\0def", &paper), "控制字符");
    refused(REFUSED, READ("%PDF-1.7\n", &paper), "PDF");
    refused(REFUSED, READ("{\\rtf1\\ansi}", &paper), "rtf");
    refused(REFUSED, READ("\x89PNG\r\n\x1a\n", &paper), "PNG");
    refused(REFUSED, READ("\xFF\xD8\xFF\xE0", &paper), "JPEG");
    refused(REFUSED, READ("\n<HTML><body>整改</body>", &paper), "网页");
    refused(REFUSED, READ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", &paper), ".doc");
    refused(REFUSED, READ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", &paper),
            "密码");
}

static void tabs_make_tables(void **state)
{
    (void)state;
    struct paper paper;
    assert_int_equal(READ("表\n序号\t问题\t措施\n1\t甲\t\n一\t行\n一\t二\t三", &paper), OK);
    assert_int_equal(paper.count, 5);
    assert_int_equal(paper.paragraphs[0].place, PAPER_BODY);
    const struct paper_paragraph *row = &paper.paragraphs[2];
    assert_int_equal(row->place, PAPER_TABLE_ROW);
    assert_int_equal(row->table, 1);
    assert_int_equal(row->row, 2);
    assert_int_equal(row->cell_count, 3);
    assert_int_equal(row->cells[1].end - row->cells[1].start, 1);
    assert_memory_equal(paper.text + row->cells[1].byte_start, "甲", 3);
    assert_int_equal(row->cells[2].start, row->cells[2].end);
    assert_int_equal(row->cells[2].end, row->end);
    assert_int_equal(paper.paragraphs[3].place, PAPER_BODY);
    assert_int_equal(paper.paragraphs[4].place, PAPER_BODY); /* one such line alone is no table */
}

static void limits_hold(void **state)
{
    (void)state;
    struct paper paper;
    size_t size = (size_t)PAPER_FILE_BYTES + 1;
    char *bytes = malloc(size);
    memset(bytes, 'a', size);
    refused(TOO_LARGE, read_bytes(bytes, size, &paper), "太大");
    refused(TOO_LARGE, read_bytes(bytes, PAPER_FILE_BYTES, &paper), "文字太多");
    refused(TOO_LARGE, read_bytes(bytes, PAPER_TEXT_CHARACTERS + 1, &paper), "文字太多");
    assert_int_equal(read_bytes(bytes, PAPER_TEXT_CHARACTERS, &paper), OK);
    memset(bytes + 1, '\n', PAPER_PARAGRAPHS);
    refused(TOO_LARGE, read_bytes(bytes, PAPER_PARAGRAPHS + 1, &paper), "段落太多");
    free(bytes);
}

static void files_are_read_by_their_bytes(void **state)
{
    (void)state;
    struct paper paper;
    problems_init(&problems, arena);
    refused(REFUSED, paper_read_file(arena, "/", &problems, &paper), "文件夹");
    problems_init(&problems, arena);
    refused(NOT_FOUND, paper_read_file(arena, "/no/such/file", &problems, &paper), "找不到");
    char path[] = "/tmp/rectify-test-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    fputs("整改\n", file);
    fclose(file);
    problems_init(&problems, arena);
    assert_int_equal(paper_read_file(arena, path, &problems, &paper), OK);
    assert_string_equal(paper.text, "整改\n");
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_become_paragraphs, begin, end),
        cmocka_unit_test_setup_teardown(other_encodings_are_decoded, begin, end),
        cmocka_unit_test_setup_teardown(unknown_encodings_are_refused, begin, end),
        cmocka_unit_test_setup_teardown(binary_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(tabs_make_tables, begin, end),
        cmocka_unit_test_setup_teardown(limits_hold, begin, end),
        cmocka_unit_test_setup_teardown(files_are_read_by_their_bytes, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
