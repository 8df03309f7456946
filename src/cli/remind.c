/* remind: the daily round of reminders by hand, or by a timer of the system's; declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/cli_messages.h"
#include "exchange/deliver.h"
#include "exchange/notifier.h"

#include <unistd.h>

static void print_report(struct cli *cli, const struct notifier_report *report)
{
    if (cli->json)
        strbuf_addf(&cli->out, "{\"ledgers\":%zu,\"people\":%zu,\"messages\":%zu,\"sent\":%zu,\"failed\":%zu}\n",
                    report->ledgers, report->people, report->messages, report->sent, report->failed);
    else
        strbuf_addf(&cli->out,
                    cli_say(cli, "提醒：%zu 个台账，%zu 人；待发 %zu 封，发出 %zu 封，没有发出 %zu 封\n",
                            "reminders: %zu ledgers, %zu people; %zu messages, %zu sent, %zu not sent\n"),
                    report->ledgers, report->people, report->messages, report->sent, report->failed);
}

int command_remind(struct cli *cli)
{
    struct notify_settings settings;
    struct notifier_report report = {0};
    struct notifier notifier = {
        .db = cli->db,
        .registry = &all_records,
        .clock = &cli->clock,
        .settings = &settings,
        .language = cli->language,
        .holder = arena_printf(cli->arena, "cli-%ld-%lld", (long)getpid(), (long long)clock_now(&cli->clock)),
    };
    if (cli->count)
        return cli_usage(cli);
    if (!cli->scope.operator)
        return cli_result(cli, problem_add(&cli->problems, FORBIDDEN, &msg_cli_operator_only, "", NULL));
    enum status status = notify_settings_read(cli->arena, cli->where, &cli->problems, &settings);
    if (!status)
        status = reminding_rules_read(&notifier.rules);
    if (!status)
        status = notifier_find(&notifier, cli->arena, cli->dry_run, &cli->problems, &report);
    if (!status && !cli->dry_run && !cli_option(cli, "hold")) {
        deliver_begin();
        status = notifier_send(&notifier, cli->arena, &cli->problems, &report);
    }
    if (!status)
        print_report(cli, &report);
    return cli_result(cli, status);
}
