/* records_write: adding, changing, withdrawing a record; declared in "api/handlers.h". */
#include "access/access_messages.h"
#include "api/api_messages.h"
#include "api/conflict.h"
#include "api/handlers.h"
#include "api/records.h"
#include "journal/journal_messages.h"
#include "ledger/gate.h"
#include "record/json.h"

#include <stdlib.h>
#include <string.h>

enum status read_wanted(struct call *call, struct subject *subject)
{
    json_t *json;
    enum status status = call_json(call, &json);
    if (status)
        return status;
    subject->wanted = record_new(call->arena, subject->type);
    return record_from_json(call->arena, subject->type, json, JSON_INPUT, NULL, &call->problems, subject->wanted);
}

struct record_head *wanted_copy(struct tx *tx, const struct subject *subject)
{
    struct record_head *record = record_copy(tx->arena, subject->type, subject->wanted);
    record->ledger_id = subject->ledger_id;
    record->id = subject->id;
    return record;
}

enum status records_add_prepare(struct call *call)
{
    struct subject *subject;
    enum status status = subject_read(call, &subject);
    if (!status)
        status = read_wanted(call, subject);
    call->status = 201;
    return status;
}

enum status records_add_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    struct subject *subject = call->state;
    subject->id = (struct uuid){0};
    struct record_head *record = wanted_copy(tx, subject);
    struct command command = command_new(tx, &call->actor);
    enum status status = gate_add(tx, call->scope, &command, subject->type, record, problems);
    subject->id = record->id;
    if (tx->dry_run)
        call->status = 200;
    return status;
}

enum status call_if_match(struct call *call, int64_t *ret_version)
{
    const char *text = http_header(call->http, "If-Match");
    if (!text || !*text)
        return call_refuse(call, 428, &msg_api_if_match, "", NULL);
    *ret_version = 0;
    if (strcmp(text, "*") == 0)
        return OK;
    if (strncmp(text, "W/", 2) == 0)
        text += 2;
    bool quoted = *text == '"';
    char *end;
    long long version = strtoll(text + quoted, &end, 10);
    if (version < 1 || (quoted ? strcmp(end, "\"") != 0 : *end != '\0'))
        return problem_add(&call->problems, MALFORMED, &msg_api_if_match, "", NULL);
    *ret_version = version;
    return OK;
}

enum status records_set_prepare(struct call *call)
{
    struct subject *subject;
    enum status status = subject_read(call, &subject);
    if (!status)
        status = call_if_match(call, &subject->seen_version);
    return status ? status : read_wanted(call, subject);
}

enum status records_set_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    struct subject *subject = call->state;
    enum status status = subject_find(subject, call, tx->db);
    if (status)
        return status;
    struct change change = {
        .type = subject->type, .record = wanted_copy(tx, subject), .seen_version = subject->seen_version};
    struct command command = command_new(tx, &call->actor);
    status = gate_set(tx, call->scope, &command, &change, problems);
    if (status != CONFLICT)
        return status;
    struct conflict conflict = {call->server, call->scope,           call->language, subject->type, subject->ledger_id,
                                subject->id,  subject->seen_version, call->json,     problems};
    return conflict_describe(tx, &conflict, &call->errors);
}

enum status records_withdraw_prepare(struct call *call)
{
    static const char *const known[] = {"reason", NULL};
    struct subject *subject;
    json_t *json;
    enum status status = subject_read(call, &subject);
    if (!status)
        status = call_json(call, &json);
    if (!status)
        status = call_keys(call, json, known);
    if (!status)
        status = call_text(call, json, "reason", false, &subject->reason);
    if (!status && !*subject->reason)
        status = problem_add(&call->problems, REFUSED, &msg_api_reason, "reason", NULL);
    return status;
}

enum status records_withdraw_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    const struct subject *subject = call->state;
    struct command command = command_new(tx, &call->actor);
    enum status status = subject_find(call->state, call, tx->db);
    if (status)
        return status;
    return gate_withdraw(tx, call->scope, &command, subject->type, subject->ledger_id, subject->id, subject->reason,
                         problems);
}
