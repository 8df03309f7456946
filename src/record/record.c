#include "record/record.h"

#include <string.h>

const struct record_type *registry_find(const struct registry *registry, const char *name)
{
    for (size_t i = 0; i < registry->count; i++)
        if (strcmp(registry->types[i]->name, name) == 0 || strcmp(registry->types[i]->plural, name) == 0)
            return registry->types[i];
    return NULL;
}

void *record_new(struct arena *arena, const struct record_type *type)
{
    return arena_alloc(arena, type->size);
}

void *record_copy(struct arena *arena, const struct record_type *type, const void *record)
{
    return arena_memdup(arena, record, type->size);
}

void record_present(struct record_head *record, int field)
{
    record->present |= FIELD_BIT(field);
    record->null &= ~FIELD_BIT(field);
}

void record_null(struct record_head *record, int field)
{
    record->present |= FIELD_BIT(field);
    record->null |= FIELD_BIT(field);
}

void record_complete(struct record_head *record, const struct record_type *type)
{
    for (size_t i = 0; i < type->count; i++)
        if (!(record->present & FIELD_BIT(i)))
            record_null(record, (int)i);
}

static void normalise(struct record_head *record, const struct field *field, int index)
{
    void *value = field_set(record, field);
    switch (field->kind) {
    case KIND_text:
    case KIND_long_text:
    case KIND_term:
    case KIND_extra:
        if (!*(const char **)value || !**(const char **)value)
            record_null(record, index);
        break;
    case KIND_deadline: {
        struct deadline *due = value;
        due->text = due->text ? due->text : "";
        due->on_unknown = due->on_unknown || due->as == deadline_as_ongoing;
        due->on = due->on_unknown ? 0 : due->on;
        break;
    }
    default:
        break;
    }
}

void record_normalise(struct record_head *record, const struct record_type *type)
{
    for (size_t i = 0; i < type->count; i++)
        if (record_has(record, (int)i))
            normalise(record, &type->fields[i], (int)i);
}

int field_find(const struct record_type *type, const char *name)
{
    for (size_t i = 0; i < type->count; i++)
        if (strcmp(type->fields[i].name, name) == 0)
            return (int)i;
    return -1;
}

const void *field_get(const struct record_head *record, const struct field *field)
{
    return (const char *)record + field->offset;
}

void *field_set(struct record_head *record, const struct field *field)
{
    return (char *)record + field->offset;
}

static size_t kind_size(enum field_kind kind)
{
    switch (kind) {
    case KIND_text:
    case KIND_long_text:
    case KIND_term:
    case KIND_extra:
        return sizeof(const char *);
    case KIND_integer:
    case KIND_instant:
    case KIND_money:
    case KIND_share:
        return sizeof(int64_t);
    case KIND_flag:
        return sizeof(bool);
    case KIND_date:
        return sizeof(date);
    case KIND_deadline:
        return sizeof(struct deadline);
    case KIND_word:
        return sizeof(int);
    case KIND_ref:
        return sizeof(struct uuid);
    case KIND_refs:
        return sizeof(struct uuid_list);
    case KIND_blob:
        return sizeof(struct digest);
    }
    return 0;
}

static bool deadline_equal(const struct deadline *a, const struct deadline *b)
{
    bool dated_a = !a->on_unknown && a->as != deadline_as_ongoing,
         dated_b = !b->on_unknown && b->as != deadline_as_ongoing;
    return a->as == b->as && dated_a == dated_b && (!dated_a || a->on == b->on) && strcmp(a->text, b->text) == 0;
}

bool field_equal(const struct record_type *type, int index, const struct record_head *a, const struct record_head *b)
{
    const struct field *field = &type->fields[index];
    bool null_a = a->null & FIELD_BIT(index), null_b = b->null & FIELD_BIT(index);
    if (null_a || null_b)
        return null_a && null_b;
    const void *x = field_get(a, field), *y = field_get(b, field);
    switch (field->kind) {
    case KIND_text:
    case KIND_long_text:
    case KIND_term:
    case KIND_extra:
        return strcmp(*(const char *const *)x, *(const char *const *)y) == 0;
    case KIND_deadline:
        return deadline_equal(x, y);
    case KIND_refs: {
        const struct uuid_list *p = x, *q = y;
        return p->count == q->count && (p->count == 0 || memcmp(p->ids, q->ids, p->count * sizeof *p->ids) == 0);
    }
    default:
        return memcmp(x, y, kind_size(field->kind)) == 0;
    }
}

void field_copy(const struct record_type *type, int index, const struct record_head *from, struct record_head *to)
{
    const struct field *field = &type->fields[index];
    memcpy(field_set(to, field), field_get(from, field), kind_size(field->kind));
    to->present = (to->present & ~FIELD_BIT(index)) | (from->present & FIELD_BIT(index));
    to->null = (to->null & ~FIELD_BIT(index)) | (from->null & FIELD_BIT(index));
}
