/* outcomes: the quality figure, what rectification brought about, and where results contradict facts (E3, E5); declared
 * in "cli/commands.h". */
#include "insight/outcomes.h"

#include "cli/commands.h"
#include "insight/contradictions.h"

static struct insight insight_of(struct cli *cli)
{
    return (struct insight){.db = cli->db, .arena = cli->arena, .scope = &cli->scope, .clock = &cli->clock};
}

static void add_line(struct cli *cli, const char *indent, const char *text)
{
    strbuf_adds(&cli->out, indent);
    strbuf_adds(&cli->out, text);
    strbuf_addc(&cli->out, '\n');
}

/* ---- quality ---- */

static void print_value(struct cli *cli, const struct quality_formula *formula,
                        const int64_t counts[QUALITY_FACT_COUNT])
{
    int64_t value;
    char text[32];
    bool has = quality_value(formula, counts, &value);
    money_text(value, text);
    strbuf_adds(&cli->out, has ? text : cli_say(cli, "—（还没有问题销号）", "— (nothing was closed yet)"));
    strbuf_addc(&cli->out, '\n');
}

static void print_quality(struct cli *cli, const struct quality *quality)
{
    const struct quality_formula *formula = &cli->rules.quality;
    strbuf_adds(&cli->out, formula->label[cli->language]);
    strbuf_adds(&cli->out, cli_say(cli, "：", ": "));
    print_value(cli, formula, quality->counts);
    add_line(cli, "  ", formula->text[cli->language]);
    for (size_t i = 0; i < formula->count; i++) {
        strbuf_adds(&cli->out, "  ");
        quality_line(formula, &formula->terms[i], quality->counts, cli->language, &cli->out);
        strbuf_addc(&cli->out, '\n');
    }
    for (size_t i = 0; i < quality->units.count; i++) {
        const struct quality_unit *unit = &quality->units.items[i];
        strbuf_adds(&cli->out, *unit->name ? unit->name : cli_say(cli, "（未明确牵头单位）", "(no lead unit)"));
        strbuf_addc(&cli->out, '\t');
        print_value(cli, formula, unit->counts);
    }
}

int command_quality(struct cli *cli)
{
    const struct insight insight = insight_of(cli);
    struct ledger ledger;
    struct quality quality;
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (!status)
        status = quality_count(&insight, ledger.head.id, &quality);
    if (status)
        return cli_result(cli, status);
    if (cli->json) {
        quality_json(&cli->out, &cli->rules.quality, &quality);
        strbuf_addc(&cli->out, '\n');
    } else {
        print_quality(cli, &quality);
    }
    return EXIT_OK;
}

/* ---- outcomes ---- */

static const char *value_label(struct cli *cli, const struct names *names, const struct outcome_row *row)
{
    int index = field_find(row->type, row->by);
    const struct field *field = index < 0 ? NULL : &row->type->fields[index];
    if (!*row->value)
        return field ? cli_say(cli, "（未填）", "(none)") : cli_say(cli, "合计", "in all");
    if (!field)
        return row->value[0] == 'r'   ? cli_say(cli, "收到", "received")
               : row->value[0] == 'a' ? cli_say(cli, "已答复", "answered")
                                      : cli_say(cli, "超期未答复", "overdue");
    return field->kind == KIND_term
               ? names_term(names, field->vocabulary, row->value)
               : profile_word(cli->profiles, "inspection", field->words->name, row->value, cli->language);
}

static void print_row(struct cli *cli, const struct names *names, const struct outcome_row *row)
{
    char yuan[32];
    strbuf_adds(&cli->out, "  ");
    strbuf_adds(&cli->out, value_label(cli, names, row));
    strbuf_adds(&cli->out, "\t");
    strbuf_add_int(&cli->out, row->count);
    if (row->type == &record_recovery) {
        money_text(row->fen, yuan);
        strbuf_addc(&cli->out, '\t');
        strbuf_adds(&cli->out, yuan);
        strbuf_adds(&cli->out, cli_say(cli, " 元", " yuan"));
    }
    if (row->type == &record_sanction) {
        strbuf_adds(&cli->out, cli_say(cli, " 人次\t", " person-times\t"));
        strbuf_add_int(&cli->out, row->persons);
        strbuf_adds(&cli->out, cli_say(cli, " 人", " persons"));
    }
    strbuf_addc(&cli->out, '\n');
}

/* The names of terms come with a record that has one. */
static enum status load_terms(struct cli *cli, struct uuid ledger, struct names **ret_names)
{
    struct sanction *sanction = record_new(cli->arena, &record_sanction);
    record_present(&sanction->head, FIELD_sanction_kind);
    *ret_names = names_new(cli->arena, &cli->scope);
    names_want_record(*ret_names, &record_sanction, &sanction->head, FIELD_BIT(FIELD_sanction_kind));
    return names_load(*ret_names, cli->db, ledger);
}

int command_outcomes(struct cli *cli)
{
    const struct insight insight = insight_of(cli);
    const struct record_type *type = NULL;
    struct ledger ledger;
    struct outcome_period period;
    struct outcomes outcomes;
    struct names *names;
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (!status)
        status = outcome_period_read(cli_option(cli, "from"), cli_option(cli, "until"), &cli->problems, &period);
    if (!status)
        status = outcomes_count(&insight, ledger.head.id, &period, &outcomes);
    if (!status)
        status = load_terms(cli, ledger.head.id, &names);
    if (status)
        return cli_result(cli, status);
    if (cli->json) {
        outcomes_json(&cli->out, &outcomes);
        strbuf_addc(&cli->out, '\n');
        return EXIT_OK;
    }
    for (size_t i = 0; i < outcomes.rows.count; i++) {
        const struct outcome_row *row = &outcomes.rows.items[i];
        if (row->type != type)
            add_line(cli, "", profile_record_label(cli->profiles, row->type, cli->language));
        type = row->type;
        print_row(cli, names, row);
    }
    return EXIT_OK;
}

/* ---- contradictions ---- */

int command_contradictions(struct cli *cli)
{
    const struct insight insight = insight_of(cli);
    struct ledger ledger;
    struct contradictions found;
    if (cli->count)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (!status)
        status = contradictions_find(&insight, ledger.head.id, NULL, &found);
    if (status)
        return cli_result(cli, status);
    if (cli->json) {
        contradictions_json(&cli->out, &found);
        strbuf_addc(&cli->out, '\n');
        return EXIT_OK;
    }
    for (size_t i = 0; i < found.items.count; i++) {
        const struct contradiction *one = &found.items.items[i];
        const char *const columns[] = {one->number, one->rule->code, cli_say(cli, one->rule->zh, one->rule->en),
                                       one->title};
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
            strbuf_adds(&cli->out, k ? "\t" : "");
            strbuf_adds(&cli->out, columns[k]);
        }
        strbuf_addc(&cli->out, '\n');
    }
    if (found.total > (int64_t)found.items.count)
        add_line(cli, "", cli_say(cli, "……还有更多", "… and more"));
    return EXIT_OK;
}
