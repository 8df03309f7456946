/* lookback: a sample of closed problems is drawn, and what a look-back found is said (E3); declared in
 * "cli/commands.h". Everything goes through the same gate as on screen. */
#include "cli/attach.h"
#include "cli/commands.h"
#include "cli/records.h"
#include "workflow/mover.h"

#include <stdlib.h>

struct looking {
    struct cli *cli;
    struct ledger ledger;
    int64_t count;
    const char *seed;
    struct effectiveness_check *said; /* planned_on; of a result all that is said of it */
    struct lookback_sample sample;
    struct uuid finding;
    struct attachment *paper; /* NULL: none */
};

/* ---- the sample ---- */

static enum status apply_sample(struct tx *tx, void *context, struct problems *problems)
{
    struct looking *l = context;
    const struct insight insight = {.db = tx->db, .arena = l->cli->arena, .scope = &l->cli->scope, .clock = tx->clock};
    struct command command = command_new(tx, &l->cli->actor);
    bool dated = record_has(&l->said->head, FIELD_effectiveness_check_planned_on);
    enum status status = lookback_draw(&insight, &l->cli->rules.lookback, l->ledger.head.id, l->seed, (size_t)l->count,
                                       problems, &l->sample);
    return status ? status
                  : lookback_plan(tx, &l->cli->scope, &command, l->ledger.head.id, dated ? &l->said->planned_on : NULL,
                                  &l->sample, problems);
}

static void print_sample(struct cli *cli, const struct lookback_sample *sample)
{
    strbuf_adds(&cli->out, cli_say(cli, "批次：", "sample: "));
    strbuf_adds(&cli->out, sample->batch);
    strbuf_adds(&cli->out, cli_say(cli, "；可抽 ", "; candidates: "));
    strbuf_add_int(&cli->out, (int64_t)sample->candidates);
    strbuf_adds(&cli->out, cli_say(cli, " 个，抽出 ", "; drawn: "));
    strbuf_add_int(&cli->out, (int64_t)sample->drawn.count);
    strbuf_adds(&cli->out, cli_say(cli, " 个\n", "\n"));
    for (size_t i = 0; i < sample->drawn.count; i++) {
        const struct lookback_row *row = &sample->drawn.items[i];
        const char *const columns[] = {row->number, row->unit, row->title, row->note};
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
            strbuf_adds(&cli->out, k ? "\t" : "");
            strbuf_adds(&cli->out, columns[k]);
        }
        strbuf_addc(&cli->out, '\n');
    }
}

int command_lookback_sample(struct cli *cli)
{
    static const struct option_field fields[] = {{"planned-on", FIELD_effectiveness_check_planned_on}, {NULL, 0}};
    struct looking l = {.cli = cli, .said = record_new(cli->arena, &record_effectiveness_check)};
    const char *count = cli_option(cli, "count"), *seed = cli_option(cli, "seed");
    char *end = NULL;
    if (cli->count || !count)
        return cli_usage(cli);
    l.count = strtol(count, &end, 10);
    l.count = *end ? 0 : l.count;
    l.seed = seed ? seed : lookback_seed(cli->arena);
    enum status status = lookback_check(l.count, l.seed, &cli->problems);
    if (!status)
        status = cli_ledger(cli, &l.ledger);
    if (!status)
        status = cli_fields(cli, &l.ledger, &record_effectiveness_check, &l.said->head, fields);
    if (!status)
        status = cli_write(cli, apply_sample, &l);
    if (status)
        return cli_result(cli, status);
    if (cli->json) {
        lookback_json(&cli->out, &l.sample);
        strbuf_addc(&cli->out, '\n');
    } else {
        print_sample(cli, &l.sample);
    }
    return EXIT_OK;
}

/* ---- what was found ---- */

/* The look-back that is planned, or one that is planned now. */
static enum status find_check(struct tx *tx, struct looking *l, const struct command *command, struct uuid *ret_id,
                              struct problems *problems)
{
    bool row;
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT \"id\" FROM \"effectiveness_check\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 "
                           "AND \"state\"='planned' AND \"withdrawn\"=0 LIMIT 1");
    stmt_bind_uuid(stmt, 1, l->ledger.head.id);
    stmt_bind_uuid(stmt, 2, l->finding);
    enum status status = stmt_step(stmt, &row);
    bool there = !status && row;
    *ret_id = there ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    if (status || there)
        return status;
    struct effectiveness_check *check = record_new(tx->arena, &record_effectiveness_check);
    check->head.ledger_id = l->ledger.head.id;
    check->finding_id = l->finding;
    check->kind = check_kind_planned;
    record_present(&check->head, FIELD_effectiveness_check_finding_id);
    record_present(&check->head, FIELD_effectiveness_check_kind);
    status = gate_add(tx, &l->cli->scope, command, &record_effectiveness_check, &check->head, problems);
    *ret_id = check->head.id;
    return status;
}

static enum status add_paper(struct tx *tx, struct looking *l, const struct command *command, struct problems *problems)
{
    if (!l->paper)
        return OK;
    enum status status = gate_add(tx, &l->cli->scope, command, &record_attachment, &l->paper->head, problems);
    l->said->paper_id = l->paper->head.id;
    record_present(&l->said->head, FIELD_effectiveness_check_paper_id);
    return status;
}

static enum status apply_record(struct tx *tx, void *context, struct problems *problems)
{
    struct looking *l = context;
    struct command command = command_new(tx, &l->cli->actor);
    struct move move = {
        .type = &record_effectiveness_check, .ledger = l->ledger.head.id, .event = "check", .given = &l->said->head};
    enum status status = find_check(tx, l, &command, &move.id, problems);
    if (!status)
        status = add_paper(tx, l, &command, problems);
    return status ? status : workflow_move(tx, &l->cli->scope, &command, &move, problems);
}

static enum status read_paper(struct looking *l)
{
    const char *path = cli_option(l->cli, "paper");
    if (!path)
        return OK;
    l->paper = record_new(l->cli->arena, &record_attachment);
    l->paper->head.ledger_id = l->ledger.head.id;
    l->paper->finding_id = l->finding;
    record_present(&l->paper->head, FIELD_attachment_finding_id);
    return cli_take_file(l->cli, path, l->paper);
}

int command_lookback_record(struct cli *cli)
{
    static const struct option_field fields[] = {{"result", FIELD_effectiveness_check_result},
                                                 {"found", FIELD_effectiveness_check_found},
                                                 {"on", FIELD_effectiveness_check_checked_on},
                                                 {"by", FIELD_effectiveness_check_checker_id},
                                                 {NULL, 0}};
    struct looking l = {.cli = cli, .said = record_new(cli->arena, &record_effectiveness_check)};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &l.ledger);
    if (!status)
        status = cli_resolve(cli, &l.ledger, &record_finding, cli->arguments[0], cli->arguments[0], &l.finding);
    if (!status)
        status = cli_fields(cli, &l.ledger, &record_effectiveness_check, &l.said->head, fields);
    if (!status)
        status = read_paper(&l);
    if (!status)
        status = cli_write(cli, apply_record, &l);
    if (!status) {
        strbuf_adds(&cli->out, cli_say(cli, "已登记核查结果：", "looked at again: "));
        strbuf_adds(&cli->out, cli->arguments[0]);
        if (l.said->result == check_result_rebounded)
            strbuf_adds(&cli->out, cli_say(cli, "，已重新整改", ", and opened again"));
        strbuf_addc(&cli->out, '\n');
    }
    return cli_result(cli, status);
}
