/* request: help or instruction is asked for, answered, asked for again, settled, taken back (D2); declared in
 * "cli/commands.h". */
#include "cli/commands.h"

#include "cli/about.h"

int command_request_add(struct cli *cli)
{
    static const struct option_field fields[] = {{"kind", FIELD_request_kind},
                                                 {"title", FIELD_request_title},
                                                 {"matter", FIELD_request_matter},
                                                 {"to", FIELD_request_addressee_id},
                                                 {"to-unit", FIELD_request_addressee_unit_id},
                                                 {"reply-by", FIELD_request_reply_by_on},
                                                 {NULL, 0}};
    struct about about = {.cli = cli, .type = &record_request, .zh = "已提请：", .en = "asked: "};
    return about_run(&about, fields);
}

int command_request_answer(struct cli *cli)
{
    static const struct option_field fields[] = {{"answer", FIELD_request_answer},
                                                 {"on", FIELD_request_answered_on},
                                                 {"by", FIELD_request_answered_by_id},
                                                 {NULL, 0}};
    struct about about = {.cli = cli,
                          .type = &record_request,
                          .event = "answer",
                          .file_option = "paper",
                          .file_field = FIELD_request_paper_id,
                          .zh = "已答复：",
                          .en = "answered: "};
    return about_run(&about, fields);
}

int command_request_again(struct cli *cli)
{
    static const struct option_field fields[] = {{"reason", FIELD_request_again_reason}, {NULL, 0}};
    struct about about = {
        .cli = cli, .type = &record_request, .event = "ask_again", .zh = "已再次提请：", .en = "asked again: "};
    return about_run(&about, fields);
}

static int end(struct cli *cli, const char *event, const char *zh, const char *en)
{
    static const struct option_field none[] = {{NULL, 0}};
    struct about about = {.cli = cli, .type = &record_request, .event = event, .zh = zh, .en = en};
    return about_run(&about, none);
}

int command_request_confirm(struct cli *cli)
{
    return end(cli, "confirm", "已办结：", "settled: ");
}

int command_request_retract(struct cli *cli)
{
    return end(cli, "retract", "已撤回提请：", "taken back: ");
}
