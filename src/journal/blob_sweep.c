#include "journal/blob_sweep.h"

#include "journal/chains.h"
#include "record/sql.h"

#include <stdlib.h>
#include <string.h>

struct candidate {
    struct digest digest;
    int64_t size;
    bool named;
};

struct sweeping {
    const struct blob_sweep *sweep;
    struct arena *arena;
    VEC(struct candidate) found;
};

static int by_digest(const void *a, const void *b)
{
    return memcmp(((const struct candidate *)a)->digest.bytes, ((const struct candidate *)b)->digest.bytes,
                  DIGEST_SIZE);
}

static enum status take(void *context, const struct digest *digest, int64_t size)
{
    struct sweeping *s = context;
    if (!s->sweep->needed || !s->sweep->needed(s->sweep->context, digest))
        *VEC_PUSH(s->arena, &s->found) = (struct candidate){*digest, size, false};
    return OK;
}

static void name(struct sweeping *s, const void *bytes, size_t size)
{
    struct candidate key = {0}, *found;
    if (size != DIGEST_SIZE)
        return;
    memcpy(key.digest.bytes, bytes, size);
    found = bsearch(&key, s->found.items, s->found.count, sizeof key, by_digest);
    if (found)
        found->named = true;
}

/* ---- rows ---- */

static enum status name_by_rows(struct sweeping *s, const struct record_type *type, const struct field *field)
{
    struct strbuf sql = {0};
    bool row;
    enum status status;
    strbuf_adds(&sql, "SELECT ");
    sql_name(&sql, field->name);
    strbuf_adds(&sql, " FROM ");
    sql_name(&sql, type->name);
    strbuf_adds(&sql, " WHERE ");
    sql_name(&sql, field->name);
    strbuf_adds(&sql, " IS NOT NULL");
    struct stmt *stmt = db_prepare(s->sweep->db, strbuf_text(&sql));
    strbuf_free(&sql);
    while (!(status = stmt_step(stmt, &row)) && row) {
        size_t size;
        const void *bytes = stmt_blob(stmt, 0, &size);
        if (bytes)
            name(s, bytes, size);
    }
    stmt_done(stmt);
    return status;
}

static bool has_blobs(const struct record_type *type)
{
    for (size_t i = 0; type && i < type->count; i++)
        if (type->fields[i].kind == KIND_blob)
            return true;
    return false;
}

/* ---- events ---- */

/* Whatever in an event looks like a digest names it: better one file too many than one too few. */
static void name_by_text(struct sweeping *s, const char *bytes, size_t size)
{
    enum { LENGTH = DIGEST_SIZE * 2 };
    for (size_t i = 0, run = 0; i < size; i++) {
        char c = bytes[i];
        run = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ? run + 1 : 0;
        if (run < LENGTH)
            continue;
        char text[DIGEST_TEXT];
        struct digest digest;
        memcpy(text, bytes + i + 1 - LENGTH, LENGTH);
        text[LENGTH] = '\0';
        if (digest_parse(text, &digest))
            name(s, digest.bytes, DIGEST_SIZE);
    }
}

static enum status name_by_chain(struct sweeping *s, const struct chain_id *chain)
{
    struct chain_walk walk = {.db = s->sweep->db, .chain = *chain, .after = INT64_MIN};
    struct event event;
    const char *odd;
    bool more;
    enum status status;
    while (!(status = chain_walk_next(&walk, &more, &event, &odd)) && more)
        for (int i = 0; i < EVENT_PARTS && has_blobs(registry_find(s->sweep->registry, event.record)); i++)
            if (event.parts[i].there && event.parts[i].bytes)
                name_by_text(s, event.parts[i].bytes, event.parts[i].size);
    chain_walk_end(&walk);
    return status;
}

/* ---- the sweep ---- */

static void forget_named(struct sweeping *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->found.count; i++)
        if (!s->found.items[i].named)
            s->found.items[kept++] = s->found.items[i];
    s->found.count = kept;
}

static enum status name_all(struct sweeping *s)
{
    const struct registry *registry = s->sweep->registry;
    struct chain_list chains = {0};
    enum status status = OK;
    for (size_t i = 0; i < registry->count && s->found.count; i++)
        for (size_t k = 0; k < registry->types[i]->count && !status; k++)
            if (registry->types[i]->fields[k].kind == KIND_blob)
                status = name_by_rows(s, registry->types[i], &registry->types[i]->fields[k]);
    forget_named(s);
    if (!status && s->found.count)
        status = chains_list(s->sweep->db, s->arena, &chains);
    for (size_t i = 0; i < chains.count && !status; i++)
        status = name_by_chain(s, &chains.items[i]);
    forget_named(s);
    return status;
}

enum status blob_sweep(const struct blob_sweep *sweep, struct blob_sweep_report *ret_report)
{
    struct sweeping s = {.sweep = sweep, .arena = arena_new()};
    struct blob_sweep_report report = {0};
    enum status status = blobs_each(sweep->blobs, sweep->before, take, &s);
    if (!status && s.found.count)
        qsort(s.found.items, s.found.count, sizeof *s.found.items, by_digest);
    if (!status)
        status = name_all(&s);
    for (size_t i = 0; i < s.found.count && !status; i++) {
        bool gone = !sweep->remove;
        if (sweep->remove)
            status = blobs_drop(sweep->blobs, &s.found.items[i].digest, sweep->before, &gone);
        report.unused += gone;
        report.bytes += gone ? s.found.items[i].size : 0;
    }
    arena_free(s.arena);
    *ret_report = report;
    return status;
}
