#include "ledger/request_fields.h"

#include "journal/journal.h"

#include "ledger/ledger_code.h"
#include "ledger/ledger_messages.h"
#include "ledger/restricted.h"

WORDS_DEFINE(request_kind, REQUEST_KIND_WORDS)
WORDS_DEFINE(request_state, REQUEST_STATE_WORDS)

static enum status request_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct request *)record)->finding_id, ret_restricted);
}

/* Asked by whose words they are when somebody else enters them (D35), else by the actor. */
static enum status request_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                   struct problems *problems)
{
    (void)problems;
    struct request *request = (struct request *)record;
    const struct actor *actor = command->actor;
    bool restricted = false;
    request->state = request_state_open;
    request->asked_on = clock_today(tx->clock);
    request->asked_by_id = uuid_is_nil(actor->supplier.person_id) ? actor->person_id : actor->supplier.person_id;
    record_present(record, FIELD_request_state);
    record_present(record, FIELD_request_asked_on);
    if (!uuid_is_nil(request->asked_by_id)) /* the operator is no person */
        record_present(record, FIELD_request_asked_by_id);
    enum status status = record_has(record, FIELD_request_finding_id) ? request_restricts(tx, record, &restricted) : OK;
    if (status == NOT_FOUND)
        return OK; /* said by the check of references */
    if (!status)
        status = number_next(tx, record->ledger_id, restricted ? "restricted_request" : "request",
                             restricted ? "RQ" : "Q", &request->number);
    if (!status)
        record_present(record, FIELD_request_number);
    return status;
}

static enum status request_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                 struct problems *problems)
{
    const struct request *request = (const struct request *)after;
    enum status worst = OK;
    if (before)
        return OK;
    if (!record_has(after, FIELD_request_addressee_id) && !record_has(after, FIELD_request_addressee_unit_id))
        worst = problem_add(problems, REFUSED, &msg_request_to_nobody, "addressee_id", NULL);
    if (record_has(after, FIELD_request_reply_by_on) && request->reply_by_on < clock_today(tx->clock))
        worst = problem_add(problems, REFUSED, &msg_request_past, "reply_by_on", NULL);
    return worst;
}

#define RECORD        request
#define RECORD_FIELDS REQUEST_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "提请事项", .plural = "requests", .statement = true, .code = FIELD_request_number,                        \
    .title = FIELD_request_title,                                                                                      \
    .hooks = {.prepare = request_prepare, .rules = request_rules, .restricts = request_restricts},
#include "record/define.h"
