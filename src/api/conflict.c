#include "api/conflict.h"

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
    const struct conflict *conflict;
    struct arena *arena;
    struct strbuf *out;
    json_t *base, *theirs;
};

static void put_entry(const struct describing *d, const char *key, const char *label)
{
    struct strbuf sentence = {0};
    struct problem problem = {.message = &msg_stale, .place = key, .args = {label}};
    problem_text(&problem, d->conflict->language, &sentence);
    strbuf_adds(d->out, d->out->length ? ",{\"field\":" : "{\"field\":");
    strbuf_add_json(d->out, key);
    strbuf_adds(d->out, ",\"code\":\"conflict\",\"message\":");
    strbuf_add_json(d->out, strbuf_text(&sentence));
    put_value(d->out, "base", json_object_get(d->base, key));
    put_value(d->out, "theirs", json_object_get(d->theirs, key));
    put_value(d->out, "yours", json_object_get(d->conflict->yours, key));
    strbuf_addc(d->out, '}');
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
        const char *key = arena_printf(d->arena, "%s%s", field->name, endings[i]);
        if (json_object_get(d->conflict->yours, key))
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

enum status conflict_describe(struct tx *tx, const struct conflict *conflict, struct strbuf *out)
{
    const struct record_type *type = conflict->type;
    const struct server_setup *setup = &conflict->server->setup;
    struct record_head *now = record_new(tx->arena, type), *base = record_new(tx->arena, type);
    unsigned roles;
    struct describing d = {.conflict = conflict, .arena = tx->arena, .out = out};
    enum status status =
        gate_load(tx->db, tx->arena, conflict->scope, type, conflict->ledger_id, conflict->id, now, &roles);
    if (!status)
        status = gate_load_at(tx->db, tx->arena, conflict->scope, type, now, conflict->seen_version, base);
    if (!status) {
        d.base = json_of(type, base);
        d.theirs = json_of(type, now);
        strbuf_clear(out);
        for (size_t i = 0; i < conflict->problems->count; i++) {
            const struct problem *problem = &conflict->problems->items[i];
            int index = problem->message == &msg_stale ? field_find(type, problem->place) : -1;
            if (index >= 0)
                put_field(&d, &type->fields[index],
                          profile_field_label(setup->profiles, type, index, conflict->language));
        }
    }
    json_decref(d.base);
    json_decref(d.theirs);
    return status == FAILED || status == BUSY ? status : CONFLICT;
}
