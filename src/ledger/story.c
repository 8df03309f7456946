#include "ledger/story.h"

#include "ledger/belonging.h"
#include "ledger/sight.h"

#include <stdlib.h>

struct reading {
    struct db *db;
    struct arena *arena;
    const struct scope *scope;
    struct uuid ledger;
    VEC(struct told) told;
};

static enum status read_one(struct reading *r, const struct record_type *type, struct uuid id, int about)
{
    struct record_head *record = record_new(r->arena, type);
    struct history history = {0};
    unsigned roles;
    enum status status = gate_load(r->db, r->arena, r->scope, type, r->ledger, id, record, &roles);
    if (!status)
        status = gate_history(r->db, r->arena, r->scope, type, record, &history);
    for (size_t i = 0; i < history.count && !status; i++)
        *VEC_PUSH(r->arena, &r->told) = (struct told){type, record, &history.versions[i], about, r->told.count};
    return status;
}

static enum status read_belongings(struct reading *r, struct uuid finding)
{
    struct belongings all = belongings_of_findings(r->arena);
    struct uuid_list *ids;
    enum status status = belonging_ids(r->db, r->arena, &all, r->ledger, finding, &ids);
    for (size_t i = 0; i < all.count && !status; i++) {
        const struct belonging *of = &all.items[i];
        struct uuid_list seen = {0};
        if (ids[i].count)
            status = sight_among(r->db, r->arena, r->scope, of->type, r->ledger, &ids[i], &seen);
        for (size_t k = 0; k < seen.count && !status; k++)
            status = read_one(r, of->type, seen.ids[k], of->field);
        status = status == NOT_FOUND ? OK : status;
    }
    return status;
}

static int newest_first(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    if (x->version->at != y->version->at)
        return x->version->at < y->version->at ? 1 : -1;
    return (x->place > y->place) - (x->place < y->place);
}

enum status story_read(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                       struct uuid ledger, struct uuid id, bool whole, struct story *ret_story)
{
    struct reading r = {.db = db, .arena = arena, .scope = scope, .ledger = ledger};
    enum status status = read_one(&r, type, id, -1);
    if (!status && whole && type == &record_finding) {
        status = read_belongings(&r, id);
        if (r.told.count)
            qsort(r.told.items, r.told.count, sizeof *r.told.items, newest_first);
    }
    ret_story->told = r.told.items;
    ret_story->count = r.told.count < HISTORY_VERSIONS ? r.told.count : HISTORY_VERSIONS;
    return status;
}

void story_names(const struct told *told, struct names *names)
{
    const struct history_version *version = told->version;
    names_want(names, &record_person, version->actor_id);
    names_want(names, &record_person, version->acting_for_id);
    names_want(names, &record_person, version->supplier.person_id);
    names_want(names, &record_organisation, version->supplier.unit_id);
    names_want_record(names, told->type, version->after, version->changed);
    if (version->before)
        names_want_record(names, told->type, version->before, version->changed);
    if (told->about >= 0)
        names_want_record(names, told->type, told->record, ~UINT64_C(0));
}

bool story_omits(const struct told *told, int field)
{
    const struct field *f = &told->type->fields[field];
    bool unnamed = f->kind == KIND_ref && f->target->title < 0 && f->target->code < 0;
    return told->about >= 0 && f->kind == KIND_ref && (field == told->about || unnamed);
}

static bool tells(const struct record_type *type, int field)
{
    const struct field *f = &type->fields[field];
    int named = type->title >= 0 ? type->title : type->code;
    if (named >= 0)
        return field == named;
    return (f->kind == KIND_word || f->target == &record_organisation || f->target == &record_person) &&
           f->flags & (REQUIRED | SORTED) && !(f->flags & GIVEN);
}

const char *story_caption(const struct display *display, const struct told *told)
{
    struct strbuf out = {0};
    for (size_t i = 0; i < told->type->count; i++) {
        if (!record_has(told->record, (int)i) || !tells(told->type, (int)i))
            continue;
        strbuf_adds(&out, out.length ? " " : "");
        strbuf_adds(&out, display_field(display, told->type, (int)i, told->record));
    }
    const char *text = arena_strdup(display->arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}
