/* pick: a few records whose name holds what a person types; declared in "api/handlers.h". Nothing lists everybody. */
#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/records.h"
#include "ledger/gate.h"
#include "ledger/ledger_messages.h"

#include <string.h>

enum { PICK_ROWS = 20, PICK_READ = 40 };

enum status pick_prepare(struct call *call)
{
    const char *name = http_query(call->http, "record"), *code = http_query(call->http, "ledger");
    const struct record_type *type = name ? registry_find(&all_records, name) : NULL;
    struct subject *subject = ARENA_NEW(call->arena, struct subject);
    if (!type)
        return problem_add(&call->problems, REFUSED, &msg_api_field_missing, "record", "record", NULL);
    subject->type = type;
    if (!type->of_installation) {
        subject->ledger = code && *code ? session_ledger(call->session, code) : NULL;
        if (!subject->ledger)
            return problem_add(&call->problems, REFUSED, &msg_no_ledger, "ledger", code ? code : "", NULL);
        subject->ledger_id = subject->ledger->id;
    }
    call->state = subject;
    return OK;
}

static const char *text_of(const struct record_type *type, const struct record_head *record, const char *name)
{
    int field = field_find(type, name);
    if (field < 0 || !record_has(record, field) || type->fields[field].kind != KIND_text)
        return "";
    return *(const char *const *)field_get(record, &type->fields[field]);
}

/* What tells two of the same name apart: unit and duty, code, number, what stands above. */
static const char *hint_of(struct call *call, const struct record_type *type, const struct record_head *record,
                           const struct names *names)
{
    const char *code = type->code >= 0 ? text_of(type, record, type->fields[type->code].name) : "";
    const char *duty = text_of(type, record, "duty"), *above = "";
    static const char *const parents[] = {"organisation_id", "parent_id", "person_id"};
    for (size_t i = 0; i < sizeof parents / sizeof *parents && !*above; i++) {
        int field = field_find(type, parents[i]);
        if (field >= 0 && record_has(record, field))
            above = names_get(names, *(const struct uuid *)field_get(record, &type->fields[field]));
    }
    if (type == &record_person)
        return *above && *duty ? arena_printf(call->arena, "%s %s", above, duty) : *above ? above : duty;
    return *code ? code : above;
}

static bool is_offered(const struct record_head *record, const struct record_type *type)
{
    return type != &record_person || !record_has(record, FIELD_person_left) || !((const struct person *)record)->left;
}

/* Enough rows that are offered; *ret_more: there are others. */
static enum status read_offered(struct call *call, struct db *db, const struct subject *subject,
                                struct record_head **rows, size_t *ret_count, bool *ret_more)
{
    const struct record_type *type = subject->type;
    const char *text = http_query(call->http, "q"), *after = NULL;
    enum status status = OK;
    *ret_count = 0;
    *ret_more = false;
    do {
        struct list_page page = {0};
        struct list_query query = {.type = type,
                                   .ledger = subject->ledger_id,
                                   .sort = gate_usual_sort(type),
                                   .text = text && *text ? text : NULL,
                                   .after = after,
                                   .limit = PICK_READ};
        status = gate_list(db, call->arena, call->scope, &query, &call->problems, &page);
        for (size_t i = 0; i < page.count && !status && !*ret_more; i++) {
            if (!is_offered(page.rows[i], type))
                continue;
            *ret_more = *ret_count == PICK_ROWS;
            if (!*ret_more)
                rows[(*ret_count)++] = page.rows[i];
        }
        after = page.next;
    } while (!status && after && !*ret_more);
    return status;
}

/* Of more than are shown, those of exactly this name come first: who types or pastes a whole name means it. */
static enum status read_namesakes(struct call *call, struct db *db, const struct subject *subject,
                                  struct record_head **rows, size_t *count)
{
    const struct record_type *type = subject->type;
    const char *text = http_query(call->http, "q");
    struct record_head *shown[PICK_ROWS];
    struct list_page page = {0};
    struct list_query query = {
        .type = type, .ledger = subject->ledger_id, .sort = gate_usual_sort(type), .text = text, .limit = PICK_ROWS};
    size_t first = 0;
    if (!text || !*text || type->title < 0 || type->fields[type->title].kind != KIND_text)
        return OK;
    enum status status = list_filter_add(call->arena, &query, type->title, LIST_IS, text, &call->problems);
    if (!status)
        status = gate_list(db, call->arena, call->scope, &query, &call->problems, &page);
    for (size_t i = 0; i < page.count && !status; i++)
        if (is_offered(page.rows[i], type))
            shown[first++] = page.rows[i];
    for (size_t i = 0; i < *count && first < PICK_ROWS && !status; i++)
        if (strcmp(text_of(type, rows[i], type->fields[type->title].name), text) != 0)
            shown[first++] = rows[i];
    if (!status && first) {
        memcpy(rows, shown, first * sizeof *rows);
        *count = first;
    }
    return status;
}

enum status pick_answer(struct call *call, struct db *db)
{
    const struct subject *subject = call->state;
    const struct record_type *type = subject->type;
    struct record_head *rows[PICK_ROWS];
    size_t count = 0;
    bool more = false;
    struct strbuf *out = call_out(call);
    enum status status = read_offered(call, db, subject, rows, &count, &more);
    if (!status && more)
        status = read_namesakes(call, db, subject, rows, &count);
    if (status)
        return status;
    struct names *names = names_new(call->arena, call->scope);
    for (size_t i = 0; i < count; i++)
        want_names(names, type, rows[i]);
    status = names_load(names, db, subject->ledger_id);
    strbuf_adds(out, "{\"rows\":[");
    for (size_t i = 0; i < count; i++) {
        const char *label = type->title >= 0 ? text_of(type, rows[i], type->fields[type->title].name) : "";
        strbuf_adds(out, i ? ",{\"id\":" : "{\"id\":");
        put_uuid(out, rows[i]->id);
        strbuf_add_member(out, "label", *label ? label : hint_of(call, type, rows[i], names));
        strbuf_add_member(out, "hint", hint_of(call, type, rows[i], names));
        strbuf_addc(out, '}');
    }
    strbuf_adds(out, "]");
    strbuf_add_member_bool(out, "more", more);
    strbuf_addc(out, '}');
    return status;
}
