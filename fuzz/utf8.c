/* What utf8 says of any bytes agrees with itself: text is text again after taking it apart, and GB18030 becomes text.
 */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void walk(const char *bytes, size_t size)
{
    size_t count = 0, written = 0;
    bool text = utf8_is_text(bytes, size, NULL);
    for (const char *at = bytes; at < bytes + size; count++) {
        const char *before = at;
        char again[4];
        uint32_t code_point = utf8_next(&at, bytes + size);
        must(at > before && at <= bytes + size);
        written = utf8_put(again, code_point);
        if (text)
            must(written == (size_t)(at - before) && memcmp(again, before, written) == 0);
    }
    if (text)
        must(utf8_count(bytes, size) == count && utf8_prefix(bytes, size, count) == size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const char *bytes = (const char *)data;
    walk(bytes, size);
    if (utf8_is_text(bytes, size, NULL)) {
        const char *folded = utf8_fold_text(arena, bytes, size);
        must(utf8_is_text(folded, strlen(folded), NULL));
        must(strcmp(folded, utf8_fold_text(arena, folded, strlen(folded))) == 0);
    }
    size_t length = 0;
    const char *converted = utf8_from_gb18030(arena, bytes, size, &length);
    if (converted)
        walk(converted, length);
    arena_free(arena);
    return 0;
}
