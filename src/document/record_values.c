#include "document/record_values.h"

#include <string.h>

static const char *name_of(struct arena *arena, const char *prefix, const struct field *field)
{
    size_t length = strlen(field->name);
    bool id = (field->kind == KIND_ref) && length > 3 && strcmp(field->name + length - 3, "_id") == 0;
    return arena_printf(arena, "%s%.*s", prefix, (int)(id ? length - 3 : length), field->name); /* trusted: our names */
}

void record_value_names(struct arena *arena, const struct record_type *type, const char *prefix, json_t *into)
{
    for (size_t i = 0; i < type->count; i++)
        json_object_set_new(into, name_of(arena, prefix, type->fields + i), json_string(type->fields[i].label));
}

void record_values(const struct display *display, const struct record_type *type, const struct record_head *record,
                   const char *prefix, json_t *into)
{
    for (size_t i = 0; i < type->count; i++)
        json_object_set_new(into, name_of(display->arena, prefix, type->fields + i),
                            json_string(record ? display_field(display, type, (int)i, record) : ""));
}
