/* Lists: what may be asked, and that both databases answer the same. */
#include "journal/bench.h"

#include "record/record_messages.h"
#include "store/list.h"
#include "store/store_messages.h"

static struct gadget *add_gadget(struct bench *bench, const char *code, const char *title)
{
    struct gadget *gadget = record_new(bench->arena, &record_gadget);
    gadget->code = code;
    gadget->title = title;
    gadget->body = "只在正文";
    gadget->colour = colour_green;
    gadget->spare = true;
    record_present(&gadget->head, FIELD_gadget_code);
    record_present(&gadget->head, FIELD_gadget_title);
    record_present(&gadget->head, FIELD_gadget_body);
    record_present(&gadget->head, FIELD_gadget_colour);
    record_present(&gadget->head, FIELD_gadget_spare);
    assert_int_equal(bench_add(bench, &record_gadget, bench->ledgers[0], gadget), OK);
    return gadget;
}

static struct list_query query_of(struct bench *bench)
{
    return (struct list_query){
        .type = &record_gadget, .ledger = bench->ledgers[0], .sort = -1, .problems = &bench->problems};
}

static int64_t found(struct bench *bench, const struct list_query *query)
{
    struct list_page page;
    int64_t count = -1;
    assert_int_equal(list_read(bench->db, bench->arena, query, &page), OK);
    assert_int_equal(list_count(bench->db, bench->arena, query, 100, &count), OK);
    assert_int_equal((int64_t)page.count, count);
    return count;
}

static int64_t with_text(struct bench *bench, const char *text, uint64_t searchable)
{
    struct list_query query = query_of(bench);
    query.text = text;
    query.searchable = searchable;
    return found(bench, &query);
}

static void text_is_found_in_any_case(void **state)
{
    BENCH(state);
    add_gadget(bench, "1", "Über ABC_50% 整改");
    assert_int_equal(with_text(bench, "abc", 0), 1);
    assert_int_equal(with_text(bench, "ABC", 0), 1);
    assert_int_equal(with_text(bench, "整改", 0), 1);
    assert_int_equal(with_text(bench, "c_5", 0), 1);
    assert_int_equal(with_text(bench, "cx5", 0), 0);
    assert_int_equal(with_text(bench, "50%", 0), 1);
    assert_int_equal(with_text(bench, "50%整", 0), 0);
    assert_int_equal(with_text(bench, "über", 0), 1);
    assert_int_equal(with_text(bench, "ＡＢＣ", 0), 1); /* full width */
    assert_int_equal(with_text(bench, "\\", 0), 0);
}

static void only_what_may_be_seen_is_searched(void **state)
{
    BENCH(state);
    add_gadget(bench, "1", "标题");
    assert_int_equal(with_text(bench, "正文", 0), 1);
    assert_int_equal(with_text(bench, "正文", FIELD_BIT(FIELD_gadget_title)), 0);
    assert_int_equal(with_text(bench, "标题", FIELD_BIT(FIELD_gadget_title)), 1);
    assert_int_equal(with_text(bench, "1", FIELD_BIT(FIELD_gadget_code)), 0); /* not SEARCHED */
}

static void is_refused(struct bench *bench, const struct list_query *query, const struct message *message,
                       const char *place)
{
    struct list_page page;
    int64_t count;
    bench_forget(bench);
    assert_int_equal(list_read(bench->db, bench->arena, query, &page), REFUSED);
    assert_true(bench_names(bench, message, place));
    if (!query->after)
        assert_int_equal(list_count(bench->db, bench->arena, query, 100, &count), REFUSED);
}

static void what_cannot_be_searched_for_is_refused(void **state)
{
    BENCH(state);
    struct list_query query = query_of(bench);
    struct strbuf text = {0};
    query.text = "\xff\xfe";
    is_refused(bench, &query, &msg_search_not_text, "q");
    for (int i = 0; i < LIST_SEARCH; i++)
        strbuf_adds(&text, "改");
    query.text = strbuf_text(&text);
    assert_int_equal(found(bench, &query), 0);
    strbuf_adds(&text, "改");
    query.text = strbuf_text(&text);
    is_refused(bench, &query, &msg_search_long, "q");
    query.text = NULL;
    query.after = "vnonsense";
    is_refused(bench, &query, &msg_cursor_broken, "after");
    query.after = NULL;
    query.filters[0] = query.filters[1] = (struct list_filter){.field = FIELD_gadget_colour, .value = "red"};
    query.filter_count = 2;
    is_refused(bench, &query, &msg_filter_doubled, "colour");
    strbuf_free(&text);
}

static void a_filter_is_read_as_its_field(void **state)
{
    BENCH(state);
    static const struct {
        int field;
        const char *text, *stored;
    } good[] = {
        {FIELD_gadget_colour, "green", "green"},
        {FIELD_gadget_spare, "是", "1"},
        {FIELD_gadget_spare, "false", "0"},
        {FIELD_gadget_cost, "1,200.50", "120050"},
        {FIELD_gadget_pieces, "-7", "-7"},
        {FIELD_gadget_seen_on, "2026-03-31", "2026-03-31"},
        {FIELD_gadget_due, "2026-03-31", "2026-03-31"},
        {FIELD_gadget_title, "标题", "标题"},
        {FIELD_gadget_title, "", NULL},
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        struct list_query query = query_of(bench);
        assert_int_equal(list_filter_add(bench->arena, &query, good[i].field, LIST_IS, good[i].text, &bench->problems),
                         OK);
        assert_int_equal(query.filter_count, 1);
        if (good[i].stored)
            assert_string_equal(query.filters[0].value, good[i].stored);
        else
            assert_null(query.filters[0].value);
        found(bench, &query);
    }
    static const struct {
        int field;
        const char *text;
        const struct message *message;
    } bad[] = {
        {FIELD_gadget_colour, "nonsense", &msg_not_word},
        {FIELD_gadget_spare, "maybe", &msg_not_flag},
        {FIELD_gadget_seen_on, "soon", &msg_not_date},
        {FIELD_gadget_due, "ongoing", &msg_not_date},
        {FIELD_gadget_widget_id, "x", &msg_not_id},
        {FIELD_gadget_widgets, "x", &msg_not_id},
        {FIELD_gadget_pieces, "many", &msg_not_integer},
        {FIELD_gadget_pieces, "99999999999999999999999", &msg_not_integer},
        {FIELD_gadget_file, "00", &msg_filter_kind},
        {FIELD_gadget_title, "\x01", &msg_search_not_text},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct list_query query = query_of(bench);
        bench_forget(bench);
        assert_int_equal(list_filter_add(bench->arena, &query, bad[i].field, LIST_IS, bad[i].text, &bench->problems),
                         REFUSED);
        assert_true(bench_names(bench, bad[i].message, record_gadget.fields[bad[i].field].name));
        assert_int_equal(query.filter_count, 0);
    }
}

static void no_filter_is_dropped_in_silence(void **state)
{
    BENCH(state);
    struct list_query query = query_of(bench);
    for (int i = 0; i < LIST_FILTERS; i++)
        assert_int_equal(list_filter_add(bench->arena, &query, i, LIST_IS, "", &bench->problems), OK);
    assert_int_equal(found(bench, &query), 0);
    assert_int_equal(list_filter_add(bench->arena, &query, LIST_FILTERS, LIST_IS, "", &bench->problems), REFUSED);
    assert_true(bench_names(bench, &msg_filters_many, ""));
    query.filter_count = 1;
    assert_int_equal(list_filter_add(bench->arena, &query, 0, LIST_IS, "x", &bench->problems), REFUSED);
    assert_true(bench_names(bench, &msg_filter_doubled, "code"));
}

/* The same filters in another order are the same statement. */
static void filters_have_one_order(void **state)
{
    BENCH(state);
    struct list_query query = query_of(bench);
    add_gadget(bench, "1", "标题");
    list_filter_add(bench->arena, &query, FIELD_gadget_title, LIST_IS, "标题", NULL);
    list_filter_add(bench->arena, &query, FIELD_gadget_spare, LIST_IS, "是", NULL);
    list_filter_add(bench->arena, &query, FIELD_gadget_colour, LIST_IS, "green", NULL);
    assert_int_equal(found(bench, &query), 1);
    size_t kept = db_statements_kept(bench->db);
    struct list_filter first = query.filters[0];
    query.filters[0] = query.filters[2];
    query.filters[2] = first;
    assert_int_equal(found(bench, &query), 1);
    assert_int_equal(db_statements_kept(bench->db), kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(text_is_found_in_any_case),
        ON_BOTH(only_what_may_be_seen_is_searched),
        ON_BOTH(what_cannot_be_searched_for_is_refused),
        ON_BOTH(a_filter_is_read_as_its_field),
        ON_BOTH(no_filter_is_dropped_in_silence),
        ON_BOTH(filters_have_one_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
