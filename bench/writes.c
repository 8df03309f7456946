/* writes: durable single-field updates with their event, through the gate, the journal and the group-commit writer,
 * beside the floor (write_floor.h) with the same grouping and durability, in turns.
 *
 * usage: writes WHERE FINDINGS SECONDS   0 seconds: only the findings are made. WHERE is a directory to be made, or an
 * empty database, postgres://… */
#include "write_floor.h"

#include "books.h"
#include "store/search_index.h"
#include "store/writer.h"

#include <pthread.h>
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
    int64_t first, writes; /* of the number of writes, so that no two write the same */
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
        client->world
            ->findings[((client->first + client->writes) * 7919 + client->number * 104729) % client->world->count];
    if (client->field == FIELD_finding_working_text)
        finding->working_text = arena_printf(tx->arena, "已组织专题研讨，正在补记（第%lld次，%d）",
                                             (long long)(client->first + client->writes), client->number);
    else
        finding->working_paper_no =
            arena_printf(tx->arena, "DG-%lld-%d", (long long)(client->first + client->writes), client->number);
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
        struct write_request request = {.apply = update_one,
                                        .reply = replied,
                                        .context = client,
                                        .arena = client->arena,
                                        .problems = &problems,
                                        .ledger = client->world->ledger};
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

static void run_ours(struct world *world, struct writer *writer, int field, int connections, double seconds,
                     struct bench_watch *watch)
{
    struct client clients[CLIENTS_MAX] = {0};
    pthread_t threads[CLIENTS_MAX];
    int64_t writes = 0;
    bench_start(watch);
    for (int i = 0; i < connections; i++) {
        clients[i] = (struct client){.world = world,
                                     .writer = writer,
                                     .number = i,
                                     .field = field,
                                     .first = watch->count / connections,
                                     .until = bench_now() + seconds};
        pthread_mutex_init(&clients[i].lock, NULL);
        pthread_cond_init(&clients[i].done, NULL);
        pthread_create(&threads[i], NULL, run_client, &clients[i]);
    }
    for (int i = 0; i < connections; i++) {
        pthread_join(threads[i], NULL);
        writes += clients[i].writes;
    }
    bench_stop(watch, writes);
}

static void bench_updates(struct world *world, int connections, double seconds)
{
    static const double slice = 1.5; /* under load the writer indexes once a second: that is part of it */
    bool postgres = db_is_postgres(world->where);
    struct floor_setup its = {world->where, world->ledger, world->findings, world->count};
    struct bench_watch searched = {0}, unsearched = {0}, bare = {0};
    int group = postgres && connections > WRITER_BATCH_POSTGRES ? WRITER_BATCH_POSTGRES : connections;
    struct problems problems;
    struct arena *arena = arena_new();
    struct writer_setup setup = {.where = world->where, .registry = &all_records, .clock = &world->clock, .threads = 4};
    struct writer *writer;
    struct db *indexing;
    problems_init(&problems, arena);
    must(writer_new(&setup, &problems, &writer), &problems, "writer");
    must(db_open(world->where, DB_WRITE, &problems, &indexing), &problems, "open");
    struct floor *floor = postgres ? floor_postgres(&its) : floor_sqlite(&its);
    for (double spent = 0; spent < seconds; spent += slice) {
        /* what the round before left to be indexed is no cost of this one's updates, nor of the floor; its own, done
         * each second, is */
        must(search_index_all(indexing, &all_records), &problems, "index");
        run_ours(world, writer, FIELD_finding_working_paper_no, connections, slice, &unsearched);
        floor_run(floor, group, slice, &bare);
        run_ours(world, writer, FIELD_finding_working_text, connections, slice, &searched);
    }
    bench_report("update one unsearched field with its event", world->count, connections, &unsearched);
    bench_report("update one searched field with its event", world->count, connections, &searched);
    bench_report("floor: the same rows by raw statements, grouped alike", world->count, connections, &bare);
    floor_free(floor);
    db_close(indexing);
    writer_free(writer);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: writes WHERE FINDINGS SECONDS\n");
        return 2;
    }
    static const int connections[] = {1, 16, 64};
    db_start();
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct world world = {.where = argv[1], .clock = clock_of_machine(480), .count = atoll(argv[2])};
    world_make(&world, &problems);
    for (size_t i = 0; i < sizeof connections / sizeof *connections && atof(argv[3]) > 0; i++)
        bench_updates(&world, connections[i], atof(argv[3]));
    free(world.findings);
    arena_free(arena);
    return 0;
}
