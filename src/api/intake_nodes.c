/* intake_nodes: reads the corrected tree of a letter; declared in "api/intake.h". */
#include "api/intake.h"

#include "api/api_messages.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

struct reading {
    struct call *call;
    const json_t *json; /* of the node */
    const char *number; /* its place, from 1 */
};

static enum status bad(const struct reading *reading, const char *key)
{
    return problem_add(&reading->call->problems, REFUSED, &msg_api_node, reading->number, reading->number, key, NULL);
}

static enum status read_number(const struct reading *reading, const char *key, uint32_t *ret_number)
{
    const json_t *value = json_object_get(reading->json, key);
    if (!json_is_integer(value) || json_integer_value(value) < 0 || json_integer_value(value) > INT32_MAX)
        return bad(reading, key);
    *ret_number = (uint32_t)json_integer_value(value);
    return OK;
}

/* "" when it is absent or null. */
static enum status read_text(const struct reading *reading, const json_t *object, const char *key,
                             const char **ret_text)
{
    const json_t *value = json_object_get(object, key);
    *ret_text = "";
    if (!value || json_is_null(value))
        return OK;
    const char *text = json_string_value(value);
    if (!text || !utf8_is_text(text, json_string_length(value), NULL))
        return bad(reading, key);
    *ret_text = text;
    return OK;
}

static enum status read_names(const struct reading *reading, const char *key, struct letter_names *ret_names)
{
    enum { NAMES_MOST = 100 };
    const json_t *array = json_object_get(reading->json, key);
    size_t count = json_array_size(array);
    *ret_names = (struct letter_names){0};
    if (!array || json_is_null(array))
        return OK;
    if (!json_is_array(array) || count > NAMES_MOST)
        return bad(reading, key);
    ret_names->items = ARENA_ARRAY(reading->call->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        const json_t *value = json_array_get(array, i);
        const char *name = json_string_value(value);
        if (!name || !utf8_is_text(name, json_string_length(value), NULL))
            return bad(reading, key);
        if (*name)
            ret_names->items[ret_names->count++] = name;
    }
    return OK;
}

static enum status read_due(const struct reading *reading, const json_t *json, struct letter_deadline *due)
{
    const char *text, *on, *as;
    enum status status = read_text(reading, json, "text", &text);
    if (!status)
        status = read_text(reading, json, "due_on", &on);
    if (!status)
        status = read_text(reading, json, "due_as", &as);
    if (status)
        return status;
    due->text = text;
    due->has_due_on = *on != '\0';
    if (due->has_due_on && !date_parse(on, &due->due_on))
        return bad(reading, "deadline");
    due->due_as = DUE_AS_DAY;
    for (int word = DUE_AS_DAY; word <= DUE_AS_ONGOING; word++)
        if (strcmp(due_as_word((enum due_as)word), as) == 0)
            due->due_as = (enum due_as)word;
    if (*as && strcmp(due_as_word(due->due_as), as) != 0)
        return bad(reading, "deadline");
    /* no words when it was picked from a calendar */
    return *text || due->has_due_on || due->due_as == DUE_AS_ONGOING ? OK : bad(reading, "deadline");
}

static enum status read_level(const struct reading *reading, enum letter_level *ret_level)
{
    const char *word;
    enum status status = read_text(reading, reading->json, "level", &word);
    return !status && !letter_level_of_word(word, ret_level) ? bad(reading, "level") : status;
}

static enum status read_node(const struct reading *reading, struct letter_node *node)
{
    const json_t *deadline = json_object_get(reading->json, "deadline");
    const json_t *position = json_object_get(reading->json, "position");
    const char *status_text;
    if (!json_is_object(reading->json))
        return bad(reading, "{}");
    enum status status = read_number(reading, "id", &node->id);
    if (!status)
        status = read_number(reading, "parent", &node->parent);
    if (!status)
        status = read_number(reading, "start", &node->start);
    if (!status)
        status = read_number(reading, "end", &node->end);
    if (!status && position && !json_is_null(position))
        status = read_number(reading, "position", &node->position);
    if (!status)
        status = read_level(reading, &node->level);
    if (!status)
        status = read_text(reading, reading->json, "no", &node->no);
    if (!status)
        status = read_text(reading, reading->json, "title", &node->title);
    if (!status)
        status = read_text(reading, reading->json, "status_text", &status_text);
    if (!status)
        status = read_names(reading, "lead_units", &node->lead_units);
    if (!status)
        status = read_names(reading, "responsible_units", &node->responsible_units);
    if (!status && json_is_object(deadline))
        status = read_due(reading, deadline, &node->deadline);
    if (!status && *status_text)
        node->status_text = status_text;
    node->why = "";
    return status;
}

/* Nothing a browser sent is taken for the original: it must have shown the letter as it is. */
static enum status compare_text(struct call *call, const json_t *array, const struct letter_node *nodes, size_t count,
                                const struct paper *paper)
{
    const char *at = paper->text, *end = at + paper->bytes;
    for (size_t i = 0; i < count; i++) {
        const char *from = at;
        for (uint32_t left = nodes[i].end - nodes[i].start; left; left--)
            utf8_next(&at, end);
        size_t length = (size_t)(at - from);
        const json_t *text = json_object_get(json_array_get(array, i), "text");
        if (!json_is_string(text))
            continue;
        size_t given = json_string_length(text);
        if (length && from[length - 1] == '\n' && given == length - 1)
            length--;
        const char *number = arena_printf(call->arena, "%zu", i + 1);
        if (given != length || memcmp(from, json_string_value(text), length) != 0)
            return problem_add(&call->problems, REFUSED, &msg_api_node_text, number, number, NULL);
    }
    return OK;
}

enum status nodes_read(struct call *call, const json_t *array, const struct paper *paper,
                       struct letter_node **ret_nodes, size_t *ret_count)
{
    char most[16];
    size_t count = json_array_size(array);
    snprintf(most, sizeof most, "%d", LETTER_NODES_MAX);
    if (!json_is_array(array) || count == 0 || count > LETTER_NODES_MAX)
        return problem_add(&call->problems, REFUSED, &msg_api_nodes, "nodes", most, NULL);
    struct letter_node *nodes = ARENA_ARRAY(call->arena, struct letter_node, count);
    for (size_t i = 0; i < count; i++) {
        struct reading reading = {call, json_array_get(array, i), arena_printf(call->arena, "%zu", i + 1)};
        enum status status = read_node(&reading, &nodes[i]);
        if (status)
            return status;
    }
    enum status status = letter_check_tiling(nodes, count, paper->characters, &call->problems);
    if (!status)
        status = compare_text(call, array, nodes, count, paper);
    *ret_nodes = nodes;
    *ret_count = count;
    return status;
}
