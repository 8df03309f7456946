#include "write_floor.h"

#include "base/arena.h"

#include <endian.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

enum { PARAMETERS = 8 };

struct parameters {
    const char *values[PARAMETERS];
    int lengths[PARAMETERS], count;
    uint64_t numbers[PARAMETERS];
};

static const char junk[32] = {1};

static void must(PGconn *db, PGresult *result)
{
    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
        fprintf(stderr, "floor: %s\n", PQerrorMessage(db));
        exit(3);
    }
    PQclear(result);
}

static void bytes(struct parameters *to, const void *value, size_t size)
{
    to->values[to->count] = value;
    to->lengths[to->count++] = (int)size;
}

static void number(struct parameters *to, int64_t value)
{
    to->numbers[to->count] = htobe64((uint64_t)value);
    bytes(to, &to->numbers[to->count], sizeof value);
}

static void run(PGconn *db, const char *name, const struct parameters *with)
{
    static const int formats[PARAMETERS] = {1, 1, 1, 1, 1, 1, 1, 1};
    must(db, PQexecPrepared(db, name, with->count, with->values, with->lengths, formats, 1));
}

static void begin(struct floor *floor)
{
    run(floor->connection, "begin", &(struct parameters){0});
}

static void write(struct floor *floor, const struct uuid *finding, const char *json)
{
    struct parameters update = {0}, insert = {0};
    number(&update, floor->written);
    bytes(&update, json, strlen(json));
    bytes(&update, floor->setup.ledger.bytes, 16);
    bytes(&update, finding->bytes, 16);
    run(floor->connection, "update", &update);
    bytes(&insert, floor->chain.bytes, 16);
    bytes(&insert, floor->chain.bytes, 16);
    number(&insert, floor->written);
    number(&insert, floor->written);
    bytes(&insert, finding->bytes, 16);
    bytes(&insert, json, strlen(json));
    bytes(&insert, junk, 16);
    bytes(&insert, junk, 32);
    run(floor->connection, "insert", &insert);
}

static void commit(struct floor *floor)
{
    struct parameters head = {0};
    number(&head, floor->written);
    bytes(&head, junk, 32);
    number(&head, floor->written);
    bytes(&head, floor->chain.bytes, 16);
    bytes(&head, floor->chain.bytes, 16);
    run(floor->connection, "head", &head);
    run(floor->connection, "commit", &(struct parameters){0});
}

static void close_floor(struct floor *floor)
{
    PQfinish(floor->connection);
    free(floor);
}

struct floor *floor_postgres(const struct floor_setup *setup)
{
    PGconn *db = PQconnectdb(setup->where);
    struct floor *floor = xmalloc(sizeof *floor);
    struct parameters head = {0};
    *floor = (struct floor){*setup, uuid_new(1), 0, db, begin, write, commit, close_floor};
    must(db, PQexec(db, "SET synchronous_commit=on"));
    must(db, PQprepare(db, "begin", "BEGIN", 0, NULL));
    must(db, PQprepare(db, "commit", "COMMIT", 0, NULL));
    must(db, PQprepare(db, "update", FLOOR_UPDATE, 0, NULL));
    must(db, PQprepare(db, "insert", FLOOR_INSERT, 0, NULL));
    must(db, PQprepare(db, "head", FLOOR_HEAD, 0, NULL));
    must(db, PQprepare(db, "new", FLOOR_HEAD_NEW, 0, NULL));
    bytes(&head, floor->chain.bytes, 16);
    bytes(&head, floor->chain.bytes, 16);
    bytes(&head, junk, 32);
    run(db, "new", &head);
    return floor;
}
