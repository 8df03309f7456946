#include "journal/bench.h"

#include "record/json.h"

#include "journal/chain.h"
#include "journal/journal_messages.h"
#include "record/record_messages.h"
#include "store/row.h"
#include "store/store_messages.h"

static struct gadget *new_gadget(struct bench *bench, const char *code)
{
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    gadget->code = code;
    gadget->title = "标题";
    record_present(&gadget->head, FIELD_gadget_code);
    record_present(&gadget->head, FIELD_gadget_title);
    return gadget;
}

static struct gadget *added(struct bench *bench, const char *code)
{
    struct gadget *gadget = new_gadget(bench, code);
    enum status status = bench_add(bench, &record_gadget, bench->ledgers[0], gadget);
    if (status)
        fail_msg("%s", bench_said(bench));
    return gadget;
}

static struct gadget *loaded(struct bench *bench, struct uuid id)
{
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    assert_int_equal(row_load(bench->db, bench->arena, &record_gadget, bench->ledgers[0], id, gadget), OK);
    return gadget;
}

/* A change that speaks of one text field only. */
static enum status set_text(struct bench *bench, struct uuid id, int field, const char *value, const char *event,
                            int64_t seen)
{
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    gadget->head.id = id;
    gadget->head.ledger_id = bench->ledgers[0];
    if (value) {
        *(const char **)field_set(&gadget->head, &record_gadget.fields[field]) = value;
        record_present(&gadget->head, field);
    } else {
        record_null(&gadget->head, field);
    }
    struct change change = {.type = &record_gadget, .record = &gadget->head, .event = event, .seen_version = seen};
    bench_forget(bench);
    return bench_set(bench, &change);
}

static void a_change_is_a_row_and_an_event(void **state)
{
    BENCH(state);
    struct gadget *gadget = added(bench, "g-1");
    assert_int_equal(gadget->head.version, 1);
    bench_tick(bench, 5000);
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_title, "新标题", NULL, 1), OK);
    struct gadget *now = loaded(bench, gadget->head.id);
    assert_string_equal(now->title, "新标题");
    assert_int_equal(now->head.version, 2);
    assert_int_equal(now->head.created_at + 5000, now->head.changed_at);
    assert_int_equal(now->weight, strlen("新标题"));
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM ledger_event WHERE record='gadget'"), 2);
    assert_int_equal(
        bench_number(bench, "SELECT count(*) FROM ledger_event WHERE event='set' AND fields='title' AND version=2"), 1);
    /* nothing changes: no event */
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_title, "新标题", NULL, 0), OK);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM ledger_event WHERE record='gadget'"), 2);
    assert_int_equal(bench_withdraw(bench, &record_gadget, bench->ledgers[0], gadget->head.id, "重复录入"), OK);
    now = loaded(bench, gadget->head.id);
    assert_true(now->head.withdrawn);
    assert_int_equal(now->head.version, 3);
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_title, "再改", NULL, 0), REFUSED);
    assert_true(bench_names(bench, &msg_withdrawn, ""));
    assert_int_equal(bench_withdraw(bench, &record_gadget, bench->ledgers[0], gadget->head.id, "重复录入"), REFUSED);
}

static void a_stale_change_of_other_fields_is_accepted(void **state)
{
    BENCH(state);
    struct gadget *gadget = added(bench, "g-1");
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_title, "他改的", NULL, 1), OK);
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_body, "我改的", NULL, 1), OK);
    struct gadget *now = loaded(bench, gadget->head.id);
    assert_string_equal(now->title, "他改的");
    assert_string_equal(now->body, "我改的");
    assert_int_equal(now->head.version, 3);
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_title, "我也改", NULL, 1), CONFLICT);
    assert_true(bench_names(bench, &msg_stale, "title"));
    assert_int_equal(bench->problems.count, 1);
    assert_string_equal(loaded(bench, gadget->head.id)->title, "他改的");
    /* the same value as theirs is no conflict */
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_title, "他改的", NULL, 1), OK);
}

static void rules_of_the_list_are_kept(void **state)
{
    BENCH(state);
    struct gadget *bare = record_new(bench->arena, &record_gadget);
    assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[0], bare), REFUSED);
    assert_true(bench_names(bench, &msg_required, "code"));
    assert_true(bench_names(bench, &msg_required, "title"));
    bench_forget(bench);
    struct gadget *gadget = new_gadget(bench, "g-1");
    gadget->verbatim = "原文";
    record_present(&gadget->head, FIELD_gadget_verbatim);
    assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[0], gadget), OK);
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_verbatim, "改", NULL, 0), REFUSED);
    assert_true(bench_names(bench, &msg_fixed_field, "verbatim"));
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_verbatim, NULL, NULL, 0), REFUSED);
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_verbatim, "更正", "correct", 0), OK);
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_title, NULL, NULL, 0), REFUSED);
    assert_true(bench_names(bench, &msg_required, "title"));
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_title, "", NULL, 0), REFUSED);
    assert_true(bench_names(bench, &msg_required, "title"));
    assert_int_equal(set_text(bench, uuid_new(1), FIELD_gadget_title, "x", NULL, 0), NOT_FOUND);
    assert_true(bench_names(bench, &msg_no_record, ""));
}

static void a_doubled_key_is_refused_by_name(void **state)
{
    BENCH(state);
    added(bench, "g-1");
    struct gadget *again = new_gadget(bench, "g-1");
    assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[0], again), REFUSED);
    assert_true(bench_names(bench, &msg_doubled, "code"));
    bench_forget(bench);
    again->head.id = uuid_new(2);
    assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[1], again), OK); /* unique within a ledger */
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM gadget"), 2);
}

static void a_reference_must_lead_somewhere(void **state)
{
    BENCH(state);
    struct gadget *gadget = new_gadget(bench, "g-1");
    struct uuid nowhere[] = {uuid_new(1)};
    gadget->widget_id = uuid_new(1);
    record_present(&gadget->head, FIELD_gadget_widget_id);
    gadget->kin = (struct uuid_list){nowhere, 1};
    record_present(&gadget->head, FIELD_gadget_kin);
    assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[0], gadget), REFUSED);
    assert_true(bench_names(bench, &msg_no_target, "widget_id"));
    assert_true(bench_names(bench, &msg_no_target, "kin"));
}

static void empty_text_is_no_value(void **state)
{
    BENCH(state);
    struct gadget *gadget = new_gadget(bench, "g-1");
    gadget->body = "";
    record_present(&gadget->head, FIELD_gadget_body);
    assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[0], gadget), OK);
    assert_false(record_has(&loaded(bench, gadget->head.id)->head, FIELD_gadget_body));
    assert_int_equal(set_text(bench, gadget->head.id, FIELD_gadget_body, "", NULL, 0), OK);
    assert_int_equal(loaded(bench, gadget->head.id)->head.version, 1);
}

/* ---- numbers ---- */

static enum status draw(struct tx *tx, void *context, struct problems *problems)
{
    (void)problems;
    struct bench *bench = context;
    int64_t number;
    enum status status = chain_number(tx, bench->ledgers[0], "gadget", 2026, &number);
    if (!status)
        print_message(number > 1000000 ? "many\n" : "");
    return status;
}

static void a_dry_run_leaves_nothing_behind(void **state)
{
    BENCH(state);
    assert_int_equal(bench_write(bench, draw, bench), OK);
    assert_int_equal(bench_dry_run(bench, draw, bench), OK);
    assert_int_equal(bench_number(bench, "SELECT last FROM number_counter"), 1);
    assert_int_equal(bench_write(bench, draw, bench), OK);
    assert_int_equal(bench_number(bench, "SELECT last FROM number_counter"), 2);
    int64_t events = bench_number(bench, "SELECT count(*) FROM ledger_event");
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM number_counter"), 1);
    assert_int_equal(bench_number(bench, "SELECT CAST(sum(seq) AS bigint) FROM chain_head"), events);
}

/* The clock of one process runs behind another's: history still goes forward, and a row tells the same time as its
 * event. */
static void a_clock_set_back_never_turns_history_round(void **state)
{
    BENCH(state);
    struct gadget *first = added(bench, "g-1");
    bench_tick(bench, -3600000);
    struct gadget *second = added(bench, "g-2");
    assert_true(second->head.changed_at >= first->head.changed_at);
    assert_int_equal(set_text(bench, first->head.id, FIELD_gadget_title, "改", NULL, 0), OK);
    assert_int_equal(bench_withdraw(bench, &record_gadget, bench->ledgers[0], second->head.id, NULL), OK);
    assert_int_equal(bench_number(bench,
                                  "SELECT count(*) FROM gadget g JOIN ledger_event e ON e.ledger_id=g.ledger_id AND "
                                  "e.record_id=g.id AND e.version=g.version WHERE e.at<>g.changed_at"),
                     0);
}

static enum status say(struct bench *bench, const struct gadget *gadget, int field, const char *text, const char *event)
{
    struct gadget *wanted = record_new(bench->arena, &record_gadget);
    struct change change = {.type = &record_gadget, .record = &wanted->head, .event = event};
    wanted->head.id = gadget->head.id;
    wanted->head.ledger_id = gadget->head.ledger_id;
    assert_int_equal(field_from_text(bench->arena, &record_gadget, field, text, &bench->problems, &wanted->head), OK);
    return bench_set(bench, &change);
}

static void what_was_not_said_at_first_is_not_said_later(void **state)
{
    BENCH(state);
    struct gadget *gadget = added(bench, "1");
    assert_int_equal(say(bench, gadget, FIELD_gadget_verbatim, "原文", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_fixed_field, "verbatim"));
    assert_int_equal(say(bench, gadget, FIELD_gadget_verbatim, "原文", "correct"), OK);
    assert_int_equal(say(bench, gadget, FIELD_gadget_verbatim, "原文", NULL), OK); /* no change */
    assert_int_equal(say(bench, gadget, FIELD_gadget_verbatim, "别的", NULL), REFUSED);
}

static void the_same_deadline_is_no_change(void **state)
{
    BENCH(state);
    static const char *const deadlines[] = {"ongoing", "2026-12-31"};
    struct gadget *gadget = added(bench, "1");
    for (size_t i = 0; i < COUNT(deadlines); i++) {
        for (int k = 0; k < 3; k++)
            assert_int_equal(say(bench, gadget, FIELD_gadget_due, deadlines[i], NULL), OK);
        assert_int_equal(bench_number(bench, "SELECT version FROM gadget"), 2 + (int64_t)i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_change_is_a_row_and_an_event),
        ON_BOTH(a_stale_change_of_other_fields_is_accepted),
        ON_BOTH(rules_of_the_list_are_kept),
        ON_BOTH(a_doubled_key_is_refused_by_name),
        ON_BOTH(a_reference_must_lead_somewhere),
        ON_BOTH(empty_text_is_no_value),
        ON_BOTH(a_dry_run_leaves_nothing_behind),
        ON_BOTH(a_clock_set_back_never_turns_history_round),
        ON_BOTH(what_was_not_said_at_first_is_not_said_later),
        ON_BOTH(the_same_deadline_is_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
