/* Outcomes and contradictions (E5): totals of a period, persons and person-times apart, of what the reader sees; each
 * contradiction fires, and does not. On both databases. */
#include "workflow/bureau.h"

#include "insight/contradictions.h"
#include "insight/insight_messages.h"
#include "insight/outcomes.h"
#include "ledger/records.h"

static struct insight insight_of(struct bureau *bureau, enum person_of who)
{
    struct bench *bench = bureau->bench;
    return (struct insight){
        .db = bench->db, .arena = bench->arena, .scope = &bureau->scopes[who], .clock = &bench->clock};
}

static const char *among(struct bureau *bureau, struct uuid finding)
{
    return arena_printf(bureau->bench->arena, "[\"%s\"]", bureau_text(bureau, finding));
}

static void add_terms(struct bureau *bureau)
{
    bureau_add(bureau, &record_term, "vocabulary", "recovery", "word", "paid_back", "label", "清退", NULL);
    bureau_add(bureau, &record_term, "vocabulary", "recovery", "word", "called_in", "label", "追缴", NULL);
    bureau_add(bureau, &record_term, "vocabulary", "sanction", "word", "talk", "label", "谈话提醒", NULL);
    bureau_add(bureau, &record_term, "vocabulary", "sanction", "word", "party_discipline", "label", "党纪处分", NULL);
}

static struct outcomes count(struct bureau *bureau, enum person_of who, const char *from, const char *until)
{
    struct outcomes outcomes;
    struct outcome_period period;
    const struct insight insight = insight_of(bureau, who);
    must(bureau->bench, outcome_period_read(from, until, &bureau->bench->problems, &period));
    must(bureau->bench, outcomes_count(&insight, bureau->ledger, &period, &outcomes));
    return outcomes;
}

static const struct outcome_row none;

static const struct outcome_row *row_of(const struct outcomes *outcomes, const struct record_type *type, const char *by,
                                        const char *value)
{
    for (size_t i = 0; i < outcomes->rows.count; i++) {
        const struct outcome_row *row = &outcomes->rows.items[i];
        if (row->type == type && strcmp(row->by, by) == 0 && strcmp(row->value, value) == 0)
            return row;
    }
    return &none;
}

static void sanction(struct bureau *bureau, struct uuid finding, const char *form, const char *kind, const char *name,
                     const char *person)
{
    bureau_add(bureau, &record_sanction, "finding_id", bureau_text(bureau, finding), "form", form, "kind", kind,
               "decided_on", "2026-03-01", name ? "person_name" : "person_id", name ? name : person, NULL);
}

static void money_and_persons_are_counted_apart(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const char *finding = bureau_text(bureau, bureau->finding);
    const char *person = bureau_text(bureau, bureau->persons[NOBODY]);
    add_terms(bureau);
    bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
    bureau_add(bureau, &record_recovery, "finding_id", finding, "kind", "paid_back", "amount", "12000.50",
               "recovered_on", "2026-02-01", NULL);
    bureau_add(bureau, &record_recovery, "finding_id", finding, "kind", "paid_back", "amount", "0.50", "recovered_on",
               "2026-03-01", NULL);
    bureau_add(bureau, &record_recovery, "finding_id", finding, "kind", "called_in", "amount", "100", "recovered_on",
               "2026-03-02", NULL);
    sanction(bureau, bureau->finding, "first", "talk", "张某", NULL);
    sanction(bureau, bureau->finding, "first", "talk", "张某", NULL);
    sanction(bureau, bureau->finding, "first", "talk", NULL, person);
    sanction(bureau, bureau->finding, "second", "party_discipline", NULL, person);
    struct outcomes outcomes = count(bureau, OFFICE, NULL, NULL);
    const struct outcome_row *row = row_of(&outcomes, &record_recovery, "", "");
    assert_int_equal(row->count, 3);
    assert_int_equal(row->fen, 1210100);
    row = row_of(&outcomes, &record_recovery, "kind", "paid_back");
    assert_int_equal(row->fen, 1200100);
    assert_string_equal(row->filter, "kind=paid_back");
    row = row_of(&outcomes, &record_sanction, "", "");
    assert_int_equal(row->count, 4); /* person-times */
    assert_int_equal(row->persons, 2);
    row = row_of(&outcomes, &record_sanction, "form", "first");
    assert_int_equal(row->count, 3);
    assert_int_equal(row->persons, 2);
    assert_int_equal(row_of(&outcomes, &record_sanction, "kind", "party_discipline")->persons, 1);
    /* a period, from its first day to its last */
    outcomes = count(bureau, OFFICE, "2026-03-01", "2026-03-01");
    row = row_of(&outcomes, &record_recovery, "", "");
    assert_int_equal(row->fen, 50);
    assert_string_equal(row->filter, "recovered_on=2026-03-01..2026-03-01");
    /* its owner sees the same, another unit's nothing, and no letters */
    outcomes = count(bureau, OWNER_A, NULL, NULL);
    assert_int_equal(row_of(&outcomes, &record_sanction, "", "")->persons, 2);
    outcomes = count(bureau, OWNER_B, NULL, NULL);
    assert_int_equal(row_of(&outcomes, &record_recovery, "", "")->count, 0);
    assert_null(row_of(&outcomes, &record_petition, "", "received")->type);
}

static void rules_letters_and_practice(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const struct scope *office = &bureau->scopes[OFFICE];
    for (int i = 0; i < 3; i++) {
        struct uuid rule = bureau_add(bureau, &record_rule_change, "title", "办法", "kind", i ? "new" : "revised",
                                      "findings", among(bureau, bureau->finding), NULL);
        if (i == 2)
            continue; /* a draft counts for nothing */
        must(bench, bureau_move(bureau, office, &record_rule_change, rule, "ask_opinions", NULL));
        must(bench, bureau_move(bureau, office, &record_rule_change, rule, "deliberate", NULL));
        must(bench, bureau_move(bureau, office, &record_rule_change, rule, "issue", "document_no", "1号", NULL));
    }
    bureau_add(bureau, &record_petition, "letter_no", "1", "received_on", "2026-01-05", "matter", "一", "due_on",
               "2026-02-01", "answered_on", "2026-01-20", NULL);
    bureau_add(bureau, &record_petition, "letter_no", "2", "received_on", "2026-01-06", "matter", "二", "due_on",
               "2026-01-07", NULL);
    bureau_add(bureau, &record_petition, "letter_no", "3", "received_on", "2026-01-07", "matter", "三", "due_on",
               "2199-01-01", NULL);
    bureau_add(bureau, &record_good_practice, "title", "“三张清单”", "practice", "做法", "spread", "upward", NULL);
    bureau_add(bureau, &record_good_practice, "title", "另一条", "practice", "做法", NULL);
    struct outcomes outcomes = count(bureau, LEADER, NULL, NULL);
    assert_int_equal(row_of(&outcomes, &record_rule_change, "", "")->count, 2);
    assert_int_equal(row_of(&outcomes, &record_rule_change, "kind", "new")->count, 1);
    assert_string_equal(row_of(&outcomes, &record_rule_change, "kind", "new")->filter,
                        "kind=new&state=issued,in_force");
    assert_int_equal(row_of(&outcomes, &record_petition, "", "received")->count, 3);
    assert_int_equal(row_of(&outcomes, &record_petition, "", "answered")->count, 1);
    assert_int_equal(row_of(&outcomes, &record_petition, "", "overdue")->count, 1);
    assert_int_equal(row_of(&outcomes, &record_good_practice, "", "")->count, 2);
    assert_int_equal(row_of(&outcomes, &record_good_practice, "spread", "upward")->count, 1);
    assert_int_equal(row_of(&outcomes, &record_good_practice, "spread", "")->count, 1);
    struct outcome_period period;
    assert_int_equal(outcome_period_read("2026-02-01", "2026-01-01", &bench->problems, &period), REFUSED);
    assert_int_equal(outcome_period_read("gestern", NULL, &bench->problems, &period), REFUSED);
    must_fold_to_the_same(bench);
}

static void what_is_restricted_counts_for_its_readers(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    add_terms(bureau);
    struct uuid secret = bureau_add(bureau, &record_finding, "level", "finding", "title", "线索", "restricted", "true",
                                    "entitled_persons", among(bureau, bureau->persons[LEADER]), NULL);
    bureau_add(bureau, &record_recovery, "finding_id", bureau_text(bureau, secret), "kind", "paid_back", "amount", "5",
               "recovered_on", "2026-02-01", NULL);
    bureau_add(bureau, &record_good_practice, "title", "做法", "practice", "…", "findings", among(bureau, secret),
               NULL);
    struct outcomes office = count(bureau, OFFICE, NULL, NULL), leader = count(bureau, LEADER, NULL, NULL);
    assert_int_equal(row_of(&office, &record_recovery, "", "")->count, 0);
    assert_int_equal(row_of(&office, &record_good_practice, "", "")->count, 0);
    assert_int_equal(row_of(&leader, &record_recovery, "", "")->fen, 500);
    assert_int_equal(row_of(&leader, &record_good_practice, "", "")->count, 1);
    must_fold_to_the_same(bench);
}

/* ---- contradictions ---- */

static int64_t told_to(struct bureau *bureau, enum person_of who, struct uuid finding, const char *code)
{
    struct contradictions found;
    const struct insight insight = insight_of(bureau, who);
    int64_t count = 0;
    must(bureau->bench, contradictions_find(&insight, bureau->ledger, &finding, &found));
    for (size_t i = 0; i < found.items.count; i++)
        count += strcmp(found.items.items[i].rule->code, code) == 0;
    return count;
}

static void fires(struct bureau *bureau, struct uuid finding, const char *code)
{
    if (told_to(bureau, OFFICE, finding, code) != 1)
        fail_msg("%s is not told", code);
}

static void is_silent(struct bureau *bureau, struct uuid finding, const char *code)
{
    if (told_to(bureau, OFFICE, finding, code) != 0)
        fail_msg("%s is told", code);
}

/* What no gate lets through, as if it had come about: only a test writes a row like this. */
static void force(struct bureau *bureau, const char *sql, struct uuid finding)
{
    struct stmt *stmt = db_prepare(bureau->bench->db, sql);
    stmt_bind_uuid(stmt, 1, finding);
    assert_int_equal(db_begin(bureau->bench->db), OK);
    assert_int_equal(stmt_run(stmt), OK);
    assert_int_equal(db_commit(bureau->bench->db), OK);
}

static struct uuid measure_of(struct bureau *bureau, struct uuid finding)
{
    bool row;
    struct stmt *stmt =
        db_prepare(bureau->bench->db, "SELECT \"id\" FROM \"corrective_action_answers\" WHERE \"ref_id\"=?1");
    stmt_bind_uuid(stmt, 1, finding);
    assert_int_equal(stmt_step(stmt, &row), OK);
    assert_true(row);
    struct uuid id = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return id;
}

static void results_against_states(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid open = bureau_finding(bureau, "没做完"), closed = bureau_closed(bureau, "已销号");
    bureau_measure(bureau, open, "60");
    is_silent(bureau, open, "done_not_closed");
    must(bench, bureau_set(bureau, &record_finding, open, "completion", "mostly_done", NULL));
    fires(bureau, open, "done_not_closed");
    is_silent(bureau, closed, "done_not_closed");
    is_silent(bureau, closed, "closed_not_done");
    force(bureau, "UPDATE finding SET completion='continuing' WHERE id=?1", closed);
    fires(bureau, closed, "closed_not_done");
    force(bureau, "UPDATE finding SET completion=NULL WHERE id=?1", closed);
    fires(bureau, closed, "closed_not_done");
    force(bureau, "UPDATE finding SET completion='done' WHERE id=?1", closed);
    /* a measure that comes after */
    is_silent(bureau, closed, "closed_measure_open");
    bureau_measure(bureau, closed, "50");
    fires(bureau, closed, "closed_measure_open");
    /* another unit's owner hears of nothing */
    assert_int_equal(told_to(bureau, OWNER_B, closed, "closed_measure_open"), 0);
    assert_int_equal(told_to(bureau, OWNER_A, closed, "closed_measure_open"), 1);
}

static void results_against_facts(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid closed = bureau_closed(bureau, "已销号");
    const char *finding = bureau_text(bureau, closed);
    add_terms(bureau);
    /* money */
    is_silent(bureau, closed, "money_short");
    must(bench, bureau_set(bureau, &record_finding, closed, "amount", "100", NULL));
    fires(bureau, closed, "money_short");
    bureau_add(bureau, &record_recovery, "finding_id", finding, "kind", "paid_back", "amount", "60", "recovered_on",
               "2026-02-01", NULL);
    fires(bureau, closed, "money_short");
    bureau_add(bureau, &record_recovery, "finding_id", finding, "kind", "paid_back", "amount", "40", "recovered_on",
               "2026-02-01", NULL);
    is_silent(bureau, closed, "money_short");
    /* persons: the request said that nobody is concerned */
    is_silent(bureau, closed, "persons_denied");
    is_silent(bureau, closed, "persons_untouched");
    must(bench,
         bureau_set(bureau, &record_finding, closed, "named_persons", among(bureau, bureau->persons[NOBODY]), NULL));
    fires(bureau, closed, "persons_untouched");
    assert_int_equal(told_to(bureau, SUPERVISOR, closed, "persons_untouched"), 1);
    assert_int_equal(told_to(bureau, LEADER, closed, "persons_untouched"), 0); /* he may not see whom it names */
    sanction(bureau, closed, "first", "talk", "张某", NULL);
    is_silent(bureau, closed, "persons_untouched");
    fires(bureau, closed, "persons_denied");
    /* days */
    is_silent(bureau, closed, "done_late");
    must(bench, bureau_set(bureau, &record_finding, closed, "due", "2020-01-01", NULL));
    fires(bureau, closed, "done_late");
    must(bench,
         bureau_set(bureau, &record_corrective_action, measure_of(bureau, closed), "done_on", "2019-12-31", NULL));
    is_silent(bureau, closed, "done_late");
}

static void rules_and_look_backs(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const struct scope *office = &bureau->scopes[OFFICE];
    struct uuid closed = bureau_closed(bureau, "已销号");
    is_silent(bureau, closed, "rule_not_issued");
    must(bench, bureau_set(bureau, &record_corrective_action, measure_of(bureau, closed), "kind", "rule", NULL));
    fires(bureau, closed, "rule_not_issued");
    struct uuid rule = bureau_add(bureau, &record_rule_change, "title", "办法", "kind", "new", "findings",
                                  among(bureau, closed), NULL);
    fires(bureau, closed, "rule_not_issued");
    must(bench, bureau_move(bureau, office, &record_rule_change, rule, "ask_opinions", NULL));
    must(bench, bureau_move(bureau, office, &record_rule_change, rule, "deliberate", NULL));
    must(bench, bureau_move(bureau, office, &record_rule_change, rule, "issue", "document_no", "1号", NULL));
    is_silent(bureau, closed, "rule_not_issued");
    /* a look-back opens what rebounded; that it is closed without a new request cannot be */
    is_silent(bureau, closed, "rebounded_closed");
    bench_tick(bench, 1000);
    struct uuid check = bureau_add(bureau, &record_effectiveness_check, "finding_id", bureau_text(bureau, closed),
                                   "kind", "planned", NULL);
    must(bench, bureau_move(bureau, office, &record_effectiveness_check, check, "check", "result", "rebounded", "found",
                            "反弹", NULL));
    is_silent(bureau, closed, "rebounded_closed");
    force(bureau, "UPDATE finding SET state='closed' WHERE id=?1", closed);
    fires(bureau, closed, "rebounded_closed");
    force(bureau, "UPDATE finding SET state='reopened' WHERE id=?1", closed);
    bench_tick(bench, 1000);
    must(bench, bureau_ask(bureau, closed, (struct uuid){0}, "done"));
    force(bureau, "UPDATE closure_request SET state='passed' WHERE finding_id=?1 AND state='under_review'", closed);
    force(bureau, "UPDATE finding SET state='closed' WHERE id=?1", closed);
    is_silent(bureau, closed, "rebounded_closed");
}

static void the_list_is_told_with_its_counts(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct contradictions found;
    const struct insight insight = insight_of(bureau, OFFICE);
    struct strbuf json = {0};
    for (int i = 0; i < 3; i++)
        must(bench, bureau_set(bureau, &record_finding, bureau_closed(bureau, arena_printf(bench->arena, "第%d个", i)),
                               "amount", "1", NULL));
    must(bench, contradictions_find(&insight, bureau->ledger, NULL, &found));
    assert_int_equal(found.total, 3);
    assert_int_equal(found.items.count, 3);
    contradictions_json(&json, &found);
    assert_non_null(strstr(strbuf_text(&json), "\"counts\":{\"money_short\":3}"));
    strbuf_free(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(money_and_persons_are_counted_apart),
        FULL_ON_BOTH(rules_letters_and_practice),
        FULL_ON_BOTH(what_is_restricted_counts_for_its_readers),
        FULL_ON_BOTH(results_against_states),
        FULL_ON_BOTH(results_against_facts),
        FULL_ON_BOTH(rules_and_look_backs),
        FULL_ON_BOTH(the_list_is_told_with_its_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
