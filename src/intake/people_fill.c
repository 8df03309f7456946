/* people_fill: from the cells of a row to the fields of records, and to steps; declared in "intake/people_part.h". */
#include "intake/people_part.h"

#include "record/check.h"
#include "record/json.h"
#include "store/row.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Which column gives which field: overlay, keyed by the field enum. */
static const struct binding {
    const struct record_type *type;
    int field;
    enum people_column column;
} bindings[] = {
    {&record_organisation, FIELD_organisation_code, COLUMN_UNIT_CODE},
    {&record_organisation, FIELD_organisation_name, COLUMN_UNIT},
    {&record_organisation, FIELD_organisation_short_name, COLUMN_SHORT_NAME},
    {&record_organisation, FIELD_organisation_aliases, COLUMN_UNIT_ALIASES},
    {&record_organisation, FIELD_organisation_kind, COLUMN_UNIT_KIND},
    {&record_organisation, FIELD_organisation_parent_id, COLUMN_PARENT},
    {&record_person, FIELD_person_code, COLUMN_PERSON_CODE},
    {&record_person, FIELD_person_name, COLUMN_NAME},
    {&record_person, FIELD_person_aliases, COLUMN_PERSON_ALIASES},
    {&record_person, FIELD_person_gender, COLUMN_GENDER},
    {&record_person, FIELD_person_born, COLUMN_BORN},
    {&record_person, FIELD_person_duty, COLUMN_DUTY},
    {&record_person, FIELD_person_phone, COLUMN_PHONE},
    {&record_person, FIELD_person_email, COLUMN_EMAIL},
    {&record_post, FIELD_post_title, COLUMN_DUTY},
    {&record_post, FIELD_post_heads_unit, COLUMN_HEADS},
    {&record_post, FIELD_post_from_on, COLUMN_FROM},
    {&record_body, FIELD_body_name, COLUMN_BODY},
    {&record_body, FIELD_body_founding_document, COLUMN_FOUNDING_DOCUMENT},
    {&record_body, FIELD_body_founded_on, COLUMN_FOUNDED_ON},
};

static enum people_column column_of(const struct record_type *type, const char *field)
{
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++)
        if (bindings[i].type == type && strcmp(type->fields[bindings[i].field].name, field) == 0)
            return bindings[i].column;
    return COLUMN_SEQUENCE;
}

/* Problems of a field are the row's, at the cell they come from. */
static void keep_problems(struct people_plan *plan, struct people_row *row, const struct record_type *type,
                          const struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        const struct problem *problem = &problems->items[i];
        note_add(plan->sheet, row, problem->severity, problem->message,
                 place_of(plan->sheet, row, column_of(type, problem->place)), problem->args[0], problem->args[1],
                 problem->args[2], problem->args[3], NULL);
    }
}

void fill_record(struct people_plan *plan, struct people_row *row, const struct record_type *type,
                 struct record_head *record)
{
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++) {
        const struct binding *binding = &bindings[i];
        const char *cell = row->cells[binding->column];
        if (binding->type != type || !cell || type->fields[binding->field].kind == KIND_ref)
            continue;
        struct problems problems;
        problems_init(&problems, plan->arena);
        field_from_text(plan->arena, type, binding->field, cell, &problems, record);
        keep_problems(plan, row, type, &problems);
    }
}

const char *fill_extra(struct people_plan *plan, const struct people_row *row, const char *before)
{
    if (!row->own_count)
        return NULL;
    json_t *object = before && *before ? json_loads(before, 0, NULL) : NULL;
    if (!json_is_object(object)) {
        json_decref(object);
        object = json_object();
    }
    for (size_t i = 0; i < row->own_count; i++)
        json_object_set_new(object, row->own[i].name, json_string(row->own[i].value));
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    const char *out = text ? arena_strdup(plan->arena, text) : NULL;
    free(text);
    json_decref(object);
    return out;
}

bool fill_check(struct people_plan *plan, struct people_row *row, const struct record_type *type,
                struct record_head *record, bool whole)
{
    struct problems problems;
    if (row_refused(row)) /* its cells have said why */
        return false;
    problems_init(&problems, plan->arena);
    record_check(type, record, whole, &problems);
    keep_problems(plan, row, type, &problems);
    return !row_refused(row);
}

bool fill_narrow(const struct record_type *type, const struct record_head *known, struct record_head *wanted)
{
    for (size_t i = 0; i < type->count; i++)
        if (wanted->present & FIELD_BIT(i) && field_equal(type, (int)i, known, wanted))
            wanted->present &= ~FIELD_BIT(i);
    wanted->null &= wanted->present;
    return wanted->present != 0;
}

struct people_step *plan_step(struct people_plan *plan, const struct record_type *type, struct record_head *record,
                              int64_t seen_version)
{
    struct people_step *step = VEC_PUSH(plan->arena, &plan->steps);
    *step = (struct people_step){.type = type, .record = record, .seen_version = seen_version};
    return step;
}

void plan_count(struct people_plan *plan, enum people_counted counted, enum people_result result)
{
    if (result < PEOPLE_REFUSED)
        plan->counts[counted][result]++;
}

void row_result(struct people_row *row, enum people_result result)
{
    if (result > row->result)
        row->result = result;
}
