#include "cli/moving.h"

#include "cli/attach.h"
#include "workflow/mover.h"

enum status cli_moving_read(struct cli_moving *m, const struct option_field *fields)
{
    struct cli *cli = m->cli;
    m->given = record_new(cli->arena, m->type);
    enum status status = cli_ledger(cli, &m->ledger);
    if (!status)
        status = cli_resolve(cli, &m->ledger, m->type, cli->arguments[0], cli->arguments[0], &m->id);
    return status ? status : cli_fields(cli, &m->ledger, m->type, m->given, fields);
}

enum status cli_moving_paper(struct cli_moving *moving, int owner, struct uuid id)
{
    const char *path = cli_option(moving->cli, "paper");
    if (!path)
        return OK;
    moving->paper = record_new(moving->cli->arena, &record_attachment);
    moving->paper->head.ledger_id = moving->ledger.head.id;
    *(struct uuid *)field_set(&moving->paper->head, &record_attachment.fields[owner]) = id;
    record_present(&moving->paper->head, owner);
    return cli_take_file(moving->cli, path, moving->paper);
}

static enum status find(struct tx *tx, const struct cli_moving *moving, struct uuid *ret_id)
{
    bool row;
    *ret_id = moving->id;
    if (!moving->find)
        return OK;
    struct stmt *stmt = db_prepare(tx->db, moving->find);
    stmt_bind_uuid(stmt, 1, moving->ledger.head.id);
    stmt_bind_uuid(stmt, 2, moving->named);
    if (!uuid_is_nil(moving->unit))
        stmt_bind_uuid(stmt, 3, moving->unit);
    enum status status = stmt_step(stmt, &row);
    *ret_id = !status && row ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return status;
}

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct cli_moving *moving = context;
    struct command command = command_new(tx, &moving->cli->actor);
    struct record_head *given = record_copy(tx->arena, moving->type, moving->given);
    struct move move = {.type = moving->type, .ledger = moving->ledger.head.id, .event = moving->event, .given = given};
    enum status status = find(tx, moving, &move.id);
    if (!status && uuid_is_nil(move.id))
        return problem_add(problems, REFUSED, moving->none, "", moving->cli->arguments[0], NULL);
    if (!status && moving->paper) {
        status = gate_add(tx, &moving->cli->scope, &command, &record_attachment, &moving->paper->head, problems);
        *(struct uuid *)field_set(given, &moving->type->fields[moving->paper_field]) = moving->paper->head.id;
        record_present(given, moving->paper_field);
    }
    return status ? status : workflow_move(tx, &moving->cli->scope, &command, &move, problems);
}

enum status cli_moving_run(struct cli_moving *moving)
{
    if (!moving->given)
        moving->given = record_new(moving->cli->arena, moving->type);
    return cli_write(moving->cli, apply, moving);
}

int cli_moving_done(const struct cli_moving *moving, enum status status, const char *zh, const char *en)
{
    struct cli *cli = moving->cli;
    if (!status) {
        strbuf_adds(&cli->out, cli_say(cli, zh, en));
        strbuf_adds(&cli->out, cli->arguments[0]);
        strbuf_addc(&cli->out, '\n');
    }
    return cli_result(cli, status);
}
