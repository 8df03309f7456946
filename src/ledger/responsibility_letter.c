#include "ledger/responsibility_letter_fields.h"

#include "ledger/ledger_code.h"
#include "ledger/ledger_messages.h"

WORDS_DEFINE(letter_state, LETTER_STATE_WORDS)

/* What the unit answers for, from the problems themselves: one line each. The office may write it otherwise before
 * anybody signs. */
static enum status write_undertaking(struct tx *tx, struct responsibility_letter *letter)
{
    bool row;
    enum status status;
    size_t count = 0;
    struct strbuf text = {0};
    struct stmt *stmt = db_prepare(
        tx->db,
        "SELECT DISTINCT \"f\".\"number\",\"f\".\"title\",\"f\".\"due_on\",\"f\".\"path\" FROM \"responsibility\" AS "
        "\"r\" JOIN \"finding\" AS \"f\" ON \"f\".\"ledger_id\"=\"r\".\"ledger_id\" AND "
        "\"f\".\"id\"=\"r\".\"finding_id\" WHERE \"r\".\"ledger_id\"=?1 AND \"r\".\"organisation_id\"=?2 AND "
        "\"r\".\"until_on\" IS NULL AND \"r\".\"withdrawn\"=0 AND \"f\".\"withdrawn\"=0 AND "
        "(\"f\".\"restricted\" IS NULL OR \"f\".\"restricted\"=0) ORDER BY \"f\".\"path\"");
    stmt_bind_uuid(stmt, 1, letter->head.ledger_id);
    stmt_bind_uuid(stmt, 2, letter->organisation_id);
    strbuf_adds(&text, "对下列问题的整改负责，按期完成整改任务，如实报告整改情况：\n");
    while (!(status = stmt_step(stmt, &row)) && row) {
        strbuf_add_int(&text, (int64_t)++count);
        strbuf_adds(&text, ". ");
        strbuf_adds(&text, stmt_text(stmt, 0));
        strbuf_addc(&text, ' ');
        strbuf_adds(&text, stmt_text(stmt, 1));
        if (!stmt_is_null(stmt, 2)) {
            strbuf_adds(&text, "（时限：");
            strbuf_adds(&text, stmt_text(stmt, 2));
            strbuf_adds(&text, "）");
        }
        strbuf_adds(&text, "\n");
    }
    stmt_done(stmt);
    letter->undertaking = arena_strdup(tx->arena, strbuf_text(&text));
    record_present(&letter->head, FIELD_responsibility_letter_undertaking);
    strbuf_free(&text);
    return status;
}

static enum status responsibility_letter_prepare(struct tx *tx, const struct command *command,
                                                 struct record_head *record, struct problems *problems)
{
    (void)command;
    (void)problems;
    struct responsibility_letter *letter = (struct responsibility_letter *)record;
    letter->state = letter_state_drafted;
    record_present(record, FIELD_responsibility_letter_state);
    enum status status = number_next(tx, record->ledger_id, "responsibility_letter", "Z", &letter->number);
    if (!status)
        record_present(record, FIELD_responsibility_letter_number);
    if (status || record_has(record, FIELD_responsibility_letter_undertaking) ||
        !record_has(record, FIELD_responsibility_letter_organisation_id))
        return status;
    return write_undertaking(tx, letter);
}

static enum status responsibility_letter_rules(struct tx *tx, const struct record_head *before,
                                               const struct record_head *after, struct problems *problems)
{
    (void)tx;
    const struct responsibility_letter *letter = (const struct responsibility_letter *)after;
    const int text = FIELD_responsibility_letter_undertaking;
    if (!before)
        return OK;
    bool signed_already = ((const struct responsibility_letter *)before)->state != letter_state_drafted;
    if (signed_already && !field_equal(&record_responsibility_letter, text, before, after))
        return problem_add(problems, REFUSED, &msg_letter_signed, "undertaking", NULL);
    return after->withdrawn && !before->withdrawn && letter->state != letter_state_drafted
               ? problem_add(problems, REFUSED, &msg_letter_signed, "state", NULL)
               : OK;
}

#define RECORD        responsibility_letter
#define RECORD_FIELDS RESPONSIBILITY_LETTER_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "责任书", .plural = "responsibility_letters", .code = FIELD_responsibility_letter_number, .title = -1,    \
    .hooks = {.prepare = responsibility_letter_prepare, .rules = responsibility_letter_rules},
#include "record/define.h"
