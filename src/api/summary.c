/* summary: the figures of a ledger's first page, and what a person has to do; declared in "api/handlers.h". */
#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/totals.h"
#include "insight/figures.h"
#include "insight/work.h"
#include "ledger/ledger_messages.h"

static struct insight insight_of(struct call *call, struct db *db)
{
    return (struct insight){.db = db, .arena = call->arena, .scope = call->scope, .clock = &call->server->setup.clock};
}

enum status summary_answer(struct call *call, struct db *db)
{
    const struct insight insight = insight_of(call, db);
    const struct ledger_card *ledger;
    struct figures figures;
    struct digest key;
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = totals_key(call, db, ledger->id, &key);
    if (status || totals_find_reply(call->server->totals, &key, call_out(call)))
        return status;
    status = figures_count(&insight, ledger->id, &figures);
    if (status)
        return status;
    figures_json(call_out(call), &figures);
    totals_keep_reply(call->server->totals, &key, call_out(call));
    return OK;
}

/* GET /api/v1/work?ledger=… */
enum status work_answer(struct call *call, struct db *db)
{
    const struct insight insight = insight_of(call, db);
    const char *code = http_query(call->http, "ledger");
    const struct ledger_card *ledger = NULL;
    struct work work;
    if (code && *code && !(ledger = session_ledger(call->session, code)))
        return problem_add(&call->problems, REFUSED, &msg_no_ledger, "ledger", code, NULL);
    enum status status = work_read(&insight, ledger ? &ledger->id : NULL, &work);
    if (!status)
        work_json(call_out(call), &work);
    return status;
}
