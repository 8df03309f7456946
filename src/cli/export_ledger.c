/* export_ledger: `rectify export ledger -o FILE.xlsx [--ledger CODE]`: the lists of problems, tasks and
 * responsibilities; declared in "cli/commands.h" */
#include "cli/commands.h"

#include "document/ledger_book.h"
#include "journal/access_log.h"

struct exporting {
    const struct cli *cli;
    struct ledger ledger;
};

/* An export is in the access log before there is a file (D18). */
static enum status note_export(struct tx *tx, void *context, struct problems *problems)
{
    const struct exporting *exporting = context;
    const struct cli *cli = exporting->cli;
    struct access_entry entry = {.at = clock_now(tx->clock),
                                 .person_id = cli->actor.person_id,
                                 .kind = access_exported,
                                 .what = arena_printf(tx->arena, "ledger %s", exporting->ledger.code),
                                 .address = cli->actor.address};
    enum status status = access_log_append(tx->db, &entry, 1);
    return status ? db_problem(tx->db, problems) : OK;
}

int command_export_ledger(struct cli *cli)
{
    struct exporting exporting = {.cli = cli};
    struct ledger_book_counts counts;
    const char *path = cli_option(cli, "output");
    if (cli->count || !path || !*path)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &exporting.ledger);
    if (!status)
        status = cli_write(cli, note_export, &exporting);
    if (status || cli->dry_run)
        return cli_result(cli, status);
    struct ledger_book book = {.db = cli->db,
                               .scope = &cli->scope,
                               .ledger = &exporting.ledger,
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
