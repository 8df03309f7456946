#include "workflow/follow_plan.h"

#include "ledger/records.h"
#include "store/row.h"
#include "workflow/mover.h"
#include "workflow/reviewing.h"
#include "workflow/workflow_messages.h"

enum { COLLECTED_AT_ONCE = 2000 };

/* ---- versions and extracts ---- */

enum status plan_keep_version(struct tx *tx, const struct command *command, const struct plan *plan,
                              enum plan_stage stage, struct problems *problems)
{
    struct parts parts;
    struct plan_version *version = record_new(tx->arena, &record_plan_version);
    enum status status = planning_parts(tx, plan, &parts);
    if (!status)
        status = planning_hash(tx, plan, &parts, &version->content_hash);
    if (status)
        return status;
    version->head.ledger_id = plan->head.ledger_id;
    version->plan_id = plan->head.id;
    version->turn = plan->turn;
    version->stage = (int)stage;
    version->made_on = clock_today(tx->clock);
    version->measures = (int64_t)parts.of[PART_MEASURES].count;
    version->parts = planning_manifest(tx->arena, plan, &parts);
    for (int i = 0; i < FIELDS_plan_version; i++)
        record_present(&version->head, i);
    return journal_add(tx, command, &record_plan_version, &version->head, problems);
}

static enum status give_extract(struct tx *tx, const struct command *command, const struct plan *plan, struct uuid unit,
                                struct problems *problems)
{
    struct parts parts;
    struct plan_extract *extract = record_new(tx->arena, &record_plan_extract);
    enum status status = planning_parts_of(tx, plan, unit, &parts);
    if (!status)
        status = planning_hash(tx, plan, &parts, &extract->content_hash);
    if (status)
        return status;
    extract->head.ledger_id = plan->head.ledger_id;
    extract->plan_id = plan->head.id;
    extract->organisation_id = unit;
    extract->turn = plan->turn;
    extract->findings = (int64_t)parts.of[PART_FINDINGS].count;
    extract->measures = (int64_t)parts.of[PART_MEASURES].count;
    extract->parts = planning_manifest(tx->arena, plan, &parts);
    extract->issued_on = clock_today(tx->clock);
    static const int said[] = {FIELD_plan_extract_plan_id,      FIELD_plan_extract_organisation_id,
                               FIELD_plan_extract_turn,         FIELD_plan_extract_findings,
                               FIELD_plan_extract_measures,     FIELD_plan_extract_parts,
                               FIELD_plan_extract_content_hash, FIELD_plan_extract_issued_on};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        record_present(&extract->head, said[i]);
    return journal_add(tx, command, &record_plan_extract, &extract->head, problems);
}

static enum status ids_of(struct tx *tx, const char *sql, const struct plan *plan, struct uuid second,
                          struct uuid_list *ret_ids)
{
    bool row;
    enum status status;
    VEC(struct uuid) ids = {0};
    struct stmt *stmt = db_prepare(tx->db, sql);
    stmt_bind_uuid(stmt, 1, plan->head.ledger_id);
    stmt_bind_uuid(stmt, 2, second);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(tx->arena, &ids) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    *ret_ids = (struct uuid_list){ids.items, ids.count};
    return status;
}

static enum status void_extracts(struct tx *tx, const struct command *command, const struct plan *plan,
                                 struct problems *problems)
{
    struct uuid_list old;
    enum status status = ids_of(tx,
                                "SELECT \"id\" FROM \"plan_extract\" WHERE \"ledger_id\"=?1 AND \"plan_id\"=?2 AND "
                                "\"state\"<>'void' AND \"withdrawn\"=0",
                                plan, plan->head.id, &old);
    for (size_t i = 0; i < old.count && !status; i++) {
        const struct move move = {
            .type = &record_plan_extract, .ledger = plan->head.ledger_id, .id = old.ids[i], .event = "void"};
        status = workflow_follow(tx, command, &move, problems);
    }
    return status;
}

enum status plan_give_extracts(struct tx *tx, const struct command *command, const struct plan *plan,
                               struct problems *problems)
{
    struct uuid_list units;
    enum status status = void_extracts(tx, command, plan, problems);
    if (!status)
        status = planning_units(tx, plan, &units);
    for (size_t i = 0; !status && i < units.count; i++)
        status = give_extract(tx, command, plan, units.ids[i], problems);
    return status;
}

enum status plan_plans_findings(struct tx *tx, const struct command *command, const struct plan *plan,
                                struct problems *problems)
{
    struct uuid_list findings;
    enum status status = planning_findings(tx, plan, &findings);
    for (size_t i = 0; !status && i < findings.count; i++) {
        const struct move move = {
            .type = &record_finding, .ledger = plan->head.ledger_id, .id = findings.ids[i], .event = "plan"};
        status = workflow_follow(tx, command, &move, problems);
    }
    return status;
}

enum status plan_collect_measures(struct tx *tx, const struct command *command, const struct plan *plan,
                                  struct problems *problems)
{
    struct uuid_list measures;
    enum status status = ids_of(
        tx,
        "SELECT DISTINCT \"c\".\"id\" FROM \"corrective_action\" AS \"c\" JOIN \"corrective_action_answers\" AS "
        "\"n\" ON \"n\".\"ledger_id\"=\"c\".\"ledger_id\" AND \"n\".\"id\"=\"c\".\"id\" JOIN \"finding\" AS \"f\" ON "
        "\"f\".\"ledger_id\"=\"c\".\"ledger_id\" AND \"f\".\"id\"=\"n\".\"ref_id\" WHERE \"c\".\"ledger_id\"=?1 AND "
        "\"f\".\"inspection_id\"=?2 AND \"c\".\"plan_id\" IS NULL AND \"c\".\"withdrawn\"=0 AND (\"f\".\"restricted\" "
        "IS NULL OR \"f\".\"restricted\"=0) ORDER BY \"c\".\"id\"",
        plan, plan->inspection_id, &measures);
    if (!status && measures.count > COLLECTED_AT_ONCE)
        return problem_add(problems, REFUSED, &msg_plan_too_many, "", NULL);
    for (size_t i = 0; !status && i < measures.count; i++) {
        struct corrective_action *action = record_new(tx->arena, &record_corrective_action);
        const struct change change = {.type = &record_corrective_action, .record = &action->head};
        action->head.ledger_id = plan->head.ledger_id;
        action->head.id = measures.ids[i];
        action->plan_id = plan->head.id;
        record_present(&action->head, FIELD_corrective_action_plan_id);
        status = journal_set(tx, command, &change, problems);
    }
    return status;
}

/* ---- changed after somebody has signed ---- */

/* Approved or issued, it is under review again; whoever has signed signs what it is now. */
static enum status amend(struct tx *tx, const struct command *command, struct uuid ledger, struct uuid id,
                         const char *because, struct problems *problems)
{
    struct plan *plan = record_new(tx->arena, &record_plan), *given = record_new(tx->arena, &record_plan);
    enum status status = row_load(tx->db, tx->arena, &record_plan, ledger, id, plan);
    bool done = plan->state == plan_state_approved || plan->state == plan_state_issued;
    if (status || (!done && plan->state != plan_state_under_review))
        return status == NOT_FOUND ? OK : status;
    given->amended = because;
    record_present(&given->head, FIELD_plan_amended);
    const struct move move = {
        .type = &record_plan, .ledger = ledger, .id = id, .event = "amend", .given = &given->head};
    if (done)
        status = workflow_follow(tx, command, &move, problems);
    return status ? status : reviewing_begins_again(tx, command, &plan_reviewed, &plan->head, because, problems);
}

/* "措施 ZGJ-2026-C0003：完成时限、成果形式" */
static const char *what_changed(struct tx *tx, const struct record_type *type, const char *name,
                                const struct record_head *before, const struct record_head *after)
{
    struct strbuf text = {0};
    bool any = false;
    if (before && before->withdrawn == after->withdrawn)
        for (size_t i = 0; i < type->count; i++)
            if (type->fields[i].flags & MATERIAL && !field_equal(type, (int)i, before, after)) {
                strbuf_adds(&text, any ? "、" : "：");
                strbuf_adds(&text, type->fields[i].label);
                any = true;
            }
    const char *whole = !before                                  ? "（新增）"
                        : after->withdrawn && !before->withdrawn ? "（撤销）"
                        : any                                    ? strbuf_text(&text)
                                                                 : NULL;
    const char *said = whole ? arena_printf(tx->arena, "%s%s%s", type->label, name, whole) : NULL;
    strbuf_free(&text);
    return said;
}

static const char *number_of(const struct record_head *record, int field, const char *number)
{
    return record_has(record, field) ? number : "";
}

enum status plan_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                        const struct record_head *after, struct problems *problems)
{
    const char *because = before && !after->withdrawn ? what_changed(tx, &record_plan, "", before, after) : NULL;
    return because ? amend(tx, command, after->ledger_id, after->id, because, problems) : OK;
}

/* A day that an extension has moved was approved by who set it. */
static bool is_extended(const struct record_head *before, const struct record_head *after)
{
    return before && !field_equal(&record_corrective_action, FIELD_corrective_action_extensions, before, after);
}

enum status planning_measure_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                    const struct record_head *after, struct problems *problems)
{
    const struct corrective_action *is = (const struct corrective_action *)after,
                                   *was = (const struct corrective_action *)before;
    const int plan = FIELD_corrective_action_plan_id;
    const char *number = number_of(after, FIELD_corrective_action_number, is->number);
    bool moved = !before || !field_equal(&record_corrective_action, plan, before, after);
    enum status status = OK;
    if (moved && before && record_has(before, plan))
        status = amend(tx, command, after->ledger_id, was->plan_id,
                       arena_printf(tx->arena, "整改措施%s（移出）", number), problems);
    if (status || !record_has(after, plan) || is_extended(before, after))
        return status;
    const char *because = what_changed(tx, &record_corrective_action, number, moved ? NULL : before, after);
    return because ? amend(tx, command, after->ledger_id, is->plan_id, because, problems) : OK;
}

enum status acceptance_criterion_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                        const struct record_head *after, struct problems *problems)
{
    struct uuid_list plans;
    const struct plan any = {.head = {.ledger_id = after->ledger_id}};
    const char *because = what_changed(tx, &record_acceptance_criterion, "", before, after);
    if (!because)
        return OK;
    enum status status = ids_of(
        tx,
        /* from what answers it: SQLite would else begin with every measure that has a plan */
        "SELECT DISTINCT \"c\".\"plan_id\" FROM \"corrective_action_answers\" AS \"n\" CROSS JOIN "
        "\"corrective_action\" AS \"c\" WHERE \"n\".\"ledger_id\"=?1 AND \"n\".\"ref_id\" IN (SELECT \"id\" FROM "
        "\"finding\" WHERE \"ledger_id\"=?1 AND \"id\"=?2 UNION ALL SELECT \"id\" FROM \"finding\" WHERE "
        "\"ledger_id\"=?1 AND \"parent_id\"=?2) AND \"c\".\"ledger_id\"=?1 AND "
        "\"c\".\"id\"=\"n\".\"id\" AND \"c\".\"plan_id\" IS NOT NULL AND \"c\".\"withdrawn\"=0",
        &any, ((const struct acceptance_criterion *)after)->finding_id, &plans);
    for (size_t i = 0; !status && i < plans.count; i++)
        status = amend(tx, command, after->ledger_id, plans.ids[i], because, problems);
    return status;
}

/* ---- how it is reviewed ---- */

static enum status add_content(struct tx *tx, const struct record_head *record, struct strbuf *out)
{
    struct parts parts;
    enum status status = planning_parts(tx, (const struct plan *)record, &parts);
    return status ? status : planning_content(tx, &parts, record->ledger_id, out);
}

static int kind_of(const struct record_head *record)
{
    static const int kinds[] = {[plan_kind_master] = review_kind_plan,
                                [plan_kind_sub] = review_kind_sub_plan,
                                [plan_kind_implementation] = review_kind_implementation};
    return kinds[((const struct plan *)record)->kind];
}

const struct reviewed plan_reviewed = {
    .kind_of = kind_of,
    .type = &record_plan,
    .step_field = FIELD_review_step_plan_id,
    .requested_by = FIELD_plan_submitted_by_id,
    .finding = -1,
    .turn = FIELD_plan_turn,
    .return_reason = FIELD_plan_return_reason,
    .rating = -1,
    .again_by = -1,
    .alone = {.position = 1, .name = "整改办审核", .review_by = review_by_office},
    .signs = add_content,
};
