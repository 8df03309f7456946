/* Claiming (B2): who owes, who signs, what a dispute does; on both databases, and folding to the same. */
#include "workflow/bureau.h"

#include "access/access_messages.h"
#include "ledger/records.h"
#include "record/record_messages.h"
#include "store/row.h"
#include "workflow/workflow_messages.h"

#define MOVE(who, id, event, ...) bureau_move(bureau, &bureau->scopes[who], &record_claim, id, event, __VA_ARGS__)

static int state_of(struct bureau *bureau, struct uuid claim)
{
    return ((struct claim *)bureau_load(bureau, &record_claim, claim))->state;
}

static int finding_state(struct bureau *bureau)
{
    return ((struct finding *)bureau_load(bureau, &record_finding, bureau->finding))->state;
}

static int64_t claims_in(struct bench *bench, const char *state)
{
    return bench_number(bench, "SELECT count(*) FROM claim WHERE state='%s'", state);
}

static void claims_are_owed_with_a_responsibility_and_void_with_its_end(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const char *finding = bureau_text(bureau, bureau->finding);
    struct uuid lead = bureau_add(bureau, &record_responsibility, "finding_id", finding, "role", "lead_unit",
                                  "organisation_id", bureau_text(bureau, bureau->a), NULL);
    struct uuid claim = bureau_claim_of(bureau, lead);
    bureau_claim(bureau, bureau->finding, "responsible_unit", bureau->b);
    bureau_claim(bureau, bureau->finding, "lead_official", bureau->persons[LEADER]);
    bureau_claim(bureau, bureau->finding, "accountable_official", bureau->persons[OWNER_A]);
    assert_true(uuid_is_nil(bureau_claim(bureau, bureau->finding, "supporting_unit", bureau->b)));
    assert_true(uuid_is_nil(bureau_claim(bureau, bureau->finding, "action_owner", bureau->persons[OWNER_B])));
    assert_int_equal(claims_in(bench, "owed"), 4);
    /* the same party again: nothing to do; another: the old one is void, a new one owed */
    must(bench, bureau_set(bureau, &record_responsibility, lead, "position", "3", NULL));
    assert_int_equal(claims_in(bench, "owed"), 4);
    must(bench,
         bureau_set(bureau, &record_responsibility, lead, "organisation_id", bureau_text(bureau, bureau->b), NULL));
    assert_int_equal(state_of(bureau, claim), claim_state_void);
    assert_int_equal(claims_in(bench, "owed"), 4);
    must(bench, bureau_set(bureau, &record_responsibility, lead, "until_on", "2026-11-01", NULL));
    assert_int_equal(claims_in(bench, "owed"), 3);
    must(bench, bench_withdraw(bench, &record_finding, bureau->ledger, bureau->finding, "误登"));
    assert_int_equal(claims_in(bench, "owed"), 0);
    must_fold_to_the_same(bench);
}

static void the_clock_starts_with_the_signature_of_the_letter(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    date today = clock_today(&bench->clock);
    char signed_on[DATE_TEXT], late[DATE_TEXT];
    date_text(today - 3, signed_on);
    date_text(today - 30, late);
    struct claim *claim =
        bureau_load(bureau, &record_claim, bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a));
    assert_int_equal(claim->due_on, today + 7); /* registered today */
    struct uuid inspection =
        bureau_add(bureau, &record_inspection, "code", "X", "name", "巡察", "kind", "regular", "level", "city", NULL);
    struct uuid report = bureau_add(bureau, &record_feedback_report, "inspection_id", bureau_text(bureau, inspection),
                                    "title", "反馈", "signed_on", signed_on, NULL);
    struct uuid finding =
        bureau_add(bureau, &record_finding, "level", "finding", "title", "甲", "feedback_report_id",
                   bureau_text(bureau, report), "inspection_id", bureau_text(bureau, inspection), NULL);
    claim = bureau_load(bureau, &record_claim, bureau_claim(bureau, finding, "lead_unit", bureau->a));
    assert_int_equal(claim->due_on, today - 3 + 7);
    assert_memory_equal(&claim->feedback_report_id, &report, sizeof report);
    assert_memory_equal(&claim->inspection_id, &inspection, sizeof inspection);
    must(bench, bureau_set(bureau, &record_feedback_report, report, "signed_on", late, NULL));
    claim = bureau_load(bureau, &record_claim, bureau_claim(bureau, finding, "responsible_unit", bureau->a));
    assert_int_equal(claim->due_on, today + 7); /* nobody is late on the day he is told */
    must(bench, bureau_set(bureau, &record_ledger, bureau->ledger, "claim_days", "2", NULL));
    claim = bureau_load(bureau, &record_claim, bureau_claim(bureau, finding, "responsible_unit", bureau->b));
    assert_int_equal(claim->due_on, today + 2);
    assert_int_equal(bureau_set(bureau, &record_ledger, bureau->ledger, "claim_days", "0", NULL), REFUSED);
    must_fold_to_the_same(bench);
}

static void a_finding_is_claimed_when_all_that_is_owed_is_in(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid unit = bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
    struct uuid person = bureau_claim(bureau, bureau->finding, "lead_official", bureau->persons[LEADER]);
    assert_int_equal(MOVE(OWNER_B, unit, "claim", NULL), NOT_FOUND); /* not his units' finding */
    must(bench, MOVE(OWNER_A, unit, "claim", NULL));
    struct claim *claim = bureau_load(bureau, &record_claim, unit);
    assert_int_equal(claim->claimed_on, clock_today(&bench->clock));
    assert_memory_equal(&claim->signed_by_id, &bureau->persons[OWNER_A], sizeof(struct uuid));
    assert_false(claim->on_paper);
    assert_int_equal(finding_state(bureau), finding_state_registered);
    assert_int_equal(MOVE(SUPERVISOR, person, "claim", NULL), FORBIDDEN); /* a person signs for himself */
    must(bench, MOVE(LEADER, person, "claim", NULL));
    assert_int_equal(finding_state(bureau), finding_state_claimed);
    assert_int_equal(MOVE(OWNER_A, unit, "claim", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_claimed, "state"));
    assert_int_equal(MOVE(OWNER_A, unit, "retract", "retract_reason", "错", NULL), FORBIDDEN);
    must(bench, MOVE(OFFICE, unit, "retract", "retract_reason", "签错了", NULL));
    assert_int_equal(finding_state(bureau), finding_state_registered);
    assert_false(record_has(bureau_load(bureau, &record_claim, unit), FIELD_claim_claimed_on));
    must(bench, MOVE(OFFICE, unit, "claim", "claimed_on", "2026-11-01", "signed_by_id",
                     bureau_text(bureau, bureau->persons[OWNER_A]), NULL));
    claim = bureau_load(bureau, &record_claim, unit);
    assert_true(claim->on_paper);
    assert_int_equal(finding_state(bureau), finding_state_claimed);
    /* the event names the supplier apart from the actor (D35) */
    assert_int_equal(bench_number(bench,
                                  "SELECT count(*) FROM ledger_event WHERE record='claim' AND supplier_unit_id IS "
                                  "NOT NULL AND supplier_person_id IS NOT NULL AND supplied_on='2026-11-01'"),
                     1);
    /* one more who answers: claimed no longer */
    bureau_claim(bureau, bureau->finding, "responsible_unit", bureau->b);
    assert_int_equal(finding_state(bureau), finding_state_registered);
    must_fold_to_the_same(bench);
}

static void a_refusal_says_everything_at_once(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid unit = bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
    struct uuid person = bureau_claim(bureau, bureau->finding, "lead_official", bureau->persons[LEADER]);
    const char *a = bureau_text(bureau, bureau->a), *b = bureau_text(bureau, bureau->persons[OWNER_B]);
    assert_int_equal(MOVE(OFFICE, unit, "dispute", "proposed_unit_id", a, "disputed_on", "2099-01-01", "claimed_on",
                          "2026-01-01", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_required, "dispute_reason"));
    assert_true(bench_names(bench, &msg_claim_own_unit, "proposed_unit_id"));
    assert_true(bench_names(bench, &msg_move_in_future, "disputed_on"));
    assert_true(bench_names(bench, &msg_move_not_taken, "claimed_on"));
    assert_int_equal(bench->problems.count, 4);
    /* who signs for himself says neither for whom nor when: that is the office's, who records papers */
    assert_int_equal(MOVE(OWNER_A, unit, "claim", "claimed_on", "2026-01-01", "signed_by_id", b, NULL), REFUSED);
    assert_true(bench_names(bench, &msg_move_not_taken, "claimed_on"));
    assert_true(bench_names(bench, &msg_move_not_taken, "signed_by_id"));
    assert_int_equal(MOVE(LEADER, person, "dispute", "dispute_reason", "不归我", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_units_dispute, ""));
    assert_int_equal(MOVE(OFFICE, person, "claim", "signed_by_id", b, NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_person_signs, "signed_by_id"));
    assert_int_equal(MOVE(OWNER_A, unit, "nonsense", NULL), NOT_FOUND);
    assert_int_equal(claims_in(bench, "owed"), 2);
}

static void a_dispute_that_stands_is_settled(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid claim = bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
    must(bench, MOVE(OWNER_A, claim, "dispute", "dispute_reason", "非我科职责", "proposed_unit_id",
                     bureau_text(bureau, bureau->b), NULL));
    assert_int_equal(finding_state(bureau), finding_state_disputed);
    assert_int_equal(MOVE(OWNER_A, claim, "claim", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_disputed, "state"));
    assert_int_equal(MOVE(OWNER_A, claim, "keep", "decision_reason", "…", NULL), FORBIDDEN);
    must(bench, MOVE(LEADER, claim, "keep", "decision_reason", "职责在三定方案中", NULL));
    assert_int_equal(state_of(bureau, claim), claim_state_owed);
    assert_int_equal(finding_state(bureau), finding_state_registered);
    assert_int_equal(MOVE(LEADER, claim, "pass_on", "decision_reason", "再议", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_kept, "state"));
    assert_int_equal(MOVE(OWNER_A, claim, "dispute", "dispute_reason", "还是不归我", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_disputed_before, ""));
    must(bench, MOVE(OWNER_A, claim, "claim", NULL));
    assert_int_equal(finding_state(bureau), finding_state_claimed);
    must_fold_to_the_same(bench);
}

static void a_dispute_that_wins_passes_the_finding_on(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid claim = bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
    must(bench, MOVE(OWNER_A, claim, "dispute", "dispute_reason", "非我科职责", NULL));
    assert_int_equal(MOVE(LEADER, claim, "pass_on", "decision_reason", "同意", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_no_unit, "decided_unit_id"));
    must(bench, MOVE(LEADER, claim, "pass_on", "decision_reason", "同意", "decided_unit_id",
                     bureau_text(bureau, bureau->b), NULL));
    assert_int_equal(state_of(bureau, claim), claim_state_passed_on);
    struct finding *finding = bureau_load(bureau, &record_finding, bureau->finding);
    assert_memory_equal(&finding->lead_unit_id, &bureau->b, sizeof bureau->b);
    assert_int_equal(finding->passed_on, 1);
    assert_int_equal(finding->state, finding_state_registered);
    assert_int_equal(claims_in(bench, "owed"), 1);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM responsibility WHERE until_on IS NOT NULL"), 1);
    /* the old unit is out of it, the new one has it */
    assert_int_equal(MOVE(OWNER_A, claim, "retract", "retract_reason", "…", NULL), NOT_FOUND);
    assert_int_equal(MOVE(LEADER, claim, "keep", "decision_reason", "反悔", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_passed_on, "state"));
    /* it was never claimed on the way: disputed, then to be claimed again */
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM ledger_event WHERE record='finding' AND event='claim'"),
                     0);
    must_fold_to_the_same(bench);
}

static void nobody_decides_his_own_dispute(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid claim = bureau_claim(bureau, bureau->finding, "lead_unit", bureau->root); /* the leader's own unit */
    struct uuid other = bureau_claim(bureau, bureau->finding, "responsible_unit", bureau->a);
    const char *leader = bureau_text(bureau, bureau->persons[LEADER]);
    must(bench, MOVE(OFFICE, claim, "dispute", "dispute_reason", "应由甲科牵头", "proposed_unit_id",
                     bureau_text(bureau, bureau->a), NULL));
    must(bench, MOVE(OFFICE, other, "dispute", "dispute_reason", "不归甲科", "disputed_by_id", leader, NULL));
    assert_int_equal(MOVE(LEADER, claim, "keep", "decision_reason", "…", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_own_dispute, "decided_by_id"));
    assert_int_equal(MOVE(LEADER, other, "keep", "decision_reason", "…", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_own_dispute, "decided_by_id"));
    /* on paper: who decided and the scan are both missing, and both are said */
    assert_int_equal(MOVE(OFFICE, other, "keep", "decision_reason", "…", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_claim_who_decided, "decided_by_id"));
    assert_true(bench_names(bench, &msg_claim_decided_paper, "decision_paper_id"));
    struct possible_moves moves;
    const struct record_head *record = bureau_load(bureau, &record_claim, claim);
    assert_int_equal(
        workflow_moves(bench->db, bench->arena, &bench->clock, &bureau->scopes[LEADER], &record_claim, record, &moves),
        OK);
    assert_int_equal(moves.count, 2);
    assert_false(moves.items[0].allowed);
    assert_ptr_equal(moves.items[0].why.items[0].message, &msg_claim_own_dispute);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(claims_are_owed_with_a_responsibility_and_void_with_its_end),
        FULL_ON_BOTH(the_clock_starts_with_the_signature_of_the_letter),
        FULL_ON_BOTH(a_finding_is_claimed_when_all_that_is_owed_is_in),
        FULL_ON_BOTH(a_refusal_says_everything_at_once),
        FULL_ON_BOTH(a_dispute_that_stands_is_settled),
        FULL_ON_BOTH(a_dispute_that_wins_passes_the_finding_on),
        FULL_ON_BOTH(nobody_decides_his_own_dispute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
