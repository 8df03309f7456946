/* people_plan: the check before an import, and the import itself in parts; declared in "intake/people.h". */
#include "intake/people_part.h"

#include "access/access_messages.h"
#include "access/account.h"
#include "journal/chain.h"
#include "ledger/import_batch_fields.h"

#include <stdio.h>
#include <string.h>

static bool may_write(const struct scope *scope, const struct record_type *type, int field)
{
    unsigned roles = gate_roles(scope, type, (struct uuid){0});
    return gate_written(type, roles) & FIELD_BIT(field);
}

/* Problems in the order a person reads the file: about sheets, then row by row. */
static void gather_notes(const struct people_plan *plan, struct problems *problems)
{
    const struct people_sheet *sheet = plan->sheet;
    for (size_t i = 0; i <= sheet->rows.count; i++) {
        const struct people_note *note = i ? sheet->rows.items[i - 1]->notes : sheet->notes;
        for (; note; note = note->next) {
            const struct problem *p = &note->problem;
            if (p->severity == SEVERITY_ERROR)
                problem_add(problems, REFUSED, p->message, p->place, p->args[0], p->args[1], p->args[2], p->args[3],
                            NULL);
            else
                problem_note(problems, p->severity, p->message, p->place, p->args[0], p->args[1], p->args[2],
                             p->args[3], NULL);
        }
    }
}

static void note_left_out(struct people_plan *plan, size_t count, const struct message *message)
{
    if (count)
        note_add(plan->sheet, NULL, SEVERITY_WARNING, message, "", arena_printf(plan->arena, "%zu", count), NULL);
}

/* Where parts begin: one write up to PEOPLE_ONE_WRITE rows, else every PEOPLE_PART records that stand for a row. */
static void cut_parts(struct people_plan *plan)
{
    size_t begun = 0, most = plan->sheet->rows.count > PEOPLE_ONE_WRITE ? PEOPLE_PART : SIZE_MAX;
    *VEC_PUSH(plan->arena, &plan->parts) = 0;
    for (size_t i = 0; i < plan->steps.count; i++) {
        if (plan->steps.items[i].begins && begun++ && (begun - 1) % most == 0)
            *VEC_PUSH(plan->arena, &plan->parts) = i;
    }
    *VEC_PUSH(plan->arena, &plan->parts) = plan->steps.count;
}

static enum status load(struct people_plan *plan, struct db *db)
{
    const struct installation *installation;
    enum status status = installation_load(db, &installation);
    if (status)
        return status;
    plan->site = installation->site_id;
    plan->ceiling = word_find(&words_confidentiality, installation->ceiling);
    if (plan->ceiling < 0)
        plan->ceiling = confidentiality_internal;
    bool own = !db_in_transaction(db);
    if (own)
        status = db_begin_read(db);
    if (!status)
        status = known_load(plan);
    if (own && db_in_transaction(db)) {
        if (status)
            db_rollback(db);
        else
            status = db_commit(db);
    }
    return status;
}

static void count_refused(struct people_plan *plan)
{
    for (size_t i = 0; i < plan->sheet->rows.count; i++)
        plan->refused_rows += row_refused(plan->sheet->rows.items[i]);
}

enum status people_plan(struct db *db, struct arena *arena, const struct clock *clock, const struct scope *scope,
                        struct people_sheet *sheet, const struct people_options *options, struct problems *problems,
                        struct people_plan **ret_plan)
{
    struct people_plan *plan = ARENA_NEW(arena, struct people_plan);
    *ret_plan = NULL;
    *plan = (struct people_plan){
        .arena = arena, .sheet = sheet, .db = db, .scope = scope, .clock = clock, .today = clock_today(clock)};
    if (!may_write(scope, &record_organisation, FIELD_organisation_name) ||
        !may_write(scope, &record_person, FIELD_person_name) || !may_write(scope, &record_post, FIELD_post_title))
        return problem_add(problems, FORBIDDEN, &msg_no_right, "", NULL);
    enum status status = load(plan, db);
    if (status)
        return status;
    plan->batch_id = uuid_new(clock_now(clock));
    units_plan(plan);
    persons_plan(plan);
    units_emit(plan);
    persons_emit(plan);
    heads_check(plan);
    bodies_plan(plan);
    note_left_out(plan, plan->accounts_left_out, &msg_people_no_accounts);
    note_left_out(plan, plan->grants_left_out, &msg_people_no_grants);
    note_left_out(plan, plan->bodies_left_out, &msg_people_no_bodies);
    count_refused(plan);
    cut_parts(plan);
    gather_notes(plan, problems);
    *ret_plan = plan;
    if (!plan->refused_rows || (options && options->skip_refused))
        return OK;
    plan->refused = true;
    return problem_add(problems, REFUSED, &msg_people_some_refused, "", arena_printf(arena, "%zu", plan->refused_rows),
                       NULL);
}

size_t people_parts(const struct people_plan *plan)
{
    return plan->parts.count ? plan->parts.count - 1 : 0;
}

enum status people_prepare(struct people_plan *plan, size_t part, struct problems *problems)
{
    for (size_t i = plan->parts.items[part]; i < plan->parts.items[part + 1]; i++) {
        struct people_step *step = &plan->steps.items[i];
        char code[ACTIVATION_CODE];
        if (!step->slip || step->hash)
            continue;
        activation_code(code);
        step->hash = password_hash(plan->arena, code);
        if (!step->hash)
            return problem_add(problems, BUSY, &msg_people_memory, "", NULL);
        snprintf(step->slip->code, sizeof step->slip->code, "%s", code);
    }
    return OK;
}

/* Somebody else may have entered the same unit or person since the store was read: then the comparison no longer
 * holds. Changed fields are the journal's to notice, by version. Each part looks at what is new since the part before.
 */
static enum status check_meanwhile(struct tx *tx, struct people_plan *plan, struct problems *problems)
{
    bool row;
    struct stmt *stmt = db_prepare(
        tx->db,
        "SELECT max(\"seq\"),max(CASE WHEN \"event\"='add' AND \"record\" IN ('organisation','person','account',"
        "'body') AND (\"batch_id\" IS NULL OR \"batch_id\"<>?3) THEN 1 ELSE 0 END) FROM \"ledger_event\" WHERE "
        "\"ledger_id\"=?1 AND \"site_id\"=?1 AND \"seq\">?2"); /* the installation's own chain */
    stmt_bind_uuid(stmt, 1, plan->site);
    stmt_bind_int(stmt, 2, plan->seen_seq);
    stmt_bind_uuid(stmt, 3, plan->batch_id);
    enum status status = stmt_step(stmt, &row);
    bool others = !status && row && stmt_int(stmt, 1) != 0;
    plan->checked_seq = !status && row && !stmt_is_null(stmt, 0) ? stmt_int(stmt, 0) : plan->seen_seq;
    stmt_done(stmt);
    return others ? problem_add(problems, CONFLICT, &msg_people_meanwhile, "", NULL) : status;
}

/* The gate knows records; an account is a record and a secret, added together. */
static enum status add_account(struct tx *tx, const struct people_write *write, const struct command *command,
                               const struct people_step *step, struct problems *problems)
{
    const struct account *account = (const struct account *)step->record;
    struct uuid id;
    const char *hash = step->hash ? step->hash : ""; /* a dry run hashes nothing and keeps nothing */
    enum status status = gate_check(tx, write->scope, &record_account, step->record, step->record->present, problems);
    return status ? status : account_add(tx, command, account->person_id, account->username, hash, true, problems, &id);
}

static enum status apply_step(struct tx *tx, const struct people_write *write, const struct command *command,
                              const struct people_step *step, struct problems *problems)
{
    if (step->slip)
        return add_account(tx, write, command, step, problems);
    struct record_head *record = record_copy(tx->arena, step->type, step->record); /* the plan's may be needed again */
    if (!step->seen_version)
        return gate_add(tx, write->scope, command, step->type, record, problems);
    struct change change = {.type = step->type, .record = record, .seen_version = step->seen_version};
    return gate_set(tx, write->scope, command, &change, problems);
}

/* A unit that moved took the paths of its subtree along, and with them what a grant reaches. */
static enum status follow_units(struct tx *tx, const struct people_step *step, struct people_write *write)
{
    if (step->type != &record_organisation || write->scope->operator)
        return OK;
    struct scope *scope = ARENA_NEW(tx->arena, struct scope);
    enum status status = scope_resolve(tx->db, tx->arena, tx->clock, write->scope->person_id, scope);
    scope->account_id = write->scope->account_id;
    write->scope = scope;
    return status;
}

/* The batch is the program's own account of what was done, so it goes past the gate; what it did has gone through. */
static enum status open_batch(struct tx *tx, const struct people_plan *plan, const struct command *command,
                              struct problems *problems)
{
    struct import_batch *batch = record_new(tx->arena, &record_import_batch);
    batch->head.id = plan->batch_id;
    batch->kind = import_kind_people;
    batch->file_name = plan->sheet->file_name;
    batch->part_count = (int64_t)people_parts(plan);
    batch->row_count = (int64_t)plan->sheet->rows.count;
    batch->refused_count = (int64_t)plan->refused_rows;
    for (int i = 0; i < PEOPLE_COUNTED; i++) {
        batch->new_count += (int64_t)plan->counts[i][PEOPLE_NEW];
        batch->changed_count += (int64_t)plan->counts[i][PEOPLE_CHANGED];
        batch->same_count += (int64_t)plan->counts[i][PEOPLE_SAME];
    }
    for (size_t i = 0; i < record_import_batch.count; i++)
        record_present(&batch->head, (int)i);
    return journal_add(tx, command, &record_import_batch, &batch->head, problems);
}

static enum status accept_batch(struct tx *tx, const struct people_plan *plan, const struct command *command,
                                struct problems *problems)
{
    struct import_batch *batch = record_new(tx->arena, &record_import_batch);
    batch->head.id = plan->batch_id;
    batch->state = batch_state_accepted;
    record_present(&batch->head, FIELD_import_batch_state);
    struct change change = {.type = &record_import_batch, .record = &batch->head, .event = "accept_batch"};
    return journal_set(tx, command, &change, problems);
}

enum status people_apply(struct tx *tx, void *context, struct problems *problems)
{
    struct people_write own = *(const struct people_write *)context, *write = &own;
    struct people_plan *plan = write->plan;
    struct command command = command_new(tx, write->actor);
    command.batch_id = plan->batch_id;
    enum status status = chain_lock(tx, plan->site);
    if (!status)
        status = check_meanwhile(tx, plan, problems);
    if (!status && plan->steps.count && write->part == 0)
        status = open_batch(tx, plan, &command, problems);
    for (size_t i = plan->parts.items[write->part]; i < plan->parts.items[write->part + 1] && !status; i++) {
        status = apply_step(tx, write, &command, &plan->steps.items[i], problems);
        if (!status)
            status = follow_units(tx, &plan->steps.items[i], write);
    }
    if (!status && plan->steps.count && write->part + 1 == people_parts(plan))
        status = accept_batch(tx, plan, &command, problems);
    return status;
}

void people_done(struct people_plan *plan, size_t part)
{
    for (size_t i = plan->parts.items[part]; i < plan->parts.items[part + 1]; i++)
        if (plan->steps.items[i].slip)
            plan->steps.items[i].slip->applied = true;
    plan->parts_done = part + 1;
    plan->seen_seq = plan->checked_seq;
}

size_t people_slips(const struct people_plan *plan, struct people_slip **ret_slips)
{
    struct people_slip *slips = ARENA_ARRAY(plan->arena, struct people_slip, plan->slips.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < plan->slips.count; i++)
        if (plan->slips.items[i]->applied)
            slips[count++] = *plan->slips.items[i];
    *ret_slips = slips;
    return count;
}
