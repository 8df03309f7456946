#include "ledger/profile.h"

#include "ledger/data_file.h"
#include "ledger/records.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"inspection", "audit", "environment", NULL};
enum { PROFILES = sizeof names / sizeof *names - 1 };

struct profiles {
    json_t *labels;
    json_t *profiles[PROFILES];
};

static json_t *read_data(const char *name)
{
    size_t size = 0;
    const char *file = data_file(name, &size);
    json_t *json = file ? json_loadb(file, size, JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (!json) {
        fprintf(stderr, "rectify: %s is missing from the program or broken\n", name);
        abort();
    }
    return json;
}

struct profiles *profiles_new(void)
{
    struct profiles *profiles = xmalloc(sizeof *profiles);
    char name[64];
    profiles->labels = read_data("labels.en.json");
    for (size_t i = 0; i < PROFILES; i++) {
        snprintf(name, sizeof name, "profiles/%s.json", names[i]);
        profiles->profiles[i] = read_data(name);
    }
    return profiles;
}

void profiles_free(struct profiles *profiles)
{
    if (!profiles)
        return;
    json_decref(profiles->labels);
    for (size_t i = 0; i < PROFILES; i++)
        json_decref(profiles->profiles[i]);
    free(profiles);
}

const char *const *profile_names(void)
{
    return names;
}

static const json_t *profile_json(const struct profiles *profiles, const char *name)
{
    for (size_t i = 0; i < PROFILES; i++)
        if (name && strcmp(names[i], name) == 0)
            return profiles->profiles[i];
    return profiles->profiles[0];
}

static const char *label_of(const json_t *pair, enum language language)
{
    return json_string_value(json_array_get(pair, language == LANGUAGE_ZH ? 0 : 1));
}

const char *profile_word(const struct profiles *profiles, const char *profile, const char *list, const char *word,
                         enum language language)
{
    const json_t *json = profile_json(profiles, profile);
    while (json) {
        const json_t *words = json_object_get(json_object_get(json, "words"), list);
        const char *label = label_of(json_object_get(words, word), language);
        if (label)
            return label;
        const char *base = json_string_value(json_object_get(json, "extends"));
        json = base ? profile_json(profiles, base) : NULL;
    }
    return word;
}

const char *profile_event(const struct profiles *profiles, const struct record_type *type, const char *event,
                          enum language language)
{
    const json_t *events = json_object_get(profiles->profiles[0], "events");
    char key[128];
    snprintf(key, sizeof key, "%s.%s", type->name, event);
    const char *label = label_of(json_object_get(events, key), language);
    if (!label)
        label = label_of(json_object_get(events, event), language);
    return label ? label : event;
}

static const char *english(const struct profiles *profiles, const char *key)
{
    return json_string_value(json_object_get(profiles->labels, key));
}

const char *profile_record_label(const struct profiles *profiles, const struct record_type *type,
                                 enum language language)
{
    const char *label = language == LANGUAGE_EN ? english(profiles, type->name) : NULL;
    return label ? label : type->label;
}

const char *profile_field_label(const struct profiles *profiles, const struct record_type *type, int field,
                                enum language language)
{
    char key[128];
    snprintf(key, sizeof key, "%s.%s", type->name, type->fields[field].name);
    const char *label = language == LANGUAGE_EN ? english(profiles, key) : NULL;
    return label ? label : type->fields[field].label;
}

/* Libraries put the label of the list into a problem: the Chinese one. */
static const char *label_told(const struct profiles *profiles, const char *label, enum language language)
{
    for (size_t i = 0; label && i < all_records.count; i++) {
        const struct record_type *type = all_records.types[i];
        if (strcmp(type->label, label) == 0)
            return profile_record_label(profiles, type, language);
        for (size_t k = 0; k < type->count; k++)
            if (strcmp(type->fields[k].label, label) == 0)
                return profile_field_label(profiles, type, (int)k, language);
    }
    return label;
}

void profile_problem_text(const struct profiles *profiles, const struct problem *problem, enum language language,
                          struct strbuf *out)
{
    struct problem told = *problem;
    for (size_t i = 0; language != LANGUAGE_ZH && i < PROBLEM_ARGS; i++)
        told.args[i] = label_told(profiles, problem->args[i], language);
    problem_text(&told, language, out);
}

bool profile_has_english(const struct profiles *profiles, const char *key)
{
    return english(profiles, key) != NULL;
}

enum status profile_each_term(const struct profiles *profiles, const char *profile, profile_term_visit visit,
                              void *context)
{
    const json_t *json = profile_json(profiles, profile);
    const char *base = json_string_value(json_object_get(json, "extends"));
    if (base && json_object_size(json_object_get(json, "terms")) == 0)
        json = profile_json(profiles, base);
    const char *vocabulary;
    json_t *terms, *pair;
    size_t i;
    json_object_foreach(json_object_get(json, "terms"), vocabulary, terms)
    {
        json_array_foreach(terms, i, pair)
        {
            enum status status = visit(context, vocabulary, json_string_value(json_array_get(pair, 0)),
                                       json_string_value(json_array_get(pair, 1)), (int64_t)i + 1);
            if (status)
                return status;
        }
    }
    return OK;
}
