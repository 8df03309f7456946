/* workday: questions about working days, by the calendar of a ledger's organisation, and the import of a year's table
 * of holidays; declared in "cli/commands.h". */
#include "cli/commands.h"

#include "calendar/explain.h"
#include "cli/cli_messages.h"
#include "insight/insight.h"
#include "ledger/calendars.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* By --ledger or the only one; without any, what holds for everybody. */
static enum status load(struct cli *cli, const struct calendar **ret_calendar)
{
    struct ledger ledger;
    struct problems problems;
    if (cli_option(cli, "ledger")) {
        enum status status = cli_ledger(cli, &ledger);
        return status ? status : calendar_of_ledger(cli->db, cli->arena, ledger.head.id, ret_calendar);
    }
    problems = cli->problems;
    enum status status = cli_ledger(cli, &ledger);
    if (!status)
        return calendar_of_ledger(cli->db, cli->arena, ledger.head.id, ret_calendar);
    cli->problems = problems; /* none or several: no reason not to answer */
    return calendar_load(cli->db, cli->arena, (struct uuid){0}, ret_calendar);
}

static enum status read_count(struct cli *cli, const char *text, int *ret_count)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || *end || end == text || value < -CALENDAR_MOST || value > CALENDAR_MOST)
        return problem_add(&cli->problems, REFUSED, &msg_cli_working_days, "", text,
                           arena_printf(cli->arena, "%d", CALENDAR_MOST), NULL);
    *ret_count = (int)value;
    return OK;
}

/* The explanation alone, or with what it explains, for programs. */
static void put_answer(struct cli *cli, const struct calendar *calendar, date from, date until, int days,
                       const char *explanation)
{
    int untabled = calendar_untabled(calendar, from, until);
    if (!cli->json) {
        strbuf_adds(&cli->out, explanation);
        strbuf_addc(&cli->out, '\n');
        return;
    }
    strbuf_addc(&cli->out, '{');
    json_member_date(&cli->out, "from", true, from);
    json_member_date(&cli->out, "until", true, until);
    strbuf_add_member_int(&cli->out, "working_days", days);
    strbuf_add_member_bool(&cli->out, "works", calendar_works(calendar, until));
    json_member_int(&cli->out, "untabled", untabled != 0, untabled);
    strbuf_add_member(&cli->out, "explanation", explanation);
    strbuf_adds(&cli->out, "}\n");
}

int command_workday_add(struct cli *cli)
{
    const struct calendar *calendar;
    date from;
    int days = 0;
    if (cli->count != 2)
        return cli_usage(cli);
    enum status status = cli_date(cli, "", cli->arguments[0], &from);
    if (!status)
        status = read_count(cli, cli->arguments[1], &days);
    if (!status)
        status = load(cli, &calendar);
    if (!status)
        put_answer(cli, calendar, from, calendar_add(calendar, from, days), days,
                   explain_add(calendar, cli->arena, cli->language, from, days));
    return cli_result(cli, status);
}

int command_workday_between(struct cli *cli)
{
    const struct calendar *calendar;
    date from, until;
    if (cli->count != 2)
        return cli_usage(cli);
    enum status status = cli_date(cli, "", cli->arguments[0], &from);
    if (!status)
        status = cli_date(cli, "", cli->arguments[1], &until);
    if (!status)
        status = load(cli, &calendar);
    if (!status)
        put_answer(cli, calendar, from, until, calendar_between(calendar, from, until),
                   explain_between(calendar, cli->arena, cli->language, from, until));
    return cli_result(cli, status);
}

/* Exit 0 for a working day, 1 for a rest day, so that a script may ask. */
int command_workday_is(struct cli *cli)
{
    const struct calendar *calendar;
    date day;
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = cli_date(cli, "", cli->arguments[0], &day);
    if (!status)
        status = load(cli, &calendar);
    if (status)
        return cli_result(cli, status);
    put_answer(cli, calendar, day, day, 0, explain_day(calendar, cli->arena, cli->language, day));
    return calendar_works(calendar, day) ? EXIT_OK : EXIT_REFUSED;
}

struct importing {
    struct cli *cli;
    struct year_table table;
    struct uuid id;
};

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct importing *importing = context;
    struct command command = command_new(tx, &importing->cli->actor);
    return calendar_import(tx, &importing->cli->scope, &command, &importing->table, problems, &importing->id);
}

int command_calendar_import(struct cli *cli)
{
    struct importing importing = {.cli = cli};
    const char *bytes;
    size_t size;
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = cli_read_file(cli, cli->arguments[0], YEAR_TABLE_BYTES, &bytes, &size);
    if (!status)
        status = year_table_read(cli->arena, bytes, size, &cli->problems, &importing.table);
    if (!status)
        status = cli_write(cli, apply, &importing);
    if (!status && cli->json)
        strbuf_addf(&cli->out, "{\"year\":%d,\"entries\":%zu}\n", importing.table.year, importing.table.span_count);
    else if (!status)
        strbuf_addf(&cli->out, cli_say(cli, "已导入 %d 年放假安排：%zu 条\n", "%d: %zu entries imported\n"),
                    importing.table.year, importing.table.span_count);
    return cli_result(cli, status);
}
