/* list_count: how many rows a list has, altogether and by the values of a field; declared in "store/list.h". */
#include "store/list_build.h"

#include <stdlib.h>
#include <string.h>

enum { COUNTED_ROWS = 2000 }; /* of a list whose text has too many hits, or none an index knows */

/* ---- of a text: every row is tested ---- */

struct counting {
    struct arena *arena;
    const struct list_query *query;
    int field; /* to tally by; -1: none */
    struct list_tally *tallies;
    size_t tally_count;
    int64_t count, most;
    bool all; /* nothing was left out */
};

static void tally(struct counting *c, const char *value)
{
    for (size_t i = 0; i < c->tally_count; i++)
        if (value ? c->tallies[i].value && strcmp(c->tallies[i].value, value) == 0 : !c->tallies[i].value) {
            c->tallies[i].count++;
            return;
        }
    if (c->tally_count < LIST_TALLIES)
        c->tallies[c->tally_count++] = (struct list_tally){value ? arena_strdup(c->arena, value) : NULL, 1};
}

static void count_row(struct counting *c, struct stmt *stmt, int column)
{
    c->count++;
    if (c->field >= 0)
        tally(c, stmt_is_null(stmt, column)
                     ? NULL
                     : building_value(stmt, column, &c->query->type->fields[c->field], c->arena));
}

/* Rows the first `hits` of the index name, or, when these are too many (0), those at the beginning of the list. */
static enum status count_matches(struct db *db, struct search *search, int64_t hits, bool certain, struct counting *c)
{
    struct building b = {.hits = hits ? search_hits(search) : NULL, .most_hits = hits};
    int64_t rows = 0, most_rows = hits ? hits : COUNTED_ROWS;
    int first = c->field >= 0 ? 2 : 1;
    building_start(&b, db, c->arena, c->query);
    strbuf_adds(&b.sql, "SELECT \"id\"");
    if (c->field >= 0) {
        strbuf_addc(&b.sql, ',');
        building_column(&b, &c->query->type->fields[c->field]);
    }
    if (!certain)
        search_columns(search, &b.sql);
    building_from(&b);
    building_conditions(&b);
    building_limit(&b, most_rows);
    struct stmt *stmt = building_statement(&b, db);
    bool row, matches = true;
    enum status status = OK;
    while (!status && c->count < c->most && !(status = stmt_step(stmt, &row)) && row) {
        if (!certain)
            status = search_matches(search, stmt, 0, first, &matches);
        if (!status && matches)
            count_row(c, stmt, 1);
        rows++;
    }
    stmt_done(stmt);
    c->all = c->count < c->most && (hits || rows < most_rows);
    return status;
}

/* A few of many hits tell that there are too many to count; all of them are looked at only where that helps. */
static enum status count_text(struct db *db, struct counting *c)
{
    static const int64_t most_hits[] = {SEARCH_COUNTED + 200, SEARCH_MANY};
    struct search *search = search_new(db, c->arena, c->query);
    enum status status = OK;
    bool narrow = false;
    for (size_t i = 0; i < 2 && !status && !narrow && (i == 0 || search_hits(search)->match); i++) {
        status = search_is_narrow(search, most_hits[i], &narrow);
        if (!status && search_hits(search)->match && (narrow || (i == 0 && c->field < 0)))
            status = count_matches(db, search, most_hits[i], search_is_certain(search), c);
        if (!narrow && c->count == c->most)
            break;
        c->count = narrow ? c->count : 0;
    }
    if (!status && !narrow && c->count < c->most)
        status = count_matches(db, search, 0, false, c);
    search_free(search);
    return status;
}

/* ---- any list ---- */

enum status list_count(struct db *db, struct arena *arena, const struct list_query *query, int64_t most,
                       int64_t *ret_count)
{
    struct building b = {0};
    bool row;
    enum status status = list_check(query);
    if (status)
        return status;
    if (query->text && *query->text) {
        struct counting c = {arena, query, -1, NULL, 0, 0, most <= SEARCH_COUNTED ? most : SEARCH_COUNTED + 1, false};
        status = count_text(db, &c);
        if (!status)
            *ret_count = c.all ? c.count : most;
        return status;
    }
    building_start(&b, db, arena, query);
    strbuf_adds(&b.sql, "SELECT count(*) FROM (SELECT 1");
    building_from(&b);
    building_conditions(&b);
    building_limit(&b, most);
    strbuf_adds(&b.sql, ") AS \"few\"");
    struct stmt *stmt = building_statement(&b, db);
    status = stmt_step(stmt, &row);
    if (!status)
        *ret_count = stmt_int(stmt, 0);
    stmt_done(stmt);
    return status;
}

static int by_count(const void *a, const void *b)
{
    const struct list_tally *first = a, *second = b;
    if (first->count != second->count)
        return first->count > second->count ? -1 : 1;
    return strcmp(first->value ? first->value : "", second->value ? second->value : "");
}

enum status list_tally(struct db *db, struct arena *arena, const struct list_query *query, int field, int64_t most,
                       struct list_tally **ret_tallies, size_t *ret_count)
{
    struct building b = {0};
    const struct field *of = &query->type->fields[field];
    struct list_tally *tallies = ARENA_ARRAY(arena, struct list_tally, LIST_TALLIES);
    size_t count = 0;
    bool row;
    enum status status = list_check(query);
    if (status)
        return status;
    if (query->text && *query->text) {
        struct counting c = {arena, query, field, tallies, 0, 0, most, false};
        status = count_text(db, &c);
        qsort(tallies, c.tally_count, sizeof *tallies, by_count);
        *ret_tallies = tallies;
        *ret_count = c.tally_count;
        return status;
    }
    building_start(&b, db, arena, query);
    strbuf_adds(&b.sql, "SELECT \"value\",count(*) FROM (SELECT ");
    building_column(&b, of);
    strbuf_adds(&b.sql, " AS \"value\"");
    building_from(&b);
    building_conditions(&b);
    building_limit(&b, most);
    strbuf_addf(&b.sql, ") AS \"few\" GROUP BY \"value\" ORDER BY count(*) DESC,\"value\" LIMIT %d", (int)LIST_TALLIES);
    struct stmt *stmt = building_statement(&b, db);
    while (!(status = stmt_step(stmt, &row)) && row)
        tallies[count++] =
            (struct list_tally){stmt_is_null(stmt, 0) ? NULL : building_value(stmt, 0, of, arena), stmt_int(stmt, 1)};
    stmt_done(stmt);
    *ret_tallies = tallies;
    *ret_count = count;
    return status;
}
