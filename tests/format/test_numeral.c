#include "testing.h"

#include "format/docx_label.h"
#include "format/numeral.h"

#include <string.h>

static void shows(const char *word, unsigned value, const char *expected)
{
    struct strbuf out = {0};
    numeral_add(&out, numeral_of_word(word, strlen(word)), value);
    if (strcmp(strbuf_text(&out), expected) != 0)
        fail_msg("%s %u: %s, not %s", word, value, strbuf_text(&out), expected);
    strbuf_free(&out);
}

static void numbers_look_as_in_word(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        unsigned value;
        const char *expected;
    } rows[] = {
        {"decimal", 0, "0"},
        {"decimalZero", 7, "07"},
        {"decimalFullWidth", 120, "１２０"},
        {"chineseCounting", 10, "十"},
        {"chineseCounting", 21, "二十一"},
        {"chineseCounting", 100, "一○○"},
        {"chineseCountingThousand", 11, "十一"},
        {"chineseCountingThousand", 20, "二十"},
        {"chineseCountingThousand", 100, "一百"},
        {"chineseCountingThousand", 101, "一百零一"},
        {"chineseCountingThousand", 110, "一百一十"},
        {"chineseCountingThousand", 1001, "一千零一"},
        {"chineseCountingThousand", 1010, "一千零一十"},
        {"chineseCountingThousand", 10010, "一万零一十"},
        {"chineseCountingThousand", 110000, "十一万"},
        {"chineseCountingThousand", 20300, "二万零三百"},
        {"chineseLegalSimplified", 10, "壹拾"},
        {"chineseLegalSimplified", 25, "贰拾伍"},
        {"ideographDigital", 20, "二〇"},
        {"japaneseCounting", 1, "一"},
        {"japaneseCounting", 12, "十二"},
        {"japaneseCounting", 101, "百一"},
        {"taiwaneseCounting", 30, "三十"},
        {"taiwaneseCountingThousand", 102, "一百零二"},
        {"taiwaneseDigital", 10, "一○"},
        {"ideographLegalTraditional", 2, "貳"},
        {"ideographTraditional", 10, "癸"},
        {"ideographTraditional", 11, "11"},
        {"ideographZodiac", 12, "亥"},
        {"ideographZodiacTraditional", 1, "甲子"},
        {"ideographEnclosedCircle", 2, "㈡"},
        {"decimalEnclosedCircle", 20, "⑳"},
        {"decimalEnclosedCircle", 21, "21"},
        {"decimalEnclosedCircleChinese", 3, "③"},
        {"decimalEnclosedParen", 1, "⑴"},
        {"decimalEnclosedFullstop", 1, "⒈"},
        {"upperLetter", 27, "AA"},
        {"lowerLetter", 26, "z"},
        {"lowerLetter", 1000000000, "1000000000"},
        {"upperRoman", 1994, "MCMXCIV"},
        {"lowerRoman", 4, "iv"},
        {"upperRoman", 1000000000, "1000000000"},
        {"numberInDash", 5, "- 5 -"},
        {"ordinal", 11, "11th"},
        {"ordinal", 22, "22nd"},
        {"hex", 255, "FF"},
        {"chicago", 5, "**"},
        {"none", 5, ""},
        {"hindiVowels", 5, "5"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        shows(rows[i].word, rows[i].value, rows[i].expected);
    assert_int_equal(numeral_custom_width("001, 002", 8), 3);
    assert_int_equal(numeral_custom_width("0000000000000000000", 19), 9);
    assert_int_equal(numeral_custom_width("a, b", 4), 1);
    assert_int_equal(numeral_custom_width("", 0), 1);
}

static void joins(const char *label, const char *text, bool nothing, const char *expected)
{
    struct strbuf out = {0};
    docx_label_join(&out, label, text, strlen(text), nothing);
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_free(&out);
}

static void labels_join_their_text(void **state)
{
    (void)state;
    joins("一、", "\xE3\x80\x80聚焦", false, "一、聚焦");
    joins("（一）", "问题", false, "（一）问题");
    joins("1. ", "问题", false, "1.问题");
    joins("1", "问题", false, "1 问题");
    joins("1", "问题", true, "1问题");
    joins("第一条", "总则", false, "第一条 总则");
    joins("①", "记录", false, "①记录");
    joins("", " 原样", false, " 原样");
    joins("1.", "", false, "1.");
    joins("1", "", false, "1");
}

static void repeats(const char *label, const char *text, size_t expected)
{
    if (docx_label_repeated(label, text, strlen(text)) != expected)
        fail_msg("%s %s: %zu", label, text, docx_label_repeated(label, text, strlen(text)));
}

static void repeated_labels_are_found(void **state)
{
    (void)state;
    repeats("一、", "一、聚焦", strlen("一、"));
    repeats("一、", "一. 聚焦", strlen("一. "));
    repeats("（一）", "(一)落实", strlen("(一)"));
    repeats("(1)", "（１）落实", strlen("（１）"));
    repeats("1.", "1、5月", strlen("1、"));
    repeats("①", "①记录", strlen("①"));
    repeats("第一条", "第一条　总则", strlen("第一条　"));
    repeats("1.1", "1.1 范围", strlen("1.1 "));
    repeats("1.1", "1.12 范围", 0);
    repeats("1.1", "1.1.1 范围", 0);
    repeats("1.", "1.5万元", 0);
    repeats("1.", "1：30开会", 0);
    repeats("1.", "10个", 0);
    repeats("1", "1名干部", 0);
    repeats("一", "一是学习", 0);
    repeats("二十一、", "二十一世纪", 0);
    repeats("（一）", "一、聚焦", 0);
    repeats("一、", "二、聚焦", 0);
    repeats("", "一、", 0);
    repeats("、", "、", 0);
    repeats("一、", "", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_look_as_in_word),
        cmocka_unit_test(labels_join_their_text),
        cmocka_unit_test(repeated_labels_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
