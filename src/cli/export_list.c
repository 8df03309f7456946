/* export_list: `rectify export list RECORD [field=value …] [--columns …] -o FILE.xlsx|FILE.csv`; declared in
 * "cli/commands.h" */
#include "cli/cli_messages.h"
#include "cli/commands.h"
#include "cli/records.h"
#include "document/list_sheet.h"
#include "journal/access_log.h"

#include <string.h>

struct exporting {
    const struct cli *cli;
    const struct subject *subject;
};

/* An export is in the access log before there is a file (D18). */
static enum status note_export(struct tx *tx, void *context, struct problems *problems)
{
    const struct exporting *exporting = context;
    const struct cli *cli = exporting->cli;
    const struct subject *subject = exporting->subject;
    struct access_entry entry = {
        .at = clock_now(tx->clock),
        .person_id = cli->actor.person_id,
        .kind = access_exported,
        .what = subject->type->of_installation
                    ? subject->type->name
                    : arena_printf(tx->arena, "ledger %s %s", subject->ledger.code, subject->type->name),
        .address = cli->actor.address};
    enum status status = access_log_append(tx->db, &entry, 1);
    return status ? db_problem(tx->db, problems) : OK;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length > tail && strcmp(text + length - tail, end) == 0;
}

int command_export_list(struct cli *cli)
{
    struct subject subject;
    struct list_query query;
    struct list_columns columns;
    int64_t rows = 0;
    const char *path = cli_option(cli, "output");
    if (!cli->count || !path || !(ends_with(path, ".csv") || ends_with(path, ".xlsx")))
        return cli_usage(cli);
    enum status status = cli_subject(cli, &subject);
    if (!status)
        status = cli_asked(cli, &subject, &query);
    if (status)
        return cli_result(cli, status);
    const char *label = profile_record_label(cli->profiles, subject.type, cli->language);
    struct list_sheet sheet = {
        .db = cli->db,
        .scope = &cli->scope,
        .query = &query,
        .columns = &columns,
        .profiles = cli->profiles,
        .profile = subject.profile,
        .language = cli->language,
        .title = subject.type->of_installation ? label : arena_printf(cli->arena, "%s %s", subject.ledger.name, label),
        .today = clock_today(&cli->clock),
        .csv = ends_with(path, ".csv"),
        .path = path};
    struct exporting exporting = {cli, &subject};
    status = list_columns_read(&sheet, cli->arena, cli_option(cli, "columns"), &cli->problems, &columns);
    if (!status)
        status = cli_write(cli, note_export, &exporting);
    if (status || cli->dry_run)
        return cli_result(cli, status);
    status = db_begin_read(cli->db);
    if (!status)
        status = list_sheet_write(&sheet, &cli->problems, &rows);
    if (db_in_transaction(cli->db))
        db_rollback(cli->db);
    if (status)
        return cli_result(cli, status);
    if (cli->json) {
        strbuf_adds(&cli->out, "{");
        strbuf_add_member(&cli->out, "file", path);
        strbuf_add_member_int(&cli->out, "rows", rows);
        strbuf_adds(&cli->out, "}\n");
    } else {
        strbuf_addf(&cli->out, cli_say(cli, "已写出 %s：%s %lld 条\n", "wrote %s: %s, %lld rows\n"), path, label,
                    (long long)rows);
    }
    return cli_result(cli, OK);
}
