#include "access/api_token.h"

#include "access/access_messages.h"
#include "store/list.h"
#include "store/row.h"

#include <stdio.h>
#include <string.h>

WORDS_DEFINE(token_scope, TOKEN_SCOPE_WORDS)

static const char prefix[] = "rtk_";

void api_token_new(char out[API_TOKEN], struct digest *ret_hash)
{
    uint8_t bytes[32];
    random_bytes(bytes, sizeof bytes);
    snprintf(out, API_TOKEN, "%s", prefix);
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(out + 4 + 2 * i, 3, "%02x", bytes[i]);
    *ret_hash = digest_of(DIGEST_SHA256, out, strlen(out));
}

bool api_token_read(const char *text, struct digest *ret_hash)
{
    if (strncmp(text, prefix, sizeof prefix - 1) != 0 || strlen(text) != API_TOKEN - 1)
        return false;
    *ret_hash = digest_of(DIGEST_SHA256, text, API_TOKEN - 1);
    return true;
}

const char *api_token_state(const struct api_token *token, date today)
{
    if (record_has(&token->head, FIELD_api_token_revoked_on) || token->head.withdrawn)
        return "revoked";
    return token->expires_on < today ? "expired" : "active";
}

/* ---- the record ---- */

static enum status api_token_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                   struct problems *problems)
{
    char days[16];
    date today = clock_today(tx->clock);
    const struct api_token *token = (const struct api_token *)after, *was = (const struct api_token *)before;
    snprintf(days, sizeof days, "%d", API_TOKEN_DAYS);
    if (!before && record_has(after, FIELD_api_token_expires_on) &&
        (token->expires_on < today || token->expires_on > today + API_TOKEN_DAYS))
        return problem_add(problems, REFUSED, &msg_token_expires, "expires_on", days, NULL);
    bool revoked = record_has(after, FIELD_api_token_revoked_on);
    if (before && record_has(before, FIELD_api_token_revoked_on) && (!revoked || token->revoked_on != was->revoked_on))
        return problem_add(problems, REFUSED, &msg_token_revoked, "revoked_on", NULL);
    if (revoked && (!before || !record_has(before, FIELD_api_token_revoked_on)) && token->revoked_on != today)
        return problem_add(problems, REFUSED, &msg_token_revoke_today, "revoked_on", NULL);
    return OK;
}

#define RECORD        api_token
#define RECORD_FIELDS API_TOKEN_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "接口令牌", .plural = "api_tokens", .of_installation = true, .code = -1, .title = FIELD_api_token_name,   \
    .hooks = {.rules = api_token_rules},
#include "record/define.h"

/* ---- adding and revoking ---- */

static enum status count_active(struct tx *tx, struct uuid account, int64_t *ret_count)
{
    bool row;
    char today[DATE_TEXT];
    date_text(clock_today(tx->clock), today);
    struct stmt *stmt = db_prepare(tx->db, "SELECT count(*) FROM \"api_token\" WHERE \"account_id\"=?1 AND "
                                           "\"withdrawn\"=0 AND \"revoked_on\" IS NULL AND \"expires_on\">=?2");
    stmt_bind_uuid(stmt, 1, account);
    stmt_bind_text(stmt, 2, today);
    enum status status = stmt_step(stmt, &row);
    *ret_count = !status && row ? stmt_int(stmt, 0) : 0;
    stmt_done(stmt);
    return status;
}

enum status api_token_add(struct tx *tx, const struct command *command, struct api_token *token,
                          const struct digest *hash, struct problems *problems)
{
    char most[16];
    int64_t active;
    enum status status = count_active(tx, token->account_id, &active);
    snprintf(most, sizeof most, "%d", API_TOKENS_OF_ACCOUNT);
    if (!status && active >= API_TOKENS_OF_ACCOUNT)
        return problem_add(problems, REFUSED, &msg_tokens_many, "", most, NULL);
    if (!status)
        status = journal_add(tx, command, &record_api_token, &token->head, problems);
    if (status)
        return status;
    struct stmt *stmt = db_prepare(tx->db, "INSERT INTO \"api_token_secret\" (\"token_id\",\"hash\",\"last_used_on\") "
                                           "VALUES (?1,?2,'')");
    stmt_bind_uuid(stmt, 1, token->head.id);
    stmt_bind_blob(stmt, 2, hash->bytes, sizeof hash->bytes);
    return stmt_run(stmt);
}

enum status api_token_revoke(struct tx *tx, const struct command *command, struct uuid account, struct uuid id,
                             struct api_token *ret_token, struct problems *problems)
{
    enum status status = row_load(tx->db, tx->arena, &record_api_token, (struct uuid){0}, id, ret_token);
    if (status == NOT_FOUND || (!status && !uuid_equal(ret_token->account_id, account)))
        return problem_add(problems, NOT_FOUND, &msg_no_token, "", NULL);
    if (status || record_has(&ret_token->head, FIELD_api_token_revoked_on))
        return status;
    struct api_token wanted = {.head.id = id, .revoked_on = clock_today(tx->clock)};
    record_present(&wanted.head, FIELD_api_token_revoked_on);
    struct change change = {.type = &record_api_token, .record = &wanted.head, .ret_record = &ret_token->head};
    return journal_set(tx, command, &change, problems);
}

/* ---- reading ---- */

static enum status read_use(struct db *db, struct arena *arena, struct api_token_use *use)
{
    bool row;
    struct stmt *stmt = db_prepare(db, "SELECT \"last_used_on\" FROM \"api_token_secret\" WHERE \"token_id\"=?1");
    stmt_bind_uuid(stmt, 1, use->token.head.id);
    enum status status = stmt_step(stmt, &row);
    use->last_used_on = !status && row ? arena_strdup(arena, stmt_text(stmt, 0)) : "";
    stmt_done(stmt);
    return status;
}

enum status api_token_list(struct db *db, struct arena *arena, struct uuid account, size_t most,
                           struct api_token_use **ret_tokens, size_t *ret_count)
{
    char id[UUID_TEXT];
    struct list_page page = {0};
    uuid_text(account, id);
    struct list_query query = {.type = &record_api_token, .sort = -1, .descending = true, .limit = most};
    enum status status =
        list_filter_add(arena, &query, FIELD_api_token_account_id, LIST_IS, arena_strdup(arena, id), NULL);
    if (!status)
        status = list_read(db, arena, &query, &page);
    struct api_token_use *tokens = ARENA_ARRAY(arena, struct api_token_use, page.count + 1);
    for (size_t i = 0; i < page.count && !status; i++) {
        tokens[i].token = *(const struct api_token *)page.rows[i];
        status = read_use(db, arena, &tokens[i]);
    }
    if (!status) {
        *ret_tokens = tokens;
        *ret_count = page.count;
    }
    return status;
}

enum status api_token_used(struct tx *tx, struct uuid id, const char *day)
{
    struct stmt *stmt = db_prepare(tx->db, "UPDATE \"api_token_secret\" SET \"last_used_on\"=?2 WHERE \"token_id\"=?1");
    stmt_bind_uuid(stmt, 1, id);
    stmt_bind_text(stmt, 2, day);
    return stmt_run(stmt);
}
