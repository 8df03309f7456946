/* report_desk: declared in "api/handlers.h". Who has reported and who has not; a report as it can be filled in
 * beforehand; the usual duties to report made an office's own. */
#include "schedule/report_desk.h"
#include "schedule/report_draft.h"
#include "schedule/report_usual.h"

#include "api/handlers.h"
#include "api/insights.h"
#include "api/records.h"
#include "journal/journal_messages.h"
#include "ledger/records.h"

enum status report_desk_answer(struct call *call, struct db *db)
{
    const struct ledger_card *ledger;
    struct insight insight = call_insight(call, db);
    struct report_desk desk;
    date as_of = clock_today(&call->server->setup.clock);
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = call_day(call, "as_of", &as_of);
    if (!status)
        status = report_desk_read(&insight, call->language, ledger->id, as_of, &desk);
    if (!status)
        report_desk_json(call_out(call), &desk);
    return status;
}

/* A record the query names by id or code; OK and NULL when it names none. */
static enum status read_id(struct call *call, struct db *db, const char *name, const struct record_type *type,
                           struct uuid ledger, const struct uuid **ret_id)
{
    const char *said = http_query(call->http, name);
    struct uuid *id = ARENA_NEW(call->arena, struct uuid);
    *ret_id = NULL;
    if (!said || !*said)
        return OK;
    enum status status =
        record_find(db, call->arena, type, type->of_installation ? (struct uuid){0} : ledger, said, id);
    if (status == NOT_FOUND)
        return problem_add(&call->problems, REFUSED, &msg_no_record, name, type->label, NULL);
    *ret_id = id;
    return status;
}

static enum status read_days(struct call *call, struct report_wish *wish)
{
    const char *day = http_query(call->http, "day"), *from = http_query(call->http, "from");
    enum status status = call_day(call, "day", &wish->day);
    wish->has_day = day && *day;
    wish->has_period = from && *from;
    if (!status)
        status = call_day(call, "from", &wish->from);
    if (!status)
        status = call_day(call, "until", &wish->until);
    return status;
}

enum status report_draft_answer(struct call *call, struct db *db)
{
    const struct ledger_card *ledger;
    struct insight insight = call_insight(call, db);
    struct report_wish wish = {0};
    struct report_draft draft;
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = read_id(call, db, "duty", &record_reporting_duty, ledger->id, &wish.duty);
    if (!status)
        status = read_id(call, db, "unit", &record_organisation, ledger->id, &wish.unit);
    if (!status)
        status = read_days(call, &wish);
    if (!status)
        status = report_draft_read(&insight, ledger->id, &wish, &call->problems, &draft);
    if (!status)
        report_draft_json(call_out(call), &draft);
    return status;
}

enum status report_usual_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    const struct ledger_card *ledger;
    int64_t *count = call->state = ARENA_NEW(call->arena, int64_t);
    enum status status = call_ledger(call, &ledger);
    struct command command = command_new(tx, &call->actor);
    return status ? status : report_usual_use(tx, call->scope, &command, ledger->id, problems, count);
}

enum status report_usual_answer(struct call *call, struct db *db)
{
    (void)db;
    const int64_t *count = call->state;
    strbuf_adds(call_out(call), "{\"added\":");
    strbuf_add_int(call_out(call), *count);
    strbuf_addc(call_out(call), '}');
    return OK;
}
