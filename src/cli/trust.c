/* trust: rebuild; the history of a record. What proves the chain is in verify.c. Declared in "cli/commands.h". */
#include "cli/commands.h"

#include "journal/history.h"
#include "journal/rebuild.h"

struct listing {
    struct cli *cli;
    bool first;
};

static void list_difference(void *context, const char *table, const char *id, const char *field)
{
    struct listing *listing = context;
    struct cli *cli = listing->cli;
    if (!cli->json)
        return;
    strbuf_adds(&cli->out, listing->first ? "" : ",\n");
    strbuf_addc(&cli->out, '{');
    strbuf_add_member(&cli->out, "table", table);
    strbuf_add_member(&cli->out, "id", id);
    strbuf_add_member(&cli->out, "field", field);
    strbuf_addc(&cli->out, '}');
    listing->first = false;
}

/* `rectify rebuild --check`: are the tables what the events say? */
int command_rebuild(struct cli *cli)
{
    struct rebuild_report report = {0};
    struct listing listing = {cli, true};
    struct rebuild_options options = {.differs = list_difference, .context = &listing};
    if (cli->count || !cli_option(cli, "check"))
        return cli_usage(cli);
    strbuf_adds(&cli->out, cli->json ? "{\"differences\":[" : "");
    enum status status = journal_rebuild_check(cli->db, &all_tables, &cli->clock, &options, &cli->problems, &report);
    if (cli->json) {
        strbuf_adds(&cli->out, "]");
        strbuf_add_member_int(&cli->out, "events", report.events);
        strbuf_add_member_int(&cli->out, "rows", report.rows);
        strbuf_adds(&cli->out, "}\n");
    } else {
        strbuf_addf(&cli->out,
                    cli_say(cli, "%lld 条事件，%lld 行，%lld 处不符\n", "%lld events, %lld rows, %lld differences\n"),
                    (long long)report.events, (long long)report.rows, (long long)report.differences);
    }
    return cli_result(cli, status);
}
