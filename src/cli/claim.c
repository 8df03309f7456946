/* claim: units and persons claim findings, dispute, and disputes are decided (B2); declared in "cli/commands.h". All
 * findings of one command are moved in one transaction: when one is refused, none is. */
#include "cli/commands.h"

#include "cli/attach.h"
#include "cli/cli_messages.h"
#include "cli/records.h"
#include "store/list.h"
#include "workflow/claim_board.h"
#include "workflow/mover.h"

#include <string.h>

/* Which claims an event is meant for, and which option fills which field. */
struct claim_event {
    const char *event;
    enum claim_state states[2];    /* of the claims meant */
    struct option_field fields[5]; /* the rest are NULL */
    int paper;                     /* field of the scan; -1: takes none */
};

static const struct claim_event claim_events[] = {
    {"claim",
     {claim_state_owed, claim_state_owed},
     {{"on", FIELD_claim_claimed_on}, {"by", FIELD_claim_signed_by_id}},
     FIELD_claim_paper_id},
    {"dispute",
     {claim_state_owed, claim_state_owed},
     {{"reason", FIELD_claim_dispute_reason},
      {"to", FIELD_claim_proposed_unit_id},
      {"on", FIELD_claim_disputed_on},
      {"by", FIELD_claim_disputed_by_id}},
     FIELD_claim_paper_id},
    {"keep",
     {claim_state_disputed, claim_state_disputed},
     {{"reason", FIELD_claim_decision_reason}, {"on", FIELD_claim_decided_on}, {"by", FIELD_claim_decided_by_id}},
     FIELD_claim_decision_paper_id},
    {"pass_on",
     {claim_state_disputed, claim_state_disputed},
     {{"reason", FIELD_claim_decision_reason},
      {"to", FIELD_claim_decided_unit_id},
      {"on", FIELD_claim_decided_on},
      {"by", FIELD_claim_decided_by_id}},
     FIELD_claim_decision_paper_id},
    {"retract", {claim_state_claimed, claim_state_disputed}, {{"reason", FIELD_claim_retract_reason}}, -1},
};

struct moved {
    const char *finding; /* as it was named on the command line */
    struct claim *claim;
};

struct claiming {
    struct cli *cli;
    const struct claim_event *event;
    struct ledger ledger;
    struct claim *given;
    struct attachment *paper; /* NULL: none */
    int party;                /* field: unit or person */
    struct uuid party_id;
    VEC(struct uuid) findings;
    VEC(struct moved) moved;
};

/* ---- what the command line says ---- */

static enum status read_party(struct claiming *c)
{
    const char *unit = cli_option(c->cli, "unit"), *person = cli_option(c->cli, "person");
    c->party = unit ? FIELD_claim_organisation_id : FIELD_claim_person_id;
    return cli_resolve(c->cli, &c->ledger, unit ? &record_organisation : &record_person, unit ? unit : person,
                       unit ? "unit" : "person", &c->party_id);
}

static enum status read_findings(struct claiming *c)
{
    enum status status = OK, one;
    for (int i = 0; i < c->cli->count; i++) {
        struct uuid *id = VEC_PUSH(c->cli->arena, &c->findings);
        if ((one = cli_resolve(c->cli, &c->ledger, &record_finding, c->cli->arguments[i], "", id)))
            status = one;
    }
    return status;
}

/* The scan is attached once, to the first finding; every claim names it. */
static enum status read_paper(struct claiming *c)
{
    const char *path = cli_option(c->cli, "paper");
    if (!path || c->event->paper < 0)
        return OK;
    c->paper = record_new(c->cli->arena, &record_attachment);
    enum status status = cli_take_file(c->cli, path, c->paper);
    c->paper->head.ledger_id = c->ledger.head.id;
    c->paper->finding_id = c->findings.items[0];
    record_present(&c->paper->head, FIELD_attachment_finding_id);
    return status;
}

/* ---- moving ---- */

/* The party's claims of one finding that the event is meant for; when there are none, its latest, so that the refusal
 * says how it stands with that one. */
static enum status find_claims(struct tx *tx, const struct claiming *c, struct uuid finding, struct list_page *ret_page)
{
    char finding_text[UUID_TEXT], party_text[UUID_TEXT];
    struct list_query query = {.type = &record_claim, .ledger = c->ledger.head.id, .sort = -1, .limit = LIST_LIMIT};
    struct list_page page = {0}, meant = {0};
    uuid_text(finding, finding_text);
    uuid_text(c->party_id, party_text);
    enum status status = list_filter_add(tx->arena, &query, FIELD_claim_finding_id, LIST_IS, finding_text, NULL);
    if (!status)
        status = list_filter_add(tx->arena, &query, c->party, LIST_IS, party_text, NULL);
    if (!status)
        status = gate_list(tx->db, tx->arena, &c->cli->scope, &query, NULL, &page);
    meant.rows = ARENA_ARRAY(tx->arena, void *, page.count + 1);
    for (size_t i = 0; !status && i < page.count; i++) {
        int state = ((struct claim *)page.rows[i])->state;
        if (state == (int)c->event->states[0] || state == (int)c->event->states[1])
            meant.rows[meant.count++] = page.rows[i];
    }
    if (!meant.count && page.count)
        meant.rows[meant.count++] = page.rows[page.count - 1];
    *ret_page = meant;
    return status;
}

static enum status move_finding(struct tx *tx, struct claiming *c, const struct command *command, size_t at,
                                struct problems *problems)
{
    struct list_page page = {0};
    enum status status = find_claims(tx, c, c->findings.items[at], &page);
    if (!status && !page.count)
        return problem_add(problems, REFUSED, &msg_cli_no_claim, c->cli->arguments[at], NULL);
    for (size_t i = 0; i < page.count && !status; i++) {
        struct claim *claim = page.rows[i], *after = record_new(c->cli->arena, &record_claim);
        size_t before = problems->count;
        const struct move move = {.type = &record_claim,
                                  .ledger = c->ledger.head.id,
                                  .id = claim->head.id,
                                  .event = c->event->event,
                                  .given = &c->given->head,
                                  .ret_record = &after->head};
        status = workflow_move(tx, &c->cli->scope, command, &move, problems);
        for (size_t k = before; k < problems->count; k++) /* which finding it is */
            problems->items[k].place = c->cli->arguments[at];
        if (!status)
            *VEC_PUSH(c->cli->arena, &c->moved) = (struct moved){c->cli->arguments[at], after};
    }
    return status;
}

static enum status apply_claims(struct tx *tx, void *context, struct problems *problems)
{
    struct claiming *c = context;
    struct command command = command_new(tx, &c->cli->actor);
    enum status status = OK, one;
    c->moved.count = 0;
    if (c->paper) {
        status = gate_add(tx, &c->cli->scope, &command, &record_attachment, &c->paper->head, problems);
        *(struct uuid *)field_set(&c->given->head, &record_claim.fields[c->event->paper]) = c->paper->head.id;
        record_present(&c->given->head, c->event->paper);
    }
    for (size_t i = 0; i < c->findings.count && (!status || status == REFUSED || status == FORBIDDEN); i++)
        if ((one = move_finding(tx, c, &command, i, problems))) /* every finding that is refused is told */
            status = one;
    return status;
}

static enum status print_moved(struct claiming *c)
{
    struct cli *cli = c->cli;
    struct names *names = names_new(cli->arena, &cli->scope);
    for (size_t i = 0; i < c->moved.count; i++)
        names_want_record(names, &record_claim, &c->moved.items[i].claim->head, c->moved.items[i].claim->head.present);
    enum status status = names_load(names, cli->db, c->ledger.head.id);
    struct display display = {cli->arena, cli->profiles, "inspection", cli->language, names};
    strbuf_adds(&cli->out, cli->json ? "[" : "");
    for (size_t i = 0; i < c->moved.count && !status; i++) {
        const struct claim *claim = c->moved.items[i].claim;
        const char *finding = c->moved.items[i].finding, *party = names_get(names, c->party_id);
        if (!cli->json) {
            strbuf_addf(&cli->out, "%s  %s  %s\n", finding, party,
                        display_field(&display, &record_claim, FIELD_claim_state, &claim->head));
            continue;
        }
        char id[UUID_TEXT];
        uuid_text(claim->head.id, id);
        strbuf_adds(&cli->out, i ? ",\n{" : "{");
        strbuf_add_member(&cli->out, "id", id);
        strbuf_add_member(&cli->out, "finding", finding);
        strbuf_add_member(&cli->out, "party", party);
        strbuf_add_member(&cli->out, "state", word_text(&words_claim_state, claim->state));
        strbuf_add_member_int(&cli->out, "version", claim->head.version);
        strbuf_addc(&cli->out, '}');
    }
    strbuf_adds(&cli->out, cli->json ? "]\n" : "");
    return status;
}

static int run(struct cli *cli, const char *event)
{
    struct claiming c = {.cli = cli, .event = claim_events};
    const char *unit = cli_option(cli, "unit"), *person = cli_option(cli, "person");
    if (!cli->count || (unit && person) || (!unit && !person))
        return cli_usage(cli);
    while (strcmp(c.event->event, event) != 0)
        c.event++;
    c.given = record_new(cli->arena, &record_claim);
    enum status status = cli_ledger(cli, &c.ledger);
    if (!status)
        status = read_party(&c);
    if (!status)
        status = read_findings(&c);
    if (!status)
        status = cli_fields(c.cli, &c.ledger, &record_claim, &c.given->head, c.event->fields);
    if (!status)
        status = read_paper(&c);
    if (!status)
        status = cli_write(cli, apply_claims, &c);
    if (!status)
        status = print_moved(&c);
    return cli_result(cli, status);
}

int command_claim(struct cli *cli)
{
    return run(cli, "claim");
}

int command_claim_dispute(struct cli *cli)
{
    return run(cli, "dispute");
}

int command_claim_decide(struct cli *cli)
{
    return run(cli, cli_option(cli, "keep") ? "keep" : "pass_on");
}

int command_claim_retract(struct cli *cli)
{
    return run(cli, "retract");
}

/* ---- the board ---- */

static void put_tally(struct cli *cli, const char *name, const struct claim_tally *tally, date last_on)
{
    char last[DATE_TEXT] = "";
    int share = claim_tally_share(tally);
    if (last_on)
        date_text(last_on, last);
    if (cli->json) {
        strbuf_addc(&cli->out, '{');
        strbuf_add_member(&cli->out, "name", name);
        strbuf_add_member_int(&cli->out, "total", claim_tally_total(tally));
        strbuf_add_member_int(&cli->out, "claimed", tally->claimed);
        strbuf_add_member_int(&cli->out, "owed", tally->owed);
        strbuf_add_member_int(&cli->out, "disputed", tally->disputed);
        strbuf_add_member_int(&cli->out, "overdue", tally->overdue);
        strbuf_add_member(&cli->out, "last_on", last);
        strbuf_addc(&cli->out, '}');
        return;
    }
    strbuf_addf(&cli->out, cli_say(cli, "%s  已认领 %lld/%lld", "%s  claimed %lld/%lld"), name,
                (long long)tally->claimed, (long long)claim_tally_total(tally));
    if (share >= 0)
        strbuf_addf(&cli->out, "  %d%%", share);
    if (tally->disputed)
        strbuf_addf(&cli->out, cli_say(cli, "  异议 %lld", "  disputed %lld"), (long long)tally->disputed);
    if (tally->overdue)
        strbuf_addf(&cli->out, cli_say(cli, "  逾期 %lld", "  overdue %lld"), (long long)tally->overdue);
    strbuf_addf(&cli->out, "  %s\n", last);
}

int command_claim_board(struct cli *cli)
{
    struct ledger ledger = {0};
    struct claim_board board = {0};
    struct names *names = names_new(cli->arena, &cli->scope);
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    const struct claim_asked asked = {.ledger = ledger.head.id, .today = clock_today(&cli->clock)};
    if (!status)
        status = claim_board_read(cli->db, cli->arena, &cli->scope, &asked, &board);
    for (size_t i = 0; i < board.party_count; i++)
        names_want(names, board.parties[i].is_unit ? &record_organisation : &record_person, board.parties[i].id);
    if (!status)
        status = names_load(names, cli->db, ledger.head.id);
    if (status)
        return cli_result(cli, status);
    strbuf_adds(&cli->out, cli->json ? "{\"units\":" : "");
    put_tally(cli, cli_say(cli, "单位合计", "all units"), &board.units, 0);
    strbuf_adds(&cli->out, cli->json ? ",\"persons\":" : "");
    put_tally(cli, cli_say(cli, "人员合计", "all persons"), &board.persons, 0);
    strbuf_adds(&cli->out, cli->json ? ",\"parties\":[" : "");
    for (size_t i = 0; i < board.party_count; i++) {
        const struct claim_party *party = &board.parties[i];
        strbuf_adds(&cli->out, cli->json && i ? ",\n" : "");
        put_tally(cli, names_get(names, party->id), &party->tally, party->last_on);
    }
    strbuf_adds(&cli->out, cli->json ? "]}\n" : "");
    return cli_result(cli, OK);
}
