#include "api/records.h"

#include "api/api_messages.h"
#include "api/handlers.h"
#include "journal/journal_messages.h"
#include "ledger/closing.h"
#include "ledger/gate.h"
#include "ledger/headings.h"
#include "record/json.h"
#include "store/row.h"

#include <string.h>

/* ---- addresses ---- */

const char *record_path(const struct record_type *type)
{
    return type == &record_role_grant ? "grants" : type->plural;
}

const struct record_type *record_of_path(const char *path, bool of_installation)
{
    for (size_t i = 0; i < all_records.count; i++) {
        const struct record_type *type = all_records.types[i];
        if (type->of_installation == of_installation && strcmp(record_path(type), path) == 0)
            return type;
    }
    return NULL;
}

enum status subject_read(struct call *call, struct subject **ret_subject)
{
    bool of_installation = !(call->route->flags & LEDGER);
    const char *const *arguments = call->arguments + (of_installation ? 0 : 1);
    struct subject *subject = ARENA_NEW(call->arena, struct subject);
    subject->type = record_of_path(arguments[0], of_installation);
    if (!subject->type)
        return problem_add(&call->problems, NOT_FOUND, &msg_api_no_page, "", NULL);
    subject->profile = "inspection";
    subject->key = arguments[1];
    subject->ledger_id = (struct uuid){0};
    if (!of_installation) {
        enum status status = call_ledger(call, &subject->ledger);
        if (status)
            return status;
        subject->ledger_id = subject->ledger->id;
        subject->profile = subject->ledger->profile;
    }
    call->state = *ret_subject = subject;
    return OK;
}

enum status record_find(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                        const char *key, struct uuid *ret_id)
{
    if (uuid_parse(key, ret_id))
        return OK;
    if (type->code < 0)
        return NOT_FOUND;
    struct record_head *record = record_new(arena, type);
    enum status status = row_load_by(db, arena, type, ledger, type->code, key, record);
    if (!status)
        *ret_id = record->id;
    return status;
}

enum status subject_find(struct subject *subject, struct call *call, struct db *db)
{
    const struct record_type *type = subject->type;
    if (!uuid_is_nil(subject->id))
        return OK;
    enum status status = record_find(db, call->arena, type, subject->ledger_id, subject->key, &subject->id);
    return status == NOT_FOUND ? problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", type->label, NULL)
                               : status;
}

enum status records_prepare(struct call *call)
{
    struct subject *subject;
    return subject_read(call, &subject);
}

/* ---- one record ---- */

void put_record(struct strbuf *out, const struct record_type *type, const struct record_head *record)
{
    strbuf_adds(out, "{\"id\":");
    put_uuid(out, record->id);
    strbuf_adds(out, ",\"version\":");
    strbuf_add_int(out, record->version);
    strbuf_adds(out, ",\"created_at\":");
    put_instant(out, record->created_at);
    strbuf_adds(out, ",\"changed_at\":");
    put_instant(out, record->changed_at);
    strbuf_adds(out, record->withdrawn ? ",\"withdrawn\":true" : ",\"withdrawn\":false");
    size_t before = out->length;
    strbuf_addc(out, ',');
    if (!record_json_fields(out, type, record, record->present))
        out->bytes[out->length = before] = '\0';
    strbuf_addc(out, '}');
}

void trace_restricted(struct call *call, const struct record_type *type, const struct record_head *record)
{
    bool restricted = record->restricted;
    for (size_t i = 0; i < type->count; i++)
        restricted = restricted || (type->fields[i].flags & RESTRICTED && record_has(record, (int)i));
    if (restricted)
        call_trace(call, access_read, call->http->target);
}

void want_names(struct names *names, const struct record_type *type, const struct record_head *record)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].kind == KIND_ref || type->fields[i].kind == KIND_refs)
            mask |= FIELD_BIT(i);
    names_want_record(names, type, record, record->present & mask);
}

enum status put_names(struct call *call, struct db *db, const struct subject *subject, struct names *names)
{
    if (db_reads_only(db) && call->session)
        names_remember(names, call->server->names, call->session->epoch);
    enum status status = names_load(names, db, subject->ledger_id);
    strbuf_adds(call_out(call), ",\"names\":");
    names_json(names, call_out(call));
    return status;
}

enum status put_headings(struct call *call, struct db *db, const struct subject *subject, void *const *findings,
                         size_t count)
{
    struct strbuf *out = call_out(call);
    struct headings headings;
    enum status status = headings_above(db, call->arena, call->scope, subject->ledger_id, findings, count, &headings);
    if (status)
        return status;
    strbuf_adds(out, ",\"above\":[");
    for (size_t i = 0; i < headings.count; i++) {
        const struct heading *heading = &headings.items[i];
        strbuf_adds(out, i ? ",{" : "{");
        strbuf_add_member(out, "level", word_text(&words_finding_level, heading->level));
        strbuf_add_member(out, "path", heading->path);
        strbuf_add_member(out, "title", heading->title);
        strbuf_add_member(out, "outline_no", heading->outline_no);
        strbuf_add_member_int(out, "depth", heading->depth);
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
    return OK;
}

static void put_may(struct call *call, const struct subject *subject, const struct record_head *record, unsigned roles)
{
    const struct record_type *type = subject->type;
    struct strbuf *out = call_out(call);
    uint64_t written = record->withdrawn ? 0 : gate_written(type, roles), required = 0;
    uint64_t writable = gate_writable(type, roles, record);
    bool any = false;
    strbuf_adds(out, ",\"may\":{\"write\":[");
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        if (field->flags & REQUIRED && !(field->flags & (GIVEN | DERIVED)))
            required |= FIELD_BIT(i);
        if (!(writable & FIELD_BIT(i)))
            continue;
        strbuf_adds(out, any ? "," : "");
        strbuf_add_json(out, field->name);
        any = true;
    }
    strbuf_adds(out, any ? "],\"events\":[\"set\"" : "],\"events\":[");
    bool withdraws = written && (written & required) == required;
    if (withdraws)
        strbuf_adds(out, any ? ",\"withdraw\"" : "\"withdraw\"");
    if (type == &record_finding && gate_written(&record_closure_request, roles) &&
        closing_possible((const struct finding *)record))
        strbuf_adds(out, any || withdraws ? ",\"submit\"" : "\"submit\"");
    strbuf_adds(out, "]}");
}

enum status records_get_answer(struct call *call, struct db *db)
{
    struct subject *subject = call->state;
    struct record_head *record = record_new(call->arena, subject->type);
    struct strbuf *out = call_out(call);
    unsigned roles;
    enum status status = subject_find(subject, call, db);
    if (status) /* said as of one he may not see */
        return status;
    status = gate_load(db, call->arena, call->scope, subject->type, subject->ledger_id, subject->id, record, &roles);
    if (status == NOT_FOUND)
        return problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", subject->type->label, NULL);
    if (status)
        return status;
    struct names *names = names_new(call->arena, call->scope);
    want_names(names, subject->type, record);
    trace_restricted(call, subject->type, record);
    strbuf_adds(out, "{\"record\":");
    put_record(out, subject->type, record);
    if (subject->type == &record_finding)
        status = put_headings(call, db, subject, (void *[]){record}, 1);
    if (!status)
        status = put_names(call, db, subject, names);
    if (!status)
        status = gate_writing_roles(db, call->arena, call->scope, subject->type, record, &roles);
    put_may(call, subject, record, roles);
    if (!status)
        status = put_moves(call, db, subject, record);
    strbuf_addc(out, '}');
    http_reply_header(call->http, "ETag", arena_printf(call->arena, "\"%lld\"", (long long)record->version));
    if (call->status == 201) {
        char id[UUID_TEXT];
        uuid_text(record->id, id);
        http_reply_header(call->http, "Location", arena_printf(call->arena, "%s/%s", call->http->target, id));
    }
    return status;
}
