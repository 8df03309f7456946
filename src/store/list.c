#include "store/list_build.h"
#include "store/row.h"
#include "store/store_messages.h"

#include <stdlib.h>
#include <string.h>

/* ---- cursors: phase, id and value in hex, so that they are opaque and safe in an address ---- */

static const char *cursor_text(struct arena *arena, const struct place *place)
{
    struct strbuf out = {0};
    strbuf_addc(&out, (char)place->phase);
    strbuf_add_hex(&out, place->id.bytes, sizeof place->id.bytes);
    strbuf_add_hex(&out, place->value, strlen(place->value));
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

static bool cursor_read(struct arena *arena, const char *text, struct place *ret_place)
{
    size_t length = strlen(text);
    if (length < 33 || length > LIST_CURSOR || length % 2 == 0 || (text[0] != PHASE_VALUES && text[0] != PHASE_NULLS) ||
        strspn(text + 1, "0123456789abcdef") != length - 1)
        return false;
    unsigned char *bytes = arena_alloc(arena, length / 2 + 1);
    for (size_t i = 0; i < length / 2; i++) {
        char pair[3] = {text[1 + 2 * i], text[2 + 2 * i], '\0'};
        bytes[i] = (unsigned char)strtoul(pair, NULL, 16);
    }
    *ret_place = (struct place){.phase = text[0] == PHASE_VALUES ? PHASE_VALUES : PHASE_NULLS, .started = true};
    memcpy(ret_place->id.bytes, bytes, sizeof ret_place->id.bytes);
    ret_place->value = (const char *)bytes + sizeof ret_place->id.bytes;
    return true;
}

/* ---- reading ---- */

/* A page on its way: where it stands, and how it looks for a text. */
struct reading {
    struct db *db;
    struct arena *arena;
    const struct list_query *query;
    struct search *search; /* NULL: no text */
    enum search_way way;
    int64_t visited; /* rows looked at on the walk */
    size_t limit;    /* one row more than asked for tells whether there is a next page */
    struct place place, *places;
    struct list_page page;
};

enum { LOOK_AGAIN = 2000 }; /* rows walked past before the hits are looked at again */

/* The walk reads on in bites, so that little is read in vain when the text is common. */
static size_t bite_of(const struct reading *r)
{
    size_t left = r->limit - r->page.count, bite = (size_t)r->visited + 100;
    if (!r->search)
        return left;
    bite = bite > LOOK_AGAIN ? LOOK_AGAIN : bite;
    return bite > left ? bite : left;
}

/* Those asked for, and those the page itself needs. */
static uint64_t columns_read(const struct list_query *query)
{
    uint64_t columns = query->columns;
    if (!columns)
        return ~UINT64_C(0);
    if (query->sort >= 0)
        columns |= FIELD_BIT(query->sort);
    for (size_t i = 0; query->text && i < query->type->count; i++)
        if (query->type->fields[i].flags & SEARCHED)
            columns |= FIELD_BIT(i);
    return columns;
}

static enum status take_row(struct reading *r, struct stmt *stmt, int sorted)
{
    const struct record_type *type = r->query->type;
    int key = type->of_installation ? 0 : 1;
    bool matches = true;
    enum status status = r->search ? search_matches(r->search, stmt, true, &matches) : OK;
    bool valued = sorted && !stmt_is_null(stmt, sorted);
    r->visited++;
    r->place.started = true;
    r->place.id = stmt_uuid(stmt, key);
    r->place.value = valued ? building_value(stmt, sorted, &type->fields[r->query->sort], r->arena) : "";
    if (status || !matches)
        return status;
    struct record_head *record = record_new(r->arena, type);
    row_read(stmt, r->arena, type, r->query->ledger, record);
    record->present &= r->query->columns ? r->query->columns : ~UINT64_C(0);
    r->places[r->page.count] = r->place;
    r->page.rows[r->page.count++] = record;
    return OK;
}

/* One statement's worth of the phase; *ret_ended: nothing of it is left. */
static enum status read_bite(struct reading *r, bool *ret_ended)
{
    struct building b = {.hits = r->search && r->way == SEARCH_HITS ? search_hits(r->search) : NULL,
                         .most_hits = SEARCH_MANY};
    int sorted = r->query->sort >= 0 ? sql_first_column(r->query->type, r->query->sort) : 0;
    size_t bite = bite_of(r), rows = 0;
    building_start(&b, r->db, r->arena, r->query);
    strbuf_adds(&b.sql, "SELECT ");
    sql_columns_of(&b.sql, r->query->type, columns_read(r->query));
    building_from(&b);
    building_conditions(&b);
    building_place(&b, &r->place);
    building_limit(&b, (int64_t)bite);
    struct stmt *stmt = building_statement(&b, r->db);
    bool row;
    enum status status = OK;
    while (r->page.count < r->limit && !(status = stmt_step(stmt, &row)) && row) {
        rows++;
        if ((status = take_row(r, stmt, sorted)))
            break;
    }
    stmt_done(stmt);
    *ret_ended = rows < bite && r->page.count < r->limit;
    return status;
}

/* Few hits are read and sorted; with many of them the page is soon full on the way through the list. When it is not,
 * the hits are read after all, if there are not too many. */
static enum status choose_way(struct reading *r)
{
    bool narrow = false;
    int64_t few = r->query->few ? r->query->few : SEARCH_FEW;
    int64_t most = r->visited < LOOK_AGAIN ? few : SEARCH_MANY;
    enum status status = search_is_narrow(r->search, most, &narrow);
    if (narrow)
        r->way = SEARCH_HITS;
    else if (!status && r->visited >= SEARCH_MANY)
        status = problem_add(r->query->problems, REFUSED, &msg_search_wide, "q", r->query->text, NULL);
    return status;
}

static enum status read_phases(struct reading *r)
{
    enum status status = r->search ? choose_way(r) : OK;
    enum phase last = r->query->sort < 0 || !r->query->backwards ? PHASE_NULLS : PHASE_VALUES;
    bool ended = false, looked = false;
    while (!status && r->page.count < r->limit) {
        status = read_bite(r, &ended);
        if (ended && r->place.phase == last)
            break;
        if (ended)
            r->place = (struct place){.phase = last, .value = ""};
        if (status || !r->search || r->way == SEARCH_HITS)
            continue;
        if ((r->visited >= LOOK_AGAIN && !looked) || r->visited >= SEARCH_MANY) {
            looked = true;
            status = choose_way(r);
        }
    }
    return status;
}

enum status list_read(struct db *db, struct arena *arena, const struct list_query *query, struct list_page *ret_page)
{
    size_t limit = query->limit && query->limit <= LIST_LIMIT ? query->limit : LIST_LIMIT;
    struct reading r = {.db = db, .arena = arena, .query = query, .limit = limit + 1};
    enum status status = list_check(query);
    if (status)
        return status;
    r.place = (struct place){.phase = query->sort < 0 || query->backwards ? PHASE_NULLS : PHASE_VALUES, .value = ""};
    if (query->after && !cursor_read(arena, query->after, &r.place))
        return problem_add(query->problems, REFUSED, &msg_cursor_broken, "after", NULL);
    r.page.rows = ARENA_ARRAY(arena, void *, limit + 1);
    r.places = ARENA_ARRAY(arena, struct place, limit + 1);
    r.search = query->text && *query->text ? search_new(db, arena, query) : NULL;
    status = read_phases(&r);
    search_free(r.search);
    if (!status && r.page.count > limit) {
        r.page.count = limit;
        r.page.next = cursor_text(arena, &r.places[limit - 1]);
    }
    if (!status)
        *ret_page = r.page;
    return status;
}
