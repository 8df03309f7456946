#include "testing.h"

#include "calendar/calendar_messages.h"
#include "calendar/explain.h"
#include "calendar/tables.h"

#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static const struct calendar *shipped;

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    shipped = shipped_calendar(arena, NULL, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static date on(const char *text)
{
    date day;
    if (!date_parse(text, &day))
        fail_msg("%s is no day", text);
    return day;
}

#define assert_day(is, should)                                                                                         \
    do {                                                                                                               \
        char told[DATE_TEXT];                                                                                          \
        date_text(is, told);                                                                                           \
        assert_string_equal(told, should);                                                                             \
    } while (0)

/* ---- arithmetic ---- */

static void weekdays_are_those_of_the_week(void **state)
{
    (void)state;
    assert_int_equal(weekday_of(on("2026-11-30")), 1);
    assert_int_equal(weekday_of(on("1970-01-01")), 4);
    assert_int_equal(weekday_of(on("1969-12-28")), 7);
    assert_int_equal(weekday_of(on("1900-01-01")), 1);
    for (date day = -25560; day < 84000; day++)
        assert_int_equal(weekday_of(day), weekday_of(day - 7));
}

/* A year nobody made a table for, far from those that have one: plain weeks. */
static void plain_weeks_without_a_table(void **state)
{
    (void)state;
    assert_true(calendar_works(shipped, on("2099-10-01"))); /* a Thursday */
    assert_day(calendar_add(shipped, on("2099-09-30"), 5), "2099-10-07");
    assert_int_equal(calendar_untabled(shipped, on("2026-01-01"), on("2026-12-31")), 0);
    assert_int_equal(calendar_untabled(shipped, on("2026-12-31"), on("2027-01-01")), 2027);
    assert_int_equal(calendar_untabled(shipped, on("2028-05-01"), on("2026-12-31")), 2027);
    assert_int_equal(calendar_untabled(shipped, on("2017-12-31"), on("2018-01-01")), 2017);
}

/* Some calendar with days of its own in both directions, overlapping the notices and each other. */
static const struct calendar *calendar_with(unsigned seed)
{
    VEC(struct calendar_span) own = {0};
    srand(seed);
    for (int i = 0; i < 40; i++) {
        date first = on("2024-01-01") + rand() % 900;
        *VEC_PUSH(arena, &own) = (struct calendar_span){
            .first = first,
            .last = first + rand() % 9,
            .kind = rand() % 2 ? DAY_REST : DAY_WORK,
            .name = "自定",
            .own = true,
        };
    }
    return shipped_calendar(arena, own.items, own.count);
}

static void answers_are_those_of_counting_day_by_day(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 5; seed++) {
        const struct calendar *calendar = calendar_with(seed);
        for (date day = on("2023-11-01"); day < on("2026-09-01"); day += 1 + rand() % 3) {
            date at = day;
            for (int n = 1; n <= 80; n++) {
                do
                    at++;
                while (!calendar_works(calendar, at));
                assert_int_equal(calendar_add(calendar, day, n), at);
                assert_int_equal(calendar_between(calendar, day, at), n);
            }
            at = day;
            for (int n = 1; n <= 80; n++) {
                do
                    at--;
                while (!calendar_works(calendar, at));
                assert_int_equal(calendar_add(calendar, day, -n), at);
            }
            for (at = day; !calendar_works(calendar, at); at++)
                ;
            assert_int_equal(calendar_next(calendar, day), at);
            assert_int_equal(calendar_add(calendar, day, 0), at);
            for (at = day; !calendar_works(calendar, at); at--)
                ;
            assert_int_equal(calendar_previous(calendar, day), at);
        }
    }
}

static void adding_and_subtracting_returns(void **state)
{
    (void)state;
    const struct calendar *calendar = calendar_with(7);
    for (int i = 0; i < 50000; i++) {
        date a = on("2017-01-01") + rand() % 4500, b = on("2017-01-01") + rand() % 4500,
             c = on("2017-01-01") + rand() % 4500;
        int n = rand() % 4000;
        if (calendar_works(calendar, a))
            assert_int_equal(calendar_add(calendar, calendar_add(calendar, a, n), -n), a);
        assert_int_equal(calendar_between(calendar, a, calendar_add(calendar, a, n + 1)), n + 1);
        assert_int_equal(calendar_between(calendar, a, b) + calendar_between(calendar, b, c),
                         calendar_between(calendar, a, c));
        if (b >= c)
            assert_true(calendar_between(calendar, a, b) >= calendar_between(calendar, a, c));
        if (b >= a)
            assert_true(calendar_add(calendar, b, n) >= calendar_add(calendar, a, n));
    }
}

static void answers_stay_within_the_dates(void **state)
{
    (void)state;
    assert_day(calendar_add(shipped, on("2199-12-30"), CALENDAR_MOST), "2199-12-31");
    assert_day(calendar_add(shipped, on("1900-01-03"), -CALENDAR_MOST), "1900-01-01");
}

/* ---- days with a name ---- */

static void own_days_hold_against_the_notice(void **state)
{
    (void)state;
    const struct calendar_span own[] = {
        {on("2026-10-03"), on("2026-10-04"), DAY_WORK, "防汛值守", true},
        {on("2026-04-17"), on("2026-04-20"), DAY_REST, "三月三", true},
    };
    const struct calendar *calendar = shipped_calendar(arena, own, COUNT(own));
    assert_true(calendar_works(calendar, on("2026-10-03")));
    assert_false(calendar_works(calendar, on("2026-10-02")));
    assert_false(calendar_works(calendar, on("2026-04-20")));
    assert_day(calendar_add(calendar, on("2026-04-16"), 1), "2026-04-21");
    assert_string_equal(calendar_span_of(calendar, on("2026-10-04"))->name, "防汛值守");
    assert_string_equal(calendar_span_of(calendar, on("2026-10-05"))->name, "国庆节");
    assert_null(calendar_span_of(calendar, on("2026-10-11")));
}

/* ---- periods ---- */

/* Written by hand with a wall calendar beside it, before the code. */
static void periods_end_where_the_rules_say(void **state)
{
    (void)state;
    struct period days45 = {45, PERIOD_WORKING_DAYS}, three_months = {3, PERIOD_MONTHS}, ten_days = {10, PERIOD_DAYS};
    /* feedback on 20 July 2026: 9 working days in July behind it, 21 in August, 15 more reach 20 September's make-up
     * day */
    assert_day(period_end(shipped, on("2026-07-20"), days45, true), "2026-09-20");
    assert_day(period_end(shipped, on("2026-06-30"), three_months, true), "2026-09-30");
    assert_day(period_end(shipped, on("2026-07-05"), three_months, false), "2026-10-05");
    assert_day(period_end(shipped, on("2026-07-05"), three_months, true), "2026-10-08");
    assert_day(period_end(shipped, on("2025-11-30"), three_months, false), "2026-02-28");
    assert_day(period_end(shipped, on("2023-11-30"), three_months, false), "2024-02-29");
    assert_day(period_end(shipped, on("2026-02-06"), ten_days, true), "2026-02-24");
    assert_day(period_end(shipped, on("2026-10-02"), (struct period){0, PERIOD_WORKING_DAYS}, true), "2026-10-08");
    assert_day(period_end(shipped, on("2026-10-02"), (struct period){0, PERIOD_DAYS}, false), "2026-10-02");
}

static void lengths_hold_in_both_ways_of_counting(void **state)
{
    (void)state;
    /* the report is due on 9 October; an external review takes five working days and a week: over the holiday the
     * working days decide (28, 29, 30 September, 8 and 9 October), in a plain week the seven days do */
    assert_day(length_before(shipped, on("2026-10-09"), (struct length){5, 7}), "2026-09-27");
    assert_day(length_before(shipped, on("2026-11-20"), (struct length){5, 7}), "2026-11-13");
    assert_day(length_before(shipped, on("2026-11-20"), (struct length){0, 7}), "2026-11-13");
    assert_day(length_before(shipped, on("2026-11-22"), (struct length){1, 0}), "2026-11-19");
    assert_day(length_after(shipped, on("2026-09-27"), (struct length){5, 7}), "2026-10-09");
    for (int i = 0; i < 20000; i++) {
        date until = on("2019-01-01") + rand() % 2800;
        struct length length = {rand() % 30, rand() % 45};
        date start = length_before(shipped, until, length);
        assert_true(calendar_between(shipped, start, until) >= length.working && until - start >= length.days);
        assert_false(calendar_between(shipped, start + 1, until) >= length.working && until - start - 1 >= length.days);
        date by = length_after(shipped, start, length);
        assert_true(by <= until && calendar_between(shipped, start, by) >= length.working && by - start >= length.days);
    }
}

static void units_end_on_their_last_day(void **state)
{
    (void)state;
    assert_day(ten_days_end(on("2026-02-01")), "2026-02-10");
    assert_day(ten_days_end(on("2026-02-10")), "2026-02-10");
    assert_day(ten_days_end(on("2026-02-11")), "2026-02-20");
    assert_day(ten_days_end(on("2026-02-21")), "2026-02-28");
    assert_day(ten_days_end(on("2024-02-29")), "2024-02-29");
    assert_day(month_end(on("2026-12-01")), "2026-12-31");
    assert_day(quarter_end(on("2026-01-31")), "2026-03-31");
    assert_day(quarter_end(on("2026-06-30")), "2026-06-30");
    assert_day(quarter_end(on("2026-10-01")), "2026-12-31");
    assert_day(year_end(on("2026-01-01")), "2026-12-31");
}

static void a_cutoff_on_a_rest_day_comes_earlier(void **state)
{
    (void)state;
    enum { FRIDAY = 5, ELEVEN = 11 * 60 };
    /* the Dragon Boat holiday of 2020: Thursday 25 to Saturday 27 June, Sunday worked */
    assert_day(weekly_cutoff(shipped, on("2020-06-22"), FRIDAY), "2020-06-24");
    assert_day(weekly_cutoff(shipped, on("2020-06-28"), FRIDAY), "2020-06-24");
    assert_day(weekly_cutoff(shipped, on("2020-06-29"), FRIDAY), "2020-07-03");
    assert_day(counts_on(shipped, on("2020-06-24"), ELEVEN, ELEVEN), "2020-06-24");
    assert_day(counts_on(shipped, on("2020-06-24"), ELEVEN + 1, ELEVEN), "2020-06-28");
    assert_day(counts_on(shipped, on("2020-06-26"), 0, ELEVEN), "2020-06-28");
}

/* ---- explanations ---- */

static void an_answer_explains_itself(void **state)
{
    (void)state;
    assert_string_equal(explain_add(shipped, arena, LANGUAGE_ZH, on("2026-02-12"), 5),
                        "2026年2月12日（周四）之后第5个工作日是2026年2月26日（周四）：春节（2月15日至23日）放假；"
                        "2月14日调休上班。");
    assert_string_equal(explain_add(shipped, arena, LANGUAGE_ZH, on("2026-11-30"), -3),
                        "2026年11月30日（周一）之前第3个工作日是2026年11月25日（周三）：周末休息2天。");
    assert_string_equal(explain_add(shipped, arena, LANGUAGE_ZH, on("2026-10-03"), 0),
                        "2026年10月3日（周六）休息，顺延到下一个工作日2026年10月8日（周四）："
                        "国庆节（10月3日至7日）放假。");
    assert_string_equal(explain_between(shipped, arena, LANGUAGE_EN, on("2026-09-18"), on("2026-10-10")),
                        "11 working days after 2026-09-18 (Fri) up to 2026-10-10 (Sat): 中秋节 (09-25 to 09-27) off; "
                        "国庆节 (10-01 to 10-07) off; 09-20, 10-10 worked in exchange; 1 weekend days.");
    assert_string_equal(
        explain_period(shipped, arena, LANGUAGE_ZH, on("2026-07-05"), (struct period){3, PERIOD_MONTHS}, true),
        "自2026年7月5日（周日）起3个月内，截至2026年10月8日（周四）：10月5日休息，顺延。");
    assert_string_equal(
        explain_period(shipped, arena, LANGUAGE_ZH, on("2025-11-30"), (struct period){3, PERIOD_MONTHS}, true),
        "自2025年11月30日（周日）起3个月内，截至2026年2月28日（周六）：该月没有30日，取月末。");
    assert_string_equal(explain_add(shipped, arena, LANGUAGE_ZH, on("2026-12-30"), 5),
                        "2026年12月30日（周三）之后第5个工作日是2027年1月6日（周三）：周末休息2天；"
                        "2027年放假安排未导入，暂按周末计算。");
    assert_string_equal(explain_day(shipped, arena, LANGUAGE_ZH, on("2026-02-14")),
                        "2026年2月14日（周六）：春节调休，上班。");
}

/* ---- files ---- */

static const char *refusal(const char *text)
{
    struct year_table year;
    struct problems problems;
    problems_init(&problems, arena);
    assert_int_equal(year_table_read(arena, text, strlen(text), &problems, &year), REFUSED);
    assert_int_equal(problems.count, 1);
    return problems.items[0].message->code;
}

static void a_table_that_is_wrong_is_refused_with_its_place(void **state)
{
    (void)state;
    assert_string_equal(refusal("{"), "calendar_file");
    assert_string_equal(refusal("[]"), "calendar_file_year");
    assert_string_equal(refusal("{\"year\":1949}"), "calendar_file_year");
    assert_string_equal(refusal("{\"year\":2027}"), "calendar_file_empty");
    assert_string_equal(refusal("{\"year\":2027,\"holidays\":[{\"name\":\"元旦\",\"from\":\"2027-02-30\"}]}"),
                        "calendar_file_day");
    assert_string_equal(
        refusal("{\"year\":2027,\"days\":[{\"name\":\"x\",\"date\":\"2031-01-01\",\"isOffDay\":true}]}"),
        "calendar_file_day");
    assert_string_equal(
        refusal("{\"year\":2027,\"holidays\":[{\"name\":\"元旦\",\"from\":\"2027-01-03\",\"to\":\"2027-01-01\"}]}"),
        "calendar_file_span");
}

static void public_tables_are_read_too(void **state)
{
    (void)state;
    const char *text = "\xEF\xBB\xBF{\"year\":2027,\"papers\":[\"https://example.org\"],\"days\":["
                       "{\"name\":\"元旦\",\"date\":\"2027-01-03\",\"isOffDay\":true},"
                       "{\"name\":\"元旦\",\"date\":\"2027-01-01\",\"isOffDay\":true},"
                       "{\"name\":\"元旦\",\"date\":\"2027-01-02\",\"isOffDay\":true},"
                       "{\"name\":\"元旦\",\"date\":\"2026-12-27\",\"isOffDay\":false}]}";
    struct year_table year;
    struct problems problems;
    problems_init(&problems, arena);
    assert_int_equal(year_table_read(arena, text, strlen(text), &problems, &year), OK);
    assert_int_equal(year.span_count, 2);
    assert_string_equal(year.notice, "https://example.org");
    assert_day(year.spans[0].first, "2026-12-27");
    assert_int_equal(year.spans[0].kind, DAY_WORK);
    assert_day(year.spans[1].first, "2027-01-01");
    assert_day(year.spans[1].last, "2027-01-03");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weekdays_are_those_of_the_week),
        cmocka_unit_test(plain_weeks_without_a_table),
        cmocka_unit_test(answers_are_those_of_counting_day_by_day),
        cmocka_unit_test(adding_and_subtracting_returns),
        cmocka_unit_test(answers_stay_within_the_dates),
        cmocka_unit_test(own_days_hold_against_the_notice),
        cmocka_unit_test(periods_end_where_the_rules_say),
        cmocka_unit_test(lengths_hold_in_both_ways_of_counting),
        cmocka_unit_test(units_end_on_their_last_day),
        cmocka_unit_test(a_cutoff_on_a_rest_day_comes_earlier),
        cmocka_unit_test(an_answer_explains_itself),
        cmocka_unit_test(a_table_that_is_wrong_is_refused_with_its_place),
        cmocka_unit_test(public_tables_are_read_too),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
