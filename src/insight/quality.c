#include "insight/quality.h"

#include <stdlib.h>
#include <string.h>

/* ---- the formula ---- */

#define QUALITY_NAME(name, record, filter) #name,
static const char *const fact_names[] = {QUALITY_FACTS(QUALITY_NAME) NULL};
#undef QUALITY_NAME

enum status quality_formula_read(struct arena *arena, const char *name, const char *bytes, size_t size,
                                 struct problems *problems, struct quality_formula *ret_formula)
{
    static const char *const keys[] = {"label", "text", "base", "floor", "per", "terms", NULL};
    struct rule_file file = {
        .arena = arena, .problems = problems, .name = name, .facts = fact_names, .least = -RULE_WEIGHT};
    struct quality_formula formula = {0};
    enum status status = rule_file_begin(&file, bytes, size, keys);
    if (file.json && json_is_object(file.json)) {
        enum status all[] = {
            rule_file_pair(&file, "label", formula.label),  rule_file_pair(&file, "text", formula.text),
            rule_file_number(&file, "base", &formula.base), rule_file_number(&file, "floor", &formula.floor),
            rule_file_fact(&file, "per", &formula.per),     rule_file_terms(&file, &formula.terms, &formula.count)};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            status = all[i] ? all[i] : status;
    }
    rule_file_end(&file);
    if (!status)
        *ret_formula = formula;
    return status;
}

int64_t quality_contribution(const struct quality_formula *formula, const struct rule_term *term,
                             const int64_t counts[QUALITY_FACT_COUNT])
{
    int64_t per = counts[formula->per], whole = term->weight * counts[term->fact];
    if (per <= 0)
        return 0;
    return (whole * 2 + (whole < 0 ? -per : per)) / (per * 2); /* to the nearest */
}

bool quality_value(const struct quality_formula *formula, const int64_t counts[QUALITY_FACT_COUNT],
                   int64_t *ret_hundredths)
{
    int64_t value = formula->base;
    for (size_t i = 0; i < formula->count; i++)
        value += quality_contribution(formula, &formula->terms[i], counts);
    *ret_hundredths = value < formula->floor ? formula->floor : value;
    return counts[formula->per] > 0;
}

/* ---- counting ---- */

/* Where a unit's row is: units may be tens of thousands. */
struct known {
    size_t row;
    struct known *next;
};

enum { KNOWN = 4096 };

struct counting {
    const struct insight *insight;
    struct uuid ledger;
    struct quality *quality;
    struct known **known; /* KNOWN buckets */
};

/* The condition of a fact that is a question of findings. */
static void add_question(const struct counting *c, struct query *query, enum question question)
{
    const struct asked asked = {.question = question};
    const struct insight *insight = c->insight;
    query_add(query, ",SUM(CASE WHEN ");
    query_within(query, question_condition(insight->arena, insight->scope, insight->clock, c->ledger, &asked, 1));
    query_add(query, " THEN 1 ELSE 0 END)");
}

static struct quality_unit *unit_of(struct counting *c, struct uuid id)
{
    struct known **bucket = &c->known[(size_t)(id.bytes[15] | id.bytes[14] << 8) % KNOWN];
    for (const struct known *known = *bucket; known; known = known->next)
        if (uuid_equal(c->quality->units.items[known->row].id, id))
            return &c->quality->units.items[known->row];
    struct known *known = ARENA_NEW(c->insight->arena, struct known);
    *known = (struct known){.row = c->quality->units.count, .next = *bucket};
    *bucket = known;
    struct quality_unit *unit = VEC_PUSH(c->insight->arena, &c->quality->units);
    *unit = (struct quality_unit){.id = id, .name = "", .order = ""};
    return unit;
}

/* Rows of unit, its name, its place, and the facts named from `first` on. */
static enum status take(struct counting *c, struct query *query, int first, int count)
{
    bool row;
    enum status status;
    struct stmt *stmt = query_run(query, c->insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        bool has_unit = !stmt_is_null(stmt, 0);
        struct quality_unit *unit = unit_of(c, has_unit ? stmt_uuid(stmt, 0) : (struct uuid){0});
        if (has_unit && !*unit->name) {
            unit->name = arena_strdup(c->insight->arena, stmt_text(stmt, 1));
            unit->order = arena_strdup(c->insight->arena, stmt_text(stmt, 2));
        }
        for (int i = 0; i < count; i++) {
            unit->counts[first + i] += stmt_int(stmt, 3 + i);
            c->quality->counts[first + i] += stmt_int(stmt, 3 + i);
        }
    }
    stmt_done(stmt);
    return status;
}

static void add_units(struct query *query)
{
    query_add(query, " LEFT JOIN \"organisation\" AS \"u\" ON \"u\".\"id\"=\"t\".\"unit\" ORDER BY \"u\".\"path\"");
}

static enum status count_findings(struct counting *c)
{
    struct query query = insight_query(c->insight);
    query_add(&query, "SELECT \"t\".\"unit\",\"u\".\"name\",\"u\".\"path\",\"t\".\"n0\",\"t\".\"n1\",\"t\".\"n2\","
                      "\"t\".\"n3\",\"t\".\"n4\" FROM (SELECT \"lead_unit_id\" AS \"unit\"");
    add_question(c, &query, question_ever_closed);
    query_add(&query, " AS \"n0\",SUM(CASE WHEN \"state\"='closed' THEN 1 ELSE 0 END) AS \"n1\"");
    add_question(c, &query, question_closed_first);
    query_add(&query, " AS \"n2\"");
    add_question(c, &query, question_closed_late);
    query_add(&query, " AS \"n3\",SUM(CASE WHEN \"turn\">=2 THEN 1 ELSE 0 END) AS \"n4\"");
    insight_where(c->insight, &query, &record_finding, c->ledger);
    query_add(&query, " AND \"level\"='finding' AND (\"state\"='closed' OR \"turn\">=2) GROUP BY \"lead_unit_id\") AS "
                      "\"t\"");
    add_units(&query);
    return take(c, &query, QUALITY_closed_ever, QUALITY_returned - QUALITY_closed_ever);
}

/* Requests and look-backs, by the unit that leads their problem. `cases`: one for each fact, of the row "r". */
static enum status count_about(struct counting *c, const struct record_type *type, const char *columns,
                               const char *const *cases, int first, int count)
{
    struct query query = insight_query(c->insight);
    query_add(&query, "SELECT \"t\".\"unit\",\"u\".\"name\",\"u\".\"path\"");
    for (int i = 0; i < count; i++)
        query_add(&query, arena_printf(c->insight->arena, ",\"t\".\"n%d\"", i));
    query_add(&query, " FROM (SELECT \"f\".\"lead_unit_id\" AS \"unit\"");
    for (int i = 0; i < count; i++) {
        query_add(&query, ",SUM(CASE WHEN ");
        query_add(&query, cases[i]);
        query_add(&query, arena_printf(c->insight->arena, " THEN 1 ELSE 0 END) AS \"n%d\"", i));
    }
    query_add(&query, " FROM (SELECT \"finding_id\",");
    query_add(&query, columns);
    insight_where(c->insight, &query, type, c->ledger);
    query_add(&query, ") AS \"r\" JOIN \"finding\" AS \"f\" ON \"f\".\"ledger_id\"=");
    query_id(&query, c->ledger);
    query_add(&query, " AND \"f\".\"id\"=\"r\".\"finding_id\" GROUP BY \"f\".\"lead_unit_id\") AS \"t\"");
    add_units(&query);
    return take(c, &query, first, count);
}

static enum status count_requests(struct counting *c)
{
    static const char *const cases[] = {
        "\"r\".\"state\"='returned'", "\"r\".\"state\"='passed' AND \"r\".\"rating\"='good'",
        "\"r\".\"state\"='passed' AND \"r\".\"rating\"='fairly_good'",
        "\"r\".\"state\"='passed' AND \"r\".\"rating\"='fair'", "\"r\".\"state\"='passed' AND \"r\".\"rating\"='poor'"};
    return count_about(c, &record_closure_request, "\"state\",\"rating\"", cases, QUALITY_returned,
                       QUALITY_checked - QUALITY_returned);
}

static enum status count_checks(struct counting *c)
{
    static const char *const cases[] = {"\"r\".\"state\"='done'", "\"r\".\"state\"='done' AND \"r\".\"result\"='held'",
                                        "\"r\".\"state\"='done' AND \"r\".\"result\"='partly'",
                                        "\"r\".\"state\"='done' AND \"r\".\"result\"='rebounded'"};
    return count_about(c, &record_effectiveness_check, "\"state\",\"result\"", cases, QUALITY_checked,
                       QUALITY_FACT_COUNT - QUALITY_checked);
}

static int by_order(const void *a, const void *b)
{
    const struct quality_unit *one = a, *other = b;
    int order = strcmp(one->order, other->order);
    return order ? order : uuid_compare(one->id, other->id);
}

enum status quality_count(const struct insight *insight, struct uuid ledger, struct quality *ret_quality)
{
    struct counting c = {.insight = insight,
                         .ledger = ledger,
                         .quality = ret_quality,
                         .known = ARENA_ARRAY(insight->arena, struct known *, KNOWN)};
    *ret_quality = (struct quality){.today = clock_today(insight->clock)};
    enum status status = count_findings(&c);
    if (!status)
        status = count_requests(&c);
    if (!status)
        status = count_checks(&c);
    if (ret_quality->units.count)
        qsort(ret_quality->units.items, ret_quality->units.count, sizeof *ret_quality->units.items, by_order);
    return status;
}

/* ---- as the API and the command line send it ---- */

static const struct {
    const struct record_type *type;
    const char *filter;
} lists[QUALITY_FACT_COUNT] = {
#define QUALITY_LIST(name, record, filter) {&record_##record, filter},
    QUALITY_FACTS(QUALITY_LIST)
#undef QUALITY_LIST
};

static void put_points(struct strbuf *out, const char *name, int64_t hundredths)
{
    char text[32];
    money_text(hundredths, text);
    strbuf_add_member(out, name, text);
}

static void put_value(struct strbuf *out, const struct quality_formula *formula,
                      const int64_t counts[QUALITY_FACT_COUNT])
{
    int64_t value;
    if (quality_value(formula, counts, &value))
        put_points(out, "value", value);
    else
        json_member_text(out, "value", NULL);
}

static void put_fact(struct strbuf *out, int fact, int64_t count)
{
    strbuf_add_member(out, "fact", fact_names[fact]);
    strbuf_add_member_int(out, "count", count);
    strbuf_add_member(out, "record", lists[fact].type->plural);
    strbuf_add_member(out, "filter", lists[fact].filter);
}

void quality_line(const struct quality_formula *formula, const struct rule_term *term,
                  const int64_t counts[QUALITY_FACT_COUNT], enum language language, struct strbuf *out)
{
    char points[32], part[32];
    money_text(term->weight, points);
    money_text(quality_contribution(formula, term, counts), part);
    strbuf_adds(out, term->label[language]);
    strbuf_adds(out, language == LANGUAGE_ZH ? "：" : ": ");
    strbuf_add_int(out, counts[term->fact]);
    strbuf_adds(out, " × ");
    strbuf_adds(out, points);
    strbuf_adds(out, " ÷ ");
    strbuf_add_int(out, counts[formula->per]);
    strbuf_adds(out, " = ");
    strbuf_adds(out, counts[formula->per] ? part : "—");
}

static void put_line(struct strbuf *out, const char *name, const struct quality_formula *formula,
                     const struct rule_term *term, const int64_t counts[QUALITY_FACT_COUNT], enum language language)
{
    struct strbuf line = {0};
    quality_line(formula, term, counts, language, &line);
    strbuf_add_member(out, name, strbuf_text(&line));
    strbuf_free(&line);
}

static void put_pair(struct strbuf *out, const char *name, const char *name_en, const char *const pair[2])
{
    strbuf_add_member(out, name, pair[LANGUAGE_ZH]);
    strbuf_add_member(out, name_en, pair[LANGUAGE_EN]);
}

static void put_terms(struct strbuf *out, const struct quality_formula *formula,
                      const int64_t counts[QUALITY_FACT_COUNT])
{
    strbuf_add_member_name(out, "facts");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < formula->count; i++) {
        const struct rule_term *term = &formula->terms[i];
        strbuf_adds(out, i ? ",\n{" : "{");
        put_fact(out, term->fact, counts[term->fact]);
        put_pair(out, "label", "label_en", term->label);
        put_points(out, "weight", term->weight);
        put_points(out, "contribution", quality_contribution(formula, term, counts));
        put_line(out, "line", formula, term, counts, LANGUAGE_ZH);
        put_line(out, "line_en", formula, term, counts, LANGUAGE_EN);
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
}

static void put_unit(struct strbuf *out, const struct quality_formula *formula, const struct quality_unit *unit)
{
    char id[UUID_TEXT];
    struct strbuf filter = {0};
    uuid_text(unit->id, id);
    strbuf_addc(out, '{');
    json_member_id(out, "id", unit->id);
    json_member_text(out, "name", unit->name);
    put_value(out, formula, unit->counts);
    strbuf_adds(&filter, lists[QUALITY_closed_ever].filter);
    strbuf_adds(&filter, "&lead_unit_id=");
    strbuf_adds(&filter, uuid_is_nil(unit->id) ? "" : id);
    strbuf_add_member(out, "filter", strbuf_text(&filter));
    strbuf_free(&filter);
    strbuf_add_member_name(out, "counts");
    strbuf_addc(out, '{');
    for (int i = 0; i < QUALITY_FACT_COUNT; i++)
        strbuf_add_member_int(out, fact_names[i], unit->counts[i]);
    strbuf_adds(out, "}}");
}

struct ranked {
    const struct quality_unit *unit;
    int64_t value;
    size_t place; /* in the official order */
};

static int by_need(const void *a, const void *b)
{
    const struct ranked *one = a, *other = b;
    if (one->value != other->value)
        return one->value < other->value ? -1 : 1;
    return one->place < other->place ? -1 : 1;
}

/* The neediest first, of a province not all. */
static void put_units(struct strbuf *out, const struct quality_formula *formula, const struct quality *quality)
{
    size_t count = quality->units.count, told = count < QUALITY_UNITS ? count : QUALITY_UNITS;
    struct ranked *ranked = xmalloc((count + 1) * sizeof *ranked);
    for (size_t i = 0; i < count; i++) {
        ranked[i] = (struct ranked){.unit = &quality->units.items[i], .place = i};
        if (!quality_value(formula, ranked[i].unit->counts, &ranked[i].value))
            ranked[i].value = INT64_MAX; /* nothing was closed yet */
    }
    qsort(ranked, count, sizeof *ranked, by_need);
    strbuf_add_member_int(out, "units_left_out", (int64_t)(count - told));
    strbuf_add_member_name(out, "units");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < told; i++) {
        strbuf_adds(out, i ? ",\n" : "");
        put_unit(out, formula, ranked[i].unit);
    }
    strbuf_addc(out, ']');
    free(ranked);
}

void quality_json(struct strbuf *out, const struct quality_formula *formula, const struct quality *quality)
{
    strbuf_addc(out, '{');
    json_member_date(out, "today", true, quality->today);
    put_pair(out, "label", "label_en", formula->label);
    put_pair(out, "formula", "formula_en", formula->text);
    put_value(out, formula, quality->counts);
    put_points(out, "base", formula->base);
    put_points(out, "floor", formula->floor);
    strbuf_add_member_name(out, "per");
    strbuf_addc(out, '{');
    put_fact(out, formula->per, quality->counts[formula->per]);
    strbuf_addc(out, '}');
    put_terms(out, formula, quality->counts);
    put_units(out, formula, quality);
    strbuf_addc(out, '}');
}
