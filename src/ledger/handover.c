#include "ledger/handover_fields.h"

#include "ledger/ledger_code.h"
#include "ledger/ledger_messages.h"
#include "store/row.h"
#include "store/tx.h"

WORDS_DEFINE(handover_state, HANDOVER_STATE_WORDS)

static enum status handover_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                    struct problems *problems)
{
    (void)command;
    (void)problems;
    struct handover *handover = (struct handover *)record;
    handover->state = handover_state_drafted;
    record_present(record, FIELD_handover_state);
    record_present(record, FIELD_handover_number);
    return number_next(tx, record->ledger_id, "handover", "J", &handover->number);
}

static enum status check_receiver(struct tx *tx, const struct handover *handover, struct problems *problems)
{
    struct person *person = record_new(tx->arena, &record_person);
    enum status status = row_load(tx->db, tx->arena, &record_person, (struct uuid){0}, handover->to_person_id, person);
    if (status)
        return status == NOT_FOUND ? OK : status; /* said by the check of references */
    bool left = record_has(&person->head, FIELD_person_left) && person->left;
    return left ? problem_add(problems, REFUSED, &msg_handover_left, "to_person_id", person->name, NULL) : OK;
}

/* What was signed stays as it was signed. */
static enum status check_signed(const struct record_head *before, const struct record_head *after,
                                struct problems *problems)
{
    static const int said[] = {FIELD_handover_post, FIELD_handover_reason, FIELD_handover_witness_id};
    enum status status = OK;
    if (((const struct handover *)before)->state == handover_state_drafted)
        return OK;
    if (after->withdrawn && !before->withdrawn)
        status = problem_add(problems, REFUSED, &msg_handover_kept, "", NULL);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!field_equal(&record_handover, said[i], before, after))
            status = problem_add(problems, REFUSED, &msg_handover_signed, record_handover.fields[said[i]].name, NULL);
    return status;
}

static enum status handover_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                  struct problems *problems)
{
    const struct handover *handover = (const struct handover *)after;
    if (before)
        return check_signed(before, after, problems);
    if (!record_has(after, FIELD_handover_from_person_id) || !record_has(after, FIELD_handover_to_person_id))
        return OK; /* said by the check of required fields */
    enum status status = check_receiver(tx, handover, problems);
    return uuid_equal(handover->from_person_id, handover->to_person_id)
               ? problem_add(problems, REFUSED, &msg_handover_same, "to_person_id", NULL)
               : status;
}

#define RECORD        handover
#define RECORD_FIELDS HANDOVER_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "交接", .plural = "handovers", .code = FIELD_handover_number, .title = -1,                                \
    .hooks = {.prepare = handover_prepare, .rules = handover_rules},
#include "record/define.h"
