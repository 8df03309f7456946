#include "journal/gadget.h"

#include "journal/installation.h"
#include "record/json.h"

#include <stdio.h>
#include <string.h>

WORDS_DEFINE(colour, COLOUR_WORDS)
WORDS_DEFINE(gadget_state, STATE_WORDS)

/* ---- derived values: a column and a table ---- */

static enum status count(struct tx *tx, const struct record_head *record, int by)
{
    const struct gadget *gadget = (const struct gadget *)record;
    if (!record || record->withdrawn || !record_has(record, FIELD_gadget_colour))
        return OK;
    struct stmt *stmt = db_prepare(
        tx->db, "INSERT INTO \"gadget_count\" (\"ledger_id\",\"colour\",\"n\") VALUES (?1,?2,?3) ON CONFLICT "
                "(\"ledger_id\",\"colour\") DO UPDATE SET \"n\"=\"gadget_count\".\"n\"+excluded.\"n\"");
    stmt_bind_uuid(stmt, 1, record->ledger_id);
    stmt_bind_text(stmt, 2, word_text(&words_colour, gadget->colour));
    stmt_bind_int(stmt, 3, by);
    return stmt_run(stmt);
}

static enum status gadget_derive(struct tx *tx, const struct record_head *before, const struct record_head *after)
{
    const struct gadget *gadget = (const struct gadget *)after;
    struct stmt *stmt = db_prepare(tx->db, "UPDATE \"gadget\" SET \"weight\"=?1 WHERE \"ledger_id\"=?2 AND \"id\"=?3");
    int64_t weight = record_has(after, FIELD_gadget_title) ? (int64_t)strlen(gadget->title) : 0;
    stmt_bind_int(stmt, 1, weight + (record_has(after, FIELD_gadget_pieces) ? gadget->pieces % 1000 : 0));
    stmt_bind_uuid(stmt, 2, after->ledger_id);
    stmt_bind_uuid(stmt, 3, after->id);
    enum status status = stmt_run(stmt);
    if (!status)
        status = count(tx, before, -1);
    return status ? status : count(tx, after, 1);
}

#define RECORD        widget
#define RECORD_FIELDS WIDGET_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "部件", .plural = "widgets", .of_installation = true, .code = FIELD_widget_code,                          \
    .title = FIELD_widget_name,
#include "record/define.h"

#define RECORD        gadget
#define RECORD_FIELDS GADGET_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "器具", .plural = "gadgets", .code = FIELD_gadget_code, .title = FIELD_gadget_title,                      \
    .indexes = (const char *const[]){"\"state\",\"id\"", NULL}, .hooks = {.derive = gadget_derive},
#include "record/define.h"

static const struct record_type *const types[] = {&record_widget, &record_gadget};
const struct registry gadget_registry = {types, 2};

/* ---- random values ---- */

uint64_t dice_roll(struct dice *dice, uint64_t below)
{
    uint64_t x = dice->state += UINT64_C(0x9E3779B97F4A7C15); /* splitmix64 */
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    x ^= x >> 31;
    return below ? x % below : x;
}

static const char *text(struct arena *arena, struct dice *dice, size_t most, bool lines)
{
    static const char *const bits[] = {"整改", "问题", "a",   "\"", "\\", "'",  "；", "𠮷",
                                       "é",    " ",    "<b>", "{}", "?1", "%s", "\t", "０"};
    struct strbuf out = {0};
    size_t want = 1 + dice_roll(dice, most / 4); /* a bit has at most three characters */
    for (size_t i = 0; i < want; i++) {
        if (lines && dice_roll(dice, 8) == 0)
            strbuf_addc(&out, '\n');
        strbuf_adds(&out, bits[dice_roll(dice, sizeof bits / sizeof *bits)]);
    }
    char *kept = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

static struct uuid_list list(struct arena *arena, struct dice *dice, const struct uuid *ids, size_t count)
{
    struct uuid_list out = {ARENA_ARRAY(arena, struct uuid, 6), 0};
    for (size_t i = dice_roll(dice, 6); i > 0 && count; i--)
        out.ids[out.count++] = ids[dice_roll(dice, count)];
    uuid_list_sort(&out);
    return out;
}

static date day(struct dice *dice)
{
    date first = 0, last = 0;
    date_make(1900, 1, 1, &first);
    date_make(2199, 12, 31, &last);
    return first + (date)dice_roll(dice, (uint64_t)(last - first + 1));
}

static struct deadline deadline(struct arena *arena, struct dice *dice)
{
    struct deadline due = {.as = (int)dice_roll(dice, 6), .text = ""};
    if (due.as == deadline_as_ongoing || dice_roll(dice, 5) == 0)
        due.on_unknown = true;
    else
        due.on = day(dice);
    if (due.on_unknown || dice_roll(dice, 2))
        due.text = text(arena, dice, 60, false);
    return due;
}

static const char *extra(struct arena *arena, struct dice *dice)
{
    struct strbuf out = {0};
    const char *value = text(arena, dice, 40, true);
    strbuf_adds(&out, "{\"甲\":");
    strbuf_add_json(&out, value);
    strbuf_adds(&out, "}");
    json_t *json = json_loads(strbuf_text(&out), 0, NULL); /* in the canonical form the reader makes */
    char *canonical = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    const char *kept = arena_strdup(arena, canonical);
    free(canonical);
    json_decref(json);
    strbuf_free(&out);
    return kept;
}

static void draw(struct arena *arena, const struct gadget_source *source, const struct field *field, void *value)
{
    struct dice *dice = source->dice;
    switch (field->kind) {
    case KIND_text:
    case KIND_long_text:
        *(const char **)value = text(arena, dice, field->max, field->kind == KIND_long_text);
        break;
    case KIND_term:
        *(const char **)value = text(arena, dice, 40, false);
        break;
    case KIND_integer:
        *(int64_t *)value = (int64_t)dice_roll(dice, 0) >> dice_roll(dice, 64);
        break;
    case KIND_money:
        *(int64_t *)value = (int64_t)dice_roll(dice, UINT64_C(20000000000000000)) - INT64_C(10000000000000000);
        break;
    case KIND_instant:
        *(int64_t *)value = (int64_t)dice_roll(dice, UINT64_C(4000000000000));
        break;
    case KIND_share:
        *(int64_t *)value = (int64_t)dice_roll(dice, 101);
        break;
    case KIND_flag:
        *(bool *)value = dice_roll(dice, 2);
        break;
    case KIND_date:
        *(date *)value = day(dice);
        break;
    case KIND_deadline:
        *(struct deadline *)value = deadline(arena, dice);
        break;
    case KIND_word:
        *(int *)value = (int)dice_roll(dice, field->words->count);
        break;
    case KIND_ref:
        if (field->target == &record_widget)
            *(struct uuid *)value = source->widgets[dice_roll(dice, source->widget_count)];
        else
            *(struct uuid *)value = source->gadgets[dice_roll(dice, source->gadget_count)];
        break;
    case KIND_refs:
        if (field->target == &record_widget)
            *(struct uuid_list *)value = list(arena, dice, source->widgets, source->widget_count);
        else
            *(struct uuid_list *)value = list(arena, dice, source->gadgets, source->gadget_count);
        break;
    case KIND_blob:
        for (size_t i = 0; i < DIGEST_SIZE; i++)
            ((struct digest *)value)->bytes[i] = (uint8_t)dice_roll(dice, 256);
        break;
    case KIND_extra:
        *(const char **)value = extra(arena, dice);
        break;
    }
}

static void set_one(struct arena *arena, const struct gadget_source *source, struct gadget *record, int index)
{
    const struct field *field = &record_gadget.fields[index];
    bool pointless = (field->kind == KIND_ref &&
                      (field->target == &record_widget ? source->widget_count : source->gadget_count) == 0);
    if (pointless || (!(field->flags & REQUIRED) && dice_roll(source->dice, 4) == 0)) {
        record_null(&record->head, index);
        return;
    }
    draw(arena, source, field, field_set(&record->head, field));
    record_present(&record->head, index);
    if (field->flags & UNIQUE)
        *(const char **)field_set(&record->head, field) =
            arena_printf(arena, "%c-%016llx", field->name[0], (unsigned long long)dice_roll(source->dice, 0));
}

struct gadget *gadget_random(struct arena *arena, const struct gadget_source *source)
{
    struct gadget *record = record_new(arena, &record_gadget);
    for (int i = 0; i < FIELDS_gadget; i++)
        if (record_gadget.fields[i].flags & DERIVED)
            record_null(&record->head, i);
        else
            set_one(arena, source, record, i);
    return record;
}

uint64_t gadget_change(struct arena *arena, const struct gadget_source *source, struct gadget *record)
{
    uint64_t mask = 0;
    for (uint64_t times = 1 + dice_roll(source->dice, 4); times > 0; times--) {
        int index = (int)dice_roll(source->dice, FIELDS_gadget);
        if (record_gadget.fields[index].flags & (FIXED | GIVEN | DERIVED))
            continue;
        set_one(arena, source, record, index);
        mask |= FIELD_BIT(index);
    }
    return mask;
}

struct widget *widget_random(struct arena *arena, struct dice *dice)
{
    struct widget *record = record_new(arena, &record_widget);
    record->code = arena_printf(arena, "w-%012llx", (unsigned long long)dice_roll(dice, UINT64_C(1) << 48));
    record->name = text(arena, dice, 60, false);
    record->phone = text(arena, dice, 40, false);
    record_present(&record->head, FIELD_widget_code);
    record_present(&record->head, FIELD_widget_name);
    record_present(&record->head, FIELD_widget_phone);
    return record;
}

static const struct table_text derived_tables[] = {
    {"gadget_count",
     "CREATE TABLE \"gadget_count\" (\"ledger_id\" {uuid} NOT NULL,\"colour\" {text} NOT NULL,\"n\" {int} NOT NULL,"
     "PRIMARY KEY (\"ledger_id\",\"colour\")){rowless};\n",
     "u ledger_id,t colour,i n"},
    {NULL, NULL, NULL},
};
const struct schema gadget_schema = {.registry = &gadget_registry, .tables = {journal_tables, derived_tables, NULL}};
