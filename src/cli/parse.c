/* `rectify parse FILE [--json]`: shows a letter as a tree. Needs no store. */
#include "cli/commands.h"

#include "intake/letter.h"
#include "intake/letter_json.h"

int command_parse(struct cli *cli)
{
    struct paper paper;
    struct letter letter;
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = paper_read_file(cli->arena, cli->arguments[0], &cli->problems, &paper);
    if (!status)
        status = letter_read(cli->arena, &paper, &cli->problems, &letter);
    if (!status && cli->json)
        letter_json(&letter, &paper, &cli->out);
    else if (!status)
        letter_outline(&letter, cli->language, &cli->out);
    return cli_result(cli, status);
}
