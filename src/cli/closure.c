/* closure: a problem is asked to be closed, reviewed, taken back, opened again (E1–E3); declared in "cli/commands.h".
 * Everything goes through the same gate as on screen. */
#include "cli/commands.h"

#include "cli/attach.h"
#include "cli/cli_messages.h"
#include "cli/records.h"
#include "workflow/mover.h"

struct closing {
    struct cli *cli;
    struct ledger ledger;
    struct uuid finding;
    struct closure_request *request;
    struct attachment *file; /* the report, or the signed paper; NULL: none */
    const char *event;
    const struct record_type *moved; /* what `event` moves */
    struct record_head *given;
};

static enum status read_finding(struct closing *c)
{
    enum status status = cli_ledger(c->cli, &c->ledger);
    return status ? status
                  : cli_resolve(c->cli, &c->ledger, &record_finding, c->cli->arguments[0], c->cli->arguments[0],
                                &c->finding);
}

/* A file of the finding's own, added with whatever names it. */
static enum status read_file(struct closing *c, const char *option)
{
    const char *path = cli_option(c->cli, option);
    if (!path)
        return OK;
    c->file = record_new(c->cli->arena, &record_attachment);
    c->file->head.ledger_id = c->ledger.head.id;
    c->file->finding_id = c->finding;
    record_present(&c->file->head, FIELD_attachment_finding_id);
    return cli_take_file(c->cli, path, c->file);
}

static enum status add_file(struct tx *tx, struct closing *c, const struct command *command,
                            const struct record_type *type, struct record_head *record, int field,
                            struct problems *problems)
{
    if (!c->file)
        return OK;
    enum status status = gate_add(tx, &c->cli->scope, command, &record_attachment, &c->file->head, problems);
    *(struct uuid *)field_set(record, &type->fields[field]) = c->file->head.id;
    record_present(record, field);
    return status;
}

static int done(struct closing *c, enum status status, const char *zh, const char *en)
{
    if (!status) {
        strbuf_adds(&c->cli->out, cli_say(c->cli, zh, en));
        strbuf_adds(&c->cli->out, c->cli->arguments[0]);
        strbuf_addc(&c->cli->out, '\n');
    }
    return cli_result(c->cli, status);
}

/* ---- asking ---- */

static enum status apply_request(struct tx *tx, void *context, struct problems *problems)
{
    struct closing *c = context;
    struct command command = command_new(tx, &c->cli->actor);
    enum status status = add_file(tx, c, &command, &record_closure_request, &c->request->head,
                                  FIELD_closure_request_report_id, problems);
    return status ? status
                  : gate_add(tx, &c->cli->scope, &command, &record_closure_request, &c->request->head, problems);
}

int command_closure_request(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"result", FIELD_closure_request_result},         {"settled", FIELD_closure_request_settled},
        {"persons", FIELD_closure_request_persons_dealt}, {"mechanism", FIELD_closure_request_mechanism},
        {"alike", FIELD_closure_request_alike},           {"completion", FIELD_closure_request_completion},
        {"rating", FIELD_closure_request_own_rating},     {NULL, 0}};
    struct closing c = {.cli = cli, .request = record_new(cli->arena, &record_closure_request)};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = read_finding(&c);
    c.request->head.ledger_id = c.ledger.head.id;
    c.request->finding_id = c.finding;
    record_present(&c.request->head, FIELD_closure_request_finding_id);
    if (!status)
        status = cli_fields(cli, &c.ledger, &record_closure_request, &c.request->head, fields);
    if (!status)
        status = read_file(&c, "report");
    if (!status)
        status = cli_write(cli, apply_request, &c);
    return done(&c, status, "已申请销号：", "asked to be closed: ");
}

/* ---- moving ---- */

/* What of the finding is to be moved: the request under review, or its step that is open; those that only veto come
 * last. */
static enum status find_moved(struct tx *tx, const struct closing *c, struct uuid *ret_id)
{
    bool row;
    if (c->moved == &record_finding) {
        *ret_id = c->finding;
        return OK;
    }
    struct stmt *stmt = db_prepare(
        tx->db, c->moved == &record_review_step
                    ? "SELECT \"id\" FROM \"review_step\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                      "\"state\"='open' AND \"withdrawn\"=0 ORDER BY COALESCE(\"may_veto\",0),\"position\" LIMIT 1"
                    : "SELECT \"id\" FROM \"closure_request\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                      "\"state\"='under_review' AND \"withdrawn\"=0 LIMIT 1");
    stmt_bind_uuid(stmt, 1, c->ledger.head.id);
    stmt_bind_uuid(stmt, 2, c->finding);
    enum status status = stmt_step(stmt, &row);
    *ret_id = !status && row ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return status;
}

static enum status apply_move(struct tx *tx, void *context, struct problems *problems)
{
    struct closing *c = context;
    struct command command = command_new(tx, &c->cli->actor);
    struct move move = {.type = c->moved, .ledger = c->ledger.head.id, .event = c->event, .given = c->given};
    enum status status = find_moved(tx, c, &move.id);
    if (!status && uuid_is_nil(move.id))
        return problem_add(problems, REFUSED, &msg_cli_not_under_review, "", c->cli->arguments[0], NULL);
    if (!status)
        status = add_file(tx, c, &command, &record_review_step, c->given, FIELD_review_step_paper_id, problems);
    return status ? status : workflow_move(tx, &c->cli->scope, &command, &move, problems);
}

static enum status run_move(struct closing *c, const struct option_field *fields)
{
    c->given = record_new(c->cli->arena, c->moved);
    enum status status = read_finding(c);
    if (!status)
        status = cli_fields(c->cli, &c->ledger, c->moved, c->given, fields);
    if (!status && c->moved == &record_review_step)
        status = read_file(c, "paper");
    return status ? status : cli_write(c->cli, apply_move, c);
}

int command_closure_review(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"opinion", FIELD_review_step_opinion},      {"rating", FIELD_review_step_rating},
        {"again-by", FIELD_review_step_again_by_on}, {"on", FIELD_review_step_decided_on},
        {"by", FIELD_review_step_decided_by_id},     {NULL, 0}};
    bool pass = cli_option(cli, "pass") != NULL;
    struct closing c = {.cli = cli, .moved = &record_review_step, .event = pass ? "pass" : "return"};
    if (cli->count != 1 || pass == (cli_option(cli, "return") != NULL))
        return cli_usage(cli);
    enum status status = run_move(&c, fields);
    return done(&c, status, pass ? "已同意：" : "已退回：", pass ? "passed: " : "returned: ");
}

int command_closure_retract(struct cli *cli)
{
    static const struct option_field none[] = {{NULL, 0}};
    struct closing c = {.cli = cli, .moved = &record_closure_request, .event = "retract"};
    if (cli->count != 1)
        return cli_usage(cli);
    return done(&c, run_move(&c, none), "已撤回销号申请：", "taken back: ");
}

int command_reopen(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"reason", FIELD_finding_reopen_reason}, {"due", FIELD_finding_due}, {NULL, 0}};
    struct closing c = {.cli = cli, .moved = &record_finding, .event = "reopen"};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = run_move(&c, fields);
    return done(&c, status, "已重新整改：", "opened again: ");
}
