/* Any text: folding does not depend on where it is cut, and whatever part of it is looked for has tokens the whole has.
 */
#include "base/token.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

struct looking {
    const struct token_query *query;
    uint64_t found;
};

static void look(void *context, const char *token, size_t length)
{
    struct looking *looking = context;
    for (size_t i = 0; i < looking->query->count; i++) {
        const struct token *wanted = &looking->query->tokens[i];
        size_t want = strlen(wanted->text);
        if (length >= want && memcmp(token, wanted->text, want) == 0 && (wanted->prefix || length == want))
            looking->found |= UINT64_C(1) << i;
    }
}

/* The first two bytes say which part of the rest is looked for. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data + 2;
    if (size < 3 || !utf8_is_text(text, size - 2, NULL))
        return 0;
    size_t length = size - 2, count = utf8_count(text, length);
    size_t from = utf8_prefix(text, length, data[0] % count);
    size_t part = utf8_prefix(text + from, length - from, 1 + data[1]);
    struct strbuf whole = {0}, pieces = {0}, wanted = {0};
    struct token_query query;
    token_fold(&whole, text, length);
    token_fold(&pieces, text, from);
    token_fold(&wanted, text + from, part);
    strbuf_add(&pieces, strbuf_text(&wanted), wanted.length);
    token_fold(&pieces, text + from + part, length - from - part);
    must(whole.length == pieces.length && memcmp(strbuf_text(&whole), strbuf_text(&pieces), whole.length) == 0);
    token_query(strbuf_text(&wanted), wanted.length, &query);
    struct looking looking = {&query, 0};
    token_text(strbuf_text(&whole), whole.length, look, &looking);
    must(looking.found == (UINT64_C(1) << query.count) - 1);
    size_t start = 0, end = 0;
    must(token_find(text, length, 0, strbuf_text(&wanted), &start, &end) && start < end && start <= from);
    strbuf_free(&whole);
    strbuf_free(&pieces);
    strbuf_free(&wanted);
    return 0;
}
