/* filter: what a list may be asked; declared in "store/list.h". */
#include "store/list.h"

#include "base/utf8.h"
#include "record/json.h"
#include "record/record_messages.h"
#include "store/store_messages.h"

#include <stdio.h>
#include <string.h>

static bool is_free_text(enum field_kind kind)
{
    return kind == KIND_text || kind == KIND_long_text || kind == KIND_term || kind == KIND_extra;
}

/* As list.c binds it: numbers as integers, flags as 1 and 0, everything else as it stands in its column. */
static const char *stored_text(struct arena *arena, const struct field *field, const void *value)
{
    char id[UUID_TEXT];
    char day[DATE_TEXT];
    switch (field->kind) {
    case KIND_integer:
    case KIND_share:
    case KIND_money:
    case KIND_instant:
        return arena_printf(arena, "%lld", (long long)*(const int64_t *)value);
    case KIND_flag:
        return *(const bool *)value ? "1" : "0";
    case KIND_ref:
        uuid_text(*(const struct uuid *)value, id);
        return arena_strdup(arena, id);
    case KIND_date:
        date_text(*(const date *)value, day);
        return arena_strdup(arena, day);
    case KIND_word:
        return word_text(field->words, *(const int *)value);
    default:
        return "";
    }
}

static enum status read_value(struct arena *arena, const struct record_type *type, int index, const char *text,
                              struct problems *problems, const char **ret_value)
{
    const struct field *field = &type->fields[index];
    struct record_head *scratch = record_new(arena, type);
    struct uuid id;
    date day;
    if (is_free_text(field->kind)) {
        if (!utf8_is_text(text, strlen(text), NULL))
            return problem_add(problems, REFUSED, &msg_search_not_text, field->name, NULL);
        *ret_value = arena_strdup(arena, text);
        return OK;
    }
    if (field->kind == KIND_deadline || field->kind == KIND_refs) { /* by its last day; by one of them */
        bool good = field->kind == KIND_refs ? uuid_parse(text, &id) : date_parse(text, &day);
        *ret_value = arena_strdup(arena, text);
        return good ? OK
                    : problem_add(problems, REFUSED, field->kind == KIND_refs ? &msg_not_id : &msg_not_date,
                                  field->name, field->label, text, NULL);
    }
    if (field->kind == KIND_blob)
        return problem_add(problems, REFUSED, &msg_filter_kind, field->name, field->label, NULL);
    enum status status = field_from_text(arena, type, index, text, problems, scratch);
    if (status)
        return status;
    *ret_value = stored_text(arena, field, field_get(scratch, field));
    return OK;
}

static enum status refuse_doubled(const struct list_query *query, int field, struct problems *problems)
{
    const struct field *doubled = &query->type->fields[field];
    return problem_add(problems, REFUSED, &msg_filter_doubled, doubled->name, doubled->label, NULL);
}

static enum status refuse_many(struct problems *problems, const struct message *message, const char *place, int most)
{
    char number[16];
    snprintf(number, sizeof number, "%d", most);
    return problem_add(problems, REFUSED, message, place, number, NULL);
}

bool list_filter_has(const struct list_query *query, int field, enum list_compare compare)
{
    for (size_t i = 0; i < query->filter_count; i++)
        if (query->filters[i].field == field && query->filters[i].compare == compare)
            return true;
    return false;
}

static size_t others_of(const struct list_query *query)
{
    size_t others = 0;
    for (size_t i = 0; i < query->filter_count; i++)
        others += query->filters[i].other_count;
    return others;
}

/* Order and parts of a text are not asked of every kind. */
static bool may_compare(const struct field *field, enum list_compare compare)
{
    if (kind_is_ordered(field->kind))
        return compare != LIST_HOLDS;
    switch (field->kind) {
    case KIND_text:
        return compare != LIST_BEFORE; /* paths are ranges of text */
    case KIND_long_text:
        return compare == LIST_IS || compare == LIST_IS_NOT || compare == LIST_HOLDS;
    case KIND_extra:
        return compare == LIST_HOLDS;
    default:
        return compare == LIST_IS || compare == LIST_IS_NOT;
    }
}

enum status list_filter_any(struct arena *arena, struct list_query *query, int index, enum list_compare compare,
                            const char *const *texts, size_t count, struct problems *problems)
{
    const struct field *field = &query->type->fields[index];
    struct list_filter filter = {.field = index, .compare = compare, .other_count = count - 1};
    const char **values = ARENA_ARRAY(arena, const char *, count + 1);
    bool empty = count == 1 && !*texts[0];
    enum status status = OK;
    if (list_filter_has(query, index, compare))
        return refuse_doubled(query, index, problems);
    if (query->filter_count == LIST_FILTERS)
        return refuse_many(problems, &msg_filters_many, "", LIST_FILTERS);
    if (others_of(query) + count > LIST_OTHERS)
        return refuse_many(problems, &msg_filter_values, field->name, LIST_OTHERS);
    if (!may_compare(field, empty ? LIST_IS : compare) && !(empty && field->kind == KIND_extra))
        return problem_add(problems, REFUSED, &msg_filter_kind, field->name, field->label, NULL);
    for (size_t i = 0; i < count && !empty && !status; i++)
        status = read_value(arena, query->type, index, texts[i], problems, &values[i]);
    filter.value = empty ? NULL : values[0];
    filter.others = values + 1;
    if (!status)
        query->filters[query->filter_count++] = filter;
    return status;
}

enum status list_filter_add(struct arena *arena, struct list_query *query, int field, enum list_compare compare,
                            const char *text, struct problems *problems)
{
    return list_filter_any(arena, query, field, compare, &text, 1, problems);
}

enum status list_check(const struct list_query *query)
{
    for (size_t i = 0; i < query->filter_count; i++)
        for (size_t k = 0; k < i; k++)
            if (query->filters[i].field == query->filters[k].field &&
                query->filters[i].compare == query->filters[k].compare)
                return refuse_doubled(query, query->filters[i].field, query->problems);
    if (!query->text)
        return OK;
    if (!utf8_is_text(query->text, strlen(query->text), NULL))
        return problem_add(query->problems, REFUSED, &msg_search_not_text, "q", NULL);
    if (utf8_count(query->text, strlen(query->text)) > LIST_SEARCH)
        return refuse_many(query->problems, &msg_search_long, "q", LIST_SEARCH);
    return OK;
}
