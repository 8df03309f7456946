/* letter: responsibility letters are made, signed below, then above (B4); declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/moving.h"
#include "ledger/gate.h"

struct adding {
    struct cli *cli;
    struct responsibility_letter *letter;
};

static enum status apply_add(struct tx *tx, void *context, struct problems *problems)
{
    struct adding *a = context;
    struct command command = command_new(tx, &a->cli->actor);
    return gate_add(tx, &a->cli->scope, &command, &record_responsibility_letter, &a->letter->head, problems);
}

int command_letter_add(struct cli *cli)
{
    static const struct option_field fields[] = {{"unit", FIELD_responsibility_letter_organisation_id},
                                                 {"person", FIELD_responsibility_letter_person_id},
                                                 {"upper-unit", FIELD_responsibility_letter_upper_unit_id},
                                                 {"upper-person", FIELD_responsibility_letter_upper_person_id},
                                                 {"plan", FIELD_responsibility_letter_plan_id},
                                                 {"text", FIELD_responsibility_letter_undertaking},
                                                 {NULL, 0}};
    struct adding a = {cli, record_new(cli->arena, &record_responsibility_letter)};
    struct ledger ledger;
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    a.letter->head.ledger_id = ledger.head.id;
    if (!status)
        status = cli_fields(cli, &ledger, &record_responsibility_letter, &a.letter->head, fields);
    if (!status && !record_has(&a.letter->head, FIELD_responsibility_letter_upper_unit_id)) {
        a.letter->upper_unit_id = ledger.organisation_id; /* the organisation whose ledger it is */
        record_present(&a.letter->head, FIELD_responsibility_letter_upper_unit_id);
    }
    if (!status)
        status = cli_write(cli, apply_add, &a);
    const struct subject subject = {&record_responsibility_letter, ledger, ledger.profile};
    return cli_result(cli, status ? status : cli_record_print(cli, &subject, &a.letter->head));
}

/* A scan hangs on the plan the letter belongs to. */
static enum status read_paper(struct cli_moving *m)
{
    struct responsibility_letter *letter = record_new(m->cli->arena, m->type);
    unsigned roles;
    enum status status =
        gate_load(m->cli->db, m->cli->arena, &m->cli->scope, m->type, m->ledger.head.id, m->id, letter, &roles);
    return status ? status : cli_moving_paper(m, FIELD_attachment_plan_id, letter->plan_id);
}

static int sign(struct cli *cli, const char *event, int on, int by, const char *zh, const char *en)
{
    const struct option_field fields[] = {{"on", on}, {"by", by}, {NULL, 0}};
    struct cli_moving m = {.cli = cli,
                           .type = &record_responsibility_letter,
                           .event = event,
                           .paper_field = FIELD_responsibility_letter_paper_id};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = cli_moving_read(&m, fields);
    if (!status)
        status = read_paper(&m);
    if (!status)
        status = cli_moving_run(&m);
    return cli_moving_done(&m, status, zh, en);
}

int command_letter_undertake(struct cli *cli)
{
    return sign(cli, "undertake", FIELD_responsibility_letter_undertaken_on,
                FIELD_responsibility_letter_undertaken_by_id, "已承诺：", "undertaken: ");
}

int command_letter_countersign(struct cli *cli)
{
    return sign(cli, "countersign", FIELD_responsibility_letter_countersigned_on,
                FIELD_responsibility_letter_countersigned_by_id, "已签订：", "countersigned: ");
}
