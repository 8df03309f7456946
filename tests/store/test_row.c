#include "journal/bench.h"

#include "record/check.h"
#include "record/json.h"
#include "record/record_messages.h"
#include "store/row.h"

static void must_equal(const struct record_type *type, const struct record_head *a, const struct record_head *b)
{
    for (size_t i = 0; i < type->count; i++)
        if (!field_equal(type, (int)i, a, b))
            fail_msg("field %s differs", type->fields[i].name);
}

static void records_of_every_kind_round_trip(void **state)
{
    BENCH(state);
    struct uuid others[5];
    for (size_t i = 0; i < COUNT(others); i++)
        others[i] = uuid_new((instant)i);
    struct gadget_source source = {&bench->dice, others, others, COUNT(others), COUNT(others)};
    struct arena *arena = arena_new();
    assert_int_equal(db_begin(bench->db), OK);
    for (size_t i = 0; i < (bench_is_long() ? 20000 : 500); i++) {
        struct gadget *gadget = gadget_random(arena, &source), *back = record_new(arena, &record_gadget);
        gadget->head.id = uuid_new(clock_now(&bench->clock));
        gadget->head.ledger_id = bench->ledgers[i % BENCH_LEDGERS];
        gadget->head.version = 1 + (int64_t)dice_roll(&bench->dice, 100);
        gadget->head.created_at = (instant)dice_roll(&bench->dice, 1000);
        gadget->head.changed_at = gadget->head.created_at + 1;
        gadget->head.withdrawn = dice_roll(&bench->dice, 2);
        assert_int_equal(row_insert(bench->db, arena, &record_gadget, &gadget->head), OK);
        assert_int_equal(row_load(bench->db, arena, &record_gadget, gadget->head.ledger_id, gadget->head.id, back), OK);
        assert_memory_equal(&gadget->head.id, &back->head.id, sizeof back->head.id);
        assert_memory_equal(&gadget->head.ledger_id, &back->head.ledger_id, sizeof back->head.ledger_id);
        assert_int_equal(gadget->head.version, back->head.version);
        assert_int_equal(gadget->head.created_at, back->head.created_at);
        assert_int_equal(gadget->head.changed_at, back->head.changed_at);
        assert_int_equal(gadget->head.withdrawn, back->head.withdrawn);
        must_equal(&record_gadget, &gadget->head, &back->head);
        uint64_t mask = gadget_change(arena, &source, back);
        back->head.version++;
        assert_int_equal(row_update(bench->db, arena, &record_gadget, &back->head, mask), OK);
        struct gadget *again = record_new(arena, &record_gadget);
        assert_int_equal(row_load(bench->db, arena, &record_gadget, gadget->head.ledger_id, gadget->head.id, again),
                         OK);
        assert_int_equal(again->head.version, back->head.version);
        must_equal(&record_gadget, &back->head, &again->head);
        arena_reset(arena);
    }
    assert_int_equal(db_commit(bench->db), OK);
    arena_free(arena);
}

static void a_record_is_found_only_in_its_ledger(void **state)
{
    BENCH(state);
    struct gadget_source source = {.dice = &bench->dice};
    struct gadget *gadget = gadget_random(bench->arena, &source), *back = record_new(bench->arena, &record_gadget);
    gadget->head.id = uuid_new(1);
    gadget->head.ledger_id = bench->ledgers[0];
    assert_int_equal(row_insert(bench->db, bench->arena, &record_gadget, &gadget->head), OK);
    assert_int_equal(row_load(bench->db, bench->arena, &record_gadget, bench->ledgers[1], gadget->head.id, back),
                     NOT_FOUND);
    assert_int_equal(
        row_load_by(bench->db, bench->arena, &record_gadget, bench->ledgers[0], FIELD_gadget_code, gadget->code, back),
        OK);
    assert_int_equal(
        row_load_by(bench->db, bench->arena, &record_gadget, bench->ledgers[1], FIELD_gadget_code, gadget->code, back),
        NOT_FOUND);
    bool there;
    assert_int_equal(row_exists(bench->db, &record_gadget, bench->ledgers[0], gadget->head.id, &there), OK);
    assert_true(there);
    assert_int_equal(row_exists(bench->db, &record_gadget, bench->ledgers[1], gadget->head.id, &there), OK);
    assert_false(there);
    gadget->head.ledger_id = bench->ledgers[1];
    assert_int_equal(row_update(bench->db, bench->arena, &record_gadget, &gadget->head, FIELD_BIT(0)), FAILED);
}

static void a_link_table_follows_its_field(void **state)
{
    BENCH(state);
    struct uuid widgets[] = {uuid_new(1), uuid_new(2), uuid_new(3)};
    struct gadget_source source = {.dice = &bench->dice};
    struct gadget *gadget = gadget_random(bench->arena, &source);
    gadget->head.id = uuid_new(1);
    gadget->head.ledger_id = bench->ledgers[0];
    gadget->widgets = (struct uuid_list){widgets, 3};
    record_present(&gadget->head, FIELD_gadget_widgets);
    assert_int_equal(row_insert(bench->db, bench->arena, &record_gadget, &gadget->head), OK);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget_widgets"), 3);
    gadget->widgets.count = 1;
    assert_int_equal(
        row_update(bench->db, bench->arena, &record_gadget, &gadget->head, FIELD_BIT(FIELD_gadget_widgets)), OK);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget_widgets"), 1);
    record_null(&gadget->head, FIELD_gadget_widgets);
    assert_int_equal(
        row_update(bench->db, bench->arena, &record_gadget, &gadget->head, FIELD_BIT(FIELD_gadget_widgets)), OK);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget_widgets"), 0);
}

/* A new record has no old links; removing them read the whole link table, so that adding grew slower with every row. */
static void adding_a_record_looks_for_no_links(void **state)
{
    BENCH(state);
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    gadget->code = gadget->title = "1";
    record_present(&gadget->head, FIELD_gadget_code);
    record_present(&gadget->head, FIELD_gadget_title);
    record_complete(&gadget->head, &record_gadget);
    gadget->head.id = uuid_new(1);
    gadget->head.ledger_id = bench->ledgers[0];
    uint64_t before = db_statement_count(bench->db);
    assert_int_equal(row_insert(bench->db, bench->arena, &record_gadget, &gadget->head), OK);
    assert_int_equal(db_statement_count(bench->db), before + 1);
}

/* "" and null are one: what JSON sends as "" comes back as null. The random records hold no empty text. */
static void json_round_trips_both_ways(void **state)
{
    (void)state;
    struct dice dice = {7};
    struct uuid others[4] = {uuid_new(1), uuid_new(2), uuid_new(3), uuid_new(4)};
    struct gadget_source source = {&dice, others, others, COUNT(others), COUNT(others)};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < 500; i++) {
        struct problems problems;
        problems_init(&problems, arena);
        struct gadget *gadget = gadget_random(arena, &source), *back = record_new(arena, &record_gadget);
        struct strbuf text = {0}, again = {0};
        record_json_canonical(&text, &record_gadget, &gadget->head, ~UINT64_C(0));
        json_t *json = NULL;
        assert_int_equal(json_parse(strbuf_text(&text), text.length, &problems, &json), OK);
        assert_int_equal(record_from_json(arena, &record_gadget, json, JSON_EVENT, NULL, &problems, &back->head), OK);
        must_equal(&record_gadget, &gadget->head, &back->head);
        record_json_canonical(&again, &record_gadget, &back->head, ~UINT64_C(0));
        assert_string_equal(strbuf_text(&text), strbuf_text(&again));
        json_decref(json);
        strbuf_free(&text);
        strbuf_free(&again);
        assert_int_equal(record_check(&record_gadget, &gadget->head, true, &problems), OK);
        arena_reset(arena);
    }
    arena_free(arena);
}

static bool said(const struct problems *problems, const struct message *message, const char *place)
{
    for (size_t i = 0; i < problems->count; i++)
        if (problems->items[i].message == message && strcmp(problems->items[i].place, place) == 0)
            return true;
    return false;
}

static void what_is_wrong_is_named_field_by_field(void **state)
{
    (void)state;
    static const struct {
        const char *json, *place;
        const struct message *message;
    } cases[] = {
        {"{\"title\":null}", "title", &msg_required},
        {"{\"title\":\"\"}", "title", &msg_required},
        {"{\"title\":\"a\\nb\"}", "title", &msg_one_line},
        {"{\"title\":\"a\\u0001b\"}", "title", &msg_not_text},
        {"{\"title\":7}", "title", &msg_not_string},
        {"{\"pieces\":\"x\"}", "pieces", &msg_not_integer},
        {"{\"pieces\":1.5}", "pieces", &msg_not_integer},
        {"{\"spare\":\"maybe\"}", "spare", &msg_not_flag},
        {"{\"seen_on\":\"2026-02-30\"}", "seen_on", &msg_not_date},
        {"{\"due_on\":\"2026-02-30\"}", "due", &msg_not_date},
        {"{\"due_as\":\"someday\"}", "due", &msg_not_word},
        {"{\"due_as\":\"day\"}", "due", &msg_deadline_needs_day},
        {"{\"heard_at\":\"noon\"}", "heard_at", &msg_not_instant},
        {"{\"cost\":\"1.234\"}", "cost", &msg_not_money},
        {"{\"done\":101}", "done", &msg_not_share},
        {"{\"colour\":\"grey\"}", "colour", &msg_not_word},
        {"{\"widget_id\":\"x\"}", "widget_id", &msg_not_id},
        {"{\"widgets\":[\"x\"]}", "widgets", &msg_not_id},
        {"{\"widgets\":\"x\"}", "widgets", &msg_not_refs},
        {"{\"file\":\"x\"}", "file", &msg_not_digest},
        {"{\"extra\":{\"a\":1}}", "extra", &msg_not_extra},
        {"{\"number\":\"x\"}", "number", &msg_given_field},
        {"{\"weight\":1}", "weight", &msg_given_field},
        {"{\"colours\":\"red\"}", "colours", &msg_unknown_field},
        {"[]", "", &msg_not_object},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct problems problems;
        problems_init(&problems, arena);
        struct gadget *gadget = record_new(arena, &record_gadget);
        json_t *json = NULL;
        assert_int_equal(json_parse(cases[i].json, strlen(cases[i].json), &problems, &json), OK);
        assert_int_not_equal(record_from_json(arena, &record_gadget, json, JSON_INPUT, NULL, &problems, &gadget->head),
                             OK);
        if (!said(&problems, cases[i].message, cases[i].place))
            fail_msg("%s: not said: %s at %s (said %s at %s)", cases[i].json, cases[i].message->code, cases[i].place,
                     problems.count ? problems.items[0].message->code : "nothing",
                     problems.count ? problems.items[0].place : "");
        assert_int_equal(problems.count, 1);
        json_decref(json);
    }
    arena_free(arena);
}

static void a_text_may_be_as_long_as_its_field(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct strbuf long_title = {0};
    for (int i = 0; i < 100; i++)
        strbuf_adds(&long_title, "题");
    struct gadget *gadget = record_new(arena, &record_gadget);
    assert_int_equal(
        field_from_text(arena, &record_gadget, FIELD_gadget_title, strbuf_text(&long_title), &problems, &gadget->head),
        OK);
    strbuf_adds(&long_title, "题");
    assert_int_equal(
        field_from_text(arena, &record_gadget, FIELD_gadget_title, strbuf_text(&long_title), &problems, &gadget->head),
        REFUSED);
    assert_true(said(&problems, &msg_too_long, "title"));
    strbuf_free(&long_title);
    arena_free(arena);
}

/* Text orders by bytes on both databases, whatever the server's locale: lists page alike. */
static void texts_sort_the_same_on_both(void **state)
{
    BENCH(state);
    static const char *const words[] = {"Z", "a", "中", "é", "0", "", "A", "丁", "一"};
    struct gadget_source source = {.dice = &bench->dice};
    for (size_t i = 0; i < COUNT(words); i++) {
        struct gadget *gadget = gadget_random(bench->arena, &source);
        gadget->head.id = uuid_new(1);
        gadget->head.ledger_id = bench->ledgers[0];
        gadget->code = words[i];
        assert_int_equal(row_insert(bench->db, bench->arena, &record_gadget, &gadget->head), OK);
    }
    struct stmt *stmt =
        db_prepare(bench->db, "SELECT \"code\" FROM \"gadget\" WHERE \"ledger_id\"=?1 ORDER BY \"code\"");
    char before[40] = "";
    bool row;
    stmt_bind_uuid(stmt, 1, bench->ledgers[0]);
    while (stmt_step(stmt, &row) == OK && row) {
        assert_true(strcmp(before, stmt_text(stmt, 0)) <= 0);
        snprintf(before, sizeof before, "%s", stmt_text(stmt, 0));
    }
    stmt_done(stmt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(records_of_every_kind_round_trip),
        ON_BOTH(a_record_is_found_only_in_its_ledger),
        ON_BOTH(a_link_table_follows_its_field),
        ON_BOTH(adding_a_record_looks_for_no_links),
        ON_BOTH(texts_sort_the_same_on_both),
        cmocka_unit_test(json_round_trips_both_ways),
        cmocka_unit_test(what_is_wrong_is_named_field_by_field),
        cmocka_unit_test(a_text_may_be_as_long_as_its_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
