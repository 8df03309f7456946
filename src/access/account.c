#include "access/account.h"

#include "access/access_messages.h"
#include "base/utf8.h"
#include "store/row.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

const struct table_text access_tables[] = {
    {"setup_code",
     "CREATE TABLE \"setup_code\" (\"only\" {int} NOT NULL PRIMARY KEY,\"code\" {text} NOT NULL){strict};\n", NULL},
    {"account_secret",
     "CREATE TABLE \"account_secret\" (\"account_id\" {uuid} NOT NULL PRIMARY KEY,\"hash\" {text} NOT NULL,"
     "\"must_change\" {int} NOT NULL,\"failures\" {int} NOT NULL,\"locked_until\" {int} NOT NULL){strict};\n",
     NULL},
    {"session",
     "CREATE TABLE \"session\" (\"token_hash\" {blob} NOT NULL PRIMARY KEY,\"account_id\" {uuid} NOT NULL,"
     "\"csrf\" {text} NOT NULL,\"created_at\" {int} NOT NULL,\"seen_at\" {int} NOT NULL){strict};\n"
     "CREATE INDEX \"session_by_account\" ON \"session\" (\"account_id\");\n",
     NULL},
    {"idempotency",
     "CREATE TABLE \"idempotency\" (\"key\" {text} NOT NULL,\"account_id\" {uuid} NOT "
     "NULL,\"request_hash\" {blob} NOT NULL,"
     "\"status\" {int} NOT NULL,\"reply\" {text} NOT NULL,\"at\" {int} NOT NULL,PRIMARY KEY "
     "(\"account_id\",\"key\")){strict};\n",
     NULL},
    {"preference",
     "CREATE TABLE \"preference\" (\"account_id\" {uuid} NOT NULL,\"key\" {text} NOT NULL,\"value\" {text} NOT NULL,"
     "PRIMARY KEY (\"account_id\",\"key\")){strict};\n",
     NULL},
    {"saved_view",
     "CREATE TABLE \"saved_view\" (\"ledger_id\" {uuid} NOT NULL,\"id\" {uuid} NOT NULL,\"account_id\" {uuid} NOT NULL,"
     "\"page\" {text} NOT NULL,\"name\" {text} NOT NULL,\"shared\" {int} NOT NULL,\"query\" {text} NOT NULL,"
     "\"changed_at\" {int} NOT NULL,PRIMARY KEY (\"ledger_id\",\"id\")){strict};\n"
     "CREATE UNIQUE INDEX \"saved_view_by_account\" ON \"saved_view\" "
     "(\"account_id\",\"ledger_id\",\"page\",\"name\");\n",
     NULL},
    {"api_token_secret",
     "CREATE TABLE \"api_token_secret\" (\"token_id\" {uuid} NOT NULL PRIMARY KEY,\"hash\" {blob} NOT NULL,"
     "\"last_used_on\" {text} NOT NULL){strict};\n"
     "CREATE UNIQUE INDEX \"api_token_secret_by_hash\" ON \"api_token_secret\" (\"hash\");\n",
     NULL},
    {"job",
     "CREATE TABLE \"job\" (\"id\" {uuid} NOT NULL PRIMARY KEY,\"account_id\" {uuid} NOT NULL,\"kind\" {text} NOT NULL,"
     "\"ledger_id\" {uuid} NOT NULL,\"state\" {text} NOT NULL,\"total\" {int} NOT NULL,\"done\" {int} NOT "
     "NULL,\"refused\" {int} NOT NULL,"
     "\"created_at\" {int} NOT NULL,\"changed_at\" {int} NOT NULL,\"message\" {text} NOT NULL,"
     "\"server_id\" {uuid} NOT NULL){strict};\n"
     "CREATE INDEX \"job_by_account\" ON \"job\" (\"account_id\",\"created_at\");\n",
     NULL},
    {"job_part",
     "CREATE TABLE \"job_part\" (\"job_id\" {uuid} NOT NULL,\"position\" {int} NOT NULL,\"results\" {text} NOT NULL,"
     "PRIMARY KEY (\"job_id\",\"position\")){strict};\n",
     NULL},
    {NULL, NULL, NULL},
};

enum { ARGON_OPERATIONS = 2, ARGON_MEMORY = 19 * 1024 * 1024 };

enum status password_check(const char *username, const char *password, struct problems *problems)
{
    char least[8];
    size_t length = strlen(password);
    bool repeated = true;
    for (size_t i = 1; i < length; i++)
        repeated = repeated && password[i] == password[0];
    snprintf(least, sizeof least, "%d", PASSWORD_LEAST);
    if (utf8_count(password, length) < PASSWORD_LEAST || length > PASSWORD_MOST)
        return problem_add(problems, REFUSED, &msg_password_short, "password", least, NULL);
    if (repeated || strcmp(username, password) == 0)
        return problem_add(problems, REFUSED, &msg_password_simple, "password", NULL);
    return OK;
}

const char *password_hash(struct arena *arena, const char *password)
{
    char *out = arena_alloc(arena, crypto_pwhash_STRBYTES);
    if (sodium_init() < 0 || crypto_pwhash_str_alg(out, password, strlen(password), ARGON_OPERATIONS, ARGON_MEMORY,
                                                   crypto_pwhash_ALG_ARGON2ID13) != 0)
        return NULL;
    return out;
}

bool password_matches(const char *hash, const char *password)
{
    return sodium_init() >= 0 && crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

void activation_code(char out[ACTIVATION_CODE])
{
    static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; /* without 0 O 1 I L */
    char *to = out;
    for (int i = 0; i < 12; i++) {
        uint8_t byte;
        do
            random_bytes(&byte, 1);
        while (byte >= 248); /* 8 × 31: every letter equally likely */
        if (i == 4 || i == 8)
            *to++ = '-';
        *to++ = letters[byte % 31];
    }
    *to = '\0';
}

static enum status secret_write(struct tx *tx, struct uuid account, const char *hash, bool must_change)
{
    struct stmt *stmt = db_prepare(
        tx->db,
        "INSERT INTO \"account_secret\" (\"account_id\",\"hash\",\"must_change\",\"failures\",\"locked_until\") "
        "VALUES (?1,?2,?3,0,0) ON CONFLICT (\"account_id\") DO UPDATE SET \"hash\"=excluded.\"hash\","
        "\"must_change\"=excluded.\"must_change\",\"failures\"=0,\"locked_until\"=0");
    stmt_bind_uuid(stmt, 1, account);
    stmt_bind_text(stmt, 2, hash);
    stmt_bind_int(stmt, 3, must_change);
    return stmt_run(stmt);
}

enum status account_add(struct tx *tx, const struct command *command, struct uuid person, const char *username,
                        const char *hash, bool must_change, struct problems *problems, struct uuid *ret_account)
{
    struct account account = {.username = username, .person_id = person};
    record_present(&account.head, FIELD_account_username);
    record_present(&account.head, FIELD_account_person_id);
    enum status status = journal_add(tx, command, &record_account, &account.head, problems);
    if (!status)
        status = secret_write(tx, account.head.id, hash, must_change);
    if (!status)
        *ret_account = account.head.id;
    return status;
}

enum status account_set_password(struct tx *tx, const struct command *command, struct uuid account, const char *hash,
                                 bool must_change, struct problems *problems)
{
    struct account wanted = {.head.id = account}, *now = record_new(tx->arena, &record_account);
    enum status status = row_load(tx->db, tx->arena, &record_account, (struct uuid){0}, account, now);
    if (status)
        return status;
    wanted.password_changes = (record_has(&now->head, FIELD_account_password_changes) ? now->password_changes : 0) + 1;
    record_present(&wanted.head, FIELD_account_password_changes);
    struct change change = {.type = &record_account, .record = &wanted.head, .event = "password_changed"};
    status = journal_set(tx, command, &change, problems);
    if (!status)
        status = secret_write(tx, account, hash, must_change);
    if (!status) { /* whoever was logged in with the old one no longer is */
        struct stmt *stmt = db_prepare(tx->db, "DELETE FROM \"session\" WHERE \"account_id\"=?1");
        stmt_bind_uuid(stmt, 1, account);
        status = stmt_run(stmt);
    }
    return status;
}

enum status account_load(struct db *db, struct arena *arena, const char *username, struct account *ret_account,
                         struct account_secret *ret_secret)
{
    bool row;
    enum status status =
        row_load_by(db, arena, &record_account, (struct uuid){0}, FIELD_account_username, username, ret_account);
    if (status)
        return status;
    struct stmt *stmt = db_prepare(db, "SELECT \"hash\",\"must_change\",\"failures\",\"locked_until\" FROM "
                                       "\"account_secret\" WHERE \"account_id\"=?1");
    stmt_bind_uuid(stmt, 1, ret_account->head.id);
    status = stmt_step(stmt, &row);
    if (!status && !row)
        status = NOT_FOUND;
    if (!status) {
        *ret_secret = (struct account_secret){
            .must_change = stmt_int(stmt, 1) != 0, .failures = stmt_int(stmt, 2), .locked_until = stmt_int(stmt, 3)};
        snprintf(ret_secret->hash, sizeof ret_secret->hash, "%s", stmt_text(stmt, 0));
    }
    stmt_done(stmt);
    return status;
}

enum status account_note_login(struct tx *tx, struct uuid account, bool right)
{
    struct stmt *stmt =
        right ? db_prepare(tx->db,
                           "UPDATE \"account_secret\" SET \"failures\"=0,\"locked_until\"=0 WHERE \"account_id\"=?1")
              : db_prepare(
                    tx->db,
                    "UPDATE \"account_secret\" SET \"locked_until\"=CASE WHEN \"failures\"+1>=?2 THEN ?3 ELSE "
                    "\"locked_until\" END,"
                    "\"failures\"=CASE WHEN \"failures\"+1>=?2 THEN 0 ELSE \"failures\"+1 END WHERE \"account_id\"=?1");
    stmt_bind_uuid(stmt, 1, account);
    if (!right) {
        stmt_bind_int(stmt, 2, LOGIN_FAILURES);
        stmt_bind_int(stmt, 3, clock_now(tx->clock) + (instant)LOGIN_LOCK_MINUTES * 60000);
    }
    return stmt_run(stmt);
}
