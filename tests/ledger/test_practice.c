/* Periods of a practice: every day of years is in one, they neither overlap nor leave a day out, ends of months, leap
 * years, 旬, quarters; what is owed, recorded, missed. */
#include "testing.h"

#include "ledger/practice.h"

static date d(const char *text)
{
    date day = 0;
    assert_true(date_parse(text, &day));
    return day;
}

static void period_is(enum frequency frequency, const char *day, const char *from, const char *until)
{
    struct practice_period period = practice_period_of(frequency, d(day));
    assert_int_equal(period.from, d(from));
    assert_int_equal(period.until, d(until));
}

static void periods_by_hand(void **state)
{
    (void)state;
    period_is(frequency_weekly, "2026-11-30", "2026-11-30", "2026-12-06"); /* a Monday */
    period_is(frequency_weekly, "2026-12-06", "2026-11-30", "2026-12-06");
    period_is(frequency_weekly, "1969-12-31", "1969-12-29", "1970-01-04");
    period_is(frequency_ten_days, "2026-02-10", "2026-02-01", "2026-02-10");
    period_is(frequency_ten_days, "2026-02-21", "2026-02-21", "2026-02-28");
    period_is(frequency_ten_days, "2028-02-29", "2028-02-21", "2028-02-29");
    period_is(frequency_ten_days, "2026-01-31", "2026-01-21", "2026-01-31");
    period_is(frequency_half_monthly, "2026-01-15", "2026-01-01", "2026-01-15");
    period_is(frequency_half_monthly, "2026-01-31", "2026-01-16", "2026-01-31");
    period_is(frequency_monthly, "2026-04-30", "2026-04-01", "2026-04-30");
    period_is(frequency_quarterly, "2026-05-31", "2026-04-01", "2026-06-30");
    period_is(frequency_quarterly, "2026-12-31", "2026-10-01", "2026-12-31");
    period_is(frequency_half_yearly, "2026-06-30", "2026-01-01", "2026-06-30");
    period_is(frequency_yearly, "2028-02-29", "2028-01-01", "2028-12-31");
}

static void every_day_is_in_one(void **state)
{
    (void)state;
    for (int frequency = frequency_weekly; frequency <= frequency_yearly; frequency++) {
        date since = d("2023-12-20"), end = d("2029-03-05"),
             next = practice_period_of((enum frequency)frequency, since).from;
        for (date day = since; day <= end; day++) {
            struct practice_period period = practice_period_of((enum frequency)frequency, day);
            assert_true(period.from <= day && day <= period.until);
            if (day > next)
                assert_true(period.from <= next || period.from == day);
            if (period.from == day)
                next = day;
        }
    }
}

static void owed_recorded_missed(void **state)
{
    (void)state;
    struct practice_period periods[PRACTICE_PERIODS];
    size_t count = practice_periods(frequency_monthly, d("2026-01-15"), d("2026-04-10"), periods);
    assert_int_equal(count, 4);
    const date days[] = {d("2026-02-28"), d("2026-02-01"), d("2026-01-14")};
    practice_count(periods, count, days, 3, d("2026-04-10"));
    assert_false(periods[0].owed); /* begun in its middle */
    assert_false(periods[0].missed);
    assert_int_equal(periods[1].recorded, 2);
    assert_false(periods[1].missed);
    assert_true(periods[2].missed);
    assert_false(periods[3].missed); /* not over */
    count = practice_periods(frequency_monthly, d("2026-01-01"), d("2026-01-31"), periods);
    assert_int_equal(count, 1);
    assert_true(periods[0].owed);
    practice_count(periods, count, NULL, 0, d("2026-01-31"));
    assert_false(periods[0].missed); /* on its last day there is still time */
    practice_count(periods, count, NULL, 0, d("2026-02-01"));
    assert_true(periods[0].missed);
    assert_int_equal(practice_periods(frequency_monthly, d("2026-02-01"), d("2026-01-01"), periods), 0);
    count = practice_periods(frequency_weekly, d("1990-01-01"), d("2026-01-04"), periods);
    assert_int_equal(count, PRACTICE_PERIODS); /* the latest */
    assert_int_equal(periods[count - 1].until, d("2026-01-04"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_by_hand),
        cmocka_unit_test(every_day_is_in_one),
        cmocka_unit_test(owed_recorded_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
