/* report: who has reported and who has not; a report drafted, sent, received, returned, taken back (D2); declared in
 * "cli/commands.h". */
#include "cli/commands.h"

#include "cli/attach.h"
#include "cli/moving.h"
#include "record/json.h"
#include "schedule/report_desk.h"
#include "schedule/report_draft.h"
#include "schedule/report_usual.h"
#include "workflow/mover.h"

enum { MINUTES_OF_HOUR = 60 };

struct writing {
    struct cli *cli;
    struct ledger ledger;
    struct report_draft draft;
    struct progress_report *report, *given; /* written; with the move */
    struct attachment *paper;               /* NULL: none */
    int64_t added;
};

static struct insight insight_of(struct cli *cli)
{
    return (struct insight){.db = cli->db, .arena = cli->arena, .scope = &cli->scope, .clock = &cli->clock};
}

/* ---- the desk ---- */

static void put_count(struct cli *cli, int64_t count, const char *zh, const char *en)
{
    strbuf_add_int(&cli->out, count);
    strbuf_adds(&cli->out, cli_say(cli, zh, en));
}

static void put_left(struct cli *cli, int64_t minutes)
{
    int64_t length = minutes < 0 ? -minutes : minutes;
    strbuf_adds(&cli->out, minutes < 0 ? cli_say(cli, "已超过", "over by ") : cli_say(cli, "还有", "left: "));
    if (length >= MINUTES_OF_DAY)
        put_count(cli, length / MINUTES_OF_DAY, "天", " days ");
    put_count(cli, length / MINUTES_OF_HOUR % 24, "小时", " h");
}

static void print_period(struct cli *cli, const struct desk_duty *duty, const struct desk_period *period)
{
    char from[DATE_TEXT], until[DATE_TEXT], time[6];
    int64_t done = period->states[report_state_sent] + period->states[report_state_received];
    date_text(period->period.from, from);
    date_text(period->period.until, until);
    report_minute_text(period->period.minute, time);
    strbuf_adds(&cli->out, arena_printf(cli->arena, "%s  %s—%s  %lld/%lld\n  %s %s  ", duty->duty->title, from, until,
                                        (long long)done, (long long)period->owed, period->why, time));
    put_left(cli, period->minutes);
    strbuf_addc(&cli->out, '\n');
    for (size_t i = 0; i < period->rows.count; i++) {
        const struct desk_row *row = period->rows.items + i;
        const char *state = row->state == DESK_MISSING
                                ? cli_say(cli, "未报", "missing")
                                : profile_word(cli->profiles, "inspection", words_report_state.name,
                                               word_text(&words_report_state, row->state), cli->language);
        strbuf_adds(&cli->out, "    ");
        strbuf_adds(&cli->out, row->unit_name);
        strbuf_adds(&cli->out, "  ");
        strbuf_adds(&cli->out, state);
        strbuf_adds(&cli->out, row->late ? cli_say(cli, "  迟报", "  late") : "");
        strbuf_adds(&cli->out, row->no_news ? cli_say(cli, "  无进展", "  no news") : "");
        strbuf_adds(&cli->out, *row->number ? "  " : "");
        strbuf_adds(&cli->out, row->number);
        strbuf_addc(&cli->out, '\n');
    }
}

int command_reports(struct cli *cli)
{
    const struct insight insight = insight_of(cli);
    struct report_desk desk;
    struct ledger ledger;
    date as_of;
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (!status)
        status = cli_day(cli, "as-of", &as_of);
    if (!status)
        status = report_desk_read(&insight, cli->language, ledger.head.id, as_of, &desk);
    if (!status && cli->json) {
        report_desk_json(&cli->out, &desk);
        strbuf_addc(&cli->out, '\n');
    }
    for (size_t i = 0; !status && !cli->json && i < desk.duties.count; i++)
        for (size_t k = 0; k < desk.duties.items[i].periods.count; k++)
            print_period(cli, desk.duties.items + i, desk.duties.items[i].periods.items + k);
    return cli_result(cli, status);
}

static enum status apply_usual(struct tx *tx, void *context, struct problems *problems)
{
    struct writing *w = context;
    struct command command = command_new(tx, &w->cli->actor);
    return report_usual_use(tx, &w->cli->scope, &command, w->ledger.head.id, problems, &w->added);
}

int command_reports_usual(struct cli *cli)
{
    struct writing w = {.cli = cli};
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &w.ledger);
    if (!status)
        status = cli_write(cli, apply_usual, &w);
    if (!status)
        put_count(cli, w.added, " 项报送安排已启用\n", " duties to report added\n");
    return cli_result(cli, status);
}

/* ---- one report ---- */

static enum status read_draft(struct writing *w)
{
    struct cli *cli = w->cli;
    const struct insight insight = insight_of(cli);
    const char *unit_named = cli_option(cli, "unit"), *day = cli_option(cli, "day");
    struct uuid duty, unit;
    struct report_wish wish = {.duty = &duty, .unit = unit_named ? &unit : NULL, .has_day = day != NULL};
    enum status status = cli_ledger(cli, &w->ledger);
    if (!status)
        status = cli_resolve(cli, &w->ledger, &record_reporting_duty, cli->arguments[0], cli->arguments[0], &duty);
    if (!status && unit_named)
        status = cli_resolve(cli, &w->ledger, &record_organisation, unit_named, "unit", &unit);
    if (!status && day)
        status = cli_date(cli, "day", day, &wish.day);
    return status ? status : report_draft_read(&insight, w->ledger.head.id, &wish, &cli->problems, &w->draft);
}

int command_report_draft(struct cli *cli)
{
    struct writing w = {.cli = cli};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = read_draft(&w);
    if (!status && cli->json) {
        report_draft_json(&cli->out, &w.draft);
        strbuf_addc(&cli->out, '\n');
    } else if (!status) {
        const struct progress_report *report = report_of_draft(cli->arena, w.ledger.head.id, &w.draft, w.draft.no_news);
        for (int i = 0; i < (int)record_progress_report.count; i++) {
            const struct field *field = &record_progress_report.fields[i];
            if (field->kind != KIND_long_text || !record_has(&report->head, i))
                continue;
            strbuf_adds(&cli->out, arena_printf(cli->arena, "【%s】\n%s\n", field->label,
                                                *(const char *const *)field_get(&report->head, field)));
        }
        strbuf_adds(&cli->out, w.draft.no_news ? cli_say(cli, "本期无进展\n", "no news\n") : "");
    }
    return cli_result(cli, status);
}

static enum status add_paper(struct tx *tx, struct writing *w, const struct command *command, struct problems *problems)
{
    if (!w->paper)
        return OK;
    w->paper->progress_report_id = w->report->head.id;
    record_present(&w->paper->head, FIELD_attachment_progress_report_id);
    enum status status = gate_add(tx, &w->cli->scope, command, &record_attachment, &w->paper->head, problems);
    w->given->paper_id = w->paper->head.id;
    record_present(&w->given->head, FIELD_progress_report_paper_id);
    return status;
}

/* One that was begun is changed where something is said anew, and sent. */
static enum status apply_send(struct tx *tx, void *context, struct problems *problems)
{
    struct writing *w = context;
    struct command command = command_new(tx, &w->cli->actor);
    const struct change change = {.type = &record_progress_report, .record = &w->report->head};
    enum status status = uuid_is_nil(w->draft.existing) ? gate_add(tx, &w->cli->scope, &command,
                                                                   &record_progress_report, &w->report->head, problems)
                         : w->report->head.present      ? gate_set(tx, &w->cli->scope, &command, &change, problems)
                                                        : OK;
    if (!status)
        status = add_paper(tx, w, &command, problems);
    const struct move move = {.type = &record_progress_report,
                              .ledger = w->ledger.head.id,
                              .id = w->report->head.id,
                              .event = "send",
                              .given = &w->given->head};
    return status ? status : workflow_move(tx, &w->cli->scope, &command, &move, problems);
}

int command_report_send(struct cli *cli)
{
    static const struct option_field said[] = {{"problems", FIELD_progress_report_problems},
                                               {"results", FIELD_progress_report_results},
                                               {"own-findings", FIELD_progress_report_own_findings},
                                               {"obstacles", FIELD_progress_report_obstacles},
                                               {"next-step", FIELD_progress_report_next_step},
                                               {NULL, 0}},
                                     signed_with[] = {{"by", FIELD_progress_report_signed_by_id},
                                                      {"on", FIELD_progress_report_signed_on},
                                                      {NULL, 0}};
    struct writing w = {.cli = cli, .given = record_new(cli->arena, &record_progress_report)};
    const char *paper = cli_option(cli, "paper");
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = read_draft(&w);
    if (status)
        return cli_result(cli, status);
    bool begun = !uuid_is_nil(w.draft.existing);
    w.report = begun ? record_new(cli->arena, &record_progress_report)
                     : report_of_draft(cli->arena, w.ledger.head.id, &w.draft, cli_option(cli, "no-news") != NULL);
    w.report->head.ledger_id = w.ledger.head.id;
    w.report->head.id = w.draft.existing;
    status = cli_fields(cli, &w.ledger, &record_progress_report, &w.report->head, said);
    if (!status)
        status = cli_fields(cli, &w.ledger, &record_progress_report, &w.given->head, signed_with);
    if (!status && paper) {
        w.paper = record_new(cli->arena, &record_attachment);
        w.paper->head.ledger_id = w.ledger.head.id;
        status = cli_take_file(cli, paper, w.paper);
    }
    if (!status)
        status = cli_write(cli, apply_send, &w);
    const struct cli_moving done = {.cli = cli};
    return cli_moving_done(&done, status, "已报送：", "sent: ");
}

static int move_it(struct cli *cli, const char *event, const struct option_field *fields, const char *zh,
                   const char *en)
{
    struct cli_moving m = {
        .cli = cli, .type = &record_progress_report, .event = event, .paper_field = FIELD_progress_report_receipt_id};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = cli_moving_read(&m, fields);
    if (!status)
        status = cli_moving_paper(&m, FIELD_attachment_progress_report_id, m.id);
    if (!status)
        status = cli_moving_run(&m);
    return cli_moving_done(&m, status, zh, en);
}

int command_report_receive(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"by", FIELD_progress_report_received_by}, {"on", FIELD_progress_report_received_on}, {NULL, 0}};
    return move_it(cli, "receive", fields, "已签收：", "received: ");
}

int command_report_return(struct cli *cli)
{
    static const struct option_field fields[] = {{"reason", FIELD_progress_report_return_reason}, {NULL, 0}};
    return move_it(cli, "return", fields, "已退回：", "returned: ");
}

int command_report_retract(struct cli *cli)
{
    static const struct option_field none[] = {{NULL, 0}};
    return move_it(cli, "retract", none, "已撤回：", "taken back: ");
}
