/* The document part of a Word template, filled with values of every kind: what is refused is said why, what is made is
 * a sound package that can be read again, and filling it a second time gives the same. */
#include "paper_holds.h"

#include "format/docx_fill.h"

#include "packed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char values[] = "{\"title\": \"题\", \"text\": \"一\\n二\", \"none\": \"\", \"yes\": true, \"count\": 3, "
                             "\"parts\": [{\"label\": \"甲\", \"rows\": [{\"a\": \"1\"}, {\"a\": \"2\"}]}, "
                             "{\"label\": \"乙\", \"rows\": []}]}";

static enum status fill(struct arena *arena, const struct strbuf *file, struct strbuf *ret_filled)
{
    struct problems problems;
    struct docx_template template;
    json_t *json = json_loads(values, 0, NULL);
    problems_init(&problems, arena);
    enum status status = docx_template_read(arena, file->bytes, file->length, "fuzz.docx", &problems, &template);
    if (status == OK)
        status = docx_fill(arena, &template, json, &problems, ret_filled);
    must(status == OK || problems.count > 0);
    json_decref(json);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct strbuf file = {0}, filled = {0}, again = {0};
    packed_make(arena, (const char *)data, size, "word/document.xml", NULL, 0, &file);
    if (fill(arena, &file, &filled) == OK) {
        struct problems problems;
        struct docx_template template;
        problems_init(&problems, arena);
        must(docx_template_read(arena, filled.bytes, filled.length, "fuzz.docx", &problems, &template) == OK);
        must(fill(arena, &file, &again) == OK && again.length == filled.length &&
             memcmp(again.bytes, filled.bytes, filled.length) == 0);
    }
    strbuf_free(&file);
    strbuf_free(&filled);
    strbuf_free(&again);
    arena_free(arena);
    return 0;
}
