/* trace: a contact, a meeting, a visit about a problem is noted (D3); declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/about.h"

int command_trace_add(struct cli *cli)
{
    static const struct option_field fields[] = {
        {"kind", FIELD_trace_kind},     {"what", FIELD_trace_what},           {"on", FIELD_trace_occurred_on},
        {"place", FIELD_trace_place},   {"led-by", FIELD_trace_led_by_id},    {"people", FIELD_trace_people},
        {"others", FIELD_trace_others}, {"objective", FIELD_trace_objective}, {NULL, 0}};
    struct about about = {.cli = cli,
                          .type = &record_trace,
                          .file_option = "proof",
                          .file_field = FIELD_trace_proofs,
                          .zh = "已登记留痕：",
                          .en = "noted: "};
    return about_run(&about, fields);
}
