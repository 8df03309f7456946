/* Tokens: folding, and that whatever contains a text has all tokens that are asked for. */
#include "testing.h"

#include "base/token.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char *folded(struct strbuf *out, const char *text)
{
    strbuf_clear(out);
    token_fold(out, text, strlen(text));
    return strbuf_text(out);
}

static void forms_of_the_same_are_the_same(void **state)
{
    (void)state;
    struct strbuf out = {0};
    assert_string_equal(folded(&out, "ＺＧＪ－２０２６ ABC"), "zgj-2026 abc");
    assert_string_equal(folded(&out, "（一）①㈠"), "(一)1(一)");
    assert_string_equal(folded(&out, "整改\t问题\n落实　到位"), "整改 问题 落实 到位");
    assert_string_equal(folded(&out, "É"), "e\xCC\x81");
    assert_string_equal(folded(&out, "豈"), "豈"); /* the compatibility character F900 */
    strbuf_free(&out);
}

static void add(void *context, const char *token, size_t length)
{
    struct strbuf *out = context;
    strbuf_addc(out, '|');
    strbuf_add(out, token, length);
}

static void runs_become_pairs_and_ends(void **state)
{
    (void)state;
    struct strbuf out = {0};
    const char *text = "整改率 99%,a1-整";
    token_text(text, strlen(text), add, &out);
    assert_string_equal(strbuf_text(&out), "|整改|改率|率|99|9|a1|1|整");
    strbuf_clear(&out);
    for (int i = 0; i < 30; i++)
        strbuf_addc(&out, 'a');
    struct token_query query;
    token_query(strbuf_text(&out), out.length, &query);
    assert_int_equal(query.count, 1);
    assert_int_equal(strlen(query.tokens[0].text), TOKEN_WORD);
    assert_false(query.tokens[0].prefix);
    strbuf_free(&out);
}

static void asked(const char *text, const char *expected)
{
    struct token_query query;
    struct strbuf out = {0};
    token_query(text, strlen(text), &query);
    for (size_t i = 0; i < query.count; i++) {
        strbuf_addc(&out, '|');
        strbuf_adds(&out, query.tokens[i].text);
        strbuf_adds(&out, query.tokens[i].prefix ? "*" : "");
    }
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_free(&out);
}

static void what_is_asked_for_is_as_narrow_as_it_may_be(void **state)
{
    (void)state;
    asked("整改", "|整改");
    asked("改", "|改*");
    asked("改)", "|改");
    asked("2026-0017", "|2026|0017*");
    asked("2026-00", "|2026"); /* a short beginning is not worth it */
    asked("26年整", "|26|年整");
    asked("——", "");
    asked("", "");
}

struct looking {
    const struct token *token;
    bool found;
};

static void look(void *context, const char *token, size_t length)
{
    struct looking *looking = context;
    size_t want = strlen(looking->token->text);
    if (length >= want && memcmp(token, looking->token->text, want) == 0 && (looking->token->prefix || length == want))
        looking->found = true;
}

static uint64_t roll(uint64_t *dice, uint64_t below)
{
    *dice = *dice * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (*dice >> 33) % below;
}

static void whatever_contains_it_has_its_tokens(void **state)
{
    (void)state;
    static const char *const bits[] = {"整", "改", "问题", "a",  "Z",  "0", "17", "-",
                                       "，", " ",  "é",    "Ａ", "𠮷", "ﬁ", "①"};
    uint64_t dice = 7;
    struct strbuf text = {0}, whole = {0}, part = {0}, other = {0}, scratch = {0};
    for (int round = 0; round < 20000; round++) {
        strbuf_clear(&text);
        for (size_t i = roll(&dice, 60); i > 0; i--)
            strbuf_adds(&text, bits[roll(&dice, COUNT(bits))]);
        size_t count = utf8_count(strbuf_text(&text), text.length);
        if (!count)
            continue;
        size_t from = utf8_prefix(text.bytes, text.length, roll(&dice, count));
        size_t length = utf8_prefix(text.bytes + from, text.length - from, 1 + roll(&dice, round % 3 ? 6 : 60));
        strbuf_clear(&part);
        token_fold(&part, text.bytes + from, length);
        folded(&whole, text.bytes);
        assert_non_null(strstr(whole.bytes, part.bytes));
        struct token_query query;
        token_query(part.bytes, part.length, &query);
        for (size_t i = 0; i < query.count; i++) {
            struct looking looking = {&query.tokens[i], false};
            token_text(whole.bytes, whole.length, look, &looking);
            if (!looking.found)
                fail_msg("“%s” in “%s”: no token %s", part.bytes, whole.bytes, query.tokens[i].text);
        }
        size_t start = 0, end = 0;
        struct token_wanted wanted = token_wanted(part.bytes, part.length);
        assert_true(token_holds(text.bytes, text.length, &wanted, &scratch));
        strbuf_clear(&other);
        for (size_t i = roll(&dice, 4) + 1; i > 0; i--)
            strbuf_adds(&other, bits[roll(&dice, COUNT(bits))]);
        strbuf_clear(&whole);
        token_fold(&whole, other.bytes, other.length);
        assert_int_equal(token_holds(other.bytes, other.length, &wanted, &scratch),
                         strstr(whole.bytes, part.bytes) != NULL);
        assert_true(token_find(text.bytes, text.length, 0, part.bytes, &start, &end));
        assert_true(start <= from && end > start && end <= text.length);
        strbuf_clear(&whole);
        token_fold(&whole, text.bytes + start, end - start);
        assert_non_null(strstr(whole.bytes, part.bytes));
    }
    strbuf_free(&text);
    strbuf_free(&whole);
    strbuf_free(&part);
    strbuf_free(&other);
    strbuf_free(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_the_same_are_the_same),
        cmocka_unit_test(runs_become_pairs_and_ends),
        cmocka_unit_test(what_is_asked_for_is_as_narrow_as_it_may_be),
        cmocka_unit_test(whatever_contains_it_has_its_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
