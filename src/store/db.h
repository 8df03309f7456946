/* db: one connection to SQLite or PostgreSQL, used by one thread. Statements are written once, with ?1 ?2 …; on
 * PostgreSQL they become $1 $2 … Integers are 64 bit, identities 16 bytes, text UTF-8 without NUL; the two databases
 * answer the same.
 *
 *     struct stmt *stmt = db_prepare(db, "SELECT \"name\" FROM \"person\" WHERE \"id\"=?1");
 *     stmt_bind_uuid(stmt, 1, id);
 *     while (stmt_step(stmt, &row) == OK && row)  … stmt_text(stmt, 0) …
 *     stmt_done(stmt);
 *
 * The last DB_STATEMENTS_KEPT prepared statements are cached by their text; db_prepare hands out a reset one. It may be
 * dropped from the cache after stmt_done, never before. A statement may not be prepared again while it is being
 * stepped. Column pointers live until the next step or stmt_done.
 * Errors are remembered: after a failure every call of the statement answers FAILED and db_problem turns it into a
 * sentence. */
#ifndef RECTIFY_STORE_DB_H
#define RECTIFY_STORE_DB_H

#include "base/arena.h"
#include "base/problem.h"
#include "base/uuid.h"
#include "record/sql.h"

#include <stdbool.h>

struct db;
struct stmt;

enum db_mode { DB_CREATE, DB_WRITE, DB_READ };
enum { DB_STATEMENTS_KEPT = 300 };

/* Once in a process, before the first db_open; only makes things faster: SQLite then counts no memory, which costs
 * every allocation a lock shared by all threads. */
void db_start(void);
/* `where`: a directory (SQLite file rectify.db inside) or postgres://… */
bool db_is_postgres(const char *where);
enum { DB_NAME = 1024 };
/* `where` as it may be shown and logged: without user, password and parameters of a postgres:// address. */
void db_name_shown(const char *where, char out[DB_NAME]);
enum status db_open(const char *where, enum db_mode mode, struct problems *problems, struct db **ret_db);
void db_close(struct db *db); /* NULL is fine */
enum dialect db_dialect(const struct db *db);
bool db_reads_only(const struct db *db);

/* At the end of a statement's text: it writes one row, or fails. Nobody has to wait for it to know: a COMMIT behind it
 * fails with it. */
#define DB_ONE_ROW " --one row"

struct stmt *db_prepare(struct db *db, const char *sql); /* never NULL: a broken one fails when stepped */
/* The same for a text that is made of a list, which is not made again while its statement is kept: `make`, `of` and
 * `what` together stand for it. */
typedef void db_text(struct strbuf *out, const void *of, uint64_t what);
struct stmt *db_prepare_made(struct db *db, db_text *make, const void *of, uint64_t what);
void stmt_bind_int(struct stmt *stmt, int parameter, int64_t value);
void stmt_bind_text(struct stmt *stmt, int parameter,
                    const char *text); /* NULL binds null; text must live until stmt_done */
void stmt_bind_text_n(struct stmt *stmt, int parameter, const char *text, size_t length);
void stmt_bind_blob(struct stmt *stmt, int parameter, const void *bytes, size_t size); /* NULL binds null */
void stmt_bind_uuid(struct stmt *stmt, int parameter, struct uuid id);
void stmt_bind_null(struct stmt *stmt, int parameter);
enum status stmt_step(struct stmt *stmt, bool *ret_row);
/* A statement without rows; stmt_done included. In a write transaction on PostgreSQL it is under way when this returns:
 * what goes wrong is answered by the next statement that is stepped, by db_settle, db_release or db_commit, whichever
 * comes first. */
enum status stmt_run(struct stmt *stmt);
int64_t stmt_int(struct stmt *stmt, int column);
const char *stmt_text(struct stmt *stmt, int column);                      /* "" for null */
const char *stmt_keep(struct stmt *stmt, int column, struct arena *arena); /* a copy that stays */
const char *stmt_text_n(struct stmt *stmt, int column, size_t *ret_size);  /* NULL for null */
const void *stmt_blob(struct stmt *stmt, int column, size_t *ret_size);
struct uuid stmt_uuid(struct stmt *stmt, int column); /* nil for null */
bool stmt_is_null(struct stmt *stmt, int column);
size_t stmt_bytes(struct stmt *stmt, int column);
void stmt_done(struct stmt *stmt);

/* Whether the connection still stands; only one to PostgreSQL can be lost. db_revive opens a lost one again, outside a
 * transaction; db_begin and db_begin_read do so by themselves when they find it lost. */
bool db_is_lost(struct db *db);
enum status db_revive(struct db *db);

/* Several statements separated by ';' that return nothing and take no parameters: schema and pragmas. */
enum status db_exec(struct db *db, const char *sql);
/* To write: SQLite takes the lock now. On PostgreSQL it is under way, as after stmt_run: a connection that ended unseen
 * is found with the first statement. */
enum status db_begin(struct db *db);
enum status db_begin_read(struct db *db); /* one snapshot until db_commit */
enum status db_commit(struct db *db);     /* OK means durable; see DB_LOST */
void db_rollback(struct db *db);
enum status db_settle(struct db *db);    /* waits for what stmt_run left under way */
enum status db_savepoint(struct db *db); /* may be nested; release and rollback_to mean the innermost */
enum status db_release(struct db *db); /* OK: all since the savepoint was taken; otherwise the savepoint still stands */
enum status db_rollback_to(
    struct db *db); /* back to the savepoint, which is gone afterwards; FAILED when the whole transaction is lost */
/* What follows work under a savepoint: it is given up when the work's status is OK and all of it was taken, gone back
 * to otherwise. A failure of the database is put into words and gives its status: REFUSED for a doubled key. */
enum status db_end_savepoint(struct db *db, enum status status, struct problems *problems);
bool db_in_transaction(struct db *db);

/* DB_LOST: the connection ended during COMMIT, and nobody knows on which side of it. DB_LIMIT: db_limit_steps. */
enum db_failure { DB_NO_FAILURE, DB_DOUBLED, DB_BUSY, DB_FULL, DB_BROKEN, DB_LOST, DB_LIMIT };
enum db_failure db_failure(const struct db *db); /* of the last call that failed in this transaction or savepoint */
const char *db_error(const struct db *db);
/* Puts the last failure into words and gives the status that fits it (REFUSED for a doubled key and for DB_LIMIT, BUSY,
 * FAILED). */
enum status db_problem(struct db *db, struct problems *problems);
/* Since the connection was made: statements run, how often they were waited for (round trips on PostgreSQL), and how
 * many of them may have written. */
uint64_t db_statement_count(const struct db *db);
uint64_t db_wait_count(const struct db *db);
uint64_t db_write_count(const struct db *db);
size_t db_statements_kept(const struct db *db); /* in the cache now */
/* How SQLite finds the rows of each cached SELECT, a line a step: for tests. */
enum status db_explain(struct db *db, struct strbuf *out);

/* A higher module that keeps something with the connection. It is told how transactions go: before they begin, when a
 * savepoint was set, given up or gone back to, before COMMIT (what it answers otherwise than OK is the answer of
 * db_commit) and when they are over, however they ended. */
enum db_turn { DB_TURN_BEGIN, DB_TURN_SAVE, DB_TURN_RELEASE, DB_TURN_BACK, DB_TURN_COMMIT, DB_TURN_END };
struct db_companion {
    enum status (*turn)(struct db *db, void *memory, enum db_turn turn);
    void (*release)(void *memory); /* with the connection */
};
void db_attach(struct db *db, const struct db_companion *companion, void *memory);
void *db_attachment(struct db *db); /* the memory, or NULL */
/* Stops the running statement from another thread. */
void db_interrupt(struct db *db);
/* Limits each statement to so many virtual-machine steps (SQLite) or a time-out (PostgreSQL); 0 lifts it. */
void db_limit_steps(struct db *db, uint64_t steps);

#endif
