#include "insight/figures.h"

#include <stdlib.h>
#include <string.h>

/* Questions a figure counts: `owed` is work's, and those about closing are quality's. */
static bool is_counted(int question)
{
    return question < question_owed;
}

/* ---- findings ---- */

enum finding_column {
    AT_id,
    AT_level,
    AT_state,
    AT_horizon,
    AT_origin,
    AT_completion,
    AT_category,
    AT_inspection,
    AT_unit,
    AT_lead,
    AT_accountable,
    AT_path,
    AT_report,
    AT_no,
    AT_title,
    AT_questions
};

static const char finding_columns[] =
    "\"id\",\"level\",\"state\",\"horizon\",\"origin\",\"completion\",\"category\",\"inspection_id\",\"lead_unit_id\","
    "\"lead_official_id\",\"accountable_official_id\",\"path\",\"feedback_report_id\",\"outline_no\",\"title\"";

/* Where a row of figures is, found by its id. */
struct known {
    enum figure_group group;
    size_t row;
    struct known *next;
};

enum { KNOWN = 4096 };

struct counting {
    const struct insight *insight;
    struct uuid ledger;
    struct figures *figures;
    struct stmt *stmt;
    struct known **known; /* KNOWN buckets */
    struct uuid aspect;   /* whose part of the tree is being read */
    const char *aspect_path, *aspect_name;
};

static struct stmt *select_findings(const struct counting *c)
{
    const struct insight *insight = c->insight;
    struct query query = insight_query(insight);
    query_add(&query, "SELECT \"f\".*,\"u\".\"name\" AS \"u_name\",\"u\".\"path\" AS \"u_path\",\"l\".\"name\" AS "
                      "\"l_name\",\"l\".\"position\" AS \"l_position\",\"a\".\"name\" AS \"a_name\",\"a\".\"position\" "
                      "AS \"a_position\" FROM (SELECT ");
    query_add(&query, finding_columns);
    for (int i = 0; i < QUESTION_COUNT; i++) {
        struct asked asked = {.question = (enum question)i};
        if (!is_counted(i))
            continue;
        query_add(&query, ",CASE WHEN ");
        query_within(&query, question_condition(insight->arena, insight->scope, insight->clock, c->ledger, &asked, 1));
        query_add(&query, " THEN 1 ELSE 0 END AS \"q_");
        query_add(&query, question_names[i]);
        query_add(&query, "\"");
    }
    insight_where(insight, &query, &record_finding, c->ledger);
    query_add(&query, ") AS \"f\" LEFT JOIN \"organisation\" AS \"u\" ON \"u\".\"id\"=\"f\".\"lead_unit_id\" LEFT JOIN "
                      "\"person\" AS \"l\" ON \"l\".\"id\"=\"f\".\"lead_official_id\" LEFT JOIN \"person\" AS \"a\" ON "
                      "\"a\".\"id\"=\"f\".\"accountable_official_id\" ORDER BY \"f\".\"path\"");
    return query_run(&query, insight->db);
}

static const char *kept(const struct counting *c, int column)
{
    return stmt_keep(c->stmt, column, c->insight->arena);
}

static struct figure_row *new_row(struct counting *c, enum figure_group group)
{
    struct figure_row *row = VEC_PUSH(c->insight->arena, &c->figures->groups[group]);
    *row = (struct figure_row){.order = ""};
    return row;
}

/* Words are few. */
static struct figure_row *row_of_word(struct counting *c, enum figure_group group, const char *word)
{
    for (size_t i = c->figures->groups[group].count; i-- > 0;) {
        struct figure_row *row = &c->figures->groups[group].items[i];
        if (strcmp(row->word, word) == 0)
            return row;
    }
    struct figure_row *row = new_row(c, group);
    row->word = arena_strdup(c->insight->arena, word);
    return row;
}

/* Units may be tens of thousands. */
static struct figure_row *row_of_id(struct counting *c, enum figure_group group, struct uuid id)
{
    struct known **bucket = &c->known[(size_t)(id.bytes[15] | id.bytes[14] << 8) % KNOWN];
    for (const struct known *known = *bucket; known; known = known->next)
        if (known->group == group && uuid_equal(c->figures->groups[group].items[known->row].id, id))
            return &c->figures->groups[group].items[known->row];
    struct known *known = ARENA_NEW(c->insight->arena, struct known);
    *known = (struct known){.group = group, .row = c->figures->groups[group].count, .next = *bucket};
    *bucket = known;
    struct figure_row *row = new_row(c, group);
    row->id = id;
    return row;
}

static void count_in(struct figure_row *row, const bool in[FIGURE_COLUMN_COUNT])
{
    for (int i = 0; i < FIGURE_COLUMN_COUNT; i++)
        row->counts[i] += in[i];
}

static void count_word(struct counting *c, enum figure_group group, int column, const bool in[FIGURE_COLUMN_COUNT])
{
    if (!stmt_is_null(c->stmt, column))
        count_in(row_of_word(c, group, stmt_text(c->stmt, column)), in);
}

/* `name` and `order` are columns of the record it refers to; -1: none. */
static void count_id(struct counting *c, enum figure_group group, int column, int name, int order,
                     const bool in[FIGURE_COLUMN_COUNT])
{
    if (stmt_is_null(c->stmt, column))
        return;
    struct figure_row *row = row_of_id(c, group, stmt_uuid(c->stmt, column));
    if (!row->name && name >= 0) {
        row->name = kept(c, name);
        row->order = group == FIGURE_BY_unit
                         ? kept(c, order)
                         : arena_printf(c->insight->arena, "%020lld", (long long)stmt_int(c->stmt, order));
    }
    count_in(row, in);
}

static struct figure_source *source_of(struct figures *figures, struct uuid id)
{
    for (size_t i = 0; i < figures->sources.count; i++)
        if (uuid_equal(figures->sources.items[i].id, id))
            return &figures->sources.items[i];
    return NULL;
}

static void count_letter(struct counting *c, struct uuid report)
{
    struct figures *figures = c->figures;
    for (size_t i = 0; i < figures->sources.count; i++)
        for (size_t k = 0; k < figures->sources.items[i].letters.count; k++)
            if (uuid_equal(figures->sources.items[i].letters.items[k].id, report))
                figures->sources.items[i].letters.items[k].findings++;
}

static void count_problem(struct counting *c)
{
    struct figures *figures = c->figures;
    const char *state = stmt_text(c->stmt, AT_state);
    int question = AT_questions;
    bool asked[QUESTION_COUNT] = {false};
    for (int i = 0; i < QUESTION_COUNT; i++) {
        asked[i] = is_counted(i) && stmt_int(c->stmt, question++) == 1;
        figures->questions[i] += asked[i];
    }
    const bool in[FIGURE_COLUMN_COUNT] = {[FIGURE_total] = true,
                                          [FIGURE_registered] = strcmp(state, "registered") == 0,
                                          [FIGURE_claimed] =
                                              strcmp(state, "registered") != 0 && strcmp(state, "disputed") != 0,
                                          [FIGURE_open] = asked[question_open],
                                          [FIGURE_overdue] = asked[question_overdue],
                                          [FIGURE_closed] = strcmp(state, "closed") == 0};
    for (int i = 0; i < FIGURE_COLUMN_COUNT; i++)
        figures->totals[i] += in[i];
    figures->unassigned += stmt_is_null(c->stmt, AT_unit);
    count_word(c, FIGURE_BY_state, AT_state, in);
    count_word(c, FIGURE_BY_horizon, AT_horizon, in);
    count_word(c, FIGURE_BY_origin, AT_origin, in);
    count_word(c, FIGURE_BY_completion, AT_completion, in);
    count_word(c, FIGURE_BY_category, AT_category, in);
    count_id(c, FIGURE_BY_unit, AT_unit, question, question + 1, in);
    count_id(c, FIGURE_BY_lead_official, AT_lead, question + 2, question + 3, in);
    count_id(c, FIGURE_BY_accountable_official, AT_accountable, question + 4, question + 5, in);
    count_id(c, FIGURE_BY_inspection, AT_inspection, -1, -1, in);
    if (c->aspect_path && strncmp(stmt_text(c->stmt, AT_path), c->aspect_path, strlen(c->aspect_path)) == 0) {
        struct figure_row *row = row_of_id(c, FIGURE_BY_aspect, c->aspect);
        row->name = c->aspect_name;
        count_in(row, in);
    }
    if (!stmt_is_null(c->stmt, AT_report))
        count_letter(c, stmt_uuid(c->stmt, AT_report));
}

static enum status count_findings(struct counting *c)
{
    bool row;
    enum status status;
    c->stmt = select_findings(c);
    while (!(status = stmt_step(c->stmt, &row)) && row) {
        int level = word_find(&words_finding_level, stmt_text(c->stmt, AT_level));
        if (level < 0)
            continue;
        c->figures->levels[level]++;
        struct figure_source *source = source_of(c->figures, stmt_uuid(c->stmt, AT_inspection));
        if (source)
            source->levels[level]++;
        if (level == finding_level_aspect) {
            c->aspect = stmt_uuid(c->stmt, AT_id);
            c->aspect_path = kept(c, AT_path);
            c->aspect_name = arena_printf(c->insight->arena, "%s%s", kept(c, AT_no), kept(c, AT_title));
        }
        if (level == finding_level_finding)
            count_problem(c);
    }
    stmt_done(c->stmt);
    return status;
}

/* ---- inspections, their letters and clocks ---- */

static date day_of(struct stmt *stmt, int column, bool *ret_has)
{
    date day = 0;
    *ret_has = !stmt_is_null(stmt, column) && date_parse(stmt_text(stmt, column), &day);
    return day;
}

static void start_clock(const struct figures *figures, struct figure_source *source, bool has_feedback, date feedback)
{
    source->started = has_feedback;
    source->started_on = feedback;
    bool is_signed = false;
    for (size_t i = 0; i < source->letters.count; i++) { /* the first signature starts every clock (A5) */
        const struct figure_letter *letter = &source->letters.items[i];
        if (letter->signed_ && (!is_signed || letter->signed_on < source->started_on)) {
            source->started_on = letter->signed_on;
            source->started = is_signed = true;
        }
    }
    source->ends = source->started && source->months > 0 && source->months <= 1200;
    if (!source->ends)
        return;
    source->ends_on = date_add_months(source->started_on, (int)source->months);
    int64_t whole = source->ends_on - source->started_on, gone = figures->today - source->started_on;
    source->days_left = source->ends_on - figures->today;
    source->elapsed = gone <= 0 || whole <= 0 ? 0 : gone >= whole ? 100 : gone * 100 / whole;
}

/* Inspections in their order, each with its letters. */
static enum status read_sources(struct counting *c)
{
    const struct insight *insight = c->insight;
    struct query query = insight_query(insight);
    query_add(&query, "SELECT \"inspection\".*,\"r\".\"id\" AS \"r_id\",\"r\".\"title\" AS \"r_title\","
                      "\"r\".\"issued_on\" AS \"r_issued_on\",\"r\".\"signed_on\" AS \"r_signed_on\" FROM (SELECT "
                      "\"id\",\"code\",\"name\",\"kind\",\"level\",\"feedback_on\",\"concentrated_months\"");
    insight_where(insight, &query, &record_inspection, c->ledger);
    query_add(&query, ") AS \"inspection\" LEFT JOIN (SELECT \"id\",\"inspection_id\",\"title\",\"issued_on\","
                      "\"signed_on\"");
    insight_where(insight, &query, &record_feedback_report, c->ledger);
    query_add(&query, ") AS \"r\" ON \"r\".\"inspection_id\"=\"inspection\".\"id\" ORDER BY "
                      "\"inspection\".\"feedback_on\" DESC,\"inspection\".\"code\",\"r\".\"issued_on\",\"r\".\"id\"");
    c->stmt = query_run(&query, insight->db);
    bool row, feedback = false;
    date feedback_on = 0;
    struct figure_source *source = NULL;
    enum status status;
    while (!(status = stmt_step(c->stmt, &row)) && row) {
        struct uuid id = stmt_uuid(c->stmt, 0);
        if (!source || !uuid_equal(source->id, id)) {
            if (source)
                start_clock(c->figures, source, feedback, feedback_on);
            source = VEC_PUSH(insight->arena, &c->figures->sources);
            *source = (struct figure_source){.id = id,
                                             .code = kept(c, 1),
                                             .name = kept(c, 2),
                                             .kind = kept(c, 3),
                                             .level = kept(c, 4),
                                             .months = stmt_int(c->stmt, 6)};
            feedback_on = day_of(c->stmt, 5, &feedback);
        }
        if (stmt_is_null(c->stmt, 7))
            continue;
        struct figure_letter *letter = VEC_PUSH(insight->arena, &source->letters);
        letter->id = stmt_uuid(c->stmt, 7);
        letter->title = kept(c, 8);
        letter->issued_on = day_of(c->stmt, 9, &letter->issued);
        letter->signed_on = day_of(c->stmt, 10, &letter->signed_);
    }
    stmt_done(c->stmt);
    if (source)
        start_clock(c->figures, source, feedback, feedback_on);
    return status;
}

/* ---- measures ---- */

/* A measure counts once, and once for each inspection one of whose findings it answers. */
static enum status count_actions(struct counting *c)
{
    const struct insight *insight = c->insight;
    struct query query = insight_query(insight);
    query_add(&query, "SELECT DISTINCT \"c\".\"id\",\"c\".\"state\",\"f\".\"inspection_id\" FROM (SELECT \"id\","
                      "\"state\"");
    insight_where(insight, &query, &record_corrective_action, c->ledger);
    query_add(&query, ") AS \"c\" LEFT JOIN \"corrective_action_answers\" AS \"n\" ON \"n\".\"ledger_id\"=");
    query_id(&query, c->ledger);
    query_add(&query, " AND \"n\".\"id\"=\"c\".\"id\" LEFT JOIN \"finding\" AS \"f\" ON \"f\".\"ledger_id\"=");
    query_id(&query, c->ledger);
    query_add(&query, " AND \"f\".\"id\"=\"n\".\"ref_id\" ORDER BY \"c\".\"id\"");
    c->stmt = query_run(&query, insight->db);
    bool row;
    enum status status;
    struct uuid last = {0};
    while (!(status = stmt_step(c->stmt, &row)) && row) {
        struct uuid id = stmt_uuid(c->stmt, 0);
        int state = word_find(&words_action_state, stmt_text(c->stmt, 1));
        if (!uuid_equal(id, last)) {
            c->figures->actions++;
            if (state >= 0)
                c->figures->action_states[state]++;
        }
        last = id;
        struct figure_source *source = source_of(c->figures, stmt_uuid(c->stmt, 2));
        if (source)
            source->actions++;
    }
    stmt_done(c->stmt);
    return status;
}

static int by_order(const void *a, const void *b)
{
    const struct figure_row *one = a, *other = b;
    int order = strcmp(one->order, other->order);
    return order ? order : uuid_compare(one->id, other->id);
}

/* ---- only so many rows ---- */

static int by_need(const void *a, const void *b)
{
    const struct figure_row *one = *(const struct figure_row *const *)a, *other = *(const struct figure_row *const *)b;
    static const enum figure_column needs[] = {FIGURE_overdue, FIGURE_open, FIGURE_total};
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (one->counts[needs[i]] != other->counts[needs[i]])
            return one->counts[needs[i]] > other->counts[needs[i]] ? -1 : 1;
    return by_order(one, other);
}

/* A page of tens of thousands of units helps nobody; what is kept stays in its order. */
static void keep_few(struct counting *c, int group)
{
    struct figure_row *rows = c->figures->groups[group].items;
    size_t count = c->figures->groups[group].count, kept = 0;
    struct figure_rest *rest = &c->figures->rest[group];
    if (count <= FIGURE_ROWS)
        return;
    struct figure_row **needy = ARENA_ARRAY(c->insight->arena, struct figure_row *, count);
    for (size_t i = 0; i < count; i++)
        needy[i] = &rows[i];
    qsort(needy, count, sizeof *needy, by_need);
    for (size_t i = FIGURE_ROWS; i < count; i++) {
        for (int k = 0; k < FIGURE_COLUMN_COUNT; k++)
            rest->counts[k] += needy[i]->counts[k];
        needy[i]->left_out = true;
    }
    rest->rows = (int64_t)(count - FIGURE_ROWS);
    for (size_t i = 0; i < count; i++)
        if (!rows[i].left_out)
            rows[kept++] = rows[i];
    c->figures->groups[group].count = kept;
}

enum status figures_count(const struct insight *insight, struct uuid ledger, struct figures *ret_figures)
{
    struct counting c = {.insight = insight,
                         .ledger = ledger,
                         .figures = ret_figures,
                         .known = ARENA_ARRAY(insight->arena, struct known *, KNOWN)};
    *ret_figures = (struct figures){.today = clock_today(insight->clock)};
    enum status status = read_sources(&c);
    if (!status)
        status = count_findings(&c);
    if (!status)
        status = count_actions(&c);
    for (size_t i = 0; i < ret_figures->groups[FIGURE_BY_inspection].count; i++) {
        struct figure_row *row = &ret_figures->groups[FIGURE_BY_inspection].items[i];
        const struct figure_source *source = source_of(ret_figures, row->id);
        row->name = source ? source->name : "";
    }
    static const enum figure_group ordered[] = {FIGURE_BY_unit, FIGURE_BY_lead_official,
                                                FIGURE_BY_accountable_official};
    for (size_t i = 0; i < sizeof ordered / sizeof *ordered; i++)
        if (ret_figures->groups[ordered[i]].count)
            qsort(ret_figures->groups[ordered[i]].items, ret_figures->groups[ordered[i]].count,
                  sizeof(struct figure_row), by_order);
    for (int i = 0; i < FIGURE_GROUP_COUNT; i++)
        keep_few(&c, i);
    return status;
}
