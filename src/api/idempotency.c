#include "api/idempotency.h"

#include "api/api_messages.h"

#include <string.h>

void idempotency_hash(struct call *call)
{
    struct digest_state *state = digest_new(DIGEST_SHA256);
    const struct http_request *http = call->http;
    digest_begin(state);
    digest_add(state, http->target, strlen(http->target) + 1);
    for (size_t i = 0; i < http->query_count; i++) {
        digest_add(state, http->query[i].name, strlen(http->query[i].name) + 1);
        digest_add(state, http->query[i].value, strlen(http->query[i].value) + 1);
    }
    digest_add(state, http->body, http->body_size);
    digest_add(state, call->actor.acting_for_id.bytes, sizeof call->actor.acting_for_id.bytes);
    call->request_hash = digest_end(state);
    digest_free(state);
}

/* A kept reply is its Location, a newline, its ETag, a newline, the body. */
static void restore(struct call *call, const char *kept)
{
    static const char *const names[] = {"Location", "ETag"};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strcspn(kept, "\n");
        if (length)
            http_reply_header(call->http, names[i], arena_strndup(call->arena, kept, length));
        kept += length + (kept[length] == '\n');
    }
    strbuf_adds(call_out(call), kept);
}

enum status idempotency_find(struct tx *tx, struct call *call, bool *ret_found)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"request_hash\",\"status\",\"reply\" FROM \"idempotency\" WHERE "
                                           "\"account_id\"=?1 AND \"key\"=?2 AND \"at\">?3");
    stmt_bind_uuid(stmt, 1, call->session->scope.account_id);
    stmt_bind_text(stmt, 2, call->key);
    stmt_bind_int(stmt, 3, clock_now(tx->clock) - (instant)IDEMPOTENCY_HOURS * 3600 * 1000);
    enum status status = stmt_step(stmt, &row);
    if (!status && row) {
        size_t size;
        const void *hash = stmt_blob(stmt, 0, &size);
        if (size != DIGEST_SIZE || memcmp(hash, call->request_hash.bytes, DIGEST_SIZE) != 0) {
            status = problem_add(&call->problems, REFUSED, &msg_api_idempotency_other, "", NULL);
        } else {
            call->status = (int)stmt_int(stmt, 1);
            restore(call, stmt_text(stmt, 2));
            *ret_found = true;
        }
    }
    stmt_done(stmt);
    return status;
}

static const char *header_of(const struct call *call, const char *name)
{
    const struct http_reply *reply = &call->http->reply;
    for (size_t i = 0; i < reply->headers.count; i++)
        if (strcmp(reply->headers.items[i].name, name) == 0)
            return reply->headers.items[i].value;
    return "";
}

enum status idempotency_keep(struct tx *tx, struct call *call)
{
    struct uuid account = call->session->scope.account_id;
    instant now = clock_now(tx->clock);
    struct stmt *stmt = db_prepare(tx->db, "DELETE FROM \"idempotency\" WHERE \"account_id\"=?1 AND \"at\"<=?2");
    stmt_bind_uuid(stmt, 1, account);
    stmt_bind_int(stmt, 2, now - (instant)IDEMPOTENCY_HOURS * 3600 * 1000);
    enum status status = stmt_run(stmt);
    if (status)
        return status;
    const char *reply = arena_printf(call->arena, "%s\n%s\n%s", header_of(call, "Location"), header_of(call, "ETag"),
                                     strbuf_text(call_out(call)));
    stmt = db_prepare(tx->db, "INSERT INTO \"idempotency\" (\"key\",\"account_id\",\"request_hash\",\"status\","
                              "\"reply\",\"at\") VALUES (?1,?2,?3,?4,?5,?6)");
    stmt_bind_text(stmt, 1, call->key);
    stmt_bind_uuid(stmt, 2, account);
    stmt_bind_blob(stmt, 3, call->request_hash.bytes, DIGEST_SIZE);
    stmt_bind_int(stmt, 4, call->status ? call->status : 200);
    stmt_bind_text(stmt, 5, reply);
    stmt_bind_int(stmt, 6, now);
    return stmt_run(stmt);
}
