/* `rectify import feedback FILE --ledger CODE --inspection CODE [--issued DATE] [--signed DATE]`: the letter as the
 * program reads it, without a person's corrections; what a person would look at first is printed. */
#include "cli/commands.h"

#include "cli/cli_messages.h"
#include "cli/feedback.h"
#include "store/row.h"

#include <string.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum status option_date(struct cli *cli, const char *name, date *ret_date, bool *ret_given)
{
    const char *text = cli_option(cli, name);
    *ret_given = text != NULL;
    if (text && !date_parse(text, ret_date))
        return problem_add(&cli->problems, REFUSED, &msg_cli_value, "", name, text, NULL);
    return OK;
}

static void print_accepted(struct cli *cli, const struct feedback *feedback)
{
    const struct accepted *a = &feedback->accepted;
    char report[UUID_TEXT];
    uuid_text(a->report_id, report);
    if (cli->json) {
        strbuf_addc(&cli->out, '{');
        for (int i = LEVEL_ASPECT; i <= LEVEL_OTHER; i++)
            strbuf_add_member_int(&cli->out, letter_level_word((enum letter_level)i), (int64_t)a->by_level[i]);
        strbuf_add_member_int(&cli->out, "characters", a->characters);
        strbuf_add_member_int(&cli->out, "claimed_characters", a->claimed_characters);
        strbuf_add_member(&cli->out, "report_id", report);
        strbuf_add_member(&cli->out, "first", a->first_number);
        strbuf_add_member(&cli->out, "last", a->last_number);
        strbuf_adds(&cli->out, "}\n");
        return;
    }
    strbuf_addf(
        &cli->out,
        cli_say(cli, "%s：%zu 个方面，%zu 项，%zu 个问题，%zu 个要点，%zu 条要求，%zu 条措施；编号 %s 至 %s\n",
                "%s: %zu aspects, %zu items, %zu findings, %zu points, %zu demands, %zu measures; numbers %s to %s\n"),
        cli->dry_run ? cli_say(cli, "预检", "dry run") : cli_say(cli, "已导入", "imported"), a->by_level[LEVEL_ASPECT],
        a->by_level[LEVEL_ITEM], a->by_level[LEVEL_FINDING], a->by_level[LEVEL_POINT], a->by_level[LEVEL_DEMAND],
        a->by_level[LEVEL_ACTION], a->first_number, a->last_number);
    for (size_t i = 0; i < a->units_unmatched.count; i++)
        strbuf_addf(&cli->out, cli_say(cli, "没有找到单位：%s\n", "no such unit: %s\n"), a->units_unmatched.items[i]);
    problems_text(&feedback->letter.checks, cli->language, &cli->out);
}

int command_import_feedback(struct cli *cli)
{
    struct ledger ledger = {0};
    struct feedback feedback = {0};
    const char *code = cli_option(cli, "inspection");
    if (cli->count != 1 || !code)
        return cli_usage(cli);
    struct inspection *inspection = record_new(cli->arena, &record_inspection);
    enum status status = cli_ledger(cli, &ledger);
    if (!status)
        status = name_resolve(cli->db, cli->arena, &cli->scope, &record_inspection, ledger.head.id, code, "inspection",
                              &cli->problems, &inspection->head.id);
    if (!status)
        status = cli_read_file(cli, cli->arguments[0], PAPER_FILE_BYTES, &feedback.bytes, &feedback.size);
    feedback.ledger = ledger.head.id;
    feedback.inspection = inspection;
    feedback.file_name = base_name(cli->arguments[0]);
    feedback.title = cli_option(cli, "title");
    feedback.document_no = cli_option(cli, "document-no");
    if (!status)
        status = option_date(cli, "issued", &feedback.issued_on, &feedback.issued);
    if (!status)
        status = option_date(cli, "signed", &feedback.signed_on, &feedback.has_signed);
    if (!status)
        status = feedback_import(cli, &feedback);
    if (!status)
        print_accepted(cli, &feedback);
    return cli_result(cli, status);
}
