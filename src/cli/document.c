/* document: an official document as a file; declared in "cli/commands.h". */
#include "document/report_document.h"

#include "cli/cli_messages.h"
#include "cli/commands.h"
#include "cli/records.h"
#include "document/templates.h"

int command_document(struct cli *cli)
{
    const char *path = cli_option(cli, "output"), *number;
    struct document_wish wish = {.db = cli->db, .scope = &cli->scope, .clock = &cli->clock};
    struct ledger ledger;
    struct strbuf bytes = {0};
    if (cli->count != 2 || !path)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (!status && document_kind_find(cli->arguments[0]) < 0)
        status = problem_add(&cli->problems, REFUSED, &msg_cli_value, "", "KIND", cli->arguments[0], NULL);
    wish.ledger = ledger.head.id;
    if (!status)
        status = cli_resolve(cli, &ledger, &record_progress_report, cli->arguments[1], cli->arguments[1], &wish.id);
    if (!status)
        status = report_document(cli->arena, &wish, &cli->problems, &bytes, &number);
    if (!status)
        status = cli_write_file(cli, path, bytes.bytes, bytes.length);
    strbuf_free(&bytes);
    return cli_result(cli, status);
}
