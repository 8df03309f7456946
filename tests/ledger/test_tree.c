/* The trees of units and of findings: their order, their bounds, and that a path follows what it is made of (D5). */
#include "journal/bench.h"

#include "access/access_messages.h"
#include "access/organisation.h"
#include "access/tree.h"
#include "ledger/finding.h"
#include "ledger/records.h"
#include "record/record_messages.h"
#include "store/list.h"
#include "store/row.h"

static struct organisation *unit_of(struct bench *bench, const char *code, const struct organisation *parent)
{
    struct organisation *unit = record_new(bench->arena, &record_organisation);
    unit->code = unit->name = code;
    record_present(&unit->head, FIELD_organisation_code);
    record_present(&unit->head, FIELD_organisation_name);
    if (parent) {
        unit->parent_id = parent->head.id;
        record_present(&unit->head, FIELD_organisation_parent_id);
    }
    return unit;
}

static enum status add_unit(struct bench *bench, struct organisation *unit)
{
    bench_forget(bench);
    return bench_add(bench, &record_organisation, bench->site, unit);
}

static struct organisation *added_unit(struct bench *bench, const char *code, const struct organisation *parent)
{
    struct organisation *unit = unit_of(bench, code, parent);
    if (add_unit(bench, unit) != OK)
        fail_msg("%s", bench_said(bench));
    return unit;
}

static enum status place_unit(struct bench *bench, const struct organisation *unit, const struct organisation *parent)
{
    struct organisation *moved = record_new(bench->arena, &record_organisation);
    struct change change = {.type = &record_organisation, .record = &moved->head};
    moved->head.id = unit->head.id;
    moved->parent_id = parent->head.id;
    record_present(&moved->head, FIELD_organisation_parent_id);
    bench_forget(bench);
    return bench_set(bench, &change);
}

static void add_ledger(struct bench *bench)
{
    struct ledger *ledger = record_new(bench->arena, &record_ledger);
    struct organisation *unit = added_unit(bench, "ROOT", NULL);
    ledger->head.id = bench->ledgers[0];
    ledger->code = ledger->name = "ZGJ";
    ledger->profile = "inspection";
    ledger->organisation_id = unit->head.id;
    record_present(&ledger->head, FIELD_ledger_code);
    record_present(&ledger->head, FIELD_ledger_name);
    record_present(&ledger->head, FIELD_ledger_profile);
    record_present(&ledger->head, FIELD_ledger_organisation_id);
    if (bench_add(bench, &record_ledger, bench->site, ledger) != OK)
        fail_msg("%s", bench_said(bench));
}

static struct finding *finding_of(struct bench *bench, enum finding_level level, const char *title)
{
    struct finding *finding = record_new(bench->arena, &record_finding);
    finding->level = (int)level;
    finding->title = title;
    record_present(&finding->head, FIELD_finding_level);
    record_present(&finding->head, FIELD_finding_title);
    return finding;
}

static struct finding *added_finding(struct bench *bench, struct finding *finding, const struct finding *parent)
{
    if (parent) {
        finding->parent_id = parent->head.id;
        record_present(&finding->head, FIELD_finding_parent_id);
    }
    if (bench_add(bench, &record_finding, bench->ledgers[0], finding) != OK)
        fail_msg("%s", bench_said(bench));
    return finding;
}

static const char *path_of(struct bench *bench, const struct finding *finding)
{
    struct finding *stored = record_new(bench->arena, &record_finding);
    assert_int_equal(
        row_load(bench->db, bench->arena, &record_finding, finding->head.ledger_id, finding->head.id, stored), OK);
    return stored->path;
}

enum { MANY = 40 };

static void units_without_a_position_stand_as_they_were_added(void **state)
{
    BENCH(state);
    struct organisation *top = added_unit(bench, "top", NULL);
    struct uuid_list listed;
    struct uuid added[MANY + 1] = {top->head.id};
    for (int i = 1; i <= MANY; i++)
        added[i] = added_unit(bench, arena_printf(bench->arena, "%04d", i), top)->head.id;
    assert_int_equal(organisation_subtree(bench->db, bench->arena, top->head.id, &listed), OK);
    assert_int_equal(listed.count, MANY + 1);
    for (int i = 0; i <= MANY; i++)
        assert_memory_equal(&listed.ids[i], &added[i], sizeof added[i]);
}

static void findings_without_a_position_stand_as_they_were_added(void **state)
{
    BENCH(state);
    add_ledger(bench);
    struct finding *item = added_finding(bench, finding_of(bench, finding_level_item, "item"), NULL);
    const char *last = path_of(bench, item);
    for (int i = 0; i < MANY; i++) { /* some with a point below, which is not a sibling */
        struct finding *one = added_finding(bench, finding_of(bench, finding_level_finding, "finding"), item);
        assert_true(strcmp(last, path_of(bench, one)) < 0);
        last = path_of(bench, one);
        if (i % 3 == 0) {
            struct finding *point = added_finding(bench, finding_of(bench, finding_level_point, "point"), one);
            assert_true(strncmp(last, path_of(bench, point), strlen(last)) == 0);
        }
    }
    struct finding *next = added_finding(bench, finding_of(bench, finding_level_item, "next"), NULL);
    assert_true(strcmp(last, path_of(bench, next)) < 0);
}

static void equal_positions_do_not_collide(void **state)
{
    BENCH(state);
    struct organisation *units[2];
    struct uuid_list listed;
    for (int i = 0; i < 2; i++) {
        units[i] = unit_of(bench, i ? "b" : "a", NULL);
        units[i]->head.id = uuid_new(1);
        memcpy(units[i]->head.id.bytes + 12, "same", 4);
        units[i]->position = 7;
        record_present(&units[i]->head, FIELD_organisation_position);
        assert_int_equal(add_unit(bench, units[i]), OK);
    }
    added_unit(bench, "below", units[0]);
    assert_int_equal(organisation_subtree(bench->db, bench->arena, units[0]->head.id, &listed), OK);
    assert_int_equal(listed.count, 2);
    assert_int_equal(organisation_subtree(bench->db, bench->arena, units[1]->head.id, &listed), OK);
    assert_int_equal(listed.count, 1);
}

static void a_position_out_of_range_is_refused(void **state)
{
    BENCH(state);
    static const int64_t bad[] = {-1, TREE_POSITION + 1, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct organisation *unit = unit_of(bench, "a", NULL);
        unit->position = bad[i];
        record_present(&unit->head, FIELD_organisation_position);
        assert_int_equal(add_unit(bench, unit), REFUSED);
        assert_true(bench_names(bench, &msg_tree_position, "position"));
    }
}

static void a_tree_that_would_be_too_deep_is_refused_in_words(void **state)
{
    BENCH(state);
    enum { LEVELS = (TREE_PATH - 1) / TREE_SEGMENT };
    struct organisation *chain[LEVELS], *top = added_unit(bench, "top", NULL);
    for (int i = 0; i < LEVELS; i++)
        chain[i] = added_unit(bench, arena_printf(bench->arena, "%d", i), i ? chain[i - 1] : NULL);
    assert_int_equal(add_unit(bench, unit_of(bench, "deep", chain[LEVELS - 1])), REFUSED);
    assert_true(bench_names(bench, &msg_tree_deep, "parent_id"));
    assert_int_equal(place_unit(bench, chain[0], top), REFUSED); /* it fits, what stands below it does not */
    assert_true(bench_names(bench, &msg_tree_deep, "parent_id"));
    assert_int_equal(place_unit(bench, chain[1], top), OK);
    assert_true(organisation_within(bench->db, chain[LEVELS - 1]->head.id, top->head.id));
    assert_false(organisation_within(bench->db, chain[LEVELS - 1]->head.id, chain[0]->head.id));
}

static struct feedback_report *add_report(struct bench *bench)
{
    struct inspection *inspection = record_new(bench->arena, &record_inspection);
    struct feedback_report *report = record_new(bench->arena, &record_feedback_report);
    inspection->code = inspection->name = "2026";
    record_present(&inspection->head, FIELD_inspection_code);
    record_present(&inspection->head, FIELD_inspection_name);
    record_present(&inspection->head, FIELD_inspection_kind); /* the first word of each */
    record_present(&inspection->head, FIELD_inspection_level);
    if (bench_add(bench, &record_inspection, bench->ledgers[0], inspection) != OK)
        fail_msg("%s", bench_said(bench));
    report->inspection_id = inspection->head.id;
    report->title = "反馈意见";
    record_present(&report->head, FIELD_feedback_report_inspection_id);
    record_present(&report->head, FIELD_feedback_report_title);
    if (bench_add(bench, &record_feedback_report, bench->ledgers[0], report) != OK)
        fail_msg("%s", bench_said(bench));
    return report;
}

/* Own findings stand behind those of every letter; one that was put under its letter later moves there. */
static void a_path_follows_the_report(void **state)
{
    BENCH(state);
    add_ledger(bench);
    struct feedback_report *report = add_report(bench);
    struct finding *own = added_finding(bench, finding_of(bench, finding_level_finding, "own"), NULL);
    struct finding *below = added_finding(bench, finding_of(bench, finding_level_point, "point"), own);
    struct finding *wanted = record_new(bench->arena, &record_finding);
    struct change change = {.type = &record_finding, .record = &wanted->head};
    wanted->head.ledger_id = own->head.ledger_id;
    wanted->head.id = own->head.id;
    wanted->feedback_report_id = report->head.id;
    record_present(&wanted->head, FIELD_finding_feedback_report_id);
    assert_int_equal(strncmp(path_of(bench, own), "99999999", 8), 0);
    assert_int_equal(bench_set(bench, &change), REFUSED); /* said when it is added, or never */
    assert_true(bench_names(bench, &msg_fixed_field, "feedback_report_id"));
    change.event = "correct";
    assert_int_equal(bench_set(bench, &change), OK);
    assert_int_equal(strncmp(path_of(bench, own), "00000001", 8), 0);
    assert_int_equal(strncmp(path_of(bench, below), path_of(bench, own), strlen(path_of(bench, own))), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(units_without_a_position_stand_as_they_were_added),
        FULL_ON_BOTH(findings_without_a_position_stand_as_they_were_added),
        FULL_ON_BOTH(equal_positions_do_not_collide),
        FULL_ON_BOTH(a_position_out_of_range_is_refused),
        FULL_ON_BOTH(a_tree_that_would_be_too_deep_is_refused_in_words),
        FULL_ON_BOTH(a_path_follows_the_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
