/* api_token: adding, revoking and looking up the tokens of programs. A token is "rtk_" and 64 hexadecimal digits; the
 * local table "api_token_secret" holds its SHA-256 and the day it was last used. It ends with its last day, when it is
 * revoked, and with its account. */
#ifndef RECTIFY_ACCESS_API_TOKEN_H
#define RECTIFY_ACCESS_API_TOKEN_H

#include "access/api_token_fields.h"
#include "journal/journal.h"

enum {
    API_TOKEN = 4 + 64 + 1,
    API_TOKENS_OF_ACCOUNT = 20, /* good at the same time */
    API_TOKEN_DAYS = 366,       /* longest, from today */
};

void api_token_new(char out[API_TOKEN], struct digest *ret_hash);
bool api_token_read(const char *text, struct digest *ret_hash); /* false: it cannot be one */

/* In the account's own right: rights are the caller's to check. On OK `token` is as stored. */
enum status api_token_add(struct tx *tx, const struct command *command, struct api_token *token,
                          const struct digest *hash, struct problems *problems);
/* NOT_FOUND when it is none of this account's. Once is enough: revoking again changes nothing. */
enum status api_token_revoke(struct tx *tx, const struct command *command, struct uuid account, struct uuid id,
                             struct api_token *ret_token, struct problems *problems);

struct api_token_use {
    struct api_token token;
    const char *last_used_on; /* a day; "" never */
};
/* All tokens of an account, the newest first; at most `most`. */
enum status api_token_list(struct db *db, struct arena *arena, struct uuid account, size_t most,
                           struct api_token_use **ret_tokens, size_t *ret_count);
enum status api_token_used(struct tx *tx, struct uuid id, const char *day);
/* "active", "expired", "revoked". */
const char *api_token_state(const struct api_token *token, date today);

#endif
