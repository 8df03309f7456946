/* sqlite_tokens: the tokens of base/token.h as SQLite's full-text index sees them. Internal to store/: sqlite.c
 * registers it on every connection. Each token a query names is one token. */
#ifndef RECTIFY_STORE_SQLITE_TOKENS_H
#define RECTIFY_STORE_SQLITE_TOKENS_H

#include <sqlite3.h>

/* As tokenize='rectify'. An SQLite result code. */
int sqlite_tokens_register(sqlite3 *connection);

#endif
