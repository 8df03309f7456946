#include "workflow/follow_progress.h"

#include "ledger/finding_fields.h"
#include "ledger/planning.h"
#include "ledger/progress.h"
#include "store/row.h"
#include "workflow/mover.h"

/* ---- a measure's state, from its entries ---- */

/* The measure as it is now knows how far its latest entry has it. An entry without a percentage begins it, no more; so
 * what was returned is not done again by a remark. */
static int state_wanted(const struct progress_entry *entry, const struct corrective_action *action)
{
    bool whole = record_has(&action->head, FIELD_corrective_action_percent) && action->percent == 100;
    bool said = record_has(&entry->head, FIELD_progress_entry_percent);
    if (!record_has(&action->head, FIELD_corrective_action_reported_on))
        return action_state_planned;
    if (entry->head.withdrawn)
        return action->state == action_state_done && !whole ? action_state_in_progress : action->state;
    if (said && whole == (entry->percent == 100)) /* it is the latest, or says the same */
        return whole ? action_state_done : action_state_in_progress;
    return action->state == action_state_planned ? action_state_in_progress : action->state;
}

enum status progress_entry_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                  const struct record_head *after, struct problems *problems)
{
    const struct progress_entry *entry = (const struct progress_entry *)after;
    struct corrective_action *action = record_new(tx->arena, &record_corrective_action);
    if (before && before->withdrawn == after->withdrawn)
        return OK;
    enum status status =
        row_load(tx->db, tx->arena, &record_corrective_action, after->ledger_id, entry->corrective_action_id, action);
    if (status || action->head.withdrawn)
        return status;
    const struct move move = {.type = &record_corrective_action,
                              .ledger = after->ledger_id,
                              .id = entry->corrective_action_id,
                              .event = lifecycle_towards(lifecycle_of(&record_corrective_action), action->state,
                                                         state_wanted(entry, action))};
    return move.event ? workflow_follow(tx, command, &move, problems) : OK;
}

/* ---- a finding's state, from its measures ---- */

/* A measure may answer a point: then the finding above it is meant. */
static enum status load_above(struct tx *tx, struct uuid ledger, struct uuid id, struct finding *finding)
{
    enum status status = row_load(tx->db, tx->arena, &record_finding, ledger, id, finding);
    if (!status && finding->level == finding_level_point && record_has(&finding->head, FIELD_finding_parent_id))
        status = row_load(tx->db, tx->arena, &record_finding, ledger, finding->parent_id, finding);
    return status;
}

/* What was returned or opened again is begun by a measure that goes on; those that are done were not enough. */
static enum status has_begun(struct tx *tx, const struct finding *finding, bool *ret_begun)
{
    struct stmt *stmt = db_prepare(
        tx->db,
        "SELECT 1 FROM \"corrective_action_answers\" AS \"n\" JOIN \"corrective_action\" AS \"c\" ON "
        "\"c\".\"ledger_id\"=?1 AND \"c\".\"id\"=\"n\".\"id\" WHERE \"n\".\"ledger_id\"=?1 AND "
        "(\"n\".\"ref_id\"=?2 OR \"n\".\"ref_id\" IN (SELECT \"id\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND "
        "\"parent_id\"=?2 AND \"level\"='point')) AND \"c\".\"state\" IN ('in_progress',?3) AND \"c\".\"withdrawn\"=0 "
        "LIMIT 1");
    stmt_bind_uuid(stmt, 1, finding->head.ledger_id);
    stmt_bind_uuid(stmt, 2, finding->head.id);
    stmt_bind_text(stmt, 3,
                   finding->state == finding_state_claimed || finding->state == finding_state_planned ? "done"
                                                                                                      : "in_progress");
    enum status status = stmt_step(stmt, ret_begun);
    stmt_done(stmt);
    return status;
}

enum status follow_begun(struct tx *tx, const struct command *command, struct uuid ledger, struct uuid id,
                         struct problems *problems)
{
    struct finding *finding = record_new(tx->arena, &record_finding);
    bool begun = false;
    enum status status = load_above(tx, ledger, id, finding);
    bool waits = finding->state == finding_state_claimed || finding->state == finding_state_planned ||
                 finding->state == finding_state_returned || finding->state == finding_state_reopened;
    if (status || finding->head.withdrawn || !waits)
        return status;
    status = has_begun(tx, finding, &begun);
    const struct move move = {.type = &record_finding, .ledger = ledger, .id = finding->head.id, .event = "start"};
    return status || !begun ? status : workflow_follow(tx, command, &move, problems);
}

enum status corrective_action_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                     const struct record_head *after, struct problems *problems)
{
    const struct corrective_action *action = (const struct corrective_action *)after;
    enum status status = planning_measure_follow(tx, command, before, after, problems);
    if (status || after->withdrawn || action->state == action_state_planned ||
        (before && field_equal(&record_corrective_action, FIELD_corrective_action_state, before, after) &&
         field_equal(&record_corrective_action, FIELD_corrective_action_answers, before, after)))
        return status;
    for (size_t i = 0; i < action->answers.count && !status; i++)
        status = follow_begun(tx, command, after->ledger_id, action->answers.ids[i], problems);
    return status;
}
