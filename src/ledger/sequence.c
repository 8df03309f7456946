#include "ledger/sequence.h"

#include "ledger/ledger_messages.h"
#include "ledger/ranges.h"

/* Whether `first` comes, by whatever is between, after `action`; then it cannot come before it. Its number for the
 * sentence. */
static enum status comes_after(struct tx *tx, const struct corrective_action *action, struct uuid first,
                               const char **ret_number)
{
    bool row;
    struct stmt *stmt = db_prepare(
        tx->db, "WITH RECURSIVE \"up\"(\"id\") AS (SELECT \"id\" FROM \"corrective_action\" WHERE \"ledger_id\"=?1 AND "
                "\"id\"=?2 UNION SELECT \"f\".\"ref_id\" FROM \"up\" JOIN \"corrective_action_follows\" AS \"f\" ON "
                "\"f\".\"ledger_id\"=?1 AND \"f\".\"id\"=\"up\".\"id\") SELECT \"c\".\"number\" FROM \"up\" JOIN "
                "\"corrective_action\" AS \"c\" ON \"c\".\"ledger_id\"=?1 AND \"c\".\"id\"=?2 WHERE \"up\".\"id\"=?3");
    stmt_bind_uuid(stmt, 1, action->head.ledger_id);
    stmt_bind_uuid(stmt, 2, first);
    stmt_bind_uuid(stmt, 3, action->head.id);
    enum status status = stmt_step(stmt, &row);
    *ret_number = !status && row ? arena_strdup(tx->arena, stmt_text(stmt, 0)) : NULL;
    stmt_done(stmt);
    return status;
}

static enum status check_order(struct tx *tx, const struct corrective_action *action, struct problems *problems)
{
    enum status status = OK;
    for (size_t i = 0; i < action->follows.count && !status; i++) {
        const char *number = NULL;
        if (uuid_equal(action->follows.ids[i], action->head.id))
            return problem_add(problems, REFUSED, &msg_follows_itself, "follows", NULL);
        status = comes_after(tx, action, action->follows.ids[i], &number);
        if (number)
            status = problem_add(problems, REFUSED, &msg_follows_circle, "follows", number, NULL);
    }
    return status;
}

enum status sequence_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                           struct problems *problems)
{
    const int follows = FIELD_corrective_action_follows;
    enum status takes = range_check(tx->arena, &record_corrective_action, after, FIELD_corrective_action_working_days,
                                    0, SEQUENCE_DAYS, problems),
                lag = range_check(tx->arena, &record_corrective_action, after, FIELD_corrective_action_lag_days, 0,
                                  SEQUENCE_DAYS, problems);
    if (takes || lag)
        return takes ? takes : lag;
    bool same = before && field_equal(&record_corrective_action, follows, before, after);
    return same || !record_has(after, follows) ? OK
                                               : check_order(tx, (const struct corrective_action *)after, problems);
}
