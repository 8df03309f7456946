/* Every life cycle: its table is the golden file, and the whole square of states, events and roles is walked: what the
 * table does not list is refused with a sentence, what is not one's own is forbidden, and what is offered as a button
 * works. */
#include "workflow/bureau.h"

#include "access/access_messages.h"
#include "ledger/records.h"
#include "store/row.h"

#include <stdio.h>
#include <string.h>

/* ---- the tables ---- */

static void each_table_is_its_golden_file(void **state)
{
    (void)state;
    const char *source = getenv("RECTIFY_SOURCE");
    for (size_t i = 0; lifecycles[i]; i++) {
        struct strbuf text = {0}, golden = {0};
        char path[512], buffer[4096];
        size_t got;
        lifecycle_text(lifecycles[i], &text);
        snprintf(path, sizeof path, "%s/tests/golden/lifecycle-%s.txt", source ? source : ".",
                 lifecycles[i]->type->name);
        if (getenv("RECTIFY_UPDATE_GOLDEN")) {
            FILE *file = fopen(path, "w");
            assert_non_null(file);
            fputs(strbuf_text(&text), file);
            fclose(file);
        }
        FILE *file = fopen(path, "r");
        if (!file)
            fail_msg("no %s: RECTIFY_UPDATE_GOLDEN=1", path);
        while ((got = fread(buffer, 1, sizeof buffer, file)) > 0)
            strbuf_add(&golden, buffer, got);
        fclose(file);
        assert_string_equal(strbuf_text(&text), strbuf_text(&golden));
        strbuf_free(&text);
        strbuf_free(&golden);
    }
}

static void tables_are_whole(void **state)
{
    (void)state;
    for (size_t i = 0; lifecycles[i]; i++) {
        const struct lifecycle *cycle = lifecycles[i];
        const struct word_list *states = lifecycle_states(cycle);
        assert_true(cycle->type->fields[cycle->field].flags & GIVEN);
        for (size_t s = 0; s < states->count; s++)
            assert_non_null(cycle->sentences[s]);
        for (size_t r = 0; r < cycle->row_count; r++) {
            const struct transition *row = &cycle->rows[r];
            assert_non_null(lifecycle_event(cycle, row->event));
            assert_true(row->who != 0);
            assert_true(row->from >= 0 && (size_t)row->from < states->count);
            assert_true(row->to >= 0 && (size_t)row->to < states->count);
            assert_ptr_equal(lifecycle_row(cycle, row->from, row->event), row); /* no pair stands twice */
        }
        for (size_t e = 0; e < cycle->event_count; e++)
            assert_int_equal(cycle->events[e].asks & cycle->events[e].takes, 0);
    }
}

/* ---- the square ---- */

struct walk {
    struct bureau *bureau;
    const struct lifecycle *cycle;
    struct uuid id;
    size_t cells, moved;
};

/* The state as if it had come about: only a test writes a row like this. */
static void force(struct walk *walk, int to)
{
    struct bench *bench = walk->bureau->bench;
    struct record_head *record = bureau_load(walk->bureau, walk->cycle->type, walk->id);
    *(int *)field_set(record, &walk->cycle->type->fields[walk->cycle->field]) = to;
    assert_int_equal(db_begin(bench->db), OK);
    assert_int_equal(row_update(bench->db, bench->arena, walk->cycle->type, record, FIELD_BIT(walk->cycle->field)), OK);
    assert_int_equal(db_commit(bench->db), OK);
}

struct wish {
    const struct scope *scope;
    struct actor actor;
    struct move move;
};

static enum status do_move(struct tx *tx, void *context, struct problems *problems)
{
    const struct wish *wish = context;
    struct command command = command_new(tx, &wish->actor);
    return workflow_move(tx, wish->scope, &command, &wish->move, problems);
}

/* What the form asks for: a reason, a number, the first word of a list. */
static struct record_head *fill(struct walk *walk, const struct event_form *form)
{
    struct record_head *given = record_new(walk->bureau->bench->arena, walk->cycle->type);
    for (size_t i = 0; i < walk->cycle->type->count; i++) {
        const struct field *field = &walk->cycle->type->fields[i];
        if (!(form->asks & FIELD_BIT(i)))
            continue;
        if (field->kind == KIND_word) {
            *(int *)field_set(given, field) = 0;
        } else {
            assert_true(field->kind == KIND_long_text || field->kind == KIND_text);
            *(const char **)field_set(given, field) = "理由";
        }
        record_present(given, (int)i);
    }
    return given;
}

static enum status try_move(struct walk *walk, const struct scope *scope, const struct event_form *form)
{
    struct wish wish = {.scope = scope,
                        .actor = {.person_id = scope->person_id, .via = via_web},
                        .move = {.type = walk->cycle->type,
                                 .ledger = walk->bureau->ledger,
                                 .id = walk->id,
                                 .event = form->event,
                                 .given = fill(walk, form)}};
    bench_forget(walk->bureau->bench);
    return bench_dry_run(walk->bureau->bench, do_move, &wish);
}

static const struct possible_move *offered(const struct possible_moves *moves, const char *event)
{
    for (size_t i = 0; i < moves->count; i++)
        if (strcmp(moves->items[i].form->event, event) == 0)
            return &moves->items[i];
    return NULL;
}

static void walk_person(struct walk *walk, int from, const struct scope *scope, unsigned who)
{
    struct bench *bench = walk->bureau->bench;
    struct possible_moves moves = {0};
    struct record_head *record = bureau_load(walk->bureau, walk->cycle->type, walk->id);
    bool sees = scope->operator|| who & ROLES_BUSINESS;
    assert_int_equal(workflow_moves(bench->db, bench->arena, &bench->clock, scope, walk->cycle->type, record, &moves),
                     OK);
    for (size_t e = 0; e < walk->cycle->event_count; e++) {
        const struct event_form *form = &walk->cycle->events[e];
        const struct transition *row = lifecycle_row(walk->cycle, from, form->event);
        const struct possible_move *button = offered(&moves, form->event);
        enum status status = try_move(walk, scope, form), wanted;
        bool may = row && row->who & who;
        wanted = !sees ? NOT_FOUND : !row ? REFUSED : !may ? FORBIDDEN : status;
        if (status != wanted || (may && (status == FORBIDDEN || status == NOT_FOUND)))
            fail_msg("%s %s %s, who %x: %s, not %s", walk->cycle->type->name,
                     word_text(lifecycle_states(walk->cycle), from), form->event, who, status_word(status),
                     status_word(wanted));
        if (status) /* a clerk reads why */
            assert_true(bench->problems.count > 0);
        assert_int_equal(button != NULL, may);
        if (button && !button->allowed) { /* refused alike when asked and when tried */
            assert_int_equal(status, REFUSED);
            assert_true(button->why.count > 0);
        }
        walk->cells++;
        walk->moved += status == OK;
    }
}

static void walk_square(struct walk *walk, const struct scope *scopes[], const unsigned *who, size_t count)
{
    for (size_t from = 0; from < lifecycle_states(walk->cycle)->count; from++) {
        force(walk, (int)from);
        for (size_t i = 0; i < count; i++)
            walk_person(walk, (int)from, scopes[i], who[i]);
    }
}

/* Who is a party depends on the state: whom it is put to while it is open, who asked always. */
static void walk_by_state(struct bureau *bureau, const struct record_type *type, struct uuid id,
                          const struct scope *scopes[], const unsigned *roles, const unsigned *parties, size_t moved)
{
    unsigned who[PEOPLE + 1];
    struct walk walk = {.bureau = bureau, .cycle = lifecycle_of(type), .id = id};
    for (size_t from = 0; from < lifecycle_states(walk.cycle)->count; from++) {
        for (size_t i = 0; i < PEOPLE; i++)
            who[i] = roles[i] | (parties[from] & 1u << i ? (unsigned)WHO_PARTY : 0);
        who[PEOPLE] = ROLES_ALL;
        force(&walk, (int)from);
        for (size_t i = 0; i < PEOPLE + 1; i++)
            walk_person(&walk, (int)from, scopes[i], who[i]);
    }
    if (walk.moved != moved)
        fail_msg("%s: %zu moves came about, not %zu", type->name, walk.moved, moved);
}

static void walk_request(struct bureau *bureau, struct uuid id, const struct scope *scopes[], const unsigned *roles)
{
    const unsigned asked = 1u << OWNER_A, parties[] = {asked | 1u << LEADER, asked, asked, asked};
    /* answered by the leader; taken back, confirmed, asked again by who asked, the office, the operator */
    walk_by_state(bureau, &record_request, id, scopes, roles, parties, 1 + 3 * 3);
}

static void walk_letter(struct bureau *bureau, struct uuid id, const struct scope *scopes[], const unsigned *roles)
{
    const unsigned below = 1u << OWNER_A, above = 1u << LEADER, parties[] = {below, above, above, above};
    /* signed below, above; void twice by the office and the operator */
    walk_by_state(bureau, &record_responsibility_letter, id, scopes, roles, parties, 2 + 4);
}

/* What hangs on a finding or a plan, one of each: cells, moves that came about and who is a party besides his roles. */
static void walk_one(struct bureau *bureau, const struct record_type *type, struct uuid id,
                     const struct scope *scopes[], const unsigned *roles, unsigned parties, size_t moved)
{
    unsigned who[PEOPLE + 1];
    struct walk walk = {.bureau = bureau, .cycle = lifecycle_of(type), .id = id};
    for (size_t i = 0; i < PEOPLE; i++)
        who[i] = roles[i] | (parties & 1u << i ? (unsigned)WHO_PARTY : 0);
    who[PEOPLE] = ROLES_ALL;
    walk_square(&walk, scopes, who, PEOPLE + 1);
    assert_int_equal(walk.cells, lifecycle_states(walk.cycle)->count * walk.cycle->event_count * (PEOPLE + 1));
    if (walk.moved != moved)
        fail_msg("%s: %zu moves came about, not %zu", type->name, walk.moved, moved);
}

static void walk_the_rest(struct bureau *bureau, const struct scope *scopes[], const unsigned *roles)
{
    struct bench *bench = bureau->bench;
    const char *finding = bureau_text(bureau, bureau->finding), *a = bureau_text(bureau, bureau->a),
               *root = bureau_text(bureau, bureau->root), *leader = bureau_text(bureau, bureau->persons[LEADER]),
               *owner = bureau_text(bureau, bureau->persons[OWNER_A]);
    bench->actor.person_id = bureau->persons[OWNER_A];
    struct uuid request =
        bureau_add(bureau, &record_request, "finding_id", finding, "kind", "coordination", "title", "协调用地",
                   "matter", "请协调", "addressee_id", leader, "reply_by_on", "2099-01-31", NULL);
    bench->actor.person_id = bureau->persons[OFFICE];
    struct uuid plan =
        bureau_add(bureau, &record_plan, "kind", "sub", "title", "专项方案", "organisation_id", a, "parent_id",
                   bureau_text(bureau, bureau_add(bureau, &record_plan, "kind", "master", "title", "总方案",
                                                  "organisation_id", root, NULL)),
                   NULL);
    const char *planned = bureau_text(bureau, plan);
    struct uuid opinion = bureau_add(bureau, &record_plan_opinion, "plan_id", planned, "organisation_id", a, "due_on",
                                     "2099-01-31", NULL),
                extract = bureau_add(bureau, &record_plan_extract, "plan_id", planned, "organisation_id", a, "turn",
                                     "1", "issued_on", "2026-01-01", NULL),
                letter = bureau_add(bureau, &record_responsibility_letter, "organisation_id", a, "person_id", owner,
                                    "upper_unit_id", root, "upper_person_id", leader, NULL);
    const unsigned party = 1u << OWNER_A;
    walk_request(bureau, request, scopes, roles);
    walk_one(bureau, &record_plan_opinion, opinion, scopes, roles, party, 1); /* answered by its unit */
    walk_one(bureau, &record_plan_extract, extract, scopes, roles, party, 1); /* signed for by its unit */
    walk_letter(bureau, letter, scopes, roles);
}

/* A request of owner A's, and the office's step of it. */
static void walk_closing(struct bureau *bureau, const struct scope *scopes[], const unsigned *roles)
{
    struct bench *bench = bureau->bench;
    struct uuid finding = bureau_ready(bureau, "销号");
    unsigned who[PEOPLE + 1];
    memcpy(who, roles, PEOPLE * sizeof *who);
    who[PEOPLE] = ROLES_ALL;
    bench->actor.person_id = bureau->persons[OWNER_A];
    assert_int_equal(bureau_ask(bureau, finding, (struct uuid){0}, "done"), OK);
    bench->actor.person_id = bureau->persons[OFFICE];
    struct uuid request = bench_one(bench, "SELECT \"id\" FROM \"closure_request\""),
                step = bench_one(bench, "SELECT \"id\" FROM \"review_step\"");
    struct walk requests = {.bureau = bureau, .cycle = lifecycle_of(&record_closure_request), .id = request};
    struct walk steps = {.bureau = bureau, .cycle = lifecycle_of(&record_review_step), .id = step};
    who[OWNER_A] |= WHO_PARTY;
    walk_square(&requests, scopes, who, PEOPLE + 1);
    assert_int_equal(requests.cells, (closure_state_retracted + 1) * 3 * (PEOPLE + 1));
    assert_int_equal(requests.moved, 3); /* taken back by its owner, the office, the operator */
    who[OWNER_A] &= ~(unsigned)WHO_PARTY;
    who[OFFICE] |= WHO_PARTY;
    walk_square(&steps, scopes, who, PEOPLE + 1);
    assert_int_equal(steps.cells, (review_state_void + 1) * 6 * (PEOPLE + 1));
    assert_int_equal(steps.moved, 2); /* passed and returned by the office; the operator has no scan */
}

/* A look-back at a closed problem that unit A leads, and a rule that A drafts for it. */
static void walk_afterwards(struct bureau *bureau, const struct scope *scopes[], const unsigned *roles)
{
    struct uuid finding = bureau_closed(bureau, "回头看");
    const char *about = bureau_text(bureau, finding);
    unsigned who[PEOPLE + 1];
    memcpy(who, roles, PEOPLE * sizeof *who);
    who[PEOPLE] = ROLES_ALL;
    struct walk looks = {.bureau = bureau, .cycle = lifecycle_of(&record_effectiveness_check)};
    looks.id = bureau_add(bureau, &record_effectiveness_check, "finding_id", about, "kind", "planned", NULL);
    walk_square(&looks, scopes, who, PEOPLE + 1);
    assert_int_equal(looks.cells, (check_state_void + 1) * 2 * (PEOPLE + 1));
    assert_int_equal(looks.moved, 7); /* checked by four roles and the operator, cancelled by the office and him */
    struct walk rules = {.bureau = bureau, .cycle = lifecycle_of(&record_rule_change)};
    rules.id = bureau_add(bureau, &record_rule_change, "title", "差旅费管理办法", "kind", "new", "findings",
                          arena_printf(bureau->bench->arena, "[\"%s\"]", about), "organisation_id",
                          bureau_text(bureau, bureau->a), NULL);
    who[OWNER_A] |= WHO_PARTY;
    walk_square(&rules, scopes, who, PEOPLE + 1);
    assert_int_equal(rules.cells, (rule_state_dropped + 1) * 7 * (PEOPLE + 1));
    /* two steps by unit, office, operator; issue, send back, enforce, three times drop by office, operator; the check
     * of its execution by office, supervisor, operator */
    assert_int_equal(rules.moved, 2 * 3 + 6 * 2 + 3);
}

/* Owner A hands over to the leader. */
static void walk_handover(struct bureau *bureau, const struct scope *scopes[], const unsigned *roles)
{
    unsigned who[PEOPLE + 1];
    memcpy(who, roles, PEOPLE * sizeof *who);
    who[PEOPLE] = ROLES_ALL;
    bureau_claim(bureau, bureau_finding(bureau, "交接"), "lead_official", bureau->persons[OWNER_A]);
    struct uuid handover =
        bureau_add(bureau, &record_handover, "from_person_id", bureau_text(bureau, bureau->persons[OWNER_A]),
                   "to_person_id", bureau_text(bureau, bureau->persons[LEADER]), "reason", "调离", NULL);
    struct walk walk = {.bureau = bureau, .cycle = lifecycle_of(&record_handover), .id = handover};
    who[OWNER_A] |= WHO_PARTY;
    who[LEADER] |= WHO_PARTY;
    walk_square(&walk, scopes, who, PEOPLE + 1);
    assert_int_equal(walk.cells, (handover_state_void + 1) * 3 * (PEOPLE + 1));
    assert_int_equal(walk.moved, 6); /* signed twice by owner A; voided twice by the office and the operator */
}

/* A check that was sent to unit A. */
static void walk_mirror(struct bureau *bureau, const struct scope *scopes[], const unsigned *roles)
{
    unsigned who[PEOPLE + 1];
    memcpy(who, roles, PEOPLE * sizeof *who);
    who[PEOPLE] = ROLES_ALL;
    struct uuid check =
        bureau_add(bureau, &record_mirror_check, "title", "对照", "units",
                   arena_printf(bureau->bench->arena, "[\"%s\"]", bureau_text(bureau, bureau->a)), NULL);
    bureau_add(bureau, &record_mirror_item, "mirror_check_id", bureau_text(bureau, check), "matter", "台账不实", NULL);
    must(bureau->bench, bureau_move(bureau, scopes[OFFICE], &record_mirror_check, check, "send", NULL));
    struct walk checks = {.bureau = bureau, .cycle = lifecycle_of(&record_mirror_check), .id = check};
    struct walk answers = {.bureau = bureau,
                           .cycle = lifecycle_of(&record_mirror_answer),
                           .id = bench_one(bureau->bench, "SELECT \"id\" FROM \"mirror_answer\"")};
    walk_square(&checks, scopes, who, PEOPLE + 1);
    assert_int_equal(checks.cells, (mirror_state_ended + 1) * 2 * (PEOPLE + 1));
    assert_int_equal(checks.moved, 2); /* sent by the office and the operator; not ended before all is answered */
    who[OWNER_A] |= WHO_PARTY;
    walk_square(&answers, scopes, who, PEOPLE + 1);
    assert_int_equal(answers.cells, (mirror_answer_state_void + 1) * 3 * (PEOPLE + 1));
    assert_int_equal(answers.moved, 3); /* answered by the unit; excused by the office and the operator */
}

static void the_whole_square_is_walked(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    const struct scope *scopes[PEOPLE + 1];
    static const unsigned roles[PEOPLE] = {ROLE_BIT(role_office),
                                           ROLE_BIT(role_owner),
                                           0, /* another unit's owner: no such record for him */
                                           ROLE_BIT(role_leader),
                                           ROLE_BIT(role_supervisor),
                                           ROLE_BIT(role_inspector),
                                           ROLE_BIT(role_system_admin),
                                           ROLE_BIT(role_security_admin),
                                           ROLE_BIT(role_audit_admin),
                                           0};
    unsigned who[PEOPLE + 1];
    for (size_t i = 0; i < PEOPLE; i++) {
        scopes[i] = &bureau->scopes[i];
        who[i] = roles[i];
    }
    scopes[PEOPLE] = &bureau->operator_scope;
    who[PEOPLE] = ROLES_ALL;
    struct uuid claim = bureau_claim(bureau, bureau->finding, "lead_unit", bureau->a);
    struct walk claims = {.bureau = bureau, .cycle = lifecycle_of(&record_claim), .id = claim};
    struct walk findings = {.bureau = bureau, .cycle = lifecycle_of(&record_finding), .id = bureau->finding};
    walk_square(&findings, scopes, who, PEOPLE + 1);
    struct uuid action = bureau_add(bureau, &record_corrective_action, "answers",
                                    arena_printf(bench->arena, "[\"%s\"]", bureau_text(bureau, bureau->finding)),
                                    "measure", "建立台账", "touches_money", "true", NULL);
    struct walk actions = {.bureau = bureau, .cycle = lifecycle_of(&record_corrective_action), .id = action};
    walk_square(&actions, scopes, who, PEOPLE + 1);
    assert_int_equal(actions.cells, (action_state_done + 1) * 7 * (PEOPLE + 1));
    assert_int_equal(actions.moved, 3); /* returned by the office, the leader, the operator */
    who[OWNER_A] |= WHO_PARTY;
    walk_square(&claims, scopes, who, PEOPLE + 1);
    assert_int_equal(claims.cells, claim_state_void * 6 * (PEOPLE + 1) + 6 * (PEOPLE + 1));
    assert_true(claims.moved >= 8);
    assert_int_equal(findings.moved,
                     4); /* opened again by office, leader, supervisor, operator; nothing else by hand */
    walk_closing(bureau, scopes, roles);
    walk_the_rest(bureau, scopes, roles);
    walk_afterwards(bureau, scopes, roles);
    walk_handover(bureau, scopes, roles);
    walk_mirror(bureau, scopes, roles);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_table_is_its_golden_file),
        cmocka_unit_test(tables_are_whole),
        FULL_ON_BOTH(the_whole_square_is_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
