#include "ledger/ledger_messages.h"
#include "ledger/progress.h"

#include <string.h>

/* Today, and by whoever says it: whose words they are when somebody else enters them (D35), else the actor. */
static enum status progress_entry_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                          struct problems *problems)
{
    (void)problems;
    struct progress_entry *entry = (struct progress_entry *)record;
    const struct actor *actor = command->actor;
    if (!record_has(record, FIELD_progress_entry_occurred_on)) {
        entry->occurred_on = clock_today(tx->clock);
        record_present(record, FIELD_progress_entry_occurred_on);
    }
    entry->reported_by_id = uuid_is_nil(actor->supplier.person_id) ? actor->person_id : actor->supplier.person_id;
    if (!uuid_is_nil(entry->reported_by_id)) /* the operator is no person */
        record_present(record, FIELD_progress_entry_reported_by_id);
    return OK;
}

/* How many of the proofs belong to the measure or to a finding it answers. */
static enum status count_own(struct tx *tx, const struct progress_entry *entry, size_t *ret_count)
{
    enum status status = OK;
    *ret_count = 0;
    for (size_t i = 0; i < entry->proofs.count && !status; i++) {
        bool row;
        struct stmt *stmt = db_prepare(
            tx->db, "SELECT 1 FROM \"attachment\" AS \"t\" WHERE \"t\".\"ledger_id\"=?1 AND \"t\".\"id\"=?2 AND "
                    "\"t\".\"withdrawn\"=0 AND (\"t\".\"corrective_action_id\"=?3 OR \"t\".\"finding_id\" IN (SELECT "
                    "\"ref_id\" FROM \"corrective_action_answers\" WHERE \"ledger_id\"=?1 AND \"id\"=?3))");
        stmt_bind_uuid(stmt, 1, entry->head.ledger_id);
        stmt_bind_uuid(stmt, 2, entry->proofs.ids[i]);
        stmt_bind_uuid(stmt, 3, entry->corrective_action_id);
        status = stmt_step(stmt, &row);
        *ret_count += !status && row;
        stmt_done(stmt);
    }
    return status;
}

/* The five figures of a sweep tie: 应排查 ≥ 已排查, 发现 = 已整改 + 未整改. */
static enum status check_sweep(const struct progress_entry *entry, struct problems *problems)
{
    static const int figures[] = {FIELD_progress_entry_sweep_base, FIELD_progress_entry_sweep_checked,
                                  FIELD_progress_entry_sweep_found, FIELD_progress_entry_sweep_corrected,
                                  FIELD_progress_entry_sweep_left};
    size_t said = 0;
    bool below = false;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        bool has = record_has(&entry->head, figures[i]);
        said += has;
        below =
            below || (has && *(const int64_t *)field_get(&entry->head, &record_progress_entry.fields[figures[i]]) < 0);
    }
    if (!said)
        return OK;
    bool ties = said == sizeof figures / sizeof *figures && !below && entry->sweep_checked <= entry->sweep_base &&
                entry->sweep_found == entry->sweep_corrected + entry->sweep_left;
    return ties ? OK : problem_add(problems, REFUSED, &msg_sweep_ties, "sweep_base", NULL);
}

static enum status progress_entry_rules(struct tx *tx, const struct record_head *before,
                                        const struct record_head *after, struct problems *problems)
{
    const struct progress_entry *entry = (const struct progress_entry *)after;
    size_t own = 0;
    enum status worst = OK;
    if (before)
        return OK;
    if (entry->occurred_on > clock_today(tx->clock))
        worst = problem_add(problems, REFUSED, &msg_progress_in_future, "occurred_on", NULL);
    if (check_sweep(entry, problems))
        worst = REFUSED;
    if (record_has(after, FIELD_progress_entry_proofs)) {
        enum status status = count_own(tx, entry, &own);
        if (status)
            return status;
        if (own < entry->proofs.count)
            worst = problem_add(problems, REFUSED, &msg_progress_other_proof, "proofs", NULL);
    }
    return worst;
}

/* How far the measure is by its latest entry, and when it was last reported on. */
static enum status progress_entry_derive(struct tx *tx, const struct record_head *before,
                                         const struct record_head *after)
{
    (void)before;
    return corrective_action_derive_progress(tx, after->ledger_id,
                                             ((const struct progress_entry *)after)->corrective_action_id);
}

/* What was said before the measure was returned counts no more. */
enum status corrective_action_derive_progress(struct tx *tx, struct uuid ledger, struct uuid action)
{
    struct stmt *stmt = db_prepare(
        tx->db, "UPDATE \"corrective_action\" SET "
                "\"percent\"=(SELECT p.\"percent\" FROM \"progress_entry\" p WHERE p.\"ledger_id\"=?1 AND "
                "p.\"corrective_action_id\"=?2 AND p.\"withdrawn\"=0 AND p.\"percent\" IS NOT NULL AND "
                "p.\"created_at\">COALESCE(\"corrective_action\".\"returned_at\",0) ORDER BY "
                "p.\"occurred_on\" DESC,p.\"created_at\" DESC,p.\"id\" DESC LIMIT 1),"
                "\"reported_on\"=(SELECT max(p.\"occurred_on\") FROM \"progress_entry\" p WHERE p.\"ledger_id\"=?1 AND "
                "p.\"corrective_action_id\"=?2 AND p.\"withdrawn\"=0) WHERE \"ledger_id\"=?1 AND \"id\"=?2");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, action);
    return stmt_run(stmt);
}

static enum status progress_entry_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return corrective_action_look(tx, record->ledger_id, ((const struct progress_entry *)record)->corrective_action_id,
                                  ret_restricted);
}

#define RECORD        progress_entry
#define RECORD_FIELDS PROGRESS_ENTRY_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "进展填报", .plural = "progress_entries", .statement = true, .code = -1,                                  \
    .title = FIELD_progress_entry_done,                                                                                \
    .hooks = {.prepare = progress_entry_prepare,                                                                       \
              .rules = progress_entry_rules,                                                                           \
              .derive = progress_entry_derive,                                                                         \
              .follow = progress_entry_follow,                                                                         \
              .restricts = progress_entry_restricts},
#include "record/define.h"
