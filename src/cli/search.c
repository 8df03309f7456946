/* search: what the search box of the pages finds; declared in "cli/commands.h". */
#include "cli/commands.h"

#include "ledger/finder.h"

#include <string.h>

/* The one that is named, or every one there is. */
static enum status take_ledgers(struct cli *cli, struct finder *finder)
{
    struct ledger one;
    VEC(struct finder_ledger) ledgers = {0};
    enum status status = OK;
    if (cli_option(cli, "ledger")) {
        status = cli_ledger(cli, &one);
        if (!status)
            *VEC_PUSH(cli->arena, &ledgers) = (struct finder_ledger){one.head.id, one.code};
    } else {
        struct stmt *stmt =
            db_prepare(cli->db, "SELECT \"id\",\"code\" FROM \"ledger\" WHERE \"withdrawn\"=0 ORDER BY \"code\"");
        bool row;
        while (!(status = stmt_step(stmt, &row)) && row)
            *VEC_PUSH(cli->arena, &ledgers) =
                (struct finder_ledger){stmt_uuid(stmt, 0), arena_strdup(cli->arena, stmt_text(stmt, 1))};
        stmt_done(stmt);
    }
    finder->ledgers = ledgers.items;
    finder->ledger_count = ledgers.count;
    return status;
}

/* Record, ledger, number or name, and where the text is: a line a hit. */
static void print_hit(struct cli *cli, const struct record_type *type, const struct finder_hit *hit)
{
    const char *const columns[] = {type->name, hit->ledger_code, hit->code, hit->title,
                                   strcmp(hit->snippet, hit->title) && strcmp(hit->snippet, hit->code) ? hit->snippet
                                                                                                       : ""};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (i)
            strbuf_addc(&cli->out, '\t');
        strbuf_adds(&cli->out, columns[i]);
    }
    strbuf_addc(&cli->out, '\n');
}

static void print_groups(struct cli *cli, const struct finder_group *groups, size_t count)
{
    if (cli->json) {
        strbuf_addc(&cli->out, '{');
        finder_json(&cli->out, groups, count);
        strbuf_adds(&cli->out, "}\n");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < groups[i].count; k++)
            print_hit(cli, groups[i].type, &groups[i].hits[k]);
        if (groups[i].more || groups[i].narrow) {
            strbuf_adds(&cli->out, groups[i].type->name);
            strbuf_adds(&cli->out,
                        cli_say(cli, "\t……还有更多，请多输几个字\n", "\t… more than these: type more of it\n"));
        }
    }
}

int command_search(struct cli *cli)
{
    struct finder finder = {.db = cli->db, .arena = cli->arena, .scope = &cli->scope, .limit = FINDER_MOST};
    struct finder_group *groups = NULL;
    struct strbuf text = {0};
    size_t count = 0;
    if (!cli->count)
        return cli_usage(cli);
    for (int i = 0; i < cli->count; i++) {
        strbuf_adds(&text, i ? " " : "");
        strbuf_adds(&text, cli->arguments[i]);
    }
    finder.text = arena_strdup(cli->arena, strbuf_text(&text));
    strbuf_free(&text);
    enum status status = take_ledgers(cli, &finder);
    if (!status)
        status = finder_run(&finder, &cli->problems, &groups, &count);
    if (!status)
        print_groups(cli, groups, count);
    return cli_result(cli, status);
}
