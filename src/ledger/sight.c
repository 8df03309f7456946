#include "ledger/sight.h"

#include "ledger/bounds.h"
#include "ledger/gate.h"
#include "ledger/restricted.h"

#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 64 };

static bool is_restricted(const struct record_type *type, const struct record_head *record)
{
    return type == &record_finding && finding_restricted((const struct finding *)record);
}

uint64_t sight_fields(const struct record_type *type, unsigned roles, const struct record_head *record)
{
    uint64_t seen = gate_seen(type, roles);
    for (size_t i = 0; seen && is_restricted(type, record) && i < type->count; i++)
        if (type->fields[i].flags & RESTRICTED)
            seen |= FIELD_BIT(i);
    return seen;
}

uint64_t sight_needs(const struct record_type *type)
{
    uint64_t mask = type == &record_finding ? FIELD_BIT(FIELD_finding_restricted) : 0;
    for (size_t i = 0; type != &record_finding && bounds_hangs(type) && i < type->count; i++)
        if (type->fields[i].kind == KIND_ref || type->fields[i].kind == KIND_refs)
            mask |= type->fields[i].target == &record_finding ? FIELD_BIT(i) : 0;
    return mask;
}

/* ---- which ids exist for him ---- */

struct known {
    struct uuid id;
    bool seen, restricted;
};

struct knowing {
    struct db *db;
    struct arena *arena;
    const struct record_type *type;
    struct uuid ledger;
    const struct list_within *within;
    VEC(struct known) ids;
};

static int by_id(const void *a, const void *b)
{
    return memcmp(&((const struct known *)a)->id, &((const struct known *)b)->id, sizeof(struct uuid));
}

static struct known *known_of(const struct knowing *k, struct uuid id)
{
    const struct known key = {.id = id};
    return k->ids.count ? bsearch(&key, k->ids.items, k->ids.count, sizeof key, by_id) : NULL;
}

static void sort_ids(struct knowing *k)
{
    size_t count = 0;
    if (k->ids.count)
        qsort(k->ids.items, k->ids.count, sizeof *k->ids.items, by_id);
    for (size_t i = 0; i < k->ids.count; i++)
        if (!i || by_id(&k->ids.items[i], &k->ids.items[count - 1]) != 0)
            k->ids.items[count++] = k->ids.items[i];
    k->ids.count = count;
}

/* The list of parameters has a fixed length, so that one prepared statement serves. SQLite walks the whole ledger for a
 * list of two, and finds one at once. */
static size_t at_once(const struct knowing *k)
{
    return db_dialect(k->db) == DIALECT_SQLITE ? 1 : AT_ONCE;
}

static const char *statement_text(const struct knowing *k)
{
    size_t first = list_within_count(k->within);
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT \"id\",");
    strbuf_adds(&sql, k->type == &record_finding ? "\"restricted\"" : "0");
    strbuf_adds(&sql, " FROM ");
    sql_name(&sql, k->type->name);
    strbuf_adds(&sql, " WHERE ");
    strbuf_adds(&sql, k->within->condition);
    strbuf_adds(&sql, " AND \"id\" IN (");
    for (size_t i = 1; i <= at_once(k); i++)
        strbuf_addf(&sql, i == 1 ? "?%zu" : ",?%zu", first + i);
    strbuf_addc(&sql, ')');
    const char *text = arena_strdup(k->arena, strbuf_text(&sql));
    strbuf_free(&sql);
    return text;
}

static enum status ask(struct knowing *k)
{
    enum status status = OK;
    bool row;
    sort_ids(k);
    const char *sql = k->ids.count ? statement_text(k) : NULL;
    for (size_t from = 0; from < k->ids.count && !status; from += at_once(k)) {
        struct stmt *stmt = db_prepare(k->db, sql);
        list_within_bind(stmt, k->within);
        for (size_t i = 0; i < at_once(k); i++) { /* the last one again and again */
            size_t at = from + i < k->ids.count ? from + i : k->ids.count - 1;
            stmt_bind_uuid(stmt, (int)(list_within_count(k->within) + 1 + i), k->ids.items[at].id);
        }
        while (!(status = stmt_step(stmt, &row)) && row) {
            struct known *known = known_of(k, stmt_uuid(stmt, 0));
            if (known) {
                known->seen = true;
                known->restricted = stmt_int(stmt, 1) != 0;
            }
        }
        stmt_done(stmt);
    }
    return status;
}

/* ---- ids in records ---- */

static bool leads_to(const struct field *field, const struct record_type *target)
{
    return (field->kind == KIND_ref || field->kind == KIND_refs) && field->target == target;
}

static void collect(struct knowing *k, const struct record_type *type, const struct record_head *record)
{
    for (size_t i = 0; i < type->count; i++) {
        if (!leads_to(&type->fields[i], k->type) || !record_has(record, (int)i))
            continue;
        const void *value = field_get(record, &type->fields[i]);
        const struct uuid_list one = {(struct uuid *)(uintptr_t)value, 1};
        const struct uuid_list *list = type->fields[i].kind == KIND_refs ? value : &one;
        for (size_t n = 0; n < list->count; n++)
            VEC_PUSH(k->arena, &k->ids)->id = list->ids[n];
    }
}

static struct uuid_list seen_of(const struct knowing *k, const struct uuid_list *list, bool *restricted)
{
    struct uuid_list seen = {ARENA_ARRAY(k->arena, struct uuid, list->count + 1), 0};
    for (size_t i = 0; i < list->count; i++) {
        const struct known *known = known_of(k, list->ids[i]);
        if (!known || !known->seen)
            continue;
        seen.ids[seen.count++] = list->ids[i];
        *restricted = *restricted || known->restricted;
    }
    return seen;
}

static void take_out(const struct knowing *k, const struct record_type *type, struct record_head *record)
{
    bool restricted = false;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        if (!leads_to(field, k->type) || !record_has(record, (int)i))
            continue;
        const struct uuid_list one = {(struct uuid *)(uintptr_t)field_get(record, field), 1};
        size_t before = field->kind == KIND_refs ? ((const struct uuid_list *)field_get(record, field))->count : 1;
        struct uuid_list seen = seen_of(k, field->kind == KIND_refs ? field_get(record, field) : &one, &restricted);
        if (field->kind == KIND_refs)
            *(struct uuid_list *)field_set(record, field) = seen;
        else if (!seen.count)
            record->present &= ~FIELD_BIT(i);
        record->complete = record->complete && seen.count == before;
    }
    record->restricted = record->restricted || (restricted && bounds_hangs(type));
}

/* Whether this is the first field that leads to its target, and the target has anything to hide. */
static bool asks_first(const struct record_type *type, size_t at)
{
    const struct field *field = &type->fields[at];
    if ((field->kind != KIND_ref && field->kind != KIND_refs) || field->target->of_installation)
        return false;
    for (size_t i = 0; i < at; i++)
        if (leads_to(&type->fields[i], field->target))
            return false;
    return true;
}

static enum status narrow_ids(struct db *db, struct arena *arena, const struct scope *scope,
                              const struct record_type *type, struct uuid ledger, void *const *rows, size_t count)
{
    enum status status = OK;
    for (size_t i = 0; i < type->count && !status; i++) {
        if (!asks_first(type, i))
            continue;
        struct knowing k = {
            db, arena, type->fields[i].target, ledger, bounds_within(arena, scope, type->fields[i].target, ledger),
            {0}};
        if (!k.within)
            continue;
        for (size_t n = 0; n < count; n++)
            collect(&k, type, rows[n]);
        status = ask(&k);
        for (size_t n = 0; n < count && !status; n++)
            take_out(&k, type, rows[n]);
    }
    return status;
}

enum status sight_narrow(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                         struct uuid ledger, unsigned roles, void *const *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct record_head *record = rows[i];
        uint64_t seen = sight_fields(type, roles, record);
        record->restricted = is_restricted(type, record);
        record->complete = record->complete && !((record->present | record->null) & ~seen);
        record->present &= seen;
        record->null &= seen;
    }
    return type->of_installation ? OK : narrow_ids(db, arena, scope, type, ledger, rows, count);
}

enum status sight_among(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                        struct uuid ledger, const struct uuid_list *ids, struct uuid_list *ret_seen)
{
    struct knowing k = {db, arena, type, ledger, bounds_within(arena, scope, type, ledger), {0}};
    bool restricted = false;
    *ret_seen = *ids;
    if (!k.within)
        return OK;
    for (size_t i = 0; i < ids->count; i++)
        VEC_PUSH(arena, &k.ids)->id = ids->ids[i];
    enum status status = ask(&k);
    if (!status)
        *ret_seen = seen_of(&k, ids, &restricted);
    return status;
}

/* ---- versions ---- */

/* Fields whose two values differ in nothing he may see. */
static uint64_t told(const struct record_type *type, const struct history_version *version)
{
    uint64_t mask = version->changed;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        bool refers = (field->kind == KIND_ref || field->kind == KIND_refs) && !field->target->of_installation;
        if (!(mask & FIELD_BIT(i)) || !refers)
            continue;
        bool before = version->before && record_has(version->before, (int)i);
        bool after = record_has(version->after, (int)i);
        if (field->kind == KIND_refs) { /* an empty list says as little as none */
            before = before && ((const struct uuid_list *)field_get(version->before, field))->count;
            after = after && ((const struct uuid_list *)field_get(version->after, field))->count;
        }
        bool same = before && after && field_equal(type, (int)i, version->before, version->after);
        if ((!before && !after) || same)
            mask &= ~FIELD_BIT(i);
    }
    return mask;
}

enum status sight_history(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                          struct uuid ledger, unsigned roles, struct history *history)
{
    VEC(void *) records = {0};
    size_t kept = 0;
    for (size_t i = 0; i < history->count; i++) /* what one was after is what the next was before */
        *VEC_PUSH(arena, &records) = (void *)(uintptr_t)history->versions[i].after;
    if (history->count && history->versions[history->count - 1].before)
        *VEC_PUSH(arena, &records) = (void *)(uintptr_t)history->versions[history->count - 1].before;
    for (size_t i = 0; i + 1 < history->count; i++)
        if (history->versions[i].before != history->versions[i + 1].after)
            *VEC_PUSH(arena, &records) = (void *)(uintptr_t)history->versions[i].before;
    enum status status = sight_narrow(db, arena, scope, type, ledger, roles, records.items, records.count);
    for (size_t i = 0; i < history->count && !status; i++) {
        struct history_version *version = &history->versions[i];
        uint64_t changed = told(type, version);
        bool mute = version->changed && !changed;
        version->changed = changed;
        if (!mute)
            history->versions[kept++] = *version;
    }
    history->count = status ? history->count : kept;
    return status;
}
