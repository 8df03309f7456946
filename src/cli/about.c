#include "cli/about.h"

#include "cli/attach.h"
#include "cli/cli_messages.h"
#include "workflow/mover.h"

#include <string.h>

/* ---- reading ---- */

/* A measure's number has a C in front of its digits (ZGJ-2026-C0001). */
static bool names_measure(const struct about *about)
{
    const char *dash = strrchr(about->cli->arguments[0], '-');
    return dash && dash[1] == 'C' && about->type != &record_finding;
}

static enum status read_measure(struct about *about)
{
    struct cli *cli = about->cli;
    struct corrective_action *action = record_new(cli->arena, &record_corrective_action);
    const char *text = cli->arguments[0];
    unsigned roles;
    enum status status = cli_resolve(cli, &about->ledger, &record_corrective_action, text, text, &about->action);
    if (!status)
        status = gate_load(cli->db, cli->arena, &cli->scope, &record_corrective_action, about->ledger.head.id,
                           about->action, action, &roles);
    if (!status && !action->answers.count)
        return problem_add(&cli->problems, REFUSED, &msg_cli_answers_none, "", text, NULL);
    if (!status)
        about->finding = action->answers.ids[0];
    return status;
}

/* By its own number; whose problem it is may be hidden from who is asked, and is then left open. */
static enum status read_numbered(struct about *about)
{
    struct cli *cli = about->cli;
    struct record_head *record = record_new(cli->arena, about->type);
    const char *text = cli->arguments[0];
    int finding = field_find(about->type, "finding_id");
    unsigned roles;
    enum status status = cli_resolve(cli, &about->ledger, about->type, text, text, &about->moved);
    if (!status)
        status = gate_load(cli->db, cli->arena, &cli->scope, about->type, about->ledger.head.id, about->moved, record,
                           &roles);
    if (!status && finding >= 0 && record_has(record, finding))
        about->finding = *(const struct uuid *)field_get(record, &about->type->fields[finding]);
    return status;
}

static enum status read_finding(struct about *about)
{
    const char *text = about->cli->arguments[0];
    enum status status = cli_resolve(about->cli, &about->ledger, &record_finding, text, text, &about->finding);
    about->moved = about->finding;
    return status;
}

static enum status read_subject(struct about *about)
{
    enum status status = cli_ledger(about->cli, &about->ledger);
    if (status)
        return status;
    if (about->event && about->type->code >= 0 && about->type != &record_finding)
        return read_numbered(about);
    return names_measure(about) ? read_measure(about) : read_finding(about);
}

/* A file of the finding's own, added with whatever names it. */
static enum status read_file(struct about *about)
{
    const char *path = about->file_option ? cli_option(about->cli, about->file_option) : NULL;
    if (!path)
        return OK;
    about->file = record_new(about->cli->arena, &record_attachment);
    about->file->head.ledger_id = about->ledger.head.id;
    about->file->finding_id = about->finding;
    record_present(&about->file->head, FIELD_attachment_finding_id);
    return cli_take_file(about->cli, path, about->file);
}

static void put_id(struct about *about, const char *name, struct uuid id)
{
    int field = field_find(about->type, name);
    if (field < 0 || uuid_is_nil(id))
        return;
    *(struct uuid *)field_set(about->record, &about->type->fields[field]) = id;
    record_present(about->record, field);
}

enum status about_read(struct about *about, const struct option_field *fields)
{
    about->record = record_new(about->cli->arena, about->type);
    enum status status = read_subject(about);
    about->record->ledger_id = about->ledger.head.id;
    if (!about->event) {
        put_id(about, "finding_id", about->finding);
        put_id(about, "corrective_action_id", about->action);
    }
    if (!status)
        status = cli_fields(about->cli, &about->ledger, about->type, about->record, fields);
    return status ? status : read_file(about);
}

/* ---- writing ---- */

static enum status add_file(struct tx *tx, struct about *about, const struct command *command,
                            struct problems *problems)
{
    if (!about->file)
        return OK;
    enum status status = gate_add(tx, &about->cli->scope, command, &record_attachment, &about->file->head, problems);
    const struct field *field = &about->type->fields[about->file_field];
    if (field->kind == KIND_refs)
        *(struct uuid_list *)field_set(about->record, field) = (struct uuid_list){&about->file->head.id, 1};
    else
        *(struct uuid *)field_set(about->record, field) = about->file->head.id;
    record_present(about->record, about->file_field);
    return status;
}

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct about *about = context;
    struct command command = command_new(tx, &about->cli->actor);
    struct move move = {.type = about->type,
                        .ledger = about->ledger.head.id,
                        .id = about->moved,
                        .event = about->event,
                        .given = about->record};
    enum status status = about->find ? about->find(tx, about, &move.id) : OK;
    if (!status && about->event && uuid_is_nil(move.id))
        return problem_add(problems, REFUSED, about->none, "", about->cli->arguments[0], NULL);
    if (!status)
        status = add_file(tx, about, &command, problems);
    if (status)
        return status;
    return about->event ? workflow_move(tx, &about->cli->scope, &command, &move, problems)
                        : gate_add(tx, &about->cli->scope, &command, about->type, about->record, problems);
}

/* A number that was given is told: it is how the record is named from now on. */
static const char *told(const struct about *about)
{
    int code = about->type->code;
    return !about->event && code >= 0 && record_has(about->record, code)
               ? *(const char *const *)field_get(about->record, &about->type->fields[code])
               : about->cli->arguments[0];
}

int about_write(struct about *about, enum status status)
{
    if (!status)
        status = cli_write(about->cli, apply, about);
    if (!status) {
        strbuf_adds(&about->cli->out, cli_say(about->cli, about->zh, about->en));
        strbuf_adds(&about->cli->out, told(about));
        strbuf_addc(&about->cli->out, '\n');
    }
    return cli_result(about->cli, status);
}

int about_run(struct about *about, const struct option_field *fields)
{
    if (about->cli->count != 1)
        return cli_usage(about->cli);
    return about_write(about, about_read(about, fields));
}

enum status about_row(struct tx *tx, const struct about *about, const char *sql, struct uuid *ret_id)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, sql);
    stmt_bind_uuid(stmt, 1, about->ledger.head.id);
    stmt_bind_uuid(stmt, 2, about->finding);
    if (!uuid_is_nil(about->action))
        stmt_bind_uuid(stmt, 3, about->action);
    enum status status = stmt_step(stmt, &row);
    *ret_id = !status && row ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return status;
}
