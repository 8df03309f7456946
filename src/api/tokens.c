/* tokens: a person's own API tokens; declared in "api/handlers.h". An account has rights over its own tokens whatever
 * its roles: a token can do nothing its owner cannot. All of them are seen by the administrators as records. */
#include "access/access_messages.h"
#include "access/api_token.h"
#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/records.h"
#include "ledger/ledger_messages.h"
#include "record/json.h"

#include <string.h>

struct token_call {
    struct api_token wanted, stored;
    struct uuid id;
    char secret[API_TOKEN];
    struct digest hash;
};

static void put_token(struct call *call, const struct api_token *token, const char *last_used_on)
{
    struct strbuf *out = call_out(call);
    const struct ledger_card *only = NULL;
    char id[UUID_TEXT];
    if (record_has(&token->head, FIELD_api_token_only_ledger_id)) {
        uuid_text(token->only_ledger_id, id);
        only = session_ledger(call->session, id);
    }
    strbuf_adds(out, "{\"id\":");
    put_uuid(out, token->head.id);
    strbuf_addc(out, ',');
    record_json_fields(out, &record_api_token, &token->head, ~UINT64_C(0));
    strbuf_adds(out, ",\"created_at\":");
    put_instant(out, token->head.created_at);
    strbuf_add_member(out, "state", api_token_state(token, clock_today(&call->server->setup.clock)));
    strbuf_add_member_name(out, "last_used_on");
    if (*last_used_on)
        strbuf_add_json(out, last_used_on);
    else
        strbuf_adds(out, "null");
    strbuf_add_member_name(out, "only_ledger");
    if (only)
        strbuf_add_json(out, only->name);
    else
        strbuf_adds(out, "null");
    strbuf_addc(out, '}');
}

enum status tokens_list_answer(struct call *call, struct db *db)
{
    enum { MOST = 200 };
    struct api_token_use *tokens;
    size_t count;
    struct strbuf *out = call_out(call);
    enum status status = api_token_list(db, call->arena, call->session->scope.account_id, MOST, &tokens, &count);
    if (status)
        return status;
    strbuf_adds(out, "{\"rows\":[");
    for (size_t i = 0; i < count; i++) {
        strbuf_adds(out, i ? ",\n" : "\n");
        put_token(call, &tokens[i].token, tokens[i].last_used_on);
    }
    strbuf_adds(out, "]}");
    return OK;
}

/* {"name":…,"scope":"read|write","expires_on":…,"only_ledger_id":…}; a ledger by its id or code. */
enum status tokens_add_prepare(struct call *call)
{
    static const char *const skip[] = {"only_ledger_id", NULL};
    struct token_call *state = ARENA_NEW(call->arena, struct token_call);
    const char *ledger;
    json_t *json;
    enum status status = call_json(call, &json);
    if (!status && json_object_get(json, "account_id"))
        status = problem_add(&call->problems, REFUSED, &msg_api_field_other, "account_id", "account_id", NULL);
    if (!status)
        status = record_from_json(call->arena, &record_api_token, json, JSON_INPUT, skip, &call->problems,
                                  &state->wanted.head);
    if (!status)
        status = call_text(call, json, "only_ledger_id", false, &ledger);
    if (!status && *ledger) {
        const struct ledger_card *card = session_ledger(call->session, ledger);
        if (!card)
            return problem_add(&call->problems, REFUSED, &msg_no_ledger, "only_ledger_id", ledger, NULL);
        state->wanted.only_ledger_id = card->id;
        record_present(&state->wanted.head, FIELD_api_token_only_ledger_id);
    }
    state->wanted.account_id = call->session->scope.account_id;
    record_present(&state->wanted.head, FIELD_api_token_account_id);
    api_token_new(state->secret, &state->hash);
    call->state = state;
    call->status = 201;
    return status;
}

enum status tokens_add_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    struct token_call *state = call->state;
    struct command command = command_new(tx, &call->actor);
    state->stored = state->wanted;
    return api_token_add(tx, &command, &state->stored, &state->hash, problems);
}

/* The only time the secret is told. */
enum status tokens_add_answer(struct call *call, struct db *db)
{
    (void)db;
    const struct token_call *state = call->state;
    strbuf_adds(call_out(call), "{\"secret\":");
    strbuf_add_json(call_out(call), state->secret);
    strbuf_adds(call_out(call), ",\"token\":");
    put_token(call, &state->stored, "");
    strbuf_addc(call_out(call), '}');
    return OK;
}

enum status tokens_revoke_prepare(struct call *call)
{
    struct token_call *state = ARENA_NEW(call->arena, struct token_call);
    call->state = state;
    return uuid_parse(call->arguments[0], &state->id)
               ? OK
               : problem_add(&call->problems, NOT_FOUND, &msg_no_token, "", NULL);
}

enum status tokens_revoke_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    struct token_call *state = call->state;
    struct command command = command_new(tx, &call->actor);
    return api_token_revoke(tx, &command, call->session->scope.account_id, state->id, &state->stored, problems);
}

enum status tokens_revoke_answer(struct call *call, struct db *db)
{
    (void)db;
    const struct token_call *state = call->state;
    put_token(call, &state->stored, "");
    return OK;
}
