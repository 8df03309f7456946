/* plan_parts: what a plan consists of; declared in "ledger/planning.h". */
#include "ledger/planning.h"

#include "journal/installation.h"
#include "ledger/finding_where.h"
#include "ledger/records.h"
#include "record/json.h"
#include "store/row.h"

const char *const part_names[PART_KINDS] = {"measures", "criteria", "findings", "responsibilities"};
const struct record_type *const part_types[PART_KINDS] = {&record_corrective_action, &record_acceptance_criterion,
                                                          &record_finding, &record_responsibility};

/* Problems that measures of plan ?2 answer; a point is its problem's. */
#define ANSWERED                                                                                                       \
    "SELECT " FINDING_PROBLEM(                                                                                         \
        "\"f\".") " "                                                                                                  \
                  "FROM \"corrective_action\" AS \"c\" JOIN \"corrective_action_answers\" AS \"n\" ON "                \
                  "\"n\".\"ledger_id\"=\"c\".\"ledger_id\" AND \"n\".\"id\"=\"c\".\"id\" JOIN \"finding\" AS \"f\" "   \
                  "ON "                                                                                                \
                  "\"f\".\"ledger_id\"=\"c\".\"ledger_id\" AND \"f\".\"id\"=\"n\".\"ref_id\" WHERE "                   \
                  "\"c\".\"ledger_id\"=?1 AND "                                                                        \
                  "\"c\".\"plan_id\"=?2 AND \"c\".\"withdrawn\"=0 AND \"f\".\"withdrawn\"=0"

static struct stmt *prepare(struct tx *tx, const char *sql, const struct plan *plan, const struct uuid *unit)
{
    struct stmt *stmt = db_prepare(tx->db, sql);
    stmt_bind_uuid(stmt, 1, plan->head.ledger_id);
    stmt_bind_uuid(stmt, 2, plan->head.id);
    if (unit)
        stmt_bind_uuid(stmt, 3, *unit);
    return stmt;
}

static enum status collect(struct tx *tx, const char *sql, const struct plan *plan, const struct uuid *unit,
                           parts_vec *parts)
{
    bool row;
    enum status status;
    struct stmt *stmt = prepare(tx, sql, plan, unit);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(tx->arena, parts) = (struct part){stmt_uuid(stmt, 0), stmt_int(stmt, 1)};
    stmt_done(stmt);
    return status;
}

static enum status collect_ids(struct tx *tx, const char *sql, const struct plan *plan, struct uuid_list *ret_ids)
{
    bool row;
    enum status status;
    VEC(struct uuid) ids = {0};
    struct stmt *stmt = prepare(tx, sql, plan, NULL);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(tx->arena, &ids) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    *ret_ids = (struct uuid_list){ids.items, ids.count};
    return status;
}

enum status planning_parts(struct tx *tx, const struct plan *plan, struct parts *ret_parts)
{
    *ret_parts = (struct parts){0};
    enum status status = collect(tx,
                                 "SELECT \"id\",\"version\" FROM \"corrective_action\" WHERE \"ledger_id\"=?1 AND "
                                 "\"plan_id\"=?2 AND \"withdrawn\"=0 ORDER BY \"number\"",
                                 plan, NULL, &ret_parts->of[PART_MEASURES]);
    return status ? status
                  : collect(tx,
                            "SELECT \"k\".\"id\",\"k\".\"version\" FROM \"acceptance_criterion\" AS \"k\" WHERE "
                            "\"k\".\"ledger_id\"=?1 AND \"k\".\"withdrawn\"=0 AND \"k\".\"finding_id\" IN (" ANSWERED
                            ") ORDER BY \"k\".\"finding_id\",COALESCE(\"k\".\"position\",0),\"k\".\"id\"",
                            plan, NULL, &ret_parts->of[PART_CRITERIA]);
}

enum status planning_parts_of(struct tx *tx, const struct plan *plan, struct uuid unit, struct parts *ret_parts)
{
    static const char *const sql[PART_KINDS] = {
        "SELECT \"id\",\"version\" FROM \"corrective_action\" WHERE \"ledger_id\"=?1 AND \"plan_id\"=?2 AND "
        "\"organisation_id\"=?3 AND \"withdrawn\"=0 ORDER BY \"number\"",
        "SELECT \"k\".\"id\",\"k\".\"version\" FROM \"acceptance_criterion\" AS \"k\" WHERE \"k\".\"ledger_id\"=?1 AND "
        "\"k\".\"withdrawn\"=0 AND \"k\".\"finding_id\" IN (" ANSWERED " AND \"c\".\"organisation_id\"=?3) ORDER BY "
        "\"k\".\"finding_id\",COALESCE(\"k\".\"position\",0),\"k\".\"id\"",
        "SELECT \"p\".\"id\",\"p\".\"version\" FROM \"finding\" AS \"p\" WHERE \"p\".\"ledger_id\"=?1 AND \"p\".\"id\" "
        "IN "
        "(" ANSWERED ") AND (\"p\".\"id\" IN (" ANSWERED " AND \"c\".\"organisation_id\"=?3) OR EXISTS (SELECT 1 FROM "
        "\"responsibility\" AS \"r\" WHERE \"r\".\"ledger_id\"=?1 AND \"r\".\"finding_id\"=\"p\".\"id\" AND "
        "\"r\".\"organisation_id\"=?3 AND \"r\".\"until_on\" IS NULL AND \"r\".\"withdrawn\"=0)) ORDER BY "
        "\"p\".\"path\",\"p\".\"id\"",
        "SELECT \"r\".\"id\",\"r\".\"version\" FROM \"responsibility\" AS \"r\" WHERE \"r\".\"ledger_id\"=?1 AND "
        "\"r\".\"finding_id\" IN (" ANSWERED ") AND \"r\".\"organisation_id\"=?3 AND \"r\".\"until_on\" IS NULL AND "
        "\"r\".\"withdrawn\"=0 ORDER BY \"r\".\"id\""};
    enum status status = OK;
    *ret_parts = (struct parts){0};
    for (size_t i = 0; i < PART_KINDS && !status; i++)
        status = collect(tx, sql[i], plan, &unit, &ret_parts->of[i]);
    return status;
}

enum status planning_units(struct tx *tx, const struct plan *plan, struct uuid_list *ret_units)
{
    return collect_ids(tx,
                       "SELECT DISTINCT \"organisation_id\" FROM \"corrective_action\" WHERE \"ledger_id\"=?1 AND "
                       "\"plan_id\"=?2 AND \"organisation_id\" IS NOT NULL AND \"withdrawn\"=0 UNION SELECT "
                       "\"r\".\"organisation_id\" FROM \"responsibility\" AS \"r\" WHERE \"r\".\"ledger_id\"=?1 AND "
                       "\"r\".\"organisation_id\" IS NOT NULL AND \"r\".\"until_on\" IS NULL AND \"r\".\"withdrawn\"=0 "
                       "AND \"r\".\"finding_id\" IN (" ANSWERED ")",
                       plan, ret_units);
}

enum status planning_findings(struct tx *tx, const struct plan *plan, struct uuid_list *ret_findings)
{
    return collect_ids(tx, "SELECT DISTINCT \"x\".* FROM (" ANSWERED ") AS \"x\"", plan, ret_findings);
}

/* ---- as text, and hashed ---- */

static void add_part(struct strbuf *out, const struct part *part)
{
    char id[UUID_TEXT];
    uuid_text(part->id, id);
    strbuf_adds(out, "[\"");
    strbuf_adds(out, id);
    strbuf_adds(out, "\",");
    strbuf_add_int(out, part->version);
    strbuf_addc(out, ']');
}

const char *planning_manifest(struct arena *arena, const struct plan *plan, const struct parts *parts)
{
    struct strbuf out = {0};
    const struct part own = {plan->head.id, plan->head.version};
    strbuf_adds(&out, "{\"plan\":");
    add_part(&out, &own);
    for (size_t i = 0; i < PART_KINDS; i++) {
        strbuf_addf(&out, ",\"%s\":[", part_names[i]); /* trusted: our own words */
        for (size_t k = 0; k < parts->of[i].count; k++) {
            strbuf_adds(&out, k ? "," : "");
            add_part(&out, &parts->of[i].items[k]);
        }
        strbuf_addc(&out, ']');
    }
    strbuf_addc(&out, '}');
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

uint64_t planning_signed(const struct record_type *type)
{
    uint64_t mask = 0;
    bool whole = type == &record_responsibility; /* all that was said; what is derived goes on changing */
    for (size_t i = 0; i < type->count; i++)
        if (whole ? !(type->fields[i].flags & DERIVED) : type->fields[i].flags & MATERIAL)
            mask |= FIELD_BIT(i);
    return mask;
}

enum status planning_content(struct tx *tx, const struct parts *parts, struct uuid ledger, struct strbuf *out)
{
    enum status status = OK;
    for (size_t i = 0; i < PART_KINDS; i++)
        for (size_t k = 0; k < parts->of[i].count && !status; k++) {
            const struct record_type *type = part_types[i];
            struct record_head *record = record_new(tx->arena, type);
            status = row_load(tx->db, tx->arena, type, ledger, parts->of[i].items[k].id, record);
            if (!status)
                record_json_canonical(out, type, record, planning_signed(type));
        }
    return status;
}

enum status planning_hash(struct tx *tx, const struct plan *plan, const struct parts *parts, const char **ret_hash)
{
    const struct installation *installation;
    struct strbuf bytes = {0};
    record_json_canonical(&bytes, &record_plan, &plan->head, planning_signed(&record_plan));
    enum status status = installation_load(tx->db, &installation);
    if (!status)
        status = planning_content(tx, parts, plan->head.ledger_id, &bytes);
    if (!status) {
        struct digest digest = digest_of(installation->algorithm, strbuf_text(&bytes), bytes.length);
        char *text = arena_alloc(tx->arena, DIGEST_TEXT);
        digest_text(&digest, text);
        *ret_hash = text;
    }
    strbuf_free(&bytes);
    return status;
}
