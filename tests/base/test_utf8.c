#include "testing.h"

#include "base/problem.h"
#include "base/utf8.h"

#include <string.h>

static void only_clean_text_is_text(void **state)
{
    (void)state;
    size_t bad;
    assert_true(utf8_is_text("党组\t𠮷\n", strlen("党组\t𠮷\n"), NULL));
    assert_false(utf8_is_text("a\0b", 3, &bad));
    assert_int_equal(bad, 1);
    assert_false(utf8_is_text("ab\xC0\xAF", 4, &bad)); /* overlong */
    assert_int_equal(bad, 2);
    assert_false(utf8_is_text("\xED\xA0\x80", 3, NULL)); /* surrogate */
    assert_false(utf8_is_text("\x1b[0m", 4, NULL));
}

static void widths_and_counts(void **state)
{
    (void)state;
    assert_int_equal(utf8_count("一a𠮷", strlen("一a𠮷")), 3);
    assert_int_equal(utf8_columns("一a、", strlen("一a、")), 5);
    assert_int_equal(utf8_prefix("一二三", 9, 2), 6);
}

static void folding_joins_full_width_and_ascii(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(utf8_fold_text(arena, "（１）ＡＢ：", strlen("（１）ＡＢ：")), "(1)ab:");
    size_t length;
    assert_string_equal(utf8_from_gb18030(arena, "\xD5\xFB\xB8\xC4", 4, &length), "整改");
    assert_null(utf8_from_gb18030(arena, "\xD5", 1, &length));
    arena_free(arena);
}

static const struct message example = {"example", "“{0}”不能为空（{1}）", "{0} must not be empty ({1})"};

static void problems_speak_both_languages(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    assert_int_equal(problem_add(&problems, REFUSED, &example, "title", "标题", "必填", NULL), REFUSED);
    struct strbuf out = {0};
    problems_text(&problems, LANGUAGE_ZH, &out);
    assert_string_equal(strbuf_text(&out), "title：“标题”不能为空（必填）\n");
    strbuf_clear(&out);
    problem_text(&problems.items[0], LANGUAGE_EN, &out);
    assert_string_equal(strbuf_text(&out), "标题 must not be empty (必填)");
    strbuf_free(&out);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_clean_text_is_text),
        cmocka_unit_test(widths_and_counts),
        cmocka_unit_test(folding_joins_full_width_and_ascii),
        cmocka_unit_test(problems_speak_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
