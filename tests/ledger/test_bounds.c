/* What narrows a reader's lists is read by index (D27): no look at each finding, no subquery a row, no walk over all of
 * a table, whoever he is. */
#include "journal/bench.h"

#include "ledger/bounds.h"
#include "ledger/records.h"

static struct scope scope_of(struct bench *bench, int role, int ceiling)
{
    struct scope scope = {.person_id = bench->ledgers[2], .roles = ROLE_BIT(role)};
    scope.grants = ARENA_ARRAY(bench->arena, struct scope_grant, SCOPE_GRANTS);
    for (scope.grant_count = 0; scope.grant_count < SCOPE_GRANTS; scope.grant_count++) /* as many as there can be */
        scope.grants[scope.grant_count] = (struct scope_grant){role, ceiling, "00000001aaaaaaaaaaaaaaaa"};
    scope.ledgers = ARENA_ARRAY(bench->arena, struct scope_ledger, 1);
    scope.ledgers[0] = (struct scope_ledger){bench->ledgers[0], ROLE_BIT(role), ceiling};
    scope.ledger_count = 1;
    return scope;
}

/* The plan of a page, a line a step. */
static const char *plan_of(struct bench *bench, const struct list_within *within, const char *table, const char *more)
{
    struct strbuf sql = {0}, plan = {0};
    bool row;
    strbuf_addf(&sql, "EXPLAIN QUERY PLAN SELECT \"id\" FROM \"%s\" WHERE ", table); /* trusted: our own name */
    strbuf_adds(&sql, within->condition);
    strbuf_addf(&sql, " AND \"ledger_id\"=?%zu AND \"withdrawn\"=0", list_within_count(within) + 1);
    strbuf_adds(&sql, more);
    struct stmt *stmt = db_prepare(bench->db, strbuf_text(&sql));
    list_within_bind(stmt, within);
    stmt_bind_uuid(stmt, (int)list_within_count(within) + 1, within->ledger);
    while (stmt_step(stmt, &row) == OK && row) {
        strbuf_adds(&plan, stmt_text(stmt, 3));
        strbuf_addc(&plan, '\n');
    }
    stmt_done(stmt);
    const char *text = arena_strdup(bench->arena, strbuf_text(&plan));
    strbuf_free(&sql);
    strbuf_free(&plan);
    return text;
}

/* "SCAN table" without an index; of the table of units with their paths, or anything else. */
static bool walks(const char *plan)
{
    for (const char *at = strstr(plan, "SCAN "); at; at = strstr(at + 1, "SCAN ")) {
        const char *end = strchr(at, '\n');
        const char *index = strstr(at, " USING ");
        if (strncmp(at, "SCAN CONSTANT", 13) != 0 && (!index || index > end))
            return true;
    }
    return false;
}

static void lists_are_ranges(void **state)
{
    BENCH(state);
    static const struct record_type *const types[] = {&record_finding, &record_responsibility,
                                                      &record_corrective_action, &record_attachment};
    static const int ceilings[] = {confidentiality_open, confidentiality_top_secret};
    for (int role = 0; role < (int)words_role.count; role++)
        for (size_t c = 0; c < 2; c++)
            for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
                const struct scope scope = scope_of(bench, role, ceilings[c]);
                const struct list_within *within = bounds_within(bench->arena, &scope, types[t], bench->ledgers[0]);
                const char *more = types[t] == &record_finding ? " ORDER BY \"path\",\"id\" LIMIT 51" : " LIMIT 51";
                assert_non_null(within);
                const char *plan = plan_of(bench, within, types[t]->name, more);
                assert_string_not_equal(plan, "");
                if (strstr(plan, "CORRELATED") || walks(plan))
                    fail_msg("%s, role %d: %s", types[t]->name, role, plan);
            }
}

/* The checker sees what it is for. */
static void a_bad_plan_is_seen(void **state)
{
    BENCH(state);
    const struct list_within bad = {.condition =
                                        "(\"ledger_id\"=?1 AND EXISTS (SELECT 1 FROM \"finding_reader\" AS \"r\" WHERE "
                                        "\"r\".\"finding_id\"=\"finding\".\"id\"))",
                                    .ledger = bench->ledgers[0]};
    assert_non_null(strstr(plan_of(bench, &bad, "finding", ""), "CORRELATED"));
    assert_true(walks("SCAN finding\n") && !walks("SCAN finding USING INDEX x\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"lists_are_ranges (sqlite)", lists_are_ranges, bench_full_sqlite, bench_end, NULL},
        {"a_bad_plan_is_seen (sqlite)", a_bad_plan_is_seen, bench_full_sqlite, bench_end, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
