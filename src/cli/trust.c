/* trust: rebuild; the history of a record. What proves the chain is in verify.c. Declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/cli_messages.h"
#include "journal/history.h"
#include "journal/rebuild.h"
#include "ledger/file_text.h"
#include "store/search_index.h"

struct listing {
    struct cli *cli;
    bool first;
};

static void list_difference(void *context, const char *table, const char *id, const char *field)
{
    struct listing *listing = context;
    struct cli *cli = listing->cli;
    if (!cli->json)
        return;
    strbuf_adds(&cli->out, listing->first ? "" : ",\n");
    strbuf_addc(&cli->out, '{');
    strbuf_add_member(&cli->out, "table", table);
    strbuf_add_member(&cli->out, "id", id);
    strbuf_add_member(&cli->out, "field", field);
    strbuf_addc(&cli->out, '}');
    listing->first = false;
}

struct reading {
    struct file_pending pending;
    const char *text;
};

static void list_document(void *context, const char *record, struct uuid id)
{
    struct listing *listing = context;
    char text[UUID_TEXT];
    uuid_text(id, text);
    problem_add(&listing->cli->problems, REFUSED, &msg_cli_search_differs, "", record, text, NULL);
    list_difference(context, "search_doc", text, record);
}

static enum status store_text(struct tx *tx, void *context, struct problems *problems)
{
    (void)problems;
    const struct reading *reading = context;
    return file_text_store(tx, &reading->pending, reading->text);
}

/* What our readers have learnt since shows only when the files are read again. */
static enum status read_files(struct cli *cli, struct db *db)
{
    struct arena *arena = arena_new();
    enum status status = file_text_want_all(db);
    bool there = true;
    while (!status && there) {
        struct reading reading = {0};
        struct write_request request = {
            .apply = store_text, .context = &reading, .arena = arena, .problems = &cli->problems};
        status = file_text_next(db, &reading.pending, &there);
        if (status || !there)
            break;
        reading.text = file_text_read(cli->blobs, arena, &reading.pending);
        status = write_now(db, &all_records, &cli->clock, &request);
        arena_reset(arena);
    }
    arena_free(arena);
    return status;
}

/* `rectify rebuild --search`: files are read again and the index is made anew, also beside a running server. */
static int rebuild_search(struct cli *cli)
{
    struct db *db = NULL;
    struct search_check check = {0};
    enum status status = db_open(cli->where, DB_WRITE, &cli->problems, &db);
    if (!status)
        status = read_files(cli, db);
    if (!status)
        status = search_index_anew(db, &all_records);
    if (!status)
        status = search_index_all(db, &all_records);
    if (!status)
        status = search_index_check(db, &all_records, &check);
    if (status && db)
        db_problem(db, &cli->problems);
    db_close(db);
    if (status)
        return cli_result(cli, status);
    if (cli->json) {
        strbuf_addc(&cli->out, '{');
        strbuf_add_member_int(&cli->out, "documents", check.documents);
        strbuf_adds(&cli->out, "}\n");
    } else {
        strbuf_addf(&cli->out, cli_say(cli, "检索索引已重做：%lld 条\n", "search index made anew: %lld documents\n"),
                    (long long)check.documents);
    }
    return cli_result(cli, OK);
}

/* `rectify rebuild --check`: are the tables what the events say, and the search index what the tables say? */
int command_rebuild(struct cli *cli)
{
    struct rebuild_report report = {0};
    struct listing listing = {cli, true};
    struct rebuild_options options = {.differs = list_difference, .context = &listing};
    struct search_check check = {.differs = list_document, .context = &listing};
    if (cli->count || !cli_option(cli, "check") == !cli_option(cli, "search"))
        return cli_usage(cli);
    if (cli_option(cli, "search"))
        return rebuild_search(cli);
    strbuf_adds(&cli->out, cli->json ? "{\"differences\":[" : "");
    enum status status = journal_rebuild_check(cli->db, &all_tables, &cli->clock, &options, &cli->problems, &report);
    if (!status || status == REFUSED) {
        enum status searched = search_index_check(cli->db, &all_records, &check);
        status = searched ? searched : check.differences ? REFUSED : status;
    }
    report.rows += check.documents;
    report.differences += check.differences;
    if (cli->json) {
        strbuf_adds(&cli->out, "]");
        strbuf_add_member_int(&cli->out, "events", report.events);
        strbuf_add_member_int(&cli->out, "rows", report.rows);
        strbuf_adds(&cli->out, "}\n");
    } else {
        strbuf_addf(&cli->out,
                    cli_say(cli, "%lld 条事件，%lld 行，%lld 处不符\n", "%lld events, %lld rows, %lld differences\n"),
                    (long long)report.events, (long long)report.rows, (long long)report.differences);
    }
    return cli_result(cli, status);
}
