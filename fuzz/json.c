/* A body that was accepted as a record (the first byte says of which type) passes the record's checks, and what is
 * written of it is read again as the same. */
#include "record/json.h"
#include "ledger/records.h"
#include "record/check.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static struct record_head *read_again(struct arena *arena, const struct record_type *type, const struct strbuf *text)
{
    struct problems problems;
    struct record_head *record = record_new(arena, type);
    json_t *json = NULL;
    problems_init(&problems, arena);
    must(json_parse(text->bytes, text->length, &problems, &json) == OK);
    must(record_from_json(arena, type, json, JSON_EVENT, NULL, &problems, record) == OK);
    json_decref(json);
    return record;
}

static void accepted(struct arena *arena, const struct record_type *type, const struct record_head *record)
{
    struct strbuf written = {0}, canonical = {0}, again = {0};
    must(record_check(type, record, false, NULL) == OK);
    strbuf_addc(&written, '{');
    record_json_fields(&written, type, record, record->present);
    strbuf_addc(&written, '}');
    record_json_canonical(&canonical, type, record, record->present);
    const struct record_head *same = read_again(arena, type, &written);
    const struct record_head *folded = read_again(arena, type, &canonical);
    must(same->present == record->present && folded->present == record->present);
    for (size_t i = 0; i < type->count; i++)
        if (record->present & FIELD_BIT(i))
            must(field_equal(type, (int)i, record, same) && field_equal(type, (int)i, record, folded));
    record_json_canonical(&again, type, folded, folded->present);
    must(again.length == canonical.length && memcmp(again.bytes, canonical.bytes, again.length) == 0);
    strbuf_free(&written);
    strbuf_free(&canonical);
    strbuf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct arena *arena = arena_new();
    struct problems problems;
    const struct record_type *type = all_records.types[data[0] % all_records.count];
    struct record_head *record = record_new(arena, type);
    json_t *json = NULL;
    problems_init(&problems, arena);
    if (json_parse((const char *)data + 1, size - 1, &problems, &json) == OK &&
        record_from_json(arena, type, json, JSON_INPUT, NULL, &problems, record) == OK)
        accepted(arena, type, record);
    else
        must(problems.count > 0); /* a refusal says why */
    json_decref(json);
    arena_free(arena);
    return 0;
}
