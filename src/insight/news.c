#include "insight/news.h"

#include "journal/fold.h"
#include "ledger/belonging.h"
#include "ledger/sight.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* An event that is about a finding of his. */
struct found {
    struct news_change change;
    struct uuid record, finding;
    const char *number, *title;
    bool seen; /* the record itself exists for him, too */
};

struct telling {
    const struct insight *insight;
    struct uuid ledger, site;
    struct belongings about; /* records an event may be of, besides findings */
    struct news *news;
    VEC(struct found) found;
};

/* How far he has looked; whoever never did is told of the last days. */
static enum status read_mark(const struct insight *insight, const char *code, instant *ret_since)
{
    bool row;
    char key[64] = "seen.";
    for (size_t i = 0, at = strlen(key); code[i] && at + 1 < sizeof key; i++, at++)
        key[at] = (char)tolower((unsigned char)code[i]);
    *ret_since = clock_now(insight->clock) - NEWS_DAYS * INT64_C(86400000);
    struct query query = insight_query(insight);
    query_add(&query, "SELECT \"value\" FROM \"preference\" WHERE \"account_id\"=");
    query_id(&query, insight->scope->account_id);
    query_add(&query, " AND \"key\"=");
    query_text(&query, key);
    struct stmt *stmt = query_run(&query, insight->db);
    enum status status = stmt_step(stmt, &row);
    if (!status && row) { /* {"until":"…"}; anything else is no mark */
        json_t *mark = json_loads(stmt_text(stmt, 0), 0, NULL);
        const char *until = json_string_value(json_object_get(mark, "until"));
        if (until)
            instant_parse(until, ret_since);
        json_decref(mark);
    }
    stmt_done(stmt);
    return status;
}

static void add_way(const struct telling *t, struct query *query, const struct belonging *about)
{
    query_add(query, "SELECT ");
    query_add(query, about->finding_column);
    query_add(query, " FROM ");
    query_add(query, about->from);
    query_add(query, " WHERE \"r\".\"ledger_id\"=");
    query_id(query, t->ledger);
    query_add(query, " AND ");
    query_add(query, about->record_column);
    query_add(query, "=\"e\".\"record_id\" LIMIT 1");
}

/* The end of the chain, each event with the finding it is about; without one when he may not see it. */
static struct stmt *select_events(struct telling *t)
{
    struct query query = insight_query(t->insight);
    query_add(&query, "SELECT \"e\".\"at\",\"e\".\"record\",\"e\".\"event\",\"e\".\"fields\",\"e\".\"actor_id\","
                      "\"p\".\"name\",\"f\".\"id\",\"f\".\"number\",\"f\".\"title\",\"e\".\"record_id\" FROM (SELECT "
                      "\"seq\",\"at\","
                      "\"record\",\"record_id\",\"event\",\"fields\",\"actor_id\" FROM \"ledger_event\" WHERE "
                      "\"ledger_id\"=");
    query_id(&query, t->ledger);
    query_add(&query, " AND \"site_id\"=");
    query_id(&query, t->site);
    query_add(&query, " ORDER BY \"seq\" DESC LIMIT ");
    query_int(&query, NEWS_EVENTS + 1);
    query_add(&query, ") AS \"e\" LEFT JOIN (SELECT \"id\",\"number\",\"title\"");
    insight_where(t->insight, &query, &record_finding, t->ledger);
    query_add(&query, ") AS \"f\" ON \"f\".\"id\"=CASE \"e\".\"record\" WHEN 'finding' THEN \"e\".\"record_id\"");
    for (size_t i = 0; i < t->about.count; i++) {
        const struct belonging *about = &t->about.items[i];
        bool again = i > 0 && about[-1].type == about->type,
             more = i + 1 < t->about.count && about[1].type == about->type;
        if (!again) {
            query_add(&query, " WHEN ");
            query_text(&query, about->type->name);
            query_add(&query, more ? " THEN COALESCE((" : " THEN (");
        } else {
            query_add(&query, ",(");
        }
        add_way(t, &query, about);
        query_add(&query, again && !more ? "))" : ")");
    }
    query_add(&query, " END LEFT JOIN \"person\" AS \"p\" ON \"p\".\"id\"=\"e\".\"actor_id\" WHERE \"e\".\"at\">");
    query_int(&query, t->news->since);
    query_add(&query, " ORDER BY \"e\".\"seq\" DESC");
    return query_run(&query, t->insight->db);
}

/* ---- what hangs on a finding may be hidden though the finding is not ---- */

static void take(struct telling *t, struct stmt *stmt)
{
    struct arena *arena = t->insight->arena;
    const struct scope *scope = t->insight->scope;
    const struct record_type *type = registry_find(&all_records, stmt_text(stmt, 1));
    if (!type || stmt_is_null(stmt, 6) || uuid_equal(stmt_uuid(stmt, 4), scope->person_id))
        return;
    const char *names = stmt_text(stmt, 3);
    uint64_t seen = gate_seen(type, gate_roles(scope, type, t->ledger)), fields = event_fields(type, names) & seen;
    if (!seen || (!fields && *names))
        return;
    *VEC_PUSH(arena, &t->found) = (struct found){.change = {.at = stmt_int(stmt, 0),
                                                            .actor = arena_strdup(arena, stmt_text(stmt, 5)),
                                                            .type = type,
                                                            .event = arena_strdup(arena, stmt_text(stmt, 2)),
                                                            .fields = fields},
                                                 .record = stmt_uuid(stmt, 9),
                                                 .finding = stmt_uuid(stmt, 6),
                                                 .number = arena_strdup(arena, stmt_text(stmt, 7)),
                                                 .title = arena_strdup(arena, stmt_text(stmt, 8)),
                                                 .seen = type == &record_finding};
}

static int by_id(const void *a, const void *b)
{
    return uuid_compare(*(const struct uuid *)a, *(const struct uuid *)b);
}

/* Which of the records of one type exist for him. */
static enum status see(struct telling *t, const struct record_type *type)
{
    const struct insight *insight = t->insight;
    struct uuid_list ids = {ARENA_ARRAY(insight->arena, struct uuid, t->found.count + 1), 0}, seen = {0};
    for (size_t i = 0; i < t->found.count; i++)
        if (t->found.items[i].change.type == type)
            ids.ids[ids.count++] = t->found.items[i].record;
    enum status status =
        ids.count ? sight_among(insight->db, insight->arena, insight->scope, type, t->ledger, &ids, &seen) : OK;
    if (status || !seen.count)
        return status;
    qsort(seen.ids, seen.count, sizeof *seen.ids, by_id);
    for (size_t i = 0; i < t->found.count; i++) {
        struct found *found = &t->found.items[i];
        if (found->change.type == type)
            found->seen = bsearch(&found->record, seen.ids, seen.count, sizeof *seen.ids, by_id) != NULL;
    }
    return OK;
}

static enum status see_all(struct telling *t)
{
    enum status status = OK;
    for (size_t i = 0; i < t->about.count && !status; i++)
        if (i == 0 || t->about.items[i].type != t->about.items[i - 1].type)
            status = see(t, t->about.items[i].type);
    return status;
}

/* ---- by finding ---- */

static struct news_finding *finding_of(struct telling *t, const struct found *found)
{
    for (size_t i = 0; i < t->news->findings.count; i++)
        if (uuid_equal(t->news->findings.items[i].id, found->finding))
            return &t->news->findings.items[i];
    if (t->news->findings.count == NEWS_FINDINGS) {
        t->news->more = true;
        return NULL;
    }
    struct news_finding *finding = VEC_PUSH(t->insight->arena, &t->news->findings);
    finding->id = found->finding;
    finding->number = found->number;
    finding->title = found->title;
    return finding;
}

static void tell(struct telling *t, const struct found *found)
{
    struct news_finding *finding = found->seen ? finding_of(t, found) : NULL;
    if (finding && finding->count++ < NEWS_CHANGES)
        *VEC_PUSH(t->insight->arena, &finding->changes) = found->change;
}

enum status news_read(const struct insight *insight, struct uuid ledger, const char *code, struct uuid site,
                      struct news *ret_news)
{
    struct telling t = {.insight = insight, .ledger = ledger, .site = site, .news = ret_news};
    *ret_news = (struct news){0};
    t.about = belongings_of_findings(insight->arena);
    enum status status = read_mark(insight, code, &ret_news->since);
    if (status)
        return status;
    bool row;
    size_t count = 0;
    struct stmt *stmt = select_events(&t);
    while (!(status = stmt_step(stmt, &row)) && row) {
        if (count++ == 0)
            ret_news->until = stmt_int(stmt, 0);
        take(&t, stmt);
    }
    stmt_done(stmt);
    if (!status)
        status = see_all(&t);
    for (size_t i = 0; i < t.found.count && !status; i++)
        tell(&t, &t.found.items[i]);
    ret_news->more = ret_news->more || count > NEWS_EVENTS;
    return status;
}
