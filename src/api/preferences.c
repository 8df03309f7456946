/* preferences: what a page remembers of a person wherever he logs in: columns, widths, his start view; declared in
 * "api/handlers.h". A local table (D2): no events, never exchanged. What stands in one is the page's business. */
#include "api/api_messages.h"
#include "api/handlers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PREFERENCE_KEY = 64, PREFERENCE_BYTES = 16 * 1024, PREFERENCES = 100 };

static enum status refuse(struct call *call, const struct message *message, const char *place, int most)
{
    char number[16];
    snprintf(number, sizeof number, "%d", most);
    return problem_add(&call->problems, REFUSED, message, place, number, NULL);
}

static enum status read_key(struct call *call, const char **ret_key)
{
    const char *key = *ret_key = call->arguments[0];
    size_t length = strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789.-_");
    return key[length] || length == 0 || length > PREFERENCE_KEY
               ? refuse(call, &msg_api_preference_key, "key", PREFERENCE_KEY)
               : OK;
}

enum status preference_get_answer(struct call *call, struct db *db)
{
    const char *key;
    bool row;
    enum status status = read_key(call, &key);
    if (status)
        return status;
    struct stmt *stmt = db_prepare(db, "SELECT \"value\" FROM \"preference\" WHERE \"account_id\"=?1 AND \"key\"=?2");
    stmt_bind_uuid(stmt, 1, call->scope->account_id);
    stmt_bind_text(stmt, 2, key);
    status = stmt_step(stmt, &row);
    if (!status)
        strbuf_adds(call_out(call), row ? stmt_text(stmt, 0) : "null");
    stmt_done(stmt);
    return status;
}

enum status preference_set_prepare(struct call *call)
{
    const char *key;
    json_t *json;
    enum status status = read_key(call, &key);
    if (!status)
        status = call_json(call, &json);
    if (status)
        return status;
    char *text = json_dumps(json, JSON_COMPACT);
    if (!text)
        return FAILED;
    call->state = arena_strdup(call->arena, text);
    free(text);
    call->status = 204;
    return strlen(call->state) > PREFERENCE_BYTES ? refuse(call, &msg_api_preference_large, "", PREFERENCE_BYTES / 1024)
                                                  : OK;
}

static enum status check_room(struct tx *tx, struct call *call)
{
    bool row;
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT count(*) FROM \"preference\" WHERE \"account_id\"=?1 AND \"key\"<>?2");
    stmt_bind_uuid(stmt, 1, call->scope->account_id);
    stmt_bind_text(stmt, 2, call->arguments[0]);
    enum status status = stmt_step(stmt, &row);
    int64_t count = status ? 0 : stmt_int(stmt, 0);
    stmt_done(stmt);
    return !status && count >= PREFERENCES ? refuse(call, &msg_api_preferences_many, "", PREFERENCES) : status;
}

enum status preference_set_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    (void)problems;
    enum status status = check_room(tx, call);
    if (status)
        return status;
    struct stmt *stmt = db_prepare(tx->db, "INSERT INTO \"preference\" (\"account_id\",\"key\",\"value\") VALUES "
                                           "(?1,?2,?3) ON CONFLICT (\"account_id\",\"key\") DO UPDATE SET "
                                           "\"value\"=excluded.\"value\"");
    stmt_bind_uuid(stmt, 1, call->scope->account_id);
    stmt_bind_text(stmt, 2, call->arguments[0]);
    stmt_bind_text(stmt, 3, call->state);
    return stmt_run(stmt);
}
