#include "api/conflict.h"

#include "journal/history.h"
#include "journal/journal_messages.h"
#include "ledger/gate.h"
#include "record/json.h"

#include <stdlib.h>
#include <string.h>

static void put_value(struct strbuf *out, const char *key, const json_t *value)
{
    strbuf_addc(out, ',');
    strbuf_add_json(out, key);
    strbuf_addc(out, ':');
    char *text = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    strbuf_adds(out, text ? text : "null");
    free(text);
}

struct describing {
    struct call *call;
    json_t *base, *theirs, *yours;
};

static void put_entry(const struct describing *d, const char *key, const char *label)
{
    struct strbuf *out = &d->call->errors;
    struct strbuf sentence = {0};
    struct problem problem = {.message = &msg_stale, .place = key, .args = {label}};
    problem_text(&problem, d->call->language, &sentence);
    strbuf_adds(out, out->length ? ",{\"field\":" : "{\"field\":");
    strbuf_add_json(out, key);
    strbuf_adds(out, ",\"code\":\"conflict\",\"message\":");
    strbuf_add_json(out, strbuf_text(&sentence));
    put_value(out, "base", json_object_get(d->base, key));
    put_value(out, "theirs", json_object_get(d->theirs, key));
    put_value(out, "yours", json_object_get(d->yours, key));
    strbuf_addc(out, '}');
    strbuf_free(&sentence);
}

static void put_field(const struct describing *d, const struct field *field, const char *label)
{
    static const char *const endings[] = {"_on", "_as", "_text"};
    if (field->kind != KIND_deadline) {
        put_entry(d, field->name, label);
        return;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const char *key = arena_printf(d->call->arena, "%s%s", field->name, endings[i]);
        if (json_object_get(d->yours, key))
            put_entry(d, key, label);
    }
}

static json_t *json_of(const struct record_type *type, const struct record_head *record)
{
    struct strbuf text = {0};
    strbuf_addc(&text, '{');
    record_json_fields(&text, type, record, record->present);
    strbuf_addc(&text, '}');
    json_t *json = json_loadb(text.bytes, text.length, 0, NULL);
    strbuf_free(&text);
    return json;
}

enum status conflict_describe(struct call *call, struct tx *tx, const struct subject *subject)
{
    const struct record_type *type = subject->type;
    struct record_head *now = record_new(tx->arena, type), *base = record_new(tx->arena, type);
    struct uuid ledger = type->of_installation ? call->server->setup.installation->site_id : subject->ledger_id;
    unsigned roles;
    struct describing d = {.call = call, .yours = call->json};
    enum status status = history_at(tx->db, tx->arena, type, ledger, subject->id, subject->seen_version, base);
    if (!status)
        status = gate_load(tx->db, tx->arena, call->scope, type, subject->ledger_id, subject->id, now, &roles);
    if (!status) {
        d.base = json_of(type, base);
        d.theirs = json_of(type, now);
        strbuf_clear(&call->errors);
        for (size_t i = 0; i < call->problems.count; i++) {
            const struct problem *problem = &call->problems.items[i];
            int index = problem->message == &msg_stale ? field_find(type, problem->place) : -1;
            if (index >= 0)
                put_field(&d, &type->fields[index],
                          profile_field_label(call->server->setup.profiles, type, index, call->language));
        }
    }
    json_decref(d.base);
    json_decref(d.theirs);
    return status == FAILED || status == BUSY ? status : CONFLICT;
}
