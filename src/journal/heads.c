#include "journal/heads.h"

#include <stdlib.h>
#include <string.h>

struct held {
    struct uuid ledger, site;
    struct chain_head head;
    bool stored;      /* has a row */
    bool locked;      /* nobody else can move it */
    bool moved;       /* its row does not say so yet */
    uint64_t kept_at; /* the savepoint (its serial) under which the state before is in `undos` */
};

struct undo {
    size_t index;
    bool added; /* there was no such head before */
    struct held before;
};

struct mark {
    uint64_t serial;
    size_t undos;
};

struct heads {
    struct arena *arena;
    VEC(struct held) held;
    VEC(struct undo) undos;
    VEC(struct mark) marks; /* one for each savepoint that stands */
    uint64_t serial;
};

struct heads *heads_new(void)
{
    struct heads *heads = xmalloc(sizeof *heads);
    heads->arena = arena_new();
    return heads;
}

void heads_free(struct heads *heads)
{
    if (!heads)
        return;
    arena_free(heads->arena);
    free(heads);
}

static void forget(struct heads *heads)
{
    struct arena *arena = heads->arena;
    arena_reset(arena);
    *heads = (struct heads){.arena = arena};
}

/* ---- savepoints ---- */

/* Before held[index] changes for the first time under the innermost savepoint. */
static void keep(struct heads *heads, size_t index, bool added)
{
    struct held *held = &heads->held.items[index];
    uint64_t serial = heads->marks.count ? heads->marks.items[heads->marks.count - 1].serial : 0;
    if (!serial || held->kept_at >= serial)
        return;
    *VEC_PUSH(heads->arena, &heads->undos) = (struct undo){index, added, *held};
    held->kept_at = serial;
}

static void save(struct heads *heads)
{
    *VEC_PUSH(heads->arena, &heads->marks) = (struct mark){++heads->serial, heads->undos.count};
}

static void release(struct heads *heads)
{
    if (heads->marks.count && --heads->marks.count == 0)
        heads->undos.count = 0;
}

static void go_back(struct heads *heads)
{
    if (!heads->marks.count) { /* the savepoint is older than what is kept here */
        forget(heads);
        return;
    }
    const struct mark *mark = &heads->marks.items[--heads->marks.count];
    while (heads->undos.count > mark->undos) {
        const struct undo *undo = &heads->undos.items[--heads->undos.count];
        if (undo->added)
            heads->held.count = undo->index;
        else
            heads->held.items[undo->index] = undo->before;
    }
}

/* ---- reading and writing ---- */

static enum status read(struct db *db, bool lock, struct held *held)
{
    static const char plain[] =
        "SELECT \"seq\",\"event_hash\",\"at\" FROM \"chain_head\" WHERE \"ledger_id\"=?1 AND \"site_id\"=?2";
    static const char locking[] =
        "SELECT \"seq\",\"event_hash\",\"at\" FROM \"chain_head\" WHERE \"ledger_id\"=?1 AND \"site_id\"=?2 FOR UPDATE";
    bool sqlite = db_dialect(db) == DIALECT_SQLITE; /* there the transaction itself is the lock */
    struct stmt *stmt = db_prepare(db, lock && !sqlite ? locking : plain);
    stmt_bind_uuid(stmt, 1, held->ledger);
    stmt_bind_uuid(stmt, 2, held->site);
    enum status status = stmt_step(stmt, &held->stored);
    held->locked = lock || sqlite;
    if (!status && held->stored) {
        size_t size;
        const void *hash = stmt_blob(stmt, 1, &size);
        held->head.seq = stmt_int(stmt, 0);
        held->head.at = stmt_int(stmt, 2);
        if (hash && size == DIGEST_SIZE)
            memcpy(held->head.hash.bytes, hash, size);
    }
    stmt_done(stmt);
    return status;
}

static size_t find(const struct heads *heads, struct uuid ledger, struct uuid site)
{
    size_t index = heads->held.count;
    while (index-- > 0)
        if (uuid_equal(heads->held.items[index].ledger, ledger) && uuid_equal(heads->held.items[index].site, site))
            return index;
    return SIZE_MAX;
}

static enum status get(struct heads *heads, struct db *db, struct uuid ledger, struct uuid site, bool lock,
                       struct chain_head *ret_head)
{
    size_t index = find(heads, ledger, site);
    bool added = index == SIZE_MAX;
    if (!db_in_transaction(db)) /* nothing would write it */
        return FAILED;
    if (added || (lock && !heads->held.items[index].locked)) {
        struct held held = {.ledger = ledger, .site = site};
        enum status status = read(db, lock, &held);
        if (status)
            return status;
        if (added) {
            index = heads->held.count;
            *VEC_PUSH(heads->arena, &heads->held) = held;
            keep(heads, index, true);
        } else {
            keep(heads, index, false);
            held.kept_at = heads->held.items[index].kept_at;
            heads->held.items[index] = held;
        }
    }
    *ret_head = heads->held.items[index].head;
    return OK;
}

enum status heads_lock(struct heads *heads, struct db *db, struct uuid ledger, struct uuid site,
                       struct chain_head *ret_head)
{
    return get(heads, db, ledger, site, true, ret_head);
}

enum status heads_look(struct heads *heads, struct db *db, struct uuid ledger, struct uuid site,
                       struct chain_head *ret_head)
{
    return get(heads, db, ledger, site, false, ret_head);
}

void heads_move(struct heads *heads, struct uuid ledger, struct uuid site, const struct chain_head *head)
{
    size_t index = find(heads, ledger, site);
    if (index == SIZE_MAX)
        return;
    keep(heads, index, false);
    heads->held.items[index].head = *head;
    heads->held.items[index].moved = true;
}

static enum status write(struct heads *heads, struct db *db)
{
    enum status status = OK;
    for (size_t i = 0; i < heads->held.count && !status; i++) {
        struct held *held = &heads->held.items[i];
        if (!held->moved)
            continue;
        struct stmt *stmt = db_prepare(
            db, held->stored ? "UPDATE \"chain_head\" SET \"seq\"=?1,\"event_hash\"=?2,\"at\"=?3 WHERE "
                               "\"ledger_id\"=?4 AND \"site_id\"=?5" DB_ONE_ROW
                             : "INSERT INTO \"chain_head\" (\"seq\",\"event_hash\",\"at\",\"ledger_id\",\"site_id\") "
                               "VALUES (?1,?2,?3,?4,?5)");
        stmt_bind_int(stmt, 1, held->head.seq);
        stmt_bind_blob(stmt, 2, held->head.hash.bytes, DIGEST_SIZE);
        stmt_bind_int(stmt, 3, held->head.at);
        stmt_bind_uuid(stmt, 4, held->ledger);
        stmt_bind_uuid(stmt, 5, held->site);
        status = stmt_run(stmt);
        held->moved = status != OK;
        held->stored = true;
    }
    return status;
}

enum status heads_turn(struct heads *heads, struct db *db, enum db_turn turn)
{
    switch (turn) {
    case DB_TURN_SAVE:
        save(heads);
        return OK;
    case DB_TURN_RELEASE:
        release(heads);
        return OK;
    case DB_TURN_BACK:
        go_back(heads);
        return OK;
    case DB_TURN_COMMIT:
        return write(heads, db);
    case DB_TURN_BEGIN:
    case DB_TURN_END:
        forget(heads);
        return OK;
    }
    return OK;
}
