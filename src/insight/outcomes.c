#include "insight/outcomes.h"

#include "insight/insight_messages.h"

#include <string.h>

enum status outcome_period_read(const char *from, const char *until, struct problems *problems,
                                struct outcome_period *ret_period)
{
    struct outcome_period period = {.has_from = from && *from, .has_until = until && *until};
    bool good = (!period.has_from || date_parse(from, &period.from)) &&
                (!period.has_until || date_parse(until, &period.until)) &&
                (!period.has_from || !period.has_until || period.from <= period.until);
    if (!good)
        return problem_add(problems, REFUSED, &msg_outcomes_period, "from", NULL);
    *ret_period = period;
    return OK;
}

struct counting {
    const struct insight *insight;
    struct uuid ledger;
    struct outcomes *outcomes;
};

/* ---- the list behind a figure ---- */

static const char *day_text(const struct counting *c, date day)
{
    char *text = arena_alloc(c->insight->arena, DATE_TEXT);
    date_text(day, text);
    return text;
}

/* "recovered_on=2026-01-01..2026-06-30"; "" when it is open on both sides. */
static const char *within_period(const struct counting *c, const char *field)
{
    const struct outcome_period *period = &c->outcomes->period;
    if (!period->has_from && !period->has_until)
        return "";
    return arena_printf(c->insight->arena, "%s=%s..%s", field, period->has_from ? day_text(c, period->from) : "",
                        period->has_until ? day_text(c, period->until) : "");
}

static const char *joined(const struct counting *c, const char *a, const char *b)
{
    return *a && *b ? arena_printf(c->insight->arena, "%s&%s", a, b) : *a ? a : b;
}

static struct outcome_row *new_row(struct counting *c, const struct record_type *type, const char *by,
                                   const char *value, const char *filter)
{
    struct outcome_row *row = VEC_PUSH(c->insight->arena, &c->outcomes->rows);
    if (*by)
        filter = joined(c, arena_printf(c->insight->arena, "%s=%s", by, value), filter);
    *row = (struct outcome_row){.type = type, .by = by, .value = value, .filter = filter};
    return row;
}

/* ---- counting ---- */

static void add_period(const struct counting *c, struct query *query, const char *field)
{
    const struct outcome_period *period = &c->outcomes->period;
    if (period->has_from) {
        query_add(query, " AND ");
        sql_name(&query->sql, field);
        query_add(query, ">=");
        query_text(query, day_text(c, period->from));
    }
    if (period->has_until) {
        query_add(query, " AND ");
        sql_name(&query->sql, field);
        query_add(query, "<=");
        query_text(query, day_text(c, period->until));
    }
}

/* What one record is counted by: the total, and its division by the values of fields. */
struct division {
    const struct record_type *type;
    const char *day;        /* of the period */
    const char *only, *sql; /* a filter that all rows meet, and the same for the statement; "" none */
    const char *by[2];      /* NULL: no more */
    bool money, persons;
};

static const struct division divisions[] = {
    {&record_rule_change,
     "issued_on",
     "state=issued,in_force",
     " AND \"state\" IN ('issued','in_force')",
     {"kind", NULL},
     false,
     false},
    {&record_recovery, "recovered_on", "", "", {"kind", NULL}, true, false},
    {&record_sanction, "decided_on", "", "", {"form", "kind"}, false, true},
    {&record_good_practice, "spread_on", "", "", {"spread", NULL}, false, false},
};

/* Persons: those of the store by their id, others by their name; a row has one of them. */
static void add_measures(struct query *query, const struct division *division)
{
    query_add(query, ",COUNT(*),");
    query_add(query, division->money ? "CAST(COALESCE(SUM(\"amount\"),0) AS BIGINT)" : "0");
    query_add(query, division->persons ? ",COUNT(DISTINCT \"person_id\")+COUNT(DISTINCT \"person_name\")" : ",0");
}

/* All divisions in one statement: by number, value, and what is measured. */
static void add_division(const struct counting *c, struct query *query, const struct division *division, int at)
{
    query_add(query, at < 0 ? "SELECT -1," : at == 0 ? " UNION ALL SELECT 0," : " UNION ALL SELECT 1,");
    if (at < 0)
        query_add(query, "NULL");
    else
        sql_name(&query->sql, division->by[at]);
    add_measures(query, division);
    insight_where(c->insight, query, division->type, c->ledger);
    query_add(query, division->sql);
    add_period(c, query, division->day);
    if (at >= 0) {
        query_add(query, " GROUP BY ");
        sql_name(&query->sql, division->by[at]);
    }
}

static enum status count_division(struct counting *c, const struct division *division)
{
    bool row;
    enum status status;
    const char *filter = joined(c, division->only, within_period(c, division->day));
    struct query query = insight_query(c->insight);
    add_division(c, &query, division, -1);
    for (int i = 0; i < 2 && division->by[i]; i++)
        add_division(c, &query, division, i);
    query_add(&query, " ORDER BY 1,3 DESC,2");
    struct stmt *stmt = query_run(&query, c->insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        int64_t at = stmt_int(stmt, 0);
        struct outcome_row *figure =
            new_row(c, division->type, at < 0 ? "" : division->by[at], stmt_keep(stmt, 1, c->insight->arena), filter);
        figure->count = stmt_int(stmt, 2);
        figure->fen = stmt_int(stmt, 3);
        figure->persons = stmt_int(stmt, 4);
    }
    stmt_done(stmt);
    return status;
}

static bool sees(const struct counting *c, const struct record_type *type)
{
    return gate_seen(type, gate_roles(c->insight->scope, type, c->ledger)) != 0;
}

/* Received and answered in the period; overdue among those received in it. */
static enum status count_letters(struct counting *c)
{
    const char *today = day_text(c, c->outcomes->today);
    const char *received = within_period(c, "received_on"), *answered = within_period(c, "answered_on");
    struct query query = insight_query(c->insight);
    bool row;
    const char *parts[] = {"received", "answered", "overdue"};
    const char *filters[] = {
        received, *answered ? answered : "answered_on!=", joined(c, "answered_on=&due_on=..today-1", received)};
    for (int i = 0; i < 3; i++) {
        query_add(&query, i == 0   ? "SELECT 0,COUNT(*)"
                          : i == 1 ? " UNION ALL SELECT 1,COUNT(*)"
                                   : " UNION ALL SELECT 2,COUNT(*)");
        insight_where(c->insight, &query, &record_petition, c->ledger);
        if (i == 1)
            query_add(&query, " AND \"answered_on\" IS NOT NULL");
        if (i == 2) {
            query_add(&query, " AND \"answered_on\" IS NULL AND \"due_on\"<");
            query_text(&query, today);
        }
        add_period(c, &query, i == 1 ? "answered_on" : "received_on");
    }
    query_add(&query, " ORDER BY 1");
    struct stmt *stmt = query_run(&query, c->insight->db);
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row) {
        int64_t at = stmt_int(stmt, 0);
        struct outcome_row *figure = new_row(c, &record_petition, "", parts[at], filters[at]);
        figure->count = stmt_int(stmt, 1);
    }
    stmt_done(stmt);
    return status;
}

enum status outcomes_count(const struct insight *insight, struct uuid ledger, const struct outcome_period *period,
                           struct outcomes *ret_outcomes)
{
    struct counting c = {.insight = insight, .ledger = ledger, .outcomes = ret_outcomes};
    enum status status = OK;
    *ret_outcomes = (struct outcomes){.today = clock_today(insight->clock), .period = *period};
    for (size_t i = 0; i < sizeof divisions / sizeof *divisions && !status; i++)
        if (sees(&c, divisions[i].type))
            status = count_division(&c, &divisions[i]);
    if (!status && sees(&c, &record_petition))
        status = count_letters(&c);
    return status;
}

/* ---- as the API and the command line send it ---- */

static void put_row(struct strbuf *out, const struct outcome_row *row)
{
    char yuan[32];
    strbuf_addc(out, '{');
    strbuf_add_member(out, "by", row->by);
    strbuf_add_member(out, "value", row->value);
    strbuf_add_member_int(out, "count", row->count);
    if (row->type == &record_recovery) {
        money_text(row->fen, yuan);
        strbuf_add_member_int(out, "fen", row->fen);
        strbuf_add_member(out, "yuan", yuan);
    }
    if (row->type == &record_sanction)
        strbuf_add_member_int(out, "persons", row->persons);
    strbuf_add_member(out, "filter", row->filter);
    strbuf_addc(out, '}');
}

void outcomes_json(struct strbuf *out, const struct outcomes *outcomes)
{
    const struct record_type *type = NULL;
    strbuf_addc(out, '{');
    json_member_date(out, "today", true, outcomes->today);
    json_member_date(out, "from", outcomes->period.has_from, outcomes->period.from);
    json_member_date(out, "until", outcomes->period.has_until, outcomes->period.until);
    strbuf_add_member_name(out, "figures");
    strbuf_addc(out, '{');
    for (size_t i = 0; i < outcomes->rows.count; i++) {
        const struct outcome_row *row = &outcomes->rows.items[i];
        if (row->type != type) {
            strbuf_adds(out, type ? "],\n" : "");
            strbuf_add_json(out, row->type->plural);
            strbuf_adds(out, ":[");
        } else {
            strbuf_adds(out, ",\n");
        }
        type = row->type;
        put_row(out, row);
    }
    strbuf_adds(out, type ? "]}}" : "}}");
}
