#include "journal/bench.h"

#include "journal/history.h"
#include "store/row.h"

/* The newest version is the row; each version's fold is the one before it plus what it says it changed. */
static void versions_lead_to_the_row(void **state)
{
    BENCH(state);
    struct bench_history store = {0};
    bench_fill(bench, 600, &store);
    for (int ledger = 0; ledger < BENCH_LEDGERS; ledger++) {
        for (size_t i = 0; i < store.gadgets[ledger].count; i++) {
            struct uuid id = store.gadgets[ledger].items[i];
            struct history history;
            struct gadget *row = record_new(bench->arena, &record_gadget),
                          *at = record_new(bench->arena, &record_gadget);
            assert_int_equal(row_load(bench->db, bench->arena, &record_gadget, bench->ledgers[ledger], id, row), OK);
            assert_int_equal(history_read(bench->db, bench->arena, &record_gadget, bench->ledgers[ledger], id,
                                          ~UINT64_C(0), &history),
                             OK);
            assert_int_equal(history.count, row->head.version);
            for (int f = 0; f < FIELDS_gadget; f++)
                if (!(record_gadget.fields[f].flags & DERIVED) && record_has(&row->head, f))
                    assert_true(field_equal(&record_gadget, f, &row->head, history.versions[0].after));
            for (size_t v = 0; v < history.count; v++) {
                const struct history_version *version = &history.versions[v];
                assert_int_equal(version->version, (int64_t)(history.count - v));
                assert_int_equal(version->before == NULL, version->version == 1);
                for (int f = 0; version->before && f < FIELDS_gadget; f++) {
                    bool changed = version->changed & FIELD_BIT(f);
                    bool both = version->before->present & version->after->present & FIELD_BIT(f);
                    if (!changed && both)
                        assert_true(field_equal(&record_gadget, f, version->before, version->after));
                }
                assert_int_equal(history_at(bench->db, bench->arena, &record_gadget, bench->ledgers[ledger], id,
                                            version->version, &at->head),
                                 OK);
                assert_int_equal(at->head.version, version->version);
                assert_int_equal(at->head.changed_at, version->at);
            }
            assert_int_equal(history_at(bench->db, bench->arena, &record_gadget, bench->ledgers[ledger], id,
                                        (int64_t)history.count + 1, &at->head),
                             NOT_FOUND);
        }
    }
}

static void a_reader_sees_only_his_fields(void **state)
{
    BENCH(state);
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    gadget->code = "g-1";
    gadget->title = "标题";
    record_present(&gadget->head, FIELD_gadget_code);
    record_present(&gadget->head, FIELD_gadget_title);
    assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[0], gadget), OK);
    struct gadget *secret = record_new(bench->arena, &record_gadget);
    secret->head = (struct record_head){.id = gadget->head.id, .ledger_id = bench->ledgers[0]};
    secret->secret = "秘密";
    record_present(&secret->head, FIELD_gadget_secret);
    struct change change = {.type = &record_gadget, .record = &secret->head};
    assert_int_equal(bench_set(bench, &change), OK);
    assert_int_equal(bench_withdraw(bench, &record_gadget, bench->ledgers[0], gadget->head.id, "重复"), OK);
    struct history history;
    uint64_t seen = ~FIELD_BIT(FIELD_gadget_secret);
    assert_int_equal(
        history_read(bench->db, bench->arena, &record_gadget, bench->ledgers[0], gadget->head.id, seen, &history), OK);
    assert_int_equal(history.count, 2); /* the secret version does not even show as a line */
    assert_string_equal(history.versions[0].event, "withdraw");
    assert_string_equal(history.versions[0].reason, "重复");
    assert_int_equal(history.versions[1].changed & ~seen, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(versions_lead_to_the_row),
        ON_BOTH(a_reader_sees_only_his_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
