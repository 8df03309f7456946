/* mirror: a list of another's problems is sent out and answered item by item (B5); declared in "cli/commands.h". A
 * check and its items are added with `add mirror_check …` and `add mirror_item …`. */
#include "cli/commands.h"

#include "cli/attach.h"
#include "cli/cli_messages.h"
#include "cli/records.h"
#include "ledger/gate.h"
#include "workflow/mover.h"

#include <stdlib.h>
#include <string.h>

struct mirroring {
    struct cli *cli;
    struct ledger ledger;
    struct uuid check, item, unit;
    const char *event;
    struct mirror_answer *given;
    struct attachment *paper; /* NULL: none */
};

static enum status read_check(struct mirroring *m)
{
    enum status status = cli_ledger(m->cli, &m->ledger);
    return status ? status
                  : cli_resolve(m->cli, &m->ledger, &record_mirror_check, m->cli->arguments[0], m->cli->arguments[0],
                                &m->check);
}

/* ---- sending, ending ---- */

static enum status apply_check(struct tx *tx, void *context, struct problems *problems)
{
    struct mirroring *m = context;
    struct command command = command_new(tx, &m->cli->actor);
    const struct move move = {
        .type = &record_mirror_check, .ledger = m->ledger.head.id, .id = m->check, .event = m->event};
    return workflow_move(tx, &m->cli->scope, &command, &move, problems);
}

static int run_check(struct cli *cli, const char *event, const char *zh, const char *en)
{
    struct mirroring m = {.cli = cli, .event = event};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = read_check(&m);
    if (!status)
        status = cli_write(cli, apply_check, &m);
    if (!status) {
        strbuf_adds(&cli->out, cli_say(cli, zh, en));
        strbuf_adds(&cli->out, cli->arguments[0]);
        strbuf_addc(&cli->out, '\n');
    }
    return cli_result(cli, status);
}

int command_mirror_send(struct cli *cli)
{
    return run_check(cli, "send", "已发出：", "sent: ");
}

int command_mirror_end(struct cli *cli)
{
    return run_check(cli, "end", "已结束：", "ended: ");
}

/* ---- answering ---- */

/* An item by its place in the list, or by its id. */
static enum status find_item(struct mirroring *m, const char *text)
{
    bool row;
    char *end;
    long long position = strtoll(text, &end, 10);
    if (*end || end == text)
        return cli_resolve(m->cli, &m->ledger, &record_mirror_item, text, "item", &m->item);
    struct stmt *stmt =
        db_prepare(m->cli->db, "SELECT \"id\" FROM \"mirror_item\" WHERE \"ledger_id\"=?1 AND "
                               "\"mirror_check_id\"=?2 AND \"position\"=?3 AND \"withdrawn\"=0 LIMIT 1");
    stmt_bind_uuid(stmt, 1, m->ledger.head.id);
    stmt_bind_uuid(stmt, 2, m->check);
    stmt_bind_int(stmt, 3, position);
    enum status status = stmt_step(stmt, &row);
    if (!status && row)
        m->item = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return status || row ? status : problem_add(&m->cli->problems, REFUSED, &msg_cli_no_item, "item", text, NULL);
}

static enum status find_answer(struct tx *tx, const struct mirroring *m, struct uuid *ret_id)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"id\" FROM \"mirror_answer\" WHERE \"ledger_id\"=?1 AND "
                                           "\"mirror_item_id\"=?2 AND \"organisation_id\"=?3 AND \"withdrawn\"=0");
    stmt_bind_uuid(stmt, 1, m->ledger.head.id);
    stmt_bind_uuid(stmt, 2, m->item);
    stmt_bind_uuid(stmt, 3, m->unit);
    enum status status = stmt_step(stmt, &row);
    *ret_id = !status && row ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return status;
}

static enum status apply_answer(struct tx *tx, void *context, struct problems *problems)
{
    struct mirroring *m = context;
    struct command command = command_new(tx, &m->cli->actor);
    struct move move = {
        .type = &record_mirror_answer, .ledger = m->ledger.head.id, .event = m->event, .given = &m->given->head};
    enum status status = find_answer(tx, m, &move.id);
    if (!status && uuid_is_nil(move.id))
        return problem_add(problems, REFUSED, &msg_cli_not_asked, "", NULL);
    if (!status && m->paper) {
        status = gate_add(tx, &m->cli->scope, &command, &record_attachment, &m->paper->head, problems);
        m->given->paper_id = m->paper->head.id;
        record_present(&m->given->head, FIELD_mirror_answer_paper_id);
    }
    return status ? status : workflow_move(tx, &m->cli->scope, &command, &move, problems);
}

static enum status read_paper(struct mirroring *m)
{
    const char *path = cli_option(m->cli, "paper");
    if (!path)
        return OK;
    m->paper = record_new(m->cli->arena, &record_attachment);
    m->paper->head.ledger_id = m->ledger.head.id;
    m->paper->mirror_check_id = m->check;
    record_present(&m->paper->head, FIELD_attachment_mirror_check_id);
    return cli_take_file(m->cli, path, m->paper);
}

static int run_answer(struct cli *cli, const char *event, const struct option_field *fields, const char *zh,
                      const char *en)
{
    struct mirroring m = {.cli = cli, .event = event, .given = record_new(cli->arena, &record_mirror_answer)};
    const char *item = cli_option(cli, "item"), *unit = cli_option(cli, "unit");
    if (cli->count != 1 || !item || !unit)
        return cli_usage(cli);
    enum status status = read_check(&m);
    if (!status)
        status = find_item(&m, item);
    if (!status)
        status = cli_resolve(cli, &m.ledger, &record_organisation, unit, "unit", &m.unit);
    if (!status)
        status = cli_fields(cli, &m.ledger, &record_mirror_answer, &m.given->head, fields);
    if (!status)
        status = read_paper(&m);
    if (!status)
        status = cli_write(cli, apply_answer, &m);
    if (!status) {
        strbuf_adds(&cli->out, cli_say(cli, zh, en));
        strbuf_adds(&cli->out, unit);
        strbuf_addc(&cli->out, '\n');
    }
    return cli_result(cli, status);
}

int command_mirror_answer(struct cli *cli)
{
    static const struct option_field fields[] = {{"answer", FIELD_mirror_answer_answer},
                                                 {"grounds", FIELD_mirror_answer_grounds},
                                                 {"on", FIELD_mirror_answer_answered_on},
                                                 {"by", FIELD_mirror_answer_answered_by_id},
                                                 {NULL, 0}};
    return run_answer(cli, "answer", fields, "已答复：", "answered: ");
}

int command_mirror_contradict(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"reason", FIELD_mirror_answer_contradiction}, {"on", FIELD_mirror_answer_contradicted_on}, {NULL, 0}};
    return run_answer(cli, "contradict", fields, "已推翻：", "contradicted: ");
}

/* ---- how it stands ---- */

struct unit_tally {
    struct uuid unit;
    int64_t owed, given, problems, contradicted;
};

typedef VEC(struct unit_tally) tally_vec;

static void print_tally(struct cli *cli, const char *name, const struct unit_tally *tally)
{
    if (cli->json) {
        strbuf_addc(&cli->out, '{');
        strbuf_add_member(&cli->out, "unit", name);
        strbuf_add_member_int(&cli->out, "answered", tally->given);
        strbuf_add_member_int(&cli->out, "total", tally->owed + tally->given);
        strbuf_add_member_int(&cli->out, "problems", tally->problems);
        strbuf_add_member_int(&cli->out, "contradicted", tally->contradicted);
        strbuf_addc(&cli->out, '}');
        return;
    }
    strbuf_addf(&cli->out,
                cli_say(cli, "%s  已答复 %lld/%lld  登记问题 %lld  被推翻 %lld\n",
                        "%s  answered %lld/%lld  problems %lld  contradicted %lld\n"),
                name, (long long)tally->given, (long long)(tally->owed + tally->given), (long long)tally->problems,
                (long long)tally->contradicted);
}

static struct unit_tally *tally_of(struct cli *cli, tally_vec *tallies, struct uuid unit)
{
    for (size_t i = 0; i < tallies->count; i++)
        if (uuid_equal(tallies->items[i].unit, unit))
            return &tallies->items[i];
    struct unit_tally *tally = VEC_PUSH(cli->arena, tallies);
    *tally = (struct unit_tally){.unit = unit};
    return tally;
}

static void count(struct unit_tally *tally, const struct mirror_answer *answer)
{
    tally->owed += answer->state == mirror_answer_state_owed;
    tally->given += answer->state == mirror_answer_state_answered || answer->state == mirror_answer_state_contradicted;
    tally->contradicted += answer->state == mirror_answer_state_contradicted;
    tally->problems += record_has(&answer->head, FIELD_mirror_answer_finding_id);
}

/* A page of the list at a time; what he may not see does not count. */
static enum status read_tallies(struct mirroring *m, tally_vec *tallies)
{
    char check[UUID_TEXT];
    struct list_query query = {
        .type = &record_mirror_answer, .ledger = m->ledger.head.id, .sort = -1, .limit = LIST_LIMIT};
    struct list_page page = {0};
    uuid_text(m->check, check);
    enum status status =
        list_filter_add(m->cli->arena, &query, FIELD_mirror_answer_mirror_check_id, LIST_IS, check, NULL);
    do {
        query.after = page.next;
        if (!status)
            status = gate_list(m->cli->db, m->cli->arena, &m->cli->scope, &query, &m->cli->problems, &page);
        for (size_t i = 0; !status && i < page.count; i++) {
            const struct mirror_answer *answer = page.rows[i];
            count(tally_of(m->cli, tallies, answer->organisation_id), answer);
        }
    } while (!status && page.next);
    return status;
}

int command_mirror_show(struct cli *cli)
{
    struct mirroring m = {.cli = cli};
    tally_vec tallies = {0};
    struct names *names = names_new(cli->arena, &cli->scope);
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = read_check(&m);
    if (!status)
        status = read_tallies(&m, &tallies);
    for (size_t i = 0; i < tallies.count; i++)
        names_want(names, &record_organisation, tallies.items[i].unit);
    if (!status)
        status = names_load(names, cli->db, m.ledger.head.id);
    if (status)
        return cli_result(cli, status);
    strbuf_adds(&cli->out, cli->json ? "[" : "");
    for (size_t i = 0; i < tallies.count; i++) {
        strbuf_adds(&cli->out, cli->json && i ? ",\n" : "");
        print_tally(cli, names_get(names, tallies.items[i].unit), &tallies.items[i]);
    }
    strbuf_adds(&cli->out, cli->json ? "]\n" : "");
    return cli_result(cli, OK);
}
