/* packed: an archive from an input made of its parts, so that mutations reach the XML instead of the checksums around
 * it.
 *
 * An input that begins with "PK" is an archive as it is. Any other is parts parted by lines "=== name": the text before
 * the first such line belongs to the part `usual`. */
#ifndef RECTIFY_FUZZ_PACKED_H
#define RECTIFY_FUZZ_PACKED_H

#include "../tests/format/archive.h"

#include <string.h>
#include <strings.h>

enum { PACKED_PARTS = 12 };

static inline bool packed_has(const struct archive_part *parts, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(parts[i].name, name) == 0)
            return true;
    return false;
}

static inline void packed_make(struct arena *arena, const char *input, size_t size, const char *usual,
                               const struct archive_part *others, size_t other_count, struct strbuf *out)
{
    struct archive_part parts[PACKED_PARTS + 4] = {{.name = usual}};
    size_t count = 1;
    const char *end = input + size, *text = input;
    if (size >= 2 && memcmp(input, "PK", 2) == 0) {
        strbuf_add(out, input, size);
        return;
    }
    for (;;) {
        const char *mark = memmem(text, (size_t)(end - text), "\n=== ", 5);
        size_t length = (size_t)((mark ? mark : end) - text);
        parts[count - 1].bytes = arena_strndup(arena, text, length);
        parts[count - 1].size = length;
        if (!mark || count == PACKED_PARTS)
            break;
        const char *name = mark + 5, *line = memchr(name, '\n', (size_t)(end - name));
        size_t name_length = line ? (size_t)(line - name) : 0;
        if (name_length == 0 || name_length > 60 || memchr(name, '\0', name_length))
            break;
        const char *copy = arena_strndup(arena, name, name_length);
        if (!utf8_is_text(copy, name_length, NULL) || packed_has(parts, count, copy))
            break;
        parts[count++].name = copy;
        text = line + 1;
    }
    for (size_t i = 0; i < other_count; i++)
        if (!packed_has(parts, count, others[i].name))
            parts[count++] = others[i];
    archive_make(parts, count, out);
}

#endif
