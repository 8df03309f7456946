/* account: log-ins. The record says who has one; the secret beside it is local (D2, D18): argon2id hash, failures,
 * lock. */
#ifndef RECTIFY_ACCESS_ACCOUNT_H
#define RECTIFY_ACCESS_ACCOUNT_H

#include "access/account_fields.h"
#include "journal/journal.h"
#include "store/schema.h"

extern const struct table_text access_tables[]; /* the local tables of people and their programs */

enum {
    PASSWORD_LEAST = 8,
    PASSWORD_MOST = 128,
    LOGIN_FAILURES = 5, /* then the account is locked */
    LOGIN_LOCK_MINUTES = 15,
    ACTIVATION_CODE = 15, /* "K7QM-2XHD-9RTC" and NUL */
};

/* Length and triviality; the sentence names the field "password". */
enum status password_check(const char *username, const char *password, struct problems *problems);
/* argon2id, 19 MiB, t=2, p=1 (D32): about 11 ms and 19 MiB; the server bounds how many run at once. NULL when memory is
 * short. */
const char *password_hash(struct arena *arena, const char *password);
bool password_matches(const char *hash, const char *password);
/* A one-time code to hand out on paper: 12 letters and digits without look-alikes. */
void activation_code(char out[ACTIVATION_CODE]);

struct account_secret {
    char hash[160];
    bool must_change;
    int64_t failures;
    instant locked_until;
};

/* A record with its log-in. The chain learns that the password was set, never what it is. */
enum status account_add(struct tx *tx, const struct command *command, struct uuid person, const char *username,
                        const char *hash, bool must_change, struct problems *problems, struct uuid *ret_account);
enum status account_set_password(struct tx *tx, const struct command *command, struct uuid account, const char *hash,
                                 bool must_change, struct problems *problems);
/* NOT_FOUND when there is no such user. */
enum status account_load(struct db *db, struct arena *arena, const char *username, struct account *ret_account,
                         struct account_secret *ret_secret);
/* After a wrong password: counts, locks. After a right one: forgets. */
enum status account_note_login(struct tx *tx, struct uuid account, bool right);

#endif
