/* Hand-over (B4): what a person carries is one list, frozen when he signs, passed over when his successor does; what
 * was signed stays with who signed it; on both databases, and folding to the same. */
#include "workflow/bureau.h"

#include "ledger/attachment.h"
#include "ledger/corrective_action_fields.h"
#include "ledger/handover_fields.h"
#include "ledger/ledger_messages.h"
#include "ledger/portfolio.h"
#include "ledger/records.h"
#include "workflow/holdings.h"
#include "workflow/workflow_messages.h"

#include <string.h>

static struct uuid begin(struct bureau *bureau, enum person_of from, enum person_of to)
{
    return bureau_add(bureau, &record_handover, "from_person_id", bureau_text(bureau, bureau->persons[from]),
                      "to_person_id", bureau_text(bureau, bureau->persons[to]), "reason", "岗位调整", NULL);
}

static struct uuid paper_of(struct bureau *bureau, struct uuid handover)
{
    struct bench *bench = bureau->bench;
    struct attachment *file = record_new(bench->arena, &record_attachment);
    must(bench, attachment_take(NULL, bench->arena, DIGEST_SM3, "交接清单", 12, &bench->problems, file));
    file->name = "交接清单.txt";
    file->handover_id = handover;
    record_present(&file->head, FIELD_attachment_name);
    record_present(&file->head, FIELD_attachment_handover_id);
    must(bench, bench_add(bench, &record_attachment, bureau->ledger, file));
    return file->head.id;
}

static size_t held(struct bureau *bureau, enum person_of who)
{
    struct holdings holdings;
    must(bureau->bench, holdings_read(bureau->bench->db, bureau->bench->arena, bureau->ledger, bureau->persons[who],
                                      clock_today(&bureau->bench->clock), &holdings));
    return holdings.count;
}

#define MOVE(who, id, event, ...) bureau_move(bureau, &bureau->scopes[who], &record_handover, id, event, __VA_ARGS__)

/* The leader leads a finding (claimed), is to review its closing, owns a measure, is asked for help and for his
 * opinion, is to look at a closed finding again, and is in charge of unit A. */
static struct uuid load_with_duties(struct bureau *bureau)
{
    struct bench *bench = bureau->bench;
    const char *leader = bureau_text(bureau, bureau->persons[LEADER]);
    struct uuid claim = bureau_claim(bureau, bureau->finding, "lead_official", bureau->persons[LEADER]);
    must(bench, bureau_move(bureau, &bureau->scopes[LEADER], &record_claim, claim, "claim", NULL));
    bureau_add(bureau, &record_corrective_action, "answers",
               arena_printf(bench->arena, "[\"%s\"]", bureau_text(bureau, bureau->finding)), "measure", "建立台账",
               "owner_id", leader, NULL);
    bureau_add(bureau, &record_request, "finding_id", bureau_text(bureau, bureau->finding), "kind", "coordination",
               "title", "协调用地", "matter", "请协调", "addressee_id", leader, "reply_by_on", "2099-01-31", NULL);
    struct uuid plan = bureau_add(bureau, &record_plan, "kind", "master", "title", "整改方案", "organisation_id",
                                  bureau_text(bureau, bureau->root), NULL);
    bureau_add(bureau, &record_plan_opinion, "plan_id", bureau_text(bureau, plan), "person_id", leader, "due_on",
               "2099-01-31", NULL);
    bureau_add(bureau, &record_effectiveness_check, "finding_id", bureau_text(bureau, bureau_closed(bureau, "已销号")),
               "kind", "planned", "checker_id", leader, NULL);
    bureau_add(bureau, &record_portfolio, "person_id", leader, "organisation_id", bureau_text(bureau, bureau->a),
               "from_on", "2020-01-01", NULL);
    bureau_add(bureau, &record_review_route, "kind", "closure", "position", "1", "name", "牵头领导审核", "review_by",
               "lead_official", NULL);
    struct uuid finding = bureau_ready(bureau, "待销号");
    struct uuid second = bureau_claim(bureau, finding, "lead_official", bureau->persons[LEADER]);
    must(bench, bureau_move(bureau, &bureau->scopes[LEADER], &record_claim, second, "claim", NULL));
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    bench->actor.person_id = bureau->persons[OFFICE];
    return claim;
}

static void everything_passes_at_once(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid claim = load_with_duties(bureau);
    assert_int_equal(held(bureau, LEADER), 8); /* two responsibilities, a measure, a step, a request, an opinion, a
                                                  look-back, a portfolio */
    struct uuid handover = begin(bureau, LEADER, NOBODY);
    assert_int_equal(MOVE(SUPERVISOR, handover, "hand", NULL), FORBIDDEN);
    must(bench, MOVE(LEADER, handover, "hand", NULL));
    const struct handover *signed_list = bureau_load(bureau, &record_handover, handover);
    assert_int_equal(signed_list->state, handover_state_handed);
    assert_int_equal(strlen(signed_list->signed_hash), 64);
    assert_int_equal(MOVE(LEADER, handover, "receive", NULL), REFUSED); /* his successor signs */
    assert_true(bench_names(bench, &msg_handover_receives, ""));
    struct scope successor = bureau->scopes[LEADER]; /* in the same role */
    successor.person_id = bureau->persons[NOBODY];
    must(bench, bureau_move(bureau, &successor, &record_handover, handover, "receive", NULL));
    assert_int_equal(held(bureau, LEADER), 0);
    assert_int_equal(held(bureau, NOBODY), 8);
    const struct claim *old = bureau_load(bureau, &record_claim, claim);
    assert_true(uuid_equal(old->signed_by_id, bureau->persons[LEADER])); /* what he signed is his */
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM claim WHERE state='owed' AND person_id IS NOT NULL"), 2);
    const struct finding *finding = bureau_load(bureau, &record_finding, bureau->finding);
    assert_true(uuid_equal(finding->lead_official_id, bureau->persons[NOBODY]));
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM (SELECT command_id FROM ledger_event WHERE "
                                         "event='hand_over' OR event='receive' GROUP BY command_id) AS x"),
                     1); /* one command */
    must_fold_to_the_same(bench);
}

static void what_changed_since_is_named(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    bureau_claim(bureau, bureau->finding, "lead_official", bureau->persons[LEADER]);
    struct uuid handover = begin(bureau, LEADER, OFFICE);
    must(bench, MOVE(LEADER, handover, "hand", NULL));
    struct uuid another = bureau_finding(bureau, "新登记的问题");
    bureau_claim(bureau, another, "lead_official", bureau->persons[LEADER]);
    assert_int_equal(MOVE(OFFICE, handover, "receive", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_handover_changed, ""));
    assert_non_null(
        strstr(bench_said(bench), ((struct finding *)bureau_load(bureau, &record_finding, another))->number));
    must(bench, MOVE(LEADER, handover, "hand", NULL)); /* he signs again */
    must(bench, MOVE(OFFICE, handover, "receive", NULL));
    assert_int_equal(held(bureau, OFFICE), 2);
    assert_int_equal(MOVE(OFFICE, handover, "receive", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_handover_over, "state"));
    must_fold_to_the_same(bench);
}

static void who_has_left_signs_on_paper(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    bureau_claim(bureau, bureau->finding, "accountable_official", bureau->persons[NOBODY]);
    must(bench, bureau_set(bureau, &record_person, bureau->persons[NOBODY], "left", "true", NULL));
    struct uuid handover = begin(bureau, NOBODY, LEADER), scan = paper_of(bureau, handover);
    const char *paper = bureau_text(bureau, scan);
    assert_int_equal(MOVE(OFFICE, handover, "hand", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_handover_day, "handed_on"));
    assert_true(bench_names(bench, &msg_handover_paper, "paper_id"));
    assert_int_equal(MOVE(OFFICE, handover, "hand", "handed_on", "2099-01-01", "paper_id", paper, NULL), REFUSED);
    assert_true(bench_names(bench, &msg_move_in_future, "handed_on"));
    must(bench, MOVE(OFFICE, handover, "hand", "handed_on", "2020-03-01", "paper_id", paper, NULL));
    must(bench, MOVE(LEADER, handover, "receive", NULL));
    assert_int_equal(held(bureau, LEADER), 1);
    must_fold_to_the_same(bench);
}

static void what_makes_no_sense_is_refused(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const char *leader = bureau_text(bureau, bureau->persons[LEADER]),
               *nobody = bureau_text(bureau, bureau->persons[NOBODY]);
    assert_int_equal(
        bureau_try_add(bureau, &record_handover, "from_person_id", leader, "to_person_id", leader, "reason", "x", NULL),
        REFUSED);
    assert_true(bench_names(bench, &msg_handover_same, "to_person_id"));
    struct uuid empty = begin(bureau, LEADER, NOBODY);
    assert_int_equal(MOVE(LEADER, empty, "hand", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_handover_nothing, ""));
    must(bench, MOVE(OFFICE, empty, "cancel", NULL));
    must(bench, bureau_set(bureau, &record_person, bureau->persons[NOBODY], "left", "true", NULL));
    assert_int_equal(
        bureau_try_add(bureau, &record_handover, "from_person_id", leader, "to_person_id", nobody, "reason", "x", NULL),
        REFUSED);
    assert_true(bench_names(bench, &msg_handover_left, "to_person_id"));
    /* what was signed is not reworded */
    bureau_claim(bureau, bureau->finding, "lead_official", bureau->persons[LEADER]);
    struct uuid handover = begin(bureau, LEADER, OFFICE);
    must(bench, bureau_set(bureau, &record_handover, handover, "post", "副局长", NULL));
    must(bench, MOVE(LEADER, handover, "hand", NULL));
    assert_int_equal(bureau_set(bureau, &record_handover, handover, "reason", "退休", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_handover_signed, "reason"));
}

/* What only those named may know of is not on the list, nor what is closed. */
static void what_is_restricted_stays_off_the_list(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid secret = bureau_add(
        bureau, &record_finding, "level", "finding", "title", "线索", "restricted", "true", "entitled_persons",
        arena_printf(bench->arena, "[\"%s\"]", bureau_text(bureau, bureau->persons[OFFICE])), NULL);
    bureau_claim(bureau, secret, "lead_official", bureau->persons[LEADER]);
    bureau_add(bureau, &record_corrective_action, "answers",
               arena_printf(bench->arena, "[\"%s\"]", bureau_text(bureau, secret)), "measure", "核查", "owner_id",
               bureau_text(bureau, bureau->persons[LEADER]), NULL);
    assert_int_equal(held(bureau, LEADER), 0);
}

static struct portfolio_proposal proposed(struct bureau *bureau, struct uuid finding)
{
    struct portfolio_proposal proposal;
    must(bureau->bench,
         portfolio_propose(bureau->bench->db, bureau->bench->arena, bureau_load(bureau, &record_finding, finding),
                           clock_today(&bureau->bench->clock), &proposal));
    return proposal;
}

static void portfolios_propose_the_lead_official(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const char *leader = bureau_text(bureau, bureau->persons[LEADER]),
               *supervisor = bureau_text(bureau, bureau->persons[SUPERVISOR]),
               *office = bureau_text(bureau, bureau->persons[OFFICE]);
    bureau_add(bureau, &record_term, "vocabulary", "category", "word", "finance", "label", "财务", NULL);
    assert_int_equal(bureau_try_add(bureau, &record_portfolio, "person_id", leader, NULL), REFUSED);
    bureau_add(bureau, &record_portfolio, "person_id", leader, "organisation_id", bureau_text(bureau, bureau->root),
               NULL);
    assert_true(uuid_is_nil(proposed(bureau, bureau->finding).person_id)); /* no lead unit, no category */
    bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
    assert_true(uuid_equal(proposed(bureau, bureau->finding).person_id, bureau->persons[LEADER]));
    bureau_add(bureau, &record_portfolio, "person_id", supervisor, "organisation_id", bureau_text(bureau, bureau->a),
               NULL);
    assert_true(uuid_equal(proposed(bureau, bureau->finding).person_id, bureau->persons[SUPERVISOR])); /* nearer */
    bureau_add(bureau, &record_portfolio, "person_id", office, "category", "finance", "until_on", "2020-01-01", NULL);
    must(bench, bureau_set(bureau, &record_finding, bureau->finding, "category", "finance", NULL));
    assert_true(uuid_equal(proposed(bureau, bureau->finding).person_id, bureau->persons[SUPERVISOR])); /* over */
    bureau_add(bureau, &record_portfolio, "person_id", office, "category", "finance", NULL);
    struct portfolio_proposal proposal = proposed(bureau, bureau->finding);
    assert_true(uuid_equal(proposal.person_id, bureau->persons[OFFICE]));
    assert_string_equal(proposal.category, "finance");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(everything_passes_at_once),
        FULL_ON_BOTH(what_changed_since_is_named),
        FULL_ON_BOTH(who_has_left_signs_on_paper),
        FULL_ON_BOTH(what_makes_no_sense_is_refused),
        FULL_ON_BOTH(what_is_restricted_stays_off_the_list),
        FULL_ON_BOTH(portfolios_propose_the_lead_official),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
