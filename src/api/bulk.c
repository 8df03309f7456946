#include "api/bulk.h"

#include "api/api_messages.h"
#include "api/bulk_job.h"
#include "api/conflict.h"
#include "api/handlers.h"
#include "api/jobs.h"
#include "api/problem_json.h"
#include "journal/journal_messages.h"
#include "ledger/gate.h"
#include "record/json.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the body ---- */

static int compare_keys(const void *a, const void *b)
{
    const struct bulk_row *const *x = a, *const *y = b;
    int order = strcmp((*x)->key, (*y)->key);
    return order ? order : (*x < *y ? -1 : 1);
}

/* The second change of a row would stand on what the first one made of it. */
static void refuse_doubled(struct arena *arena, const struct bulk *bulk)
{
    struct bulk_row **sorted = ARENA_ARRAY(arena, struct bulk_row *, bulk->count + 1);
    for (size_t i = 0; i < bulk->count; i++)
        sorted[i] = &bulk->rows[i];
    qsort(sorted, bulk->count, sizeof *sorted, compare_keys);
    for (size_t i = 1; i < bulk->count; i++)
        if (*sorted[i]->key && strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
            problem_add(&sorted[i]->problems, REFUSED, &msg_api_bulk_doubled, "id", NULL);
}

static void read_key(struct bulk_row *row, const json_t *id)
{
    row->key = json_is_string(id) ? json_string_value(id) : "";
    if (!*row->key)
        problem_add(&row->problems, REFUSED, &msg_api_field_missing, "id", "id", NULL);
}

static void read_version(struct bulk_row *row, const json_t *version)
{
    if (!version || json_is_null(version))
        return;
    row->seen_version = json_is_integer(version) ? json_integer_value(version) : 0;
    if (row->seen_version < 1)
        problem_add(&row->problems, REFUSED, &msg_api_if_match, "version", NULL);
}

static void read_item(struct arena *arena, const struct record_type *type, const json_t *item, struct bulk_row *row)
{
    static const char *const skip[] = {"id", "version", NULL};
    row->json = item;
    if (!json_is_object(item)) {
        row->key = "";
        problem_add(&row->problems, REFUSED, &msg_api_bulk_item, "", NULL);
        return;
    }
    read_key(row, json_object_get(item, "id"));
    read_version(row, json_object_get(item, "version"));
    row->wanted = record_new(arena, type);
    record_from_json(arena, type, item, JSON_INPUT, skip, &row->problems, row->wanted);
}

static enum status read_set(struct arena *arena, const json_t *json, struct problems *problems, struct bulk *bulk)
{
    const json_t *set = json_object_get(json, "set");
    if (!json_is_object(set))
        return problem_add(problems, REFUSED, &msg_api_field_missing, "set", "set", NULL);
    struct record_head *wanted = record_new(arena, bulk->type);
    enum status status = record_from_json(arena, bulk->type, set, JSON_INPUT, NULL, problems, wanted);
    for (size_t i = 0; i < bulk->count && !status; i++) {
        bulk->rows[i].wanted = wanted;
        bulk->rows[i].json = set;
    }
    return status;
}

enum status bulk_read(struct arena *arena, const struct record_type *type, struct uuid ledger_id, const json_t *json,
                      struct problems *problems, struct bulk *ret_bulk)
{
    char most[16];
    const json_t *items = json_object_get(json, "items"), *ids = json_object_get(json, "ids");
    const json_t *list = items ? items : ids;
    const char *place = items ? "items" : "ids";
    size_t keys = json_object_size(json);
    snprintf(most, sizeof most, "%d", BULK_JOB_ROWS);
    if (!json_is_array(list) || keys != (items ? 1u : 2u))
        return problem_add(problems, REFUSED, &msg_api_bulk_shape, "", NULL);
    size_t count = json_array_size(list);
    if (count < 1 || count > BULK_JOB_ROWS)
        return problem_add(problems, REFUSED, &msg_api_bulk_many, place, most, NULL);
    struct bulk bulk = {.type = type, .ledger_id = ledger_id, .count = count};
    bulk.rows = ARENA_ARRAY(arena, struct bulk_row, count);
    for (size_t i = 0; i < count; i++) {
        problems_init(&bulk.rows[i].problems, arena);
        if (items)
            read_item(arena, type, json_array_get(list, i), &bulk.rows[i]);
        else
            read_key(&bulk.rows[i], json_array_get(list, i));
    }
    enum status status = items ? OK : read_set(arena, json, problems, &bulk);
    refuse_doubled(arena, &bulk);
    if (!status)
        *ret_bulk = bulk;
    return status;
}

/* ---- one row ---- */

struct result {
    enum status status;
    struct uuid id;
    int64_t version;
    bool changed;
    struct problems problems;
    struct strbuf conflicts;
};

static enum status set_row(struct tx *tx, const struct bulk *bulk, const struct bulk_row *row,
                           const struct bulk_run *run, struct result *result)
{
    enum status status;
    struct record_head *after = record_new(tx->arena, bulk->type);
    struct record_head *wanted = record_copy(tx->arena, bulk->type, row->wanted);
    wanted->ledger_id = bulk->ledger_id;
    wanted->id = result->id;
    if (bulk->event) {
        const struct move move = {.type = bulk->type,
                                  .ledger = bulk->ledger_id,
                                  .id = result->id,
                                  .event = bulk->event,
                                  .given = wanted,
                                  .seen_version = row->seen_version,
                                  .ret_record = after};
        status = workflow_move(tx, run->scope, run->command, &move, &result->problems);
        result->version = after->version;
        result->changed = true;
        return status;
    }
    struct change change = {.type = bulk->type,
                            .record = wanted,
                            .seen_version = row->seen_version,
                            .ret_record = after,
                            .ret_changed = &result->changed};
    status = gate_set(tx, run->scope, run->command, &change, &result->problems);
    result->version = after->version;
    return status;
}

/* A change in its own savepoint. */
static enum status try_row(struct tx *tx, const struct bulk *bulk, const struct bulk_row *row,
                           const struct bulk_run *run, struct result *result)
{
    if (row->problems.count) {
        result->problems = row->problems;
        result->status = REFUSED;
        return OK;
    }
    problems_init(&result->problems, tx->arena);
    enum status status = record_find(tx->db, tx->arena, bulk->type, bulk->ledger_id, row->key, &result->id);
    if (status == NOT_FOUND) {
        result->status = problem_add(&result->problems, NOT_FOUND, &msg_no_record, "", bulk->type->label, NULL);
        return OK;
    }
    if (!status)
        status = db_savepoint(tx->db);
    if (status)
        return status;
    status = set_row(tx, bulk, row, run, result);
    status = result->status = db_end_savepoint(tx->db, status, &result->problems);
    if (status == CONFLICT) {
        struct conflict conflict = {run->server, run->scope,        run->language, bulk->type,       bulk->ledger_id,
                                    result->id,  row->seen_version, row->json,     &result->problems};
        status = conflict_describe(tx, &conflict, &result->conflicts);
    }
    return status == FAILED || status == BUSY ? status : OK;
}

static const char *word_of(const struct result *result)
{
    switch (result->status) {
    case OK:
        return result->changed ? "done" : "same";
    case NOT_FOUND:
        return "not_found";
    case CONFLICT:
        return "conflict";
    default:
        return "refused";
    }
}

static void put_result(struct bulk_run *run, const struct bulk_row *row, const struct result *result)
{
    struct strbuf *out = run->out;
    strbuf_adds(out, out->length ? ",\n{\"id\":" : "\n{\"id\":");
    if (result->status)
        strbuf_add_json(out, row->key);
    else
        put_uuid(out, result->id);
    strbuf_add_member(out, "status", word_of(result));
    if (result->status == OK)
        strbuf_add_member_int(out, "version", result->version);
    strbuf_adds(out, ",\"errors\":[");
    if (result->conflicts.length)
        strbuf_add(out, result->conflicts.bytes, result->conflicts.length);
    for (size_t i = 0; result->status && !result->conflicts.length && i < result->problems.count; i++) {
        strbuf_adds(out, i ? "," : "");
        problem_entry(run->server->setup.profiles, out, &result->problems.items[i], run->language);
    }
    strbuf_adds(out, "]}");
}

enum status bulk_run(struct tx *tx, const struct bulk *bulk, size_t from, size_t to, struct bulk_run *run)
{
    enum status status = OK;
    for (size_t i = from; i < to && !status; i++) {
        struct result result = {0};
        status = try_row(tx, bulk, &bulk->rows[i], run, &result);
        if (!status) {
            put_result(run, &bulk->rows[i], &result);
            *(result.status ? &run->refused : &run->done) += 1;
        }
        strbuf_free(&result.conflicts);
    }
    return status;
}

/* ---- the route ---- */

struct bulk_call {
    struct subject *subject;
    struct bulk bulk;
    bool dry_run; /* of a job: its row is written all the same */
    struct job job;
};

/* In the words of the record's life cycle. */
static enum status read_event(struct call *call, const struct record_type *type, const char **ret_event)
{
    const struct lifecycle *cycle = lifecycle_of(type);
    const struct event_form *form = cycle ? lifecycle_event(cycle, call->arguments[2]) : NULL;
    if (!form)
        return problem_add(&call->problems, NOT_FOUND, &msg_no_such_move, "", type->label, call->arguments[2], NULL);
    *ret_event = form->event;
    return OK;
}

enum status bulk_prepare(struct call *call)
{
    struct bulk_call *state = ARENA_NEW(call->arena, struct bulk_call);
    json_t *json;
    enum status status = subject_read(call, &state->subject);
    const struct record_type *type = status ? NULL : state->subject->type;
    const char *event = NULL;
    if (!status && call->arguments[2]) /* …/{records}/moves/{event}: the mover asks who may */
        status = read_event(call, type, &event);
    else if (!status && !gate_written(type, gate_roles(call->scope, type, state->subject->ledger_id)))
        status = call_no_right(call);
    if (!status)
        status = call_json(call, &json);
    if (!status)
        status = bulk_read(call->arena, type, state->subject->ledger_id, json, &call->problems, &state->bulk);
    state->bulk.event = event;
    if (!status && state->bulk.count > BULK_ROWS) {
        state->dry_run = call->dry_run;
        call->dry_run = false;
    }
    call->state = state;
    return status;
}

static void start(struct call *call)
{
    const struct bulk_call *state = call->state;
    bulk_job_start(call, state->job.id, &state->bulk, state->dry_run);
}

static enum status add_job(struct tx *tx, struct call *call)
{
    char id[UUID_TEXT];
    struct bulk_call *state = call->state;
    enum status status = job_add(tx, call, "bulk", state->bulk.ledger_id, (int64_t)state->bulk.count, &state->job);
    if (status || call->refusal)
        return status;
    uuid_text(state->job.id, id);
    http_reply_header(call->http, "Location", arena_printf(call->arena, "/api/v1/jobs/%s", id)); /* trusted: an id */
    put_job(call_out(call), &state->job);
    call->status = 202;
    call->after = start;
    return OK;
}

enum status bulk_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    (void)problems;
    struct bulk_call *state = call->state;
    struct strbuf results = {0}, *out = call_out(call);
    if (state->bulk.count > BULK_ROWS)
        return add_job(tx, call);
    struct command command = command_new(tx, &call->actor);
    struct bulk_run run = {call->server, call->scope, &command, call->language, &results, 0, 0};
    enum status status = bulk_run(tx, &state->bulk, 0, state->bulk.count, &run);
    strbuf_addf(out, "{\"done\":%zu,\"refused\":%zu,\"results\":[", run.done, run.refused);
    strbuf_adds(out, strbuf_text(&results));
    strbuf_adds(out, "]}");
    strbuf_free(&results);
    return status;
}
