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
    bool of_few;     /* all that can be on the list are few: looked up by their ids */
    size_t limit;    /* one row more than asked for tells whether there is a next page */
    struct place place, *places;
    struct list_page page;
};

static void start(struct reading *r, struct building *b)
{
    bool by_hits = r->search && r->way == SEARCH_HITS;
    *b = (struct building){
        .hits = by_hits ? search_hits(r->search) : NULL, .most_hits = SEARCH_MANY, .of_few = r->of_few};
    building_start(b, r->db, r->arena, r->query);
    strbuf_adds(&b->sql, "SELECT ");
}

static struct stmt *finish(struct reading *r, struct building *b, size_t limit)
{
    building_from(b);
    building_conditions(b);
    building_place(b, &r->place);
    building_limit(b, (int64_t)limit);
    return building_statement(b, r->db);
}

/* The row's place: its id and what it is sorted by; -1: by the id. */
static void take_place(struct reading *r, struct stmt *stmt, int id, int sorted)
{
    bool valued = sorted >= 0 && !stmt_is_null(stmt, sorted);
    r->place.started = true;
    r->place.id = stmt_uuid(stmt, id);
    r->place.value = valued ? building_value(stmt, sorted, &r->query->type->fields[r->query->sort], r->arena) : "";
}

/* Those asked for, and those the page itself needs: what it is sorted by, and what is tested. */
static uint64_t columns_read(const struct reading *r)
{
    uint64_t columns = r->query->columns;
    if (!columns)
        return ~UINT64_C(0);
    if (r->query->sort >= 0)
        columns |= FIELD_BIT(r->query->sort);
    return r->search ? columns | search_fields(r->query->type) : columns;
}

static struct record_head *record_of(struct reading *r, struct stmt *stmt)
{
    struct record_head *record = record_new(r->arena, r->query->type);
    row_read(stmt, r->arena, r->query->type, r->query->ledger, record);
    record->present &= r->query->columns ? r->query->columns : ~UINT64_C(0);
    return record;
}

/* What is left of the page, whole rows in one statement. */
static enum status read_rows(struct reading *r, bool *ret_ended)
{
    const struct record_type *type = r->query->type;
    struct building b;
    int id = type->of_installation ? 0 : 1;
    int sorted = r->query->sort >= 0 ? sql_first_column(type, r->query->sort) : -1;
    size_t limit = r->limit - r->page.count;
    start(r, &b);
    sql_columns_of(&b.sql, type, columns_read(r));
    struct stmt *stmt = finish(r, &b, limit);
    bool row;
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row) {
        take_place(r, stmt, id, sorted);
        r->places[r->page.count] = r->place;
        r->page.rows[r->page.count++] = record_of(r, stmt);
    }
    stmt_done(stmt);
    *ret_ended = r->page.count < r->limit;
    return status;
}

/* ---- with a text: places first, then the rows that stand there ---- */

enum { LOOK_AGAIN = 4000, BITE = 2000, TOGETHER = 64, FEW = 1000 };

/* Places of the next rows: on the walk of those that match, otherwise of those the index names. */
static enum status gather(struct reading *r, struct place *places, size_t room, size_t *ret_count, bool *ret_ended)
{
    bool walks = r->way == SEARCH_WALK, row, matches = true;
    int sorted = r->query->sort >= 0 ? 1 : -1;
    size_t bite = walks ? (size_t)(r->visited + 150 < BITE ? r->visited + 150 : BITE) : room, rows = 0, count = 0;
    struct building b;
    start(r, &b);
    strbuf_adds(&b.sql, "\"id\"");
    if (sorted >= 0) {
        strbuf_addc(&b.sql, ',');
        building_column(&b, &r->query->type->fields[r->query->sort]);
    }
    if (walks)
        search_columns(r->search, &b.sql);
    struct stmt *stmt = finish(r, &b, bite);
    enum status status = OK;
    while (count < room && !(status = stmt_step(stmt, &row)) && row) {
        rows++;
        r->visited++;
        if (walks && (status = search_matches(r->search, stmt, 0, sorted > 0 ? 2 : 1, &matches)))
            break;
        take_place(r, stmt, 0, sorted);
        if (matches)
            places[count++] = r->place;
    }
    stmt_done(stmt);
    *ret_count = count;
    *ret_ended = rows < bite && count < room;
    return status;
}

/* So many rows by their ids, in one statement that is always the same. */
static enum status load(struct reading *r, const struct place *places, size_t count, struct record_head **records)
{
    const struct record_type *type = r->query->type;
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT ");
    sql_columns_of(&sql, type, columns_read(r));
    strbuf_adds(&sql, " FROM ");
    sql_name(&sql, type->name);
    strbuf_adds(&sql, " WHERE \"id\" IN (");
    for (int i = 1; i <= TOGETHER; i++)
        strbuf_addf(&sql, i == 1 ? "?%d" : ",?%d", i);
    strbuf_addc(&sql, ')');
    if (!type->of_installation)
        strbuf_addf(&sql, " AND \"ledger_id\"=?%d", TOGETHER + 1);
    struct stmt *stmt = db_prepare(r->db, strbuf_text(&sql));
    strbuf_free(&sql);
    for (size_t i = 0; i < TOGETHER; i++)
        stmt_bind_uuid(stmt, (int)i + 1, places[i < count ? i : count - 1].id);
    if (!type->of_installation)
        stmt_bind_uuid(stmt, TOGETHER + 1, r->query->ledger);
    bool row, matches = true;
    enum status status;
    int id = type->of_installation ? 0 : 1;
    while (!(status = stmt_step(stmt, &row)) && row) {
        size_t which = 0;
        while (which < count && !uuid_equal(places[which].id, stmt_uuid(stmt, id)))
            which++;
        if (r->way == SEARCH_HITS && (status = search_matches(r->search, stmt, id, -1, &matches)))
            break;
        if (which == count || !matches)
            continue;
        records[which] = record_of(r, stmt);
    }
    stmt_done(stmt);
    return status;
}

static enum status read_found(struct reading *r, bool *ret_ended)
{
    size_t room = r->limit - r->page.count, count = 0;
    struct place *places = ARENA_ARRAY(r->arena, struct place, room);
    enum status status = gather(r, places, room, &count, ret_ended);
    for (size_t done = 0; done < count && !status; done += TOGETHER) {
        struct record_head *records[TOGETHER] = {0};
        size_t together = count - done < TOGETHER ? count - done : TOGETHER;
        status = load(r, places + done, together, records);
        for (size_t i = 0; i < together && !status; i++) {
            if (!records[i])
                continue;
            r->places[r->page.count] = places[done + i];
            r->page.rows[r->page.count++] = records[i];
        }
    }
    return status;
}

static int64_t few_of(const struct list_query *query)
{
    return query->few ? query->few : SEARCH_FEW;
}

/* Few hits are read and sorted; with many of them the page is soon full on the way through the list. When it is not,
 * the hits are read after all, if there are not too many. */
static enum status choose_way(struct reading *r)
{
    bool narrow = false;
    int64_t most = r->visited < LOOK_AGAIN ? few_of(r->query) : SEARCH_MANY;
    enum status status = search_is_narrow(r->search, most, &narrow);
    if (narrow)
        r->way = SEARCH_HITS;
    else if (!status && r->visited >= SEARCH_MANY)
        status = problem_add(r->query->problems, REFUSED, &msg_search_wide, "q", r->query->text, NULL);
    return status;
}

/* SQLite walks the list's own index to find the few rows that are somebody's; PostgreSQL sees by itself. */
static enum status look_for_few(struct reading *r)
{
    const struct list_within *within = r->query->within;
    bool row;
    if (!within || !within->set || r->search || r->query->sort < 0 || db_dialect(r->db) != DIALECT_SQLITE)
        return OK;
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT count(*) FROM (SELECT 1 FROM (");
    strbuf_adds(&sql, within->set);
    strbuf_addf(&sql, ") LIMIT %d)", FEW + 1);
    struct stmt *stmt = db_prepare(r->db, strbuf_text(&sql));
    strbuf_free(&sql);
    list_within_bind(stmt, within);
    enum status status = stmt_step(stmt, &row);
    r->of_few = !status && row && stmt_int(stmt, 0) <= FEW;
    stmt_done(stmt);
    return status;
}

static enum status read_phases(struct reading *r)
{
    /* on PostgreSQL the hits of a common word cost more than a look at the first rows of the list */
    bool walk_first = db_dialect(r->db) == DIALECT_POSTGRES && !r->query->few;
    enum status status = r->search && !walk_first ? choose_way(r) : OK;
    enum phase last = r->query->sort < 0 || !r->query->backwards ? PHASE_NULLS : PHASE_VALUES;
    bool ended = false, looked = false;
    while (!status && r->page.count < r->limit) {
        status = r->search ? read_found(r, &ended) : read_rows(r, &ended);
        if (ended && r->place.phase == last)
            break;
        if (ended)
            r->place = (struct place){.phase = last, .value = ""};
        if (status || !r->search || r->way == SEARCH_HITS)
            continue;
        bool again = r->visited >= LOOK_AGAIN && !looked;
        if (walk_first || again || r->visited >= SEARCH_MANY) {
            looked = looked || again;
            walk_first = false;
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
    if (query->text && *query->text)
        r.search = search_new(db, arena, query);
    status = look_for_few(&r);
    if (!status)
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
