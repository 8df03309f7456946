#include "insight/waiting.h"

#include "ledger/records.h"

#include <stdlib.h>
#include <string.h>

/* Which record waits in which states, and for whom: a person it names, an owner of a unit it names, or whoever holds
 * the role a review step names. */
struct rule {
    const struct record_type *type;
    const char *states;        /* words for SQL */
    const char *person, *unit; /* columns; NULL: none */
    bool by_role;              /* review_by, where no person is named */
    const char *title, *due;   /* columns; NULL: none */
};

static const struct rule rules[] = {
    {&record_claim, "'owed'", "person_id", "organisation_id", false, "role", "due_on"},
    {&record_review_step, "'open'", "person_id", NULL, true, "name", "due_on"},
    {&record_request, "'open'", "addressee_id", "addressee_unit_id", false, "title", "reply_by_on"},
    {&record_plan_opinion, "'asked'", "person_id", "organisation_id", false, NULL, "due_on"},
    {&record_plan_extract, "'issued'", NULL, "organisation_id", false, NULL, NULL},
    {&record_responsibility_letter, "'drafted'", "person_id", NULL, false, "number", NULL},
    {&record_responsibility_letter, "'undertaken'", "upper_person_id", NULL, false, "number", NULL},
    {&record_handover, "'drafted'", "from_person_id", NULL, false, "number", NULL},
    {&record_handover, "'handed'", "to_person_id", NULL, false, "number", NULL},
    {&record_progress_report, "'returned'", NULL, "organisation_id", false, "title", "due_on"},
    {&record_effectiveness_check, "'planned'", "checker_id", NULL, false, NULL, "planned_on"},
};

enum { RULES = sizeof rules / sizeof *rules };

struct looking {
    const struct insight *insight;
    struct waiting *waiting;
    VEC(struct uuid) ledgers;
};

static void choose_ledgers(struct looking *l, const struct uuid *only)
{
    const struct scope *scope = l->insight->scope;
    for (size_t i = 0; i < scope->ledger_count; i++) {
        struct uuid id = scope->ledgers[i].id;
        if (!(scope->ledgers[i].roles & ROLES_BUSINESS) || (only && !uuid_equal(*only, id)))
            continue;
        if (l->ledgers.count < WAITING_LEDGERS)
            *VEC_PUSH(l->insight->arena, &l->ledgers) = id;
        else
            l->waiting->ledgers_left_out++;
    }
}

/* ---- the statement ---- */

/* A column the record does not have is empty, of the type it has elsewhere: PostgreSQL asks for it. */
static void add_column(struct query *query, const struct record_type *type, const char *name, const char *as, bool id)
{
    query_add(query, ",");
    if (name && field_find(type, name) >= 0)
        sql_name(&query->sql, name);
    else
        query_add(query, id ? "NULLIF(\"id\",\"id\")" : "NULLIF('','')");
    query_add(query, " AS ");
    sql_name(&query->sql, as);
}

/* Roles he holds here, as the words of review_by that are named like them. */
static void add_roles(const struct looking *l, struct query *query, struct uuid ledger)
{
    unsigned roles = scope_roles_in(l->insight->scope, ledger);
    bool any = false;
    for (size_t i = 0; i < words_review_by.count; i++) {
        int role = word_find(&words_role, words_review_by.words[i]);
        if (role < 0 || !(roles & ROLE_BIT(role)))
            continue;
        query_add(query, any ? "," : " OR (\"person_id\" IS NULL AND \"review_by\" IN (");
        query_text(query, words_review_by.words[i]);
        any = true;
    }
    query_add(query, any ? "))" : "");
}

static void add_his(const struct looking *l, struct query *query, const struct rule *rule, struct uuid ledger)
{
    query_add(query, " AND (1=0");
    if (rule->person) {
        query_add(query, " OR ");
        sql_name(&query->sql, rule->person);
        query_add(query, "=");
        query_id(query, l->insight->scope->person_id);
    }
    if (rule->unit) {
        query_add(query, " OR ");
        sql_name(&query->sql, rule->unit);
        query_add(query, " IN (");
        insight_units(l->insight, query);
        query_add(query, ")");
    }
    if (rule->by_role)
        add_roles(l, query, ledger);
    query_add(query, ")");
}

static void add_rule(const struct looking *l, struct query *query, size_t index, struct uuid ledger)
{
    const struct rule *rule = &rules[index];
    query_add(query, "SELECT ");
    strbuf_add_int(&query->sql, (int64_t)index);
    query_add(query, " AS \"rule\",\"ledger_id\",\"id\"");
    add_column(query, rule->type, rule->title, "title", false);
    add_column(query, rule->type, rule->due, "due_on", false);
    add_column(query, rule->type, "finding_id", "finding_id", true);
    add_column(query, rule->type, "plan_id", "plan_id", true);
    insight_where(l->insight, query, rule->type, ledger);
    query_add(query, " AND \"state\" IN (");
    query_add(query, rule->states); /* our own words */
    query_add(query, ")");
    add_his(l, query, rule, ledger);
}

/* Findings and plans are named as far as he sees them. */
static struct stmt *select_waiting(const struct looking *l, struct query *query)
{
    query_add(query,
              "SELECT \"w\".\"rule\",\"w\".\"ledger_id\",\"w\".\"id\",\"w\".\"title\",\"w\".\"due_on\","
              "\"b\".\"code\",\"f\".\"id\",\"f\".\"number\",\"f\".\"title\",\"p\".\"id\",\"p\".\"title\" FROM (");
    for (size_t k = 0; k < l->ledgers.count; k++)
        for (size_t i = 0; i < RULES; i++) {
            query_add(query, k || i ? " UNION ALL " : "");
            add_rule(l, query, i, l->ledgers.items[k]);
        }
    query_add(query, ") AS \"w\" JOIN \"ledger\" AS \"b\" ON \"b\".\"id\"=\"w\".\"ledger_id\"");
    static const struct {
        const struct record_type *type;
        const char *as, *key;
    } named[] = {{&record_finding, "f", "finding_id"}, {&record_plan, "p", "plan_id"}};
    for (size_t n = 0; n < sizeof named / sizeof *named; n++) {
        query_add(query, " LEFT JOIN (");
        for (size_t k = 0; k < l->ledgers.count; k++) {
            query_add(query, k ? " UNION ALL SELECT " : "SELECT ");
            query_add(query, "\"ledger_id\",\"id\",\"number\",\"title\"");
            insight_where(l->insight, query, named[n].type, l->ledgers.items[k]);
        }
        query_add(query, ") AS ");
        sql_name(&query->sql, named[n].as);
        query_add(query, " ON ");
        sql_name(&query->sql, named[n].as);
        query_add(query, ".\"ledger_id\"=\"w\".\"ledger_id\" AND ");
        sql_name(&query->sql, named[n].as);
        query_add(query, ".\"id\"=\"w\".");
        sql_name(&query->sql, named[n].key);
    }
    query_add(query, " ORDER BY (\"w\".\"due_on\" IS NULL),\"w\".\"due_on\",\"w\".\"id\"");
    return query_run(query, l->insight->db);
}

/* ---- reading ---- */

static struct waiting_kind *kind_of(struct looking *l, const struct rule *rule)
{
    for (size_t i = 0; i < l->waiting->kind_count; i++)
        if (l->waiting->kinds[i].type == rule->type)
            return &l->waiting->kinds[i];
    struct waiting_kind *kind = &l->waiting->kinds[l->waiting->kind_count++];
    *kind = (struct waiting_kind){.name = rule->type->plural, .type = rule->type};
    return kind;
}

static void read_item(const struct looking *l, struct stmt *stmt, struct waiting_item *item)
{
    item->ledger = stmt_uuid(stmt, 1);
    item->id = stmt_uuid(stmt, 2);
    item->title = stmt_keep(stmt, 3, l->insight->arena);
    item->has_due = !stmt_is_null(stmt, 4) && date_parse(stmt_text(stmt, 4), &item->due_on);
    item->ledger_code = stmt_keep(stmt, 5, l->insight->arena);
    item->finding = stmt_uuid(stmt, 6);
    item->number = stmt_keep(stmt, 7, l->insight->arena);
    item->finding_title = stmt_keep(stmt, 8, l->insight->arena);
    item->plan = stmt_uuid(stmt, 9);
    item->plan_title = stmt_keep(stmt, 10, l->insight->arena);
}

enum status waiting_read(const struct insight *insight, const struct uuid *only, struct waiting *ret_waiting)
{
    struct looking l = {.insight = insight, .waiting = ret_waiting};
    struct query query = insight_query(insight);
    bool row;
    enum status status = OK;
    *ret_waiting = (struct waiting){.today = clock_today(insight->clock),
                                    .kinds = ARENA_ARRAY(insight->arena, struct waiting_kind, RULES)};
    choose_ledgers(&l, only);
    if (!l.ledgers.count)
        return OK;
    struct stmt *stmt = select_waiting(&l, &query);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct waiting_kind *kind = kind_of(&l, &rules[stmt_int(stmt, 0)]);
        kind->count++;
        ret_waiting->total++;
        if (kind->items.count < WAITING_SHOWN)
            read_item(&l, stmt, VEC_PUSH(insight->arena, &kind->items));
    }
    stmt_done(stmt);
    return status;
}

/* ---- as JSON ---- */

static void put_named(struct strbuf *out, const char *name, struct uuid id, const char *number, const char *title)
{
    strbuf_add_member_name(out, name);
    if (uuid_is_nil(id)) {
        strbuf_adds(out, "null");
        return;
    }
    strbuf_addc(out, '{');
    json_member_id(out, "id", id);
    json_member_text(out, "number", number);
    strbuf_add_member(out, "title", title);
    strbuf_addc(out, '}');
}

static void put_item(struct strbuf *out, const struct waiting *waiting, const struct waiting_item *item)
{
    strbuf_addc(out, '{');
    json_member_id(out, "id", item->id);
    strbuf_add_member(out, "ledger", item->ledger_code);
    json_member_text(out, "title", item->title);
    put_named(out, "finding", item->finding, item->number, item->finding_title);
    put_named(out, "plan", item->plan, NULL, item->plan_title);
    json_member_date(out, "due_on", item->has_due, item->due_on);
    if (item->has_due)
        strbuf_add_member_int(out, "days", item->due_on - waiting->today);
    strbuf_addc(out, '}');
}

void waiting_json(struct strbuf *out, const struct waiting *waiting)
{
    strbuf_addc(out, '{');
    json_member_date(out, "today", true, waiting->today);
    strbuf_add_member_int(out, "total", waiting->total);
    strbuf_add_member_int(out, "ledgers_left_out", (int64_t)waiting->ledgers_left_out);
    strbuf_add_member_name(out, "kinds");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < waiting->kind_count; i++) {
        const struct waiting_kind *kind = &waiting->kinds[i];
        strbuf_adds(out, i ? ",\n{" : "{");
        strbuf_add_member(out, "kind", kind->name);
        strbuf_add_member_int(out, "count", kind->count);
        strbuf_add_member_name(out, "items");
        strbuf_addc(out, '[');
        for (size_t k = 0; k < kind->items.count; k++) {
            strbuf_adds(out, k ? ",\n" : "");
            put_item(out, waiting, &kind->items.items[k]);
        }
        strbuf_adds(out, "]}");
    }
    strbuf_adds(out, "]}");
}
