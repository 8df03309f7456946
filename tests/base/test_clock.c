#include "testing.h"

#include "base/clock.h"

#include <time.h>

static void every_day_agrees_with_the_c_library(void **state)
{
    (void)state;
    for (date day = -25567; day < 84000; day++) { /* 1900-01-01 … 2199 */
        time_t seconds = (time_t)day * 86400;
        struct tm civil;
        gmtime_r(&seconds, &civil);
        char expected[64], text[DATE_TEXT];
        strftime(expected, sizeof expected, "%Y-%m-%d", &civil);
        date_text(day, text);
        assert_string_equal(text, expected);
        date back;
        assert_true(date_parse(text, &back));
        assert_int_equal(back, day);
    }
}

static void impossible_dates_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1",   "20260101",
                                      "2026-04-31", "1899-12-31", "",           "2026-01-01x"};
    date day;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(date_parse(bad[i], &day));
    assert_true(date_parse("2024-02-29", &day));
}

static void instants_round_trip(void **state)
{
    (void)state;
    instant at, same;
    assert_true(instant_parse("2026-11-20T16:30:05.250+08:00", &at));
    char text[INSTANT_TEXT];
    instant_text(at, text);
    assert_string_equal(text, "2026-11-20T08:30:05.250Z");
    assert_true(instant_parse(text, &same));
    assert_int_equal(at, same);
    assert_false(instant_parse("2026-11-20T24:00:00Z", &at));
    assert_false(instant_parse("2026-11-20T10:00:00", &at));
}

static instant fixed(void *context)
{
    return *(instant *)context;
}

static void today_follows_the_installation_not_utc(void **state)
{
    (void)state;
    instant at;
    assert_true(instant_parse("2026-11-19T16:30:00Z", &at));
    struct clock clock = {.now = fixed, .context = &at, .offset_minutes = 480};
    char text[DATE_TEXT];
    date_text(clock_today(&clock), text);
    assert_string_equal(text, "2026-11-20");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_agrees_with_the_c_library),
        cmocka_unit_test(impossible_dates_are_refused),
        cmocka_unit_test(instants_round_trip),
        cmocka_unit_test(today_follows_the_installation_not_utc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
