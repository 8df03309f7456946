/* routes: a set of review routes for the whole ledger; declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/records.h"
#include "ledger/route_set.h"

struct using
{
    struct cli *cli;
    struct ledger ledger;
    struct route_set_done done;
};

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct using *u = context;
    struct command command = command_new(tx, &u->cli->actor);
    return route_set_use(tx, &u->cli->scope, &command, u->ledger.head.id, u->cli->arguments[0], problems, &u->done);
}

int command_routes_use(struct cli *cli)
{
    struct using u = {.cli = cli};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &u.ledger);
    if (!status)
        status = cli_write(cli, apply, &u);
    if (!status && cli->json)
        strbuf_addf(&cli->out, "{\"added\":%lld,\"changed\":%lld,\"withdrawn\":%lld,\"kept\":%lld}\n",
                    (long long)u.done.added, (long long)u.done.changed, (long long)u.done.withdrawn,
                    (long long)u.done.kept);
    else if (!status)
        strbuf_addf(&cli->out,
                    cli_say(cli, "审核环节：新增 %lld，修改 %lld，撤销 %lld，不变 %lld\n",
                            "steps: %lld added, %lld changed, %lld withdrawn, %lld as they were\n"),
                    (long long)u.done.added, (long long)u.done.changed, (long long)u.done.withdrawn,
                    (long long)u.done.kept);
    return cli_result(cli, status);
}
