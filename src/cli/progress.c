/* progress: what was done about a measure is entered, what was called done is returned (D3); declared in
 * "cli/commands.h". With --by or --unit it is what somebody else supplied on paper or in a sheet (D35). */
#include "cli/commands.h"

#include "cli/attach.h"
#include "cli/records.h"
#include "workflow/mover.h"

struct reporting {
    struct cli *cli;
    struct ledger ledger;
    struct actor actor;
    struct uuid action;
    struct progress_entry *entry;
    struct attachment *file; /* NULL: none */
};

static enum status read_measure(struct reporting *r)
{
    enum status status = cli_ledger(r->cli, &r->ledger);
    return status ? status
                  : cli_resolve(r->cli, &r->ledger, &record_corrective_action, r->cli->arguments[0],
                                r->cli->arguments[0], &r->action);
}

/* The day on the paper is the day the progress is of. */
static enum status read_supplier(struct reporting *r)
{
    const char *by = cli_option(r->cli, "by"), *unit = cli_option(r->cli, "unit");
    struct supplier *supplier = &r->actor.supplier;
    enum status status = OK;
    r->actor = r->cli->actor;
    if (by)
        status = cli_resolve(r->cli, &r->ledger, &record_person, by, "by", &supplier->person_id);
    if (unit && !status)
        status = cli_resolve(r->cli, &r->ledger, &record_organisation, unit, "unit", &supplier->unit_id);
    supplier->dated = (by || unit) && record_has(&r->entry->head, FIELD_progress_entry_occurred_on);
    supplier->on = r->entry->occurred_on;
    return status;
}

static enum status apply_report(struct tx *tx, void *context, struct problems *problems)
{
    struct reporting *r = context;
    struct command command = command_new(tx, &r->actor);
    enum status status = OK;
    if (r->file) {
        status = gate_add(tx, &r->cli->scope, &command, &record_attachment, &r->file->head, problems);
        r->entry->proofs = (struct uuid_list){&r->file->head.id, 1};
        record_present(&r->entry->head, FIELD_progress_entry_proofs);
    }
    return status ? status : gate_add(tx, &r->cli->scope, &command, &record_progress_entry, &r->entry->head, problems);
}

static enum status apply_return(struct tx *tx, void *context, struct problems *problems)
{
    struct reporting *r = context;
    struct command command = command_new(tx, &r->cli->actor);
    struct corrective_action *given = record_new(tx->arena, &record_corrective_action);
    const struct move move = {.type = &record_corrective_action,
                              .ledger = r->ledger.head.id,
                              .id = r->action,
                              .event = "return",
                              .given = &given->head};
    given->return_reason = cli_option(r->cli, "reason");
    if (given->return_reason && *given->return_reason)
        record_present(&given->head, FIELD_corrective_action_return_reason);
    return workflow_move(tx, &r->cli->scope, &command, &move, problems);
}

int command_progress_add(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"done", FIELD_progress_entry_done},         {"percent", FIELD_progress_entry_percent},
        {"obstacle", FIELD_progress_entry_obstacle}, {"next", FIELD_progress_entry_next_step},
        {"on", FIELD_progress_entry_occurred_on},    {NULL, 0}};
    struct reporting r = {.cli = cli, .entry = record_new(cli->arena, &record_progress_entry)};
    const char *path = cli_option(cli, "file");
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = read_measure(&r);
    r.entry->head.ledger_id = r.ledger.head.id;
    r.entry->corrective_action_id = r.action;
    record_present(&r.entry->head, FIELD_progress_entry_corrective_action_id);
    if (!status)
        status = cli_fields(cli, &r.ledger, &record_progress_entry, &r.entry->head, fields);
    if (!status)
        status = read_supplier(&r);
    if (path && !status) {
        r.file = record_new(cli->arena, &record_attachment);
        r.file->head.ledger_id = r.ledger.head.id;
        r.file->corrective_action_id = r.action;
        record_present(&r.file->head, FIELD_attachment_corrective_action_id);
        status = cli_take_file(cli, path, r.file);
    }
    if (!status)
        status = cli_write(cli, apply_report, &r);
    if (!status)
        strbuf_addf(&cli->out, cli_say(cli, "已填报：%s\n", "reported: %s\n"), cli->arguments[0]);
    return cli_result(cli, status);
}

int command_progress_return(struct cli *cli)
{
    struct reporting r = {.cli = cli};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = read_measure(&r);
    if (!status)
        status = cli_write(cli, apply_return, &r);
    if (!status)
        strbuf_addf(&cli->out, cli_say(cli, "已退回：%s\n", "returned: %s\n"), cli->arguments[0]);
    return cli_result(cli, status);
}
