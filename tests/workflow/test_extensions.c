/* Days that move (D4), decisions to stop and carry over, requests for help (D2), traces (D3); on both databases, and
 * folding to the same. */
#include "workflow/bureau.h"

#include "access/access_messages.h"
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

static date today(const struct bureau *bureau)
{
    return clock_today(&bureau->bench->clock);
}

static const struct finding *finding_now(struct bureau *bureau, struct uuid finding)
{
    return bureau_load(bureau, &record_finding, finding);
}

/* Claimed by A, due in `days`; further pairs are set as well. */
static struct uuid owed(struct bureau *bureau, int days, const char *field, const char *value)
{
    struct uuid finding = bureau_ready(bureau, "延期");
    bureau_add(bureau, &record_term, "vocabulary", "delay_cause", "word", "procedure", "label", "程序周期", NULL);
    must(bureau->bench, bureau_set(bureau, &record_finding, finding, "due", day(bureau, days), field, value, NULL));
    return finding;
}

static enum status ask(struct bureau *bureau, struct uuid finding, struct uuid action, int days)
{
    return bureau_try_add(bureau, &record_extension_request, "finding_id", bureau_text(bureau, finding), "new_due",
                          day(bureau, days), "cause", "procedure", "reason", "招标程序需要时间",
                          uuid_is_nil(action) ? NULL : "corrective_action_id", bureau_text(bureau, action), NULL);
}

static struct uuid open_step(struct bureau *bureau)
{
    return bench_one(bureau->bench, "SELECT \"id\" FROM \"review_step\" WHERE \"state\"='open'");
}

static enum status sign(struct bureau *bureau, enum person_of who, const char *event)
{
    return bureau_move(bureau, &bureau->scopes[who], &record_review_step, open_step(bureau), event, "opinion", "意见",
                       NULL);
}

static void time_is_given_by_the_office_and_the_day_kept(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = owed(bureau, 5, NULL, NULL);
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, ask(bureau, finding, (struct uuid){0}, 20));
    assert_int_equal(ask(bureau, finding, (struct uuid){0}, 25), REFUSED);
    assert_true(bench_names(bench, &msg_extension_open, ""));
    must(bench, sign(bureau, OFFICE, "pass"));
    assert_int_equal(finding_now(bureau, finding)->due.on, today(bureau) + 20);
    assert_int_equal(finding_now(bureau, finding)->extensions, 1);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM extension_request WHERE state='passed' AND "
                                         "old_due_on<new_due_on AND decided_on IS NOT NULL"),
                     1);
    must(bench, ask(bureau, finding, (struct uuid){0}, 30));
    must(bench, sign(bureau, OFFICE, "return"));
    assert_int_equal(finding_now(bureau, finding)->due.on, today(bureau) + 20); /* as it was */
    must(bench, ask(bureau, finding, (struct uuid){0}, 30));
    must(bench, sign(bureau, OFFICE, "pass"));
    assert_int_equal(ask(bureau, finding, (struct uuid){0}, 40), REFUSED); /* twice is the most */
    assert_true(bench_names(bench, &msg_extension_often, "new_due_on"));
    assert_int_equal(bench_number(bench, "SELECT max(turn) FROM extension_request"), 3);
    must_fold_to_the_same(bench);
}

/* What has been closed, stopped or moved since it was asked for is not granted any more: it is returned. */
static void what_no_longer_moves_is_not_granted(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = owed(bureau, 5, NULL, NULL), paper = bureau_file(bureau, finding);
    const char *by = bureau_text(bureau, bureau->persons[LEADER]);
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, ask(bureau, finding, (struct uuid){0}, 20));
    must(bench, bureau_move(bureau, &bureau->scopes[OFFICE], &record_finding, finding, "suspend", "decision_reason",
                            "诉讼未结", "decision_paper_id", bureau_text(bureau, paper), "decided_by_id", by, NULL));
    assert_int_equal(sign(bureau, OFFICE, "pass"), REFUSED);
    assert_true(bench_names(bench, &msg_extension_over, ""));
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM extension_request WHERE state='under_review'"), 1);
    must(bench, bureau_move(bureau, &bureau->scopes[LEADER], &record_finding, finding, "resume", "decision_reason",
                            "判决生效", "decision_paper_id", bureau_text(bureau, paper), NULL));
    must(bench, bureau_move(bureau, &bureau->scopes[OFFICE], &record_finding, finding, "postpone", "decision_reason",
                            "上级来文", "due", day(bureau, 40), "decision_paper_id", bureau_text(bureau, paper),
                            "decided_by_id", by, NULL));
    assert_int_equal(sign(bureau, OFFICE, "pass"), REFUSED); /* it would come forward */
    assert_true(bench_names(bench, &msg_extension_not_later, "new_due_on"));
    must(bench, sign(bureau, OFFICE, "return"));
    assert_int_equal(finding_now(bureau, finding)->due.on, today(bureau) + 40);
    assert_int_equal(finding_now(bureau, finding)->extensions, 1);
    must_fold_to_the_same(bench);
}

static void what_cannot_be_asked_is_said_at_once(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = owed(bureau, 5, "hard", "true");
    assert_int_equal(ask(bureau, finding, (struct uuid){0}, 3), REFUSED);
    assert_true(bench_names(bench, &msg_due_hard, "new_due_on"));
    assert_true(bench_names(bench, &msg_extension_not_later, "new_due_on"));
    /* nor by the pen, later; forward it comes */
    assert_int_equal(bureau_set(bureau, &record_finding, finding, "due", day(bureau, 9), NULL), REFUSED);
    assert_true(bench_names(bench, &msg_due_hard, "due_on"));
    must(bench, bureau_set(bureau, &record_finding, finding, "due", day(bureau, 2), NULL));
    bench_tick(bench, INT64_C(3) * 86400000);
    assert_int_equal(ask(bureau, finding, (struct uuid){0}, 30), REFUSED);
    assert_true(bench_names(bench, &msg_extension_late, "new_due_on"));
    struct uuid bare = bureau_finding(bureau, "没有时限");
    assert_int_equal(ask(bureau, bare, (struct uuid){0}, 30), REFUSED);
    assert_true(bench_names(bench, &msg_extension_no_day, ""));
}

static void a_measure_moves_within_its_problem(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = owed(bureau, 30, NULL, NULL), other = bureau_finding(bureau, "别的");
    struct uuid action = bureau_measure(bureau, finding, NULL);
    must(bench, bureau_set(bureau, &record_corrective_action, action, "due", day(bureau, 5), NULL));
    assert_int_equal(ask(bureau, finding, action, 31), REFUSED);
    assert_true(bench_names(bench, &msg_extension_beyond, "new_due_on"));
    assert_int_equal(ask(bureau, other, action, 10), REFUSED);
    assert_true(bench_names(bench, &msg_extension_other_measure, "corrective_action_id"));
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, ask(bureau, finding, action, 30));
    must(bench, sign(bureau, OFFICE, "pass"));
    const struct corrective_action *now = bureau_load(bureau, &record_corrective_action, action);
    assert_int_equal(now->due.on, today(bureau) + 30);
    assert_int_equal(finding_now(bureau, finding)->due.on, today(bureau) + 30); /* its own day stays */
}

static void who_set_the_day_says_last(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = owed(bureau, 5, "due_set_by", "leader");
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, ask(bureau, finding, (struct uuid){0}, 20));
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM review_step WHERE kind='extension'"), 2);
    must(bench, sign(bureau, OFFICE, "pass"));
    assert_int_equal(finding_now(bureau, finding)->due.on, today(bureau) + 5);
    assert_int_equal(sign(bureau, SUPERVISOR, "pass"), FORBIDDEN);
    must(bench, sign(bureau, LEADER, "pass"));
    assert_int_equal(finding_now(bureau, finding)->due.on, today(bureau) + 20);
    must_fold_to_the_same(bench);
}

/* A hard day is set anew by who set it, with the document. */
static void a_hard_day_moves_by_document(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = owed(bureau, 5, "hard", "true"), paper = bureau_file(bureau, finding);
    assert_int_equal(bureau_move(bureau, &bureau->scopes[OFFICE], &record_finding, finding, "postpone",
                                 "decision_reason", "巡察办批复", "due", day(bureau, 40), NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_finding_document, "decision_paper_id"));
    must(bench,
         bureau_move(bureau, &bureau->scopes[INSPECTOR], &record_finding, finding, "postpone", "decision_reason",
                     "巡察办批复", "due", day(bureau, 40), "decision_paper_id", bureau_text(bureau, paper), NULL));
    assert_int_equal(finding_now(bureau, finding)->due.on, today(bureau) + 40);
    assert_int_equal(finding_now(bureau, finding)->extensions, 1);
    must_fold_to_the_same(bench);
}

static void stopping_and_carrying_over_are_decisions(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid finding = owed(bureau, 5, NULL, NULL), paper = bureau_file(bureau, finding),
                stranger = bureau_file(bureau, bureau->finding);
    const char *leader = bureau_text(bureau, bureau->persons[LEADER]);
    assert_int_equal(bureau_move(bureau, &bureau->scopes[OFFICE], &record_finding, finding, "suspend",
                                 "decision_reason", "诉讼未结", "decision_paper_id", bureau_text(bureau, stranger),
                                 NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_finding_document, "decision_paper_id"));
    assert_true(bench_names(bench, &msg_claim_who_decided, "decided_by_id"));
    assert_int_equal(bureau_move(bureau, &bureau->scopes[OWNER_A], &record_finding, finding, "suspend",
                                 "decision_reason", "诉讼未结", NULL),
                     FORBIDDEN);
    must(bench,
         bureau_move(bureau, &bureau->scopes[OFFICE], &record_finding, finding, "suspend", "decision_reason",
                     "诉讼未结", "decision_paper_id", bureau_text(bureau, paper), "decided_by_id", leader, NULL));
    assert_int_equal(finding_now(bureau, finding)->state, finding_state_suspended);
    bench->actor.person_id = bureau->persons[OWNER_A];
    assert_int_equal(bureau_ask(bureau, finding, (struct uuid){0}, "done"), REFUSED); /* stopped is not closed */
    bench->actor.person_id = bureau->persons[OFFICE];
    must(bench, bureau_move(bureau, &bureau->scopes[LEADER], &record_finding, finding, "resume", "decision_reason",
                            "判决生效", "decision_paper_id", bureau_text(bureau, paper), NULL));
    assert_int_equal(finding_now(bureau, finding)->state, finding_state_in_progress);
    assert_int_equal(bureau_move(bureau, &bureau->scopes[LEADER], &record_finding, finding, "carry_over",
                                 "decision_reason", "长期整改", "decision_paper_id", bureau_text(bureau, paper), NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_finding_review_day, "review_on"));
    must(bench,
         bureau_move(bureau, &bureau->scopes[LEADER], &record_finding, finding, "carry_over", "decision_reason",
                     "长期整改", "decision_paper_id", bureau_text(bureau, paper), "review_on", day(bureau, 90), NULL));
    assert_int_equal(finding_now(bureau, finding)->state, finding_state_carried_over);
    must_fold_to_the_same(bench);
}

static struct uuid request(struct bureau *bureau, enum person_of whom)
{
    return bureau_add(bureau, &record_request, "finding_id", bureau_text(bureau, bureau->finding), "kind",
                      "coordination", "title", "协调资金", "matter", "请协调配套资金", "addressee_id",
                      bureau_text(bureau, bureau->persons[whom]), "reply_by_on", day(bureau, 7), NULL);
}

static void a_request_is_answered_by_whom_it_is_put_to(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
    bench->actor.person_id = bureau->persons[OWNER_A];
    struct uuid one = request(bureau, LEADER), two = request(bureau, OWNER_B);
    struct uuid scan = bureau_file(bureau, bureau->finding);
    assert_int_equal(
        bureau_move(bureau, &bureau->scopes[OWNER_A], &record_request, one, "answer", "answer", "好", NULL),
        REFUSED); /* who asks does not answer */
    assert_true(bench_names(bench, &msg_request_not_addressed, ""));
    must(bench,
         bureau_move(bureau, &bureau->scopes[LEADER], &record_request, one, "answer", "answer", "已协调财政局", NULL));
    assert_int_equal(bureau_move(bureau, &bureau->scopes[LEADER], &record_request, one, "confirm", NULL), FORBIDDEN);
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_request, one, "ask_again", "again_reason",
                            "资金未到", NULL));
    assert_int_equal(
        bureau_move(bureau, &bureau->scopes[OFFICE], &record_request, one, "answer", "answer", "已拨付", NULL),
        REFUSED);
    assert_true(bench_names(bench, &msg_signing_who, "answered_by_id"));
    assert_true(bench_names(bench, &msg_signing_paper, "paper_id"));
    must(bench, bureau_move(bureau, &bureau->scopes[OFFICE], &record_request, one, "answer", "answer", "已拨付",
                            "answered_by_id", bureau_text(bureau, bureau->persons[LEADER]), "paper_id",
                            bureau_text(bureau, scan), NULL));
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_request, one, "confirm", NULL));
    /* whom it is put to sees it, of whatever finding */
    must(bench, bureau_move(bureau, &bureau->scopes[OWNER_B], &record_request, two, "answer", "answer", "可以", NULL));
    assert_int_equal(bureau_move(bureau, &bureau->scopes[OWNER_B], &record_request, one, "answer", "answer", "x", NULL),
                     NOT_FOUND);
    assert_int_equal(bureau_try_add(bureau, &record_request, "finding_id", bureau_text(bureau, bureau->finding), "kind",
                                    "coordination", "title", "x", "matter", "x", "reply_by_on", day(bureau, -1), NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_request_to_nobody, "addressee_id"));
    assert_true(bench_names(bench, &msg_request_past, "reply_by_on"));
    must_fold_to_the_same(bench);
}

static void a_trace_is_of_a_day_that_was(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const char *finding = bureau_text(bureau, bureau->finding);
    bureau_add(bureau, &record_trace, "finding_id", finding, "kind", "visit", "what", "现场查看", "led_by_id",
               bureau_text(bureau, bureau->persons[LEADER]), NULL);
    assert_int_equal(bench_number(bench,
                                  "SELECT count(*) FROM trace WHERE occurred_on IS NOT NULL AND entered_by_id IS "
                                  "NOT NULL"),
                     1);
    assert_int_equal(bureau_try_add(bureau, &record_trace, "finding_id", finding, "kind", "visit", "what", "明天",
                                    "occurred_on", day(bureau, 1), NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_trace_in_future, "occurred_on"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(time_is_given_by_the_office_and_the_day_kept),
        FULL_ON_BOTH(what_no_longer_moves_is_not_granted),
        FULL_ON_BOTH(what_cannot_be_asked_is_said_at_once),
        FULL_ON_BOTH(a_measure_moves_within_its_problem),
        FULL_ON_BOTH(who_set_the_day_says_last),
        FULL_ON_BOTH(a_hard_day_moves_by_document),
        FULL_ON_BOTH(stopping_and_carrying_over_are_decisions),
        FULL_ON_BOTH(a_request_is_answered_by_whom_it_is_put_to),
        FULL_ON_BOTH(a_trace_is_of_a_day_that_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
