#include "insight/news.h"

#include "journal/fold.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>

struct telling {
    const struct insight *insight;
    struct uuid ledger, site;
    struct news *news;
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

/* The end of the chain, each event with the finding it is about; without one when he may not see it. */
static struct stmt *select_events(struct telling *t)
{
    static const char *const about[][2] = {
        {"responsibility", "SELECT \"finding_id\" FROM \"responsibility\" WHERE \"ledger_id\"="},
        {"claim", "SELECT \"finding_id\" FROM \"claim\" WHERE \"ledger_id\"="},
        {"attachment", "SELECT \"finding_id\" FROM \"attachment\" WHERE \"ledger_id\"="},
        {"corrective_action", "SELECT \"ref_id\" FROM \"corrective_action_answers\" WHERE \"ledger_id\"="},
    };
    struct query query = insight_query(t->insight);
    query_add(&query, "SELECT \"e\".\"at\",\"e\".\"record\",\"e\".\"event\",\"e\".\"fields\",\"e\".\"actor_id\","
                      "\"p\".\"name\",\"f\".\"id\",\"f\".\"number\",\"f\".\"title\" FROM (SELECT \"seq\",\"at\","
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
    for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
        query_add(&query, " WHEN ");
        query_text(&query, about[i][0]);
        query_add(&query, " THEN (");
        query_add(&query, about[i][1]);
        query_id(&query, t->ledger);
        query_add(&query, " AND \"id\"=\"e\".\"record_id\" LIMIT 1)");
    }
    query_add(&query, " END LEFT JOIN \"person\" AS \"p\" ON \"p\".\"id\"=\"e\".\"actor_id\" WHERE \"e\".\"at\">");
    query_int(&query, t->news->since);
    query_add(&query, " ORDER BY \"e\".\"seq\" DESC");
    return query_run(&query, t->insight->db);
}

static struct news_finding *finding_of(struct telling *t, struct stmt *stmt)
{
    struct uuid id = stmt_uuid(stmt, 6);
    for (size_t i = 0; i < t->news->findings.count; i++)
        if (uuid_equal(t->news->findings.items[i].id, id))
            return &t->news->findings.items[i];
    if (t->news->findings.count == NEWS_FINDINGS) {
        t->news->more = true;
        return NULL;
    }
    struct news_finding *finding = VEC_PUSH(t->insight->arena, &t->news->findings);
    finding->id = id;
    finding->number = arena_strdup(t->insight->arena, stmt_text(stmt, 7));
    finding->title = arena_strdup(t->insight->arena, stmt_text(stmt, 8));
    return finding;
}

static void tell(struct telling *t, struct stmt *stmt)
{
    const struct scope *scope = t->insight->scope;
    const struct record_type *type = registry_find(&all_records, stmt_text(stmt, 1));
    if (!type || stmt_is_null(stmt, 6) || uuid_equal(stmt_uuid(stmt, 4), scope->person_id))
        return;
    const char *names = stmt_text(stmt, 3);
    uint64_t seen = gate_seen(type, gate_roles(scope, type, t->ledger)), fields = event_fields(type, names) & seen;
    struct news_finding *finding = seen && (fields || !*names) ? finding_of(t, stmt) : NULL;
    if (!finding || finding->count++ >= NEWS_CHANGES)
        return;
    *VEC_PUSH(t->insight->arena, &finding->changes) =
        (struct news_change){.at = stmt_int(stmt, 0),
                             .actor = arena_strdup(t->insight->arena, stmt_text(stmt, 5)),
                             .type = type,
                             .event = arena_strdup(t->insight->arena, stmt_text(stmt, 2)),
                             .fields = fields};
}

enum status news_read(const struct insight *insight, struct uuid ledger, const char *code, struct uuid site,
                      struct news *ret_news)
{
    struct telling t = {insight, ledger, site, ret_news};
    *ret_news = (struct news){0};
    enum status status = read_mark(insight, code, &ret_news->since);
    if (status)
        return status;
    bool row;
    size_t count = 0;
    struct stmt *stmt = select_events(&t);
    while (!(status = stmt_step(stmt, &row)) && row) {
        if (count++ == 0)
            ret_news->until = stmt_int(stmt, 0);
        tell(&t, stmt);
    }
    stmt_done(stmt);
    ret_news->more = ret_news->more || count > NEWS_EVENTS;
    return status;
}
