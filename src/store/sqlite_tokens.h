/* sqlite_tokens: the tokens of base/token.h as SQLite's full-text index sees them. Internal to store/: sqlite.c
 * registers it on every connection. A scope (first byte SCOPE_MARK) is one token; so is each token a query names. */
#ifndef RECTIFY_STORE_SQLITE_TOKENS_H
#define RECTIFY_STORE_SQLITE_TOKENS_H

#include <sqlite3.h>

enum { SCOPE_MARK = ':' };

/* As tokenize='rectify'. An SQLite result code. */
int sqlite_tokens_register(sqlite3 *connection);

#endif
