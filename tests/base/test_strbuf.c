#include "testing.h"

#include "base/strbuf.h"

static void json_strings_are_escaped(void **state)
{
    (void)state;
    struct strbuf buf = {0};
    assert_string_equal(strbuf_text(&buf), "");
    strbuf_add_json(&buf, "行\"一\\\n\t\x01完");
    assert_string_equal(strbuf_text(&buf), "\"行\\\"一\\\\\\n\\t\\u0001完\"");
    strbuf_clear(&buf);
    strbuf_add_int(&buf, INT64_MIN);
    strbuf_addc(&buf, ' ');
    strbuf_add_hex(&buf, "\x00\xff", 2);
    assert_string_equal(strbuf_text(&buf), "-9223372036854775808 00ff");
    strbuf_clear(&buf);
    strbuf_add_html(&buf, "<a href='x'>\"&</a>省", 21);
    assert_string_equal(strbuf_text(&buf), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&lt;/a&gt;省");
    strbuf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(json_strings_are_escaped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
