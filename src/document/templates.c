#include "document/templates.h"

#include "base/embedded.h"
#include "document/template_files.h"
#include "ledger/data_file.h"

#include <stdint.h>
#include <string.h>

#define NAME(name) #name,
const char *const document_kind_names[] = {DOCUMENT_KINDS(NAME)};
#undef NAME

int document_kind_find(const char *name)
{
    for (int i = 0; i < DOCUMENT_KIND_COUNT; i++)
        if (strcmp(document_kind_names[i], name) == 0)
            return i;
    return -1;
}

void template_of(struct arena *arena, enum document_kind kind, struct docx_template *ret_template)
{
    size_t length = strlen(document_kind_names[kind]), count = 0;
    for (const struct embedded *file = template_files; file->name; file++)
        count++;
    *ret_template = (struct docx_template){.parts = ARENA_ARRAY(arena, struct zip_part, count)};
    for (const struct embedded *file = template_files; file->name; file++)
        if (strncmp(file->name, document_kind_names[kind], length) == 0 && file->name[length] == '/')
            ret_template->parts[ret_template->count++] =
                (struct zip_part){file->name + length + 1, file->start, embedded_size(file)};
}

json_t *template_names(struct arena *arena, enum document_kind kind)
{
    size_t size = 0;
    const char *bytes = data_file(arena_printf(arena, "documents/%s.json", document_kind_names[kind]), &size);
    json_t *json = bytes ? json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL) : NULL,
           *names = json_incref(json_object_get(json, "names"));
    json_decref(json);
    return names;
}

/* The same names with nothing in them; lists keep their one row. */
static json_t *emptied(const json_t *value)
{
    const char *key;
    json_t *inner, *copy;
    size_t i;
    if (json_is_object(value)) {
        copy = json_object();
        json_object_foreach((json_t *)(uintptr_t)value, key, inner) json_object_set_new(copy, key, emptied(inner));
        return copy;
    }
    if (!json_is_array(value))
        return json_is_string(value) ? json_string("") : json_false();
    copy = json_array();
    json_array_foreach(value, i, inner) json_array_append_new(copy, emptied(inner));
    return copy;
}

static enum status try_with(struct arena *arena, const struct docx_template *from, const json_t *values,
                            struct problems *problems)
{
    struct strbuf filled = {0};
    enum status status = docx_fill(arena, from, values, problems, &filled);
    strbuf_free(&filled);
    return status;
}

/* Filled with what each name is, and with nothing, so that what stands behind {{?…}} and behind {{^…}} is seen, too. */
enum status template_check(struct arena *arena, enum document_kind kind, const struct docx_template *from,
                           struct problems *problems)
{
    json_t *names = template_names(arena, kind), *none = names ? emptied(names) : NULL;
    enum status full = names ? try_with(arena, from, names, problems) : FAILED,
                empty = names ? try_with(arena, from, none, problems) : FAILED;
    json_decref(names);
    json_decref(none);
    return full ? full : empty;
}
