#include "access/first_run.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static enum status read_row(struct tx *tx, const char *sql, bool *ret_row, char *ret_text, size_t size)
{
    struct stmt *stmt = db_prepare(tx->db, sql);
    enum status status = stmt_step(stmt, ret_row);
    if (!status && *ret_row)
        snprintf(ret_text, size, "%s", stmt_text(stmt, 0));
    stmt_done(stmt);
    return status;
}

static enum status keep_code(struct tx *tx, const char *code)
{
    struct stmt *stmt = db_prepare(tx->db, "INSERT INTO \"setup_code\" (\"only\",\"code\") VALUES (1,?1)");
    stmt_bind_text(stmt, 1, code);
    return stmt_run(stmt);
}

enum status setup_code_give(struct tx *tx, char ret_code[ACTIVATION_CODE])
{
    char unused[2];
    bool row;
    ret_code[0] = '\0';
    enum status status = read_row(tx, "SELECT '1' FROM \"account\" LIMIT 1", &row, unused, sizeof unused);
    if (status || row)
        return status;
    status = read_row(tx, "SELECT \"code\" FROM \"setup_code\"", &row, ret_code, ACTIVATION_CODE);
    if (status || row)
        return status;
    activation_code(ret_code);
    return keep_code(tx, ret_code);
}

enum status setup_code_forget(struct tx *tx)
{
    return stmt_run(db_prepare(tx->db, "DELETE FROM \"setup_code\""));
}

/* As it is compared: capitals and digits, and as much room as any code needs. */
static void plain(const char *text, char out[ACTIVATION_CODE])
{
    size_t length = 0;
    memset(out, 0, ACTIVATION_CODE);
    for (; *text && length < ACTIVATION_CODE - 1; text++) {
        char c = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
        if (c != '-' && c != ' ')
            out[length++] = c;
    }
}

enum setup_guess setup_code_check(struct setup_guesses *guesses, instant now, const char *code, const char *given)
{
    char right[ACTIVATION_CODE], tried[ACTIVATION_CODE];
    if (guesses->locked_until > now)
        return SETUP_LOCKED;
    plain(code, right);
    plain(given, tried);
    bool same = *right && sodium_memcmp(right, tried, sizeof right) == 0;
    if (same) {
        guesses->failures = 0;
        return SETUP_RIGHT;
    }
    if (++guesses->failures < SETUP_FAILURES)
        return SETUP_WRONG;
    guesses->failures = 0;
    guesses->locked_until = now + (instant)SETUP_LOCK_MINUTES * 60000;
    return SETUP_LOCKED;
}
