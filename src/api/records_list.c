/* records_list: a page of records, and how a list divides; declared in "api/handlers.h". */
#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/records.h"
#include "api/totals.h"
#include "ledger/asking.h"
#include "ledger/gate.h"
#include "record/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_USUAL = 50, LIST_MOST = 500, COUNT_MOST = 10000 };

const struct list_parameter list_parameters[LIST_PARAMETERS] = {
    {"limit", "每页条数，1–500", "rows a page, 1–500"},
    {"after", "上一页的 next", "`next` of the page before"},
    {"sort", "排序字段，前加 - 为倒序", "field to sort by; - in front: descending"},
    {"backwards", "从末尾起", "from the end of the list"},
    {"q", "查找文字", "text to look for"},
    {"withdrawn", "true：连同已撤销的", "true: with withdrawn rows"},
    {"columns", "只要这些字段", "only these fields"},
    {"total", "true/false：是否要总数；不写时首页才有",
     "true/false: whether to count; by default the first page tells"},
    {"above", "true：连同自己看不到的上级标题（问题）",
     "true: with the titles of headings that are no rows of one's own (findings)"},
    {"moves", "true：连同可做的流转", "true: with the moves each row may make"},
    {"by", "计数的字段", "field to count by"},
};

static bool is_reserved(const char *name)
{
    for (size_t i = 0; i < LIST_PARAMETERS; i++)
        if (strcmp(list_parameters[i].name, name) == 0)
            return true;
    return strcmp(name, "dry_run") == 0; /* a reading is one anyway */
}

static const char *parameter_at(size_t index)
{
    return index < LIST_PARAMETERS ? list_parameters[index].name : NULL;
}

static enum status read_limit(struct call *call, struct list_query *query)
{
    const char *limit = http_query(call->http, "limit");
    query->limit = LIST_USUAL;
    if (!limit || !*limit)
        return OK;
    char *end, most[8];
    unsigned long number = strtoul(limit, &end, 10);
    snprintf(most, sizeof most, "%d", LIST_MOST);
    if (*end || limit[0] < '0' || limit[0] > '9' || number < 1 || number > LIST_MOST)
        return problem_add(&call->problems, REFUSED, &msg_api_number, "limit", "limit", most, NULL);
    query->limit = number;
    return OK;
}

enum status list_asked(struct call *call, struct db *db, const struct subject *subject, struct list_query *query)
{
    const char *text = http_query(call->http, "q"), *after = http_query(call->http, "after");
    const char *withdrawn = http_query(call->http, "withdrawn"), *backwards = http_query(call->http, "backwards");
    *query = (struct list_query){.type = subject->type, .ledger = subject->ledger_id};
    query->text = text && *text ? text : NULL;
    query->after = after && *after ? after : NULL;
    query->with_withdrawn = withdrawn && strcmp(withdrawn, "true") == 0;
    query->backwards = backwards && strcmp(backwards, "true") == 0;
    struct asking asking = {.db = db,
                            .arena = call->arena,
                            .scope = call->scope,
                            .clock = &call->server->setup.clock,
                            .query = query,
                            .also = parameter_at,
                            .problems = &call->problems};
    enum status status = asking_sort(&asking, http_query(call->http, "sort")), one;
    if ((one = read_limit(call, query)))
        status = one;
    for (size_t i = 0; i < call->http->query_count; i++) {
        const struct http_pair *pair = &call->http->query[i];
        if (!is_reserved(pair->name) && (one = asking_add(&asking, pair->name, pair->value)))
            status = one;
    }
    return status ? status : asking_done(&asking);
}

/* "columns=title,due": of everything else the reply is silent. ret_mask: every field when nothing is said. */
static enum status read_columns(struct call *call, const struct record_type *type, uint64_t *ret_mask)
{
    const char *columns = http_query(call->http, "columns");
    *ret_mask = ~UINT64_C(0);
    if (!columns || !*columns)
        return OK;
    *ret_mask = 0;
    for (const char *at = columns; *at;) {
        size_t length = strcspn(at, ",");
        const char *name = arena_strndup(call->arena, at, length);
        int field = field_find(type, strncmp(name, "extra.", 6) == 0 ? "extra" : name);
        if (field < 0)
            return problem_add(&call->problems, REFUSED, &msg_api_no_column, "columns", name, NULL);
        *ret_mask |= FIELD_BIT(field);
        at += length;
        at += *at == ',';
    }
    return OK;
}

static enum status count(struct call *call, struct db *db, const struct list_query *query, int64_t *ret_total)
{
    struct digest key;
    enum status status = totals_key(call, db, query->ledger, &key);
    if (status || totals_find(call->server->totals, &key, ret_total))
        return status;
    status = list_count(db, call->arena, query, COUNT_MOST + 1, ret_total);
    if (!status)
        totals_keep(call->server->totals, &key, *ret_total);
    return status;
}

/* Told with the first page, or where it is asked for; null: more than are counted. A first page that is the whole list
 * is its own count. */
static enum status put_total(struct call *call, struct db *db, const struct list_query *query,
                             const struct list_page *page)
{
    int64_t total = (int64_t)page->count;
    const char *asked = http_query(call->http, "total");
    enum status status = OK;
    if (asked ? strcmp(asked, "true") != 0 : query->after != NULL)
        return OK;
    if (query->after || page->next)
        status = count(call, db, query, &total);
    strbuf_adds(call_out(call), ",\"total\":");
    if (total > COUNT_MOST)
        strbuf_adds(call_out(call), "null");
    else
        strbuf_add_int(call_out(call), total);
    return status;
}

enum status records_list_answer(struct call *call, struct db *db)
{
    struct subject *subject = call->state;
    struct list_query query;
    struct list_page page = {0};
    struct strbuf *out = call_out(call);
    uint64_t columns;
    enum status status = list_asked(call, db, subject, &query);
    if (!status)
        status = read_columns(call, subject->type, &columns);
    const char *asked = http_query(call->http, "moves");
    bool moves = asked && strcmp(asked, "true") == 0;
    query.columns = moves ? 0 : columns; /* what may be done depends on more than what is shown */
    if (!status)
        status = gate_list(db, call->arena, call->scope, &query, &call->problems, &page);
    if (status)
        return status;
    struct names *names = names_new(call->arena, call->scope);
    strbuf_adds(out, "{\"rows\":[");
    for (size_t i = 0; i < page.count; i++) {
        struct record_head *row = page.rows[i];
        row->present &= columns;
        strbuf_adds(out, i ? ",\n" : "\n");
        put_record(out, subject->type, row);
        want_names(names, subject->type, row);
        trace_restricted(call, subject->type, row);
    }
    strbuf_addc(out, ']');
    const char *above = http_query(call->http, "above");
    if (subject->type == &record_finding && above && strcmp(above, "true") == 0)
        status = put_headings(call, db, subject, page.rows, page.count);
    if (!status)
        status = put_names(call, db, subject, names);
    if (!status && moves)
        status = put_moves_of_page(call, db, subject, &page);
    strbuf_adds(out, ",\"next\":");
    if (page.next)
        strbuf_add_json(out, page.next);
    else
        strbuf_adds(out, "null");
    if (!status)
        status = put_total(call, db, &query, &page);
    strbuf_addc(out, '}');
    return status;
}

static void put_tally(struct strbuf *out, const struct field *field, const struct list_tally *tally)
{
    strbuf_adds(out, "{\"value\":");
    if (!tally->value)
        strbuf_adds(out, "null");
    else if (field->kind == KIND_flag)
        strbuf_adds(out, strcmp(tally->value, "1") == 0 ? "true" : "false");
    else
        strbuf_add_json(out, tally->value);
    strbuf_add_member_int(out, "count", tally->count);
    strbuf_addc(out, '}');
}

/* Of what a word or a reference says; "complete": false when there are more rows than were looked at. */
enum status records_counts_answer(struct call *call, struct db *db)
{
    const struct subject *subject = call->state;
    const struct record_type *type = subject->type;
    const char *by = http_query(call->http, "by");
    struct list_query query;
    struct list_tally *tallies;
    size_t count;
    int64_t seen = 0;
    struct strbuf *out = call_out(call);
    int field = by ? field_find(type, by) : -1;
    enum field_kind kind = field < 0 ? KIND_blob : type->fields[field].kind;
    enum status status = list_asked(call, db, subject, &query);
    if (kind != KIND_word && kind != KIND_term && kind != KIND_flag && kind != KIND_ref)
        status = problem_add(&call->problems, REFUSED, &msg_api_no_tally, "by", by ? by : "", NULL);
    if (!status)
        status =
            gate_tally(db, call->arena, call->scope, &query, field, COUNT_MOST + 1, &call->problems, &tallies, &count);
    if (status)
        return status;
    struct names *names = names_new(call->arena, call->scope);
    strbuf_adds(out, "{\"counts\":[");
    for (size_t i = 0; i < count; i++) {
        struct uuid id;
        strbuf_adds(out, i ? "," : "");
        put_tally(out, &type->fields[field], &tallies[i]);
        seen += tallies[i].count;
        if (kind == KIND_ref && tallies[i].value && uuid_parse(tallies[i].value, &id))
            names_want(names, type->fields[field].target, id);
    }
    strbuf_addc(out, ']');
    status = put_names(call, db, subject, names);
    strbuf_add_member_bool(out, "complete", seen <= COUNT_MOST);
    strbuf_addc(out, '}');
    return status;
}
