#include "record/json.h"

#include "base/utf8.h"
#include "record/check.h"
#include "record/record_messages.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- out ---- */

static void put_date(struct strbuf *out, date day)
{
    char text[DATE_TEXT];
    date_text(day, text);
    strbuf_add_json(out, text);
}

static void put_uuid(struct strbuf *out, struct uuid id)
{
    char text[UUID_TEXT];
    uuid_text(id, text);
    strbuf_add_json(out, text);
}

void field_json(struct strbuf *out, const struct field *field, const void *value)
{
    char text[128];
    switch (field->kind) {
    case KIND_text:
    case KIND_long_text:
    case KIND_term:
        strbuf_add_json(out, *(const char *const *)value);
        break;
    case KIND_extra:
        strbuf_adds(out, *(const char *const *)value); /* canonical JSON already, made by read_extra */
        break;
    case KIND_integer:
    case KIND_share:
        strbuf_add_int(out, *(const int64_t *)value);
        break;
    case KIND_flag:
        strbuf_adds(out, *(const bool *)value ? "true" : "false");
        break;
    case KIND_date:
        put_date(out, *(const date *)value);
        break;
    case KIND_instant:
        instant_text(*(const instant *)value, text);
        strbuf_add_json(out, text);
        break;
    case KIND_money:
        money_text(*(const int64_t *)value, text);
        strbuf_add_json(out, text);
        break;
    case KIND_word:
        strbuf_add_json(out, word_text(field->words, *(const int *)value));
        break;
    case KIND_ref:
        put_uuid(out, *(const struct uuid *)value);
        break;
    case KIND_refs: {
        const struct uuid_list *list = value;
        strbuf_addc(out, '[');
        for (size_t i = 0; i < list->count; i++) {
            if (i)
                strbuf_addc(out, ',');
            put_uuid(out, list->ids[i]);
        }
        strbuf_addc(out, ']');
        break;
    }
    case KIND_blob:
        digest_text(value, text);
        strbuf_add_json(out, text);
        break;
    case KIND_deadline:
        break;
    }
}

static void put_key(struct strbuf *out, const char *name, const char *suffix)
{
    strbuf_addc(out, '"');
    strbuf_adds(out, name);
    strbuf_adds(out, suffix);
    strbuf_add(out, "\":", 2);
}

static void put_deadline(struct strbuf *out, const char *name, const struct deadline *due)
{
    put_key(out, name, "_as");
    if (due)
        strbuf_add_json(out, word_text(&words_deadline_as, due->as));
    else
        strbuf_adds(out, "null");
    strbuf_addc(out, ',');
    put_key(out, name, "_on");
    if (due && !due->on_unknown && due->as != deadline_as_ongoing)
        put_date(out, due->on);
    else
        strbuf_adds(out, "null");
    strbuf_addc(out, ',');
    put_key(out, name, "_text");
    if (due)
        strbuf_add_json(out, due->text);
    else
        strbuf_adds(out, "null");
}

static void put_field(struct strbuf *out, const struct record_type *type, const struct record_head *record,
                      size_t index)
{
    const struct field *field = &type->fields[index];
    bool null = record->null & FIELD_BIT(index);
    if (field->kind == KIND_deadline) {
        put_deadline(out, field->name, null ? NULL : field_get(record, field));
        return;
    }
    put_key(out, field->name, "");
    if (null)
        strbuf_add(out, "null", 4);
    else
        field_json(out, field, field_get(record, field));
}

bool record_json_fields(struct strbuf *out, const struct record_type *type, const struct record_head *record,
                        uint64_t mask)
{
    bool any = false;
    mask &= record->present;
    for (size_t i = 0; i < type->count; i++) {
        if (!(mask & FIELD_BIT(i)))
            continue;
        if (any)
            strbuf_addc(out, ',');
        put_field(out, type, record, i);
        any = true;
    }
    return any;
}

void record_json_canonical(struct strbuf *out, const struct record_type *type, const struct record_head *record,
                           uint64_t mask)
{
    size_t order[FIELDS_MAX], count = 0;
    mask &= record->present;
    for (size_t i = 0; i < type->count; i++) {
        if (!(mask & FIELD_BIT(i)))
            continue;
        size_t at = count++;
        for (; at > 0 && strcmp(type->fields[order[at - 1]].name, type->fields[i].name) > 0; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    strbuf_addc(out, '{');
    for (size_t i = 0; i < count; i++) {
        if (i)
            strbuf_addc(out, ',');
        put_field(out, type, record, order[i]);
    }
    strbuf_addc(out, '}');
}

/* ---- in ---- */

static bool too_deep(const json_t *json, int left)
{
    if (left == 0)
        return true;
    size_t i;
    const char *key;
    json_t *child;
    if (json_is_array(json)) {
        json_array_foreach(json, i, child) if (too_deep(child, left - 1)) return true;
    } else if (json_is_object(json)) {
        json_object_foreach((json_t *)(uintptr_t)json, key, child) if (too_deep(child, left - 1)) return true;
    }
    return false;
}

enum status json_parse(const char *bytes, size_t size, struct problems *problems, json_t **ret_json)
{
    json_error_t error;
    json_t *json = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    char line[16], column[16];
    if (!json) {
        snprintf(line, sizeof line, "%d", error.line);
        snprintf(column, sizeof column, "%d", error.column);
        return problem_add(problems, MALFORMED, &msg_json_broken, "", line, column, NULL);
    }
    if (too_deep(json, JSON_DEPTH)) {
        json_decref(json);
        return problem_add(problems, MALFORMED, &msg_json_broken, "", "1", "1", NULL);
    }
    *ret_json = json;
    return OK;
}

const char *word_list_text(struct arena *arena, const struct word_list *list)
{
    struct strbuf out = {0};
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            strbuf_adds(&out, ", ");
        strbuf_adds(&out, list->words[i]);
    }
    char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

/* What is being read, for the messages. */
struct reading {
    struct arena *arena;
    const struct field *field;
    struct problems *problems;
};

static enum status bad(const struct reading *reading, const struct message *message, const char *what)
{
    return problem_add(reading->problems, REFUSED, message, reading->field->name, reading->field->label, what, NULL);
}

static enum status read_id(const struct reading *reading, const char *text, struct uuid *ret_id)
{
    return uuid_parse(text, ret_id) ? OK : bad(reading, &msg_not_id, text);
}

static enum status read_extra(const struct reading *reading, const json_t *json, const char **ret_text)
{
    char columns[16], characters[16];
    snprintf(columns, sizeof columns, "%d", EXTRA_MAX);
    snprintf(characters, sizeof characters, "%d", EXTRA_CHARACTERS);
    bool good = json_is_object(json) && json_object_size(json) <= EXTRA_MAX;
    const char *key;
    json_t *value;
    if (good) {
        json_object_foreach((json_t *)(uintptr_t)json, key, value) good =
            good && json_is_string(value) && utf8_count(key, strlen(key)) <= 100 &&
            utf8_count(json_string_value(value), json_string_length(value)) <= EXTRA_CHARACTERS &&
            utf8_is_text(json_string_value(value), json_string_length(value), NULL);
    }
    if (!good)
        return problem_add(reading->problems, REFUSED, &msg_not_extra, reading->field->name, reading->field->label,
                           columns, characters, NULL);
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    *ret_text = arena_strdup(reading->arena, text ? text : "{}");
    free(text);
    return OK;
}

static enum status read_refs(const struct reading *reading, const json_t *json, struct uuid_list *ret_list)
{
    char most[16];
    snprintf(most, sizeof most, "%d", REFS_MAX);
    size_t count = json_array_size(json);
    if (!json_is_array(json) || count > REFS_MAX)
        return bad(reading, &msg_not_refs, most);
    struct uuid_list list = {ARENA_ARRAY(reading->arena, struct uuid, count + 1), count};
    for (size_t i = 0; i < count; i++) {
        const char *text = json_string_value(json_array_get(json, i));
        if (!text || !uuid_parse(text, &list.ids[i]))
            return bad(reading, &msg_not_id, text ? text : "");
    }
    uuid_list_sort(&list);
    *ret_list = list;
    return OK;
}

/* A value given as text, whatever the field's kind: JSON strings, form fields, cells. */
static enum status read_text(const struct reading *reading, const char *text, void *ret_value)
{
    const struct field *field = reading->field;
    char *end;
    switch (field->kind) {
    case KIND_text:
    case KIND_long_text:
    case KIND_term:
        *(const char **)ret_value = arena_strdup(reading->arena, text);
        return OK;
    case KIND_integer:
    case KIND_share: {
        errno = 0;
        long long number = strtoll(text, &end, 10);
        if (end == text || *end || errno == ERANGE)
            return bad(reading, &msg_not_integer, text);
        *(int64_t *)ret_value = number;
        return OK;
    }
    case KIND_flag:
        if (strcmp(text, "true") == 0 || strcmp(text, "是") == 0 || strcmp(text, "1") == 0)
            *(bool *)ret_value = true;
        else if (strcmp(text, "false") == 0 || strcmp(text, "否") == 0 || strcmp(text, "0") == 0)
            *(bool *)ret_value = false;
        else
            return bad(reading, &msg_not_flag, text);
        return OK;
    case KIND_date:
        return date_parse(text, ret_value) ? OK : bad(reading, &msg_not_date, text);
    case KIND_instant:
        return instant_parse(text, ret_value) ? OK : bad(reading, &msg_not_instant, text);
    case KIND_money:
        return money_parse(text, ret_value) ? OK : bad(reading, &msg_not_money, text);
    case KIND_word: {
        int word = word_find(field->words, text);
        if (word < 0)
            return problem_add(reading->problems, REFUSED, &msg_not_word, field->name, field->label, text,
                               word_list_text(reading->arena, field->words), NULL);
        *(int *)ret_value = word;
        return OK;
    }
    case KIND_ref:
        return read_id(reading, text, ret_value);
    case KIND_blob:
        return digest_parse(text, ret_value) ? OK : bad(reading, &msg_not_digest, text);
    case KIND_refs:
    case KIND_extra: {
        json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
        enum status status =
            field->kind == KIND_refs ? read_refs(reading, json, ret_value) : read_extra(reading, json, ret_value);
        json_decref(json);
        return status;
    }
    case KIND_deadline: {
        struct deadline *due = ret_value;
        *due = (struct deadline){.as = deadline_as_day, .text = ""};
        if (strcmp(text, "ongoing") == 0 || strcmp(text, "长期坚持") == 0) {
            due->as = deadline_as_ongoing;
            due->text = arena_strdup(reading->arena, text);
            return OK;
        }
        return date_parse(text, &due->on) ? OK : bad(reading, &msg_not_date, text);
    }
    }
    return FAILED;
}

static enum status read_value(const struct reading *reading, const json_t *json, void *ret_value)
{
    switch (reading->field->kind) {
    case KIND_integer:
    case KIND_share:
        if (!json_is_integer(json))
            return bad(reading, &msg_not_integer, "");
        *(int64_t *)ret_value = json_integer_value(json);
        return OK;
    case KIND_flag:
        if (!json_is_boolean(json))
            return bad(reading, &msg_not_flag, "");
        *(bool *)ret_value = json_is_true(json);
        return OK;
    case KIND_refs:
        return read_refs(reading, json, ret_value);
    case KIND_extra:
        return read_extra(reading, json, ret_value);
    default:
        if (!json_is_string(json))
            return bad(reading, &msg_not_string, "");
        return read_text(reading, json_string_value(json), ret_value);
    }
}

static bool is_empty(const json_t *json)
{
    return !json || json_is_null(json) || (json_is_string(json) && json_string_length(json) == 0);
}

/* A deadline comes as three keys; naming any of them states the whole deadline anew. */
static enum status read_deadline(const struct reading *reading, const json_t *object, struct record_head *record,
                                 int index)
{
    const struct field *field = reading->field;
    const json_t *on = json_object_get(object, arena_printf(reading->arena, "%s_on", field->name));
    const json_t *as = json_object_get(object, arena_printf(reading->arena, "%s_as", field->name));
    const json_t *text = json_object_get(object, arena_printf(reading->arena, "%s_text", field->name));
    if (!on && !as && !text)
        return OK;
    if (is_empty(on) && is_empty(as) && is_empty(text)) {
        record_null(record, index);
        return OK;
    }
    struct deadline due = {.as = deadline_as_day, .text = "", .on_unknown = true};
    if (!is_empty(as)) {
        const char *word = json_string_value(as);
        due.as = word ? word_find(&words_deadline_as, word) : -1;
        if (due.as < 0)
            return problem_add(reading->problems, REFUSED, &msg_not_word, field->name, field->label, word ? word : "",
                               word_list_text(reading->arena, &words_deadline_as), NULL);
    }
    if (!is_empty(on)) {
        const char *day = json_string_value(on);
        if (!day || !date_parse(day, &due.on))
            return bad(reading, &msg_not_date, day ? day : "");
        due.on_unknown = false;
    }
    if (!is_empty(text)) {
        if (!json_is_string(text))
            return bad(reading, &msg_not_string, "");
        due.text = arena_strdup(reading->arena, json_string_value(text));
    }
    if (due.on_unknown && due.as != deadline_as_ongoing && !*due.text)
        return bad(reading, &msg_deadline_needs_day, "");
    if (due.as == deadline_as_ongoing)
        due.on_unknown = true;
    *(struct deadline *)field_set(record, field) = due;
    record_present(record, index);
    return OK;
}

static enum status read_field(const struct reading *reading, const json_t *object, struct record_head *record,
                              int index)
{
    if (reading->field->kind == KIND_deadline)
        return read_deadline(reading, object, record, index);
    const json_t *json = json_object_get(object, reading->field->name);
    if (!json)
        return OK;
    if (is_empty(json)) {
        record_null(record, index);
        return OK;
    }
    enum status status = read_value(reading, json, field_set(record, reading->field));
    if (!status)
        record_present(record, index);
    return status;
}

static bool listed(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* The field a key belongs to; deadlines answer to their three keys. */
static int field_of_key(const struct record_type *type, const char *key)
{
    size_t length = strlen(key);
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        size_t name = strlen(field->name);
        if (field->kind == KIND_deadline ? length > name && strncmp(key, field->name, name) == 0 &&
                                               (strcmp(key + name, "_on") == 0 || strcmp(key + name, "_as") == 0 ||
                                                strcmp(key + name, "_text") == 0)
                                         : strcmp(key, field->name) == 0)
            return (int)i;
    }
    return -1;
}

static enum status check_keys(const struct record_type *type, const json_t *object, const char *const *skip,
                              struct problems *problems)
{
    enum status status = OK;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        if (listed(skip, key))
            continue;
        int index = field_of_key(type, key);
        if (index < 0)
            status = problem_add(problems, REFUSED, &msg_unknown_field, key, key, NULL);
        else if (type->fields[index].flags & (GIVEN | DERIVED))
            status = problem_add(problems, REFUSED, &msg_given_field, key, type->fields[index].label, NULL);
    }
    return status;
}

enum status record_from_json(struct arena *arena, const struct record_type *type, const json_t *object,
                             enum json_source source, const char *const *skip, struct problems *problems,
                             struct record_head *record)
{
    if (!json_is_object(object))
        return problem_add(problems, MALFORMED, &msg_not_object, "", NULL);
    enum status status = source == JSON_INPUT ? check_keys(type, object, skip, problems) : OK;
    for (size_t i = 0; i < type->count; i++) {
        struct reading reading = {arena, &type->fields[i], problems};
        if (source == JSON_INPUT && (reading.field->flags & (GIVEN | DERIVED) || listed(skip, reading.field->name)))
            continue;
        enum status one = read_field(&reading, object, record, (int)i);
        if (!one && source == JSON_INPUT)
            one = field_check(type, (int)i, record, problems);
        if (one)
            status = one;
    }
    return status;
}

enum status field_from_text(struct arena *arena, const struct record_type *type, int index, const char *text,
                            struct problems *problems, struct record_head *record)
{
    struct reading reading = {arena, &type->fields[index], problems};
    if (!*text) {
        record_null(record, index);
        return OK;
    }
    enum status status = read_text(&reading, text, field_set(record, reading.field));
    if (status)
        return status;
    record_present(record, index);
    return field_check(type, index, record, problems);
}
