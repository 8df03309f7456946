#include "journal/bench.h"

#include "journal/access_log.h"
#include "journal/chain.h"
#include "journal/columns.h"
#include "journal/journal_messages.h"
#include "journal/verify.h"

static enum status verify(struct bench *bench, struct verify_report *report)
{
    bench_forget(bench);
    return journal_verify(bench->db, bench->arena, NULL, &bench->problems, report);
}

static void must_hold(struct bench *bench)
{
    struct verify_report report;
    if (verify(bench, &report) != OK)
        fail_msg("%s", bench_said(bench));
}

/* One problem at least names this place: the ledger's name and the seq. */
static void must_name(struct bench *bench, struct uuid ledger, int64_t seq, const char *why)
{
    struct verify_report report;
    char id[UUID_TEXT], place[80];
    uuid_text(ledger, id);
    snprintf(place, sizeof place, "%s#%lld", id, (long long)seq);
    if (verify(bench, &report) != REFUSED)
        fail_msg("%s was not seen (expected at %s)", why, place);
    for (size_t i = 0; i < bench->problems.count; i++)
        if (strcmp(bench->problems.items[i].place, place) == 0)
            return;
    fail_msg("%s: expected %s, said:\n%s", why, place, bench_said(bench));
}

static size_t history_size(void)
{
    return bench_is_long() ? 20000 : 600;
}

static void an_untouched_store_holds(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    struct verify_report report;
    bench_fill(bench, history_size(), &history);
    assert_int_equal(verify(bench, &report), OK);
    assert_int_equal(report.count, 1 + BENCH_LEDGERS);
    assert_int_equal(report.events, bench_number(bench, "SELECT count(*) FROM ledger_event"));
    assert_int_equal(report.parts_erased + report.parts_withheld, 0);
    int64_t sum = 0;
    for (size_t i = 0; i < report.count; i++) {
        sum += report.chains[i].events;
        assert_int_equal(report.chains[i].first_broken, 0);
        assert_int_equal(bench_number(bench, "SELECT count(*) FROM chain_head WHERE event_hash=%s",
                                      bench_literal(bench, report.chains[i].head.bytes, DIGEST_SIZE)),
                         1);
    }
    assert_int_equal(sum, report.events);
}

/* ---- every column, taken from the database's own schema ---- */

/* Changes the value by SQL and says whether it is now another; the row's key is (ledger, seq) of before. */
static bool tamper(struct bench *bench, const char *row, const struct column *column, const char *value)
{
    bench_sql(bench, "DELETE FROM before_it");
    bench_sql(bench, "INSERT INTO before_it SELECT * FROM ledger_event WHERE %s", row);
    int64_t same =
        bench_number(bench, "SELECT count(*) FROM before_it WHERE \"%s\" IS NOT DISTINCT FROM %s", column->name, value);
    if (same)
        return false;
    return bench_try_sql(
        bench, arena_printf(bench->arena, "UPDATE ledger_event SET \"%s\"=%s WHERE %s", column->name, value, row));
}

static void put_back(struct bench *bench)
{
    bench_sql(bench, "DELETE FROM ledger_event WHERE NOT EXISTS (SELECT 1 FROM pristine p WHERE "
                     "p.ledger_id=ledger_event.ledger_id AND "
                     "p.site_id=ledger_event.site_id AND p.seq=ledger_event.seq AND p.at=ledger_event.at AND "
                     "p.record=ledger_event.record)");
    bench_sql(bench, "DELETE FROM ledger_event WHERE (ledger_id, seq) IN (SELECT ledger_id, seq FROM before_it)");
    bench_sql(bench, "INSERT INTO ledger_event SELECT * FROM before_it");
}

static void every_column_is_covered(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    struct column columns[64];
    bench_fill(bench, history_size(), &history);
    bench_sql(bench, "CREATE TABLE pristine AS SELECT * FROM ledger_event");
    bench_sql(bench, "CREATE INDEX pristine_by ON pristine (ledger_id, site_id, seq)");
    bench_sql(bench, "CREATE TABLE before_it AS SELECT * FROM ledger_event WHERE 1=0");
    size_t count = columns_of(bench, "ledger_event", columns, COUNT(columns)), tampered = 0;
    int64_t total = bench_number(bench, "SELECT count(*) FROM ledger_event");
    assert_true(count >= 29);
    struct dice *dice = &bench->dice;
    for (size_t c = 0; c < count; c++) {
        size_t done = 0;
        for (size_t tries = 0; tries < 400 && done < (bench_is_long() ? 100u : 20u); tries++) {
            struct uuid ledger = bench->ledgers[dice_roll(dice, BENCH_LEDGERS)];
            int64_t last =
                bench_number(bench, "SELECT max(seq) FROM ledger_event WHERE ledger_id=%s", bench_id(bench, ledger));
            int64_t seq = 1 + (int64_t)dice_roll(dice, (uint64_t)last);
            const char *row =
                arena_printf(bench->arena, "ledger_id=%s AND seq=%lld", bench_id(bench, ledger), (long long)seq);
            bool null = columns[c].may_be_null && dice_roll(dice, 3) == 0;
            if (!tamper(bench, row, &columns[c], null ? "NULL" : other_value(bench, &columns[c])))
                continue;
            must_name(bench, ledger, seq, columns[c].name);
            put_back(bench);
            done++;
        }
        if (!done)
            fail_msg("column %s was never changed", columns[c].name);
        tampered += done;
    }
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM ledger_event"), total);
    must_hold(bench);
    print_message("%zu changes of %zu columns\n", tampered, count);
}

static const char *chain(struct bench *bench, int ledger)
{
    return bench_id(bench, bench->ledgers[ledger]);
}

static void a_deleted_row_is_missed(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    bench_fill(bench, 300, &history);
    bench_sql(bench, "DELETE FROM ledger_event WHERE ledger_id=%s AND seq=7", chain(bench, 0));
    bench_sql(bench, "DELETE FROM ledger_event WHERE ledger_id=%s AND seq=1", chain(bench, 1));
    bench_sql(bench, "UPDATE ledger_event SET at=at+1 WHERE ledger_id=%s AND seq IN (5,9)", chain(bench, 2));
    must_name(bench, bench->ledgers[0], 7, "a deleted row");
    must_name(bench, bench->ledgers[1], 1, "a deleted first row");
    must_name(bench, bench->ledgers[2], 5, "the first of two changes in a third chain");
    assert_int_equal(bench->problems.count, 3);
}

static void swapped_rows_are_seen(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    bench_fill(bench, 300, &history);
    bench_sql(bench, "UPDATE ledger_event SET seq=-9 WHERE ledger_id=%s AND seq=5", chain(bench, 0));
    bench_sql(bench, "UPDATE ledger_event SET seq=5 WHERE ledger_id=%s AND seq=11", chain(bench, 0));
    bench_sql(bench, "UPDATE ledger_event SET seq=11 WHERE ledger_id=%s AND seq=-9", chain(bench, 0));
    must_name(bench, bench->ledgers[0], 5, "two rows exchanged");
}

static void a_tail_cut_off_does_not_fit_the_head(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    bench_fill(bench, 300, &history);
    int64_t last = bench_number(bench, "SELECT max(seq) FROM ledger_event WHERE ledger_id=%s", chain(bench, 0));
    bench_sql(bench, "DELETE FROM ledger_event WHERE ledger_id=%s AND seq>%lld", chain(bench, 0), (long long)last - 3);
    must_name(bench, bench->ledgers[0], last - 2, "a tail cut off");
    bench_sql(bench, "DELETE FROM chain_head WHERE ledger_id=%s", chain(bench, 1));
    must_name(bench, bench->ledgers[1],
              bench_number(bench, "SELECT max(seq) FROM ledger_event WHERE ledger_id=%s", chain(bench, 1)), "no head");
    bench_sql(bench, "UPDATE chain_head SET at=at+1 WHERE ledger_id=%s", chain(bench, 2));
    must_name(bench, bench->ledgers[2],
              bench_number(bench, "SELECT max(seq) FROM ledger_event WHERE ledger_id=%s", chain(bench, 2)),
              "another time in the head");
}

static void a_deleted_ledger_is_missed(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    bench_fill(bench, 300, &history);
    bench_sql(bench, "DELETE FROM ledger_event WHERE ledger_id=%s", chain(bench, 1));
    must_name(bench, bench->ledgers[1], 1, "all events deleted, the head left");
    bench_sql(bench, "DELETE FROM chain_head WHERE ledger_id=%s", chain(bench, 1));
    must_name(bench, bench->ledgers[1], 1, "a deleted ledger");
    bench_sql(bench, "DELETE FROM ledger_event WHERE ledger_id=%s", bench_id(bench, bench->site));
    bench_sql(bench, "DELETE FROM chain_head WHERE ledger_id=%s", bench_id(bench, bench->site));
    must_name(bench, bench->site, 1, "the installation's own chain");
    must_name(bench, bench->ledgers[0], 1, "a ledger that nothing announces any more");
}

static void a_part_gone_without_an_order_is_tampering(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    bench_fill(bench, 300, &history);
    int64_t seq = bench_number(bench, "SELECT max(seq) FROM ledger_event WHERE ledger_id=%s AND personal IS NOT NULL",
                               chain(bench, 0));
    bench_sql(bench, "UPDATE ledger_event SET personal=NULL, personal_salt=NULL WHERE ledger_id=%s AND seq=%lld",
              chain(bench, 0), (long long)seq);
    must_name(bench, bench->ledgers[0], seq, "a part gone");
}

static void the_installation_is_what_its_chain_says(void **state)
{
    BENCH(state);
    bench_sql(bench, "UPDATE installation SET offset_minutes=0");
    db_close(bench->db); /* it is read once a connection */
    bench->db = bench_connect(bench);
    must_name(bench, bench->site, 1, "another offset from UTC");
}

static void a_table_made_anew_is_seen(void **state)
{
    BENCH(state);
    struct verify_report report;
    if (bench->postgres)
        return; /* there columns have types anyway */
    bench_sql(bench, "ALTER TABLE ledger_event RENAME TO old");
    bench_sql(bench, "CREATE TABLE ledger_event AS SELECT * FROM old");
    bench_sql(bench, "DROP TABLE old");
    assert_int_equal(verify(bench, &report), REFUSED);
    assert_true(bench_names(bench, &msg_table_remade, "ledger_event"));
}

/* ---- the access log ---- */

static void log_some(struct bench *bench, size_t count)
{
    struct access_log *log = access_log_new();
    for (size_t i = 0; i < count; i++) {
        bench_tick(bench, 10);
        struct access_entry entry = {clock_now(&bench->clock), i % 3 ? bench->actor.person_id : (struct uuid){{0}},
                                     (enum access)(i % 6), i % 2 ? "/findings/导出\001" : "", "10.0.0.9"};
        access_log_add(log, &entry);
    }
    assert_int_equal(access_log_waiting(log), count < ACCESS_LOG_QUEUE ? count : ACCESS_LOG_QUEUE);
    assert_int_equal(access_log_flush(log, bench->db), OK);
    assert_int_equal(access_log_waiting(log), 0);
    assert_int_equal(access_log_flush(log, bench->db), OK);
    access_log_free(log);
}

static void the_access_log_is_chained_too(void **state)
{
    BENCH(state);
    struct verify_report report;
    struct column columns[16];
    log_some(bench, 1);
    log_some(bench, 120);
    assert_int_equal(verify(bench, &report), OK);
    assert_int_equal(report.access_events, 121);
    bench_sql(bench, "CREATE TABLE pristine AS SELECT * FROM access_event");
    size_t count = columns_of(bench, "access_event", columns, COUNT(columns));
    for (size_t c = 0; c < count; c++) {
        for (int i = 0; i < 20; i++) {
            const char *value = columns[c].may_be_null && i % 3 == 0 ? "NULL" : other_value(bench, &columns[c]);
            int64_t seq = 1 + (int64_t)dice_roll(&bench->dice, 121);
            if (bench_number(bench,
                             "SELECT count(*) FROM access_event WHERE seq=%lld AND \"%s\" IS NOT DISTINCT FROM %s",
                             (long long)seq, columns[c].name, value) ||
                !bench_try_sql(bench, arena_printf(bench->arena, "UPDATE access_event SET \"%s\"=%s WHERE seq=%lld",
                                                   columns[c].name, value, (long long)seq)))
                continue;
            if (verify(bench, &report) != REFUSED ||
                !bench_names(bench, bench->problems.items[0].message, "access_event") ||
                atoll(bench->problems.items[0].args[0]) != seq)
                if (strcmp(columns[c].name, "seq") != 0 || verify(bench, &report) != REFUSED)
                    fail_msg("%s of entry %lld: %s", columns[c].name, (long long)seq, bench_said(bench));
            bench_sql(bench, "DELETE FROM access_event");
            bench_sql(bench, "INSERT INTO access_event SELECT * FROM pristine");
        }
    }
    must_hold(bench);
    bench_sql(bench, "DELETE FROM access_event WHERE seq>100");
    assert_int_equal(verify(bench, &report), REFUSED);
    assert_true(bench_names(bench, &msg_access_missing, "access_event"));
}

static void a_full_queue_says_what_it_lost(void **state)
{
    BENCH(state);
    struct verify_report report;
    log_some(bench, ACCESS_LOG_QUEUE + 25);
    assert_int_equal(verify(bench, &report), OK);
    assert_int_equal(report.access_events, ACCESS_LOG_QUEUE + 1);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM access_event WHERE what='@lost 25'"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(an_untouched_store_holds),
        ON_BOTH(every_column_is_covered),
        ON_BOTH(a_deleted_row_is_missed),
        ON_BOTH(swapped_rows_are_seen),
        ON_BOTH(a_tail_cut_off_does_not_fit_the_head),
        ON_BOTH(a_deleted_ledger_is_missed),
        ON_BOTH(a_part_gone_without_an_order_is_tampering),
        ON_BOTH(the_installation_is_what_its_chain_says),
        ON_BOTH(a_table_made_anew_is_seen),
        ON_BOTH(the_access_log_is_chained_too),
        ON_BOTH(a_full_queue_says_what_it_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
