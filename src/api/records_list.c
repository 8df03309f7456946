/* records_list: a page of records; declared in "api/handlers.h". */
#include "access/access_messages.h"
#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/records.h"
#include "ledger/gate.h"
#include "record/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_USUAL = 50, LIST_MOST = 500, COUNT_MOST = 10000 };

static bool is_reserved(const char *name)
{
    static const char *const names[] = {"limit", "after", "sort", "q", "withdrawn", "dry_run", NULL};
    for (size_t i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Only what an index serves, or what orders a short list (D25). */
static bool may_sort(const struct field *field)
{
    return field->flags & (SORTED | UNIQUE) || strcmp(field->name, "path") == 0 || strcmp(field->name, "position") == 0;
}

static enum status read_sort(struct call *call, const struct record_type *type, struct list_query *query)
{
    const char *sort = http_query(call->http, "sort");
    query->sort = gate_usual_sort(type);
    if (!sort || !*sort)
        return OK;
    query->descending = *sort == '-';
    query->sort = field_find(type, sort + query->descending);
    if (query->sort < 0 || !may_sort(&type->fields[query->sort]))
        return problem_add(&call->problems, REFUSED, &msg_api_no_sort, "sort", sort, NULL);
    return OK;
}

static void add_filter(struct list_query *query, int field, enum list_compare compare, const char *value)
{
    query->filters[query->filter_count++] = (struct list_filter){field, value, compare};
}

/* A reference by id or by what people call it; deadlines also as due_on. */
static enum status read_filter(struct call *call, struct db *db, const struct subject *subject,
                               const struct http_pair *pair, struct list_query *query)
{
    const struct record_type *type = subject->type;
    const char *value = pair->value;
    size_t length = strlen(pair->name);
    int index = field_find(type, pair->name);
    if (index < 0 && length > 3 && strcmp(pair->name + length - 3, "_on") == 0)
        index = field_find(type, arena_strndup(call->arena, pair->name, length - 3));
    if (index < 0)
        return problem_add(&call->problems, REFUSED, &msg_api_no_field, pair->name, pair->name, NULL);
    const struct field *field = &type->fields[index];
    if (*value && (field->kind == KIND_ref || field->kind == KIND_refs)) {
        char id[UUID_TEXT];
        struct uuid found;
        enum status status = name_resolve(db, call->arena, field->target, subject->ledger_id, value, field->name,
                                          &call->problems, &found);
        if (status)
            return status;
        uuid_text(found, id);
        value = arena_strdup(call->arena, id);
    }
    return list_filter_add(call->arena, query, index, value, &call->problems);
}

/* The two questions of the first page, in the words of its figures (summary.c counts the same). */
static bool is_question(const struct list_query *query, const char *name)
{
    return query->type == &record_finding && (strcmp(name, "overdue") == 0 || strcmp(name, "unassigned") == 0);
}

static bool has_filter(const struct list_query *query, int field)
{
    for (size_t i = 0; i < query->filter_count; i++)
        if (query->filters[i].field == field)
            return true;
    return false;
}

static void add_questions(struct call *call, struct list_query *query)
{
    const char *overdue = http_query(call->http, "overdue"), *unassigned = http_query(call->http, "unassigned");
    if (query->type != &record_finding || query->filter_count + 4 > LIST_FILTERS)
        return;
    if (overdue && strcmp(overdue, "true") == 0) {
        char *today = arena_alloc(call->arena, DATE_TEXT);
        date_text(clock_today(&call->server->setup.clock), today);
        add_filter(query, FIELD_finding_due, LIST_BEFORE, today);
        add_filter(query, FIELD_finding_state, LIST_IS_NOT, word_text(&words_finding_state, finding_state_closed));
    }
    if (unassigned && strcmp(unassigned, "true") == 0) {
        if (!has_filter(query, FIELD_finding_level)) /* unless he asks for those of another level */
            add_filter(query, FIELD_finding_level, LIST_IS, word_text(&words_finding_level, finding_level_finding));
        add_filter(query, FIELD_finding_lead_unit_id, LIST_IS, NULL);
    }
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

static enum status read_query(struct call *call, struct db *db, const struct subject *subject, struct list_query *query)
{
    const char *text = http_query(call->http, "q"), *after = http_query(call->http, "after");
    const char *withdrawn = http_query(call->http, "withdrawn");
    *query = (struct list_query){.type = subject->type, .ledger = subject->ledger_id};
    query->text = text && *text ? text : NULL;
    query->after = after && *after ? after : NULL;
    query->with_withdrawn = withdrawn && strcmp(withdrawn, "true") == 0;
    enum status status = read_sort(call, subject->type, query), one;
    if ((one = read_limit(call, query)))
        status = one;
    for (size_t i = 0; i < call->http->query_count; i++)
        if (!is_reserved(call->http->query[i].name) && !is_question(query, call->http->query[i].name) &&
            (one = read_filter(call, db, subject, &call->http->query[i], query)))
            status = one;
    add_questions(call, query);
    return status;
}

/* Counted up to a bound; a first page that is the whole list is its own count. */
static enum status put_total(struct call *call, struct db *db, const struct list_query *query,
                             const struct list_page *page)
{
    int64_t total = (int64_t)page->count;
    enum status status = OK;
    if (query->after || page->next)
        status = list_count(db, call->arena, query, COUNT_MOST + 1, &total);
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
    enum status status = read_query(call, db, subject, &query);
    if (!status)
        status = gate_list(db, call->arena, call->scope, &query, &call->problems, &page);
    if (status)
        return status;
    struct names *names = names_new(call->arena, call->scope);
    strbuf_adds(out, "{\"rows\":[");
    for (size_t i = 0; i < page.count; i++) {
        strbuf_adds(out, i ? ",\n" : "\n");
        put_record(out, subject->type, page.rows[i]);
        want_names(names, subject->type, page.rows[i]);
        trace_restricted(call, subject->type, page.rows[i]);
    }
    strbuf_addc(out, ']');
    status = put_names(call, db, subject, names);
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
