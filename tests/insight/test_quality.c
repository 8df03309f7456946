/* The quality figure and the look-back sample: what is wrong in a rule is named; a fact counts what it says, of what
 * the reader sees; the same seed draws the same. On both databases. */
#include "workflow/bureau.h"

#include "insight/figure_rules.h"
#include "insight/insight_messages.h"
#include "ledger/records.h"

/* ---- rules ---- */

#define TERM(fact, weight) "{\"fact\":\"" fact "\",\"weight\":" weight ",\"label\":[\"中\",\"en\"]}"
#define RULE(more, terms)                                                                                              \
    "{\"label\":[\"质量\",\"Quality\"],\"text\":[\"公式\",\"formula\"],\"base\":100,\"floor\":0,"                  \
    "\"per\":\"closed_ever\"," more "\"terms\":[" terms "]}"

struct reading {
    struct arena *arena;
    struct problems problems;
    struct quality_formula formula;
};

static int begin(void **state)
{
    struct arena *arena = arena_new();
    struct reading *reading = ARENA_NEW(arena, struct reading);
    reading->arena = arena;
    problems_init(&reading->problems, arena);
    *state = reading;
    return 0;
}

static int end(void **state)
{
    arena_free(((struct reading *)*state)->arena);
    return 0;
}

static enum status read_text(struct reading *reading, const char *text)
{
    problems_init(&reading->problems, reading->arena);
    return quality_formula_read(reading->arena, "quality.json", text, strlen(text), &reading->problems,
                                &reading->formula);
}

static bool says(const struct reading *reading, const struct message *message, const char *argument)
{
    for (size_t i = 0; i < reading->problems.count; i++)
        if (reading->problems.items[i].message == message &&
            strstr(reading->problems.items[i].args[1] ? reading->problems.items[i].args[1] : "", argument))
            return true;
    return false;
}

static void the_programs_own_rules_are_whole(void **state)
{
    struct reading *reading = *state;
    struct figure_rules rules = {0};
    assert_int_equal(figure_rules_read(reading->arena, NULL, &reading->problems, &rules), OK);
    assert_int_equal(rules.quality.base, 10000);
    assert_true(rules.quality.count > 3 && rules.lookback.count == LOOKBACK_FACT_COUNT);
    /* a folder without rules of its own changes nothing */
    assert_int_equal(figure_rules_read(reading->arena, "/nowhere", &reading->problems, &rules), OK);
}

static void what_is_wrong_in_a_rule_is_named(void **state)
{
    struct reading *reading = *state;
    assert_int_equal(read_text(reading, RULE("", TERM("returned", "-10"))), OK);
    assert_int_equal(read_text(reading, RULE("", TERM("happiness", "-10"))), REFUSED);
    assert_true(says(reading, &msg_rule_fact, "happiness"));
    assert_int_equal(read_text(reading, "{\"label\": ["), REFUSED);
    assert_true(says(reading, &msg_rule_unreadable, "1:"));
    assert_int_equal(read_text(reading, "[]"), REFUSED);
    assert_int_equal(read_text(reading, RULE("\"colour\":1,", TERM("returned", "-10"))), REFUSED);
    assert_true(says(reading, &msg_rule_key, "colour"));
    assert_int_equal(read_text(reading, RULE("", TERM("returned", "-10") "," TERM("returned", "1"))), REFUSED);
    assert_true(says(reading, &msg_rule_fact_doubled, "returned"));
    assert_int_equal(read_text(reading, RULE("", TERM("returned", "\"x\""))), REFUSED);
    assert_true(says(reading, &msg_rule_weight, "returned"));
    assert_int_equal(read_text(reading, RULE("", TERM("returned", "-1001"))), REFUSED);
    assert_int_equal(read_text(reading, RULE("", "")), REFUSED);
    assert_true(says(reading, &msg_rule_missing, "terms"));
    assert_int_equal(read_text(reading, RULE("", "{\"fact\":\"returned\",\"weight\":1,\"label\":[\"中\"]}")), REFUSED);
    assert_true(says(reading, &msg_rule_missing, "label"));
    /* everything at once */
    assert_int_equal(read_text(reading, "{\"terms\":[" TERM("nothing", "1") "]}"), REFUSED);
    assert_true(says(reading, &msg_rule_missing, "label") && says(reading, &msg_rule_missing, "base") &&
                says(reading, &msg_rule_missing, "per") && says(reading, &msg_rule_fact, "nothing"));
}

static void the_figure_is_its_formula(void **state)
{
    struct reading *reading = *state;
    int64_t counts[QUALITY_FACT_COUNT] = {[QUALITY_closed_ever] = 12, [QUALITY_returned] = 3, [QUALITY_reopened] = 1};
    int64_t value;
    assert_int_equal(read_text(reading, RULE("", TERM("returned", "-10") "," TERM("reopened", "-20.5"))), OK);
    const struct rule_term *terms = reading->formula.terms;
    assert_int_equal(quality_contribution(&reading->formula, &terms[0], counts), -250); /* 3 × 10 ÷ 12 */
    assert_int_equal(quality_contribution(&reading->formula, &terms[1], counts), -171); /* 20.5 ÷ 12 = 1.708 */
    assert_true(quality_value(&reading->formula, counts, &value));
    assert_int_equal(value, 10000 - 250 - 171);
    struct strbuf line = {0};
    quality_line(&reading->formula, &terms[0], counts, LANGUAGE_ZH, &line);
    assert_string_equal(strbuf_text(&line), "中：3 × -10.00 ÷ 12 = -2.50");
    strbuf_free(&line);
    counts[QUALITY_returned] = 1000; /* never below the floor */
    assert_true(quality_value(&reading->formula, counts, &value));
    assert_int_equal(value, 0);
    counts[QUALITY_closed_ever] = 0; /* nothing was closed: no figure */
    assert_false(quality_value(&reading->formula, counts, &value));
}

/* ---- counting ---- */

static struct insight insight_of(struct bureau *bureau, const struct scope *scope)
{
    struct bench *bench = bureau->bench;
    return (struct insight){.db = bench->db, .arena = bench->arena, .scope = scope, .clock = &bench->clock};
}

static struct quality count(struct bureau *bureau, const struct scope *scope)
{
    struct quality quality;
    const struct insight insight = insight_of(bureau, scope);
    must(bureau->bench, quality_count(&insight, bureau->ledger, &quality));
    return quality;
}

static void look(struct bureau *bureau, struct uuid finding, const char *result)
{
    struct uuid check = bureau_add(bureau, &record_effectiveness_check, "finding_id", bureau_text(bureau, finding),
                                   "kind", "planned", NULL);
    must(bureau->bench, bureau_move(bureau, &bureau->scopes[OFFICE], &record_effectiveness_check, check, "check",
                                    "result", result, "found", "看了", NULL));
}

static void facts_count_what_they_say(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid first = bureau_closed(bureau, "一"), late = bureau_closed(bureau, "二"),
                again = bureau_closed(bureau, "三");
    must(bench, bureau_set(bureau, &record_finding, late, "due", "2020-01-01", NULL));
    look(bureau, first, "held");
    look(bureau, late, "partly");
    look(bureau, again, "rebounded");
    struct quality quality = count(bureau, &bureau->scopes[OFFICE]);
    const int64_t wanted[QUALITY_FACT_COUNT] = {
        [QUALITY_closed_ever] = 3, [QUALITY_closed] = 2,   [QUALITY_closed_first_time] = 2,
        [QUALITY_closed_late] = 1, [QUALITY_reopened] = 1, [QUALITY_checked] = 3,
        [QUALITY_held] = 1,        [QUALITY_partly] = 1,   [QUALITY_rebounded] = 1};
    for (int i = 0; i < QUALITY_FACT_COUNT; i++)
        if (quality.counts[i] != wanted[i])
            fail_msg("fact %d: %lld", i, (long long)quality.counts[i]);
    /* all of it is unit A's */
    assert_int_equal(quality.units.count, 1);
    assert_true(uuid_equal(quality.units.items[0].id, bureau->a));
    assert_string_equal(quality.units.items[0].name, "甲科");
    assert_memory_equal(quality.units.items[0].counts, quality.counts, sizeof quality.counts);
    /* who sees nothing of it counts nothing */
    quality = count(bureau, &bureau->scopes[OWNER_B]);
    assert_int_equal(quality.counts[QUALITY_closed_ever] + quality.counts[QUALITY_checked], 0);
    quality = count(bureau, &bureau->scopes[OWNER_A]);
    assert_int_equal(quality.counts[QUALITY_closed_ever], 3);
}

/* ---- the sample ---- */

struct drawing {
    struct bureau *bureau;
    const struct lookback_weights *weights;
    const char *seed;
    size_t count;
    bool plans;
    struct lookback_sample *ret_sample;
};

static enum status draw(struct tx *tx, void *context, struct problems *problems)
{
    struct drawing *d = context;
    struct bench *bench = d->bureau->bench;
    const struct scope *scope = &d->bureau->scopes[SUPERVISOR];
    const struct actor actor = {.person_id = scope->person_id, .via = via_web};
    struct command command = command_new(tx, &actor);
    const struct insight insight = {.db = tx->db, .arena = bench->arena, .scope = scope, .clock = tx->clock};
    enum status status =
        lookback_draw(&insight, d->weights, d->bureau->ledger, d->seed, d->count, problems, d->ret_sample);
    return status || !d->plans ? status
                               : lookback_plan(tx, scope, &command, d->bureau->ledger, NULL, d->ret_sample, problems);
}

static struct lookback_sample drawn(struct bureau *bureau, const struct lookback_weights *weights, const char *seed,
                                    size_t many, bool plans)
{
    struct lookback_sample sample = {0};
    struct drawing drawing = {bureau, weights, seed, many, plans, &sample};
    bench_forget(bureau->bench);
    must(bureau->bench, bench_write(bureau->bench, draw, &drawing));
    return sample;
}

static bool same(const struct lookback_sample *a, const struct lookback_sample *b)
{
    for (size_t i = 0; i < a->drawn.count && i < b->drawn.count; i++)
        if (!uuid_equal(a->drawn.items[i].finding, b->drawn.items[i].finding))
            return false;
    return a->drawn.count == b->drawn.count;
}

static unsigned facts_of(const struct lookback_sample *sample, struct uuid finding)
{
    for (size_t i = 0; i < sample->drawn.count; i++)
        if (uuid_equal(sample->drawn.items[i].finding, finding))
            return sample->drawn.items[i].facts;
    fail_msg("not drawn");
    return 0;
}

static void the_same_seed_draws_the_same(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct figure_rules rules;
    must(bench, figure_rules_read(bench->arena, NULL, &bench->problems, &rules));
    struct lookback_sample none;
    struct drawing nothing = {bureau, &rules.lookback, "s", 3, false, &none};
    assert_int_equal(bench_write(bench, draw, &nothing), REFUSED);
    assert_true(bench_names(bench, &msg_lookback_nothing, ""));
    for (int i = 0; i < 8; i++)
        bureau_closed(bureau, arena_printf(bench->arena, "问题%d", i));
    struct lookback_sample one = drawn(bureau, &rules.lookback, "2026-q4", 4, false),
                           two = drawn(bureau, &rules.lookback, "2026-q4", 4, false);
    assert_int_equal(one.candidates, 8);
    assert_int_equal(one.drawn.count, 4);
    assert_true(same(&one, &two));
    bool differs = false;
    for (int i = 0; i < 5 && !differs; i++) {
        struct lookback_sample other =
            drawn(bureau, &rules.lookback, arena_printf(bench->arena, "seed%d", i), 4, false);
        differs = !same(&one, &other);
    }
    assert_true(differs);
    /* what is planned is not drawn again; fewer than asked for are drawn when there are no more */
    two = drawn(bureau, &rules.lookback, "2026-q4", 4, true);
    assert_true(same(&one, &two));
    struct lookback_sample rest = drawn(bureau, &rules.lookback, "x", 100, false);
    assert_int_equal(rest.drawn.count, 4);
    for (size_t i = 0; i < rest.drawn.count; i++)
        for (size_t k = 0; k < one.drawn.count; k++)
            assert_false(uuid_equal(rest.drawn.items[i].finding, one.drawn.items[k].finding));
    const struct effectiveness_check *check =
        bureau_load(bureau, &record_effectiveness_check, two.drawn.items[0].check);
    assert_int_equal(check->kind, check_kind_sampled);
    assert_string_equal(check->weight_note, "权重 3：基数 1、一年内没有核查过 2");
    must_fold_to_the_same(bench);
}

static void each_weight_has_its_fact(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct figure_rules rules;
    char due[DATE_TEXT];
    must(bench, figure_rules_read(bench->arena, NULL, &bench->problems, &rules));
    bureau_add(bureau, &record_term, "vocabulary", "severity", "word", "grave", "label", "特别严重", "means", "serious",
               NULL);
    struct uuid plain = bureau_closed(bureau, "一"), grave = bureau_closed(bureau, "二"),
                last = bureau_closed(bureau, "三"), seen = bureau_closed(bureau, "四");
    must(bench, bureau_set(bureau, &record_finding, grave, "severity", "grave", NULL));
    date_text(clock_today(&bench->clock) + 2, due);
    must(bench, bureau_set(bureau, &record_finding, last, "due", due, NULL));
    look(bureau, seen, "held");
    struct lookback_sample sample = drawn(bureau, &rules.lookback, "a", 10, false);
    const unsigned usual = 1u << LOOKBACK_base | 1u << LOOKBACK_unchecked;
    assert_int_equal(facts_of(&sample, plain), usual);
    assert_int_equal(facts_of(&sample, grave), usual | 1u << LOOKBACK_serious);
    assert_int_equal(facts_of(&sample, last), usual | 1u << LOOKBACK_last_days);
    assert_int_equal(facts_of(&sample, seen), 1u << LOOKBACK_base);
    /* a weight of nothing is never drawn */
    struct rule_term only[] = {{LOOKBACK_serious, 100, {"严重", "serious"}}};
    const struct lookback_weights serious = {.terms = only, .count = 1};
    sample = drawn(bureau, &serious, "a", 10, false);
    assert_int_equal(sample.drawn.count, 1);
    assert_true(uuid_equal(sample.drawn.items[0].finding, grave));
}

static void a_sample_is_asked_for_in_bounds(void **state)
{
    struct reading *reading = *state;
    assert_int_equal(lookback_check(1, "2026-q4", &reading->problems), OK);
    assert_int_equal(lookback_check(0, "a", &reading->problems), REFUSED);
    assert_int_equal(lookback_check(LOOKBACK_MOST + 1, "a", &reading->problems), REFUSED);
    assert_int_equal(lookback_check(1, "", &reading->problems), REFUSED);
    assert_int_equal(lookback_check(1, "种子", &reading->problems), REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_programs_own_rules_are_whole, begin, end),
        cmocka_unit_test_setup_teardown(what_is_wrong_in_a_rule_is_named, begin, end),
        cmocka_unit_test_setup_teardown(the_figure_is_its_formula, begin, end),
        cmocka_unit_test_setup_teardown(a_sample_is_asked_for_in_bounds, begin, end),
        FULL_ON_BOTH(facts_count_what_they_say),
        FULL_ON_BOTH(the_same_seed_draws_the_same),
        FULL_ON_BOTH(each_weight_has_its_fact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
