/* schedule: declared in "api/handlers.h". The plan of days of a ledger, what would be if …, and the usual gates made an
 * inspection's own. */
#include "schedule/schedule_json.h"

#include "api/handlers.h"
#include "api/insights.h"
#include "api/records.h"
#include "journal/journal_messages.h"
#include "schedule/milestones.h"
#include "schedule/schedule_messages.h"

#include <string.h>

enum { SHOWN_ROWS = 2000 };

/* ?suppose=ID.field=value, as often as there are values. */
static enum status read_changes(struct call *call, struct schedule_wish *wish)
{
    VEC(struct schedule_change) changes = {0};
    for (size_t i = 0; i < call->http->query_count; i++) {
        const struct http_pair *pair = &call->http->query[i];
        struct schedule_change change;
        const char *key;
        if (strcmp(pair->name, "suppose") != 0)
            continue;
        enum status status = schedule_change_read(call->arena, pair->value, &call->problems, &key, &change);
        if (!status && !uuid_parse(key, &change.id))
            status = schedule_change_malformed(&call->problems, pair->value);
        if (!status && changes.count == SCHEDULE_CHANGES)
            status = problem_add(&call->problems, REFUSED, &msg_schedule_many, "suppose",
                                 arena_printf(call->arena, "%d", SCHEDULE_CHANGES), NULL);
        if (status)
            return status;
        *VEC_PUSH(call->arena, &changes) = change;
    }
    wish->changes = changes.items;
    wish->change_count = changes.count;
    return OK;
}

enum status schedule_answer(struct call *call, struct db *db)
{
    const struct ledger_card *ledger;
    struct insight insight = call_insight(call, db);
    struct schedule_wish wish = {.as_of = clock_today(&call->server->setup.clock)};
    struct schedule schedule, before;
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = call_day(call, "as_of", &wish.as_of);
    if (!status)
        status = read_changes(call, &wish);
    if (!status)
        status = schedule_read(&insight, ledger->id, &wish, &call->problems, &schedule);
    if (!status && wish.change_count) {
        const struct schedule_wish plain = {.as_of = wish.as_of};
        status = schedule_read(&insight, ledger->id, &plain, &call->problems, &before);
    }
    if (!status)
        schedule_json(call_out(call), call->arena, call->language, &schedule, wish.change_count ? &before : NULL,
                      SHOWN_ROWS);
    return status;
}

struct using
{
    const char *inspection;
    int64_t count;
};

enum status milestones_use_prepare(struct call *call)
{
    struct using *using = call->state = ARENA_NEW(call->arena, struct using);
    return call_one_text(call, "inspection_id", &using->inspection);
}

enum status milestones_use_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    const struct ledger_card *ledger;
    struct using *using = call->state;
    struct uuid id;
    enum status status = call_ledger(call, &ledger);
    struct command command = command_new(tx, &call->actor);
    if (!status)
        status = record_find(tx->db, call->arena, &record_inspection, ledger->id, using->inspection, &id);
    if (status == NOT_FOUND)
        return problem_add(problems, REFUSED, &msg_no_record, "inspection_id", record_inspection.label, NULL);
    return status ? status : milestones_use(tx, call->scope, &command, ledger->id, id, problems, &using->count);
}

enum status milestones_use_answer(struct call *call, struct db *db)
{
    (void)db;
    const struct using *using = call->state;
    strbuf_adds(call_out(call), "{\"added\":");
    strbuf_add_int(call_out(call), using->count);
    strbuf_addc(call_out(call), '}');
    return OK;
}
