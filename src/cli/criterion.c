/* criterion: what must be so before a problem counts as done, and whether it is (C5): by who answers for it, and apart
 * by who reviewed; declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/about.h"
#include "cli/cli_messages.h"
#include "ledger/gate.h"

#include <stdlib.h>

struct criteria {
    struct about about;
    struct acceptance_criterion *wanted;
};

/* ---- adding ---- */

/* One for each argument behind the finding; all or none. */
static enum status apply_add(struct tx *tx, void *context, struct problems *problems)
{
    struct criteria *c = context;
    struct cli *cli = c->about.cli;
    struct command command = command_new(tx, &cli->actor);
    enum status status = OK;
    for (int i = 1; i < cli->count && !status; i++) {
        struct acceptance_criterion *criterion = record_new(tx->arena, &record_acceptance_criterion);
        *criterion = *(const struct acceptance_criterion *)c->about.record;
        criterion->criterion = cli->arguments[i];
        record_present(&criterion->head, FIELD_acceptance_criterion_criterion);
        status = gate_add(tx, &cli->scope, &command, &record_acceptance_criterion, &criterion->head, problems);
    }
    return status;
}

int command_criterion_add(struct cli *cli)
{
    static const struct option_field fields[] = {{"checked-by", FIELD_acceptance_criterion_checked_by}, {NULL, 0}};
    struct criteria c = {.about = {.cli = cli, .type = &record_acceptance_criterion}};
    if (cli->count < 2)
        return cli_usage(cli);
    enum status status = about_read(&c.about, fields);
    if (!status)
        status = cli_write(cli, apply_add, &c);
    if (!status)
        strbuf_addf(&cli->out, cli_say(cli, "已登记验收标准 %d 条：%s\n", "criteria added: %d for %s\n"),
                    cli->count - 1, cli->arguments[0]);
    return cli_result(cli, status);
}

/* ---- assessing ---- */

/* The n-th, as they are listed. */
static enum status find_criterion(struct criteria *c)
{
    struct about *about = &c->about;
    struct cli *cli = about->cli;
    char finding[UUID_TEXT];
    struct list_query query = {
        .type = &record_acceptance_criterion, .ledger = about->ledger.head.id, .sort = -1, .limit = LIST_LIMIT};
    struct list_page page = {0};
    unsigned long at = strtoul(cli->arguments[1], NULL, 10);
    uuid_text(about->finding, finding);
    enum status status =
        list_filter_add(cli->arena, &query, FIELD_acceptance_criterion_finding_id, LIST_IS, finding, NULL);
    if (!status)
        status = gate_list(cli->db, cli->arena, &cli->scope, &query, NULL, &page);
    if (!status && (!at || at > page.count))
        return problem_add(&cli->problems, REFUSED, &msg_cli_no_criterion, "", cli->arguments[0], cli->arguments[1],
                           NULL);
    if (!status)
        c->wanted->head.id = ((const struct record_head *)page.rows[at - 1])->id;
    return status;
}

static enum status apply_assess(struct tx *tx, void *context, struct problems *problems)
{
    struct criteria *c = context;
    struct command command = command_new(tx, &c->about.cli->actor);
    struct change change = {.type = &record_acceptance_criterion, .record = &c->wanted->head};
    return gate_set(tx, &c->about.cli->scope, &command, &change, problems);
}

int command_criterion_assess(struct cli *cli)
{
    static const struct option_field fields[] = {{"own", FIELD_acceptance_criterion_own_met},
                                                 {"answer", FIELD_acceptance_criterion_own_answer},
                                                 {"found", FIELD_acceptance_criterion_met},
                                                 {"note", FIELD_acceptance_criterion_met_note},
                                                 {NULL, 0}};
    struct criteria c = {.about = {.cli = cli, .type = &record_acceptance_criterion, .event = "assess"}};
    if (cli->count != 2 || !cli_option(cli, "own") == !cli_option(cli, "found"))
        return cli_usage(cli);
    enum status status = about_read(&c.about, fields);
    c.wanted = (struct acceptance_criterion *)c.about.record;
    if (!status)
        status = find_criterion(&c);
    if (!status)
        status = cli_write(cli, apply_assess, &c);
    if (!status)
        strbuf_addf(&cli->out, cli_say(cli, "已填写：%s 第 %s 条验收标准\n", "assessed: %s, criterion %s\n"),
                    cli->arguments[0], cli->arguments[1]);
    return cli_result(cli, status);
}
