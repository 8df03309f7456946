#include "testing.h"

#include "intake/label.h"
#include "letters.h"

static const struct {
    const char *text;
    bool at_start;
    enum label_style style;
    uint32_t value, end; /* end: code points the number takes */
} cases[] = {
    {"一、总体评价", true, LABEL_HAN, 1, 2},
    {"十二、其他", true, LABEL_HAN, 12, 3},
    {"（一）方面", true, LABEL_HAN_ROUND, 1, 3},
    {"(二)方面", false, LABEL_HAN_ROUND, 2, 3},
    {"（三)混用", true, LABEL_HAN_ROUND, 3, 3},
    {"1.学习", true, LABEL_DIGIT, 1, 2},
    {"１．学习", true, LABEL_DIGIT, 1, 2},
    {"2、学习", false, LABEL_DIGIT, 2, 2},
    {"12．学习", true, LABEL_DIGIT, 12, 3},
    {"1.2021年以来", true, LABEL_DIGIT, 1, 2},
    {"1.1政策", true, LABEL_DECIMAL, 1, 3},
    {"2.1.3 范围", true, LABEL_DECIMAL, 3, 5},
    {"3.5万元", true, LABEL_NONE, 0, 0},
    {"12.5%", true, LABEL_NONE, 0, 0},
    {"2025.3.5", true, LABEL_NONE, 0, 0},
    {"31张票据", true, LABEL_NONE, 0, 0},
    {"1、2号楼", false, LABEL_NONE, 0, 0},
    {"（1）一项", false, LABEL_ROUND, 1, 3},
    {"( 2 ) two", false, LABEL_ROUND, 2, 5},
    {"3）半边", true, LABEL_ROUND, 3, 2},
    {"⑷四", false, LABEL_ROUND, 4, 1},
    {"①圈", false, LABEL_CIRCLE, 1, 1},
    {"一是", false, LABEL_IS, 1, 2},
    {"四是要", false, LABEL_IS, 4, 2},
    {"三要", false, LABEL_MUST, 3, 2},
    {"第一，", false, LABEL_ORDINAL, 1, 3},
    {"第二、", false, LABEL_ORDINAL, 2, 3},
    {"第一部分 总则", true, LABEL_PART, 1, 4},
    {"第一书记", true, LABEL_NONE, 0, 0},
    {"首先，", false, LABEL_FIRST, 1, 3},
    {"其次,", false, LABEL_FIRST, 2, 3},
    {"问题3：", true, LABEL_PROBLEM, 3, 4},
    {"反馈问题（一）：", true, LABEL_PROBLEM, 1, 8},
    {"——坚持", true, LABEL_DASH, 0, 2},
    {"A.项", true, LABEL_LETTER, 1, 2},
    {"（2025年8月22日）", true, LABEL_NONE, 0, 0},
    {"一些单位", true, LABEL_NONE, 0, 0},
    {"一、二季度", false, LABEL_NONE, 0, 0},
    {"", true, LABEL_NONE, 0, 0},
};

static void numbers_are_read(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct prose prose = prose_of(arena, *cases[i].text ? cases[i].text : "空");
        struct label label = label_scan(&prose, 0, *cases[i].text ? prose.length : 0, cases[i].at_start);
        if (label.style != cases[i].style || label.value != cases[i].value || label.end - label.start != cases[i].end)
            fail_msg("%s: style %d value %u length %u", cases[i].text, (int)label.style, label.value,
                     label.end - label.start);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_are_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
