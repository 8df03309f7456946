#include "journal/fold.h"

#include "record/json.h"

#include <string.h>

/* None yet: version 1 of every record is the first. */
static const struct upcaster upcasters_here[] = {{NULL, 0, NULL}};

static void lift(const struct record_type *type, const struct event *event, const struct upcaster *upcasters,
                 json_t *values)
{
    int64_t version = event->schema_version;
    for (const struct upcaster *one = upcasters ? upcasters : upcasters_here; one->record; one++) {
        if (strcmp(one->record, type->name) != 0 || one->from != version)
            continue;
        one->lift(values);
        version++;
    }
}

uint64_t event_fields(const struct record_type *type, const char *names)
{
    uint64_t mask = 0;
    while (*names) {
        size_t length = strcspn(names, ",");
        for (size_t i = 0; i < type->count; i++)
            if (strlen(type->fields[i].name) == length && strncmp(type->fields[i].name, names, length) == 0)
                mask |= FIELD_BIT(i);
        names += length;
        names += *names == ',';
    }
    return mask;
}

static enum status fold_part(struct arena *arena, const struct record_type *type, const struct event *event,
                             const struct upcaster *upcasters, const struct event_part *part,
                             struct record_head *values)
{
    struct problems problems;
    json_t *json = json_loadb(part->bytes, part->size, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(json)) {
        json_decref(json);
        return MALFORMED;
    }
    lift(type, event, upcasters, json);
    problems_init(&problems, arena);
    enum status status = record_from_json(arena, type, json, JSON_EVENT, NULL, &problems, values);
    json_decref(json);
    return status ? MALFORMED : OK;
}

enum status event_fold(struct arena *arena, const struct record_type *type, const struct event *event,
                       const struct upcaster *upcasters, struct record_head *record, uint64_t *ret_changed)
{
    struct record_head *values = record_new(arena, type);
    bool gone = false;
    for (int i = 0; i < EVENT_PARTS; i++) {
        const struct event_part *part = &event->parts[i];
        if (!part->there)
            continue;
        gone = gone || !part->bytes;
        enum status status = part->bytes ? fold_part(arena, type, event, upcasters, part, values) : OK;
        if (status)
            return status;
    }
    /* a field the header names and no part holds: its value was destroyed, so it is empty */
    uint64_t named = event_fields(type, event->fields);
    for (size_t i = 0; gone && i < type->count; i++)
        if (named & FIELD_BIT(i) && !(values->present & FIELD_BIT(i)))
            record_null(values, (int)i);
    for (size_t i = 0; i < type->count; i++)
        if (values->present & FIELD_BIT(i))
            field_copy(type, (int)i, values, record);
    record->id = event->record_id;
    record->ledger_id = event->ledger_id;
    record->version = event->version;
    record->changed_at = event->at;
    if (event->version == 1)
        record->created_at = event->at;
    /* a life cycle may have an event of that name, which then changes a field */
    record->withdrawn = record->withdrawn || (strcmp(event->event, "withdraw") == 0 && !*event->fields);
    *ret_changed = values->present;
    return OK;
}

const char *event_reason(struct arena *arena, const struct event *event)
{
    const struct event_part *part = &event->parts[PART_OPEN];
    json_t *json = part->there && part->bytes ? json_loadb(part->bytes, part->size, 0, NULL) : NULL;
    const char *reason = json_string_value(json_object_get(json, "@reason"));
    reason = reason ? arena_strdup(arena, reason) : "";
    json_decref(json);
    return reason;
}
