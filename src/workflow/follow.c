/* follow: what else changes with responsibilities, findings and claims; declared in "ledger/claim.h". In the same
 * transaction: claims are owed with a responsibility and void with its end, a finding's state follows from its claims.
 * Everything is an event of its own, so that a replay needs none of this (D12). */
#include "ledger/claim.h"
#include "store/row.h"
#include "workflow/claim_board.h"
#include "workflow/follow_progress.h"
#include "workflow/mover.h"

#include <string.h>

/* ---- claims of a responsibility ---- */

static date day_of(const struct tx *tx, instant at)
{
    return (date)((at + (int64_t)tx->clock->offset_minutes * 60000) / 86400000);
}

/* The day the letter was signed for, or else the day of registration. */
static enum status clock_start(struct tx *tx, struct uuid ledger, struct uuid finding_id, date *ret_day)
{
    struct finding *finding = record_new(tx->arena, &record_finding);
    struct feedback_report *report = record_new(tx->arena, &record_feedback_report);
    enum status status = row_load(tx->db, tx->arena, &record_finding, ledger, finding_id, finding);
    if (status)
        return status;
    *ret_day = day_of(tx, finding->head.created_at);
    if (!record_has(&finding->head, FIELD_finding_feedback_report_id))
        return OK;
    status = row_load(tx->db, tx->arena, &record_feedback_report, ledger, finding->feedback_report_id, report);
    if (!status && record_has(&report->head, FIELD_feedback_report_signed_on))
        *ret_day = report->signed_on;
    return status;
}

/* Days after the clock's start; for a responsibility that was set when those had passed, after it was set. */
static enum status due_day(struct tx *tx, const struct responsibility *one, date *ret_due)
{
    int64_t days = CLAIM_DAYS;
    date start = 0;
    date set = record_has(&one->head, FIELD_responsibility_from_on) ? one->from_on : clock_today(tx->clock);
    enum status status = claim_days(tx->db, tx->arena, one->head.ledger_id, &days);
    if (!status)
        status = clock_start(tx, one->head.ledger_id, one->finding_id, &start);
    *ret_due = (date)((start + days < set ? set : start) + days);
    return status;
}

static enum status owe(struct tx *tx, const struct command *command, const struct responsibility *one,
                       struct problems *problems)
{
    struct claim *claim = record_new(tx->arena, &record_claim);
    enum status status = due_day(tx, one, &claim->due_on);
    claim->head.ledger_id = one->head.ledger_id;
    claim->finding_id = one->finding_id;
    claim->responsibility_id = one->head.id;
    claim->role = one->role;
    static const int said[] = {FIELD_claim_finding_id, FIELD_claim_responsibility_id, FIELD_claim_role,
                               FIELD_claim_due_on};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        record_present(&claim->head, said[i]);
    if (record_has(&one->head, FIELD_responsibility_organisation_id)) {
        claim->organisation_id = one->organisation_id;
        record_present(&claim->head, FIELD_claim_organisation_id);
    } else {
        claim->person_id = one->person_id;
        record_present(&claim->head, FIELD_claim_person_id);
    }
    return status ? status : journal_add(tx, command, &record_claim, &claim->head, problems);
}

typedef VEC(struct uuid) uuid_vec;

/* Those of a finding that still count; `responsibility` nil: of all. */
static enum status live_claims(struct tx *tx, struct uuid ledger, struct uuid finding, struct uuid responsibility,
                               uuid_vec *ret_claims)
{
    bool row;
    enum status status;
    struct stmt *stmt = db_prepare(
        tx->db, "SELECT \"id\",\"responsibility_id\" FROM \"claim\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                "\"state\" IN ('owed','claimed','disputed') AND \"withdrawn\"=0");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, finding);
    while (!(status = stmt_step(stmt, &row)) && row)
        if (uuid_is_nil(responsibility) || uuid_equal(stmt_uuid(stmt, 1), responsibility))
            *VEC_PUSH(tx->arena, ret_claims) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return status;
}

static enum status void_claims(struct tx *tx, const struct command *command, struct uuid ledger, const uuid_vec *claims,
                               struct problems *problems)
{
    enum status status = OK;
    for (size_t i = 0; i < claims->count && !status; i++) {
        const struct move move = {.type = &record_claim, .ledger = ledger, .id = claims->items[i], .event = "void"};
        status = workflow_follow(tx, command, &move, problems);
    }
    return status;
}

static bool owes(const struct record_head *record)
{
    return record && !record->withdrawn && !record_has(record, FIELD_responsibility_until_on) &&
           claim_is_owed_by(((const struct responsibility *)record)->role);
}

static bool same_party(const struct record_head *before, const struct record_head *after)
{
    static const int party[] = {FIELD_responsibility_role, FIELD_responsibility_organisation_id,
                                FIELD_responsibility_person_id, FIELD_responsibility_finding_id};
    for (size_t i = 0; i < sizeof party / sizeof *party; i++)
        if (!field_equal(&record_responsibility, party[i], before, after))
            return false;
    return true;
}

/* The new claim is owed before the old one is void, so that the finding never seems claimed in between. */
enum status responsibility_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                  const struct record_head *after, struct problems *problems)
{
    bool owed = owes(before), owing = owes(after);
    uuid_vec old = {0};
    enum status status = OK;
    if (owed && owing && same_party(before, after))
        return OK;
    if (owed)
        status =
            live_claims(tx, after->ledger_id, ((const struct responsibility *)before)->finding_id, after->id, &old);
    if (!status && owing)
        status = owe(tx, command, (const struct responsibility *)after, problems);
    return status ? status : void_claims(tx, command, after->ledger_id, &old, problems);
}

/* ---- the finding's state ---- */

static enum status count_claims(struct tx *tx, const struct claim *claim, int64_t counts[])
{
    bool row;
    enum status status;
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT \"state\",count(*) FROM \"claim\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                           "\"withdrawn\"=0 GROUP BY \"state\"");
    stmt_bind_uuid(stmt, 1, claim->head.ledger_id);
    stmt_bind_uuid(stmt, 2, claim->finding_id);
    while (!(status = stmt_step(stmt, &row)) && row) {
        int state = word_find(&words_claim_state, stmt_text(stmt, 0));
        if (state >= 0)
            counts[state] = stmt_int(stmt, 1);
    }
    stmt_done(stmt);
    return status;
}

enum status claim_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                         const struct record_head *after, struct problems *problems)
{
    const struct claim *claim = (const struct claim *)after;
    int64_t counts[8] = {0};
    struct finding *finding = record_new(tx->arena, &record_finding);
    if (before && field_equal(&record_claim, FIELD_claim_state, before, after) && before->withdrawn == after->withdrawn)
        return OK;
    enum status status = count_claims(tx, claim, counts);
    if (!status)
        status = row_load(tx->db, tx->arena, &record_finding, after->ledger_id, claim->finding_id, finding);
    if (status || finding->head.withdrawn)
        return status;
    int wanted = counts[claim_state_disputed]                               ? finding_state_disputed
                 : counts[claim_state_claimed] && !counts[claim_state_owed] ? finding_state_claimed
                                                                            : finding_state_registered;
    const struct move move = {.type = &record_finding,
                              .ledger = after->ledger_id,
                              .id = claim->finding_id,
                              .event = lifecycle_towards(lifecycle_of(&record_finding), finding->state, wanted)};
    if (move.event)
        status = workflow_follow(tx, command, &move, problems);
    return status ? status : follow_begun(tx, command, after->ledger_id, claim->finding_id, problems);
}

/* A finding entered by mistake is owed by nobody. */
enum status finding_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                           const struct record_head *after, struct problems *problems)
{
    if (!before || before->withdrawn || !after->withdrawn)
        return OK;
    uuid_vec claims = {0};
    enum status status = live_claims(tx, after->ledger_id, after->id, (struct uuid){0}, &claims);
    return status ? status : void_claims(tx, command, after->ledger_id, &claims, problems);
}
