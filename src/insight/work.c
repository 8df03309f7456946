#include "insight/work.h"

#include <string.h>

#define WORK_BUCKET_NAME(name) #name,
const char *const work_bucket_names[WORK_BUCKET_COUNT] = {WORK_BUCKETS(WORK_BUCKET_NAME)};

struct working {
    const struct insight *insight;
    struct work *work;
    const struct uuid *ledgers;
    size_t count;
};

static void choose_ledgers(struct working *w, const struct uuid *only)
{
    const struct scope *scope = w->insight->scope;
    VEC(struct uuid) ledgers = {0};
    for (size_t i = 0; i < scope->ledger_count; i++) {
        struct uuid id = scope->ledgers[i].id;
        if (!(scope->ledgers[i].roles & ROLES_BUSINESS) || (only && !uuid_equal(*only, id)))
            continue;
        if (ledgers.count < WORK_LEDGERS)
            *VEC_PUSH(w->insight->arena, &ledgers) = id;
        else
            w->work->ledgers_left_out++;
    }
    w->ledgers = ledgers.items;
    w->count = ledgers.count;
}

static void add_findings(struct working *w, struct query *query, struct uuid ledger)
{
    static const struct asked asked[] = {{.question = question_owed}, {.question = question_running}};
    const struct insight *insight = w->insight;
    query_add(query, "SELECT \"ledger_id\",\"id\",\"number\",\"title\",\"state\",\"due_on\",\"due_as\",\"due_text\","
                     "\"lead_unit_id\" AS \"unit_id\",\"lead_official_id\" AS \"person_id\",\"level\","
                     "\"accountable_official_id\" AS \"accountable_id\"");
    insight_where(insight, query, &record_finding, ledger);
    query_add(query, " AND ");
    query_within(query, question_condition(insight->arena, insight->scope, insight->clock, ledger, asked, 2));
}

static void add_actions(struct working *w, struct query *query, struct uuid ledger)
{
    const struct insight *insight = w->insight;
    query_add(query, "SELECT \"ledger_id\",\"id\",\"number\",\"measure\" AS \"title\",\"state\",\"due_on\",\"due_as\","
                     "\"due_text\",\"organisation_id\" AS \"unit_id\",\"owner_id\" AS \"person_id\",(SELECT "
                     "\"n\".\"ref_id\" FROM \"corrective_action_answers\" AS \"n\" WHERE \"n\".\"ledger_id\"=");
    query_id(query, ledger);
    query_add(query, " AND \"n\".\"id\"=\"corrective_action\".\"id\" AND \"n\".\"ref_id\" IN (SELECT \"id\"");
    insight_where(insight, query, &record_finding, ledger);
    query_add(query, ") ORDER BY \"n\".\"ref_id\" LIMIT 1) AS \"answers_id\",1 AS \"none\"");
    insight_where(insight, query, &record_corrective_action, ledger);
    query_add(query, " AND \"state\"<>'done' AND \"id\" IN (SELECT \"id\" FROM \"corrective_action\" WHERE "
                     "\"ledger_id\"=");
    query_id(query, ledger);
    query_add(query, " AND \"owner_id\"=");
    query_id(query, insight->scope->person_id);
    query_add(query, " UNION ALL SELECT \"id\" FROM \"corrective_action\" WHERE \"ledger_id\"=");
    query_id(query, ledger);
    query_add(query, " AND \"organisation_id\" IN (");
    insight_units(insight, query);
    query_add(query, "))");
}

static void add_ledgers(struct working *w, struct query *query,
                        void (*add)(struct working *w, struct query *query, struct uuid ledger))
{
    query_add(query, "(");
    for (size_t i = 0; i < w->count; i++) {
        query_add(query, i ? " UNION ALL " : "");
        add(w, query, w->ledgers[i]);
    }
    query_add(query, ") AS \"w\"");
}

static const char order[] = " ORDER BY (\"w\".\"due_on\" IS NULL),\"w\".\"due_on\",\"w\".\"number\" LIMIT ";

static struct stmt *select_findings(struct working *w)
{
    struct query query = insight_query(w->insight);
    query_add(&query, "SELECT \"w\".*,\"b\".\"code\",\"u\".\"name\",\"p\".\"name\" FROM ");
    add_ledgers(w, &query, add_findings);
    query_add(&query, " JOIN \"ledger\" AS \"b\" ON \"b\".\"id\"=\"w\".\"ledger_id\" LEFT JOIN \"organisation\" AS "
                      "\"u\" ON \"u\".\"id\"=\"w\".\"unit_id\" LEFT JOIN \"person\" AS \"p\" ON "
                      "\"p\".\"id\"=\"w\".\"person_id\"");
    query_add(&query, order);
    query_int(&query, WORK_READ + 1);
    return query_run(&query, w->insight->db);
}

static struct stmt *select_actions(struct working *w)
{
    struct query query = insight_query(w->insight);
    query_add(&query, "SELECT \"w\".*,\"b\".\"code\",\"u\".\"name\",\"p\".\"name\",\"f\".\"number\",\"f\".\"title\" "
                      "FROM ");
    add_ledgers(w, &query, add_actions);
    query_add(&query, " JOIN \"ledger\" AS \"b\" ON \"b\".\"id\"=\"w\".\"ledger_id\" LEFT JOIN \"organisation\" AS "
                      "\"u\" ON \"u\".\"id\"=\"w\".\"unit_id\" LEFT JOIN \"person\" AS \"p\" ON "
                      "\"p\".\"id\"=\"w\".\"person_id\" LEFT JOIN \"finding\" AS \"f\" ON "
                      "\"f\".\"ledger_id\"=\"w\".\"ledger_id\" AND \"f\".\"id\"=\"w\".\"answers_id\"");
    query_add(&query, order);
    query_int(&query, WORK_READ + 1);
    return query_run(&query, w->insight->db);
}

static enum work_bucket bucket_of(const struct work_item *item)
{
    return item->due.on_unknown               ? WORK_undated
           : item->days < 0                   ? WORK_overdue
           : item->days == 0                  ? WORK_due_today
           : item->days <= QUESTION_WEEK_DAYS ? WORK_due_week
                                              : WORK_due_later;
}

/* The columns both statements begin with. */
static void read_item(const struct working *w, struct stmt *stmt, struct work_item *item)
{
    struct arena *arena = w->insight->arena;
    item->ledger = stmt_uuid(stmt, 0);
    item->id = stmt_uuid(stmt, 1);
    item->number = arena_strdup(arena, stmt_text(stmt, 2));
    item->title = arena_strdup(arena, stmt_text(stmt, 3));
    item->state = arena_strdup(arena, stmt_text(stmt, 4));
    item->has_due = !stmt_is_null(stmt, 6);
    item->due.on_unknown = !date_parse(stmt_text(stmt, 5), &item->due.on);
    item->due.as = word_find(&words_deadline_as, stmt_text(stmt, 6));
    item->due.text = arena_strdup(arena, stmt_text(stmt, 7));
    item->days = item->due.on_unknown ? 0 : item->due.on - w->work->today;
    item->bucket = bucket_of(item);
    item->ledger_code = arena_strdup(arena, stmt_text(stmt, 12));
    item->unit = arena_strdup(arena, stmt_text(stmt, 13));
    item->person = arena_strdup(arena, stmt_text(stmt, 14));
}

static struct work_ledger *ledger_of(struct working *w, const struct work_item *item)
{
    for (size_t i = 0; i < w->work->ledgers.count; i++)
        if (uuid_equal(w->work->ledgers.items[i].id, item->ledger))
            return &w->work->ledgers.items[i];
    struct work_ledger *ledger = VEC_PUSH(w->insight->arena, &w->work->ledgers);
    *ledger = (struct work_ledger){.id = item->ledger, .code = item->ledger_code};
    return ledger;
}

static enum status read_findings(struct working *w)
{
    bool row;
    enum status status;
    struct uuid me = w->insight->scope->person_id;
    struct stmt *stmt = select_findings(w);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct work_item item = {0};
        if (w->work->findings.count == WORK_READ) {
            w->work->more = true;
            continue;
        }
        read_item(w, stmt, &item);
        item.leads = uuid_equal(stmt_uuid(stmt, 9), me);
        item.level = arena_strdup(w->insight->arena, stmt_text(stmt, 10));
        item.answers_for = uuid_equal(stmt_uuid(stmt, 11), me);
        *VEC_PUSH(w->insight->arena, &w->work->findings) = item;
        struct work_ledger *ledger = ledger_of(w, &item);
        ledger->buckets[item.bucket]++;
        ledger->total++;
    }
    stmt_done(stmt);
    return status;
}

static enum status read_actions(struct working *w)
{
    bool row;
    enum status status;
    struct stmt *stmt = select_actions(w);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct work_item item = {0};
        if (w->work->actions.count == WORK_READ) {
            w->work->more = true;
            continue;
        }
        read_item(w, stmt, &item);
        item.finding = stmt_uuid(stmt, 10);
        item.finding_number = arena_strdup(w->insight->arena, stmt_text(stmt, 15));
        item.finding_title = arena_strdup(w->insight->arena, stmt_text(stmt, 16));
        *VEC_PUSH(w->insight->arena, &w->work->actions) = item;
        ledger_of(w, &item)->actions++;
    }
    stmt_done(stmt);
    return status;
}

enum status work_read(const struct insight *insight, const struct uuid *only, struct work *ret_work)
{
    struct working w = {.insight = insight, .work = ret_work};
    *ret_work = (struct work){.today = clock_today(insight->clock)};
    choose_ledgers(&w, only);
    enum status status = w.count ? read_findings(&w) : OK;
    return status || !w.count ? status : read_actions(&w);
}
