#include "journal/bench.h"

#include "journal/columns.h"
#include "journal/journal_messages.h"
#include "journal/rebuild.h"
#include "journal/verify.h"
#include "store/row.h"

#include <sys/wait.h>

/* What rebuild named: "table id field" a line. */
struct named {
    struct bench *bench;
    struct strbuf lines;
};

static void remember(void *context, const char *table, const char *id, const char *field)
{
    struct named *named = context;
    strbuf_addf(&named->lines, "%s %s %s\n", table, id, field);
}

static enum status rebuild(struct bench *bench, struct named *named, struct rebuild_report *report)
{
    struct rebuild_options options = {.differs = remember, .context = named};
    strbuf_clear(&named->lines);
    bench_forget(bench);
    return journal_rebuild_check(bench->db, &gadget_schema, &bench->clock, &options, &bench->problems, report);
}

static void must_be_equal(struct bench *bench)
{
    struct named named = {.bench = bench};
    struct rebuild_report report;
    enum status status = rebuild(bench, &named, &report);
    if (status)
        fail_msg("%s: %s%s", status_word(status), strbuf_text(&named.lines), bench_said(bench));
    strbuf_free(&named.lines);
}

static void events_fold_to_what_is_stored(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    struct named named = {.bench = bench};
    struct rebuild_report report;
    must_be_equal(bench); /* nothing in it yet */
    bench_fill(bench, bench_is_long() ? 20000 : 1500, &history);
    assert_int_equal(rebuild(bench, &named, &report), OK);
    assert_int_equal(report.events, bench_number(bench, "SELECT count(*) FROM ledger_event"));
    assert_true(report.rows >= bench_number(bench, "SELECT count(*) FROM gadget"));
    assert_int_equal(report.differences, 0);
    strbuf_free(&named.lines);
}

/* ---- every column of every recorded table ---- */

/* The field that a column belongs to: a deadline has three. */
static const char *field_of(const struct record_type *type, const char *column)
{
    for (size_t i = 0; i < type->count; i++) {
        size_t length = strlen(type->fields[i].name);
        if (strncmp(column, type->fields[i].name, length) != 0)
            continue;
        if (!column[length] || (type->fields[i].kind == KIND_deadline && column[length] == '_'))
            return type->fields[i].name;
    }
    return column;
}

struct edit {
    const struct record_type *type;
    struct column column;
    char row[200]; /* condition */
    char expected[200];
};

static void draw_row(struct bench *bench, const struct bench_history *history, struct edit *edit)
{
    struct dice *dice = &bench->dice;
    struct uuid id;
    char text[UUID_TEXT];
    if (edit->type == &record_widget) {
        id = history->widgets.items[dice_roll(dice, history->widgets.count)];
        snprintf(edit->row, sizeof edit->row, "id=%s", bench_id(bench, id));
    } else {
        size_t which = dice_roll(dice, BENCH_LEDGERS);
        id = history->gadgets[which].items[dice_roll(dice, history->gadgets[which].count)];
        snprintf(edit->row, sizeof edit->row, "ledger_id=%s AND id=%s", bench_id(bench, bench->ledgers[which]),
                 bench_id(bench, id));
    }
    uuid_text(id, text);
    bool key = strcmp(edit->column.name, "id") == 0 || strcmp(edit->column.name, "ledger_id") == 0;
    snprintf(edit->expected, sizeof edit->expected, "%s %s %s\n", edit->type->name, text,
             key ? "" : field_of(edit->type, edit->column.name));
}

/* False when the value is the same or the database does not take it. */
static bool apply_edit(struct bench *bench, const struct edit *edit)
{
    bool null = edit->column.may_be_null && dice_roll(&bench->dice, 3) == 0;
    const char *value = null ? "NULL" : other_value(bench, &edit->column);
    const char *table = edit->type->name, *column = edit->column.name;
    if (bench_number(bench, "SELECT count(*) FROM \"%s\" WHERE %s AND \"%s\" IS NOT DISTINCT FROM %s", table, edit->row,
                     column, value))
        return false;
    if (!bench_try_sql(bench, "SAVEPOINT edit"))
        fail_msg("%s", db_error(bench->db));
    if (bench_try_sql(
            bench, arena_printf(bench->arena, "UPDATE \"%s\" SET \"%s\"=%s WHERE %s", table, column, value, edit->row)))
        return true;
    bench_sql(bench, "ROLLBACK TO SAVEPOINT edit");
    return false;
}

/* Each column in turn; the transaction is rolled back afterwards, so that the next edit meets an untouched store. */
static void every_changed_field_is_named(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    struct named named = {.bench = bench};
    struct rebuild_report report;
    struct column columns[64];
    static const struct record_type *const types[] = {&record_widget, &record_gadget};
    size_t edits = 0;
    bench_fill(bench, 300, &history);
    for (size_t t = 0; t < COUNT(types); t++) {
        size_t count = columns_of(bench, types[t]->name, columns, COUNT(columns));
        for (size_t c = 0; c < count; c++) {
            size_t done = 0;
            for (size_t tries = 0; tries < 100 && done < (bench_is_long() ? 40u : 7u); tries++) {
                struct edit edit = {.type = types[t], .column = columns[c]};
                draw_row(bench, &history, &edit);
                bench_sql(bench, "BEGIN");
                if (apply_edit(bench, &edit)) {
                    if (rebuild(bench, &named, &report) != REFUSED || !strstr(strbuf_text(&named.lines), edit.expected))
                        fail_msg("%s.%s: expected %s, named:\n%s", types[t]->name, columns[c].name, edit.expected,
                                 strbuf_text(&named.lines));
                    done++;
                }
                bench_sql(bench, "ROLLBACK");
            }
            if (!done)
                fail_msg("column %s of %s was never changed", columns[c].name, types[t]->name);
            edits += done;
        }
    }
    must_be_equal(bench);
    print_message("%zu edits\n", edits);
    strbuf_free(&named.lines);
}

static void many_edits_at_once_are_all_named(void **state)
{
    BENCH(state);
    enum { EDITS = 200 };
    struct bench_history history = {0};
    struct named named = {.bench = bench};
    struct rebuild_report report;
    struct column columns[64];
    static struct edit edits[EDITS];
    size_t done = 0;
    bench_fill(bench, 1200, &history);
    size_t count = columns_of(bench, "gadget", columns, COUNT(columns));
    bench_sql(bench, "BEGIN");
    while (done < EDITS) {
        struct edit *edit = &edits[done];
        *edit = (struct edit){.type = &record_gadget, .column = columns[2 + dice_roll(&bench->dice, count - 2)]};
        draw_row(bench, &history, edit);
        bool again = false;
        for (size_t i = 0; i < done; i++)
            again = again || strcmp(edits[i].expected, edit->expected) == 0;
        done += !again && apply_edit(bench, edit);
    }
    bench_sql(bench, "COMMIT");
    assert_int_equal(rebuild(bench, &named, &report), REFUSED);
    assert_int_equal(report.differences, EDITS);
    for (size_t i = 0; i < EDITS; i++)
        if (!strstr(strbuf_text(&named.lines), edits[i].expected))
            fail_msg("not named: %s", edits[i].expected);
    strbuf_free(&named.lines);
}

/* ---- whole rows, link tables, derived tables ---- */

static void must_name(struct bench *bench, const char *line, int64_t differences)
{
    struct named named = {.bench = bench};
    struct rebuild_report report;
    assert_int_equal(rebuild(bench, &named, &report), REFUSED);
    if (!strstr(strbuf_text(&named.lines), line) || report.differences != differences)
        fail_msg("expected %s (%lld in all), named:\n%s", line, (long long)differences, strbuf_text(&named.lines));
    strbuf_free(&named.lines);
}

static void rows_deleted_and_rows_made_up_are_named(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    char id[UUID_TEXT];
    bench_fill(bench, 300, &history);
    struct uuid gone = history.gadgets[1].items[3], made = uuid_new(7);
    uuid_text(gone, id);
    bench_sql(bench, "BEGIN");
    bench_sql(bench, "DELETE FROM gadget WHERE id=%s", bench_id(bench, gone));
    must_name(bench, arena_printf(bench->arena, "gadget %s \n", id), 1);
    bench_sql(bench, "ROLLBACK");
    uuid_text(made, id);
    bench_sql(bench, "BEGIN");
    bench_sql(bench,
              "INSERT INTO widget (id, version, created_at, changed_at, withdrawn, code, name, phone) VALUES "
              "(%s,1,1,1,0,'made-up','x','y')",
              bench_id(bench, made));
    must_name(bench, arena_printf(bench->arena, "widget %s \n", id), 1);
    bench_sql(bench, "ROLLBACK");
    bench_sql(bench, "BEGIN");
    bench_sql(bench, "INSERT INTO gadget_widgets (ledger_id,id,ref_id) VALUES (%s,%s,%s)",
              bench_id(bench, bench->ledgers[0]), bench_id(bench, made), bench_id(bench, gone));
    must_name(bench, arena_printf(bench->arena, "gadget_widgets %s \n", id), 1);
    bench_sql(bench, "ROLLBACK");
    /* 9 and 10 stand in another order as text than as numbers */
    bench_sql(bench, "UPDATE gadget_count SET n=9 WHERE colour='red'");
    bench_sql(bench, "UPDATE gadget_count SET n=10 WHERE colour='blue' AND ledger_id=%s",
              bench_id(bench, bench->ledgers[0]));
    struct named named = {.bench = bench};
    struct rebuild_report report;
    assert_int_equal(rebuild(bench, &named, &report), REFUSED);
    assert_non_null(strstr(strbuf_text(&named.lines), "gadget_count "));
    strbuf_free(&named.lines);
}

/* ---- beside a writer ---- */

static void write_for_a_while(struct bench *bench)
{
    struct bench_history history = {0};
    bench->db = bench_connect(bench);
    bench->dice.state++; /* other codes than the store has */
    for (int i = 0; i < 60; i++)
        bench_fill(bench, 10, &history);
    db_close(bench->db);
}

static void checks_hold_while_the_store_is_written_to(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    int status = -1, rounds = 0;
    bench_fill(bench, 300, &history);
    db_close(bench->db); /* no connection crosses the fork */
    bench->db = NULL;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        write_for_a_while(bench);
        _exit(0);
    }
    bench->db = bench_connect(bench);
    while (waitpid(child, &status, WNOHANG) == 0) {
        struct verify_report report;
        bench_forget(bench);
        if (journal_verify(bench->db, bench->arena, NULL, &bench->problems, &report) != OK)
            fail_msg("verify: %s", bench_said(bench));
        must_be_equal(bench);
        rounds++;
    }
    assert_int_equal(status, 0);
    assert_true(rounds > 0);
    must_be_equal(bench);
}

/* ---- schema versions ---- */

static void rename_title(json_t *values)
{
    json_t *old = json_object_get(values, "heading");
    if (old)
        json_object_set(values, "title", old);
    json_object_del(values, "heading");
}

/* An event of version 0 of the list called the title "heading"; an unknown key of a newer one is skipped. */
static void older_events_are_lifted_and_newer_fields_skipped(void **state)
{
    BENCH(state);
    static const struct upcaster upcasters[] = {{"gadget", 0, rename_title}, {NULL, 0, NULL}};
    const char *open = "{\"code\":\"g-1\",\"heading\":\"旧标题\",\"invented_later\":7}";
    struct event event = {.record = "gadget", .event = "add", .fields = "code,title", .version = 1, .at = 5};
    event.parts[PART_OPEN] = (struct event_part){.there = true, .bytes = open, .size = strlen(open)};
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    uint64_t changed;
    assert_int_equal(event_fold(bench->arena, &record_gadget, &event, upcasters, &gadget->head, &changed), OK);
    assert_string_equal(gadget->title, "旧标题");
    assert_string_equal(gadget->code, "g-1");
    assert_int_equal(gadget->head.created_at, 5);
    assert_int_equal(changed, FIELD_BIT(FIELD_gadget_code) | FIELD_BIT(FIELD_gadget_title));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(events_fold_to_what_is_stored),
        ON_BOTH(every_changed_field_is_named),
        ON_BOTH(many_edits_at_once_are_all_named),
        ON_BOTH(rows_deleted_and_rows_made_up_are_named),
        ON_BOTH(checks_hold_while_the_store_is_written_to),
        {"older_events_are_lifted_and_newer_fields_skipped", older_events_are_lifted_and_newer_fields_skipped,
         bench_sqlite, bench_end, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
