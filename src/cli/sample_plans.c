/* sample_plans: the plans of the sample bureau; declared in "cli/setup.h". Each step of sample.json is what one person
 * does on his page: he adds a record, changes one, or moves it; "@name" is a record a step before has named,
 * "finding:6" and "measure:10" are counted as the rest of the sample counts them. */
#include "cli/setup.h"
#include "ledger/gate.h"
#include "record/json.h"
#include "workflow/mover.h"

#include <stdlib.h>
#include <string.h>

struct named {
    const char *name;
    struct uuid id;
};

struct planning {
    struct cli *cli;
    const struct sample_books *books;
    struct tx *tx;
    struct problems *problems;
    VEC(struct named) named;
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static enum status resolve(struct planning *p, const struct record_type *type, const char *text, struct uuid *ret_id)
{
    if (*text == '@') {
        for (size_t i = 0; i < p->named.count; i++)
            if (strcmp(p->named.items[i].name, text + 1) == 0) {
                *ret_id = p->named.items[i].id;
                return OK;
            }
        return FAILED;
    }
    if (strncmp(text, "finding:", 8) == 0) {
        unsigned long nth = strtoul(text + 8, NULL, 10);
        if (nth < 1 || nth > p->books->finding_count)
            return FAILED;
        *ret_id = p->books->findings[nth - 1];
        return OK;
    }
    if (strncmp(text, "measure:", 8) == 0)
        return sample_measure(p->tx, p->books->ledger, strtol(text + 8, NULL, 10), ret_id);
    return name_resolve(p->tx->db, p->tx->arena, NULL, type, p->books->ledger, text, "", p->problems, ret_id);
}

/* References by name, everything else as a person would write it. */
static enum status put(struct planning *p, const struct record_type *type, struct record_head *record, const char *name,
                       const char *text)
{
    int at = field_find(type, name);
    struct uuid id;
    if (at < 0)
        return FAILED;
    const struct field *field = &type->fields[at];
    if (field->kind != KIND_ref && field->kind != KIND_refs)
        return field_from_text(p->tx->arena, type, at, text, p->problems, record);
    enum status status = resolve(p, field->target, text, &id);
    if (status)
        return status;
    void *place = field_set(record, field);
    if (field->kind == KIND_ref)
        *(struct uuid *)place = id;
    else
        *(struct uuid_list *)place = (struct uuid_list){arena_memdup(p->tx->arena, &id, sizeof id), 1};
    record_present(record, at);
    return OK;
}

static enum status put_all(struct planning *p, const struct record_type *type, struct record_head *record,
                           const json_t *fields)
{
    const char *name;
    json_t *value;
    enum status status = OK;
    json_object_foreach((json_t *)fields, name, value) if (!status) status =
        put(p, type, record, name, json_string_value(value));
    return status;
}

/* The first record of the plan "of" that is in this state, of this unit if one is said. */
static enum status find(struct planning *p, const struct record_type *type, const json_t *step, struct uuid *ret_id)
{
    struct list_query query = {.type = type, .ledger = p->books->ledger, .sort = -1, .limit = 1};
    struct list_page page = {0};
    struct uuid plan, unit = {0};
    char plan_text[UUID_TEXT], unit_text[UUID_TEXT];
    const char *of_unit = text_of(step, "unit");
    enum status status = resolve(p, &record_plan, text_of(step, "of"), &plan);
    if (!status && of_unit)
        status = resolve(p, &record_organisation, of_unit, &unit);
    if (status)
        return status;
    uuid_text(plan, plan_text);
    uuid_text(unit, unit_text);
    status = list_filter_add(p->tx->arena, &query, field_find(type, "plan_id"), LIST_IS, plan_text, NULL);
    if (!status)
        status =
            list_filter_add(p->tx->arena, &query, field_find(type, "state"), LIST_IS, text_of(step, "state"), NULL);
    if (!status && of_unit)
        status = list_filter_add(p->tx->arena, &query, field_find(type, "organisation_id"), LIST_IS, unit_text, NULL);
    if (!status)
        status = list_read(p->tx->db, p->tx->arena, &query, &page);
    if (!status && page.count)
        *ret_id = ((const struct record_head *)page.rows[0])->id;
    return status || page.count ? status : FAILED;
}

static enum status begin(struct planning *p, const char *as, struct scope *ret_scope, struct actor *ret_actor)
{
    *ret_actor = p->cli->actor;
    enum status status = name_resolve(p->tx->db, p->tx->arena, NULL, &record_person, p->books->ledger, as, "",
                                      p->problems, &ret_actor->person_id);
    return status ? status : scope_resolve(p->tx->db, p->tx->arena, p->tx->clock, ret_actor->person_id, ret_scope);
}

static enum status take(struct planning *p, const json_t *step)
{
    const struct record_type *type = registry_find(&all_records, text_of(step, "record"));
    const char *key = text_of(step, "key"), *event = text_of(step, "event"), *name = text_of(step, "name");
    struct record_head *record = record_new(p->tx->arena, type);
    struct scope scope;
    struct actor actor;
    bool adds = !key && !event;
    enum status status = begin(p, text_of(step, "as"), &scope, &actor);
    struct command command = command_new(p->tx, &actor);
    record->ledger_id = p->books->ledger;
    if (!status && key)
        status = resolve(p, type, key, &record->id);
    else if (!status && event)
        status = find(p, type, step, &record->id);
    if (!status)
        status = put_all(p, type, record, json_object_get(step, "fields"));
    if (status)
        return status;
    const struct change change = {.type = type, .record = record};
    const struct move move = {
        .type = type, .ledger = record->ledger_id, .id = record->id, .event = event, .given = record};
    status = event  ? workflow_move(p->tx, &scope, &command, &move, p->problems)
             : adds ? gate_add(p->tx, &scope, &command, type, record, p->problems)
                    : gate_set(p->tx, &scope, &command, &change, p->problems);
    if (!status && adds && name)
        *VEC_PUSH(p->tx->arena, &p->named) = (struct named){name, record->id};
    return status;
}

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct planning *p = context;
    enum status status = OK;
    size_t i;
    json_t *step;
    p->tx = tx;
    p->problems = problems;
    json_array_foreach(json_object_get(p->books->json, "plans"), i, step) if (!status) status = take(p, step);
    return status;
}

enum status setup_sample_plans(struct cli *cli, const struct sample_books *books)
{
    struct planning p = {.cli = cli, .books = books};
    return cli_write(cli, apply, &p);
}
