/* decision: a problem is stopped, carried over, resumed, its day set anew, each by somebody's decision with its
 * document (D1, D4); declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/about.h"

static int decide(struct cli *cli, const char *event, const char *zh, const char *en)
{
    static const struct option_field fields[] = {{"reason", FIELD_finding_decision_reason},
                                                 {"on", FIELD_finding_decided_on},
                                                 {"by", FIELD_finding_decided_by_id},
                                                 {"review-on", FIELD_finding_review_on},
                                                 {"due", FIELD_finding_due},
                                                 {NULL, 0}};
    struct about about = {.cli = cli,
                          .type = &record_finding,
                          .event = event,
                          .file_option = "paper",
                          .file_field = FIELD_finding_decision_paper_id,
                          .zh = zh,
                          .en = en};
    return about_run(&about, fields);
}

int command_suspend(struct cli *cli)
{
    return decide(cli, "suspend", "已中止：", "suspended: ");
}

int command_carry_over(struct cli *cli)
{
    return decide(cli, "carry_over", "已留号：", "carried over: ");
}

int command_resume(struct cli *cli)
{
    return decide(cli, "resume", "已恢复整改：", "resumed: ");
}

int command_postpone(struct cli *cli)
{
    return decide(cli, "postpone", "已改定时限：", "its day set anew: ");
}
