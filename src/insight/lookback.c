#include "insight/lookback.h"

#include "base/utf8.h"
#include "insight/insight_messages.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* ---- weights ---- */

#define LOOKBACK_NAME(name) #name,
static const char *const fact_names[] = {LOOKBACK_FACTS(LOOKBACK_NAME) NULL};
#undef LOOKBACK_NAME

enum status lookback_weights_read(struct arena *arena, const char *name, const char *bytes, size_t size,
                                  struct problems *problems, struct lookback_weights *ret_weights)
{
    static const char *const keys[] = {"label", "terms", NULL};
    struct rule_file file = {.arena = arena, .problems = problems, .name = name, .facts = fact_names};
    struct lookback_weights weights = {0};
    enum status status = rule_file_begin(&file, bytes, size, keys);
    if (file.json && json_is_object(file.json)) {
        enum status label = rule_file_pair(&file, "label", weights.label),
                    terms = rule_file_terms(&file, &weights.terms, &weights.count);
        status = label ? label : terms ? terms : status;
    }
    rule_file_end(&file);
    if (!status)
        *ret_weights = weights;
    return status;
}

enum status lookback_check(int64_t count, const char *seed, struct problems *problems)
{
    char most[16];
    enum status status = OK;
    size_t length = strlen(seed);
    bool good = length >= 1 && length <= LOOKBACK_SEED;
    for (const char *at = seed; good && *at; at++)
        good = isalnum((unsigned char)*at) || *at == '-';
    if (!good) {
        snprintf(most, sizeof most, "%d", LOOKBACK_SEED);
        status = problem_add(problems, REFUSED, &msg_lookback_seed, "seed", most, NULL);
    }
    if (count < 1 || count > LOOKBACK_MOST) {
        snprintf(most, sizeof most, "%d", LOOKBACK_MOST);
        status = problem_add(problems, REFUSED, &msg_lookback_count, "count", most, NULL);
    }
    return status;
}

const char *lookback_seed(struct arena *arena)
{
    uint32_t number;
    random_bytes(&number, sizeof number);
    return arena_printf(arena, "%08u", (unsigned)(number % 100000000)); /* digits: it is read out and written down */
}

/* ---- candidates ---- */

typedef VEC(struct lookback_row) rows_vec;

enum column {
    AT_id,
    AT_number,
    AT_title,
    AT_turn,
    AT_passed_on,
    AT_due,
    AT_unit,
    AT_serious,
    AT_own,
    AT_rating,
    AT_decided,
    AT_checked
};

/* Closed, without a look-back that is planned; a row for each request that passed, the last one last. */
static struct stmt *select_candidates(const struct insight *insight, struct uuid ledger)
{
    struct query query = insight_query(insight);
    query_add(&query, "SELECT \"f\".\"id\",\"f\".\"number\",\"f\".\"title\",\"f\".\"turn\",\"f\".\"passed_on\","
                      "\"f\".\"due_on\",\"u\".\"name\",CASE WHEN \"f\".\"severity\"='serious' OR \"t\".\"means\"="
                      "'serious' THEN 1 ELSE 0 END,\"r\".\"own_rating\",\"r\".\"rating\",\"r\".\"decided_on\","
                      "\"c\".\"last_on\" FROM (SELECT \"id\",\"number\",\"title\",\"turn\",\"passed_on\",\"due_on\","
                      "\"severity\",\"lead_unit_id\"");
    insight_where(insight, &query, &record_finding, ledger);
    query_add(&query, " AND \"state\"='closed' AND NOT EXISTS (SELECT 1 FROM \"effectiveness_check\" AS \"k\" WHERE "
                      "\"k\".\"ledger_id\"=");
    query_id(&query, ledger);
    query_add(&query, " AND \"k\".\"finding_id\"=\"finding\".\"id\" AND \"k\".\"state\"='planned' AND "
                      "\"k\".\"withdrawn\"=0)) AS \"f\" LEFT JOIN \"organisation\" AS \"u\" ON "
                      "\"u\".\"id\"=\"f\".\"lead_unit_id\" LEFT JOIN \"term\" AS \"t\" ON \"t\".\"vocabulary\"="
                      "'severity' AND \"t\".\"word\"=\"f\".\"severity\" LEFT JOIN \"closure_request\" AS \"r\" ON "
                      "\"r\".\"ledger_id\"=");
    query_id(&query, ledger);
    query_add(&query, " AND \"r\".\"finding_id\"=\"f\".\"id\" AND \"r\".\"state\"='passed' AND \"r\".\"withdrawn\"=0 "
                      "LEFT JOIN (SELECT \"finding_id\",MAX(\"checked_on\") AS \"last_on\" FROM "
                      "\"effectiveness_check\" WHERE \"ledger_id\"=");
    query_id(&query, ledger);
    query_add(&query, " AND \"state\"='done' AND \"withdrawn\"=0 GROUP BY \"finding_id\") AS \"c\" ON "
                      "\"c\".\"finding_id\"=\"f\".\"id\" ORDER BY \"f\".\"number\",\"f\".\"id\",\"r\".\"turn\"");
    return query_run(&query, insight->db);
}

static bool day_at(struct stmt *stmt, int column, date *ret_day)
{
    return !stmt_is_null(stmt, column) && date_parse(stmt_text(stmt, column), ret_day);
}

static unsigned facts_of(struct stmt *stmt, date today)
{
    date due, decided, checked;
    int own = word_find(&words_rating, stmt_text(stmt, AT_own)),
        rating = word_find(&words_rating, stmt_text(stmt, AT_rating));
    bool dated = day_at(stmt, AT_due, &due) && day_at(stmt, AT_decided, &decided);
    unsigned facts = 1u << LOOKBACK_base;
    facts |= stmt_int(stmt, AT_serious) ? 1u << LOOKBACK_serious : 0;
    facts |= stmt_int(stmt, AT_turn) > 1 ? 1u << LOOKBACK_reopened : 0;
    facts |= own >= 0 && rating > own ? 1u << LOOKBACK_rating_gap : 0; /* the best rating stands first */
    facts |= stmt_int(stmt, AT_passed_on) > 0 ? 1u << LOOKBACK_passed_on : 0;
    facts |= dated && decided <= due && decided >= due - LOOKBACK_LAST_DAYS ? 1u << LOOKBACK_last_days : 0;
    if (!day_at(stmt, AT_checked, &checked) || checked < date_add_months(today, -LOOKBACK_MONTHS))
        facts |= 1u << LOOKBACK_unchecked;
    return facts;
}

static int64_t weight_of(const struct lookback_weights *weights, unsigned facts)
{
    int64_t weight = 0;
    for (size_t i = 0; i < weights->count; i++)
        weight += facts & 1u << weights->terms[i].fact ? weights->terms[i].weight : 0;
    return weight;
}

static enum status read_candidates(const struct insight *insight, const struct lookback_weights *weights,
                                   struct uuid ledger, rows_vec *ret_rows)
{
    bool row;
    enum status status;
    struct arena *arena = insight->arena;
    struct stmt *stmt = select_candidates(insight, ledger);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct uuid id = stmt_uuid(stmt, AT_id);
        struct lookback_row *last = ret_rows->count ? &ret_rows->items[ret_rows->count - 1] : NULL;
        if (!last || !uuid_equal(last->finding, id))
            last = VEC_PUSH(arena, ret_rows);
        *last = (struct lookback_row){.finding = id,
                                      .number = arena_strdup(arena, stmt_text(stmt, AT_number)),
                                      .title = arena_strdup(arena, stmt_text(stmt, AT_title)),
                                      .unit = arena_strdup(arena, stmt_text(stmt, AT_unit)),
                                      .facts = facts_of(stmt, clock_today(insight->clock))};
        last->weight = weight_of(weights, last->facts);
    }
    stmt_done(stmt);
    return status;
}

/* ---- drawing ---- */

static uint64_t number_of(struct arena *arena, const char *seed, size_t draw)
{
    const char *text = arena_printf(arena, "%s:%zu", seed, draw);
    struct digest digest = digest_of(DIGEST_SHA256, text, strlen(text));
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | digest.bytes[i];
    return number;
}

static void put_points(struct strbuf *out, int64_t hundredths)
{
    char text[32];
    money_text(hundredths, text);
    if (hundredths % 100 == 0)
        text[strlen(text) - 3] = '\0';
    strbuf_adds(out, text);
}

/* "权重 6：基数 1、严重程度为严重 3、曾经回炉 2" */
static const char *note_of(struct arena *arena, const struct lookback_weights *weights, const struct lookback_row *row)
{
    struct strbuf note = {0};
    const char *between = "：";
    strbuf_adds(&note, "权重 ");
    put_points(&note, row->weight);
    for (size_t i = 0; i < weights->count; i++) {
        const struct rule_term *term = &weights->terms[i];
        if (!(row->facts & 1u << term->fact) || !term->weight)
            continue;
        strbuf_adds(&note, between);
        strbuf_adds(&note, term->label[LANGUAGE_ZH]);
        strbuf_addc(&note, ' ');
        put_points(&note, term->weight);
        between = "、";
    }
    const char *text = strbuf_text(&note);
    text = arena_strndup(
        arena, text,
        utf8_prefix(text, note.length, record_effectiveness_check.fields[FIELD_effectiveness_check_weight_note].max));
    strbuf_free(&note);
    return text;
}

static struct lookback_row *row_at(rows_vec *rows, uint64_t place)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct lookback_row *row = &rows->items[i];
        if (row->drawn || row->weight <= 0)
            continue;
        if (place < (uint64_t)row->weight)
            return row;
        place -= (uint64_t)row->weight;
    }
    return NULL;
}

static const char *batch_of(const struct insight *insight, const char *seed)
{
    int year, month, day;
    date_split(clock_today(insight->clock), &year, &month, &day);
    return arena_printf(insight->arena, "%d年%d月%d日，种子 %s", year, month, day, seed);
}

enum status lookback_draw(const struct insight *insight, const struct lookback_weights *weights, struct uuid ledger,
                          const char *seed, size_t count, struct problems *problems, struct lookback_sample *ret_sample)
{
    rows_vec rows = {0};
    uint64_t left = 0;
    enum status status = read_candidates(insight, weights, ledger, &rows);
    if (status)
        return status;
    for (size_t i = 0; i < rows.count; i++)
        left += (uint64_t)rows.items[i].weight;
    if (!left)
        return problem_add(problems, REFUSED, &msg_lookback_nothing, "", NULL);
    *ret_sample = (struct lookback_sample){.seed = seed, .batch = batch_of(insight, seed), .candidates = rows.count};
    for (size_t draw = 1; draw <= count && left; draw++) {
        struct lookback_row *row = row_at(&rows, number_of(insight->arena, seed, draw) % left);
        row->drawn = true;
        row->note = note_of(insight->arena, weights, row);
        left -= (uint64_t)row->weight;
        *VEC_PUSH(insight->arena, &ret_sample->drawn) = *row;
    }
    return OK;
}

/* ---- planning ---- */

static enum status plan_one(struct tx *tx, const struct scope *scope, const struct command *command, struct uuid ledger,
                            const date *planned_on, const char *batch, struct lookback_row *row,
                            struct problems *problems)
{
    struct effectiveness_check *check = record_new(tx->arena, &record_effectiveness_check);
    check->head.ledger_id = ledger;
    check->finding_id = row->finding;
    check->kind = check_kind_sampled;
    check->batch = batch;
    check->weight_note = row->note;
    for (int field = FIELD_effectiveness_check_finding_id; field <= FIELD_effectiveness_check_weight_note; field++)
        record_present(&check->head, field);
    if (planned_on) {
        check->planned_on = *planned_on;
        record_present(&check->head, FIELD_effectiveness_check_planned_on);
    }
    enum status status = gate_add(tx, scope, command, &record_effectiveness_check, &check->head, problems);
    row->check = check->head.id;
    return status;
}

enum status lookback_plan(struct tx *tx, const struct scope *scope, const struct command *command, struct uuid ledger,
                          const date *planned_on, struct lookback_sample *sample, struct problems *problems)
{
    enum status status = OK;
    for (size_t i = 0; i < sample->drawn.count && !status; i++)
        status = plan_one(tx, scope, command, ledger, planned_on, sample->batch, &sample->drawn.items[i], problems);
    return status;
}

void lookback_json(struct strbuf *out, const struct lookback_sample *sample)
{
    strbuf_addc(out, '{');
    strbuf_add_member(out, "seed", sample->seed);
    strbuf_add_member(out, "batch", sample->batch);
    strbuf_add_member_int(out, "candidates", (int64_t)sample->candidates);
    strbuf_add_member_name(out, "drawn");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < sample->drawn.count; i++) {
        const struct lookback_row *row = &sample->drawn.items[i];
        char weight[32];
        money_text(row->weight, weight);
        strbuf_adds(out, i ? ",\n{" : "{");
        json_member_id(out, "finding_id", row->finding);
        json_member_id(out, "check_id", row->check);
        json_member_text(out, "number", row->number);
        strbuf_add_member(out, "title", row->title);
        json_member_text(out, "unit", row->unit);
        strbuf_add_member(out, "weight", weight);
        strbuf_add_member(out, "note", row->note);
        strbuf_addc(out, '}');
    }
    strbuf_adds(out, "]}");
}
