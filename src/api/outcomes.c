/* outcomes: what rectification brought about, how well problems were closed, where results contradict facts, and the
 * sample of problems to be looked at again; declared in "api/handlers.h". */
#include "insight/outcomes.h"

#include "api/handlers.h"
#include "api/insights.h"
#include "insight/contradictions.h"
#include "insight/figure_rules.h"
#include "ledger/names.h"
#include "record/record_messages.h"

static enum status write_quality(struct call *call, const struct insight *insight, struct uuid ledger)
{
    struct quality quality;
    enum status status = quality_count(insight, ledger, &quality);
    if (!status)
        quality_json(call_out(call), &call->server->setup.rules->quality, &quality);
    return status;
}

enum status quality_answer(struct call *call, struct db *db)
{
    return call_figures(call, db, write_quality);
}

enum status outcomes_answer(struct call *call, struct db *db)
{
    const struct insight insight = call_insight(call, db);
    const struct ledger_card *ledger;
    struct outcome_period period;
    struct outcomes outcomes;
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = outcome_period_read(http_query(call->http, "from"), http_query(call->http, "until"), &call->problems,
                                     &period);
    if (!status)
        status = outcomes_count(&insight, ledger->id, &period, &outcomes);
    if (!status)
        outcomes_json(call_out(call), &outcomes);
    return status;
}

enum status contradictions_answer(struct call *call, struct db *db)
{
    const struct insight insight = call_insight(call, db);
    const struct ledger_card *ledger;
    struct contradictions found;
    struct uuid finding;
    const char *text = http_query(call->http, "finding_id");
    bool one = text && *text;
    enum status status = call_ledger(call, &ledger);
    if (!status && one)
        status = name_resolve(db, call->arena, call->scope, &record_finding, ledger->id, text, "finding_id",
                              &call->problems, &finding);
    if (!status)
        status = contradictions_find(&insight, ledger->id, one ? &finding : NULL, &found);
    if (!status)
        contradictions_json(call_out(call), &found);
    return status;
}

/* ---- the sample ---- */

struct sampling {
    const struct ledger_card *ledger;
    int64_t count;
    const char *seed;
    bool has_day;
    date planned_on;
    struct lookback_sample drawn;
};

static enum status read_day(struct call *call, const json_t *json, struct sampling *sampling)
{
    const char *text;
    enum status status = call_text(call, json, "planned_on", false, &text);
    sampling->has_day = !status && *text;
    if (sampling->has_day && !date_parse(text, &sampling->planned_on))
        status = problem_add(&call->problems, REFUSED, &msg_not_date, "planned_on",
                             record_effectiveness_check.fields[FIELD_effectiveness_check_planned_on].label, text, NULL);
    return status;
}

enum status sample_prepare(struct call *call)
{
    static const char *const keys[] = {"count", "seed", "planned_on", NULL};
    struct sampling *sampling = ARENA_NEW(call->arena, struct sampling);
    json_t *json;
    enum status status = call_ledger(call, &sampling->ledger), one;
    if (!status)
        status = call_json(call, &json);
    if (!status)
        status = call_keys(call, json, keys);
    if (status)
        return status;
    sampling->count = json_integer_value(json_object_get(json, "count"));
    status = call_text(call, json, "seed", false, &sampling->seed);
    if ((one = read_day(call, json, sampling)))
        status = one;
    if (!status && !*sampling->seed)
        sampling->seed = lookback_seed(call->arena); /* here: what is applied may be applied again */
    if (!status)
        status = lookback_check(sampling->count, sampling->seed, &call->problems);
    call->state = sampling;
    return status;
}

/* A reply is written after the transaction's memory is gone. */
static void keep(struct arena *arena, struct lookback_sample *sample)
{
    sample->batch = arena_strdup(arena, sample->batch);
    sample->drawn.items = arena_memdup(arena, sample->drawn.items, sample->drawn.count * sizeof *sample->drawn.items);
    for (size_t i = 0; i < sample->drawn.count; i++) {
        struct lookback_row *row = &sample->drawn.items[i];
        row->number = arena_strdup(arena, row->number);
        row->title = arena_strdup(arena, row->title);
        row->unit = arena_strdup(arena, row->unit);
        row->note = arena_strdup(arena, row->note);
    }
}

enum status sample_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    struct sampling *sampling = call->state;
    struct uuid ledger = sampling->ledger->id;
    const struct insight insight = {.db = tx->db, .arena = tx->arena, .scope = call->scope, .clock = tx->clock};
    struct command command = command_new(tx, &call->actor);
    struct lookback_sample sample;
    enum status status = lookback_draw(&insight, &call->server->setup.rules->lookback, ledger, sampling->seed,
                                       (size_t)sampling->count, problems, &sample);
    if (!status)
        status = lookback_plan(tx, call->scope, &command, ledger, sampling->has_day ? &sampling->planned_on : NULL,
                               &sample, problems);
    if (!status) {
        keep(call->arena, &sample);
        sampling->drawn = sample;
    }
    return status;
}

enum status sample_answer(struct call *call, struct db *db)
{
    (void)db;
    lookback_json(call_out(call), &((const struct sampling *)call->state)->drawn);
    return OK;
}
