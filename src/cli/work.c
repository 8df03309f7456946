/* work: `rectify work [--ledger CODE]`: what the person of --as has to do; declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/cli_messages.h"
#include "insight/waiting.h"
#include "insight/work.h"

static void print_item(struct cli *cli, const struct work_item *item)
{
    char on[DATE_TEXT];
    date_text(item->due.on, on);
    strbuf_adds(&cli->out, "  ");
    strbuf_adds(&cli->out, *item->number ? item->number : "-");
    strbuf_adds(&cli->out, "  ");
    strbuf_adds(&cli->out, item->bucket != WORK_undated ? on : "          ");
    strbuf_adds(&cli->out, "  ");
    strbuf_adds(&cli->out, item->title);
    if (*item->unit) {
        strbuf_adds(&cli->out, "  ");
        strbuf_adds(&cli->out, item->unit);
    }
    strbuf_addc(&cli->out, '\n');
}

static void print_bucket(struct cli *cli, const struct work_item *items, size_t count, enum work_bucket bucket)
{
    static const char *const labels[WORK_BUCKET_COUNT][2] = {[WORK_overdue] = {"已超期", "overdue"},
                                                             [WORK_due_today] = {"今天到期", "due today"},
                                                             [WORK_due_week] = {"七天内到期", "due in seven days"},
                                                             [WORK_due_later] = {"以后到期", "due later"},
                                                             [WORK_undated] = {"没有期限", "without a date"}};
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (items[i].bucket != bucket)
            continue;
        if (!any) {
            strbuf_adds(&cli->out, labels[bucket][cli->language == LANGUAGE_ZH ? 0 : 1]);
            strbuf_addc(&cli->out, '\n');
        }
        any = true;
        print_item(cli, &items[i]);
    }
}

static void print_items(struct cli *cli, const struct work_item *items, size_t count, const char *title)
{
    strbuf_adds(&cli->out, title);
    strbuf_adds(&cli->out, cli_say(cli, "：", ": "));
    strbuf_add_int(&cli->out, (int64_t)count);
    strbuf_addc(&cli->out, '\n');
    for (int bucket = 0; bucket < WORK_BUCKET_COUNT; bucket++)
        print_bucket(cli, items, count, (enum work_bucket)bucket);
}

/* "等我办理：3" and a line each, by kind. */
static void print_waiting(struct cli *cli, const struct waiting *waiting)
{
    strbuf_adds(&cli->out, cli_say(cli, "等我办理：", "waiting for me: "));
    strbuf_add_int(&cli->out, waiting->total);
    strbuf_addc(&cli->out, '\n');
    for (size_t i = 0; i < waiting->kind_count; i++) {
        const struct waiting_kind *kind = &waiting->kinds[i];
        strbuf_adds(&cli->out, profile_record_label(cli->profiles, kind->type, cli->language));
        strbuf_addc(&cli->out, '\n');
        for (size_t k = 0; k < kind->items.count; k++) {
            const struct waiting_item *item = &kind->items.items[k];
            char on[DATE_TEXT] = "";
            if (item->has_due)
                date_text(item->due_on, on);
            strbuf_adds(&cli->out, "  ");
            strbuf_adds(&cli->out, item->has_due ? on : "          ");
            const char *title = kind->type == &record_claim
                                    ? profile_word(cli->profiles, "inspection", words_responsibility_role.name,
                                                   item->title, cli->language)
                                    : item->title;
            const char *said[] = {title, item->number, item->finding_title, item->plan_title};
            for (size_t s = 0; s < sizeof said / sizeof *said; s++) {
                strbuf_adds(&cli->out, *said[s] ? "  " : "");
                strbuf_adds(&cli->out, said[s]);
            }
            strbuf_addc(&cli->out, '\n');
        }
    }
}

int command_work(struct cli *cli)
{
    const struct insight insight = {.db = cli->db, .arena = cli->arena, .scope = &cli->scope, .clock = &cli->clock};
    struct ledger ledger;
    struct work work;
    struct waiting waiting;
    bool one = cli_option(cli, "ledger") != NULL;
    enum status status = OK;
    if (cli->count)
        return cli_usage(cli);
    if (cli->scope.operator) /* the store's operator is nobody in particular */
        return cli_result(cli, problem_add(&cli->problems, REFUSED, &msg_cli_whose_work, "", NULL));
    if (one)
        status = cli_ledger(cli, &ledger);
    if (!status)
        status = work_read(&insight, one ? &ledger.head.id : NULL, &work);
    if (!status)
        status = waiting_read(&insight, one ? &ledger.head.id : NULL, &waiting);
    if (status)
        return cli_result(cli, status);
    if (cli->json) {
        strbuf_adds(&cli->out, "{\"work\":");
        work_json(&cli->out, &work);
        strbuf_adds(&cli->out, ",\"waiting\":");
        waiting_json(&cli->out, &waiting);
        strbuf_adds(&cli->out, "}\n");
        return EXIT_OK;
    }
    print_waiting(cli, &waiting);
    print_items(cli, work.findings.items, work.findings.count, cli_say(cli, "我负责的问题", "findings I answer for"));
    print_items(cli, work.actions.items, work.actions.count, cli_say(cli, "我的措施", "measures of mine"));
    return EXIT_OK;
}
