/* What a cell can hold, how many lines it takes, and that a file is there whole or not at all. What the workbook looks
 * like to a reader is tests/phases/40-export.sh. */
#include "testing.h"

#include "format/sheet_write.h"
#include "format/wrap.h"
#include "format/xlsx_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void lines_are_counted_as_a_sheet_wraps(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double columns;
        size_t lines;
    } cases[] = {
        {"", 10, 1},
        {"理论学习", 8, 1},
        {"理论学习不", 8, 2},
        {"一\n二\n\n四", 10, 4},
        {"一二三四五六七八九十", 10, 2},
        {"一二三四五，六七八九", 10, 3},       /* the comma takes 五 along */
        {"一二三四“五”六", 10, 2},             /* the opening mark does not end a line */
        {"measure by measure", 10, 2},         /* words stay whole */
        {"abcdefghijklmnopqrstuvwxyz", 10, 3}, /* longer than a line */
        {"一共，2025年", 8, 3},                /* some programs do not break between a comma and a number */
        {"x", 0, 1},
        {"一", 0, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        if (wrap_lines(cases[i].text, cases[i].columns) != cases[i].lines)
            fail_msg("“%s” in %g columns: %zu lines, not %zu", cases[i].text, cases[i].columns,
                     wrap_lines(cases[i].text, cases[i].columns), cases[i].lines);
    assert_true(wrap_width("一ab\n一二三") == 6);
}

/* ---- what was written, read back ---- */

enum { CELLS = 16 };

struct read_back {
    struct arena *arena;
    const char *texts[CELLS];
    size_t count;
};

static enum status take_row(void *context, const struct xlsx_row *row)
{
    struct read_back *back = context;
    for (size_t i = 0; i < row->count && back->count < CELLS; i++)
        back->texts[back->count++] = arena_strdup(back->arena, row->cells[i].text);
    return OK;
}

static void *read_file(struct arena *arena, const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *ret_size = (size_t)ftell(file);
    rewind(file);
    void *bytes = arena_alloc(arena, *ret_size + 1);
    assert_int_equal(fread(bytes, 1, *ret_size, file), *ret_size);
    fclose(file);
    return bytes;
}

static void text_comes_back_as_it_was(void **state)
{
    (void)state;
    static const char *const texts[] = {"=1+1", "+1",         "-1",     "@SUM(A1)", "_x0041_",
                                        "a_x",  "一\n二\t三", "<&>\"'", " ",        "\xEF\xBF\xBF|"};
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    char path[] = "/tmp/sheet-XXXXXX";
    close(mkstemp(path));
    struct sheet_book *book;
    assert_int_equal(sheet_book_new(path, &problems, &book), OK);
    const struct sheet_style style = {.font = "仿宋_GB2312", .size = 11, .wrap = true};
    const struct sheet_format *format = sheet_format(book, &style);
    assert_ptr_equal(format, sheet_format(book, &style));
    struct sheet *sheet = sheet_add(book, "问题/清单");
    char *longest = arena_alloc(arena, 40000 * 3 + 1);
    for (size_t i = 0; i < 40000; i++)
        memcpy(longest + 3 * i, "长", 3);
    for (size_t i = 0; i < COUNT(texts); i++)
        sheet_text(sheet, (uint32_t)i, 0, texts[i], format);
    sheet_text(sheet, COUNT(texts), 0, longest, format);
    assert_int_equal(sheet_book_finish(book, &problems), OK);
    size_t size;
    void *bytes = read_file(arena, path, &size);
    unlink(path);
    struct xlsx_book *xlsx;
    struct read_back back = {.arena = arena};
    assert_int_equal(xlsx_open(arena, bytes, size, "x.xlsx", &problems, &xlsx), OK);
    assert_int_equal(xlsx_rows(xlsx, 0, 0, take_row, &back), OK);
    assert_int_equal(back.count, COUNT(texts) + 1);
    for (size_t i = 0; i < COUNT(texts) - 1; i++)
        assert_string_equal(back.texts[i], texts[i]);
    assert_string_equal(back.texts[COUNT(texts) - 1], "|"); /* what XML forbids is gone */
    assert_int_equal(strlen(back.texts[COUNT(texts)]), SHEET_TEXT * 3);
    xlsx_close(xlsx);
    arena_free(arena);
}

static enum status write_rows(const char *path, struct problems *problems, uint32_t rows)
{
    struct sheet_book *book;
    enum status status = sheet_book_new(path, problems, &book);
    if (status)
        return status;
    const struct sheet_style style = {.font = "宋体", .size = 11};
    const struct sheet_format *format = sheet_format(book, &style);
    struct sheet *sheet = sheet_add(book, "a");
    assert_non_null(sheet);
    for (uint32_t row = 0; row < rows; row++)
        sheet_text(sheet, row, 0, "该项工作涉及面广、历史遗留问题多，需要逐年逐项核对原始凭证。", format);
    return sheet_book_finish(book, problems);
}

static size_t files_in(const char *folder)
{
    char command[256];
    snprintf(command, sizeof command, "ls -A %s | wc -l", folder);
    FILE *out = popen(command, "r");
    size_t count = 99;
    assert_int_equal(fscanf(out, "%zu", &count), 1);
    pclose(out);
    return count;
}

static void nothing_is_left_of_a_file_that_failed(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    char folder[] = "/tmp/sheets-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = arena_printf(arena, "%s/a.xlsx", folder);
    assert_int_equal(write_rows("/no/such/folder/a.xlsx", &problems, 1), REFUSED);
    assert_int_equal(write_rows(folder, &problems, 1), REFUSED);
    assert_int_equal(problems.count, 2);
    struct sheet_book *book;
    assert_int_equal(sheet_book_new(path, &problems, &book), OK);
    assert_non_null(sheet_add(book, "a"));
    sheet_book_drop(book);
    assert_int_equal(files_in(folder), 0);
    assert_int_equal(write_rows(path, &problems, 10), OK);
    assert_int_equal(files_in(folder), 1);
    rmdir(folder);
    unlink(path);
    rmdir(folder);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_counted_as_a_sheet_wraps),
        cmocka_unit_test(text_comes_back_as_it_was),
        cmocka_unit_test(nothing_is_left_of_a_file_that_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
