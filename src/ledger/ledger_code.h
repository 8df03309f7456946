/* ledger_code: numbers people see (D7): <ledger code>-<year>-<4 digits>, given once and never again. */
#ifndef RECTIFY_LEDGER_LEDGER_CODE_H
#define RECTIFY_LEDGER_LEDGER_CODE_H

#include "store/tx.h"

/* "ZGJ-2026-0017", with `mark` in front of the digits ("", "Y" for demands, "C" for measures). Kept in tx->arena. */
enum status number_next(struct tx *tx, struct uuid ledger, const char *series, const char *mark,
                        const char **ret_number);
/* A part split off a numbered record: "ZGJ-2026-0017-2". */
enum status number_part(struct tx *tx, struct uuid ledger, const char *whole, const char **ret_number);

#endif
