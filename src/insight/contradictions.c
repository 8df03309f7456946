#include "insight/contradictions.h"

#include <string.h>

/* Measures that answer it, requests that passed; each is completed by a condition. */
#define MEASURE                                                                                                        \
    "EXISTS (SELECT 1 FROM \"corrective_action_answers\" AS \"n\" JOIN {corrective_action} AS \"m\" ON "               \
    "\"m\".\"id\"=\"n\".\"id\" WHERE \"n\".\"ledger_id\"={ledger} AND \"n\".\"ref_id\"=\"finding\".\"id\" AND "
#define REQUEST                                                                                                        \
    "EXISTS (SELECT 1 FROM {closure_request} AS \"r\" WHERE \"r\".\"finding_id\"=\"finding\".\"id\" AND "              \
    "\"r\".\"state\"='passed' AND "
#define SANCTION "EXISTS (SELECT 1 FROM {sanction} AS \"s\" WHERE \"s\".\"finding_id\"=\"finding\".\"id\")"

const struct contradiction_rule contradiction_rules[] = {
    {"done_not_closed", "整改结果为已完成或基本完成，但问题没有销号，还有措施没有完成",
     "called done or mostly done, yet it is not closed and a measure is still open",
     "\"completion\" IN ('done','mostly_done') AND \"state\"<>'closed' AND " MEASURE "\"m\".\"state\"<>'done')", -1},
    {"closed_not_done", "问题已经销号，但整改结果为空，或者是持续整改、未完成",
     "closed, yet its result is empty, continuing or not done",
     "\"state\"='closed' AND (\"completion\" IS NULL OR \"completion\" IN ('continuing','not_done'))", -1},
    {"closed_measure_open", "问题已经销号，但还有措施没有完成", "closed, yet one of its measures is not done",
     "\"state\"='closed' AND " MEASURE "\"m\".\"state\"<>'done')", -1},
    {"money_short", "整改结果为已完成，但已挽回金额少于涉及金额",
     "called done, yet less money was recovered than the problem is about",
     "\"completion\"='done' AND \"amount\">0 AND \"amount\">(SELECT COALESCE(SUM(\"v\".\"amount\"),0) FROM {recovery} "
     "AS \"v\" WHERE \"v\".\"finding_id\"=\"finding\".\"id\")",
     -1},
    {"persons_denied", "销号申请称不涉及人员处理，但登记了人员处理",
     "the request to close said that nobody was concerned, yet persons were dealt with",
     REQUEST "\"r\".\"persons_dealt\" LIKE '%不涉及%') AND " SANCTION, -1},
    {"persons_untouched", "问题点名了有关人员并已销号，但没有人员处理的登记",
     "persons are named in it and it is closed, yet nobody was dealt with",
     "\"state\"='closed' AND EXISTS (SELECT 1 FROM \"finding_named_persons\" AS \"p\" WHERE "
     "\"p\".\"ledger_id\"={ledger} AND \"p\".\"id\"=\"finding\".\"id\") AND NOT " SANCTION,
     FIELD_finding_named_persons},
    {"rule_not_issued", "建章立制的措施已报完成，但没有印发的制度",
     "a measure to make a rule is called done, yet no rule was issued",
     MEASURE "\"m\".\"kind\"='rule' AND \"m\".\"state\"='done') AND NOT EXISTS (SELECT 1 FROM {rule_change} AS \"c\" "
             "JOIN \"rule_change_findings\" AS \"l\" ON \"l\".\"ledger_id\"={ledger} AND \"l\".\"id\"=\"c\".\"id\" "
             "WHERE \"l\".\"ref_id\"=\"finding\".\"id\" AND \"c\".\"state\" IN ('issued','in_force'))",
     -1},
    {"rebounded_closed", "回头看发现明显反弹，但问题仍是已销号",
     "a look-back found it rebounded, yet it is still closed",
     "\"state\"='closed' AND EXISTS (SELECT 1 FROM {effectiveness_check} AS \"k\" WHERE "
     "\"k\".\"finding_id\"=\"finding\".\"id\" AND \"k\".\"state\"='done' AND \"k\".\"result\"='rebounded' AND NOT "
     "EXISTS (SELECT 1 FROM {closure_request} AS \"r\" WHERE \"r\".\"finding_id\"=\"finding\".\"id\" AND "
     "\"r\".\"state\"='passed' AND \"r\".\"created_at\">\"k\".\"changed_at\"))",
     -1},
    {"done_late", "整改结果为已完成，但有措施在整改时限以后才完成",
     "called done, yet a measure was only done after the deadline",
     "\"completion\"='done' AND \"due_on\"<{today} AND " MEASURE "\"m\".\"done_on\">\"finding\".\"due_on\")", -1},
};
const size_t contradiction_rule_count = sizeof contradiction_rules / sizeof *contradiction_rules;

struct finding_out {
    const struct insight *insight;
    struct uuid ledger;
    char today[DATE_TEXT];
};

/* Rows of a record that the reader sees, in place of its name. */
static void add_rows(struct finding_out *f, struct query *query, const char *name)
{
    const struct record_type *type = registry_find(&all_records, name);
    query_add(query, "(SELECT *");
    insight_where(f->insight, query, type, f->ledger);
    query_add(query, ")");
}

static void add_condition(struct finding_out *f, struct query *query, const char *condition)
{
    for (const char *at = condition; *at;) {
        size_t plain = strcspn(at, "{");
        query_add(query, arena_strndup(f->insight->arena, at, plain));
        at += plain;
        if (!*at)
            break;
        size_t length = strcspn(at, "}");
        const char *name = arena_strndup(f->insight->arena, at + 1, length - 1);
        if (strcmp(name, "ledger") == 0)
            query_id(query, f->ledger);
        else if (strcmp(name, "today") == 0)
            query_text(query, f->today);
        else
            add_rows(f, query, name);
        at += length + 1;
    }
}

static bool may_know(const struct finding_out *f, const struct contradiction_rule *rule)
{
    uint64_t seen = gate_seen(&record_finding, gate_roles(f->insight->scope, &record_finding, f->ledger));
    return rule->needs < 0 || seen & FIELD_BIT(rule->needs);
}

static struct stmt *select_findings(struct finding_out *f, const struct uuid *finding)
{
    struct query query = insight_query(f->insight);
    query_add(&query, "SELECT \"f\".*,\"u\".\"name\" FROM (SELECT \"id\",\"number\",\"title\",\"lead_unit_id\","
                      "\"state\",\"completion\"");
    for (size_t i = 0; i < contradiction_rule_count; i++) {
        query_add(&query, ",CASE WHEN ");
        if (may_know(f, &contradiction_rules[i]))
            add_condition(f, &query, contradiction_rules[i].condition);
        else
            query_add(&query, "1=0");
        query_add(&query, arena_printf(f->insight->arena, " THEN 1 ELSE 0 END AS \"x%zu\"", i));
    }
    insight_where(f->insight, &query, &record_finding, f->ledger);
    query_add(&query, " AND \"level\" IN ('finding','demand')");
    if (finding) {
        query_add(&query, " AND \"id\"=");
        query_id(&query, *finding);
    }
    query_add(&query, ") AS \"f\" LEFT JOIN \"organisation\" AS \"u\" ON \"u\".\"id\"=\"f\".\"lead_unit_id\" ORDER BY "
                      "\"f\".\"number\",\"f\".\"id\"");
    return query_run(&query, f->insight->db);
}

enum { FIRST_RULE = 6 };

enum status contradictions_find(const struct insight *insight, struct uuid ledger, const struct uuid *finding,
                                struct contradictions *ret_contradictions)
{
    struct finding_out f = {.insight = insight, .ledger = ledger};
    struct contradictions found = {.by_rule = ARENA_ARRAY(insight->arena, int64_t, contradiction_rule_count)};
    bool row;
    enum status status;
    date_text(clock_today(insight->clock), f.today);
    struct stmt *stmt = select_findings(&f, finding);
    while (!(status = stmt_step(stmt, &row)) && row) {
        for (size_t i = 0; i < contradiction_rule_count; i++) {
            if (!stmt_int(stmt, FIRST_RULE + (int)i))
                continue;
            found.total++;
            found.by_rule[i]++;
            if (found.items.count >= CONTRADICTIONS_TOLD)
                continue;
            *VEC_PUSH(insight->arena, &found.items) = (struct contradiction){
                .rule = &contradiction_rules[i],
                .finding = stmt_uuid(stmt, 0),
                .number = stmt_keep(stmt, 1, insight->arena),
                .title = stmt_keep(stmt, 2, insight->arena),
                .state = stmt_keep(stmt, 4, insight->arena),
                .completion = stmt_keep(stmt, 5, insight->arena),
                .unit = stmt_keep(stmt, FIRST_RULE + (int)contradiction_rule_count, insight->arena)};
        }
    }
    stmt_done(stmt);
    if (!status)
        *ret_contradictions = found;
    return status;
}

void contradictions_json(struct strbuf *out, const struct contradictions *contradictions)
{
    strbuf_addc(out, '{');
    strbuf_add_member_int(out, "total", contradictions->total);
    strbuf_add_member_bool(out, "more", contradictions->total > (int64_t)contradictions->items.count);
    strbuf_add_member_name(out, "counts");
    strbuf_addc(out, '{');
    for (size_t i = 0; i < contradiction_rule_count; i++)
        if (contradictions->by_rule[i])
            strbuf_add_member_int(out, contradiction_rules[i].code, contradictions->by_rule[i]);
    strbuf_addc(out, '}');
    strbuf_add_member_name(out, "contradictions");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < contradictions->items.count; i++) {
        const struct contradiction *one = &contradictions->items.items[i];
        strbuf_adds(out, i ? ",\n{" : "{");
        strbuf_add_member(out, "code", one->rule->code);
        json_member_id(out, "finding_id", one->finding);
        json_member_text(out, "number", one->number);
        strbuf_add_member(out, "title", one->title);
        json_member_text(out, "unit", one->unit);
        json_member_text(out, "state", one->state);
        json_member_text(out, "completion", one->completion);
        strbuf_add_member(out, "message", one->rule->zh);
        strbuf_add_member(out, "message_en", one->rule->en);
        strbuf_addc(out, '}');
    }
    strbuf_adds(out, "]}");
}
