#include "ledger/extending.h"
#include "ledger/ledger_code.h"
#include "ledger/ledger_messages.h"
#include "ledger/planning.h"
#include "ledger/progress.h"
#include "ledger/restricted.h"
#include "ledger/sequence.h"
#include "store/row.h"

WORDS_DEFINE(action_kind, ACTION_KIND_WORDS)
WORDS_DEFINE(action_layer, ACTION_LAYER_WORDS)
WORDS_DEFINE(action_state, ACTION_STATE_WORDS)
WORDS_DEFINE(frequency, FREQUENCY_WORDS)
WORDS_DEFINE(lawful, LAWFUL_WORDS)

/* Measures of the responsibility's unit, of its problem or a point of it; to be closed. */
#define MEASURES                                                                                                       \
    "(SELECT count(DISTINCT c.\"id\") FROM \"corrective_action\" c JOIN \"corrective_action_answers\" n ON "           \
    "n.\"ledger_id\"=c.\"ledger_id\" AND n.\"id\"=c.\"id\" WHERE c.\"ledger_id\"=?1 AND c.\"withdrawn\"=0 AND "        \
    "c.\"organisation_id\"=\"responsibility\".\"organisation_id\" AND "                                                \
    "(n.\"ref_id\"=\"responsibility\".\"finding_id\" OR n.\"ref_id\" IN (SELECT f.\"id\" FROM \"finding\" f WHERE "    \
    "f.\"ledger_id\"=?1 AND f.\"parent_id\"=\"responsibility\".\"finding_id\" AND f.\"level\"='point'))"

static enum status corrective_action_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    size_t count = 0;
    enum status status = OK;
    if (record_has(record, FIELD_corrective_action_answers))
        status = restricted_among(tx, record->ledger_id, &((const struct corrective_action *)record)->answers, &count);
    *ret_restricted = count > 0;
    return status;
}

enum status corrective_action_look(struct tx *tx, struct uuid ledger, struct uuid id, bool *ret_restricted)
{
    struct corrective_action *action = record_new(tx->arena, &record_corrective_action);
    enum status status = row_load(tx->db, tx->arena, &record_corrective_action, ledger, id, action);
    return status ? status : corrective_action_restricts(tx, &action->head, ret_restricted);
}

static enum status corrective_action_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                             struct problems *problems)
{
    (void)command;
    (void)problems;
    struct corrective_action *action = (struct corrective_action *)record;
    action->state = action_state_planned;
    record_present(record, FIELD_corrective_action_state);
    bool restricted = false;
    enum status status = corrective_action_restricts(tx, record, &restricted);
    if (!status)
        status = number_next(tx, record->ledger_id, restricted ? "restricted_action" : "corrective_action",
                             restricted ? "RC" : "C", &action->number);
    if (!status)
        record_present(record, FIELD_corrective_action_number);
    return status;
}

static enum status corrective_action_rules(struct tx *tx, const struct record_head *before,
                                           const struct record_head *after, struct problems *problems)
{
    const struct corrective_action *action = (const struct corrective_action *)after;
    const int answers = FIELD_corrective_action_answers;
    size_t count = 0, was = 0;
    enum status day = extending_rules(&record_corrective_action, before, after, problems),
                planned = planning_measure_rules(tx, before, after, problems),
                ordered = sequence_rules(tx, before, after, problems);
    if (day || planned || ordered)
        return day ? day : planned ? planned : ordered;
    if (!record_has(after, answers) || (before && field_equal(&record_corrective_action, answers, before, after)))
        return OK;
    if (action->answers.count == 0)
        return problem_add(problems, REFUSED, &msg_answers_nothing, "answers", NULL);
    enum status status = restricted_among(tx, after->ledger_id, &action->answers, &count);
    if (!status && before && record_has(before, answers)) /* its number is of one series */
        status = restricted_among(tx, after->ledger_id, &((const struct corrective_action *)before)->answers, &was);
    bool mixed = (count && count < action->answers.count) || (before && !was != !count);
    return !status && mixed ? problem_add(problems, REFUSED, &msg_restricted_mixed, "answers", NULL) : status;
}

/* ---- derived values ---- */

/* How far each unit's branch of a problem is: its measures for it and for its points (B4). `answered`: the problem, or
 * a point of it. */
enum status responsibility_derive_branch(struct tx *tx, struct uuid ledger, struct uuid answered)
{
    struct stmt *stmt = db_prepare(
        tx->db,
        /* a unit's own rows by CASE: with "organisation_id" in the condition SQLite walks the units' index, all of it
         */
        "UPDATE \"responsibility\" SET \"measures\"=CASE WHEN \"organisation_id\" IS NOT NULL THEN " MEASURES
        ") END,\"measures_done\"=CASE WHEN \"organisation_id\" IS NOT NULL THEN " MEASURES
        " AND c.\"state\"='done') END WHERE \"ledger_id\"=?1 AND \"finding_id\" IN (?2,(SELECT \"parent_id\" FROM "
        "\"finding\" WHERE \"ledger_id\"=?1 AND \"id\"=?2 AND \"level\"='point'))");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, answered);
    return stmt_run(stmt);
}

static enum status derive_answered(struct tx *tx, const struct record_head *record)
{
    const struct corrective_action *action = (const struct corrective_action *)record;
    enum status status = OK;
    for (size_t i = 0; record_has(record, FIELD_corrective_action_answers) && i < action->answers.count && !status; i++)
        status = responsibility_derive_branch(tx, record->ledger_id, action->answers.ids[i]);
    return status;
}

static enum status corrective_action_derive(struct tx *tx, const struct record_head *before,
                                            const struct record_head *after)
{
    static const int counted[] = {FIELD_corrective_action_answers, FIELD_corrective_action_organisation_id,
                                  FIELD_corrective_action_state};
    bool moot = before && before->withdrawn == after->withdrawn;
    enum status status = OK;
    for (size_t i = 0; moot && i < sizeof counted / sizeof *counted; i++)
        moot = field_equal(&record_corrective_action, counted[i], before, after);
    if (!moot && before)
        status = derive_answered(tx, before);
    if (!moot && !status)
        status = derive_answered(tx, after);
    bool returned =
        before && !field_equal(&record_corrective_action, FIELD_corrective_action_returned_at, before, after);
    return status || !returned ? status : corrective_action_derive_progress(tx, after->ledger_id, after->id);
}

#define RECORD        corrective_action
#define RECORD_FIELDS CORRECTIVE_ACTION_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "整改措施", .plural = "corrective_actions", .code = FIELD_corrective_action_number,                       \
    .title = FIELD_corrective_action_measure,                                                                          \
    .hooks = {.prepare = corrective_action_prepare,                                                                    \
              .rules = corrective_action_rules,                                                                        \
              .derive = corrective_action_derive,                                                                      \
              .follow = corrective_action_follow,                                                                      \
              .restricts = corrective_action_restricts},
#include "record/define.h"
