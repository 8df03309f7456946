#include "journal/bench.h"

#include "journal/erase.h"
#include "journal/history.h"
#include "journal/journal_messages.h"
#include "journal/rebuild.h"
#include "journal/verify.h"
#include "store/row.h"

static const char secret_phone[] = "13812345678-erase-me";

struct order {
    struct bench *bench;
    struct erasure erasure;
    int64_t parts;
};

static enum status do_erase(struct tx *tx, void *context, struct problems *problems)
{
    struct order *order = context;
    struct command command = command_new(tx, &order->bench->actor);
    return journal_erase(tx, &command, &order->erasure, problems, &order->parts);
}

static struct gadget *added(struct bench *bench)
{
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    gadget->code = "g-1";
    gadget->title = "标题";
    gadget->phone = secret_phone;
    gadget->born_on = 100;
    for (int field = 0; field < FIELDS_gadget; field++)
        if (field == FIELD_gadget_code || field == FIELD_gadget_title || field == FIELD_gadget_phone ||
            field == FIELD_gadget_born_on)
            record_present(&gadget->head, field);
    if (bench_add(bench, &record_gadget, bench->ledgers[0], gadget) != OK)
        fail_msg("%s", bench_said(bench));
    return gadget;
}

static void set_phone(struct bench *bench, struct uuid id, const char *phone)
{
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    gadget->head.id = id;
    gadget->head.ledger_id = bench->ledgers[0];
    gadget->phone = phone;
    record_present(&gadget->head, FIELD_gadget_phone);
    struct change change = {.type = &record_gadget, .record = &gadget->head};
    assert_int_equal(bench_set(bench, &change), OK);
}

static struct gadget *loaded(struct bench *bench, struct uuid id)
{
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    assert_int_equal(row_load(bench->db, bench->arena, &record_gadget, bench->ledgers[0], id, gadget), OK);
    return gadget;
}

static void everything_holds(struct bench *bench, int64_t erased)
{
    struct verify_report report;
    struct rebuild_report rebuilt;
    bench_forget(bench);
    if (journal_verify(bench->db, bench->arena, NULL, &bench->problems, &report) != OK ||
        journal_rebuild_check(bench->db, &gadget_schema, &bench->clock, NULL, &bench->problems, &rebuilt) != OK)
        fail_msg("%s", bench_said(bench));
    assert_int_equal(report.parts_erased, erased);
}

/* SQLite's files, all of them; on PostgreSQL only what can be selected. */
static bool still_somewhere(struct bench *bench)
{
    static const char *const files[] = {"rectify.db", "rectify.db-wal"};
    if (bench->postgres)
        return bench_number(
                   bench, "SELECT count(*) FROM ledger_event WHERE encode(personal,'escape') LIKE '%%erase-me%%'") > 0;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct strbuf bytes = {0};
        char step[4096];
        size_t got;
        FILE *file = fopen(arena_printf(bench->arena, "%s/%s", bench->directory, files[i]), "r");
        while (file && (got = fread(step, 1, sizeof step, file)) > 0)
            strbuf_add(&bytes, step, got);
        if (file)
            fclose(file);
        bool found = bytes.length && memmem(bytes.bytes, bytes.length, secret_phone, strlen(secret_phone));
        strbuf_free(&bytes);
        if (found)
            return true;
    }
    return false;
}

static void an_order_destroys_what_it_names(void **state)
{
    BENCH(state);
    struct gadget *gadget = added(bench);
    struct erase_target target = {&record_gadget, gadget->head.id, 0};
    struct order order = {bench, {bench->ledgers[0], "市监委〔2026〕3号，2026年11月20日", &target, 1}, 0};
    assert_true(still_somewhere(bench));
    int64_t events = bench_number(bench, "SELECT count(*) FROM ledger_event");
    assert_int_equal(bench_dry_run(bench, do_erase, &order), OK);
    assert_string_equal(loaded(bench, gadget->head.id)->phone, secret_phone);
    assert_int_equal(bench_write(bench, do_erase, &order), OK);
    assert_int_equal(order.parts, 1);
    struct gadget *now = loaded(bench, gadget->head.id);
    assert_false(record_has(&now->head, FIELD_gadget_phone));
    assert_false(record_has(&now->head, FIELD_gadget_born_on));
    assert_string_equal(now->title, "标题");
    assert_int_equal(now->head.version, 1);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM ledger_event"), events + 1);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM ledger_event WHERE record='erase' AND event='erase'"),
                     1);
    everything_holds(bench, 1);
    assert_int_equal(erase_settle(bench->db), OK);
    assert_false(still_somewhere(bench));
    assert_int_equal(bench_write(bench, do_erase, &order), REFUSED); /* nothing left */
    assert_true(bench_names(bench, &msg_erase_nothing, ""));
    struct history history;
    assert_int_equal(history_read(bench->db, bench->arena, &record_gadget, bench->ledgers[0], gadget->head.id,
                                  ~UINT64_C(0), &history),
                     OK);
    assert_int_equal(history.count, 1);
    assert_false(record_has(history.versions[0].after, FIELD_gadget_phone));
}

static void what_was_said_again_stays(void **state)
{
    BENCH(state);
    struct gadget *gadget = added(bench);
    set_phone(bench, gadget->head.id, "010-1");
    struct erase_target target = {&record_gadget, gadget->head.id, 1};
    struct order order = {bench, {bench->ledgers[0], "令", &target, 1}, 0};
    assert_int_equal(bench_write(bench, do_erase, &order), OK);
    struct gadget *now = loaded(bench, gadget->head.id);
    assert_string_equal(now->phone, "010-1"); /* of version 2, which nobody ordered to go */
    assert_false(record_has(&now->head, FIELD_gadget_born_on));
    everything_holds(bench, 1);
    set_phone(bench, gadget->head.id, "010-2");
    everything_holds(bench, 1);
    target.version = 0;
    assert_int_equal(bench_write(bench, do_erase, &order), OK);
    assert_int_equal(order.parts, 2);
    assert_false(record_has(&loaded(bench, gadget->head.id)->head, FIELD_gadget_phone));
    everything_holds(bench, 3);
}

/* A history says that there was a value, not what it was; what was said again is told. */
static void a_history_says_what_was_destroyed(void **state)
{
    BENCH(state);
    struct gadget *gadget = added(bench);
    set_phone(bench, gadget->head.id, "020-1");
    struct erase_target target = {&record_gadget, gadget->head.id, 0};
    struct order order = {bench, {bench->ledgers[0], "令", &target, 1}, 0};
    struct history history;
    uint64_t all = ~UINT64_C(0), phone = FIELD_BIT(FIELD_gadget_phone);
    assert_int_equal(
        history_read(bench->db, bench->arena, &record_gadget, bench->ledgers[0], gadget->head.id, all, &history), OK);
    for (size_t i = 0; i < history.count; i++)
        assert_true(!history.versions[i].erased_before && !history.versions[i].erased_after);
    assert_int_equal(bench_write(bench, do_erase, &order), OK);
    set_phone(bench, gadget->head.id, "020-2");
    assert_int_equal(
        history_read(bench->db, bench->arena, &record_gadget, bench->ledgers[0], gadget->head.id, all, &history), OK);
    const struct history_version *newest = &history.versions[0], *first = &history.versions[history.count - 1];
    assert_true(first->erased_after & phone);
    assert_false(first->erased_after & FIELD_BIT(FIELD_gadget_title));
    assert_true(newest->changed & phone && !(newest->erased_after & phone));
    assert_true(newest->erased_before & phone);
    assert_int_equal(history_read(bench->db, bench->arena, &record_gadget, bench->ledgers[0], gadget->head.id,
                                  all & ~phone, &history),
                     OK);
    for (size_t i = 0; i < history.count; i++) /* nor that to who may not see the field */
        assert_false((history.versions[i].erased_before | history.versions[i].erased_after) & phone);
}

static void an_order_must_be_named(void **state)
{
    BENCH(state);
    struct gadget *gadget = added(bench);
    struct erase_target target = {&record_gadget, gadget->head.id, 0};
    struct order order = {bench, {bench->ledgers[0], "", &target, 1}, 0};
    assert_int_equal(bench_write(bench, do_erase, &order), REFUSED);
    assert_true(bench_names(bench, &msg_erase_order, "order"));
    assert_string_equal(loaded(bench, gadget->head.id)->phone, secret_phone);
}

/* An order for one part covers no other. */
static void an_order_for_one_part_excuses_no_other(void **state)
{
    BENCH(state);
    struct verify_report report;
    struct gadget *gadget = added(bench);
    set_phone(bench, gadget->head.id, "010-1");
    struct erase_target target = {&record_gadget, gadget->head.id, 1};
    struct order order = {bench, {bench->ledgers[0], "令", &target, 1}, 0};
    assert_int_equal(bench_write(bench, do_erase, &order), OK);
    everything_holds(bench, 1);
    bench_sql(bench, "UPDATE ledger_event SET personal=NULL, personal_salt=NULL WHERE record='gadget' AND version=2");
    assert_int_equal(journal_verify(bench->db, bench->arena, NULL, &bench->problems, &report), REFUSED);
    assert_ptr_equal(bench->problems.items[0].message, &msg_event_part_gone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(an_order_destroys_what_it_names),        ON_BOTH(what_was_said_again_stays),
        ON_BOTH(a_history_says_what_was_destroyed),      ON_BOTH(an_order_must_be_named),
        ON_BOTH(an_order_for_one_part_excuses_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
