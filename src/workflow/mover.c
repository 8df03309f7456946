#include "workflow/mover.h"

#include "access/access_messages.h"
#include "access/delegation.h"
#include "journal/journal_messages.h"
#include "ledger/gate.h"
#include "record/record_messages.h"
#include "store/row.h"
#include "workflow/workflow_messages.h"

#include <string.h>

/* ---- who he is to this record ---- */

static enum status find_who(struct moving *moving)
{
    const struct lifecycle *cycle = moving->cycle;
    bool party = false;
    enum status status = OK;
    if (!moving->scope) {
        moving->who = WHO_PROGRAM;
        return OK;
    }
    moving->who = gate_roles(moving->scope, cycle->type, moving->before->ledger_id);
    if (cycle->is_party)
        status = cycle->is_party(moving, &party);
    if (party)
        moving->who |= WHO_PARTY;
    return status;
}

/* ---- conditions ---- */

/* What this person may fill in with the event. */
static uint64_t fields_taken(const struct moving *moving, const struct event_form *form)
{
    return form->takes | (moving->who & moving->cycle->recorders ? form->records : 0);
}

static enum status check_given(const struct moving *moving, const struct event_form *form)
{
    const struct record_type *type = moving->cycle->type;
    enum status status = OK;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        if (moving->wanted->present & ~(form->asks | fields_taken(moving, form)) & FIELD_BIT(i))
            status = problem_add(moving->problems, REFUSED, &msg_move_not_taken, field->name, field->label, NULL);
        if (form->asks & FIELD_BIT(i) && !record_has(moving->wanted, (int)i))
            status = problem_add(moving->problems, REFUSED, &msg_required, field->name, field->label, NULL);
    }
    return status;
}

static bool is_failure(enum status status)
{
    return status == FAILED || status == BUSY;
}

/* All of them, so that a person hears everything at once. */
static enum status check_guards(struct moving *moving, const struct transition *row)
{
    enum status worst = OK;
    for (const struct guard *const *guard = row->guards; guard && *guard; guard++) {
        enum status status = (*guard)->check(moving);
        if (is_failure(status))
            return status;
        worst = status ? status : worst;
    }
    return worst;
}

static const struct transition *row_of(const struct moving *moving, const char *event)
{
    const struct lifecycle *cycle = moving->cycle;
    return cycle->applies && !cycle->applies(moving, event)
               ? NULL
               : lifecycle_row(cycle, lifecycle_state(cycle, moving->before), event);
}

static enum status refuse_pair(const struct moving *moving, const char *event)
{
    const struct lifecycle *cycle = moving->cycle;
    const struct field *state = &cycle->type->fields[cycle->field];
    if (!cycle->tell || !cycle->tell(moving, event))
        problem_add(moving->problems, REFUSED, cycle->sentences[lifecycle_state(cycle, moving->before)], state->name,
                    NULL);
    return REFUSED;
}

/* ---- moving ---- */

static enum status write(struct moving *moving, const struct transition *row, const struct move *move)
{
    const struct lifecycle *cycle = moving->cycle;
    struct record_head *after = record_new(moving->tx->arena, cycle->type);
    struct change change = {.type = cycle->type,
                            .record = moving->wanted,
                            .event = row->event,
                            .seen_version = move->seen_version,
                            .ret_record = after};
    enum status status = OK;
    if (row->effect && row->effect->fill)
        status = row->effect->fill(moving);
    moving->wanted->ledger_id = move->ledger;
    moving->wanted->id = move->id;
    *(int *)field_set(moving->wanted, &cycle->type->fields[cycle->field]) = row->to;
    record_present(moving->wanted, cycle->field);
    if (!status)
        status = moving->scope ? gate_move(moving->tx, moving->scope, &moving->command, &change, moving->problems)
                               : journal_set(moving->tx, &moving->command, &change, moving->problems);
    if (!status && row->effect && row->effect->then)
        status = row->effect->then(moving, after);
    if (!status && move->ret_record)
        memcpy(move->ret_record, after, cycle->type->size);
    return status;
}

static void begin(struct moving *moving, const struct command *command)
{
    moving->command = *command;
    moving->actor = *command->actor;
    moving->command.actor = &moving->actor;
}

/* As stored, once it is known that he may know of it. */
static enum status load(struct moving *moving, const struct move *move)
{
    struct record_head *record = record_new(moving->tx->arena, move->type);
    unsigned roles;
    enum status status = OK;
    if (moving->scope)
        status = gate_load(moving->tx->db, moving->tx->arena, moving->scope, move->type, move->ledger, move->id, record,
                           &roles);
    if (!status)
        status = row_load(moving->tx->db, moving->tx->arena, move->type, move->ledger, move->id, record);
    if (status == NOT_FOUND)
        return problem_add(moving->problems, NOT_FOUND, &msg_no_record, "", move->type->label, NULL);
    if (!status && record->withdrawn)
        return problem_add(moving->problems, REFUSED, &msg_withdrawn, "", move->type->label, NULL);
    moving->before = record;
    return status;
}

enum status workflow_move(struct tx *tx, const struct scope *scope, const struct command *command,
                          const struct move *move, struct problems *problems)
{
    const struct lifecycle *cycle = lifecycle_of(move->type);
    const struct event_form *form = cycle ? lifecycle_event(cycle, move->event) : NULL;
    struct moving moving = {.cycle = cycle, .tx = tx, .scope = scope, .problems = problems};
    if (!form)
        return problem_add(problems, NOT_FOUND, &msg_no_such_move, "", move->type->label, move->event, NULL);
    begin(&moving, command);
    moving.wanted = move->given ? record_copy(tx->arena, move->type, move->given) : record_new(tx->arena, move->type);
    enum status status = load(&moving, move);
    if (!status)
        status = find_who(&moving);
    if (status)
        return status;
    const struct transition *row = row_of(&moving, move->event);
    if (!row)
        return refuse_pair(&moving, move->event);
    if (!(row->who & moving.who))
        return problem_add(problems, FORBIDDEN, &msg_no_right, "", NULL);
    if (scope && !delegation_covers(scope, move->type))
        return problem_add(problems, FORBIDDEN, &msg_delegation_not_covered, "", NULL);
    enum status given = check_given(&moving, form);
    status = check_guards(&moving, row);
    return status || given ? (status ? status : given) : write(&moving, row, move);
}

enum status workflow_follow(struct tx *tx, const struct command *command, const struct move *move,
                            struct problems *problems)
{
    const struct lifecycle *cycle = lifecycle_of(move->type);
    struct moving moving = {.cycle = cycle, .tx = tx, .problems = problems, .who = WHO_PROGRAM};
    begin(&moving, command);
    moving.wanted = move->given ? record_copy(tx->arena, move->type, move->given) : record_new(tx->arena, move->type);
    enum status status = load(&moving, move);
    if (status)
        return status;
    const struct transition *row = row_of(&moving, move->event);
    return row && row->who & WHO_PROGRAM ? write(&moving, row, move) : OK;
}

/* ---- what could be done ---- */

enum status workflow_moves(struct db *db, struct arena *arena, const struct clock *clock, const struct scope *scope,
                           const struct record_type *type, const struct record_head *record,
                           struct possible_moves *ret_moves)
{
    const struct lifecycle *cycle = lifecycle_of(type);
    struct possible_moves moves = {0};
    struct tx tx = {.db = db, .arena = arena, .clock = clock};
    struct moving moving = {.cycle = cycle, .tx = &tx, .scope = scope, .asked = true};
    if (!cycle || record->withdrawn || !delegation_covers(scope, type)) {
        *ret_moves = moves;
        return OK;
    }
    const struct move whole = {.type = type, .ledger = record->ledger_id, .id = record->id};
    struct moving loading = {.tx = &tx}; /* its fields he may not see count for the guards, too */
    enum status status = record->complete ? OK : load(&loading, &whole);
    moving.before = record->complete ? record : loading.before;
    if (!status)
        status = find_who(&moving);
    moves.items = ARENA_ARRAY(arena, struct possible_move, cycle->event_count);
    for (size_t i = 0; i < cycle->event_count && !status; i++) {
        const struct event_form *form = &cycle->events[i];
        const struct transition *row = row_of(&moving, form->event);
        if (!row || !(row->who & moving.who))
            continue;
        struct possible_move *move = &moves.items[moves.count++];
        move->form = form;
        move->takes = fields_taken(&moving, form);
        move->party = moving.who & WHO_PARTY;
        problems_init(&move->why, arena);
        moving.wanted = record_new(arena, type);
        moving.problems = &move->why;
        enum status refused = check_guards(&moving, row);
        status = is_failure(refused) ? refused : OK;
        move->allowed = !refused;
    }
    if (!status)
        *ret_moves = moves;
    return status;
}

/* ---- for guards and effects ---- */

const void *moving_value(const struct moving *moving, int field)
{
    const struct record_head *record = moving->wanted->present & FIELD_BIT(field) ? moving->wanted : moving->before;
    return record_has(record, field) ? field_get(record, &moving->cycle->type->fields[field]) : NULL;
}

/* Where the value of a field goes that was not given with the move; NULL when it was. */
static void *open_field(struct moving *moving, int field)
{
    if (record_has(moving->wanted, field))
        return NULL;
    record_present(moving->wanted, field);
    return field_set(moving->wanted, &moving->cycle->type->fields[field]);
}

enum status moving_not_in_future(struct moving *moving, uint64_t days)
{
    const struct record_type *type = moving->cycle->type;
    enum status status = OK;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        const date *day =
            days & FIELD_BIT(i) && record_has(moving->wanted, (int)i) ? moving_value(moving, (int)i) : NULL;
        if (day && *day > clock_today(moving->tx->clock))
            status = problem_add(moving->problems, REFUSED, &msg_move_in_future, field->name, field->label, NULL);
    }
    return status;
}

void moving_put_date(struct moving *moving, int field, date day)
{
    date *value = open_field(moving, field);
    if (value)
        *value = day;
}

void moving_put_id(struct moving *moving, int field, struct uuid id)
{
    if (uuid_is_nil(id)) /* the operator is no person */
        return;
    struct uuid *value = open_field(moving, field);
    if (value)
        *value = id;
}

void moving_put_word(struct moving *moving, int field, int word)
{
    int *value = open_field(moving, field);
    if (value)
        *value = word;
}

void moving_put_flag(struct moving *moving, int field, bool on)
{
    bool *value = open_field(moving, field);
    if (value)
        *value = on;
}

void moving_supplied(struct moving *moving, struct uuid unit, struct uuid person, date on)
{
    moving->actor.supplier = (struct supplier){.unit_id = unit, .person_id = person, .dated = true, .on = on};
}
