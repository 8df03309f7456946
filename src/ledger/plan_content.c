#include "ledger/plan_content.h"

#include "journal/installation.h"
#include "record/json.h"
#include "store/row.h"

#include <string.h>

struct manifest {
    struct part plan;
    struct parts parts;
};

struct reading {
    struct db *db;
    struct arena *arena;
    const struct scope *scope;
    struct uuid ledger;
    bool withdrawn;
    struct strbuf hashed;
};

/* ---- the manifest ---- */

static bool read_part(const json_t *pair, struct part *ret_part)
{
    const char *id = json_string_value(json_array_get(pair, 0));
    ret_part->version = (int64_t)json_integer_value(json_array_get(pair, 1));
    return id && uuid_parse(id, &ret_part->id);
}

/* FAILED when it is not what planning_manifest writes: the store is damaged. */
static enum status read_manifest(struct arena *arena, const char *text, struct manifest *ret_manifest)
{
    json_t *json = json_loads(text, 0, NULL);
    bool good = json && read_part(json_object_get(json, "plan"), &ret_manifest->plan);
    for (size_t i = 0; i < PART_KINDS; i++) {
        size_t k;
        const json_t *pair;
        json_array_foreach(json_object_get(json, part_names[i]), k, pair) good =
            read_part(pair, VEC_PUSH(arena, &ret_manifest->parts.of[i])) && good;
    }
    json_decref(json);
    return good ? OK : FAILED;
}

/* ---- as it was ---- */

/* What was hashed of it, whether this person may see it or not. A value erased by order is not what was signed. */
static enum status hash_part(struct reading *r, const struct record_type *type, const struct part *part)
{
    struct record_head *then = record_new(r->arena, type);
    enum status status = history_at(r->db, r->arena, type, r->ledger, part->id, part->version, then);
    if (status)
        return status == NOT_FOUND ? OK : status;
    record_complete(then, type);
    record_json_canonical(&r->hashed, type, then, planning_signed(type));
    return OK;
}

/* NULL when it is not for this person, or was withdrawn. */
static enum status read_then(struct reading *r, const struct record_type *type, const struct part *part,
                             struct record_head **ret_then)
{
    struct record_head *now = record_new(r->arena, type), *then = record_new(r->arena, type);
    unsigned roles;
    *ret_then = NULL;
    enum status status = gate_load(r->db, r->arena, r->scope, type, r->ledger, part->id, now, &roles);
    if (!status && now->withdrawn && !r->withdrawn)
        return OK;
    if (!status)
        status = gate_load_at(r->db, r->arena, r->scope, type, now, part->version, then);
    if (!status) {
        then->restricted = now->restricted;
        *ret_then = then;
    }
    return status == NOT_FOUND ? OK : status;
}

/* Whoever may see the extract may read the plan as it was issued, also while it is being amended. */
static enum status read_plan(struct reading *r, const struct part *part, struct record_head **ret_plan)
{
    const struct record_head now = {.id = part->id, .ledger_id = r->ledger};
    struct record_head *then = record_new(r->arena, &record_plan);
    enum status status = gate_load_at(r->db, r->arena, r->scope, &record_plan, &now, part->version, then);
    *ret_plan = status ? NULL : then;
    return status;
}

static enum status read_parts(struct reading *r, const struct manifest *manifest, struct plan_content *content)
{
    enum status status = hash_part(r, &record_plan, &manifest->plan);
    if (!status)
        status = read_plan(r, &manifest->plan, &content->plan);
    for (size_t i = 0; i < PART_KINDS; i++)
        for (size_t k = 0; k < manifest->parts.of[i].count && !status; k++) {
            const struct part *part = &manifest->parts.of[i].items[k];
            struct record_head *then = NULL;
            status = hash_part(r, part_types[i], part);
            if (!status)
                status = read_then(r, part_types[i], part, &then);
            if (then)
                *VEC_PUSH(r->arena, &content->of[i]) = then;
            else
                content->left_out++;
        }
    return status;
}

static enum status check_hash(struct reading *r, const char *kept, bool *ret_intact)
{
    const struct installation *installation;
    char text[DIGEST_TEXT];
    enum status status = installation_load(r->db, &installation);
    if (status)
        return status;
    struct digest digest = digest_of(installation->algorithm, strbuf_text(&r->hashed), r->hashed.length);
    digest_text(&digest, text);
    *ret_intact = kept && strcmp(kept, text) == 0;
    return OK;
}

static const char *text_of(const struct record_type *type, const struct record_head *record, const char *name)
{
    const struct field *field = &type->fields[field_find(type, name)];
    return record_has(record, field_find(type, name)) ? *(const char *const *)field_get(record, field) : NULL;
}

enum status plan_content_read(struct db *db, struct arena *arena, const struct scope *scope,
                              const struct record_type *type, struct uuid ledger, struct uuid id, bool withdrawn,
                              struct plan_content *ret_content)
{
    struct reading r = {.db = db, .arena = arena, .scope = scope, .ledger = ledger, .withdrawn = withdrawn};
    struct record_head *stored = record_new(arena, type);
    struct manifest manifest = {0};
    struct plan_content content = {.keeper = record_new(arena, type)};
    unsigned roles;
    enum status status = gate_load(db, arena, scope, type, ledger, id, content.keeper, &roles);
    if (!status) /* its manifest, which not everybody is served */
        status = row_load(db, arena, type, ledger, id, stored);
    if (!status)
        status = read_manifest(arena, text_of(type, stored, "parts") ? text_of(type, stored, "parts") : "", &manifest);
    if (!status)
        status = read_parts(&r, &manifest, &content);
    if (!status)
        status = check_hash(&r, text_of(type, stored, "content_hash"), &content.intact);
    strbuf_free(&r.hashed);
    if (!status)
        *ret_content = content;
    return status;
}

/* ---- two of them ---- */

static const struct record_head *find(const records_vec *records, struct uuid id)
{
    for (size_t i = 0; i < records->count; i++)
        if (uuid_equal(records->items[i]->id, id))
            return records->items[i];
    return NULL;
}

static bool same(const struct record_type *type, int field, const struct record_head *a, const struct record_head *b)
{
    if (!record_has(a, field) || !record_has(b, field))
        return record_has(a, field) == record_has(b, field);
    return field_equal(type, field, a, b);
}

static void compare_one(struct arena *arena, const struct record_type *type, const struct record_head *before,
                        const struct record_head *after, differences_vec *out)
{
    uint64_t changed = 0;
    for (size_t i = 0; before && after && i < type->count; i++)
        if (type->fields[i].flags & MATERIAL && !same(type, (int)i, before, after))
            changed |= FIELD_BIT(i);
    if (!before || !after || changed)
        *VEC_PUSH(arena, out) = (struct plan_difference){type, before, after, changed};
}

void plan_content_compare(struct arena *arena, const struct plan_content *before, const struct plan_content *after,
                          differences_vec *ret_differences)
{
    compare_one(arena, &record_plan, before->plan, after->plan, ret_differences);
    for (size_t i = 0; i <= PART_CRITERIA; i++) {
        for (size_t k = 0; k < after->of[i].count; k++)
            compare_one(arena, part_types[i], find(&before->of[i], after->of[i].items[k]->id), after->of[i].items[k],
                        ret_differences);
        for (size_t k = 0; k < before->of[i].count; k++)
            if (!find(&after->of[i], before->of[i].items[k]->id))
                compare_one(arena, part_types[i], before->of[i].items[k], NULL, ret_differences);
    }
}
