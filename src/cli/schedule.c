/* schedule: the plan of days, and what would be if …; the gates of an inspection; declared in "cli/commands.h". */
#include "cli/commands.h"

#include "cli/cli_messages.h"
#include "cli/records.h"
#include "schedule/milestones.h"
#include "schedule/schedule_json.h"
#include "schedule/schedule_messages.h"

#include <string.h>

struct planning {
    struct cli *cli;
    struct ledger ledger;
    VEC(struct schedule_change) changes;
    struct schedule_wish wish;
    struct schedule schedule, before;
};

/* --what-if as often as there are values: of a measure by its number, else of a gate by its name. */
static enum status read_change(struct planning *p, const char *text)
{
    const char *key;
    struct cli *cli = p->cli;
    struct schedule_change change;
    size_t problems = cli->problems.count;
    enum status status = schedule_change_read(cli->arena, text, &cli->problems, &key, &change);
    if (status)
        return status;
    status = cli_resolve(cli, &p->ledger, &record_corrective_action, key, "what-if", &change.id);
    if (status) {
        cli->problems.count = problems;
        status = cli_resolve(cli, &p->ledger, &record_milestone, key, "what-if", &change.id);
    }
    if (!status && p->changes.count == SCHEDULE_CHANGES)
        status = problem_add(&cli->problems, REFUSED, &msg_schedule_many, "what-if",
                             arena_printf(cli->arena, "%d", SCHEDULE_CHANGES), NULL);
    if (!status)
        *VEC_PUSH(cli->arena, &p->changes) = change;
    return status;
}

static enum status read_wish(struct planning *p)
{
    enum status status = cli_day(p->cli, "as-of", &p->wish.as_of);
    for (int i = 0; i < p->cli->option_count && !status; i++)
        if (strcmp(p->cli->options[i].name, "what-if") == 0)
            status = read_change(p, p->cli->options[i].value);
    p->wish.changes = p->changes.items;
    p->wish.change_count = p->changes.count;
    return status;
}

static enum status read_plans(struct planning *p)
{
    const struct insight insight = {
        .db = p->cli->db, .arena = p->cli->arena, .scope = &p->cli->scope, .clock = &p->cli->clock};
    const struct schedule_wish plain = {.as_of = p->wish.as_of};
    enum status status = schedule_read(&insight, p->ledger.head.id, &p->wish, &p->cli->problems, &p->schedule);
    if (!status && p->wish.change_count)
        status = schedule_read(&insight, p->ledger.head.id, &plain, &p->cli->problems, &p->before);
    return status;
}

static const char *day_text(const struct planning *p, date day)
{
    char *text = arena_alloc(p->cli->arena, DATE_TEXT);
    date_text(day, text);
    return text;
}

static void put(struct planning *p, const char *text)
{
    strbuf_adds(&p->cli->out, text);
}

static void put_said(struct planning *p, const char *zh, const char *en)
{
    put(p, cli_say(p->cli, zh, en));
}

static const char *called(const struct schedule_row *row)
{
    return *row->number ? row->number : row->name;
}

/* A line an activity: latest day, working days to spare, what it is. */
static void print_row(struct planning *p, uint32_t i)
{
    const struct schedule_row *row = p->schedule.rows.items + i;
    const struct activity *a = p->schedule.activities.items + i;
    put(p, a->late ? "! " : a->critical ? "* " : "  ");
    put(p, a->has_late ? day_text(p, schedule_latest(&p->schedule, i)) : "          ");
    put(p, a->has_late ? arena_printf(p->cli->arena, "  %4d  ", a->slack) : "        ");
    for (size_t k = 0; row->kind == SCHEDULE_GATE && k < p->schedule.inspections.count; k++) {
        const struct schedule_inspection *of = p->schedule.inspections.items + k;
        put(p, uuid_equal(of->id, row->inspection) ? of->code : "");
        put(p, uuid_equal(of->id, row->inspection) ? "  " : "");
    }
    put(p, called(row));
    put(p, *row->number ? "  " : "");
    put(p, *row->number ? row->name : "");
    put(p, *row->unit_name ? "  " : "");
    put(p, row->unit_name);
    put(p, "\n");
}

static void print_remedy(struct planning *p, const struct remedy *remedy, bool together)
{
    bool zh = p->cli->language == LANGUAGE_ZH;
    const char *by = arena_printf(p->cli->arena, "%d", remedy->by);
    if (together)
        put_said(p, "  一并：", "  together: ");
    else
        put_said(p, "  或者：", "  or: ");
    put(p, called(p->schedule.rows.items + remedy->activity));
    switch (remedy->kind) {
    case REMEDY_LATER_LIMIT:
        put_said(p, "期限改到 ", " by ");
        put(p, day_text(p, remedy->to));
        break;
    case REMEDY_SHORTEN:
        put(p, zh ? "少用 " : " in ");
        put(p, by);
        put(p, zh ? " 天" : " days less");
        break;
    case REMEDY_LESS_LAG:
        put(p, zh ? "与前一项的间隔少 " : " ");
        put(p, by);
        put(p, zh ? " 个工作日" : " working days closer to the one before");
        break;
    }
    put(p, "\n");
}

static void print_trouble(struct planning *p, uint32_t target)
{
    struct schedule *s = &p->schedule;
    struct remedy remedies[REMEDIES];
    const struct activity *a = s->activities.items + target;
    const uint32_t *chain;
    bool together, zh = p->cli->language == LANGUAGE_ZH;
    size_t length = network_chain(&s->network, target, &chain);
    put_said(p, "做不到：", "not feasible: ");
    put(p, called(s->rows.items + target));
    put_said(p, " 最迟 ", " by ");
    put(p, day_text(p, a->limit));
    put_said(p, "，最早 ", ", at the earliest ");
    put(p, day_text(p, a->early_finish));
    put(p, arena_printf(p->cli->arena, zh ? "，晚 %d 个工作日\n  " : ", %d working days late\n  ",
                        calendar_between(s->calendar, a->limit, a->early_finish)));
    for (size_t i = 0; i < length; i++) {
        put(p, i ? " → " : "");
        put(p, called(s->rows.items + chain[i]));
    }
    put(p, "\n");
    size_t count = network_remedies(&s->network, target, remedies, &together);
    for (size_t i = 0; i < count; i++)
        print_remedy(p, remedies + i, together && i > 0);
}

/* What the supposed values drag along. */
static void print_moved(struct planning *p)
{
    for (uint32_t i = 0; p->wish.change_count && i < p->schedule.rows.count; i++) {
        const struct activity *was = p->before.activities.items + i, *is = p->schedule.activities.items + i;
        if (!schedule_moved(was, is) || p->schedule.rows.items[i].kind == SCHEDULE_END)
            continue;
        put_said(p, "牵动：", "drags along: ");
        put(p, called(p->schedule.rows.items + i));
        put_said(p, "  最早 ", "  earliest ");
        put(p, day_text(p, was->early_finish));
        put(p, " → ");
        put(p, day_text(p, is->early_finish));
        if (is->has_late && was->has_late) {
            put_said(p, "  最迟 ", "  latest ");
            put(p, day_text(p, was->late_finish));
            put(p, " → ");
            put(p, day_text(p, is->late_finish));
        }
        put(p, "\n");
    }
}

static void print_loads(struct planning *p)
{
    bool zh = p->cli->language == LANGUAGE_ZH;
    for (size_t i = 0; i < p->schedule.loads.count; i++) {
        const struct schedule_load *load = p->schedule.loads.items + i;
        put_said(p, "任务偏重：", "much for one: ");
        put(p, load->name);
        put(p, arena_printf(
                   p->cli->arena,
                   zh ? " 到 %s 有 %lld 项措施，共需 %lld 个工作日，只有 %lld 个（%lld 项时长为估计）\n"
                      : ": by %s %lld measures that take %lld working days, of which there are %lld (%lld guessed)\n",
                   day_text(p, load->by), (long long)load->measures, (long long)load->needed, (long long)load->there,
                   (long long)load->usual)); /* trusted: numbers and a day */
    }
}

static void print_plan(struct planning *p)
{
    for (uint32_t i = 0; i < p->schedule.rows.count; i++)
        if (p->schedule.rows.items[i].kind != SCHEDULE_END && !p->schedule.rows.items[i].done)
            print_row(p, i);
    print_moved(p);
    for (size_t i = 0; i < p->schedule.late.count && i < SCHEDULE_TROUBLES; i++)
        print_trouble(p, p->schedule.late.items[i]);
    print_loads(p);
}

static enum status explain(struct planning *p, const char *key)
{
    struct uuid id;
    enum status status = cli_resolve(p->cli, &p->ledger, &record_corrective_action, key, "explain", &id);
    for (uint32_t i = 0; !status && i < p->schedule.rows.count; i++) {
        if (p->schedule.rows.items[i].kind != SCHEDULE_MEASURE || !uuid_equal(p->schedule.rows.items[i].id, id))
            continue;
        put(p, schedule_why(&p->schedule, p->cli->arena, p->cli->language, i));
        put(p, "\n");
        return OK;
    }
    return status ? status : problem_add(&p->cli->problems, REFUSED, &msg_schedule_not_in, "explain", key, NULL);
}

int command_schedule(struct cli *cli)
{
    struct planning p = {.cli = cli};
    const char *key = cli_option(cli, "explain");
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &p.ledger);
    if (!status)
        status = read_wish(&p);
    if (!status)
        status = read_plans(&p);
    if (!status && key)
        status = explain(&p, key);
    else if (!status && cli->json) {
        const struct schedule *before = p.wish.change_count ? &p.before : NULL;
        schedule_json(&cli->out, cli->arena, cli->language, &p.schedule, before, SIZE_MAX);
        strbuf_addc(&cli->out, '\n');
    } else if (!status)
        print_plan(&p);
    return cli_result(cli, status);
}

struct using
{
    struct cli *cli;
    struct ledger ledger;
    struct uuid inspection;
    int64_t count;
};

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct using *u = context;
    struct command command = command_new(tx, &u->cli->actor);
    return milestones_use(tx, &u->cli->scope, &command, u->ledger.head.id, u->inspection, problems, &u->count);
}

int command_milestones_use(struct cli *cli)
{
    struct using u = {.cli = cli};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &u.ledger);
    if (!status)
        status = cli_resolve(cli, &u.ledger, &record_inspection, cli->arguments[0], "", &u.inspection);
    if (!status)
        status = cli_write(cli, apply, &u);
    if (!status)
        strbuf_addf(&cli->out,
                    cli->json ? "{\"added\":%lld}\n" : cli_say(cli, "已设定 %lld 个时间关口\n", "%lld gates set\n"),
                    (long long)u.count);
    return cli_result(cli, status);
}
