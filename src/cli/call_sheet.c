/* call_sheet: whom to call this week, unit by unit; declared in "cli/commands.h". */
#include "schedule/call_sheet.h"

#include "cli/commands.h"

static void put_reasons(struct cli *cli, const struct call_row *row)
{
    bool any = false;
    for (int reason = 0; reason < CALL_REASON_COUNT; reason++) {
        if (!(row->reasons >> reason & 1))
            continue;
        strbuf_adds(&cli->out, any ? cli_say(cli, "、", ", ") : "  ");
        strbuf_adds(&cli->out, message_say(cli->arena, cli->language, call_reasons + reason, NULL));
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
        strbuf_adds(&cli->out, *row->number ? "  " : "");
        strbuf_adds(&cli->out, row->title);
        put_reasons(cli, row);
        strbuf_addc(&cli->out, '\n');
    }
}

int command_call_sheet(struct cli *cli)
{
    const struct insight insight = {.db = cli->db, .arena = cli->arena, .scope = &cli->scope, .clock = &cli->clock};
    date as_of;
    struct ledger ledger;
    struct call_sheet sheet;
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (!status)
        status = cli_day(cli, "as-of", &as_of);
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
