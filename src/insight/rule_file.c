#include "insight/rule_file.h"

#include "insight/insight_messages.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static enum status refuse(struct rule_file *file, const struct message *message, const char *what)
{
    return problem_add(file->problems, REFUSED, message, file->name, file->name, what, NULL);
}

static enum status check_keys(struct rule_file *file, const json_t *object, const char *const *keys)
{
    const char *key;
    json_t *value;
    enum status status = OK;
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        size_t i = 0;
        while (keys[i] && strcmp(keys[i], key) != 0)
            i++;
        if (!keys[i])
            status = refuse(file, &msg_rule_key, arena_strdup(file->arena, key));
    }
    return status;
}

enum status rule_file_begin(struct rule_file *file, const char *bytes, size_t size, const char *const *keys)
{
    json_error_t error;
    file->json = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    if (!file->json)
        return refuse(file, &msg_rule_unreadable, arena_printf(file->arena, "%d: %s", error.line, error.text));
    if (!json_is_object(file->json))
        return refuse(file, &msg_rule_missing, "{ }");
    return check_keys(file, file->json, keys);
}

void rule_file_end(struct rule_file *file)
{
    json_decref(file->json);
    file->json = NULL;
}

static enum status read_pair(struct rule_file *file, const json_t *object, const char *key, const char *ret_pair[2])
{
    const json_t *pair = json_object_get(object, key);
    bool good = json_is_array(pair) && json_array_size(pair) == 2;
    for (size_t i = 0; good && i < 2; i++) {
        const char *text = json_string_value(json_array_get(pair, i));
        good = text && *text;
        ret_pair[i] = good ? arena_strdup(file->arena, text) : "";
    }
    return good ? OK : refuse(file, &msg_rule_missing, key);
}

enum status rule_file_pair(struct rule_file *file, const char *key, const char *ret_pair[2])
{
    return read_pair(file, file->json, key, ret_pair);
}

static bool is_number(const json_t *json, double least, int64_t *ret_hundredths)
{
    double value = json_number_value(json);
    if (!json_is_number(json) || value < least || value > RULE_WEIGHT)
        return false;
    *ret_hundredths = (int64_t)(value * 100 + (value < 0 ? -0.5 : 0.5));
    return true;
}

enum status rule_file_number(struct rule_file *file, const char *key, int64_t *ret_hundredths)
{
    return is_number(json_object_get(file->json, key), -RULE_WEIGHT, ret_hundredths)
               ? OK
               : refuse(file, &msg_rule_missing, key);
}

static enum status read_fact(struct rule_file *file, const json_t *object, const char *key, int *ret_fact)
{
    const char *text = json_string_value(json_object_get(object, key));
    struct strbuf known = {0};
    if (!text)
        return refuse(file, &msg_rule_missing, key);
    for (int i = 0; file->facts[i]; i++) {
        if (strcmp(file->facts[i], text) == 0) {
            strbuf_free(&known);
            *ret_fact = i;
            return OK;
        }
        strbuf_adds(&known, i ? "、" : "");
        strbuf_adds(&known, file->facts[i]);
    }
    enum status status =
        problem_add(file->problems, REFUSED, &msg_rule_fact, file->name, file->name, text, strbuf_text(&known), NULL);
    strbuf_free(&known);
    return status;
}

enum status rule_file_fact(struct rule_file *file, const char *key, int *ret_fact)
{
    return read_fact(file, file->json, key, ret_fact);
}

static enum status read_term(struct rule_file *file, const json_t *json, struct rule_term *term)
{
    static const char *const keys[] = {"fact", "weight", "label", NULL};
    char bounds[48];
    snprintf(bounds, sizeof bounds, "%lld … %d", (long long)file->least, RULE_WEIGHT);
    if (!json_is_object(json))
        return refuse(file, &msg_rule_missing, "terms");
    enum status status = check_keys(file, json, keys), one;
    if ((one = read_fact(file, json, "fact", &term->fact)))
        return one;
    if ((one = read_pair(file, json, "label", term->label)))
        status = one;
    if (!is_number(json_object_get(json, "weight"), (double)file->least, &term->weight))
        status = problem_add(file->problems, REFUSED, &msg_rule_weight, file->name, file->name, file->facts[term->fact],
                             bounds, NULL);
    return status;
}

enum status rule_file_terms(struct rule_file *file, struct rule_term **ret_terms, size_t *ret_count)
{
    const json_t *list = json_object_get(file->json, "terms");
    size_t count = json_array_size(list);
    enum status worst = OK, status;
    if (!json_is_array(list) || !count || count > RULE_TERMS)
        return refuse(file, &msg_rule_missing, "terms");
    struct rule_term *terms = ARENA_ARRAY(file->arena, struct rule_term, count);
    for (size_t i = 0; i < count; i++) {
        if ((status = read_term(file, json_array_get(list, i), &terms[i])))
            worst = status;
        for (size_t k = 0; k < i && !status; k++)
            if (terms[k].fact == terms[i].fact)
                worst = refuse(file, &msg_rule_fact_doubled, file->facts[terms[i].fact]);
    }
    *ret_terms = terms;
    *ret_count = count;
    return worst;
}
