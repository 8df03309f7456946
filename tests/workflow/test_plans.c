/* Plans (C1, C3, C5): what one must have, who approves it, what happens when it is changed after that; extracts,
 * opinions, units' own plans; on both databases, and folding to the same. */
#include "workflow/bureau.h"

#include "access/access_messages.h"
#include "ledger/gate.h"
#include "ledger/ledger_messages.h"
#include "ledger/records.h"
#include "record/record_messages.h"
#include "workflow/workflow_messages.h"

static const char *day(struct bureau *bureau, int from_today)
{
    char *text = arena_alloc(bureau->bench->arena, DATE_TEXT);
    date_text(clock_today(&bureau->bench->clock) + from_today, text);
    return text;
}

static const char *one(struct bureau *bureau, struct uuid id)
{
    return arena_printf(bureau->bench->arena, "[\"%s\"]", bureau_text(bureau, id));
}

struct planned {
    struct bureau *bureau;
    struct uuid inspection, plan, finding, action;
};

/* A master plan with all its parts, one claimed problem and its measure. */
static struct planned planned_new(struct bench *bench)
{
    struct planned p = {.bureau = bureau_new(bench)};
    struct bureau *bureau = p.bureau;
    p.inspection = bureau_add(bureau, &record_inspection, "code", "X1", "name", "常规巡察", "kind", "regular", "level",
                              "city", NULL);
    p.finding = bureau_add(bureau, &record_finding, "level", "finding", "title", "台账不实", "inspection_id",
                           bureau_text(bureau, p.inspection), "due", day(bureau, 60), NULL);
    bureau_set(bureau, &record_finding, bureau->finding, "completion", "done", NULL);
    struct uuid claim = bureau_claim(bureau, p.finding, "lead_unit", bureau->a);
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_claim, claim, "claim", NULL));
    p.action = bureau_add(bureau, &record_corrective_action, "answers", one(bureau, p.finding), "measure", "建立台账",
                          "organisation_id", bureau_text(bureau, bureau->a), "due", day(bureau, 30), "deliverable",
                          "台账", NULL);
    p.plan = bureau_add(bureau, &record_plan, "kind", "master", "title", "整改方案", "inspection_id",
                        bureau_text(bureau, p.inspection), "organisation_id", bureau_text(bureau, bureau->root), "goal",
                        "见底清零", "contents", "一个问题", "timetable", "三个月", "leadership", "领导小组", "division",
                        "见清单", "safeguards", "督导", NULL);
    return p;
}

static enum status move(const struct planned *p, enum person_of who, const char *event)
{
    return bureau_move(p->bureau, &p->bureau->scopes[who], &record_plan, p->plan, event, NULL);
}

static int state_of(const struct planned *p)
{
    return ((struct plan *)bureau_load(p->bureau, &record_plan, p->plan))->state;
}

static struct uuid open_step(const struct planned *p)
{
    return bench_one(p->bureau->bench, "SELECT \"id\" FROM \"review_step\" WHERE \"state\"='open'");
}

static enum status sign(const struct planned *p, enum person_of who, const char *event)
{
    return bureau_move(p->bureau, &p->bureau->scopes[who], &record_review_step, open_step(p), event, "opinion", "意见",
                       NULL);
}

static enum status issue(const struct planned *p)
{
    return bureau_move(p->bureau, &p->bureau->scopes[OFFICE], &record_plan, p->plan, "issue", "document_no",
                       "局党组〔2026〕5号", NULL);
}

static void route(struct bureau *bureau, const char *kind)
{
    bureau_add(bureau, &record_review_route, "kind", kind, "position", "1", "name", "整改办汇总", "review_by",
               "supervisor", NULL);
    bureau_add(bureau, &record_review_route, "kind", kind, "position", "2", "name", "党组审议", "review_by", "leader",
               NULL);
}

static void everything_missing_is_said_at_once(void **state)
{
    BENCH(state);
    struct planned p = planned_new(bench);
    struct bureau *bureau = p.bureau;
    struct uuid bare =
        bureau_add(bureau, &record_plan, "kind", "master", "title", "空方案", "inspection_id",
                   bureau_text(bureau, p.inspection), "organisation_id", bureau_text(bureau, bureau->root), NULL);
    assert_int_equal(bureau_move(bureau, &bureau->scopes[OFFICE], &record_plan, bare, "submit", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_plan_part, "goal"));
    assert_true(bench_names(bench, &msg_plan_part, "safeguards"));
    assert_true(bench_names(bench, &msg_plan_no_measure, ""));
    assert_true(bench_names(bench, &msg_plan_unanswered, "measures"));
    must(bench, move(&p, OFFICE, "collect"));
    bureau_add(bureau, &record_corrective_action, "answers", one(bureau, p.finding), "measure", "没有单位和时限",
               "plan_id", bureau_text(bureau, p.plan), NULL);
    must(bench, bureau_set(bureau, &record_corrective_action, p.action, "due", day(bureau, 90), "touches_money", "true",
                           NULL));
    bureau_add(bureau, &record_plan_opinion, "plan_id", bureau_text(bureau, p.plan), "organisation_id",
               bureau_text(bureau, bureau->b), "due_on", day(bureau, 5), NULL);
    assert_int_equal(move(&p, OFFICE, "submit"), REFUSED);
    assert_true(bench_names(bench, &msg_plan_measure_bare, "measures"));
    assert_true(bench_names(bench, &msg_plan_measure_late, "measures"));
    assert_true(bench_names(bench, &msg_plan_measure_lawful, "measures"));
    assert_true(bench_names(bench, &msg_plan_opinion_open, "opinions"));
    assert_int_equal(move(&p, OWNER_A, "submit"), NOT_FOUND); /* not issued: not his to see */
    assert_int_equal(move(&p, LEADER, "submit"), FORBIDDEN);
    must(bench, bureau_move(bureau, &bureau->scopes[SUPERVISOR], &record_corrective_action, p.action, "check_lawful",
                            "lawful_opinion", "符合规定", "lawful", "lawful", NULL));
}

static void an_opinion_is_adopted_or_not_and_why(void **state)
{
    BENCH(state);
    struct planned p = planned_new(bench);
    struct bureau *bureau = p.bureau;
    struct uuid opinion = bureau_add(bureau, &record_plan_opinion, "plan_id", bureau_text(bureau, p.plan),
                                     "organisation_id", bureau_text(bureau, bureau->b), "due_on", day(bureau, 1), NULL),
                late = bureau_add(bureau, &record_plan_opinion, "plan_id", bureau_text(bureau, p.plan), "person_id",
                                  bureau_text(bureau, bureau->persons[LEADER]), "due_on", day(bureau, 1), NULL);
    must(bench, move(&p, OFFICE, "collect"));
    assert_int_equal(
        bureau_move(bureau, &bureau->scopes[OWNER_A], &record_plan_opinion, opinion, "answer", "opinion", "x", NULL),
        NOT_FOUND); /* another unit's */
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_B], &record_plan_opinion, opinion, "answer", "opinion",
                            "时限偏紧", NULL));
    assert_int_equal(bureau_move(bureau, &bureau->scopes[OFFICE], &record_plan_opinion, opinion, "handle",
                                 "adoption_reason", "巡察要求", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_opinion_adoption, "adoption"));
    must(bench, bureau_move(bureau, &bureau->scopes[OFFICE], &record_plan_opinion, opinion, "handle", "adoption_reason",
                            "巡察要求", "adoption", "not_adopted", NULL));
    assert_int_equal(bureau_move(bureau, &bureau->scopes[OFFICE], &record_plan_opinion, late, "lapse", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_opinion_not_due, "due_on"));
    bench_tick(bench, INT64_C(2) * 86400000);
    must(bench, bureau_move(bureau, &bureau->scopes[OFFICE], &record_plan_opinion, late, "lapse", NULL));
    must(bench, move(&p, OFFICE, "submit"));
    must_fold_to_the_same(bench);
}

static void approved_issued_and_signed_for(void **state)
{
    BENCH(state);
    struct planned p = planned_new(bench);
    struct bureau *bureau = p.bureau;
    route(bureau, "plan");
    must(bench, move(&p, OFFICE, "collect"));
    must(bench, move(&p, OFFICE, "submit"));
    must(bench, sign(&p, SUPERVISOR, "pass"));
    must(bench, sign(&p, LEADER, "return"));
    assert_int_equal(state_of(&p), plan_state_returned);
    must(bench, move(&p, OFFICE, "submit"));
    must(bench, sign(&p, SUPERVISOR, "pass"));
    must(bench, sign(&p, LEADER, "pass"));
    assert_int_equal(state_of(&p), plan_state_approved);
    assert_int_equal(issue(&p), OK);
    assert_int_equal(state_of(&p), plan_state_issued);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM plan_version"), 3); /* submitted twice, approved once */
    assert_int_equal(bench_number(bench, "SELECT count(DISTINCT content_hash) FROM plan_version WHERE turn=2"), 1);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM plan_extract WHERE findings=1 AND measures=1"), 1);
    assert_int_equal(((struct finding *)bureau_load(bureau, &record_finding, p.finding))->state, finding_state_planned);
    struct uuid extract = bench_one(bench, "SELECT \"id\" FROM \"plan_extract\"");
    assert_int_equal(bureau_move(bureau, &bureau->scopes[OWNER_B], &record_plan_extract, extract, "sign", NULL),
                     NOT_FOUND);
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_plan_extract, extract, "sign", NULL));
    /* progress leads on from a planned problem */
    bureau_measure(bureau, p.finding, "50");
    assert_int_equal(((struct finding *)bureau_load(bureau, &record_finding, p.finding))->state,
                     finding_state_in_progress);
    must_fold_to_the_same(bench);
}

static void what_is_changed_is_signed_again(void **state)
{
    BENCH(state);
    struct planned p = planned_new(bench);
    struct bureau *bureau = p.bureau;
    route(bureau, "plan");
    must(bench, move(&p, OFFICE, "collect"));
    must(bench, move(&p, OFFICE, "submit"));
    must(bench, sign(&p, SUPERVISOR, "pass"));
    /* whose measure it is may change without anybody signing again; its day may not */
    must(bench, bureau_set(bureau, &record_corrective_action, p.action, "owner_id",
                           bureau_text(bureau, bureau->persons[OWNER_A]), NULL));
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM review_step WHERE state='passed'"), 1);
    must(bench, bureau_set(bureau, &record_corrective_action, p.action, "due", day(bureau, 20), NULL));
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM review_step WHERE state='passed'"), 0);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM review_step WHERE state='open' AND position=1 AND "
                                         "reopened LIKE '%%完成时限%%' AND signed_hash IS NULL"),
                     1);
    must(bench, sign(&p, SUPERVISOR, "pass"));
    must(bench, sign(&p, LEADER, "pass"));
    must(bench, issue(&p));
    /* after it was issued, too: a criterion is part of it */
    bureau_add(bureau, &record_acceptance_criterion, "finding_id", bureau_text(bureau, p.finding), "criterion",
               "台账账实相符率 100%", NULL);
    assert_int_equal(state_of(&p), plan_state_under_review);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM plan WHERE amended LIKE '%%验收标准%%'"), 1);
    must(bench, sign(&p, SUPERVISOR, "pass"));
    must(bench, sign(&p, LEADER, "pass"));
    must(bench, issue(&p));
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM plan_extract WHERE state='void'"), 1);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM plan_extract WHERE state='issued'"), 1);
    /* a day that an extension moves was approved by who set it */
    bureau_add(bureau, &record_term, "vocabulary", "delay_cause", "word", "procedure", "label", "程序周期", NULL);
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, bureau_try_add(bureau, &record_extension_request, "finding_id", bureau_text(bureau, p.finding),
                               "corrective_action_id", bureau_text(bureau, p.action), "new_due", day(bureau, 50),
                               "cause", "procedure", "reason", "资金", NULL));
    must(bench, sign(&p, OFFICE, "pass"));
    assert_int_equal(state_of(&p), plan_state_issued);
    must_fold_to_the_same(bench);
}

static enum status own_measure(struct bureau *bureau, struct uuid plan, struct uuid parent, struct uuid finding,
                               int days);

static void a_units_plan_keeps_to_the_master_plan(void **state)
{
    BENCH(state);
    struct planned p = planned_new(bench);
    struct bureau *bureau = p.bureau;
    must(bench, move(&p, OFFICE, "collect"));
    struct uuid own =
        bureau_add(bureau, &record_plan, "kind", "implementation", "title", "甲科实施方案", "organisation_id",
                   bureau_text(bureau, bureau->a), "parent_id", bureau_text(bureau, p.plan), NULL);
    assert_int_equal(own_measure(bureau, own, p.action, p.finding, 40), REFUSED);
    assert_true(bench_names(bench, &msg_plan_contradicts_day, "due_on"));
    assert_int_equal(own_measure(bureau, own, p.action, bureau->finding, 10), REFUSED);
    assert_true(bench_names(bench, &msg_plan_contradicts_answers, "answers"));
    assert_int_equal(own_measure(bureau, own, (struct uuid){0}, p.finding, 10), REFUSED);
    assert_true(bench_names(bench, &msg_plan_needs_upper, "parent_id"));
    must(bench, own_measure(bureau, own, p.action, p.finding, 10));
    assert_int_equal(bureau_move(bureau, &bureau->scopes[OWNER_A], &record_plan, own, "submit", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_plan_upper_not_issued, "parent_id"));
    must(bench, move(&p, OFFICE, "submit"));
    /* the office submitted it: somebody else signs */
    assert_int_equal(sign(&p, OFFICE, "pass"), REFUSED);
    must(bench, bureau_move(bureau, &bureau->operator_scope, &record_review_step, open_step(&p), "pass",
                            "decided_by_id", bureau_text(bureau, bureau->persons[LEADER]), "paper_id",
                            bureau_text(bureau, bureau_file(bureau, p.finding)), NULL));
    must(bench, issue(&p));
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_plan, own, "submit", NULL));
    must(bench, sign(&p, OFFICE, "pass"));
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_plan, own, "issue", NULL));
    must_fold_to_the_same(bench);
}

static enum status own_measure(struct bureau *bureau, struct uuid plan, struct uuid parent, struct uuid finding,
                               int days)
{
    return bureau_try_add(bureau, &record_corrective_action, "answers", one(bureau, finding), "measure", "落实",
                          "plan_id", bureau_text(bureau, plan), "organisation_id", bureau_text(bureau, bureau->a),
                          "due", day(bureau, days), "deliverable", "清单", uuid_is_nil(parent) ? NULL : "parent_id",
                          bureau_text(bureau, parent), NULL);
}

static void a_letter_is_signed_below_then_above(void **state)
{
    BENCH(state);
    struct planned p = planned_new(bench);
    struct bureau *bureau = p.bureau;
    struct uuid letter = bureau_add(
        bureau, &record_responsibility_letter, "organisation_id", bureau_text(bureau, bureau->a), "person_id",
        bureau_text(bureau, bureau->persons[OWNER_A]), "upper_unit_id", bureau_text(bureau, bureau->root),
        "upper_person_id", bureau_text(bureau, bureau->persons[LEADER]), NULL);
    const struct responsibility_letter *now = bureau_load(bureau, &record_responsibility_letter, letter);
    assert_non_null(strstr(now->undertaking, "台账不实"));
    assert_int_equal(
        bureau_move(bureau, &bureau->scopes[LEADER], &record_responsibility_letter, letter, "undertake", NULL),
        FORBIDDEN);
    must(bench,
         bureau_move(bureau, &bureau->scopes[OWNER_A], &record_responsibility_letter, letter, "undertake", NULL));
    assert_int_equal(bureau_set(bureau, &record_responsibility_letter, letter, "undertaking", "改了", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_letter_signed, "undertaking"));
    must(bench,
         bureau_move(bureau, &bureau->scopes[LEADER], &record_responsibility_letter, letter, "countersign", NULL));
    must_fold_to_the_same(bench);
}

static void a_sweep_ties(void **state)
{
    BENCH(state);
    struct planned p = planned_new(bench);
    struct bureau *bureau = p.bureau;
    const char *action = bureau_text(bureau, p.action);
    assert_int_equal(bureau_try_add(bureau, &record_progress_entry, "corrective_action_id", action, "done", "排查",
                                    "sweep_base", "100", "sweep_checked", "80", "sweep_found", "5", "sweep_corrected",
                                    "3", "sweep_left", "1", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_sweep_ties, "sweep_base"));
    must(bench, bureau_try_add(bureau, &record_progress_entry, "corrective_action_id", action, "done", "排查",
                               "sweep_base", "100", "sweep_checked", "80", "sweep_found", "5", "sweep_corrected", "3",
                               "sweep_left", "2", NULL));
}

static void criteria_are_met_before_closing(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = bureau_ready(bureau, "验收");
    struct uuid criterion = bureau_add(bureau, &record_acceptance_criterion, "finding_id", bureau_text(bureau, finding),
                                       "criterion", "账实相符", NULL);
    assert_int_equal(bureau_ask(bureau, finding, (struct uuid){0}, "done"), REFUSED);
    assert_true(bench_names(bench, &msg_closing_criterion_open, "criteria"));
    must(bench,
         bureau_set(bureau, &record_acceptance_criterion, criterion, "own_met", "met", "own_answer", "已核对", NULL));
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    assert_int_equal(bureau_set(bureau, &record_acceptance_criterion, criterion, "own_met", "partly", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_criterion_signed, "finding_id"));
    must(bench,
         bureau_set(bureau, &record_acceptance_criterion, criterion, "met", "partly", NULL)); /* the reviewer's */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(everything_missing_is_said_at_once),
        FULL_ON_BOTH(an_opinion_is_adopted_or_not_and_why),
        FULL_ON_BOTH(approved_issued_and_signed_for),
        FULL_ON_BOTH(what_is_changed_is_signed_again),
        FULL_ON_BOTH(a_units_plan_keeps_to_the_master_plan),
        FULL_ON_BOTH(a_letter_is_signed_below_then_above),
        FULL_ON_BOTH(a_sweep_ties),
        FULL_ON_BOTH(criteria_are_met_before_closing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
