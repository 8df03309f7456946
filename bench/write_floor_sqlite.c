#include "write_floor.h"

#include "base/arena.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct sqlite_floor {
    struct floor floor;
    sqlite3 *db;
    sqlite3_stmt *begin, *commit, *update, *insert, *head;
};

static const uint8_t junk[32] = {1};

static void must(sqlite3 *db, bool good)
{
    if (good)
        return;
    fprintf(stderr, "floor: %s\n", sqlite3_errmsg(db));
    exit(3);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *text)
{
    sqlite3_stmt *stmt = NULL;
    must(db, sqlite3_prepare_v3(db, text, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) == SQLITE_OK);
    return stmt;
}

static void step(sqlite3 *db, sqlite3_stmt *stmt)
{
    must(db, sqlite3_step(stmt) == SQLITE_DONE);
    sqlite3_reset(stmt);
}

static void bind_id(sqlite3_stmt *stmt, int parameter, const struct uuid *id)
{
    sqlite3_bind_blob(stmt, parameter, id->bytes, sizeof id->bytes, SQLITE_STATIC);
}

static void begin(struct floor *floor)
{
    struct sqlite_floor *its = floor->connection;
    step(its->db, its->begin);
}

static void write(struct floor *floor, const struct uuid *finding, const char *json)
{
    struct sqlite_floor *its = floor->connection;
    int length = (int)strlen(json);
    sqlite3_bind_int64(its->update, 1, floor->written);
    sqlite3_bind_text(its->update, 2, json, length, SQLITE_STATIC);
    bind_id(its->update, 3, &floor->setup.ledger);
    bind_id(its->update, 4, finding);
    step(its->db, its->update);
    bind_id(its->insert, 1, &floor->chain);
    bind_id(its->insert, 2, &floor->chain);
    sqlite3_bind_int64(its->insert, 3, floor->written);
    sqlite3_bind_int64(its->insert, 4, floor->written);
    bind_id(its->insert, 5, finding);
    sqlite3_bind_blob(its->insert, 6, json, length, SQLITE_STATIC);
    sqlite3_bind_blob(its->insert, 7, junk, 16, SQLITE_STATIC);
    sqlite3_bind_blob(its->insert, 8, junk, 32, SQLITE_STATIC);
    step(its->db, its->insert);
}

static void commit(struct floor *floor)
{
    struct sqlite_floor *its = floor->connection;
    sqlite3_bind_int64(its->head, 1, floor->written);
    sqlite3_bind_blob(its->head, 2, junk, 32, SQLITE_STATIC);
    sqlite3_bind_int64(its->head, 3, floor->written);
    bind_id(its->head, 4, &floor->chain);
    bind_id(its->head, 5, &floor->chain);
    step(its->db, its->head);
    step(its->db, its->commit);
}

static void close_floor(struct floor *floor)
{
    struct sqlite_floor *its = floor->connection;
    sqlite3_finalize(its->begin);
    sqlite3_finalize(its->commit);
    sqlite3_finalize(its->update);
    sqlite3_finalize(its->insert);
    sqlite3_finalize(its->head);
    sqlite3_close(its->db);
    free(its);
}

struct floor *floor_sqlite(const struct floor_setup *setup)
{
    char path[4096];
    struct sqlite_floor *its = xmalloc(sizeof *its);
    its->floor = (struct floor){*setup, uuid_new(1), 0, its, begin, write, commit, close_floor};
    snprintf(path, sizeof path, "%s/rectify.db", setup->where);
    must(its->db, sqlite3_open(path, &its->db) == SQLITE_OK);
    sqlite3_busy_timeout(its->db, 10000);
    must(its->db, sqlite3_exec(its->db,
                               "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; "
                               "PRAGMA wal_autocheckpoint=4000; PRAGMA temp_store=MEMORY;",
                               NULL, NULL, NULL) == SQLITE_OK);
    its->begin = prepare(its->db, "BEGIN IMMEDIATE");
    its->commit = prepare(its->db, "COMMIT");
    its->update = prepare(its->db, FLOOR_UPDATE);
    its->insert = prepare(its->db, FLOOR_INSERT);
    its->head = prepare(its->db, FLOOR_HEAD);
    sqlite3_stmt *made = prepare(its->db, FLOOR_HEAD_NEW);
    bind_id(made, 1, &its->floor.chain);
    bind_id(made, 2, &its->floor.chain);
    sqlite3_bind_blob(made, 3, junk, 32, SQLITE_STATIC);
    step(its->db, made);
    sqlite3_finalize(made);
    return &its->floor;
}
