#include "api/server.h"

#include "access/account.h"
#include "api/access_trail.h"
#include "api/api_messages.h"
#include "api/call.h"
#include "api/file_reader.h"
#include "api/reminder.h"
#include "api/streams.h"
#include "api/sweeper.h"
#include "api/totals.h"
#include "api/uploads.h"
#include "ledger/name_cache.h"
#include "ledger/records.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    CONNECTIONS = 2048,
    READING_STEPS = 20 * 1000 * 1000,
    PASSWORD_TASKS = 64,
    HEAVY_TASKS = 64,
    BATCHES = 4096,
    WRITERS = 4
};

static unsigned processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > 16 ? 16 : (unsigned)count;
}

static void server_free(struct server *server)
{
    file_reader_free(server->file_reader);
    timer_free(server->reminder);
    timer_free(server->sweeper);
    pool_free(server->passwords);
    pool_free(server->heavy);
    pool_free(server->batches);
    streams_free(server->streams);
    writer_free(server->writer);
    access_trail_free(server->trail);
    readers_free(server->readers);
    readers_free(server->heavy_readers);
    sessions_free(server->sessions);
    uploads_free(server->uploads);
    totals_free(server->totals);
    name_cache_free(server->names);
    arena_free(server->arena);
    free(server);
}

/* ---- writing from a thread that may wait ---- */

struct waited_write {
    enum status (*apply)(struct tx *tx, void *context, struct problems *problems);
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool done;
};

static enum status apply_waited(struct tx *tx, void *context, struct problems *problems)
{
    struct waited_write *write = context;
    return write->apply(tx, write->context, problems);
}

static void reply_waited(void *context, enum status status)
{
    (void)status; /* it is in the request */
    struct waited_write *write = context;
    pthread_mutex_lock(&write->lock);
    write->done = true;
    pthread_cond_signal(&write->wake);
    pthread_mutex_unlock(&write->lock);
}

enum status server_write(struct server *server,
                         enum status (*apply)(struct tx *tx, void *context, struct problems *problems), void *context,
                         struct problems *problems, bool dry_run)
{
    struct arena *arena = arena_new();
    struct waited_write write = {.apply = apply, .context = context};
    pthread_mutex_init(&write.lock, NULL);
    pthread_cond_init(&write.wake, NULL);
    struct write_request request = {.apply = apply_waited,
                                    .reply = reply_waited,
                                    .context = &write,
                                    .arena = arena,
                                    .problems = problems,
                                    .dry_run = dry_run};
    enum status status = writer_submit(server->writer, &request);
    if (!status) {
        pthread_mutex_lock(&write.lock);
        while (!write.done)
            pthread_cond_wait(&write.wake, &write.lock);
        pthread_mutex_unlock(&write.lock);
        status = request.status;
    }
    if (!status && !dry_run)
        streams_poke(server->streams);
    pthread_cond_destroy(&write.wake);
    pthread_mutex_destroy(&write.lock);
    arena_free(arena);
    return status;
}

bool server_is_stopping(struct server *server)
{
    return atomic_load(&server->stopping);
}

/* ---- starting and stopping ---- */

enum status server_start(const struct server_setup *setup, struct problems *problems, struct server **ret_server)
{
    struct server *server = xmalloc(sizeof *server);
    server->setup = *setup;
    server->arena = arena_new();
    pthread_mutex_init(&server->setup_lock, NULL);
    server->sessions = sessions_new();
    server->uploads = uploads_new();
    server->totals = totals_new();
    server->names = name_cache_new();
    server->trail = access_trail_new(setup->where);
    server->readers = readers_new(setup->where, READING_STEPS);
    server->heavy_readers = readers_new(setup->where, 0);
    server->passwords = pool_new(2, PASSWORD_TASKS); /* argon2 at most twice at once (D32) */
    server->heavy = pool_new(2, HEAVY_TASKS);
    server->batches = pool_new(1, BATCHES);
    server->id = uuid_new(clock_now(&setup->clock));
    server->streams = streams_new(server);
    server->wrong_hash = password_hash(server->arena, "nobody has this password");
    struct writer_setup writing = {
        .where = setup->where, .registry = &all_records, .clock = &server->setup.clock, .threads = WRITERS};
    enum status status =
        server->passwords && server->heavy && server->batches && server->trail && server->streams && server->wrong_hash
            ? writer_new(&writing, problems, &server->writer)
            : problem_add(problems, FAILED, &msg_http_threads, "", NULL);
    /* waiting for another process is no work: as many again may wait for PostgreSQL */
    unsigned threads = setup->threads ? setup->threads : processors() * (db_is_postgres(setup->where) ? 2 : 1);
    struct http_setup http = {.address = setup->address,
                              .port = setup->port,
                              .threads = threads,
                              .connections = CONNECTIONS,
                              .handler = {server, call_begin, call_run, call_end}};
    if (!status)
        status = http_start(&http, problems, &server->http);
    if (status) {
        server_free(server);
        return status;
    }
    server->reminder = setup->reminds ? reminder_new(server) : NULL;
    server->sweeper = sweeper_new(server); /* without it the files wait for the next start */
    server->file_reader = file_reader_new(server);
    *ret_server = server;
    return OK;
}

bool server_stop(struct server *server)
{
    uint64_t until = http_microseconds() + (uint64_t)SERVER_STOP_SECONDS * 1000000;
    atomic_store(&server->stopping, true);
    http_quiesce(server->http);
    streams_end(server->streams);
    while (http_active(server->http) && http_microseconds() < until)
        usleep(5000);
    if (http_active(server->http)) /* a client that does not read, or a database that does not answer: what is not
                                      acknowledged is not promised */
        return false;
    http_stop(server->http);
    server_free(server);
    return true;
}
