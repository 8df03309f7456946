/* writes: durable single-field updates with their event, through the gate, the journal and the group-commit writer,
 * beside the floor: the same rows (one update of the finding, one insert of an event of the same size, one update of
 * the chain head) by raw prepared statements with the same grouping and durability.
 *
 * usage: writes DIR FINDINGS SECONDS   DIR is made; it must not exist */
#include "bench.h"
#include "books.h"

#include "store/writer.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CLIENTS_MAX = 64 };

/* ---- ours ---- */

struct client {
    struct world *world;
    struct writer *writer;
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool replied;
    enum status status;
    int number, field;
    int64_t writes;
    double until;
    struct arena *arena;
};

static enum status update_one(struct tx *tx, void *context, struct problems *problems)
{
    struct client *client = context;
    struct command command = command_new(tx, &books_actor);
    struct finding *finding = record_new(tx->arena, &record_finding);
    finding->head.ledger_id = client->world->ledger;
    finding->head.id =
        client->world->findings[(client->writes * 7919 + client->number * 104729) % client->world->count];
    if (client->field == FIELD_finding_working_text)
        finding->working_text = arena_printf(tx->arena, "已组织专题研讨，正在补记（第%lld次，%d）",
                                             (long long)client->writes, client->number);
    else
        finding->working_paper_no = arena_printf(tx->arena, "DG-%lld-%d", (long long)client->writes, client->number);
    record_present(&finding->head, client->field);
    struct change change = {.type = &record_finding, .record = &finding->head};
    return gate_set(tx, &books_scope, &command, &change, problems);
}

static void replied(void *context, enum status status)
{
    struct client *client = context;
    pthread_mutex_lock(&client->lock);
    client->status = status;
    client->replied = true;
    pthread_cond_signal(&client->done);
    pthread_mutex_unlock(&client->lock);
}

static void *run_client(void *context)
{
    struct client *client = context;
    client->arena = arena_new();
    while (bench_now() < client->until) {
        struct problems problems;
        arena_reset(client->arena);
        problems_init(&problems, client->arena);
        struct write_request request = {
            .apply = update_one, .reply = replied, .context = client, .arena = client->arena, .problems = &problems};
        client->replied = false;
        must(writer_submit(client->writer, &request), &problems, "submit");
        pthread_mutex_lock(&client->lock);
        while (!client->replied)
            pthread_cond_wait(&client->done, &client->lock);
        pthread_mutex_unlock(&client->lock);
        must(client->status, &problems, "update");
        client->writes++;
    }
    arena_free(client->arena);
    return NULL;
}

static void bench_ours(struct world *world, const char *name, int field, int connections, double seconds)
{
    struct client clients[CLIENTS_MAX] = {0};
    pthread_t threads[CLIENTS_MAX];
    struct writer *writer;
    struct problems problems;
    struct arena *arena = arena_new();
    problems_init(&problems, arena);
    struct writer_setup setup = {.where = world->where, .registry = &all_records, .clock = &world->clock};
    must(writer_new(&setup, &problems, &writer), &problems, "writer");
    double start = bench_now();
    int64_t writes = 0;
    for (int i = 0; i < connections; i++) {
        clients[i] =
            (struct client){.world = world, .writer = writer, .number = i, .field = field, .until = start + seconds};
        pthread_mutex_init(&clients[i].lock, NULL);
        pthread_cond_init(&clients[i].done, NULL);
        pthread_create(&threads[i], NULL, run_client, &clients[i]);
    }
    for (int i = 0; i < connections; i++) {
        pthread_join(threads[i], NULL);
        writes += clients[i].writes;
    }
    bench_print(name, world->count, connections, (double)writes / (bench_now() - start));
    writer_free(writer);
    arena_free(arena);
}

/* ---- the floor ---- */

static void sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
        fprintf(stderr, "floor: %s\n", sqlite3_errmsg(db));
        exit(3);
    }
}

static void step(sqlite3 *db, sqlite3_stmt *stmt)
{
    if (sqlite3_step(stmt) != SQLITE_DONE) {
        fprintf(stderr, "floor: %s\n", sqlite3_errmsg(db));
        exit(3);
    }
    sqlite3_reset(stmt);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *text)
{
    sqlite3_stmt *stmt;
    if (sqlite3_prepare_v2(db, text, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "floor: %s\n", sqlite3_errmsg(db));
        exit(3);
    }
    return stmt;
}

static void bench_floor(struct world *world, int group, double seconds)
{
    sqlite3 *db;
    char path[4096], value[64];
    uint8_t junk[32] = {1};
    static int64_t seq = 1000000000;
    snprintf(path, sizeof path, "%s/rectify.db", world->where);
    sqlite3_open(path, &db);
    sql(db,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000;");
    sqlite3_stmt *begin = prepare(db, "BEGIN IMMEDIATE"), *commit = prepare(db, "COMMIT");
    sqlite3_stmt *update = prepare(
        db, "UPDATE finding SET version=version+1,changed_at=?1,working_paper_no=?2 WHERE ledger_id=?3 AND id=?4");
    sqlite3_stmt *insert = prepare(
        db, "INSERT INTO ledger_event "
            "(ledger_id,site_id,seq,at,command_id,record,record_id,version,schema_version,event,fields,via,open,"
            "open_salt,open_hash,personal,personal_salt,personal_hash,content_hash,event_hash) VALUES "
            "(?1,?2,?3,?4,?2,'finding',?5,2,1,'set',"
            "'working_paper_no','web',?6,?2,?7,?6,?2,?7,?7,?7)");
    sqlite3_stmt *head = prepare(db, "UPDATE chain_head SET seq=?1,event_hash=?2,at=?3 WHERE ledger_id=?4");
    double start = bench_now();
    int64_t writes = 0;
    while (bench_now() - start < seconds) {
        step(db, begin);
        for (int i = 0; i < group; i++, writes++, seq++) {
            const struct uuid *id = &world->findings[writes * 7919 % world->count];
            int length = snprintf(value, sizeof value, "{\"working_paper_no\":\"DG-%lld\"}",
                                  (long long)writes); /* trusted: a number */
            sqlite3_bind_int64(update, 1, writes);
            sqlite3_bind_text(update, 2, value, length, SQLITE_STATIC);
            sqlite3_bind_blob(update, 3, world->ledger.bytes, 16, SQLITE_STATIC);
            sqlite3_bind_blob(update, 4, id->bytes, 16, SQLITE_STATIC);
            step(db, update);
            sqlite3_bind_blob(insert, 1, world->ledger.bytes, 16, SQLITE_STATIC);
            sqlite3_bind_blob(insert, 2, junk, 16, SQLITE_STATIC);
            sqlite3_bind_int64(insert, 3, seq);
            sqlite3_bind_int64(insert, 4, writes);
            sqlite3_bind_blob(insert, 5, id->bytes, 16, SQLITE_STATIC);
            sqlite3_bind_blob(insert, 6, value, length, SQLITE_STATIC);
            sqlite3_bind_blob(insert, 7, junk, 32, SQLITE_STATIC);
            step(db, insert);
            sqlite3_bind_int64(head, 1, seq);
            sqlite3_bind_blob(head, 2, junk, 32, SQLITE_STATIC);
            sqlite3_bind_int64(head, 3, writes);
            sqlite3_bind_blob(head, 4, world->ledger.bytes, 16, SQLITE_STATIC);
            step(db, head);
        }
        step(db, commit);
    }
    bench_print("floor: the same rows by raw statements, grouped alike", world->count, group,
                (double)writes / (bench_now() - start));
    sqlite3_finalize(begin);
    sqlite3_finalize(commit);
    sqlite3_finalize(update);
    sqlite3_finalize(insert);
    sqlite3_finalize(head);
    sqlite3_close(db);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: writes DIR FINDINGS SECONDS\n");
        return 2;
    }
    static const int connections[] = {1, 16, 64};
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct world world = {.where = argv[1], .clock = clock_of_machine(480), .count = atoll(argv[2])};
    world_make(&world, &problems);
    for (size_t i = 0; i < sizeof connections / sizeof *connections; i++) {
        bench_ours(&world, "update one unsearched field with its event", FIELD_finding_working_paper_no, connections[i],
                   atof(argv[3]));
        bench_ours(&world, "update one searched field with its event", FIELD_finding_working_text, connections[i],
                   atof(argv[3]));
    }
    for (size_t i = 0; i < sizeof connections / sizeof *connections; i++)
        bench_floor(&world, connections[i], atof(argv[3]));
    free(world.findings);
    arena_free(arena);
    return 0;
}
