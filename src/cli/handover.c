/* handover: who leaves a post hands over what he carries (B4); declared in "cli/commands.h". Both sign; the office
 * records what was signed on paper. */
#include "cli/commands.h"

#include "cli/attach.h"
#include "cli/cli_messages.h"
#include "cli/records.h"
#include "ledger/gate.h"
#include "store/row.h"
#include "workflow/holdings.h"
#include "workflow/mover.h"

struct handing {
    struct cli *cli;
    struct ledger ledger;
    struct handover *record; /* the new one */
    struct uuid id;          /* the one that is moved */
    const char *event;
    struct handover *given;
    struct attachment *paper; /* NULL: none */
};

/* ---- a new one ---- */

static enum status apply_add(struct tx *tx, void *context, struct problems *problems)
{
    struct handing *h = context;
    struct command command = command_new(tx, &h->cli->actor);
    return gate_add(tx, &h->cli->scope, &command, &record_handover, &h->record->head, problems);
}

int command_handover_add(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"from", FIELD_handover_from_person_id}, {"to", FIELD_handover_to_person_id},
        {"reason", FIELD_handover_reason},       {"post", FIELD_handover_post},
        {"witness", FIELD_handover_witness_id},  {NULL, 0}};
    struct handing h = {.cli = cli, .record = record_new(cli->arena, &record_handover)};
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &h.ledger);
    h.record->head.ledger_id = h.ledger.head.id;
    if (!status)
        status = cli_fields(cli, &h.ledger, &record_handover, &h.record->head, fields);
    if (!status)
        status = cli_write(cli, apply_add, &h);
    if (!status && cli->json) {
        char id[UUID_TEXT];
        uuid_text(h.record->head.id, id);
        strbuf_addc(&cli->out, '{');
        strbuf_add_member(&cli->out, "id", id);
        strbuf_add_member(&cli->out, "number", h.record->number);
        strbuf_adds(&cli->out, "}\n");
    } else if (!status) {
        strbuf_addf(&cli->out, cli_say(cli, "已登记交接：%s\n", "registered: %s\n"), h.record->number);
    }
    return cli_result(cli, status);
}

/* ---- signing ---- */

static enum status read_paper(struct handing *h)
{
    const char *path = cli_option(h->cli, "paper");
    if (!path)
        return OK;
    h->paper = record_new(h->cli->arena, &record_attachment);
    h->paper->head.ledger_id = h->ledger.head.id;
    h->paper->handover_id = h->id;
    record_present(&h->paper->head, FIELD_attachment_handover_id);
    return cli_take_file(h->cli, path, h->paper);
}

static enum status apply_move(struct tx *tx, void *context, struct problems *problems)
{
    struct handing *h = context;
    struct command command = command_new(tx, &h->cli->actor);
    const struct move move = {.type = &record_handover,
                              .ledger = h->ledger.head.id,
                              .id = h->id,
                              .event = h->event,
                              .given = &h->given->head};
    enum status status = OK;
    if (h->paper) {
        status = gate_add(tx, &h->cli->scope, &command, &record_attachment, &h->paper->head, problems);
        h->given->paper_id = h->paper->head.id;
        record_present(&h->given->head, FIELD_handover_paper_id);
    }
    return status ? status : workflow_move(tx, &h->cli->scope, &command, &move, problems);
}

static int run_move(struct cli *cli, const char *event, const struct option_field *fields, const char *zh,
                    const char *en)
{
    struct handing h = {.cli = cli, .event = event, .given = record_new(cli->arena, &record_handover)};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &h.ledger);
    if (!status)
        status = cli_resolve(cli, &h.ledger, &record_handover, cli->arguments[0], cli->arguments[0], &h.id);
    if (!status)
        status = cli_fields(cli, &h.ledger, &record_handover, &h.given->head, fields);
    if (!status)
        status = read_paper(&h);
    if (!status)
        status = cli_write(cli, apply_move, &h);
    if (!status) {
        strbuf_adds(&cli->out, cli_say(cli, zh, en));
        strbuf_adds(&cli->out, cli->arguments[0]);
        strbuf_addc(&cli->out, '\n');
    }
    return cli_result(cli, status);
}

int command_handover_sign(struct cli *cli)
{
    static const struct option_field fields[] = {{"on", FIELD_handover_handed_on}, {NULL, 0}};
    return run_move(cli, "hand", fields, "移交人已签字：", "signed by the transferor: ");
}

int command_handover_receive(struct cli *cli)
{
    static const struct option_field fields[] = {{"on", FIELD_handover_received_on}, {NULL, 0}};
    return run_move(cli, "receive", fields, "已交接：", "handed over: ");
}

int command_handover_cancel(struct cli *cli)
{
    static const struct option_field fields[] = {{NULL, 0}};
    return run_move(cli, "cancel", fields, "已作废：", "void: ");
}

/* ---- what would pass, or what was signed ---- */

static enum status read_person(struct handing *h, struct holdings *ret_holdings)
{
    struct uuid person;
    const char *name = cli_option(h->cli, "person");
    enum status status = cli_resolve(h->cli, &h->ledger, &record_person, name, "person", &person);
    return status ? status
                  : holdings_read(h->cli->db, h->cli->arena, h->ledger.head.id, person, clock_today(&h->cli->clock),
                                  ret_holdings);
}

static enum status read_signed(struct handing *h, struct holdings *ret_holdings)
{
    unsigned roles;
    struct cli *cli = h->cli;
    struct handover *record = record_new(cli->arena, &record_handover);
    enum status status = cli_resolve(cli, &h->ledger, &record_handover, cli->arguments[0], cli->arguments[0], &h->id);
    if (!status)
        status =
            gate_load(cli->db, cli->arena, &cli->scope, &record_handover, h->ledger.head.id, h->id, record, &roles);
    if (status == NOT_FOUND)
        return problem_add(&cli->problems, NOT_FOUND, &msg_cli_no_handover, "", cli->arguments[0], NULL);
    if (!status)
        status = row_load(cli->db, cli->arena, &record_handover, h->ledger.head.id, h->id, record);
    *ret_holdings = (struct holdings){0};
    return status || !record_has(&record->head, FIELD_handover_holdings)
               ? status
               : holdings_parse(cli->arena, record->holdings, ret_holdings);
}

static void print(struct cli *cli, const struct holdings *holdings, const char *profile)
{
    if (cli->json) {
        holdings_json(holdings, &cli->out);
        strbuf_addc(&cli->out, '\n');
        return;
    }
    for (size_t i = 0; i < holdings->count; i++) {
        const struct holding *one = &holdings->items[i];
        const struct word_list *words = holding_words(one);
        const char *as =
            words && *one->as ? profile_word(cli->profiles, profile, words->name, one->as, cli->language) : one->as;
        strbuf_addf(&cli->out, "%s  %s  %s  %s  %s\n",
                    profile_record_label(cli->profiles, holding_type(one), cli->language), one->number, as, one->due_on,
                    one->title);
    }
    strbuf_addf(&cli->out, cli_say(cli, "共 %zu 项\n", "%zu in all\n"), holdings->count);
}

int command_handover_show(struct cli *cli)
{
    struct handing h = {.cli = cli};
    struct holdings all = {0}, shown = {0};
    bool person = cli_option(cli, "person") != NULL;
    if (cli->count != (person ? 0 : 1))
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &h.ledger);
    if (!status)
        status = person ? read_person(&h, &all) : read_signed(&h, &all);
    if (!status)
        status = holdings_seen(cli->db, cli->arena, &cli->scope, h.ledger.head.id, &all, &shown);
    if (!status)
        print(cli, &shown, h.ledger.profile);
    return cli_result(cli, status);
}
