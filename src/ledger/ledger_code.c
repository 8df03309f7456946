#include "ledger/ledger_code.h"

#include "journal/chain.h"
#include "ledger/ledger_messages.h"

static enum status code_of(struct tx *tx, struct uuid ledger, const char **ret_code)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"code\" FROM \"ledger\" WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, ledger);
    enum status status = stmt_step(stmt, &row);
    if (!status && !row)
        status = NOT_FOUND;
    if (!status)
        *ret_code = arena_strdup(tx->arena, stmt_text(stmt, 0));
    stmt_done(stmt);
    return status;
}

enum status number_next(struct tx *tx, struct uuid ledger, const char *series, const char *mark,
                        const char **ret_number)
{
    int year, month, day;
    int64_t number;
    const char *code;
    date_split(clock_today(tx->clock), &year, &month, &day);
    enum status status = code_of(tx, ledger, &code);
    if (!status)
        status = chain_number(tx, ledger, series, year, &number);
    if (!status)
        *ret_number = arena_printf(tx->arena, "%s-%04d-%s%04lld", code, year, mark, (long long)number);
    return status;
}

enum status number_part(struct tx *tx, struct uuid ledger, const char *whole, const char **ret_number)
{
    int64_t number;
    enum status status = chain_number(tx, ledger, whole, 0, &number);
    if (!status)
        *ret_number = arena_printf(tx->arena, "%s-%lld", whole, (long long)number);
    return status;
}
