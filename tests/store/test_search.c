/* Search finds exactly what a folded strstr finds: whatever was written since, whatever is indexed and whatever is
 * pending, on both databases; and looks at no more than it must. */
#include "journal/bench.h"

#include "base/token.h"
#include "base/utf8.h"
#include "journal/erase.h"
#include "store/search_index.h"
#include "store/store_messages.h"

#define SEEN (FIELD_BIT(FIELD_gadget_title) | FIELD_BIT(FIELD_gadget_body) | FIELD_BIT(FIELD_gadget_phone))

/* In one line. */
static const char *text_of(struct bench *bench, size_t most)
{
    static const char *const bits[] = {"整", "改", "整改", "问题", "落实", "党", "组", "公款吃喝", "，", "。", "（一）",
                                       " ",  "a",  "B",    "zgj",  "ＡＢ", "0",  "17", "2026",     "-",  "\t", "é",
                                       "𠮷", "%",  "_",    "'",    "\"",   "*",  ":",  "AND",      "①",  "ﬁ"};
    struct strbuf out = {0};
    for (size_t i = 1 + dice_roll(&bench->dice, most); i > 0; i--)
        strbuf_adds(&out, bits[dice_roll(&bench->dice, COUNT(bits))]);
    const char *text = arena_strdup(bench->arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

/* What the test knows of a gadget: its own copy. */
struct known {
    struct uuid id;
    size_t ledger;
    int64_t version;
    const char *title, *body, *phone;
    bool withdrawn;
};

struct world {
    struct bench *bench;
    VEC(struct known) all;
};

static void put(struct bench *bench, struct gadget *gadget, int field, const char **member, const char *value)
{
    (void)bench;
    *member = value;
    if (value)
        record_present(&gadget->head, field);
    else
        record_null(&gadget->head, field);
}

static void add_one(struct world *world)
{
    struct bench *bench = world->bench;
    struct known *known = VEC_PUSH(bench->arena, &world->all);
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    known->ledger = dice_roll(&bench->dice, 2);
    known->title = text_of(bench, 12);
    known->body = dice_roll(&bench->dice, 3) ? text_of(bench, 60) : NULL;
    known->phone = dice_roll(&bench->dice, 3) ? text_of(bench, 5) : NULL;
    known->version = 1;
    put(bench, gadget, FIELD_gadget_code, &gadget->code, arena_printf(bench->arena, "c%zu", world->all.count));
    put(bench, gadget, FIELD_gadget_title, &gadget->title, known->title);
    put(bench, gadget, FIELD_gadget_body, &gadget->body, known->body);
    put(bench, gadget, FIELD_gadget_phone, &gadget->phone, known->phone);
    put(bench, gadget, FIELD_gadget_secret, &gadget->secret, text_of(bench, 6));
    if (dice_roll(&bench->dice, 2)) {
        gadget->pieces = (int64_t)dice_roll(&bench->dice, 20);
        record_present(&gadget->head, FIELD_gadget_pieces);
    }
    if (bench_add(bench, &record_gadget, bench->ledgers[known->ledger], gadget) != OK)
        fail_msg("%s", bench_said(bench));
    known->id = gadget->head.id;
}

static struct known *any(struct world *world)
{
    return world->all.count ? &world->all.items[dice_roll(&world->bench->dice, world->all.count)] : NULL;
}

static void set_one(struct world *world)
{
    struct bench *bench = world->bench;
    struct known *known = any(world);
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    if (!known || known->withdrawn)
        return;
    gadget->head.id = known->id;
    gadget->head.ledger_id = bench->ledgers[known->ledger];
    switch (dice_roll(&bench->dice, 3)) {
    case 0:
        put(bench, gadget, FIELD_gadget_title, &gadget->title, known->title = text_of(bench, 12));
        break;
    case 1:
        put(bench, gadget, FIELD_gadget_body, &gadget->body,
            known->body = dice_roll(&bench->dice, 4) ? text_of(bench, 60) : NULL);
        break;
    default:
        gadget->cost = (int64_t)dice_roll(&bench->dice, 1000); /* no text */
        record_present(&gadget->head, FIELD_gadget_cost);
    }
    struct change change = {.type = &record_gadget, .record = &gadget->head};
    assert_int_equal(bench_set(bench, &change), OK);
}

static void withdraw_one(struct world *world)
{
    struct known *known = any(world);
    if (!known || known->withdrawn)
        return;
    assert_int_equal(
        bench_withdraw(world->bench, &record_gadget, world->bench->ledgers[known->ledger], known->id, "录入有误"), OK);
    known->withdrawn = true;
}

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

static void erase_one(struct world *world)
{
    struct bench *bench = world->bench;
    struct known *known = any(world);
    if (!known || !known->phone)
        return;
    struct erase_target target = {&record_gadget, known->id, 0};
    struct order order = {bench, {bench->ledgers[known->ledger], "市监委〔2026〕3号", &target, 1}, 0};
    assert_int_equal(bench_write(bench, do_erase, &order), OK);
    known->phone = NULL;
}

static bool holds(const char *text, const char *wanted)
{
    struct strbuf folded = {0};
    if (!text)
        return false;
    token_fold(&folded, text, strlen(text));
    bool found = strstr(strbuf_text(&folded), wanted) != NULL;
    strbuf_free(&folded);
    return found;
}

static bool is_wanted(const struct known *known, size_t ledger, bool withdrawn, uint64_t seen, const char *wanted)
{
    return known->ledger == ledger && (withdrawn || !known->withdrawn) &&
           ((seen & FIELD_BIT(FIELD_gadget_title) && holds(known->title, wanted)) ||
            (seen & FIELD_BIT(FIELD_gadget_body) && holds(known->body, wanted)) ||
            (seen & FIELD_BIT(FIELD_gadget_phone) && holds(known->phone, wanted)));
}

/* A part of some text there is, or of none. */
static const char *part_of_something(struct world *world)
{
    struct bench *bench = world->bench;
    struct known *known = any(world);
    const char *text = dice_roll(&bench->dice, 8) == 0 ? text_of(bench, 4) : known->body ? known->body : known->title;
    size_t length = strlen(text), count = utf8_count(text, length);
    size_t from = utf8_prefix(text, length, dice_roll(&bench->dice, count));
    size_t part = utf8_prefix(text + from, length - from, 1 + dice_roll(&bench->dice, 6));
    return arena_strndup(bench->arena, text + from, part);
}

static void compare(struct world *world)
{
    struct bench *bench = world->bench;
    const char *text = part_of_something(world);
    static const int sorts[] = {-1, FIELD_gadget_pieces, FIELD_gadget_code};
    struct list_query query = {.type = &record_gadget,
                               .sort = sorts[dice_roll(&bench->dice, COUNT(sorts))],
                               .descending = dice_roll(&bench->dice, 2),
                               .text = text,
                               .searchable = dice_roll(&bench->dice, 3) ? SEEN : FIELD_BIT(FIELD_gadget_body),
                               .with_withdrawn = dice_roll(&bench->dice, 4) == 0,
                               .limit = 1 + dice_roll(&bench->dice, 40),
                               .few = (int64_t)dice_roll(&bench->dice, 3) * 4, /* both ways are gone */
                               .problems = &bench->problems};
    size_t ledger = dice_roll(&bench->dice, 2), expected = 0, found = 0;
    struct strbuf wanted = {0};
    query.ledger = bench->ledgers[ledger];
    token_fold(&wanted, text, strlen(text));
    for (size_t i = 0; i < world->all.count; i++)
        expected += is_wanted(&world->all.items[i], ledger, query.with_withdrawn, query.searchable, wanted.bytes);
    int64_t count = -1;
    assert_int_equal(list_count(bench->db, bench->arena, &query, 100000, &count), OK);
    const struct record_head *before = NULL;
    do {
        struct list_page page;
        if (list_read(bench->db, bench->arena, &query, &page) != OK)
            fail_msg("“%s”: %s %s", text, bench_said(bench), db_error(bench->db));
        for (size_t i = 0; i < page.count; i++) {
            const struct record_head *head = page.rows[i];
            const struct known *known = NULL;
            for (size_t k = 0; k < world->all.count && !known; k++)
                if (uuid_equal(world->all.items[k].id, head->id))
                    known = &world->all.items[k];
            assert_non_null(known);
            if (!is_wanted(known, ledger, query.with_withdrawn, query.searchable, wanted.bytes))
                fail_msg("“%s” is not in “%s” “%s”", text, known->title, known->body ? known->body : "");
            if (query.sort < 0 && before)
                assert_true((uuid_compare(before->id, head->id) < 0) != query.descending);
            before = head;
        }
        found += page.count;
        query.after = page.next;
    } while (query.after);
    if (found != expected)
        fail_msg("“%s”: %zu instead of %zu", text, found, expected);
    assert_int_equal(count, expected);
    strbuf_free(&wanted);
}

static void the_index_holds(struct world *world)
{
    struct search_check check = {0};
    assert_int_equal(search_index_check(world->bench->db, &gadget_registry, &check), OK);
    assert_int_equal(check.differences, 0);
}

static void found_is_what_is_there(void **state)
{
    BENCH(state);
    struct world world = {.bench = bench};
    size_t done;
    int rounds = bench_is_long() ? 20000 : 1500;
    for (int round = 0; round < rounds; round++) {
        uint64_t what = dice_roll(&bench->dice, 100);
        if (what < 40)
            add_one(&world);
        else if (what < 50)
            set_one(&world);
        else if (what < 53)
            withdraw_one(&world);
        else if (what < 56)
            erase_one(&world);
        else if (what < 60)
            assert_int_equal(search_index_some(bench->db, &gadget_registry, 1 + dice_roll(&bench->dice, 60), &done),
                             OK);
        else if (world.all.count)
            compare(&world);
        if (round % 500 == 499)
            the_index_holds(&world);
    }
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM search_pending"), 0);
    the_index_holds(&world);
    for (int round = 0; round < 200; round++)
        compare(&world);
    assert_int_equal(search_index_anew(bench->db, &gadget_registry), OK);
    compare(&world);
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    the_index_holds(&world);
    compare(&world);
}

static struct gadget *add_text(struct bench *bench, const char *code, const char *body)
{
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    put(bench, gadget, FIELD_gadget_code, &gadget->code, code);
    put(bench, gadget, FIELD_gadget_title, &gadget->title, "标题");
    put(bench, gadget, FIELD_gadget_body, &gadget->body, body);
    put(bench, gadget, FIELD_gadget_phone, &gadget->phone, "13812345678");
    put(bench, gadget, FIELD_gadget_secret, &gadget->secret, "绝密之事");
    assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[0], gadget), OK);
    return gadget;
}

static int64_t documents_with(struct bench *bench, const char *folded)
{
    const char *match = search_match(bench->arena, db_dialect(bench->db), 0, folded, strlen(folded));
    struct stmt *stmt =
        db_prepare(bench->db, bench->postgres ? "SELECT count(*) FROM search_doc WHERE tokens @@ CAST(CAST(?1 AS "
                                                "text) AS tsquery)"
                                              : "SELECT count(*) FROM search_index WHERE search_index MATCH ?1");
    bool row;
    stmt_bind_text(stmt, 1, match);
    assert_int_equal(stmt_step(stmt, &row), OK);
    int64_t count = stmt_int(stmt, 0);
    stmt_done(stmt);
    return count;
}

static void what_is_restricted_is_in_no_index(void **state)
{
    BENCH(state);
    add_text(bench, "1", "正文");
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    assert_int_equal(documents_with(bench, "正文"), 1);
    assert_int_equal(documents_with(bench, "绝密"), 0);
    struct list_query query = {
        .type = &record_gadget, .ledger = bench->ledgers[0], .sort = -1, .text = "绝密", .problems = &bench->problems};
    struct list_page page;
    assert_int_equal(list_read(bench->db, bench->arena, &query, &page), OK);
    assert_int_equal(page.count, 0);
}

static void what_is_erased_is_out_of_the_index(void **state)
{
    BENCH(state);
    struct gadget *gadget = add_text(bench, "1", "正文");
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    assert_int_equal(documents_with(bench, "13812345678"), 1);
    struct erase_target target = {&record_gadget, gadget->head.id, 0};
    struct order order = {bench, {bench->ledgers[0], "市监委〔2026〕3号", &target, 1}, 0};
    assert_int_equal(bench_write(bench, do_erase, &order), OK);
    assert_int_equal(documents_with(bench, "13812345678"), 0); /* at once, not with the next slice */
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    assert_int_equal(documents_with(bench, "13812345678"), 0);
    assert_int_equal(documents_with(bench, "正文"), 1);
    assert_int_equal(erase_settle(bench->db), OK);
    if (bench->postgres)
        return;
    struct strbuf bytes = {0};
    char step[4096];
    size_t got;
    FILE *file = fopen(arena_printf(bench->arena, "%s/rectify.db", bench->directory), "r");
    while ((got = fread(step, 1, sizeof step, file)) > 0)
        strbuf_add(&bytes, step, got);
    fclose(file);
    assert_null(memmem(bytes.bytes, bytes.length, "13812345678", 11));
    strbuf_free(&bytes);
}

/* What is pending belongs to the store, not to the program that wrote it. */
static void what_is_pending_outlives_the_program(void **state)
{
    BENCH(state);
    add_text(bench, "1", "公款吃喝");
    db_close(bench->db);
    assert_int_equal(db_open(bench->where, DB_WRITE, &bench->problems, &bench->db), OK);
    struct list_query query = {
        .type = &record_gadget, .ledger = bench->ledgers[0], .sort = -1, .text = "款吃", .problems = &bench->problems};
    struct list_page page;
    assert_int_equal(documents_with(bench, "款吃"), 0);
    assert_int_equal(list_read(bench->db, bench->arena, &query, &page), OK);
    assert_int_equal(page.count, 1);
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    assert_int_equal(documents_with(bench, "款吃"), 1);
}

static void the_writer_indexes_when_nobody_waits(void **state)
{
    BENCH(state);
    struct writer *writer;
    struct writer_setup setup = {
        .where = bench->where, .registry = &gadget_registry, .clock = &bench->clock, .threads = 2};
    add_text(bench, "1", "公款吃喝"); /* by another program, as it were */
    assert_int_equal(writer_new(&setup, &bench->problems, &writer), OK);
    for (int wait = 0; wait < 1000 && documents_with(bench, "款吃") == 0; wait++)
        usleep(10000);
    assert_int_equal(documents_with(bench, "款吃"), 1);
    writer_free(writer);
}

static void an_index_of_another_version_is_made_anew(void **state)
{
    BENCH(state);
    add_text(bench, "1", "正文");
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    assert_int_equal(search_index_lift(bench->db, &gadget_registry), OK);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM search_pending"), 0);
    bench_sql(bench, "UPDATE search_state SET version=0");
    assert_int_equal(search_index_lift(bench->db, &gadget_registry), OK);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM search_pending"), 1);
    assert_int_equal(documents_with(bench, "正文"), 0);
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    assert_int_equal(documents_with(bench, "正文"), 1);
}

static void note(void *context, const char *record, struct uuid id)
{
    (void)record;
    *(struct uuid *)context = id;
}

static void a_changed_document_is_seen(void **state)
{
    BENCH(state);
    struct gadget *gadget = add_text(bench, "1", "正文");
    struct uuid named = {0};
    struct search_check check = {.differs = note, .context = &named};
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    assert_int_equal(search_index_check(bench->db, &gadget_registry, &check), OK);
    assert_int_equal(check.differences, 0);
    assert_int_equal(check.documents, 1);
    bench_sql(bench, "UPDATE gadget SET body='别的'"); /* behind the journal's back */
    assert_int_equal(search_index_check(bench->db, &gadget_registry, &check), OK);
    assert_int_equal(check.differences, 1);
    assert_true(uuid_equal(named, gadget->head.id));
}

/* Longer than one part of a document, and than a tsvector holds. */
static void a_long_text_is_found_to_its_end(void **state)
{
    BENCH(state);
    struct search_check check = {0};
    struct strbuf text = {0};
    add_text(bench, "1", "正文");
    while (text.length < 300000)
        strbuf_addf(&text, "第%llx条整改", (unsigned long long)dice_roll(&bench->dice, 0));
    strbuf_adds(&text, "末尾之词");
    bench_sql(bench, "UPDATE gadget SET body='%s'", strbuf_text(&text)); /* more than its own limit */
    struct list_query query = {
        .type = &record_gadget, .ledger = bench->ledgers[0], .sort = -1, .problems = &bench->problems};
    struct list_page page;
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM search_doc") > 1, bench->postgres);
    for (int round = 0; round < 200; round++) {
        size_t from = round ? dice_roll(&bench->dice, text.length - 700) : text.length - 12;
        while (((unsigned char)text.bytes[from] & 0xC0) == 0x80)
            from--;
        size_t length = utf8_prefix(text.bytes + from, text.length - from, 1 + dice_roll(&bench->dice, LIST_SEARCH));
        query.text = arena_strndup(bench->arena, text.bytes + from, length);
        assert_int_equal(list_read(bench->db, bench->arena, &query, &page), OK);
        if (page.count != 1)
            fail_msg("“%s” at %zu", query.text, from);
    }
    assert_int_equal(search_index_check(bench->db, &gadget_registry, &check), OK);
    assert_int_equal(check.differences, 0);
    strbuf_free(&text);
}

struct further {
    struct bench *bench;
    struct uuid id;
    const char *text;
};

static enum status do_set_text(struct tx *tx, void *context, struct problems *problems)
{
    struct further *further = context;
    (void)problems;
    return search_text_set(tx, &record_gadget, further->bench->ledgers[0], further->id, further->text);
}

static void the_text_of_a_file_is_looked_for_apart(void **state)
{
    BENCH(state);
    struct further further = {bench, add_text(bench, "1", "正文")->head.id, "会议纪要：公款吃喝"};
    add_text(bench, "2", "公款吃喝");
    struct list_query query = {.type = &record_gadget,
                               .ledger = bench->ledgers[0],
                               .sort = -1,
                               .text = "公款",
                               .file_text = true,
                               .problems = &bench->problems};
    struct list_page page;
    assert_int_equal(bench_write(bench, do_set_text, &further), OK);
    for (int indexed = 0; indexed < 2; indexed++) {
        assert_int_equal(list_read(bench->db, bench->arena, &query, &page), OK);
        assert_int_equal(page.count, 1);
        assert_true(uuid_equal(((struct record_head *)page.rows[0])->id, further.id));
        assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    }
    further.text = "别的";
    assert_int_equal(bench_write(bench, do_set_text, &further), OK);
    assert_int_equal(list_read(bench->db, bench->arena, &query, &page), OK);
    assert_int_equal(page.count, 0);
}

static void words_may_stand_in_any_order(void **state)
{
    BENCH(state);
    add_text(bench, "1", "食堂采购未公开");
    add_text(bench, "2", "采购");
    struct list_query query = {.type = &record_gadget,
                               .ledger = bench->ledgers[0],
                               .sort = -1,
                               .text = "采购 标题　食堂",
                               .words = true,
                               .problems = &bench->problems};
    struct list_page page;
    for (int indexed = 0; indexed < 2; indexed++) {
        assert_int_equal(list_read(bench->db, bench->arena, &query, &page), OK);
        assert_int_equal(page.count, 1);
        assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
    }
}

/* ---- how it is found ---- */

static void fill(struct bench *bench, int count)
{
    char code[16];
    bench_sql(bench, "BEGIN");
    for (int i = 0; i < count; i++) {
        struct uuid id = uuid_new(clock_now(&bench->clock));
        snprintf(code, sizeof code, "%d", i);
        bench_sql(bench,
                  "INSERT INTO gadget (ledger_id,id,version,created_at,changed_at,withdrawn,code,title,body) VALUES "
                  "(%s,%s,1,0,0,0,'%s','整改','%s')",
                  bench_id(bench, bench->ledgers[0]), bench_id(bench, id), code, i == count / 2 ? "独有" : "—");
    }
    bench_sql(bench, "COMMIT");
    assert_int_equal(search_index_anew(bench->db, &gadget_registry), OK);
    assert_int_equal(search_index_all(bench->db, &gadget_registry), OK);
}

static void what_would_be_a_scan_is_refused(void **state)
{
    BENCH(state);
    struct list_page page;
    struct list_query query = {
        .type = &record_gadget, .ledger = bench->ledgers[0], .sort = -1, .limit = 50, .problems = &bench->problems};
    fill(bench, SEARCH_MANY + 2000);
    query.text = "整改"; /* in all of them: the first page is read on the way */
    assert_int_equal(list_read(bench->db, bench->arena, &query, &page), OK);
    assert_int_equal(page.count, 50);
    query.text = "独有"; /* in one, far from the start: by the index */
    assert_int_equal(list_read(bench->db, bench->arena, &query, &page), OK);
    assert_int_equal(page.count, 1);
    query.text = "——"; /* in none, and no index knows it */
    bench_forget(bench);
    assert_int_equal(list_read(bench->db, bench->arena, &query, &page), REFUSED);
    assert_true(bench_names(bench, &msg_search_wide, "q"));
}

/* SQLite says of every statement how it finds its rows. */
static void no_table_is_read_from_end_to_end(void **state)
{
    BENCH(state);
    if (bench->postgres)
        skip();
    struct list_page page;
    int64_t count;
    static const int sorts[] = {-1, FIELD_gadget_pieces, FIELD_gadget_due};
    static const char *const texts[] = {"整改", "独有", "改", "17", "—"};
    fill(bench, 3000);
    db_close(bench->db); /* the statements that made it are of no interest */
    assert_int_equal(db_open(bench->where, DB_READ, &bench->problems, &bench->db), OK);
    for (size_t i = 0; i < COUNT(sorts); i++)
        for (size_t k = 0; k < COUNT(texts); k++) {
            struct list_query query = {.type = &record_gadget,
                                       .ledger = bench->ledgers[0],
                                       .sort = sorts[i],
                                       .text = texts[k],
                                       .limit = 20,
                                       .problems = &bench->problems};
            assert_int_equal(list_read(bench->db, bench->arena, &query, &page), OK);
            assert_int_equal(list_count(bench->db, bench->arena, &query, 100, &count), OK);
        }
    struct strbuf plan = {0};
    assert_int_equal(db_explain(bench->db, &plan), OK);
    assert_non_null(strstr(strbuf_text(&plan), "search_index VIRTUAL TABLE INDEX"));
    for (char *line = strtok(plan.bytes, "\n"); line; line = strtok(NULL, "\n"))
        if (strstr(line, "SCAN gadget") || (strstr(line, "SCAN search_") && !strstr(line, "VIRTUAL TABLE INDEX")))
            fail_msg("%s", line);
    strbuf_free(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(found_is_what_is_there),
        ON_BOTH(what_is_restricted_is_in_no_index),
        ON_BOTH(what_is_erased_is_out_of_the_index),
        ON_BOTH(what_is_pending_outlives_the_program),
        ON_BOTH(the_writer_indexes_when_nobody_waits),
        ON_BOTH(an_index_of_another_version_is_made_anew),
        ON_BOTH(a_changed_document_is_seen),
        ON_BOTH(a_long_text_is_found_to_its_end),
        ON_BOTH(the_text_of_a_file_is_looked_for_apart),
        ON_BOTH(words_may_stand_in_any_order),
        ON_BOTH(what_would_be_a_scan_is_refused),
        ON_BOTH(no_table_is_read_from_end_to_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
