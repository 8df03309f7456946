#include "journal/bench.h"

#include "journal/chain.h"
#include "ledger/records.h"

#include <ftw.h>
#include <sys/stat.h>

static instant bench_now(void *context)
{
    return atomic_load(&((struct bench *)context)->now);
}

void bench_tick(struct bench *bench, int64_t milliseconds)
{
    atomic_fetch_add(&bench->now, milliseconds);
}

bool bench_is_long(void)
{
    const char *value = getenv("RECTIFY_LONG");
    return value && strcmp(value, "1") == 0;
}

static struct bench *bench_new(const struct schema *schema)
{
    struct bench *bench = xmalloc(sizeof *bench);
    uint32_t name;
    bench->schema = schema;
    bench->arena = arena_new();
    problems_init(&bench->problems, bench->arena);
    atomic_store(&bench->now, INT64_C(1795000000000));
    bench->clock = (struct clock){bench_now, bench, 480};
    bench->dice.state = 20261120;
    bench->site = uuid_new(clock_now(&bench->clock));
    bench->actor = (struct actor){.person_id = uuid_new(1), .via = via_cli, .address = "10.0.0.7"};
    random_bytes(&name, sizeof name); /* small letters: it also names a schema */
    snprintf(bench->directory, sizeof bench->directory, "/tmp/rectify-test-%08x", name);
    assert_int_equal(mkdir(bench->directory, 0700), 0);
    return bench;
}

static enum status make(struct tx *tx, void *context, struct problems *problems)
{
    (void)problems;
    struct bench *bench = context;
    struct installation installation = {
        .site_id = bench->site, .algorithm = DIGEST_SM3, .offset_minutes = 480, .created_at = clock_now(tx->clock)};
    enum status status = installation_create(tx, &installation);
    for (size_t i = 0; i < BENCH_LEDGERS && !status; i++)
        status = chain_open(tx, bench->ledgers[i]);
    return status;
}

static void bench_start(struct bench *bench)
{
    for (size_t i = 0; i < BENCH_LEDGERS; i++)
        bench->ledgers[i] = uuid_new(clock_now(&bench->clock));
    enum status status = db_open(bench->where, DB_CREATE, &bench->problems, &bench->db);
    if (!status)
        status = schema_create(bench->db, bench->schema, bench->where, &bench->problems);
    if (!status)
        status = bench_write(bench, make, bench);
    if (status)
        fail_msg("%s", bench_said(bench));
}

static int start_sqlite(void **state, const struct schema *schema)
{
    struct bench *bench = bench_new(schema);
    snprintf(bench->where, sizeof bench->where, "%s", bench->directory);
    bench_start(bench);
    *state = bench;
    return 0;
}

static const char *schema_name(const struct bench *bench)
{
    return bench->directory + strlen("/tmp/rectify-"); /* test-xxxxxxxx */
}

static void on_server(const char *format, const struct bench *bench)
{
    struct db *db;
    char sql[200];
    snprintf(sql, sizeof sql, "%s \"%s\"%s", format, schema_name(bench), strstr(format, "DROP") ? " CASCADE" : "");
    assert_int_equal(db_open(getenv("RECTIFY_TEST_POSTGRES"), DB_WRITE, NULL, &db), OK);
    assert_int_equal(db_exec(db, sql), OK);
    db_close(db);
}

static int start_postgres(void **state, const struct schema *schema)
{
    const char *server = getenv("RECTIFY_TEST_POSTGRES");
    *state = NULL;
    if (!server || !*server) {
        print_message("RECTIFY_TEST_POSTGRES is not set: not run on PostgreSQL\n");
        return 0;
    }
    struct bench *bench = bench_new(schema);
    bench->postgres = true;
    on_server("CREATE SCHEMA", bench);
    snprintf(bench->where, sizeof bench->where, "%s%coptions=-csearch_path%%3D%s&application_name=%s", server,
             strchr(server, '?') ? '&' : '?', schema_name(bench), schema_name(bench));
    bench_start(bench);
    *state = bench;
    return 0;
}

int bench_sqlite(void **state)
{
    return start_sqlite(state, &gadget_schema);
}

int bench_postgres(void **state)
{
    return start_postgres(state, &gadget_schema);
}

int bench_full_sqlite(void **state)
{
    return start_sqlite(state, &all_tables);
}

int bench_full_postgres(void **state)
{
    return start_postgres(state, &all_tables);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

int bench_end(void **state)
{
    struct bench *bench = *state;
    if (!bench)
        return 0;
    db_close(bench->db);
    if (bench->postgres)
        on_server("DROP SCHEMA", bench);
    nftw(bench->directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    arena_free(bench->arena);
    free(bench);
    return 0;
}

struct db *bench_connect(struct bench *bench)
{
    struct db *db = NULL;
    assert_int_equal(db_open(bench->where, DB_WRITE, &bench->problems, &db), OK);
    return db;
}

void bench_forget(struct bench *bench)
{
    problems_init(&bench->problems, bench->arena);
}

const char *bench_said(struct bench *bench)
{
    struct strbuf text = {0};
    problems_text(&bench->problems, LANGUAGE_EN, &text);
    const char *kept = arena_strdup(bench->arena, strbuf_text(&text));
    strbuf_free(&text);
    return kept;
}

bool bench_names(struct bench *bench, const struct message *message, const char *place)
{
    for (size_t i = 0; i < bench->problems.count; i++)
        if (bench->problems.items[i].message == message && strcmp(bench->problems.items[i].place, place) == 0)
            return true;
    return false;
}

/* ---- writing ---- */

static enum status write_one(struct bench *bench, bench_work *work, void *context, bool dry_run)
{
    struct write_request request = {
        .apply = work, .context = context, .arena = bench->arena, .problems = &bench->problems, .dry_run = dry_run};
    return write_now(bench->db, bench->schema->registry, &bench->clock, &request);
}

enum status bench_write(struct bench *bench, bench_work *work, void *context)
{
    return write_one(bench, work, context, false);
}

enum status bench_dry_run(struct bench *bench, bench_work *work, void *context)
{
    return write_one(bench, work, context, true);
}

struct wish {
    struct bench *bench;
    const struct record_type *type;
    struct uuid ledger, id;
    struct record_head *record;
    const struct change *change;
    const char *reason;
};

static enum status do_add(struct tx *tx, void *context, struct problems *problems)
{
    struct wish *wish = context;
    struct command command = command_new(tx, &wish->bench->actor);
    wish->record->ledger_id = wish->ledger;
    return journal_add(tx, &command, wish->type, wish->record, problems);
}

static enum status do_set(struct tx *tx, void *context, struct problems *problems)
{
    struct wish *wish = context;
    struct command command = command_new(tx, &wish->bench->actor);
    return journal_set(tx, &command, wish->change, problems);
}

static enum status do_withdraw(struct tx *tx, void *context, struct problems *problems)
{
    struct wish *wish = context;
    struct command command = command_new(tx, &wish->bench->actor);
    return journal_withdraw(tx, &command, wish->type, wish->ledger, wish->id, wish->reason, problems);
}

enum status bench_add(struct bench *bench, const struct record_type *type, struct uuid ledger, void *record)
{
    struct wish wish = {.bench = bench, .type = type, .ledger = ledger, .record = record};
    return bench_write(bench, do_add, &wish);
}

enum status bench_set(struct bench *bench, const struct change *change)
{
    struct wish wish = {.bench = bench, .change = change};
    return bench_write(bench, do_set, &wish);
}

enum status bench_withdraw(struct bench *bench, const struct record_type *type, struct uuid ledger, struct uuid id,
                           const char *reason)
{
    struct wish wish = {.bench = bench, .type = type, .ledger = ledger, .id = id, .reason = reason};
    return bench_write(bench, do_withdraw, &wish);
}

/* ---- a store with a past ---- */

struct filling {
    struct bench *bench;
    struct bench_history *history;
    size_t events;
};

static enum status fill_one(struct tx *tx, struct filling *filling, struct problems *problems)
{
    struct bench *bench = filling->bench;
    struct bench_history *history = filling->history;
    struct dice *dice = &bench->dice;
    size_t which = dice_roll(dice, BENCH_LEDGERS), count = history->gadgets[which].count;
    struct gadget_source source = {dice, history->widgets.items, history->gadgets[which].items, history->widgets.count,
                                   count};
    struct command command = command_new(tx, &bench->actor);
    bench_tick(bench, (int64_t)dice_roll(dice, 1000));
    if (history->widgets.count < 3 || dice_roll(dice, 20) == 0) {
        struct widget *widget = widget_random(bench->arena, dice);
        enum status status = journal_add(tx, &command, &record_widget, &widget->head, problems);
        *VEC_PUSH(bench->arena, &history->widgets) = widget->head.id;
        return status;
    }
    if (count < 2 || dice_roll(dice, 3) == 0) {
        struct gadget *gadget = gadget_random(bench->arena, &source);
        gadget->head.ledger_id = bench->ledgers[which];
        enum status status = journal_add(tx, &command, &record_gadget, &gadget->head, problems);
        if (status) /* one that refers to a withdrawn gadget is not taken */
            return status == REFUSED ? OK : status;
        *VEC_PUSH(bench->arena, &history->gadgets[which]) = gadget->head.id;
        return OK;
    }
    struct uuid id = history->gadgets[which].items[dice_roll(dice, count)];
    enum status status;
    if (dice_roll(dice, 30) == 0) {
        status = journal_withdraw(tx, &command, &record_gadget, bench->ledgers[which], id, "录入有误", problems);
    } else {
        struct gadget *gadget = record_new(bench->arena, &record_gadget);
        gadget->head.id = id;
        gadget->head.ledger_id = bench->ledgers[which];
        gadget_change(bench->arena, &source, gadget);
        struct change change = {
            .type = &record_gadget, .record = &gadget->head, .event = dice_roll(dice, 10) ? NULL : "correct"};
        status = journal_set(tx, &command, &change, problems);
    }
    return status == REFUSED ? OK : status; /* withdrawn already */
}

static enum status fill(struct tx *tx, void *context, struct problems *problems)
{
    struct filling *filling = context;
    enum status status = OK;
    for (size_t i = 0; i < filling->events && !status; i++)
        status = fill_one(tx, filling, problems);
    return status;
}

void bench_fill(struct bench *bench, size_t events, struct bench_history *history)
{
    while (events) {
        struct filling filling = {bench, history, events < 500 ? events : 500};
        enum status status = bench_write(bench, fill, &filling);
        if (status)
            fail_msg("%s %s", status_word(status), bench_said(bench));
        bench_forget(bench);
        events -= filling.events;
    }
}

/* ---- SQL of the test's own ---- */

bool bench_try_sql(struct bench *bench, const char *sql)
{
    return db_exec(bench->db, sql) == OK;
}

void bench_sql(struct bench *bench, const char *format, ...)
{
    struct strbuf sql = {0};
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&sql, format, args);
    va_end(args);
    if (db_exec(bench->db, strbuf_text(&sql)) != OK)
        fail_msg("%s: %s", strbuf_text(&sql), db_error(bench->db));
    strbuf_free(&sql);
}

struct uuid bench_one(struct bench *bench, const char *sql)
{
    bool row = false;
    struct stmt *stmt = db_prepare(bench->db, sql);
    if (stmt_step(stmt, &row) != OK || !row)
        fail_msg("%s: %s", sql, row ? "no row" : db_error(bench->db));
    struct uuid id = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return id;
}

int64_t bench_number(struct bench *bench, const char *format, ...)
{
    struct strbuf sql = {0};
    va_list args;
    bool row = false;
    va_start(args, format);
    strbuf_vaddf(&sql, format, args);
    va_end(args);
    struct stmt *stmt = db_prepare(bench->db, strbuf_text(&sql));
    if (stmt_step(stmt, &row) != OK || !row)
        fail_msg("%s: %s", strbuf_text(&sql), row ? "no row" : db_error(bench->db));
    int64_t number = stmt_int(stmt, 0);
    stmt_done(stmt);
    strbuf_free(&sql);
    return number;
}

const char *bench_literal(struct bench *bench, const void *bytes, size_t size)
{
    struct strbuf text = {0};
    strbuf_adds(&text, bench->postgres ? "'\\x" : "X'");
    strbuf_add_hex(&text, bytes, size);
    strbuf_addc(&text, '\'');
    const char *kept = arena_strdup(bench->arena, strbuf_text(&text));
    strbuf_free(&text);
    return kept;
}

const char *bench_id(struct bench *bench, struct uuid id)
{
    char text[UUID_TEXT];
    if (!bench->postgres)
        return bench_literal(bench, id.bytes, sizeof id.bytes);
    uuid_text(id, text);
    return arena_printf(bench->arena, "'%s'", text);
}
