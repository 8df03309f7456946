/* chart: the wall chart as a file; declared in "cli/commands.h". */
#include "chart/chart.h"

#include "cli/cli_messages.h"
#include "cli/commands.h"
#include "cli/records.h"

#include <stdlib.h>
#include <string.h>

/* What the file's name ends with, unless --format says. */
static const char *format_of(struct cli *cli, const char *path)
{
    const char *said = cli_option(cli, "format"), *dot = strrchr(path, '.');
    return said ? said : dot ? dot + 1 : "";
}

static enum status read_order(struct cli *cli, const struct ledger *ledger, const char *path, struct chart_order *order)
{
    const char *inspection = cli_option(cli, "inspection"), *page = cli_option(cli, "page");
    const char *format = format_of(cli, path);
    enum status status = chart_order_read(cli_option(cli, "preset"), cli_option(cli, "group-by"),
                                          cli_option(cli, "paper"), &cli->problems, order);
    order->look.language = cli->language;
    order->format = CHART_FORMAT_COUNT;
    for (int i = 0; i < CHART_FORMAT_COUNT; i++)
        if (strcmp(chart_format_names[i], format) == 0)
            order->format = (enum chart_format)i;
    if (order->format == CHART_FORMAT_COUNT)
        return problem_add(&cli->problems, REFUSED, &msg_cli_value, "format", "format", format, NULL);
    if (!status)
        status = cli_day(cli, "as-of", &order->wish.as_of);
    if (!status && page && (atoi(page) < 1 || atoi(page) > 10000))
        status = problem_add(&cli->problems, REFUSED, &msg_cli_value, "page", "page", page, NULL);
    order->sheet = !status && page ? (size_t)atoi(page) - 1 : 0;
    if (!status && inspection)
        status = cli_resolve(cli, ledger, &record_inspection, inspection, "inspection", &order->wish.inspection);
    return status;
}

int command_chart(struct cli *cli)
{
    const struct insight insight = {.db = cli->db, .arena = cli->arena, .scope = &cli->scope, .clock = &cli->clock};
    const char *path = cli_option(cli, "output");
    struct chart_order order = {.look.paper = CHART_A3};
    struct ledger ledger;
    struct strbuf bytes = {0};
    size_t sheets = 0;
    if (cli->count || !path)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (!status)
        status = read_order(cli, &ledger, path, &order);
    if (!status)
        status = chart_make(&insight, ledger.head.id, &order, &cli->problems, &bytes, &sheets);
    if (!status)
        status = cli_write_file(cli, path, bytes.bytes, bytes.length);
    if (!status && cli->json)
        strbuf_addf(&cli->out, "{\"sheets\":%zu,\"bytes\":%zu}\n", sheets, bytes.length);
    else if (!status)
        strbuf_addf(&cli->out, cli_say(cli, "已画好，共 %zu 页\n", "drawn, %zu sheets\n"), sheets);
    strbuf_free(&bytes);
    return cli_result(cli, status);
}
