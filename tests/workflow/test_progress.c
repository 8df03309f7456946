/* Doing (D3): a measure follows its progress entries, a finding its measures; on both databases, and folding to the
 * same. */
#include "workflow/bureau.h"

#include "ledger/ledger_messages.h"
#include "ledger/progress_entry_fields.h"
#include "ledger/records.h"
#include "record/record_messages.h"
#include "workflow/workflow_messages.h"

static const char *day(struct bureau *bureau, int from_today)
{
    char *text = arena_alloc(bureau->bench->arena, DATE_TEXT);
    date_text(clock_today(&bureau->bench->clock) + from_today, text);
    return text;
}

/* References as a list. */
static const char *both(struct bureau *bureau, struct uuid a, struct uuid b)
{
    return arena_printf(bureau->bench->arena, "[\"%s\",\"%s\"]", bureau_text(bureau, a), bureau_text(bureau, b));
}

static struct uuid report(struct bureau *bureau, struct uuid action, int from_today, const char *percent)
{
    bench_tick(bureau->bench, 1000); /* what is said later counts */
    return bureau_add(bureau, &record_progress_entry, "corrective_action_id", bureau_text(bureau, action),
                      "occurred_on", day(bureau, from_today), "done", "已办理", "percent", percent, NULL);
}

static const struct corrective_action *action_now(struct bureau *bureau, struct uuid action)
{
    return bureau_load(bureau, &record_corrective_action, action);
}

static int state_of(struct bureau *bureau, struct uuid action)
{
    return action_now(bureau, action)->state;
}

static int finding_state(struct bureau *bureau, struct uuid finding)
{
    return ((struct finding *)bureau_load(bureau, &record_finding, finding))->state;
}

static void a_measure_follows_its_latest_entry(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid action = bureau_measure(bureau, bureau->finding, NULL);
    assert_int_equal(state_of(bureau, action), action_state_planned);
    struct uuid first = report(bureau, action, -3, "40");
    assert_int_equal(state_of(bureau, action), action_state_in_progress);
    assert_int_equal(action_now(bureau, action)->percent, 40);
    struct uuid last = report(bureau, action, -1, "100");
    assert_int_equal(state_of(bureau, action), action_state_done);
    assert_int_equal(action_now(bureau, action)->done_on, clock_today(&bench->clock) - 1);
    assert_int_equal(action_now(bureau, action)->reported_on, clock_today(&bench->clock) - 1);
    report(bureau, action, -2, "60"); /* entered late: not the latest */
    assert_int_equal(state_of(bureau, action), action_state_done);
    assert_int_equal(action_now(bureau, action)->percent, 100);
    must(bench, bench_withdraw(bench, &record_progress_entry, bureau->ledger, last, "填错了"));
    assert_int_equal(state_of(bureau, action), action_state_in_progress);
    assert_int_equal(action_now(bureau, action)->percent, 60);
    assert_false(record_has(&action_now(bureau, action)->head, FIELD_corrective_action_done_on));
    must(bench, bench_withdraw(bench, &record_progress_entry, bureau->ledger, first, "填错了"));
    assert_int_equal(state_of(bureau, action), action_state_in_progress);
    report(bureau, action, 0, "100");
    assert_int_equal(state_of(bureau, action), action_state_done);
    report(bureau, action, 0, "90"); /* who said too much says so */
    assert_int_equal(state_of(bureau, action), action_state_in_progress);
    must_fold_to_the_same(bench);
}

static void all_entries_withdrawn_is_as_planned(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid action = bureau_measure(bureau, bureau->finding, NULL), only = report(bureau, action, 0, "100");
    must(bench, bench_withdraw(bench, &record_progress_entry, bureau->ledger, only, "填错了措施"));
    const struct corrective_action *now = action_now(bureau, action);
    assert_int_equal(now->state, action_state_planned);
    assert_false(record_has(&now->head, FIELD_corrective_action_percent));
    assert_false(record_has(&now->head, FIELD_corrective_action_reported_on));
    must_fold_to_the_same(bench);
}

static void a_finding_is_in_progress_when_claimed_and_begun(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid claim = bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
    struct uuid point = bureau_add(bureau, &record_finding, "level", "point", "title", "要点", "parent_id",
                                   bureau_text(bureau, bureau->finding), NULL);
    struct uuid action = bureau_measure(bureau, point, NULL);
    report(bureau, action, 0, "10");
    assert_int_equal(finding_state(bureau, bureau->finding), finding_state_registered); /* begun, but nobody's yet */
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_claim, claim, "claim", NULL));
    assert_int_equal(finding_state(bureau, bureau->finding), finding_state_in_progress);
    assert_int_equal(finding_state(bureau, point), finding_state_registered); /* a point shows no state of its own */
    /* the other way round: claimed, then begun */
    struct uuid second = bureau_finding(bureau, "第二个问题");
    struct uuid other = bureau_claim(bureau, second, "lead_unit", bureau->a);
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_claim, other, "claim", NULL));
    struct uuid measure = bureau_measure(bureau, second, NULL);
    assert_int_equal(finding_state(bureau, second), finding_state_claimed);
    report(bureau, measure, 0, "0"); /* nothing done yet is a report, too */
    assert_int_equal(finding_state(bureau, second), finding_state_in_progress);
    /* a unit that answers for it anew does not undo the work; a dispute is seen */
    struct uuid third = bureau_claim(bureau, second, "responsible_unit", bureau->b);
    assert_int_equal(finding_state(bureau, second), finding_state_in_progress);
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_B], &record_claim, third, "dispute", "dispute_reason",
                            "不属我科", NULL));
    assert_int_equal(finding_state(bureau, second), finding_state_disputed);
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_B], &record_claim, third, "retract", "retract_reason", "再议",
                            NULL));
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_B], &record_claim, third, "claim", NULL));
    assert_int_equal(finding_state(bureau, second), finding_state_in_progress);
    must_fold_to_the_same(bench);
}

static void a_measure_linked_later_begins_its_finding(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid claim = bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a),
                other = bureau_finding(bureau, "另一个");
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_claim, claim, "claim", NULL));
    struct uuid action = bureau_measure(bureau, other, NULL);
    report(bureau, action, 0, "20");
    assert_int_equal(finding_state(bureau, bureau->finding), finding_state_claimed);
    must(bench,
         bureau_set(bureau, &record_corrective_action, action, "answers", both(bureau, other, bureau->finding), NULL));
    assert_int_equal(finding_state(bureau, bureau->finding), finding_state_in_progress);
}

static void what_is_done_may_be_returned_with_a_reason(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid action = bureau_measure(bureau, bureau->finding, NULL);
    bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
#define RETURN(who, ...)                                                                                               \
    bureau_move(bureau, &bureau->scopes[who], &record_corrective_action, action, "return", __VA_ARGS__)
    assert_int_equal(RETURN(OFFICE, "return_reason", "没有做完", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_action_not_done, "state"));
    report(bureau, action, 0, "100");
    assert_int_equal(RETURN(OFFICE, NULL), REFUSED);
    assert_true(bench_names(bench, &msg_required, "return_reason"));
    assert_int_equal(RETURN(OWNER_A, "return_reason", "…", NULL), FORBIDDEN);
    must(bench, RETURN(LEADER, "return_reason", "佐证不足", NULL));
    const struct corrective_action *now = action_now(bureau, action);
    assert_int_equal(now->state, action_state_in_progress);
    assert_string_equal(now->return_reason, "佐证不足");
    assert_false(record_has(&now->head, FIELD_corrective_action_done_on));
    must(bench, bureau_try_add(bureau, &record_progress_entry, "corrective_action_id", bureau_text(bureau, action),
                               "done", "正在补充佐证", NULL));
    assert_int_equal(state_of(bureau, action), action_state_in_progress); /* a remark does not end it again */
    report(bureau, action, 0, "100");
    must(bench, bureau_try_add(bureau, &record_progress_entry, "corrective_action_id", bureau_text(bureau, action),
                               "done", "补充说明", NULL));
    now = action_now(bureau, action);
    assert_int_equal(now->state, action_state_done);
    assert_false(record_has(&now->head, FIELD_corrective_action_return_reason));
    must_fold_to_the_same(bench);
}

static void an_entry_is_said_once_of_a_day_gone_by_with_its_own_proof(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid action = bureau_measure(bureau, bureau->finding, NULL), other = bureau_finding(bureau, "另一个");
    struct uuid own = bureau_file(bureau, bureau->finding), strange = bureau_file(bureau, other);
    assert_int_equal(bureau_try_add(bureau, &record_progress_entry, "corrective_action_id", bureau_text(bureau, action),
                                    "done", "已办理", "occurred_on", day(bureau, 1), "proofs",
                                    both(bureau, own, strange), NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_progress_in_future, "occurred_on")); /* both are said at once */
    assert_true(bench_names(bench, &msg_progress_other_proof, "proofs"));
    struct uuid good = bureau_add(bureau, &record_progress_entry, "corrective_action_id", bureau_text(bureau, action),
                                  "done", "已办理", "proofs", both(bureau, own, own), NULL);
    const struct progress_entry *now = bureau_load(bureau, &record_progress_entry, good);
    assert_int_equal(now->occurred_on, clock_today(&bench->clock));
    assert_int_equal(bureau_set(bureau, &record_progress_entry, good, "done", "改口", NULL), REFUSED);
}

/* What was said before it was returned counts no more; what proves a closed problem is not taken from under it. */
static void what_is_returned_begins_anew(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid action = bureau_measure(bureau, bureau->finding, "100");
    bench_tick(bench, 1000);
    must(bench, bureau_move(bureau, &bureau->scopes[OFFICE], &record_corrective_action, action, "return",
                            "return_reason", "佐证不足", NULL));
    assert_false(record_has(&action_now(bureau, action)->head, FIELD_corrective_action_percent));
    report(bureau, action, 0, "70");
    assert_int_equal(action_now(bureau, action)->percent, 70);
    struct uuid closed = bureau_ready(bureau, "已销号");
    must(bench, bureau_ask(bureau, closed, (struct uuid){0}, "done"));
    must(bench, bureau_move(bureau, &bureau->operator_scope, &record_review_step,
                            bench_one(bench, "SELECT \"id\" FROM \"review_step\" WHERE \"state\"='open'"), "pass",
                            "decided_by_id", bureau_text(bureau, bureau->persons[LEADER]), "paper_id",
                            bureau_text(bureau, bureau_file(bureau, closed)), NULL));
    struct uuid its = bench_one(bench, "SELECT \"id\" FROM \"corrective_action\" WHERE \"state\"='done'");
    assert_int_equal(bureau_move(bureau, &bureau->scopes[OFFICE], &record_corrective_action, its, "return",
                                 "return_reason", "x", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_action_of_closed, ""));
    must_fold_to_the_same(bench);
}

/* Each unit's branch of a problem: its measures, also of the problem's points. */
static void each_unit_has_a_branch(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const char *finding = bureau_text(bureau, bureau->finding), *a = bureau_text(bureau, bureau->a);
    struct uuid point =
        bureau_add(bureau, &record_finding, "level", "point", "title", "要点", "parent_id", finding, NULL);
    struct uuid branch = bureau_add(bureau, &record_responsibility, "finding_id", finding, "role", "lead_unit",
                                    "organisation_id", a, NULL);
    const struct responsibility *now;
    for (int i = 0; i < 2; i++) {
        struct uuid action =
            bureau_add(bureau, &record_corrective_action, "answers",
                       arena_printf(bench->arena, "[\"%s\"]", bureau_text(bureau, i ? point : bureau->finding)),
                       "measure", "改", "organisation_id", a, NULL);
        if (i)
            report(bureau, action, 0, "100");
    }
    bureau_measure(bureau, bureau->finding, "100"); /* nobody's in particular */
    now = bureau_load(bureau, &record_responsibility, branch);
    assert_int_equal(now->measures, 2);
    assert_int_equal(now->measures_done, 1);
    must_fold_to_the_same(bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(a_measure_follows_its_latest_entry),
        FULL_ON_BOTH(all_entries_withdrawn_is_as_planned),
        FULL_ON_BOTH(a_finding_is_in_progress_when_claimed_and_begun),
        FULL_ON_BOTH(a_measure_linked_later_begins_its_finding),
        FULL_ON_BOTH(what_is_done_may_be_returned_with_a_reason),
        FULL_ON_BOTH(an_entry_is_said_once_of_a_day_gone_by_with_its_own_proof),
        FULL_ON_BOTH(what_is_returned_begins_anew),
        FULL_ON_BOTH(each_unit_has_a_branch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
