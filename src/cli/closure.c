/* closure: a problem is asked to be closed, reviewed, taken back, opened again (E1–E3); declared in "cli/commands.h".
 */
#include "cli/commands.h"

#include "cli/about.h"
#include "cli/cli_messages.h"

int command_closure_request(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"result", FIELD_closure_request_result},         {"settled", FIELD_closure_request_settled},
        {"persons", FIELD_closure_request_persons_dealt}, {"mechanism", FIELD_closure_request_mechanism},
        {"alike", FIELD_closure_request_alike},           {"completion", FIELD_closure_request_completion},
        {"rating", FIELD_closure_request_own_rating},     {NULL, 0}};
    struct about about = {.cli = cli,
                          .type = &record_closure_request,
                          .file_option = "report",
                          .file_field = FIELD_closure_request_report_id,
                          .zh = "已申请销号：",
                          .en = "asked to be closed: "};
    return about_run(&about, fields);
}

/* The step that is open; those that only veto come last. */
static enum status find_step(struct tx *tx, const struct about *about, struct uuid *ret_id)
{
    return about_row(tx, about,
                     "SELECT \"id\" FROM \"review_step\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                     "\"closure_request_id\" IS NOT NULL AND \"state\"='open' AND \"withdrawn\"=0 ORDER BY "
                     "COALESCE(\"may_veto\",0),\"position\" LIMIT 1",
                     ret_id);
}

static enum status find_request(struct tx *tx, const struct about *about, struct uuid *ret_id)
{
    return about_row(tx, about,
                     "SELECT \"id\" FROM \"closure_request\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                     "\"state\"='under_review' AND \"withdrawn\"=0 LIMIT 1",
                     ret_id);
}

int command_closure_review(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"opinion", FIELD_review_step_opinion},      {"rating", FIELD_review_step_rating},
        {"again-by", FIELD_review_step_again_by_on}, {"on", FIELD_review_step_decided_on},
        {"by", FIELD_review_step_decided_by_id},     {NULL, 0}};
    bool pass = cli_option(cli, "pass") != NULL;
    struct about about = {.cli = cli,
                          .type = &record_review_step,
                          .event = pass ? "pass" : "return",
                          .find = find_step,
                          .none = &msg_cli_not_under_review,
                          .file_option = "paper",
                          .file_field = FIELD_review_step_paper_id,
                          .zh = pass ? "已同意：" : "已退回：",
                          .en = pass ? "passed: " : "returned: "};
    return pass == (cli_option(cli, "return") != NULL) ? cli_usage(cli) : about_run(&about, fields);
}

int command_closure_retract(struct cli *cli)
{
    static const struct option_field none[] = {{NULL, 0}};
    struct about about = {.cli = cli,
                          .type = &record_closure_request,
                          .event = "retract",
                          .find = find_request,
                          .none = &msg_cli_not_under_review,
                          .zh = "已撤回销号申请：",
                          .en = "taken back: "};
    return about_run(&about, none);
}

int command_reopen(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"reason", FIELD_finding_reopen_reason}, {"due", FIELD_finding_due}, {NULL, 0}};
    struct about about = {
        .cli = cli, .type = &record_finding, .event = "reopen", .zh = "已重新整改：", .en = "opened again: "};
    return about_run(&about, fields);
}
