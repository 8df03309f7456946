/* The name somebody meant. */
#include "base/nearest.h"

#include "testing.h"

static const char *near(const char *wanted)
{
    static const char *const names[] = {"limit", "after", "sort", "severity", "lead_unit_id", "q", "state"};
    struct nearest nearest = {.wanted = wanted};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        nearest_try(&nearest, names[i]);
    return nearest.name ? nearest.name : "";
}

static void a_slip_is_understood(void **state)
{
    (void)state;
    assert_string_equal(near("limt"), "limit");
    assert_string_equal(near("limit"), "limit");
    assert_string_equal(near("sevrity"), "severity");
    assert_string_equal(near("lead_unit"), "");
    assert_string_equal(near("leed_unit_id"), "lead_unit_id");
    assert_string_equal(near("stat"), "state");
}

static void another_word_is_not(void **state)
{
    (void)state;
    assert_string_equal(near("colour"), "");
    assert_string_equal(near(""), "");
    assert_string_equal(near("x"), "");
    assert_string_equal(near("a very long name that no parameter has, longer than anything a program would say"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_slip_is_understood), cmocka_unit_test(another_word_is_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
