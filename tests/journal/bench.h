/* bench: a fresh store for one test, on SQLite (a directory under /tmp) or on PostgreSQL (a schema of its own in the
 * database that RECTIFY_TEST_POSTGRES names; without it such tests are skipped and say so). The clock stands still
 * until bench_tick. */
#ifndef RECTIFY_TESTS_BENCH_H
#define RECTIFY_TESTS_BENCH_H

#include "testing.h"

#include "journal/gadget.h"
#include "journal/journal.h"
#include "store/writer.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BENCH_LEDGERS = 3, BENCH_WHERE = 1024 };

struct bench {
    bool postgres;
    const struct schema *schema;
    char where[BENCH_WHERE]; /* of db_open */
    char directory[64];      /* SQLite's; also for other files of the test */
    struct db *db;
    struct arena *arena;
    struct problems problems;
    struct clock clock;
    _Atomic instant now;
    struct uuid site, ledgers[BENCH_LEDGERS]; /* opened */
    struct dice dice;
    struct actor actor;
};

/* For cmocka: setup makes *state a struct bench. */
int bench_sqlite(void **state);
int bench_postgres(void **state);
int bench_end(void **state);
/* The same test on both: { ON_BOTH(test), … } */
#define ON_BOTH(test)                                                                                                  \
    {#test " (sqlite)", test, bench_sqlite, bench_end, NULL},                                                          \
    {                                                                                                                  \
#test " (postgres)", test, bench_postgres, bench_end, NULL                                                     \
    }
/* The same with the program's own tables instead of the tests' records. */
int bench_full_sqlite(void **state);
int bench_full_postgres(void **state);
#define FULL_ON_BOTH(test)                                                                                             \
    {#test " (sqlite)", test, bench_full_sqlite, bench_end, NULL},                                                     \
    {                                                                                                                  \
#test " (postgres)", test, bench_full_postgres, bench_end, NULL                                                \
    }
/* First line of every test: skips where there is no PostgreSQL. */
#define BENCH(state)                                                                                                   \
    struct bench *bench = *(state);                                                                                    \
    if (!bench)                                                                                                        \
    skip()

bool bench_is_long(void); /* RECTIFY_LONG=1 */
void bench_tick(struct bench *bench, int64_t milliseconds);
struct db *bench_connect(struct bench *bench); /* one more connection; the caller closes it */
/* Forgets the problems of earlier calls. */
void bench_forget(struct bench *bench);
/* The problems as text, English, in the arena. */
const char *bench_said(struct bench *bench);
bool bench_names(struct bench *bench, const struct message *message, const char *place);

typedef enum status bench_work(struct tx *tx, void *context, struct problems *problems);
/* In a transaction of its own on bench->db. */
enum status bench_write(struct bench *bench, bench_work *work, void *context);
enum status bench_dry_run(struct bench *bench, bench_work *work, void *context);
enum status bench_add(struct bench *bench, const struct record_type *type, struct uuid ledger, void *record);
enum status bench_set(struct bench *bench, const struct change *change);
enum status bench_withdraw(struct bench *bench, const struct record_type *type, struct uuid ledger, struct uuid id,
                           const char *reason);
/* Some widgets, then gadgets in every ledger, set, corrected and withdrawn at random: `events` of them altogether,
 * about. */
struct bench_history {
    VEC(struct uuid) widgets;
    VEC(struct uuid) gadgets[BENCH_LEDGERS];
};
void bench_fill(struct bench *bench, size_t events, struct bench_history *history);
void bench_sql(struct bench *bench, const char *format, ...) __attribute__((format(printf, 2, 3))); /* must succeed */
bool bench_try_sql(struct bench *bench, const char *sql);
int64_t bench_number(struct bench *bench, const char *format, ...)
    __attribute__((format(printf, 2, 3)));                   /* first column of the first row */
struct uuid bench_one(struct bench *bench, const char *sql); /* an identity: first column of the first row */
/* A literal of an identity or of bytes, in the dialect's words: X'00ff' or '\x00ff'. */
const char *bench_literal(struct bench *bench, const void *bytes, size_t size);
const char *bench_id(struct bench *bench, struct uuid id); /* literal */

#endif
