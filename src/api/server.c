#include "api/server.h"

#include "access/account.h"
#include "api/access_trail.h"
#include "api/api_messages.h"
#include "api/call.h"
#include "api/streams.h"
#include "api/uploads.h"
#include "ledger/records.h"

#include <stdlib.h>
#include <unistd.h>

enum { CONNECTIONS = 2048, READING_STEPS = 20 * 1000 * 1000, PASSWORD_JOBS = 64, HEAVY_JOBS = 64, WRITERS = 4 };

static unsigned processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > 16 ? 16 : (unsigned)count;
}

static void server_free(struct server *server)
{
    streams_free(server->streams);
    pool_free(server->passwords);
    pool_free(server->heavy);
    writer_free(server->writer);
    access_trail_free(server->trail);
    readers_free(server->readers);
    readers_free(server->heavy_readers);
    sessions_free(server->sessions);
    uploads_free(server->uploads);
    arena_free(server->arena);
    free(server);
}

enum status server_start(const struct server_setup *setup, struct problems *problems, struct server **ret_server)
{
    struct server *server = xmalloc(sizeof *server);
    server->setup = *setup;
    server->arena = arena_new();
    server->sessions = sessions_new();
    server->uploads = uploads_new();
    server->trail = access_trail_new(setup->where);
    server->readers = readers_new(setup->where, READING_STEPS);
    server->heavy_readers = readers_new(setup->where, 0);
    server->passwords = pool_new(2, PASSWORD_JOBS); /* argon2 at most twice at once (D32) */
    server->heavy = pool_new(2, HEAVY_JOBS);
    server->streams = streams_new(server);
    server->wrong_hash = password_hash(server->arena, "nobody has this password");
    struct writer_setup writing = {
        .where = setup->where, .registry = &all_records, .clock = &server->setup.clock, .threads = WRITERS};
    enum status status = server->passwords && server->heavy && server->trail && server->streams && server->wrong_hash
                             ? writer_new(&writing, problems, &server->writer)
                             : problem_add(problems, FAILED, &msg_http_threads, "", NULL);
    unsigned threads = setup->threads ? setup->threads : processors();
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
    *ret_server = server;
    return OK;
}

bool server_stop(struct server *server)
{
    uint64_t until = http_microseconds() + (uint64_t)SERVER_STOP_SECONDS * 1000000;
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
