#include "testing.h"

#include "base/digest.h"
#include "base/uuid.h"

#include <string.h>

static void digests_match_the_published_vectors(void **state)
{
    (void)state;
    char text[DIGEST_TEXT];
    struct digest digest = digest_of(DIGEST_SM3, "abc", 3); /* GB/T 32905-2016, example 1 */
    digest_text(&digest, text);
    assert_string_equal(text, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    digest = digest_of(DIGEST_SHA256, "abc", 3); /* FIPS 180-2 */
    digest_text(&digest, text);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    struct digest back;
    assert_true(digest_parse(text, &back));
    assert_true(digest_equal(&digest, &back));
    assert_false(digest_parse("ba78", &back));
}

static void identities_carry_their_time_and_round_trip(void **state)
{
    (void)state;
    struct uuid a = uuid_new(1795000000000), b = uuid_new(1795000000001), back;
    assert_true(uuid_compare(a, b) < 0);
    char text[UUID_TEXT];
    uuid_text(a, text);
    assert_int_equal(text[14], '7');
    assert_true(uuid_parse(text, &back));
    assert_true(uuid_equal(a, back));
    assert_false(uuid_parse("not-an-identity", &back));
    text[35] = '\0';
    assert_false(uuid_parse(text, &back));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_match_the_published_vectors),
        cmocka_unit_test(identities_carry_their_time_and_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
