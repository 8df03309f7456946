/* extension: more time is asked for, given or refused, taken back (D4); declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/about.h"
#include "cli/cli_messages.h"

int command_extend_ask(struct cli *cli)
{
    static const struct option_field fields[] = {{"until", FIELD_extension_request_new_due},
                                                 {"cause", FIELD_extension_request_cause},
                                                 {"reason", FIELD_extension_request_reason},
                                                 {"objective", FIELD_extension_request_objective},
                                                 {NULL, 0}};
    struct about about = {.cli = cli,
                          .type = &record_extension_request,
                          .file_option = "proof",
                          .file_field = FIELD_extension_request_proofs,
                          .zh = "已申请延期：",
                          .en = "more time asked for: "};
    return about_run(&about, fields);
}

/* Of the finding, or of the measure that was named, never of the other. */
static enum status find_step(struct tx *tx, const struct about *about, struct uuid *ret_id)
{
    return about_row(tx, about,
                     uuid_is_nil(about->action)
                         ? "SELECT \"s\".\"id\" FROM \"review_step\" AS \"s\" JOIN \"extension_request\" AS \"r\" ON "
                           "\"r\".\"ledger_id\"=\"s\".\"ledger_id\" AND \"r\".\"id\"=\"s\".\"extension_request_id\" "
                           "WHERE \"s\".\"ledger_id\"=?1 AND \"s\".\"finding_id\"=?2 AND \"s\".\"state\"='open' AND "
                           "\"s\".\"withdrawn\"=0 AND \"r\".\"corrective_action_id\" IS NULL ORDER BY "
                           "COALESCE(\"s\".\"may_veto\",0),\"s\".\"position\" LIMIT 1"
                         : "SELECT \"s\".\"id\" FROM \"review_step\" AS \"s\" JOIN \"extension_request\" AS \"r\" ON "
                           "\"r\".\"ledger_id\"=\"s\".\"ledger_id\" AND \"r\".\"id\"=\"s\".\"extension_request_id\" "
                           "WHERE \"s\".\"ledger_id\"=?1 AND \"s\".\"finding_id\"=?2 AND \"s\".\"state\"='open' AND "
                           "\"s\".\"withdrawn\"=0 AND \"r\".\"corrective_action_id\"=?3 ORDER BY "
                           "COALESCE(\"s\".\"may_veto\",0),\"s\".\"position\" LIMIT 1",
                     ret_id);
}

static enum status find_request(struct tx *tx, const struct about *about, struct uuid *ret_id)
{
    return about_row(tx, about,
                     uuid_is_nil(about->action)
                         ? "SELECT \"id\" FROM \"extension_request\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                           "\"corrective_action_id\" IS NULL AND \"state\"='under_review' AND \"withdrawn\"=0 LIMIT 1"
                         : "SELECT \"id\" FROM \"extension_request\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                           "\"corrective_action_id\"=?3 AND \"state\"='under_review' AND \"withdrawn\"=0 LIMIT 1",
                     ret_id);
}

static int review(struct cli *cli, const char *event, const char *zh, const char *en)
{
    static const struct option_field fields[] = {{"opinion", FIELD_review_step_opinion},
                                                 {"on", FIELD_review_step_decided_on},
                                                 {"by", FIELD_review_step_decided_by_id},
                                                 {NULL, 0}};
    struct about about = {.cli = cli,
                          .type = &record_review_step,
                          .event = event,
                          .find = find_step,
                          .none = &msg_cli_not_asked_more,
                          .file_option = "paper",
                          .file_field = FIELD_review_step_paper_id,
                          .zh = zh,
                          .en = en};
    return about_run(&about, fields);
}

int command_extend_approve(struct cli *cli)
{
    return review(cli, "pass", "已同意延期：", "passed: ");
}

int command_extend_return(struct cli *cli)
{
    return review(cli, "return", "已退回延期申请：", "returned: ");
}

int command_extend_retract(struct cli *cli)
{
    static const struct option_field none[] = {{NULL, 0}};
    struct about about = {.cli = cli,
                          .type = &record_extension_request,
                          .event = "retract",
                          .find = find_request,
                          .none = &msg_cli_not_asked_more,
                          .zh = "已撤回延期申请：",
                          .en = "taken back: "};
    return about_run(&about, none);
}
