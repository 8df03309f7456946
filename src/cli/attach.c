/* `rectify attach FILE --to NUMBER [--note TEXT]`: a file to a finding or a measure. Declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/attach.h"
#include "journal/installation.h"

#include <string.h>

struct attaching {
    struct cli *cli;
    struct attachment *attachment;
};

static enum status apply_attach(struct tx *tx, void *context, struct problems *problems)
{
    struct attaching *attaching = context;
    struct command command = command_new(tx, &attaching->cli->actor);
    return gate_add(tx, &attaching->cli->scope, &command, &record_attachment, &attaching->attachment->head, problems);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

enum status cli_take_file(struct cli *cli, const char *path, struct attachment *attachment)
{
    const struct installation *installation;
    const char *bytes;
    size_t size;
    enum status status = cli_read_file(cli, path, ATTACHMENT_BYTES, &bytes, &size);
    if (!status)
        status = installation_load(cli->db, &installation);
    if (!status)
        status = attachment_take(cli->dry_run ? NULL : cli->blobs, cli->arena, installation->algorithm, bytes, size,
                                 &cli->problems, attachment);
    attachment->name = base_name(path);
    record_present(&attachment->head, FIELD_attachment_name);
    return status;
}

/* A measure's number has a C in front of its digits (ZGJ-2026-C0001); anything else is a finding. */
static enum status find_owner(struct cli *cli, const struct ledger *ledger, const char *to,
                              struct attachment *attachment)
{
    const char *dash = strrchr(to, '-');
    bool measure = dash && dash[1] == 'C';
    struct uuid id;
    enum status status =
        name_resolve(cli->db, cli->arena, &cli->scope, measure ? &record_corrective_action : &record_finding,
                     ledger->head.id, to, "to", &cli->problems, &id);
    if (measure)
        attachment->corrective_action_id = id;
    else
        attachment->finding_id = id;
    record_present(&attachment->head, measure ? FIELD_attachment_corrective_action_id : FIELD_attachment_finding_id);
    return status;
}

int command_attach(struct cli *cli)
{
    const char *to = cli_option(cli, "to"), *note = cli_option(cli, "note");
    struct ledger ledger = {0};
    if (cli->count != 1 || !to)
        return cli_usage(cli);
    struct attachment *attachment = record_new(cli->arena, &record_attachment);
    enum status status = cli_ledger(cli, &ledger);
    attachment->head.ledger_id = ledger.head.id;
    if (!status)
        status = find_owner(cli, &ledger, to, attachment);
    if (!status)
        status = cli_take_file(cli, cli->arguments[0], attachment);
    if (note && *note) {
        attachment->note = note;
        record_present(&attachment->head, FIELD_attachment_note);
    }
    struct attaching attaching = {cli, attachment};
    if (!status)
        status = cli_write(cli, apply_attach, &attaching);
    if (!status)
        strbuf_addf(&cli->out, cli_say(cli, "已附上：%s（%lld 字节，%s）\n", "attached: %s (%lld bytes, %s)\n"),
                    attachment->name, (long long)attachment->size, attachment->media_type);
    return cli_result(cli, status);
}
