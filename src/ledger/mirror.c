#include "ledger/mirror_fields.h"

#include "ledger/ledger_messages.h"
#include "store/row.h"
#include "store/tx.h"

WORDS_DEFINE(mirror_state, MIRROR_STATE_WORDS)
WORDS_DEFINE(mirror_answer_state, MIRROR_ANSWER_STATE_WORDS)
WORDS_DEFINE(mirror_result, MIRROR_RESULT_WORDS)

/* ---- checks ---- */

static enum status mirror_check_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                        struct problems *problems)
{
    (void)tx;
    (void)command;
    (void)problems;
    ((struct mirror_check *)record)->state = mirror_state_draft;
    record_present(record, FIELD_mirror_check_state);
    return OK;
}

static enum status mirror_check_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                      struct problems *problems)
{
    (void)tx;
    if (!before || ((const struct mirror_check *)before)->state == mirror_state_draft)
        return OK;
    if (after->withdrawn && !before->withdrawn)
        return problem_add(problems, REFUSED, &msg_mirror_kept, "", NULL);
    return field_equal(&record_mirror_check, FIELD_mirror_check_units, before, after)
               ? OK
               : problem_add(problems, REFUSED, &msg_mirror_sent, "units", NULL);
}

/* ---- items ---- */

static enum status load_check(struct tx *tx, const struct mirror_item *item, struct mirror_check *ret_check)
{
    return row_load(tx->db, tx->arena, &record_mirror_check, item->head.ledger_id, item->mirror_check_id, ret_check);
}

/* Behind those there are. */
static enum status mirror_item_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                       struct problems *problems)
{
    bool row;
    struct mirror_item *item = (struct mirror_item *)record;
    (void)command;
    (void)problems;
    if (record_has(record, FIELD_mirror_item_position) || !record_has(record, FIELD_mirror_item_mirror_check_id))
        return OK;
    struct stmt *stmt = db_prepare(tx->db, "SELECT max(\"position\") FROM \"mirror_item\" WHERE \"ledger_id\"=?1 AND "
                                           "\"mirror_check_id\"=?2");
    stmt_bind_uuid(stmt, 1, record->ledger_id);
    stmt_bind_uuid(stmt, 2, item->mirror_check_id);
    enum status status = stmt_step(stmt, &row);
    item->position = !status && row && !stmt_is_null(stmt, 0) ? stmt_int(stmt, 0) + 1 : 1;
    record_present(record, FIELD_mirror_item_position);
    stmt_done(stmt);
    return status;
}

static enum status mirror_item_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                     struct problems *problems)
{
    struct mirror_check *check = record_new(tx->arena, &record_mirror_check);
    (void)before;
    if (!record_has(after, FIELD_mirror_item_mirror_check_id))
        return OK;
    enum status status = load_check(tx, (const struct mirror_item *)after, check);
    if (status)
        return status == NOT_FOUND ? OK : status; /* said by the check of references */
    return check->state == mirror_state_draft
               ? OK
               : problem_add(problems, REFUSED, &msg_mirror_sent, "mirror_check_id", NULL);
}

/* ---- answers ---- */

static enum status mirror_answer_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                         struct problems *problems)
{
    (void)tx;
    (void)command;
    (void)problems;
    ((struct mirror_answer *)record)->state = mirror_answer_state_owed;
    record_present(record, FIELD_mirror_answer_state);
    return OK;
}

#define RECORD        mirror_check
#define RECORD_FIELDS MIRROR_CHECK_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "对照检查", .plural = "mirror_checks", .code = -1, .title = FIELD_mirror_check_title,                     \
    .hooks = {.prepare = mirror_check_prepare, .rules = mirror_check_rules},
#include "record/define.h"

#define RECORD        mirror_item
#define RECORD_FIELDS MIRROR_ITEM_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "对照事项", .plural = "mirror_items", .code = -1, .title = FIELD_mirror_item_matter,                      \
    .hooks = {.prepare = mirror_item_prepare, .rules = mirror_item_rules},
#include "record/define.h"

#define RECORD        mirror_answer
#define RECORD_FIELDS MIRROR_ANSWER_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "对照答复", .plural = "mirror_answers", .code = -1, .title = -1,                                          \
    .hooks = {.prepare = mirror_answer_prepare},
#include "record/define.h"
