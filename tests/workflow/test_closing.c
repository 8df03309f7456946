/* Closing (E1–E3): the gate says everything that is missing; steps are signed in their order; the first return ends it;
 * nobody reviews his own; on both databases, and folding to the same. */
#include "workflow/bureau.h"

#include "access/access_messages.h"
#include "ledger/closing.h"
#include "ledger/ledger_messages.h"
#include "ledger/records.h"
#include "record/record_messages.h"
#include "workflow/workflow_messages.h"

#include <string.h>

static const struct finding *finding_now(struct bureau *bureau, struct uuid finding)
{
    return bureau_load(bureau, &record_finding, finding);
}

static int64_t steps_in(struct bureau *bureau, const char *state)
{
    return bench_number(bureau->bench, "SELECT count(*) FROM review_step WHERE state='%s'", state);
}

static struct uuid only(struct bureau *bureau, const struct record_type *type, const char *where)
{
    bool row;
    char *sql = arena_printf(bureau->bench->arena, "SELECT id FROM %s WHERE %s", type->name, where);
    struct stmt *stmt = db_prepare(bureau->bench->db, sql);
    assert_int_equal(stmt_step(stmt, &row), OK);
    if (!row)
        fail_msg("no %s", sql);
    struct uuid id = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return id;
}

#define SIGN(who, step, event, ...)                                                                                    \
    bureau_move(bureau, &bureau->scopes[who], &record_review_step, step, event, __VA_ARGS__)
#define STEP(where) only(bureau, &record_review_step, where)

static void route(struct bureau *bureau, const char *position, const char *by, const char *veto)
{
    bureau_add(bureau, &record_review_route, "kind", "closure", "position", position, "name", by, "review_by", by,
               "may_veto", veto, "days", "5", NULL);
}

static void the_gate_says_all_that_is_missing(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid other = bureau_finding(bureau, "另一个"), strange = bureau_file(bureau, other);
    bureau_add(bureau, &record_finding, "level", "point", "title", "要点", "parent_id",
               bureau_text(bureau, bureau->finding), NULL);
    assert_int_equal(bureau_ask(bureau, bureau->finding, strange, "not_done"), REFUSED);
    assert_true(bench_names(bench, &msg_closing_state, "finding_id"));
    assert_true(bench_names(bench, &msg_closing_no_measure, ""));
    assert_true(bench_names(bench, &msg_closing_part_silent, ""));
    assert_true(bench_names(bench, &msg_closing_no_cause, "cause"));
    assert_true(bench_names(bench, &msg_closing_not_done, "completion"));
    assert_true(bench_names(bench, &msg_closing_other_report, "report_id"));
    /* a measure that is under way is named */
    bureau_measure(bureau, bureau->finding, "60");
    assert_int_equal(bureau_ask(bureau, bureau->finding, (struct uuid){0}, "done"), REFUSED);
    assert_true(bench_names(bench, &msg_closing_measure_open, ""));
    assert_false(bench_names(bench, &msg_closing_no_measure, ""));
    /* an aspect is no problem */
    struct uuid aspect = bureau_add(bureau, &record_finding, "level", "aspect", "title", "方面", NULL);
    assert_int_equal(bureau_ask(bureau, aspect, (struct uuid){0}, "done"), REFUSED);
    assert_true(bench_names(bench, &msg_closing_no_finding, "finding_id"));
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM review_step"), 0);
}

static void the_office_alone_closes_where_no_route_is_set(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = bureau_ready(bureau, "一");
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    bench->actor.person_id = bureau->persons[OFFICE];
    assert_int_equal(finding_now(bureau, finding)->state, finding_state_under_review);
    assert_int_equal(steps_in(bureau, "open"), 1);
    assert_int_equal(bureau_ask(bureau, finding, (struct uuid){0}, "done"), REFUSED); /* once at a time */
    struct uuid step = STEP("state='open'");
    assert_int_equal(SIGN(OWNER_A, step, "pass", NULL), FORBIDDEN);
    assert_int_equal(SIGN(LEADER, step, "pass", NULL), FORBIDDEN);
    must(bench, SIGN(OFFICE, step, "pass", "opinion", "同意销号", "rating", "good", NULL));
    const struct finding *now = finding_now(bureau, finding);
    assert_int_equal(now->state, finding_state_closed);
    assert_int_equal(now->completion, completion_done);
    const struct review_step *signed_step = bureau_load(bureau, &record_review_step, step);
    assert_int_equal(strlen(signed_step->signed_hash), 64);
    assert_true(uuid_equal(signed_step->decided_by_id, bureau->persons[OFFICE]));
    must_fold_to_the_same(bench);
}

static void steps_are_signed_in_order_and_the_first_return_ends_it(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    route(bureau, "1", "office", "false");
    route(bureau, "2", "leader", "false");
    route(bureau, "3", "supervisor", "true");
    struct uuid finding = bureau_ready(bureau, "一");
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    bench->actor.person_id = bureau->persons[OFFICE];
    struct uuid office = STEP("position=1"), leader = STEP("position=2"), veto = STEP("position=3");
    assert_int_equal(SIGN(LEADER, leader, "pass", NULL), REFUSED); /* not yet */
    assert_true(bench_names(bench, &msg_review_waiting, "state"));
    must(bench, SIGN(OFFICE, office, "pass", NULL));
    must(bench, SIGN(LEADER, leader, "return", "opinion", "佐证不足", "again_by_on", "2026-12-31", NULL));
    assert_int_equal(SIGN(SUPERVISOR, veto, "return", "opinion", "…", NULL), REFUSED); /* nothing left to veto */
    const struct finding *now = finding_now(bureau, finding);
    assert_int_equal(now->state, finding_state_returned);
    char due[DATE_TEXT];
    date_text(now->due.on, due);
    assert_string_equal(due, "2026-12-31");
    const struct closure_request *request =
        bureau_load(bureau, &record_closure_request, only(bureau, &record_closure_request, "turn=1"));
    assert_int_equal(request->state, closure_state_returned);
    assert_string_equal(request->return_reason, "佐证不足");
    /* worked on again, asked again, vetoed though the office has passed it */
    bureau_measure(bureau, finding, "50");
    assert_int_equal(finding_now(bureau, finding)->state, finding_state_in_progress);
    bench_tick(bench, 1000);
    bureau_add(bureau, &record_progress_entry, "corrective_action_id",
               bureau_text(bureau, only(bureau, &record_corrective_action, "percent=50")), "done", "已办理", "percent",
               "100", NULL);
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    must(bench, SIGN(SUPERVISOR, STEP("position=3 AND state='open'"), "return", "opinion", "人未处理", NULL));
    assert_int_equal(finding_now(bureau, finding)->state, finding_state_returned);
    assert_int_equal(steps_in(bureau, "open") + steps_in(bureau, "waiting"), 0);
    /* the third time all sign; who may veto is not waited for */
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    bench->actor.person_id = bureau->persons[OFFICE];
    must(bench, SIGN(OFFICE, STEP("position=1 AND state='open'"), "pass", NULL));
    must(bench, SIGN(LEADER, STEP("position=2 AND state='open'"), "pass", "rating", "fair", NULL));
    assert_int_equal(finding_now(bureau, finding)->state, finding_state_closed);
    must_fold_to_the_same(bench);
}

static void nobody_reviews_his_own(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = bureau_ready(bureau, "一");
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done")); /* by the office */
    struct uuid step = STEP("state='open'"), scan = bureau_file(bureau, finding);
    assert_int_equal(SIGN(OFFICE, step, "pass", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_review_own, "decided_by_id"));
    /* on paper: who signed and the scan are both asked for */
    assert_int_equal(bureau_move(bureau, &bureau->operator_scope, &record_review_step, step, "pass", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_signing_who, "decided_by_id"));
    assert_true(bench_names(bench, &msg_signing_paper, "paper_id"));
    must(bench, bureau_move(bureau, &bureau->operator_scope, &record_review_step, step, "pass", "decided_by_id",
                            bureau_text(bureau, bureau->persons[LEADER]), "paper_id", bureau_text(bureau, scan), NULL));
    assert_int_equal(finding_now(bureau, finding)->state, finding_state_closed);
}

static void officials_sign_by_name(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    route(bureau, "1", "lead_official", "false");
    route(bureau, "2", "accountable_official", "false"); /* none is named: the office signs */
    struct uuid finding = bureau_ready(bureau, "一");
    struct uuid claim = bureau_claim(bureau, finding, "lead_official", bureau->persons[LEADER]);
    must(bench, bureau_move(bureau, &bureau->scopes[LEADER], &record_claim, claim, "claim", NULL));
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "mostly_done"));
    bench->actor.person_id = bureau->persons[OFFICE];
    struct uuid first = STEP("position=1"), second = STEP("position=2");
    assert_int_equal(SIGN(SUPERVISOR, first, "pass", NULL), FORBIDDEN);
    must(bench, SIGN(LEADER, first, "pass", NULL));
    must(bench, SIGN(OFFICE, second, "pass", NULL));
    assert_int_equal(finding_now(bureau, finding)->completion, completion_mostly_done);
}

static void what_was_asked_is_taken_back_by_who_asked(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = bureau_ready(bureau, "一");
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    struct uuid request = only(bureau, &record_closure_request, "turn=1");
    assert_int_equal(bureau_move(bureau, &bureau->scopes[LEADER], &record_closure_request, request, "retract", NULL),
                     FORBIDDEN);
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_closure_request, request, "retract", NULL));
    assert_int_equal(finding_now(bureau, finding)->state, finding_state_in_progress);
    assert_int_equal(steps_in(bureau, "void"), 1);
    must_fold_to_the_same(bench);
}

static void what_was_closed_opens_again_under_its_number(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = bureau_ready(bureau, "一");
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    bench->actor.person_id = bureau->persons[OFFICE];
    must(bench, SIGN(OFFICE, STEP("state='open'"), "pass", NULL));
    const char *number = finding_now(bureau, finding)->number;
#define REOPEN(who, ...) bureau_move(bureau, &bureau->scopes[who], &record_finding, finding, "reopen", __VA_ARGS__)
    assert_int_equal(REOPEN(OFFICE, NULL), REFUSED);
    assert_true(bench_names(bench, &msg_required, "reopen_reason"));
    assert_int_equal(REOPEN(OWNER_A, "reopen_reason", "反弹", NULL), FORBIDDEN);
    must(bench, REOPEN(SUPERVISOR, "reopen_reason", "回头看发现反弹", "due", "2027-01-31", NULL));
    const struct finding *now = finding_now(bureau, finding);
    assert_int_equal(now->state, finding_state_reopened);
    assert_int_equal(now->turn, 2);
    assert_string_equal(now->number, number);
    assert_false(record_has(&now->head, FIELD_finding_completion));
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    assert_int_equal(bench_number(bench, "SELECT max(turn) FROM closure_request"), 2);
    must_fold_to_the_same(bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(the_gate_says_all_that_is_missing),
        FULL_ON_BOTH(the_office_alone_closes_where_no_route_is_set),
        FULL_ON_BOTH(steps_are_signed_in_order_and_the_first_return_ends_it),
        FULL_ON_BOTH(nobody_reviews_his_own),
        FULL_ON_BOTH(officials_sign_by_name),
        FULL_ON_BOTH(what_was_asked_is_taken_back_by_who_asked),
        FULL_ON_BOTH(what_was_closed_opens_again_under_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
