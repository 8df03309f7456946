#include "ledger/headings.h"

#include "access/tree.h"
#include "ledger/bounds.h"

#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 64, ROOT = 8 };

struct paths {
    struct arena *arena;
    VEC(const char *) items;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A path begins with that of what it stands under (access/tree.h). */
static void add_above(struct paths *paths, const char *path)
{
    size_t length = strlen(path);
    for (size_t at = ROOT + TREE_SEGMENT; at < length; at += TREE_SEGMENT)
        *VEC_PUSH(paths->arena, &paths->items) = arena_strndup(paths->arena, path, at);
}

static void sort_paths(struct paths *paths)
{
    size_t count = 0;
    if (paths->items.count)
        qsort(paths->items.items, paths->items.count, sizeof *paths->items.items, by_text);
    for (size_t i = 0; i < paths->items.count; i++)
        if (!i || strcmp(paths->items.items[i], paths->items.items[count - 1]) != 0)
            paths->items.items[count++] = paths->items.items[i];
    paths->items.count = count;
}

/* The list of parameters has a fixed length, so that one prepared statement serves. */
static const char *statement_text(struct arena *arena, const struct list_within *within)
{
    size_t first = list_within_count(within);
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT \"level\",\"path\",\"title\",\"outline_no\",\"depth\" FROM \"finding\" WHERE ");
    strbuf_adds(&sql, within->condition);
    strbuf_adds(&sql, " AND \"level\" IN ('aspect','item') AND \"withdrawn\"=0 AND \"path\" IN (");
    for (size_t i = 1; i <= AT_ONCE; i++)
        strbuf_addf(&sql, i == 1 ? "?%zu" : ",?%zu", first + i);
    strbuf_adds(&sql, ") ORDER BY \"path\"");
    const char *text = arena_strdup(arena, strbuf_text(&sql));
    strbuf_free(&sql);
    return text;
}

enum status headings_above(struct db *db, struct arena *arena, const struct scope *scope, struct uuid ledger,
                           void *const *findings, size_t count, struct headings *ret_headings)
{
    struct paths paths = {.arena = arena};
    VEC(struct heading) headings = {0};
    enum status status = OK;
    bool row;
    *ret_headings = (struct headings){0};
    if (scope->operator|| scope_roles_in(scope, ledger) & ROLES_WHOLE)
        return OK;
    for (size_t i = 0; i < count; i++)
        if (record_has(findings[i], FIELD_finding_path))
            add_above(&paths, ((const struct finding *)findings[i])->path);
    sort_paths(&paths);
    const struct list_within *within = bounds_headings(arena, scope, ledger);
    const char *sql = paths.items.count ? statement_text(arena, within) : NULL;
    for (size_t from = 0; from < paths.items.count && !status; from += AT_ONCE) {
        struct stmt *stmt = db_prepare(db, sql);
        list_within_bind(stmt, within);
        for (size_t i = 0; i < AT_ONCE; i++) { /* the last one again and again */
            size_t at = from + i < paths.items.count ? from + i : paths.items.count - 1;
            stmt_bind_text(stmt, (int)(list_within_count(within) + 1 + i), paths.items.items[at]);
        }
        while (!(status = stmt_step(stmt, &row)) && row) {
            struct heading *heading = VEC_PUSH(arena, &headings);
            *heading = (struct heading){.level = word_find(&words_finding_level, stmt_text(stmt, 0)),
                                        .path = arena_strdup(arena, stmt_text(stmt, 1)),
                                        .title = arena_strdup(arena, stmt_text(stmt, 2)),
                                        .outline_no = arena_strdup(arena, stmt_text(stmt, 3)),
                                        .depth = stmt_int(stmt, 4)};
        }
        stmt_done(stmt);
    }
    *ret_headings = (struct headings){headings.items, headings.count};
    return status;
}
