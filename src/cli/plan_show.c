/* plan_show: what a plan says now or said in a version, and what two versions differ in; declared in
 * "cli/commands.h". */
#include "cli/commands.h"

#include "cli/cli_messages.h"
#include "cli/records.h"
#include "ledger/gate.h"
#include "ledger/plan_content.h"

#include <stdlib.h>

struct showing {
    struct cli *cli;
    struct subject subject;
    struct uuid plan;
    struct list_page versions; /* oldest first */
};

static enum status rows_of(struct showing *s, const struct record_type *type, int field, struct list_page *ret_page)
{
    char id[UUID_TEXT];
    VEC(void *) rows = {0};
    struct list_query query = {.type = type, .ledger = s->subject.ledger.head.id, .sort = -1, .limit = LIST_LIMIT};
    uuid_text(s->plan, id);
    enum status status = list_filter_add(s->cli->arena, &query, field, LIST_IS, arena_strdup(s->cli->arena, id), NULL);
    do {
        struct list_page page = {0};
        struct list_query asked = query;
        if (!status)
            status = gate_list(s->cli->db, s->cli->arena, &s->cli->scope, &asked, &s->cli->problems, &page);
        for (size_t i = 0; !status && i < page.count; i++)
            *VEC_PUSH(s->cli->arena, &rows) = page.rows[i];
        query.after = page.next;
    } while (!status && query.after);
    *ret_page = (struct list_page){.rows = rows.items, .count = rows.count};
    return status;
}

/* As they were made: of one turn what was submitted comes first, then what was approved, whenever that was. */
static int by_turn(const void *a, const void *b)
{
    const struct plan_version *x = *(void *const *)a, *y = *(void *const *)b;
    if (x->turn != y->turn)
        return x->turn < y->turn ? -1 : 1;
    if (x->stage != y->stage)
        return x->stage < y->stage ? -1 : 1;
    return (x->head.created_at > y->head.created_at) - (x->head.created_at < y->head.created_at);
}

static enum status find_plan(struct showing *s)
{
    struct cli *cli = s->cli;
    s->subject.type = &record_plan;
    enum status status = cli_ledger(cli, &s->subject.ledger);
    s->subject.profile = s->subject.ledger.profile;
    if (!status)
        status = cli_resolve(cli, &s->subject.ledger, &record_plan, cli->arguments[0], cli->arguments[0], &s->plan);
    if (!status)
        status = rows_of(s, &record_plan_version, FIELD_plan_version_plan_id, &s->versions);
    if (!status && s->versions.count)
        qsort(s->versions.rows, s->versions.count, sizeof *s->versions.rows, by_turn);
    return status;
}

/* Versions are counted from 1. */
static enum status read_version(struct showing *s, const char *text, bool withdrawn, struct plan_content *ret_content)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    if (*end || number < 1 || number > s->versions.count)
        return problem_add(&s->cli->problems, REFUSED, &msg_cli_plan_no_version, "", s->cli->arguments[0], text, NULL);
    const struct record_head *version = s->versions.rows[number - 1];
    return plan_content_read(s->cli->db, s->cli->arena, &s->cli->scope, &record_plan_version, version->ledger_id,
                             version->id, withdrawn, ret_content);
}

/* ---- printing ---- */

static enum status print_rows(struct showing *s, const struct record_type *type, const char *name, void *const *rows,
                              size_t count)
{
    struct cli *cli = s->cli;
    const struct subject subject = {type, s->subject.ledger, s->subject.profile};
    struct names *names = names_new(cli->arena, &cli->scope);
    for (size_t i = 0; i < count; i++)
        names_want_record(names, type, rows[i], ((const struct record_head *)rows[i])->present);
    enum status status = names_load(names, cli->db, s->subject.ledger.head.id);
    if (!cli->json && count) {
        strbuf_adds(&cli->out, "\n");
        strbuf_adds(&cli->out, profile_record_label(cli->profiles, type, cli->language));
        strbuf_adds(&cli->out, cli_say(cli, "：\n", ":\n"));
    } else if (cli->json) {
        strbuf_add_member_name(&cli->out, name);
        strbuf_addc(&cli->out, '[');
    }
    for (size_t i = 0; i < count && !status; i++) {
        if (cli->json) {
            strbuf_adds(&cli->out, i ? ",\n" : "");
            cli_record_json(&cli->out, type, rows[i], names);
        } else {
            strbuf_adds(&cli->out, "  ");
            cli_record_line(cli, &subject, rows[i], names);
        }
    }
    strbuf_adds(&cli->out, cli->json ? "]" : "");
    return status;
}

static enum status print_plan(struct showing *s, const struct record_head *plan)
{
    strbuf_adds(&s->cli->out, s->cli->json ? "{\"plan\":" : "");
    return cli_record_print(s->cli, &s->subject, plan);
}

static enum status show_now(struct showing *s)
{
    static const struct {
        const struct record_type *type;
        int field;
    } parts[] = {{&record_corrective_action, FIELD_corrective_action_plan_id},
                 {&record_plan_opinion, FIELD_plan_opinion_plan_id},
                 {&record_review_step, FIELD_review_step_plan_id},
                 {&record_plan_extract, FIELD_plan_extract_plan_id}};
    struct record_head *plan = record_new(s->cli->arena, &record_plan);
    unsigned roles;
    enum status status = gate_load(s->cli->db, s->cli->arena, &s->cli->scope, &record_plan, s->subject.ledger.head.id,
                                   s->plan, plan, &roles);
    if (!status)
        status = print_plan(s, plan);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !status; i++) {
        struct list_page page;
        status = rows_of(s, parts[i].type, parts[i].field, &page);
        for (size_t k = 0; k < page.count && !status; k++) /* an extract's manifest is for programs */
            if (parts[i].type == &record_plan_extract)
                ((struct record_head *)page.rows[k])->present &= ~FIELD_BIT(FIELD_plan_extract_parts);
        if (!status)
            status = print_rows(s, parts[i].type, parts[i].type->plural, page.rows, page.count);
    }
    for (size_t i = 0; i < s->versions.count; i++)
        ((struct record_head *)s->versions.rows[i])->present &= ~FIELD_BIT(FIELD_plan_version_parts);
    return status
               ? status
               : print_rows(s, &record_plan_version, record_plan_version.plural, s->versions.rows, s->versions.count);
}

static enum status show_version(struct showing *s, const char *number)
{
    struct plan_content content = {0};
    struct cli *cli = s->cli;
    enum status status = read_version(s, number, false, &content);
    if (!status)
        status = print_plan(s, content.plan);
    for (size_t i = 0; i <= PART_CRITERIA && !status; i++)
        status = print_rows(s, part_types[i], part_names[i], (void *const *)content.of[i].items, content.of[i].count);
    if (!status && cli->json) {
        strbuf_add_member_int(&cli->out, "left_out", content.left_out);
        strbuf_add_member_bool(&cli->out, "intact", content.intact);
    } else if (!status) {
        strbuf_adds(&cli->out, content.intact
                                   ? cli_say(cli, "\n与报审时的校验值相符\n", "\nhashes to what was kept\n")
                                   : cli_say(cli, "\n与报审时的校验值不符！\n", "\nDOES NOT hash to what was kept!\n"));
    }
    return status;
}

int command_plan_show(struct cli *cli)
{
    struct showing s = {.cli = cli};
    const char *version = cli_option(cli, "version");
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = find_plan(&s);
    if (!status)
        status = version ? show_version(&s, version) : show_now(&s);
    strbuf_adds(&cli->out, !status && cli->json ? "}\n" : "");
    if (status)
        strbuf_clear(&cli->out);
    return cli_result(cli, status);
}

/* ---- comparing ---- */

static void print_difference(struct showing *s, const struct display *display, const struct plan_difference *d,
                             bool first)
{
    struct cli *cli = s->cli;
    const char *what = !d->before ? "+" : !d->after ? "-" : "~";
    const struct record_head *is = d->after ? d->after : d->before;
    const struct subject subject = {d->type, s->subject.ledger, s->subject.profile};
    if (cli->json) {
        strbuf_adds(&cli->out, first ? "{" : ",\n{");
        strbuf_add_member(&cli->out, "what", !d->before ? "added" : !d->after ? "removed" : "changed");
        strbuf_add_member(&cli->out, "record", d->type->name);
        strbuf_adds(&cli->out, ",\"changes\":[");
    } else {
        strbuf_adds(&cli->out, what);
        strbuf_addc(&cli->out, ' ');
        strbuf_adds(&cli->out, profile_record_label(cli->profiles, d->type, cli->language));
        strbuf_addc(&cli->out, ' ');
        cli_record_line(cli, &subject, is, display->names);
    }
    bool any = false;
    for (size_t i = 0; i < d->type->count; i++) {
        if (!(d->changed & FIELD_BIT(i)))
            continue;
        const char *label = profile_field_label(cli->profiles, d->type, (int)i, cli->language),
                   *before = display_field(display, d->type, (int)i, d->before),
                   *after = display_field(display, d->type, (int)i, d->after);
        if (cli->json) {
            strbuf_adds(&cli->out, any ? ",{" : "{");
            strbuf_add_member(&cli->out, "field", d->type->fields[i].name);
            strbuf_add_member(&cli->out, "before", before);
            strbuf_add_member(&cli->out, "after", after);
            strbuf_addc(&cli->out, '}');
        } else {
            strbuf_addf(&cli->out, "    %s: %s → %s\n", label, *before ? before : "—", *after ? after : "—");
        }
        any = true;
    }
    strbuf_adds(&cli->out, cli->json ? "]}" : "");
}

static enum status print_differences(struct showing *s, const differences_vec *differences)
{
    struct cli *cli = s->cli;
    struct names *names = names_new(cli->arena, &cli->scope);
    for (size_t i = 0; i < differences->count; i++) {
        const struct plan_difference *d = &differences->items[i];
        if (d->before)
            names_want_record(names, d->type, d->before, d->before->present);
        if (d->after)
            names_want_record(names, d->type, d->after, d->after->present);
    }
    enum status status = names_load(names, cli->db, s->subject.ledger.head.id);
    const struct display display = {cli->arena, cli->profiles, s->subject.profile, cli->language, names};
    strbuf_adds(&cli->out, cli->json ? "[" : "");
    for (size_t i = 0; i < differences->count && !status; i++)
        print_difference(s, &display, &differences->items[i], i == 0);
    strbuf_adds(&cli->out, cli->json ? "]\n" : "");
    return status;
}

int command_plan_compare(struct cli *cli)
{
    struct showing s = {.cli = cli};
    struct plan_content before = {0}, after = {0};
    differences_vec differences = {0};
    const char *from = cli_option(cli, "from"), *to = cli_option(cli, "to");
    if (cli->count != 1 || !from || !to)
        return cli_usage(cli);
    enum status status = find_plan(&s);
    if (!status)
        status = read_version(&s, from, true, &before);
    if (!status)
        status = read_version(&s, to, true, &after);
    if (!status) {
        plan_content_compare(cli->arena, &before, &after, &differences);
        status = print_differences(&s, &differences);
    }
    return cli_result(cli, status);
}
