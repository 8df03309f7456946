#include "api/insights.h"

#include "api/totals.h"

struct insight call_insight(const struct call *call, struct db *db)
{
    return (struct insight){.db = db, .arena = call->arena, .scope = call->scope, .clock = &call->server->setup.clock};
}

enum status call_figures(struct call *call, struct db *db,
                         enum status (*write)(struct call *call, const struct insight *insight, struct uuid ledger))
{
    const struct insight insight = call_insight(call, db);
    const struct ledger_card *ledger;
    struct digest key;
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = totals_key(call, db, ledger->id, &key);
    if (status || totals_find_reply(call->server->totals, &key, call_out(call)))
        return status;
    status = write(call, &insight, ledger->id);
    if (!status)
        totals_keep_reply(call->server->totals, &key, call_out(call));
    return status;
}
