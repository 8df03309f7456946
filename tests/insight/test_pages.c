/* What a page may cost: at most three statements, each through an index, on both databases, for who sees a ledger whole
 * and for the owner of some units, in several ledgers at once. */
#include "journal/bench.h"

#include "insight/contradictions.h"
#include "insight/figures.h"
#include "insight/news.h"
#include "insight/outcomes.h"
#include "insight/quality.h"
#include "insight/work.h"
#include "ledger/records.h"

enum { STATEMENTS = 3 };

struct reader {
    struct scope scope;
    struct scope_grant grants[2];
    struct scope_ledger ledgers[BENCH_LEDGERS];
};

static void reader_make(struct bench *bench, int role, struct reader *ret_reader)
{
    *ret_reader = (struct reader){.grants = {{role, confidentiality_internal, "0000000aaaaaaaaaaaaaaaaa"},
                                             {role, confidentiality_open, "0000000bbbbbbbbbbbbbbbbb"}}};
    for (size_t i = 0; i < BENCH_LEDGERS; i++)
        ret_reader->ledgers[i] = (struct scope_ledger){bench->ledgers[i], ROLE_BIT(role), confidentiality_internal};
    ret_reader->scope = (struct scope){.person_id = bench->actor.person_id,
                                       .roles = ROLE_BIT(role),
                                       .grants = ret_reader->grants,
                                       .grant_count = 2,
                                       .ledgers = ret_reader->ledgers,
                                       .ledger_count = BENCH_LEDGERS};
}

/* Rows of a statement's own making, which every reading of it goes through. */
static bool is_inner(const char *name)
{
    static const char *const inner[] = {"w", "f", "c", "r", "e", "t", "inspection", "(subquery"};
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
        if (strncmp(name, inner[i], strlen(inner[i])) == 0 && strchr(" \n-", name[strlen(inner[i])]))
            return true;
    return false;
}

/* The first step that walks a whole table; NULL when there is none. */
static const char *whole_table(const char *plan, bool postgres)
{
    const char *sign = postgres ? "Seq Scan on " : "SCAN ";
    for (const char *at = plan; (at = strstr(at, sign)); at += strlen(sign)) {
        bool constant = !postgres && strncmp(at, "SCAN CONSTANT ROW", 17) == 0;
        if (!constant && (postgres || !is_inner(at + strlen(sign))))
            return at;
    }
    return NULL;
}

typedef enum status read_page(const struct insight *insight, struct uuid ledger);

static enum status read_figures(const struct insight *insight, struct uuid ledger)
{
    struct figures figures;
    return figures_count(insight, ledger, &figures);
}

static enum status read_work(const struct insight *insight, struct uuid ledger)
{
    struct work work;
    (void)ledger;
    return work_read(insight, NULL, &work);
}

static enum status read_news(const struct insight *insight, struct uuid ledger)
{
    struct news news;
    return news_read(insight, ledger, "ZGJ", uuid_new(1), &news);
}

static enum status read_quality(const struct insight *insight, struct uuid ledger)
{
    struct quality quality;
    return quality_count(insight, ledger, &quality);
}

static enum status read_outcomes(const struct insight *insight, struct uuid ledger)
{
    struct outcomes outcomes;
    return outcomes_count(insight, ledger, &(struct outcome_period){0}, &outcomes);
}

static enum status read_contradictions(const struct insight *insight, struct uuid ledger)
{
    struct contradictions found;
    return contradictions_find(insight, ledger, NULL, &found);
}

static void check_page(struct bench *bench, int role, read_page *read, const char *name, uint64_t most)
{
    struct reader reader;
    struct strbuf plan = {0};
    reader_make(bench, role, &reader);
    struct insight insight = {bench->db, bench->arena, &reader.scope, &bench->clock, NULL};
    uint64_t before = db_statement_count(bench->db);
    if (read(&insight, bench->ledgers[0]) != OK)
        fail_msg("%s: %s", name, db_error(bench->db));
    uint64_t used = db_statement_count(bench->db) - before;
    if (used < 1 || used > most)
        fail_msg("%s: %llu statements", name, (unsigned long long)used);
    insight.plan = &plan;
    assert_int_equal(read(&insight, bench->ledgers[0]), OK);
    assert_true(plan.length > 0);
    const char *whole = whole_table(strbuf_text(&plan), bench->postgres);
    if (whole)
        fail_msg("%s as %s walks a whole table: %.60s\n%s", name, word_text(&words_role, role), whole,
                 strbuf_text(&plan));
    strbuf_free(&plan);
}

/* The first ledger, with a code for its numbers. */
static void make_books(struct bench *bench)
{
    struct organisation *top = record_new(bench->arena, &record_organisation);
    struct ledger *ledger = record_new(bench->arena, &record_ledger);
    top->code = top->name = ledger->code = ledger->name = "ZGJ";
    record_present(&top->head, FIELD_organisation_code);
    record_present(&top->head, FIELD_organisation_name);
    assert_int_equal(bench_add(bench, &record_organisation, bench->site, top), OK);
    ledger->head.id = bench->ledgers[0];
    ledger->profile = "inspection";
    ledger->organisation_id = top->head.id;
    for (int field = FIELD_ledger_code; field <= FIELD_ledger_profile; field++)
        record_present(&ledger->head, field);
    assert_int_equal(bench_add(bench, &record_ledger, bench->site, ledger), OK);
}

/* As many aspects as a province has: the first page tells the needy ones, and the rest in sum. */
static void a_page_tells_only_so_many_rows(void **state)
{
    BENCH(state);
    struct reader reader;
    struct figures figures;
    enum { ASPECTS = FIGURE_ROWS + 20 };
    int64_t told = 0, late = 0;
    reader_make(bench, role_office, &reader);
    make_books(bench);
    for (int i = 0; i < ASPECTS; i++) {
        struct finding *aspect = record_new(bench->arena, &record_finding),
                       *problem = record_new(bench->arena, &record_finding);
        aspect->level = finding_level_aspect;
        problem->level = finding_level_finding;
        aspect->title = problem->title = "甲";
        record_present(&aspect->head, FIELD_finding_level);
        record_present(&aspect->head, FIELD_finding_title);
        assert_int_equal(bench_add(bench, &record_finding, bench->ledgers[0], aspect), OK);
        problem->parent_id = aspect->head.id;
        problem->due = (struct deadline){.on = clock_today(&bench->clock) - 1, .as = deadline_as_day, .text = ""};
        static const int said[] = {FIELD_finding_level, FIELD_finding_title, FIELD_finding_parent_id};
        for (size_t k = 0; k < COUNT(said); k++)
            record_present(&problem->head, said[k]);
        if (i == ASPECTS - 1) /* the last one alone is late: it is told */
            record_present(&problem->head, FIELD_finding_due);
        assert_int_equal(bench_add(bench, &record_finding, bench->ledgers[0], problem), OK);
    }
    struct insight insight = {bench->db, bench->arena, &reader.scope, &bench->clock, NULL};
    assert_int_equal(figures_count(&insight, bench->ledgers[0], &figures), OK);
    assert_int_equal(figures.groups[FIGURE_BY_aspect].count, FIGURE_ROWS);
    assert_int_equal(figures.rest[FIGURE_BY_aspect].rows, ASPECTS - FIGURE_ROWS);
    for (size_t i = 0; i < FIGURE_ROWS; i++) {
        told += figures.groups[FIGURE_BY_aspect].items[i].counts[FIGURE_total];
        late += figures.groups[FIGURE_BY_aspect].items[i].counts[FIGURE_overdue];
    }
    assert_int_equal(told + figures.rest[FIGURE_BY_aspect].counts[FIGURE_total], ASPECTS);
    assert_int_equal(late, 1);
    assert_int_equal(figures.rest[FIGURE_BY_unit].rows, 0);
}

static void pages_are_read_through_indexes(void **state)
{
    BENCH(state);
    static const struct {
        const char *name;
        read_page *read;
        uint64_t most;
    } pages[] = {{"figures", read_figures, STATEMENTS},     {"work", read_work, STATEMENTS},
                 {"news", read_news, STATEMENTS},           {"quality", read_quality, STATEMENTS},
                 {"outcomes", read_outcomes, 12}, /* five, one a record, and a total each that is stepped to */
                 {"contradictions", read_contradictions, 1}};
    static const int roles[] = {role_office, role_leader, role_owner};
    if (bench->postgres) /* on empty tables PostgreSQL would rather read them whole */
        assert_int_equal(db_exec(bench->db, "SET enable_seqscan = off"), OK);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        for (size_t k = 0; k < sizeof roles / sizeof *roles; k++)
            check_page(bench, roles[k], pages[i].read, pages[i].name, pages[i].most);
}

static void a_whole_table_is_noticed(void **state)
{
    BENCH(state);
    struct strbuf plan = {0};
    bool row;
    struct query query = {.arena = bench->arena, .plan = &plan};
    query_add(&query, "SELECT count(*) FROM \"finding\" WHERE \"title\"=");
    query_text(&query, "x");
    struct stmt *stmt = query_run(&query, bench->db);
    assert_int_equal(stmt_step(stmt, &row), OK);
    stmt_done(stmt);
    assert_non_null(whole_table(strbuf_text(&plan), bench->postgres));
    strbuf_free(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {FULL_ON_BOTH(pages_are_read_through_indexes),
                                       FULL_ON_BOTH(a_page_tells_only_so_many_rows),
                                       FULL_ON_BOTH(a_whole_table_is_noticed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
