/* calendar_preview: declared in "api/handlers.h". What a change of the calendar would move: the change is made as it
 * would be, in a transaction that is always rolled back, and the plan of days is read on both sides of it. */
#include "schedule/calendar_effect.h"

#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/insights.h"
#include "ledger/calendars.h"
#include "record/json.h"

#include <string.h>

struct previewing {
    json_t *json;
    struct strbuf effect;
};

enum status calendar_preview_prepare(struct call *call)
{
    static const char *const known[] = {"add", "set", "withdraw", "table", NULL};
    struct previewing *previewing = ARENA_NEW(call->arena, struct previewing);
    call->state = previewing;
    call->dry_run = true;
    enum status status = call_json(call, &previewing->json);
    if (!status)
        status = call_keys(call, previewing->json, known);
    if (!status && json_object_size(previewing->json) != 1)
        status = problem_add(&call->problems, REFUSED, &msg_calendar_one_change, "", NULL);
    return status;
}

static enum status add_day(struct tx *tx, struct call *call, const json_t *fields, struct problems *problems)
{
    struct command command = command_new(tx, &call->actor);
    struct calendar_day *day = record_new(tx->arena, &record_calendar_day);
    enum status status =
        record_from_json(tx->arena, &record_calendar_day, fields, JSON_INPUT, NULL, problems, &day->head);
    return status ? status : gate_add(tx, call->scope, &command, &record_calendar_day, &day->head, problems);
}

static enum status set_day(struct tx *tx, struct call *call, const json_t *fields, struct problems *problems)
{
    static const char *const skip[] = {"id", NULL};
    struct command command = command_new(tx, &call->actor);
    struct calendar_day *day = record_new(tx->arena, &record_calendar_day);
    const char *id = json_string_value(json_object_get(fields, "id"));
    enum status status =
        record_from_json(tx->arena, &record_calendar_day, fields, JSON_INPUT, skip, problems, &day->head);
    if (!status && (!id || !uuid_parse(id, &day->head.id)))
        status = problem_add(problems, REFUSED, &msg_calendar_one_change, "set", NULL);
    const struct change change = {.type = &record_calendar_day, .record = &day->head};
    return status ? status : gate_set(tx, call->scope, &command, &change, problems);
}

static enum status withdraw_day(struct tx *tx, struct call *call, const char *text, struct problems *problems)
{
    struct uuid id;
    struct command command = command_new(tx, &call->actor);
    if (!text || !uuid_parse(text, &id))
        return problem_add(problems, REFUSED, &msg_calendar_one_change, "withdraw", NULL);
    return gate_withdraw(tx, call->scope, &command, &record_calendar_day, (struct uuid){0}, id, "试算", problems);
}

static enum status import_table(struct tx *tx, struct call *call, const json_t *json, struct problems *problems)
{
    struct year_table table;
    struct uuid id;
    struct command command = command_new(tx, &call->actor);
    char *bytes = json_dumps(json, JSON_COMPACT);
    enum status status = bytes ? year_table_read(tx->arena, bytes, strlen(bytes), problems, &table) : FAILED;
    if (!status)
        status = calendar_import(tx, call->scope, &command, &table, problems, &id);
    free(bytes);
    return status;
}

static enum status make_change(struct tx *tx, struct call *call, const json_t *json, struct problems *problems)
{
    const json_t *add = json_object_get(json, "add"), *set = json_object_get(json, "set"),
                 *table = json_object_get(json, "table");
    return add     ? add_day(tx, call, add, problems)
           : set   ? set_day(tx, call, set, problems)
           : table ? import_table(tx, call, table, problems)
                   : withdraw_day(tx, call, json_string_value(json_object_get(json, "withdraw")), problems);
}

enum status calendar_preview_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    const struct ledger_card *ledger;
    struct previewing *previewing = call->state;
    struct calendar_state before, after;
    struct insight insight = call_insight(call, tx->db);
    insight.scope = call->scope;
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = calendar_state_read(&insight, ledger->id, problems, &before);
    if (!status)
        status = make_change(tx, call, previewing->json, problems);
    if (!status)
        status = calendar_state_read(&insight, ledger->id, problems, &after);
    if (status)
        return status;
    strbuf_clear(&previewing->effect);
    return calendar_effect_json(&insight, &previewing->effect, &before, &after);
}

enum status calendar_preview_answer(struct call *call, struct db *db)
{
    (void)db;
    struct previewing *previewing = call->state;
    strbuf_adds(call_out(call), strbuf_text(&previewing->effect));
    strbuf_free(&previewing->effect);
    return OK;
}
