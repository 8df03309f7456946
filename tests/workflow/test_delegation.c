/* Delegation (D15): acting for another within limits, from a day to a day; both are named; nobody reviews his own, nor
 * has it reviewed by acting for another; on both databases. */
#include "workflow/bureau.h"

#include "access/access_messages.h"
#include "access/delegation.h"
#include "ledger/gate.h"
#include "ledger/records.h"
#include "workflow/workflow_messages.h"

static enum status resolve(struct bureau *bureau, enum person_of delegate, enum person_of principal,
                           struct scope *scope)
{
    struct bench *bench = bureau->bench;
    bench_forget(bench);
    return delegation_resolve(bench->db, bench->arena, &bench->clock, bureau->persons[delegate],
                              bureau->persons[principal], &bench->problems, scope);
}

static void delegate(struct bureau *bureau, enum person_of principal, enum person_of to, const char *covers,
                     const char *from, const char *until)
{
    bureau_add(bureau, &record_delegation, "person_id", bureau_text(bureau, bureau->persons[principal]), "delegate_id",
               bureau_text(bureau, bureau->persons[to]), "covers", covers, "from_on", from, "until_on", until, NULL);
}

static void it_is_in_force_from_a_day_to_a_day(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct scope scope;
    assert_int_equal(resolve(bureau, NOBODY, LEADER, &scope), REFUSED);
    assert_true(bench_names(bench, &msg_delegation_none, ""));
    delegate(bureau, LEADER, NOBODY, "reviews", "2001-01-01", "2001-12-31");
    delegate(bureau, LEADER, NOBODY, "reviews", "2098-01-01", "2099-12-31");
    assert_int_equal(resolve(bureau, NOBODY, LEADER, &scope), REFUSED);
    delegate(bureau, LEADER, NOBODY, "reviews", "2001-01-01", "2099-12-31");
    must(bench, resolve(bureau, NOBODY, LEADER, &scope));
    assert_true(uuid_equal(scope.person_id, bureau->persons[LEADER]));
    assert_true(uuid_equal(scope.delegate_id, bureau->persons[NOBODY]));
    assert_int_equal(resolve(bureau, LEADER, NOBODY, &scope), REFUSED); /* not the other way round */
    /* an administrator's roles are not passed on */
    delegate(bureau, SECURITY, NOBODY, "all", "2001-01-01", "2099-12-31");
    must(bench, resolve(bureau, NOBODY, SECURITY, &scope));
    assert_int_equal(scope.roles, 0);
    /* who has left delegates nothing any more */
    must(bench, bureau_set(bureau, &record_person, bureau->persons[LEADER], "left", "true", NULL));
    assert_int_equal(resolve(bureau, NOBODY, LEADER, &scope), REFUSED);
    assert_int_equal(bureau_try_add(bureau, &record_delegation, "person_id",
                                    bureau_text(bureau, bureau->persons[OFFICE]), "delegate_id",
                                    bureau_text(bureau, bureau->persons[OFFICE]), "covers", "all", "from_on",
                                    "2026-01-01", "until_on", "2025-01-01", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_delegation_same, "delegate_id"));
    assert_true(bench_names(bench, &msg_dates_reversed, "until_on"));
}

struct adding {
    const struct scope *scope;
    struct record_head *record;
};

static enum status try_add(struct tx *tx, void *context, struct problems *problems)
{
    const struct adding *adding = context;
    const struct actor actor = {.person_id = adding->scope->delegate_id, .via = via_web};
    struct command command = command_new(tx, &actor);
    return gate_add(tx, adding->scope, &command, &record_finding, adding->record, problems);
}

static void only_what_was_delegated_is_done(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct scope scope;
    struct uuid claim = bureau_claim(bureau, bureau->finding, "lead_official", bureau->persons[LEADER]);
    delegate(bureau, LEADER, NOBODY, "reviews", "2001-01-01", "2099-12-31");
    must(bench, resolve(bureau, NOBODY, LEADER, &scope));
    assert_int_equal(bureau_move(bureau, &scope, &record_claim, claim, "claim", NULL), FORBIDDEN);
    assert_true(bench_names(bench, &msg_delegation_not_covered, ""));
    struct possible_moves moves;
    must(bench, workflow_moves(bench->db, bench->arena, &bench->clock, &scope, &record_claim,
                               bureau_load(bureau, &record_claim, claim), &moves));
    assert_int_equal(moves.count, 0); /* no button either */
    delegate(bureau, LEADER, NOBODY, "claims", "2001-01-01", "2099-12-31");
    must(bench, resolve(bureau, NOBODY, LEADER, &scope));
    must(bench, bureau_move(bureau, &scope, &record_claim, claim, "claim", NULL));
    const struct claim *claimed = bureau_load(bureau, &record_claim, claim);
    assert_true(uuid_equal(claimed->signed_by_id, bureau->persons[LEADER]));
    /* nothing is added or changed for another, whatever he might */
    delegate(bureau, OFFICE, NOBODY, "all", "2001-01-01", "2099-12-31");
    must(bench, resolve(bureau, NOBODY, OFFICE, &scope));
    struct finding *finding = record_new(bench->arena, &record_finding);
    finding->head.ledger_id = bureau->ledger;
    struct adding adding = {&scope, &finding->head};
    bench_forget(bench);
    assert_int_equal(bench_write(bench, try_add, &adding), FORBIDDEN);
    assert_true(bench_names(bench, &msg_delegation_moves, ""));
}

static struct uuid open_step(struct bureau *bureau)
{
    bool row;
    struct stmt *stmt = db_prepare(bureau->bench->db, "SELECT id FROM review_step WHERE state='open'");
    assert_int_equal(stmt_step(stmt, &row), OK);
    assert_true(row);
    struct uuid id = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return id;
}

static void nobody_reviews_his_own_for_another(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct scope scope;
    bureau_add(bureau, &record_review_route, "kind", "closure", "position", "1", "name", "领导", "review_by", "leader",
               NULL);
    struct uuid finding = bureau_ready(bureau, "一");
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    bench->actor.person_id = bureau->persons[OFFICE];
    delegate(bureau, LEADER, OWNER_A, "reviews", "2001-01-01", "2099-12-31");
    delegate(bureau, LEADER, OWNER_B, "reviews", "2001-01-01", "2099-12-31");
    must(bench, resolve(bureau, OWNER_A, LEADER, &scope));
    assert_int_equal(bureau_move(bureau, &scope, &record_review_step, open_step(bureau), "pass", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_review_own, "decided_by_id"));
    must(bench, resolve(bureau, OWNER_B, LEADER, &scope));
    must(bench, bureau_move(bureau, &scope, &record_review_step, open_step(bureau), "pass", NULL));
    assert_int_equal(((struct finding *)bureau_load(bureau, &record_finding, finding))->state, finding_state_closed);
    must_fold_to_the_same(bench);
}

static void what_is_restricted_is_not_delegated(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct scope scope;
    unsigned roles;
    struct finding *seen = record_new(bench->arena, &record_finding);
    struct uuid secret = bureau_add(
        bureau, &record_finding, "level", "finding", "title", "线索", "restricted", "true", "entitled_persons",
        arena_printf(bench->arena, "[\"%s\"]", bureau_text(bureau, bureau->persons[LEADER])), NULL);
    must(bench, gate_load(bench->db, bench->arena, &bureau->scopes[LEADER], &record_finding, bureau->ledger, secret,
                          seen, &roles));
    delegate(bureau, LEADER, NOBODY, "all", "2001-01-01", "2099-12-31");
    must(bench, resolve(bureau, NOBODY, LEADER, &scope));
    assert_int_equal(
        gate_load(bench->db, bench->arena, &scope, &record_finding, bureau->ledger, bureau->finding, seen, &roles), OK);
    assert_int_equal(gate_load(bench->db, bench->arena, &scope, &record_finding, bureau->ledger, secret, seen, &roles),
                     NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(it_is_in_force_from_a_day_to_a_day),
        FULL_ON_BOTH(only_what_was_delegated_is_done),
        FULL_ON_BOTH(nobody_reviews_his_own_for_another),
        FULL_ON_BOTH(what_is_restricted_is_not_delegated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
