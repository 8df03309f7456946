/* After closing (E3): what is closed is looked at again; nobody checks what his own unit leads; what clearly rebounded
 * is opened again under its own number; a rule goes from draft to force (E5). On both databases, folding to the same.
 */
#include "workflow/bureau.h"

#include "access/access_messages.h"
#include "ledger/ledger_messages.h"
#include "ledger/records.h"
#include "record/record_messages.h"
#include "workflow/workflow_messages.h"

#include <string.h>

static struct uuid plan(struct bureau *bureau, struct uuid finding)
{
    return bureau_add(bureau, &record_effectiveness_check, "finding_id", bureau_text(bureau, finding), "kind",
                      "planned", "planned_on", "2026-12-01", NULL);
}

#define CHECK(who, id, ...)                                                                                            \
    bureau_move(bureau, &bureau->scopes[who], &record_effectiveness_check, id, "check", __VA_ARGS__)

static void only_what_is_closed_is_looked_at_again(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    assert_int_equal(bureau_try_add(bureau, &record_effectiveness_check, "finding_id",
                                    bureau_text(bureau, bureau->finding), "kind", "planned", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_check_not_closed, "finding_id"));
    struct uuid finding = bureau_closed(bureau, "一");
    plan(bureau, finding);
    assert_int_equal(bureau_try_add(bureau, &record_effectiveness_check, "finding_id", bureau_text(bureau, finding),
                                    "kind", "planned", NULL),
                     REFUSED); /* once at a time */
    assert_true(bench_names(bench, &msg_check_planned, "finding_id"));
}

static void nobody_checks_his_own(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = bureau_closed(bureau, "一");
    const char *own = bureau_text(bureau, bureau->persons[OWNER_A]),
               *other = bureau_text(bureau, bureau->persons[OWNER_B]);
    assert_int_equal(bureau_try_add(bureau, &record_effectiveness_check, "finding_id", bureau_text(bureau, finding),
                                    "kind", "planned", "checker_id", own, NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_check_own_unit, "checker_id"));
    struct uuid check = plan(bureau, finding);
    assert_int_equal(bureau_set(bureau, &record_effectiveness_check, check, "checker_id", own, NULL), REFUSED);
    assert_int_equal(CHECK(OFFICE, check, "result", "held", "found", "稳固", "checker_id", own, NULL), REFUSED);
    assert_true(bench_names(bench, &msg_check_own_unit, "checker_id"));
    assert_int_equal(CHECK(OWNER_A, check, "result", "held", "found", "稳固", NULL), FORBIDDEN);
    assert_int_equal(CHECK(OFFICE, check, NULL), REFUSED); /* it asks what was found */
    assert_true(bench_names(bench, &msg_required, "result"));
    assert_true(bench_names(bench, &msg_required, "found"));
    assert_int_equal(CHECK(OFFICE, check, "result", "held", "found", "稳固", "checked_on", "2199-01-01", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_outcome_in_future, "checked_on"));
    assert_int_equal(CHECK(LEADER, check, "result", "held", "found", "稳固", "checker_id", other, NULL), REFUSED);
    assert_true(bench_names(bench, &msg_move_not_taken, "checker_id")); /* only the office records for others */
    must(bench, CHECK(OFFICE, check, "result", "held", "found", "稳固", "checker_id", other, NULL));
    const struct effectiveness_check *done = bureau_load(bureau, &record_effectiveness_check, check);
    assert_int_equal(done->state, check_state_done);
    assert_true(uuid_equal(done->checker_id, bureau->persons[OWNER_B]));
    assert_true(record_has(&done->head, FIELD_effectiveness_check_checked_on));
    assert_int_equal(CHECK(OFFICE, check, "result", "held", "found", "再看", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_check_over, "state"));
    must_fold_to_the_same(bench);
}

static void what_rebounded_is_opened_again(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid held = bureau_closed(bureau, "一"), rebounded = bureau_closed(bureau, "二");
    const struct finding *before = bureau_load(bureau, &record_finding, rebounded);
    must(bench, CHECK(SUPERVISOR, plan(bureau, held), "result", "partly", "found", "个别反弹", NULL));
    const struct finding *now = bureau_load(bureau, &record_finding, held);
    assert_int_equal(now->state, finding_state_closed);
    must(bench, CHECK(INSPECTOR, plan(bureau, rebounded), "result", "rebounded", "found", "台账又不登记了", NULL));
    now = bureau_load(bureau, &record_finding, rebounded);
    assert_int_equal(now->state, finding_state_reopened);
    assert_int_equal(now->turn, 2);
    assert_string_equal(now->number, before->number);
    assert_string_equal(now->reopen_reason, "台账又不登记了");
    assert_false(record_has(&now->head, FIELD_finding_completion));
    must_fold_to_the_same(bench);
    /* one that is open again for another reason is not judged */
    struct uuid check = plan(bureau, held);
    must(bench,
         bureau_move(bureau, &bureau->scopes[OFFICE], &record_finding, held, "reopen", "reopen_reason", "…", NULL));
    assert_int_equal(CHECK(OFFICE, check, "result", "held", "found", "稳固", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_check_finding_open, ""));
    must(bench, bureau_move(bureau, &bureau->scopes[OFFICE], &record_effectiveness_check, check, "cancel", NULL));
}

static void a_long_reason_is_cut_between_characters(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = bureau_closed(bureau, "一");
    struct strbuf found = {0};
    for (int i = 0; i < 3000; i++)
        strbuf_adds(&found, "漏");
    must(bench, CHECK(OFFICE, plan(bureau, finding), "result", "rebounded", "found", strbuf_text(&found), NULL));
    const struct finding *now = bureau_load(bureau, &record_finding, finding);
    assert_int_equal(strlen(now->reopen_reason), 2000 * strlen("漏"));
    strbuf_free(&found);
}

static void a_rule_goes_from_draft_to_force(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const struct scope *office = &bureau->scopes[OFFICE], *unit = &bureau->scopes[OWNER_A];
    struct uuid claim = bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
    const char *findings = arena_printf(bench->arena, "[\"%s\"]", bureau_text(bureau, bureau->finding));
    (void)claim;
    assert_int_equal(bureau_try_add(bureau, &record_rule_change, "title", "办法", "kind", "new", NULL), REFUSED);
    struct uuid rule = bureau_add(bureau, &record_rule_change, "title", "公务接待管理办法", "kind", "revised",
                                  "findings", findings, "organisation_id", bureau_text(bureau, bureau->a), NULL);
    must(bench, bureau_move(bureau, unit, &record_rule_change, rule, "ask_opinions", NULL));
    must(bench, bureau_move(bureau, unit, &record_rule_change, rule, "deliberate", NULL));
    assert_int_equal(bureau_move(bureau, unit, &record_rule_change, rule, "issue", "document_no", "1号", NULL),
                     FORBIDDEN);
    must(bench, bureau_move(bureau, office, &record_rule_change, rule, "send_back", NULL));
    must(bench, bureau_move(bureau, unit, &record_rule_change, rule, "ask_opinions", NULL));
    must(bench, bureau_move(bureau, unit, &record_rule_change, rule, "deliberate", NULL));
    assert_int_equal(bureau_move(bureau, office, &record_rule_change, rule, "issue", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_required, "document_no"));
    must(bench, bureau_move(bureau, office, &record_rule_change, rule, "issue", "document_no", "局发〔2026〕3号",
                            "check_by_on", "2027-06-30", NULL));
    assert_int_equal(bureau_move(bureau, office, &record_rule_change, rule, "drop", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_rule_issued, "state"));
    must(bench, bureau_move(bureau, office, &record_rule_change, rule, "enforce", NULL));
    must(bench, bureau_move(bureau, &bureau->scopes[SUPERVISOR], &record_rule_change, rule, "check_execution",
                            "executed", "partly", "execution", "两个科室没有执行", NULL));
    const struct rule_change *now = bureau_load(bureau, &record_rule_change, rule);
    assert_int_equal(now->state, rule_state_in_force);
    assert_int_equal(now->executed, execution_partly);
    assert_true(record_has(&now->head, FIELD_rule_change_issued_on) &&
                record_has(&now->head, FIELD_rule_change_in_force_on) &&
                record_has(&now->head, FIELD_rule_change_executed_on));
    must_fold_to_the_same(bench);
}

static void outcomes_are_of_days_gone_by(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const char *finding = bureau_text(bureau, bureau->finding);
    bureau_add(bureau, &record_term, "vocabulary", "recovery", "word", "paid_back", "label", "清退", NULL);
    bureau_add(bureau, &record_term, "vocabulary", "sanction", "word", "talk", "label", "谈话", NULL);
    assert_int_equal(bureau_try_add(bureau, &record_recovery, "finding_id", finding, "kind", "paid_back", "amount", "0",
                                    "recovered_on", "2199-01-01", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_recovery_amount, "amount"));
    assert_true(bench_names(bench, &msg_outcome_in_future, "recovered_on"));
    bureau_add(bureau, &record_recovery, "finding_id", finding, "kind", "paid_back", "amount", "12,000.50",
               "recovered_on", "2026-01-05", NULL);
    /* whom: one of the two ways to say it */
    assert_int_equal(bureau_try_add(bureau, &record_sanction, "finding_id", finding, "form", "first", "kind", "talk",
                                    "decided_on", "2026-01-05", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_sanction_whom, "person_id"));
    assert_int_equal(bureau_try_add(bureau, &record_sanction, "finding_id", finding, "form", "first", "kind", "talk",
                                    "decided_on", "2026-01-05", "person_name", "某人", "person_id",
                                    bureau_text(bureau, bureau->persons[NOBODY]), NULL),
                     REFUSED);
    bureau_add(bureau, &record_sanction, "finding_id", finding, "form", "first", "kind", "talk", "decided_on",
               "2026-01-05", "person_name", "某人", NULL);
    assert_int_equal(bureau_try_add(bureau, &record_petition, "letter_no", "1", "received_on", "2026-01-05", "matter",
                                    "反映", "answered_on", "2026-01-04", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_petition_answered, "answered_on"));
    must_fold_to_the_same(bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(only_what_is_closed_is_looked_at_again), FULL_ON_BOTH(nobody_checks_his_own),
        FULL_ON_BOTH(what_rebounded_is_opened_again),         FULL_ON_BOTH(a_long_reason_is_cut_between_characters),
        FULL_ON_BOTH(a_rule_goes_from_draft_to_force),        FULL_ON_BOTH(outcomes_are_of_days_gone_by),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
