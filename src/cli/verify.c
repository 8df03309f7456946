/* verify, checkpoint: what proves that nothing was altered. Declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/cli_messages.h"
#include "journal/blob_sweep.h"
#include "journal/checkpoint.h"
#include "journal/journal_messages.h"
#include "journal/verify.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- attachments ---- */

struct blob_count {
    int64_t checked, lost;
    struct blob_sweep_report unused;
};

static enum status check_blob(struct cli *cli, const struct record_type *type, struct stmt *stmt,
                              struct blob_count *count)
{
    char id[UUID_TEXT], name[DIGEST_TEXT];
    struct digest digest = {0};
    size_t size;
    const void *bytes = stmt_blob(stmt, 1, &size);
    if (bytes && size == DIGEST_SIZE)
        memcpy(digest.bytes, bytes, size);
    count->checked++;
    if (blobs_check(cli->blobs, &digest) == OK)
        return OK;
    uuid_text(stmt_uuid(stmt, 0), id);
    digest_text(&digest, name);
    count->lost++;
    return problem_add(&cli->problems, REFUSED, &msg_blob_lost, "", type->label, id, name, NULL);
}

/* Every attachment that a record of this type names, in pages by id. */
static enum status check_blobs_of(struct cli *cli, const struct record_type *type, const struct field *field,
                                  struct blob_count *count)
{
    struct strbuf sql = {0};
    struct uuid last = {0};
    enum status worst = OK, status = OK;
    bool row = true;
    strbuf_adds(&sql, "SELECT \"id\",");
    sql_name(&sql, field->name);
    strbuf_adds(&sql, " FROM ");
    sql_name(&sql, type->name);
    strbuf_adds(&sql, " WHERE \"id\">?1 AND ");
    sql_name(&sql, field->name);
    strbuf_adds(&sql, " IS NOT NULL ORDER BY \"id\" LIMIT 1");
    while (!status && row) {
        struct stmt *stmt = db_prepare(cli->db, strbuf_text(&sql));
        stmt_bind_uuid(stmt, 1, last);
        status = stmt_step(stmt, &row);
        if (!status && row) {
            last = stmt_uuid(stmt, 0);
            enum status one = check_blob(cli, type, stmt, count);
            worst = one ? one : worst;
        }
        stmt_done(stmt);
    }
    strbuf_free(&sql);
    return status ? status : worst;
}

static enum status check_blobs(struct cli *cli, struct blob_count *count)
{
    enum status worst = OK;
    for (size_t i = 0; i < all_records.count; i++) {
        for (size_t k = 0; k < all_records.types[i]->count; k++) {
            const struct field *field = &all_records.types[i]->fields[k];
            enum status status =
                field->kind == KIND_blob ? check_blobs_of(cli, all_records.types[i], field, count) : OK;
            worst = status ? status : worst;
        }
    }
    return worst;
}

/* ---- verify ---- */

static void print_report(struct cli *cli, const struct verify_report *report,
                         const struct checkpoint_report *checkpoint, const struct blob_count *blobs, bool holds)
{
    struct strbuf *out = &cli->out;
    char hash[DIGEST_TEXT];
    if (cli->json) {
        strbuf_addc(out, '{');
        strbuf_add_member_bool(out, "ok", holds);
        strbuf_add_member_int(out, "events", report->events);
        strbuf_add_member_int(out, "parts_erased", report->parts_erased);
        strbuf_add_member_int(out, "access_events", report->access_events);
        strbuf_add_member_int(out, "checkpoint", checkpoint->number);
        strbuf_add_member_int(out, "newer_events", checkpoint->newer_events);
        strbuf_add_member_int(out, "attachments", blobs->checked);
        strbuf_add_member_int(out, "unused_files", blobs->unused.unused);
        strbuf_add_member_int(out, "unused_bytes", blobs->unused.bytes);
        strbuf_add_member_name(out, "chains");
        strbuf_addc(out, '[');
    }
    for (size_t i = 0; i < report->count; i++) {
        const struct verify_chain *chain = &report->chains[i];
        digest_text(&chain->head, hash);
        if (!cli->json) {
            strbuf_addf(out, cli_say(cli, "%s  %lld 条  %s\n", "%s  %lld events  %s\n"), chain->name,
                        (long long)chain->events, hash);
            continue;
        }
        strbuf_adds(out, i ? "," : "");
        strbuf_addc(out, '{');
        strbuf_add_member(out, "ledger", chain->name);
        strbuf_add_member_int(out, "events", chain->events);
        strbuf_add_member(out, "head", hash);
        strbuf_add_member_int(out, "first_broken", chain->first_broken);
        strbuf_addc(out, '}');
    }
    if (cli->json) {
        strbuf_adds(out, "]}\n");
        return;
    }
    if (checkpoint->number)
        strbuf_addf(out, cli_say(cli, "检查点第 %lld 号：其后新增 %lld 条\n", "checkpoint %lld: %lld events since\n"),
                    (long long)checkpoint->number, (long long)checkpoint->newer_events);
    if (blobs->checked)
        strbuf_addf(out, cli_say(cli, "附件 %lld 个\n", "%lld attachments\n"), (long long)blobs->checked);
    if (blobs->unused.unused)
        strbuf_addf(
            out,
            cli_say(cli, "没有记录用到的旧文件 %lld 个，%lld 字节；服务启动时和每天会清理\n",
                    "%lld old files that nothing names, %lld bytes; the server removes them at its start and daily\n"),
            (long long)blobs->unused.unused, (long long)blobs->unused.bytes);
    strbuf_adds(out, holds ? cli_say(cli, "全部相符\n", "everything holds\n")
                           : cli_say(cli, "有不符之处\n", "something does not hold\n"));
}

static enum status check_checkpoint(struct cli *cli, const char *path, struct checkpoint_report *report)
{
    const char *bytes;
    size_t size;
    enum status status = cli_read_file(cli, path, CHECKPOINT_BYTES, &bytes, &size);
    return status ? status
                  : checkpoint_check(cli->db, cli->arena, bytes, size, cli_option(cli, "key"), &cli->problems, report);
}

int command_verify(struct cli *cli)
{
    struct verify_report report = {0};
    struct checkpoint_report checkpoint = {0};
    struct blob_count blobs = {0};
    const char *file = cli_option(cli, "checkpoint");
    if (cli->count)
        return cli_usage(cli);
    enum status status = journal_verify(cli->db, cli->arena, NULL, &cli->problems, &report), more = OK;
    if (file && (status == OK || status == REFUSED))
        more = check_checkpoint(cli, file, &checkpoint);
    status = more ? more : status;
    if (cli_option(cli, "blobs") && (status == OK || status == REFUSED)) {
        const struct blob_sweep sweep = {.db = cli->db,
                                         .registry = &all_records,
                                         .blobs = cli->blobs,
                                         .before = clock_now(&cli->clock) - (instant)BLOB_SWEEP_HOURS * 3600 * 1000};
        more = check_blobs(cli, &blobs);
        if (more == OK || more == REFUSED) {
            enum status counted = blob_sweep(&sweep, &blobs.unused);
            more = counted ? counted : more;
        }
        status = more ? more : status;
    }
    print_report(cli, &report, &checkpoint, &blobs, status == OK);
    return cli_result(cli, status);
}

/* ---- checkpoint ---- */

int command_checkpoint(struct cli *cli)
{
    const char *path = cli_option(cli, "output");
    const struct installation *installation;
    struct signing_key *key = NULL;
    struct checkpoint checkpoint = {0};
    if (cli->count || !path)
        return cli_usage(cli);
    if (cli->dry_run)
        return EXIT_OK;
    enum status status = installation_load(cli->db, &installation);
    if (!status)
        status = key_load(key_path(cli->arena, installation->site_id), &cli->problems, &key);
    if (!status)
        status = checkpoint_make(cli->db, &all_records, &cli->clock, cli->arena, key, &cli->actor, &cli->problems,
                                 &checkpoint);
    key_free(key);
    if (!status)
        status = cli_write_file(cli, path, checkpoint.bytes, checkpoint.size);
    if (!status && cli->json) {
        strbuf_addc(&cli->out, '{');
        strbuf_add_member_int(&cli->out, "number", checkpoint.number);
        strbuf_add_member_int(&cli->out, "chains", (int64_t)checkpoint.chains);
        strbuf_add_member_int(&cli->out, "events", checkpoint.events);
        strbuf_adds(&cli->out, "}\n");
    } else if (!status) {
        strbuf_addf(&cli->out,
                    cli_say(cli, "检查点第 %lld 号：%zu 条链，%lld 条事件；请另处保存 %s\n",
                            "checkpoint %lld: %zu chains, %lld events; keep %s elsewhere\n"),
                    (long long)checkpoint.number, checkpoint.chains, (long long)checkpoint.events, path);
    }
    return cli_result(cli, status);
}
