#include "workflow/bureau.h"

#include "journal/rebuild.h"
#include "ledger/attachment.h"
#include "ledger/records.h"
#include "record/json.h"
#include "store/row.h"

static void *filled(struct bureau *bureau, const struct record_type *type, va_list pairs)
{
    struct record_head *record = record_new(bureau->bench->arena, type);
    const char *name;
    record->ledger_id = type->of_installation ? bureau->bench->site : bureau->ledger;
    while ((name = va_arg(pairs, const char *))) {
        const char *text = va_arg(pairs, const char *);
        int field = field_find(type, name);
        if (field < 0 ||
            field_from_text(bureau->bench->arena, type, field, text, &bureau->bench->problems, record) != OK)
            fail_msg("%s=%s: %s", name, text, bench_said(bureau->bench));
    }
    return record;
}

const char *bureau_text(struct bureau *bureau, struct uuid id)
{
    char *text = arena_alloc(bureau->bench->arena, UUID_TEXT);
    uuid_text(id, text);
    return text;
}

struct uuid bureau_add(struct bureau *bureau, const struct record_type *type, ...)
{
    va_list pairs;
    va_start(pairs, type);
    struct record_head *record = filled(bureau, type, pairs);
    va_end(pairs);
    bench_forget(bureau->bench);
    if (bench_add(bureau->bench, type, record->ledger_id, record) != OK)
        fail_msg("%s: %s", type->name, bench_said(bureau->bench));
    return record->id;
}

enum status bureau_try_add(struct bureau *bureau, const struct record_type *type, ...)
{
    va_list pairs;
    va_start(pairs, type);
    struct record_head *record = filled(bureau, type, pairs);
    va_end(pairs);
    bench_forget(bureau->bench);
    return bench_add(bureau->bench, type, record->ledger_id, record);
}

enum status bureau_set(struct bureau *bureau, const struct record_type *type, struct uuid id, ...)
{
    va_list pairs;
    va_start(pairs, id);
    struct record_head *record = filled(bureau, type, pairs);
    va_end(pairs);
    record->id = id;
    const struct change change = {.type = type, .record = record};
    bench_forget(bureau->bench);
    return bench_set(bureau->bench, &change);
}

void *bureau_load(struct bureau *bureau, const struct record_type *type, struct uuid id)
{
    void *record = record_new(bureau->bench->arena, type);
    assert_int_equal(row_load(bureau->bench->db, bureau->bench->arena, type, bureau->ledger, id, record), OK);
    return record;
}

struct uuid bureau_claim_of(struct bureau *bureau, struct uuid responsibility)
{
    bool row;
    struct stmt *stmt = db_prepare(bureau->bench->db,
                                   "SELECT \"id\" FROM \"claim\" WHERE \"ledger_id\"=?1 AND \"responsibility_id\"=?2");
    stmt_bind_uuid(stmt, 1, bureau->ledger);
    stmt_bind_uuid(stmt, 2, responsibility);
    assert_int_equal(stmt_step(stmt, &row), OK);
    struct uuid id = row ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return id;
}

struct uuid bureau_claim(struct bureau *bureau, struct uuid finding, const char *role, struct uuid party)
{
    bool unit = strstr(role, "unit") != NULL;
    struct uuid one = bureau_add(bureau, &record_responsibility, "finding_id", bureau_text(bureau, finding), "role",
                                 role, unit ? "organisation_id" : "person_id", bureau_text(bureau, party), NULL);
    return bureau_claim_of(bureau, one);
}

struct uuid bureau_finding(struct bureau *bureau, const char *title)
{
    return bureau_add(bureau, &record_finding, "level", "finding", "title", title, NULL);
}

/* ---- moves ---- */

struct wish {
    const struct scope *scope;
    const struct actor *actor;
    const struct move *move;
};

static enum status do_move(struct tx *tx, void *context, struct problems *problems)
{
    const struct wish *wish = context;
    struct command command = command_new(tx, wish->actor);
    return workflow_move(tx, wish->scope, &command, wish->move, problems);
}

enum status bureau_move(struct bureau *bureau, const struct scope *scope, const struct record_type *type,
                        struct uuid id, const char *event, ...)
{
    va_list pairs;
    va_start(pairs, event);
    struct record_head *given = filled(bureau, type, pairs);
    va_end(pairs);
    const struct actor actor = {.person_id = scope->person_id, .via = via_web};
    const struct move move = {.type = type, .ledger = bureau->ledger, .id = id, .event = event, .given = given};
    struct wish wish = {scope, &actor, &move};
    bench_forget(bureau->bench);
    return bench_write(bureau->bench, do_move, &wish);
}

/* ---- people ---- */

static void grant(struct bureau *bureau, enum person_of who, const char *role, struct uuid over)
{
    bureau_add(bureau, &record_role_grant, "person_id", bureau_text(bureau, bureau->persons[who]), "role", role,
               "organisation_id", bureau_text(bureau, over), "ceiling", "internal", NULL);
}

void must(struct bench *bench, enum status status)
{
    if (status)
        fail_msg("%s: %s", status_word(status), bench_said(bench));
}

void must_fold_to_the_same(struct bench *bench)
{
    struct rebuild_report told;
    bench_forget(bench);
    must(bench, journal_rebuild_check(bench->db, &all_tables, &bench->clock, NULL, &bench->problems, &told));
    assert_true(told.rows > 0);
}

struct bureau *bureau_new(struct bench *bench)
{
    static const char *const roles[PEOPLE] = {"office",    "owner",        "owner",          "leader",     "supervisor",
                                              "inspector", "system_admin", "security_admin", "audit_admin"};
    struct bureau *bureau = ARENA_NEW(bench->arena, struct bureau);
    bureau->bench = bench;
    bureau->ledger = bench->ledgers[0];
    bureau->root = bureau_add(bureau, &record_organisation, "code", "ZGJ", "name", "局", NULL);
    const char *root = bureau_text(bureau, bureau->root);
    bureau->a = bureau_add(bureau, &record_organisation, "code", "A", "name", "甲科", "parent_id", root, NULL);
    bureau->b = bureau_add(bureau, &record_organisation, "code", "B", "name", "乙科", "parent_id", root, NULL);
    struct ledger *ledger = record_new(bench->arena, &record_ledger);
    ledger->head.id = bureau->ledger;
    ledger->code = ledger->name = "ZGJ";
    ledger->profile = "inspection";
    ledger->organisation_id = bureau->root;
    for (int field = FIELD_ledger_code; field <= FIELD_ledger_profile; field++)
        record_present(&ledger->head, field);
    if (bench_add(bench, &record_ledger, bench->site, ledger) != OK)
        fail_msg("%s", bench_said(bench));
    for (int i = 0; i < PEOPLE; i++) {
        struct uuid unit = i == OWNER_A ? bureau->a : i == OWNER_B ? bureau->b : bureau->root;
        bureau->persons[i] =
            bureau_add(bureau, &record_person, "code", arena_printf(bench->arena, "P%d", i), "name",
                       roles[i] ? roles[i] : "nobody", "organisation_id", bureau_text(bureau, unit), NULL);
        if (roles[i])
            grant(bureau, (enum person_of)i, roles[i], unit);
        assert_int_equal(scope_resolve(bench->db, bench->arena, &bench->clock, bureau->persons[i], &bureau->scopes[i]),
                         OK);
    }
    bench->actor.person_id = bureau->persons[OFFICE]; /* whoever says something is a person of the store */
    bureau->operator_scope = (struct scope){.operator= true, .roles = ROLES_ALL};
    bureau->finding = bureau_finding(bureau, "台账不实");
    return bureau;
}

/* ---- what a closing needs ---- */

struct uuid bureau_file(struct bureau *bureau, struct uuid finding)
{
    struct bench *bench = bureau->bench;
    struct attachment *file = record_new(bench->arena, &record_attachment);
    must(bench, attachment_take(NULL, bench->arena, DIGEST_SM3, "专项报告", 12, &bench->problems, file));
    file->name = "专项报告.txt";
    file->finding_id = finding;
    record_present(&file->head, FIELD_attachment_name);
    record_present(&file->head, FIELD_attachment_finding_id);
    must(bench, bench_add(bench, &record_attachment, bureau->ledger, file));
    return file->head.id;
}

struct uuid bureau_measure(struct bureau *bureau, struct uuid finding, const char *percent)
{
    struct uuid action = bureau_add(bureau, &record_corrective_action, "answers",
                                    arena_printf(bureau->bench->arena, "[\"%s\"]", bureau_text(bureau, finding)),
                                    "measure", "建立台账", NULL);
    bench_tick(bureau->bench, 1000);
    if (percent)
        bureau_add(bureau, &record_progress_entry, "corrective_action_id", bureau_text(bureau, action), "done",
                   "已办理", "percent", percent, NULL);
    return action;
}

struct uuid bureau_ready(struct bureau *bureau, const char *title)
{
    struct uuid finding = bureau_finding(bureau, title);
    struct uuid claim = bureau_claim(bureau, finding, "lead_unit", bureau->a);
    must(bureau->bench, bureau_move(bureau, &bureau->scopes[OWNER_A], &record_claim, claim, "claim", NULL));
    bureau_measure(bureau, finding, "100");
    bureau_add(bureau, &record_term, "vocabulary", "cause", "word", title, "label", "原因", NULL);
    must(bureau->bench, bureau_set(bureau, &record_finding, finding, "cause", title, NULL));
    return finding;
}

enum status bureau_ask(struct bureau *bureau, struct uuid finding, struct uuid report, const char *completion)
{
    if (uuid_is_nil(report))
        report = bureau_file(bureau, finding);
    return bureau_try_add(bureau, &record_closure_request, "finding_id", bureau_text(bureau, finding), "result",
                          "整改到位", "settled", "已解决", "persons_dealt", "不涉及人员", "mechanism", "已建章立制",
                          "alike", "已排查", "completion", completion, "report_id", bureau_text(bureau, report), NULL);
}

static struct uuid open_step(struct bureau *bureau, struct uuid finding)
{
    bool row;
    struct stmt *stmt = db_prepare(bureau->bench->db, "SELECT \"id\" FROM \"review_step\" WHERE \"ledger_id\"=?1 AND "
                                                      "\"finding_id\"=?2 AND \"state\"='open'");
    stmt_bind_uuid(stmt, 1, bureau->ledger);
    stmt_bind_uuid(stmt, 2, finding);
    assert_int_equal(stmt_step(stmt, &row), OK);
    assert_true(row);
    struct uuid id = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return id;
}

struct uuid bureau_closed(struct bureau *bureau, const char *title)
{
    struct bench *bench = bureau->bench;
    struct uuid finding = bureau_ready(bureau, title);
    bench->actor.person_id = bureau->persons[OWNER_A];
    must(bench, bureau_ask(bureau, finding, (struct uuid){0}, "done"));
    bench->actor.person_id = bureau->persons[OFFICE];
    must(bench,
         bureau_move(bureau, &bureau->scopes[OFFICE], &record_review_step, open_step(bureau, finding), "pass", NULL));
    return finding;
}
