/* route_sets: a set of review routes for the whole ledger; declared in "api/handlers.h". */
#include "ledger/route_set.h"

#include "api/handlers.h"

struct using
{
    const char *name;
    struct route_set_done done;
};

enum status route_set_prepare(struct call *call)
{
    struct using *using = call->state = ARENA_NEW(call->arena, struct using);
    return call_one_text(call, "set", &using->name);
}

enum status route_set_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    const struct ledger_card *ledger;
    struct using *using = call->state;
    enum status status = call_ledger(call, &ledger);
    struct command command = command_new(tx, &call->actor);
    return status ? status : route_set_use(tx, call->scope, &command, ledger->id, using->name, problems, &using->done);
}

enum status route_set_answer(struct call *call, struct db *db)
{
    (void)db;
    const struct using *using = call->state;
    struct strbuf *out = call_out(call);
    strbuf_adds(out, "{\"added\":");
    strbuf_add_int(out, using->done.added);
    strbuf_add_member_int(out, "changed", using->done.changed);
    strbuf_add_member_int(out, "withdrawn", using->done.withdrawn);
    strbuf_add_member_int(out, "kept", using->done.kept);
    strbuf_addc(out, '}');
    return OK;
}
