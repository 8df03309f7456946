/* When reports are due and which one is written on a day, against tests/schedule/report_days.json: worked out by hand
 * and by the public table of npm chinese-days, without our code (report_days.mjs makes it). */
#include "testing.h"

#include "calendar/tables.h"
#include "ledger/reporting.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static json_t *cases;

static int begin(void **state)
{
    (void)state;
    char path[4096];
    snprintf(path, sizeof path, "%s/tests/schedule/report_days.json", getenv("RECTIFY_SOURCE"));
    arena = arena_new();
    cases = json_load_file(path, 0, NULL);
    return cases ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    json_decref(cases);
    arena_free(arena);
    return 0;
}

static date day_of(const json_t *one, const char *name)
{
    date day = 0;
    if (!date_parse(json_string_value(json_object_get(one, name)), &day))
        fail_msg("%s is no day", name);
    return day;
}

static void number(struct reporting_duty *duty, int field, int64_t *member, const json_t *value)
{
    if (!json_is_integer(value))
        return;
    *member = json_integer_value(value);
    record_present(&duty->head, field);
}

/* As `what` says, and as `days` does of its day: they differ where it is counted back. */
static struct reporting_duty *make(const json_t *what, const json_t *days)
{
    struct reporting_duty *duty = record_new(arena, &record_reporting_duty);
    const char *frequency = json_string_value(json_object_get(what, "frequency"));
    duty->from_on = -25567; /* in force for good */
    record_present(&duty->head, FIELD_reporting_duty_from_on);
    if (strcmp(frequency, "once") == 0) {
        duty->once_on = day_of(what, "once_on");
        record_present(&duty->head, FIELD_reporting_duty_once_on);
    } else {
        duty->frequency = word_find(&words_frequency, frequency);
        assert_true(duty->frequency >= 0);
        record_present(&duty->head, FIELD_reporting_duty_frequency);
    }
    number(duty, FIELD_reporting_duty_due_day, &duty->due_day, json_object_get(days, "due_day"));
    duty->due_next = json_is_true(json_object_get(days, "due_next"));
    record_present(&duty->head, FIELD_reporting_duty_due_next);
    return duty;
}

/* The duty of a case, behind it the one it goes into. */
static struct reporting all_of(const json_t *one)
{
    const json_t *outer = json_object_get(one, "outer");
    struct reporting all = {.duties = ARENA_ARRAY(arena, struct reporting_duty *, 2), .count = 1};
    all.calendar = shipped_calendar(arena, NULL, 0);
    all.duties[0] = make(one, one);
    if (json_is_object(outer)) {
        all.duties[all.count++] = make(one, outer);
        all.duties[1]->head.id.bytes[0] = 1;
        all.duties[0]->outer_id = all.duties[1]->head.id;
        record_present(&all.duties[0]->head, FIELD_reporting_duty_outer_id);
        number(all.duties[0], FIELD_reporting_duty_lead_days, &all.duties[0]->lead_days,
               json_object_get(one, "lead_days"));
    }
    return all;
}

static void compare(const json_t *one, const struct report_period *period)
{
    char from[DATE_TEXT], until[DATE_TEXT], due[DATE_TEXT];
    char *said = json_dumps(one, JSON_COMPACT);
    date_text(period->from, from);
    date_text(period->until, until);
    date_text(period->due, due);
    bool once = strcmp(json_string_value(json_object_get(one, "frequency")), "once") == 0;
    if ((!once && strcmp(from, json_string_value(json_object_get(one, "from")))) ||
        strcmp(until, json_string_value(json_object_get(one, "until"))) ||
        strcmp(due, json_string_value(json_object_get(one, "due"))))
        fail_msg("%s: %s to %s due %s", said, from, until, due);
    free(said);
}

static void days_are_those_worked_out(void **state)
{
    (void)state;
    size_t i;
    json_t *one;
    assert_true(json_array_size(json_object_get(cases, "periods")) > 100);
    json_array_foreach(json_object_get(cases, "periods"), i, one)
    {
        struct report_period period;
        const struct reporting all = all_of(one);
        assert_true(reporting_period(&all, all.duties[0], day_of(one, "day"), &period));
        compare(one, &period);
    }
}

static void at_hand_is_what_was_worked_out(void **state)
{
    (void)state;
    size_t i;
    json_t *one;
    assert_true(json_array_size(json_object_get(cases, "at_hand")) > 50);
    json_array_foreach(json_object_get(cases, "at_hand"), i, one)
    {
        struct report_period period;
        const struct reporting all = all_of(one);
        assert_true(reporting_at_hand(&all, all.duties[0], day_of(one, "day"), &period));
        compare(one, &period);
    }
}

static void only_while_in_force(void **state)
{
    (void)state;
    struct report_period period;
    const struct reporting all = all_of(json_array_get(json_object_get(cases, "periods"), 0));
    struct reporting_duty *duty = all.duties[0];
    date day = day_of(json_array_get(json_object_get(cases, "periods"), 0), "day");
    assert_true(reporting_period(&all, duty, day, &period));
    duty->from_on = period.until;
    assert_true(reporting_period(&all, duty, day, &period));
    duty->from_on = period.until + 1;
    assert_false(reporting_period(&all, duty, day, &period));
    duty->from_on = 0;
    duty->until_on = period.from;
    record_present(&duty->head, FIELD_reporting_duty_until_on);
    assert_true(reporting_period(&all, duty, day, &period));
    duty->until_on = period.from - 1;
    assert_false(reporting_period(&all, duty, day, &period));
}

static void times_of_day(void **state)
{
    (void)state;
    static const char *const bad[] = {"1100", "11:0", "11:60", "24:01", "11-00", "ab:cd", "111:0"};
    int minute = 0;
    char text[6];
    assert_true(report_minute("11:00", &minute));
    assert_int_equal(minute, 660);
    report_minute_text(minute, text);
    assert_string_equal(text, "11:00");
    assert_true(report_minute("", &minute));
    assert_int_equal(minute, MINUTES_OF_DAY);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(report_minute(bad[i], &minute));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_those_worked_out),
        cmocka_unit_test(at_hand_is_what_was_worked_out),
        cmocka_unit_test(only_while_in_force),
        cmocka_unit_test(times_of_day),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
