#include "testing.h"

#include "base/arena.h"

#include <string.h>

static void memory_is_zeroed_and_survives_growth(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    VEC(int) numbers = {0};
    for (int i = 0; i < 100000; i++)
        *VEC_PUSH(arena, &numbers) = i;
    for (int i = 0; i < 100000; i++)
        assert_int_equal(numbers.items[i], i);
    char *big = arena_alloc(arena, 1 << 20);
    for (int i = 0; i < 1 << 20; i++)
        assert_int_equal(big[i], 0);
    arena_reset(arena);
    assert_int_equal(arena_used(arena), 0);
    memset(arena_alloc(arena, 64), 'x', 64);
    arena_reset(arena);
    assert_int_equal(*(char *)arena_alloc(arena, 64), 0);
    arena_free(arena);
    arena_free(NULL);
}

static void text_is_copied(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(arena_strndup(arena, "整改台账", 6), "整改");
    assert_string_equal(arena_printf(arena, "%d/%s", 7, "旬"), "7/旬");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_survives_growth),
        cmocka_unit_test(text_is_copied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
