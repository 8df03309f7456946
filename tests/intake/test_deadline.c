#include "testing.h"

#include "intake/deadline.h"
#include "letters.h"

static const struct {
    const char *text;
    enum mood mood;
    int year;
    const char *found, *due_on; /* found NULL: no deadline; due_on NULL: no day */
    enum due_as due_as;
    uint32_t amount;
    enum due_unit unit;
} cases[] = {
    {"2026年3月底前", MOOD_DECLARED, 0, "2026年3月底前", "2026-03-31", DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"3月下旬", MOOD_DECLARED, 2026, "3月下旬", "2026-03-31", DUE_AS_TEN_DAYS, 0, DUE_UNIT_NONE},
    {"2025年11月上旬", MOOD_DECLARED, 0, "2025年11月上旬", "2025-11-10", DUE_AS_TEN_DAYS, 0, DUE_UNIT_NONE},
    {"2026年3月中旬", MOOD_DECLARED, 0, "2026年3月中旬", "2026-03-20", DUE_AS_TEN_DAYS, 0, DUE_UNIT_NONE},
    {"年内", MOOD_DECLARED, 2026, "年内", "2026-12-31", DUE_AS_YEAR, 0, DUE_UNIT_NONE},
    {"即日起至2026年12月31日", MOOD_DECLARED, 0, "2026年12月31日", "2026-12-31", DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"年底前", MOOD_DECLARED, 2025, "年底前", "2025-12-31", DUE_AS_YEAR, 0, DUE_UNIT_NONE},
    {"12月底前完成", MOOD_ASKED, 2024, "12月底前", "2024-12-31", DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"12月底前完成", MOOD_ASKED, 0, "12月底前", NULL, DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"2026年第二季度", MOOD_DECLARED, 0, "2026年第二季度", "2026-06-30", DUE_AS_QUARTER, 0, DUE_UNIT_NONE},
    {"2025年四季度", MOOD_DECLARED, 0, "2025年四季度", "2025-12-31", DUE_AS_QUARTER, 0, DUE_UNIT_NONE},
    {"２０２６年１月３１日前", MOOD_DECLARED, 0, "２０２６年１月３１日前", "2026-01-31", DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"2026.3.5前", MOOD_DECLARED, 0, "2026.3.5前", "2026-03-05", DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"2026-03-05", MOOD_DECLARED, 0, "2026-03-05", "2026-03-05", DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"2024年2月底前", MOOD_DECLARED, 0, "2024年2月底前", "2024-02-29", DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"两个月内", MOOD_ASKED, 0, "两个月内", NULL, DUE_AS_MONTH, 2, DUE_UNIT_MONTH},
    {"45个工作日内", MOOD_ASKED, 0, "45个工作日内", NULL, DUE_AS_DAY, 45, DUE_UNIT_WORKDAY},
    {"于30日内报送", MOOD_ASKED, 0, "30日内", NULL, DUE_AS_DAY, 30, DUE_UNIT_DAY},
    {"一周内", MOOD_ASKED, 0, "一周内", NULL, DUE_AS_DAY, 7, DUE_UNIT_DAY},
    {"长期坚持", MOOD_DECLARED, 0, "长期坚持", NULL, DUE_AS_ONGOING, 0, DUE_UNIT_NONE},
    {"立行立改，长期坚持", MOOD_DECLARED, 0, "长期坚持", NULL, DUE_AS_ONGOING, 0, DUE_UNIT_NONE},
    {"对立行立改的问题，要30日内改到位", MOOD_ASKED, 0, "30日内", NULL, DUE_AS_DAY, 30, DUE_UNIT_DAY},
    {"2025年12月底前，并长期坚持", MOOD_DECLARED, 0, "2025年12月底前", "2025-12-31", DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"2026年底前", MOOD_DECLARED, 0, "2026年底前", "2026-12-31", DUE_AS_YEAR, 0, DUE_UNIT_NONE},
    {"预计2024年9月底前通水", MOOD_TOLD, 0, "2024年9月底前", "2024-09-30", DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"剩余1个预计2025年3月完工", MOOD_TOLD, 0, "2025年3月", "2025-03-31", DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"2026年第一季度完成划转", MOOD_ASKED, 0, "2026年第一季度", "2026-03-31", DUE_AS_QUARTER, 0, DUE_UNIT_NONE},
    {"国庆节前", MOOD_DECLARED, 2026, "国庆节前", NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"2026年国庆节前完成", MOOD_ASKED, 0, "2026年国庆节前", "2026-09-30", DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"2026年春节前发放到位", MOOD_ASKED, 0, "2026年春节前", "2026-02-16", DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"2027年元旦前", MOOD_DECLARED, 0, "2027年元旦前", "2026-12-31", DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"汛期前完成清淤", MOOD_ASKED, 2026, "汛期前", NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"本月底前完成", MOOD_ASKED, 2026, "本月底前", NULL, DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"2026年1月至6月", MOOD_DECLARED, 0, "2026年1月至6月", "2026-06-30", DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"2026年3月—2026年9月底", MOOD_DECLARED, 0, "2026年3月—2026年9月底", "2026-09-30", DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"第三季度末", MOOD_DECLARED, 2026, "第三季度末", "2026-09-30", DUE_AS_QUARTER, 0, DUE_UNIT_NONE},
    {"自反馈之日起3个月", MOOD_ASKED, 0, "3个月", NULL, DUE_AS_MONTH, 3, DUE_UNIT_MONTH},
    {"半个月内报督导组", MOOD_ASKED, 0, "半个月内", NULL, DUE_AS_DAY, 15, DUE_UNIT_DAY},
    {"请于2026年8月14日（星期五）下班前报送", MOOD_ASKED, 0, "2026年8月14日（星期五）下班前", "2026-08-14", DUE_AS_DAY,
     0, DUE_UNIT_NONE},
    {"最迟2026年6月完成验收", MOOD_TOLD, 0, "2026年6月", "2026-06-30", DUE_AS_MONTH, 0, DUE_UNIT_NONE},
    {"不晚于2026年9月30日", MOOD_ASKED, 0, "2026年9月30日", "2026-09-30", DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"全年", MOOD_DECLARED, 2026, "全年", "2026-12-31", DUE_AS_YEAR, 0, DUE_UNIT_NONE},
    {"每季度", MOOD_DECLARED, 2026, "每季度", NULL, DUE_AS_ONGOING, 0, DUE_UNIT_NONE},
    {"常态化坚持", MOOD_DECLARED, 0, "常态化坚持", NULL, DUE_AS_ONGOING, 0, DUE_UNIT_NONE},
    {"于2025年春节前夕走访", MOOD_TOLD, 0, NULL, NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"已于2024年8月清退", MOOD_TOLD, 0, NULL, NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"2023年6月底前未完成", MOOD_TOLD, 0, NULL, NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"截至2024年11月底前", MOOD_TOLD, 0, NULL, NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"每月10日前公开上月收支", MOOD_TOLD, 2024, NULL, NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"将时限压缩至30日以内", MOOD_ASKED, 0, NULL, NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"2022年以来的412个项目", MOOD_TOLD, 0, NULL, NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"坚持立行立改与长期整改相结合", MOOD_ASKED, 2024, NULL, NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
    {"启动升级，2025年11月上旬完成测试", MOOD_COMING, 0, "2025年11月上旬", "2025-11-10", DUE_AS_TEN_DAYS, 0,
     DUE_UNIT_NONE},
    {"加强学习", MOOD_ASKED, 2024, NULL, NULL, DUE_AS_DAY, 0, DUE_UNIT_NONE},
};

static void deadlines_are_read(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct prose prose = prose_of(arena, cases[i].text);
        struct letter_deadline deadline = {0};
        bool found = deadline_read(arena, &prose, SPAN(0, prose.length), cases[i].mood, cases[i].year, &deadline);
        if (found != (cases[i].found != NULL))
            fail_msg("%s: %s", cases[i].text, found ? deadline.text : "not found");
        if (!found)
            continue;
        char day[DATE_TEXT] = "";
        if (deadline.has_due_on)
            date_text(deadline.due_on, day);
        if (strcmp(deadline.text, cases[i].found) != 0 || strcmp(day, cases[i].due_on ? cases[i].due_on : "") != 0 ||
            deadline.due_as != cases[i].due_as || deadline.amount != cases[i].amount || deadline.unit != cases[i].unit)
            fail_msg("%s: %s %s as %s, %u", cases[i].text, deadline.text, day, due_as_word(deadline.due_as),
                     deadline.amount);
    }
    arena_free(arena);
}

static void a_missing_year_is_the_one_before(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct prose prose = prose_of(arena, "2023年检查，2024年反馈，12月底前完成，2026年");
    struct years years = years_read(arena, &prose);
    assert_int_equal(year_before(&years, 0), 0);
    assert_int_equal(year_before(&years, 8), 2023);
    assert_int_equal(year_before(&years, 17), 2024);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(deadlines_are_read),
                                       cmocka_unit_test(a_missing_year_is_the_one_before)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
