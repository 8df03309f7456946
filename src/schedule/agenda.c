#include "schedule/agenda.h"

#include "access/organisation.h"
#include "ledger/finding_where.h"
#include "schedule/report_desk.h"
#include "schedule/scheduling.h"

#include <stdlib.h>
#include <string.h>

static enum status code_of(const struct insight *insight, struct uuid ledger, const char **ret_code)
{
    bool row;
    struct stmt *stmt = db_prepare(insight->db, "SELECT \"code\" FROM \"ledger\" WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, ledger);
    enum status status = stmt_step(stmt, &row);
    *ret_code = !status && row ? stmt_keep(stmt, 0, insight->arena) : "";
    stmt_done(stmt);
    return status;
}

static int by_day(const void *left, const void *right)
{
    const struct agenda_item *a = left, *b = right;
    if (a->on != b->on)
        return a->on < b->on ? -1 : 1;
    int order = strcmp(a->number, b->number);
    return order ? order : memcmp(&a->id, &b->id, sizeof a->id);
}

static void in_order(struct agenda *agenda)
{
    if (agenda->items.count)
        qsort(agenda->items.items, agenda->items.count, sizeof *agenda->items.items, by_day);
}

/* Whose they are: the reader's, or those of units (a range of paths). */
struct whose {
    bool own;
    const char *from, *to;
};

static void add_units(const struct insight *insight, struct query *query, const struct whose *whose)
{
    if (whose->own) {
        insight_units(insight, query);
        return;
    }
    query_add(query, "SELECT \"id\" FROM \"organisation\" WHERE \"path\">=");
    query_text(query, whose->from);
    query_add(query, " AND \"path\"<");
    query_text(query, whose->to);
}

/* Columns id, finding, number, title, day, quiet. */
static enum status take(const struct insight *insight, struct query *query, const char *ledger, enum agenda_kind kind,
                        struct agenda *agenda)
{
    bool row;
    enum status status;
    query_add(query, " LIMIT ");
    query_int(query, AGENDA_MOST);
    struct stmt *stmt = query_run(query, insight->db);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct agenda_item item = {
            .kind = kind,
            .id = stmt_uuid(stmt, 0),
            .finding = stmt_uuid(stmt, 1),
            .ledger = ledger,
            .number = stmt_keep(stmt, 2, insight->arena),
            .title = stmt_keep(stmt, 3, insight->arena),
            .quiet = stmt_int(stmt, 5) != 0,
        };
        if (date_parse(stmt_text(stmt, 4), &item.on) && agenda->items.count < AGENDA_MOST)
            *VEC_PUSH(insight->arena, &agenda->items) = item;
    }
    stmt_done(stmt);
    return status;
}

#define QUIET(f) "CASE WHEN " FINDING_CONFIDENTIAL(f) " OR " FINDING_RESTRICTED(f) " THEN 1 ELSE 0 END"

static enum status add_findings(const struct insight *insight, struct uuid ledger, const char *code,
                                const struct whose *whose, struct agenda *agenda)
{
    struct query query = insight_query(insight);
    query_add(&query, "SELECT \"id\",\"id\" AS \"finding_id\",\"number\",\"title\",\"due_on\"," QUIET(""));
    insight_where(insight, &query, &record_finding, ledger);
    query_add(&query, " AND \"level\"='finding' AND \"due_on\" IS NOT NULL AND " FINDING_RUNS(
                          "") " AND "
                              "(\"id\" IN (SELECT \"finding_id\" FROM \"finding_unit\" WHERE \"ledger_id\"=");
    query_id(&query, ledger);
    query_add(&query, " AND \"unit_id\" IN (");
    add_units(insight, &query, whose);
    query_add(&query, "))");
    if (whose->own) {
        query_add(&query, " OR \"lead_official_id\"=");
        query_id(&query, insight->scope->person_id);
        query_add(&query, " OR \"accountable_official_id\"=");
        query_id(&query, insight->scope->person_id);
    }
    query_add(&query, ") ORDER BY \"due_on\"");
    return take(insight, &query, code, AGENDA_FINDING, agenda);
}

/* A measure is as quiet as the quietest problem it answers. */
static enum status add_measures(const struct insight *insight, struct uuid ledger, const char *code,
                                const struct whose *whose, struct agenda *agenda)
{
    struct query query = insight_query(insight);
    query_add(&query, "SELECT \"id\",(SELECT \"n\".\"ref_id\" FROM \"corrective_action_answers\" AS \"n\" WHERE "
                      "\"n\".\"ledger_id\"=");
    query_id(&query, ledger);
    query_add(&query, " AND \"n\".\"id\"=\"corrective_action\".\"id\" AND \"n\".\"ref_id\" IN (SELECT \"id\"");
    insight_where(insight, &query, &record_finding, ledger);
    query_add(&query, ") ORDER BY \"n\".\"ref_id\" LIMIT 1) AS \"finding_id\",\"number\",\"measure\",\"due_on\","
                      "(SELECT MAX(" QUIET("\"a\".") "+" QUIET(
                          "\"f\".") ")" MEASURES_BY_PROBLEM "WHERE "
                                    "\"n\".\"id\"=\"corrective_action\".\"id\" AND \"n\".\"ledger_id\"=");
    query_id(&query, ledger);
    query_add(&query, ")");
    insight_where(insight, &query, &record_corrective_action, ledger);
    query_add(&query,
              " AND \"due_on\" IS NOT NULL AND \"state\"<>'done' AND \"id\" IN (SELECT \"n\".\"id\"" MEASURES_BY_PROBLEM
              "WHERE " FINDING_RUNS("\"f\".") " AND \"n\".\"ledger_id\"=");
    query_id(&query, ledger);
    query_add(&query, ") AND (\"organisation_id\" IN (");
    add_units(insight, &query, whose);
    query_add(&query, ")");
    if (whose->own) {
        query_add(&query, " OR \"owner_id\"=");
        query_id(&query, insight->scope->person_id);
    }
    query_add(&query, ") ORDER BY \"due_on\"");
    return take(insight, &query, code, AGENDA_MEASURE, agenda);
}

static bool is_whose(const struct insight *insight, const struct whose *whose, const struct desk_duty *duty,
                     const struct desk_row *row, unsigned roles)
{
    if (!whose->own)
        return strcmp(row->unit_path, whose->from) >= 0 && strcmp(row->unit_path, whose->to) < 0;
    return duty->duty->owed_by == report_by_office
               ? (roles & ROLE_BIT(role_office)) != 0
               : (scope_roles_over(insight->scope, row->unit_path) & ROLE_BIT(role_owner)) != 0;
}

/* A report is named by duty, period and unit: it may not have been begun. */
static const char *key_of(struct arena *arena, const struct desk_duty *duty, const struct desk_period *period,
                          const struct desk_row *row)
{
    char id[UUID_TEXT], unit[UUID_TEXT], until[DATE_TEXT];
    uuid_text(duty->duty->head.id, id);
    uuid_text(row->unit, unit);
    date_text(period->period.until, until);
    return arena_printf(arena, "%s-%s-%s", id, until, unit); /* trusted: ids and a day */
}

static enum status add_reports(const struct insight *insight, struct uuid ledger, const char *code,
                               const struct whose *whose, struct agenda *agenda)
{
    struct report_desk desk;
    unsigned roles = scope_roles_in(insight->scope, ledger);
    enum status status = report_desk_read(insight, LANGUAGE_ZH, ledger, clock_today(insight->clock), &desk);
    for (size_t i = 0; !status && i < desk.duties.count; i++) {
        const struct desk_duty *duty = desk.duties.items + i;
        for (size_t k = 0; k < duty->periods.count; k++) {
            const struct desk_period *period = duty->periods.items + k;
            for (size_t r = 0; r < period->rows.count; r++) {
                const struct desk_row *row = period->rows.items + r;
                if (!desk_owes(row) || !is_whose(insight, whose, duty, row, roles) ||
                    agenda->items.count == AGENDA_MOST)
                    continue;
                *VEC_PUSH(insight->arena, &agenda->items) = (struct agenda_item){
                    .kind = AGENDA_REPORT,
                    .ledger = code,
                    .number = row->unit_name,
                    .title = duty->duty->title,
                    .key = key_of(insight->arena, duty, period, row),
                    .on = period->period.due,
                };
            }
        }
    }
    return status;
}

/* The gates to come, for those who see a ledger whole. */
static enum status add_gates(const struct insight *insight, struct uuid ledger, const char *code,
                             struct problems *problems, struct agenda *agenda)
{
    struct schedule schedule;
    const struct schedule_wish wish = {.as_of = clock_today(insight->clock)};
    enum status status = schedule_read(insight, ledger, &wish, problems, &schedule);
    for (uint32_t i = 0; !status && i < schedule.rows.count; i++) {
        const struct schedule_row *row = schedule.rows.items + i;
        if (row->kind != SCHEDULE_GATE || row->done || !schedule.activities.items[i].has_late)
            continue;
        *VEC_PUSH(insight->arena, &agenda->items) = (struct agenda_item){
            .kind = AGENDA_GATE,
            .id = row->id,
            .ledger = code,
            .number = "",
            .title = row->name,
            .on = schedule_latest(&schedule, i),
        };
    }
    return status;
}

/* In all ledgers the reader works in. `problems` NULL: without gates. */
static enum status read_all(const struct insight *insight, const struct whose *whose, struct problems *problems,
                            struct agenda *ret_agenda)
{
    const struct scope *scope = insight->scope;
    enum status status = OK;
    *ret_agenda = (struct agenda){0};
    for (size_t i = 0; i < scope->ledger_count && i < AGENDA_LEDGERS && !status; i++) {
        struct uuid id = scope->ledgers[i].id;
        const char *code;
        bool sees_whole = scope->ledgers[i].roles & (ROLE_BIT(role_office) | ROLE_BIT(role_leader));
        if (!(scope->ledgers[i].roles & ROLES_BUSINESS))
            continue;
        status = code_of(insight, id, &code);
        if (!status)
            status = add_findings(insight, id, code, whose, ret_agenda);
        if (!status)
            status = add_measures(insight, id, code, whose, ret_agenda);
        if (!status)
            status = add_reports(insight, id, code, whose, ret_agenda);
        if (!status && problems && sees_whole)
            status = add_gates(insight, id, code, problems, ret_agenda);
    }
    in_order(ret_agenda);
    return status;
}

enum status agenda_of_person(const struct insight *insight, struct problems *problems, struct agenda *ret_agenda)
{
    static const struct whose own = {.own = true};
    return read_all(insight, &own, problems, ret_agenda);
}

enum status agenda_of_unit(const struct insight *insight, struct uuid unit, struct agenda *ret_agenda)
{
    struct whose whose = {0};
    enum status status = organisation_path(insight->db, insight->arena, unit, &whose.from);
    whose.to = arena_printf(insight->arena, "%s~", whose.from);
    *ret_agenda = (struct agenda){0};
    return status || !*whose.from ? status : read_all(insight, &whose, NULL, ret_agenda);
}
