/* call_sheet: whom to call this week, unit by unit; declared in "cli/commands.h". */
#include "schedule/call_sheet.h"

#include "cli/cli_messages.h"
#include "cli/commands.h"

static void put_reasons(struct cli *cli, const struct call_row *row)
{
    static const char *const words[CALL_REASON_COUNT][2] = {
        [CALL_FOR_overdue] = {"超期", "overdue"},         [CALL_FOR_due] = {"将到期", "falls due"},
        [CALL_FOR_silent] = {"没有填报", "silent"},       [CALL_FOR_returned] = {"已退回", "returned"},
        [CALL_FOR_unclaimed] = {"未认领", "unclaimed"},   [CALL_FOR_plan_owed] = {"未报实施方案", "owes its plan"},
        [CALL_FOR_unanswered] = {"未答复", "unanswered"},
    };
    bool any = false;
    for (int reason = 0; reason < CALL_REASON_COUNT; reason++) {
        if (!(row->reasons >> reason & 1))
            continue;
        strbuf_adds(&cli->out, any ? cli_say(cli, "、", ", ") : "  ");
        strbuf_adds(&cli->out, words[reason][cli->language == LANGUAGE_ZH ? 0 : 1]);
        any = true;
    }
    if (row->has_due)
        strbuf_adds(&cli->out, arena_printf(cli->arena, "  %+d", row->days));
}

static void print_sheet(struct cli *cli, const struct call_sheet *sheet)
{
    for (size_t i = 0; i < sheet->rows.count; i++) {
        const struct call_row *row = sheet->rows.items + i, *before = i ? row - 1 : NULL;
        if (!before || !uuid_equal(row->unit, before->unit)) {
            strbuf_adds(&cli->out, *row->unit_name ? row->unit_name : cli_say(cli, "没有责任单位", "no unit"));
            strbuf_addc(&cli->out, '\n');
        }
        strbuf_adds(&cli->out, "  ");
        strbuf_adds(&cli->out, *row->person_name ? row->person_name : "-");
        strbuf_adds(&cli->out, "  ");
        strbuf_adds(&cli->out, row->number);
        strbuf_adds(&cli->out, "  ");
        strbuf_adds(&cli->out, row->title);
        put_reasons(cli, row);
        strbuf_addc(&cli->out, '\n');
    }
}

int command_call_sheet(struct cli *cli)
{
    const struct insight insight = {.db = cli->db, .arena = cli->arena, .scope = &cli->scope, .clock = &cli->clock};
    const char *text = cli_option(cli, "as-of");
    date as_of = clock_today(&cli->clock);
    struct ledger ledger;
    struct call_sheet sheet;
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (!status && text && !date_parse(text, &as_of))
        status = problem_add(&cli->problems, REFUSED, &msg_cli_date, "as-of", text, NULL);
    if (!status)
        status = call_sheet_read(&insight, ledger.head.id, as_of, true, &sheet);
    if (!status && cli->json) {
        call_sheet_json(&cli->out, &sheet);
        strbuf_addc(&cli->out, '\n');
    } else if (!status) {
        print_sheet(cli, &sheet);
    }
    return cli_result(cli, status);
}
