/* export_ledger: `rectify export ledger -o FILE.xlsx [--ledger CODE]`: the lists of problems, tasks and
 * responsibilities; declared in "cli/commands.h" */
#include "cli/commands.h"

#include "document/ledger_book.h"

int command_export_ledger(struct cli *cli)
{
    struct ledger ledger;
    struct ledger_book_counts counts;
    const char *path = cli_option(cli, "output");
    if (cli->count || !path || !*path)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (status)
        return cli_result(cli, status);
    struct ledger_book book = {.db = cli->db,
                               .scope = &cli->scope,
                               .ledger = &ledger,
                               .profiles = cli->profiles,
                               .language = cli->language,
                               .today = clock_today(&cli->clock),
                               .path = path};
    status = ledger_book_write(&book, &cli->problems, &counts);
    if (status)
        return cli_result(cli, status);
    if (cli->json) {
        strbuf_adds(&cli->out, "{\"file\":");
        strbuf_add_json(&cli->out, path);
        strbuf_addf(&cli->out,
                    ",\"findings\":%lld,\"points\":%lld,\"demands\":%lld,\"tasks\":%lld,\"units\":%lld}\n", /* trusted:
                                                                                                               digits */
                    (long long)counts.findings, (long long)counts.points, (long long)counts.demands,
                    (long long)counts.tasks, (long long)counts.units);
    } else {
        strbuf_addf(
            &cli->out,
            cli_say(cli,
                    "已写出 %s：问题 %lld 个（另有要点 %lld 个）、整改要求 %lld 条、措施 %lld 项、责任单位 %lld 个\n",
                    "wrote %s: %lld findings (and %lld points), %lld demands, %lld tasks, %lld units\n"),
            path, (long long)counts.findings, (long long)counts.points, (long long)counts.demands,
            (long long)counts.tasks, (long long)counts.units);
    }
    return cli_result(cli, OK);
}
