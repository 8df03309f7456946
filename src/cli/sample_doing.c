/* sample_doing: what goes on in the sample bureau while it is put right: criteria, more time that was asked for, help,
 * visits; declared in "cli/setup.h". Each enters his own, as he would on his page. */
#include "cli/setup.h"
#include "ledger/gate.h"
#include "record/json.h"
#include "store/row.h"
#include "workflow/mover.h"

#include <stdlib.h>
#include <string.h>

struct doing {
    struct cli *cli;
    const struct sample_books *books;
    struct tx *tx;
    struct problems *problems;
    struct uuid finding;
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static enum status resolve(struct doing *d, const struct record_type *type, const char *name, struct uuid *ret_id)
{
    return name_resolve(d->tx->db, d->tx->arena, NULL, type, d->books->ledger, name, "", d->problems, ret_id);
}

/* ---- what a record says ---- */

/* "+7", "-6": from today; "due+30": from the finding's own day; else as it is written. A day that cannot be told is
 * left out: the record is refused then, and passed over. */
static enum status day_text(struct doing *d, const char *text, const char **ret_text)
{
    char *day = arena_alloc(d->tx->arena, DATE_TEXT);
    struct finding *finding = record_new(d->tx->arena, &record_finding);
    bool of_due = strncmp(text, "due", 3) == 0;
    const char *number = of_due ? text + 3 : text;
    *ret_text = text;
    if (*number != '+' && *number != '-')
        return OK;
    enum status status =
        of_due ? row_load(d->tx->db, d->tx->arena, &record_finding, d->books->ledger, d->finding, finding) : OK;
    bool dated = of_due && record_has(&finding->head, FIELD_finding_due) && finding->due.as != deadline_as_ongoing &&
                 !finding->due.on_unknown;
    date from = dated ? finding->due.on : clock_today(d->tx->clock);
    date_text(from + (date)strtol(number, NULL, 10), day);
    *ret_text = day;
    return status;
}

static enum status put_people(struct doing *d, const struct field *field, const json_t *names,
                              struct record_head *record)
{
    VEC(struct uuid) ids = {0};
    enum status status = OK;
    size_t i;
    json_t *name;
    json_array_foreach(names, i, name) if (!status) status =
        resolve(d, field->target, json_string_value(name), VEC_PUSH(d->tx->arena, &ids));
    struct uuid_list *list = field_set(record, field);
    *list = (struct uuid_list){ids.items, ids.count};
    uuid_list_sort(list);
    return status;
}

static enum status put_field(struct doing *d, const struct record_type *type, const char *name, const json_t *value,
                             struct record_head *record)
{
    int at = field_find(type, name);
    const struct field *field = &type->fields[at];
    const char *text = json_string_value(value);
    enum status status = OK;
    switch (field->kind) {
    case KIND_refs:
        status = put_people(d, field, value, record);
        break;
    case KIND_ref:
        status = resolve(d, field->target, text, field_set(record, field));
        break;
    case KIND_flag:
        *(bool *)field_set(record, field) = json_is_true(value);
        break;
    default:
        if (field->kind == KIND_date || field->kind == KIND_deadline)
            status = day_text(d, text, &text);
        return status ? status : field_from_text(d->tx->arena, type, at, text, d->problems, record);
    }
    record_present(record, at);
    return status;
}

static enum status put_fields(struct doing *d, const struct record_type *type, json_t *fields,
                              struct record_head *record)
{
    const char *name;
    json_t *value;
    enum status status = OK;
    json_object_foreach(fields, name, value) if (!status) status = put_field(d, type, name, value, record);
    return status;
}

/* ---- who enters it, and what follows ---- */

static enum status enters(struct doing *d, const char *who, struct actor *ret_actor, struct scope *ret_scope)
{
    *ret_actor = d->cli->actor;
    enum status status = resolve(d, &record_person, who, &ret_actor->person_id);
    return status ? status : scope_resolve(d->tx->db, d->tx->arena, d->tx->clock, ret_actor->person_id, ret_scope);
}

/* The step of a request for more time that is open; what moves otherwise is the record itself. */
static enum status find_moved(struct doing *d, const struct record_head *record, const struct record_type *type,
                              struct uuid *ret_id)
{
    bool row;
    *ret_id = record->id;
    if (type != &record_extension_request)
        return OK;
    struct stmt *stmt = db_prepare(d->tx->db, "SELECT \"id\" FROM \"review_step\" WHERE \"ledger_id\"=?1 AND "
                                              "\"extension_request_id\"=?2 AND \"state\"='open'");
    stmt_bind_uuid(stmt, 1, d->books->ledger);
    stmt_bind_uuid(stmt, 2, record->id);
    enum status status = stmt_step(stmt, &row);
    *ret_id = !status && row ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return status;
}

static enum status move_one(struct doing *d, const struct record_type *type, const struct record_head *record,
                            const json_t *json)
{
    const struct record_type *moved = type == &record_extension_request ? &record_review_step : type;
    struct record_head *given = record_new(d->tx->arena, moved);
    struct actor actor;
    struct scope scope;
    struct move move = {.type = moved, .ledger = d->books->ledger, .event = text_of(json, "event"), .given = given};
    enum status status = enters(d, text_of(json, "by"), &actor, &scope);
    if (!status)
        status = put_fields(d, moved, json_object_get(json, "fields"), given);
    if (!status)
        status = find_moved(d, record, type, &move.id);
    if (status)
        return status;
    struct command command = command_new(d->tx, &actor);
    return workflow_move(d->tx, &scope, &command, &move, d->problems);
}

static enum status add_one(struct doing *d, const json_t *json)
{
    const struct record_type *type = registry_find(&all_records, text_of(json, "record"));
    json_int_t number = json_integer_value(json_object_get(json, "finding"));
    struct actor actor;
    struct scope scope;
    size_t i;
    json_t *then;
    if (!type || number < 1 || (size_t)number > d->books->finding_count)
        return OK;
    struct record_head *record = record_new(d->tx->arena, type);
    int finding = field_find(type, "finding_id");
    d->finding = d->books->findings[number - 1];
    record->ledger_id = d->books->ledger;
    *(struct uuid *)field_set(record, &type->fields[finding]) = d->finding;
    record_present(record, finding);
    enum status status = enters(d, text_of(json, "by"), &actor, &scope);
    if (!status)
        status = put_fields(d, type, json_object_get(json, "fields"), record);
    if (status)
        return status;
    struct command command = command_new(d->tx, &actor);
    status = gate_add(d->tx, &scope, &command, type, record, d->problems);
    if (status == REFUSED && type == &record_extension_request) { /* on this clock its day has passed already */
        d->problems->count = 0;
        return OK;
    }
    json_array_foreach(json_object_get(json, "then"), i, then) if (!status) status = move_one(d, type, record, then);
    return status;
}

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct doing *d = context;
    enum status status = OK;
    size_t i;
    json_t *one;
    d->tx = tx;
    d->problems = problems;
    json_array_foreach(json_object_get(d->books->json, "doing"), i, one) if (!status) status = add_one(d, one);
    return status;
}

enum status setup_sample_doing(struct cli *cli, const struct sample_books *books)
{
    struct doing d = {.cli = cli, .books = books};
    return cli_write(cli, apply, &d);
}
