#include "api/http.h"

#include "api/api_messages.h"
#include "api/greeter.h"
#include "base/utf8.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    BACKLOG = 1024,
    HEAD_MEMORY = 64 * 1024,
    SPARE_ARENAS = 64,
    REAP_SECONDS = 2,
    QUERY_PAIRS = 64,
    STREAM_PIECE = 4096
};

/* One connection, for the thread that ends those which drip. */
struct link {
    int fd;
    _Atomic uint64_t ends_at; /* microseconds; 0: may take as long as it likes (suspended) */
    struct link *next, **back;
};

struct http {
    struct http_handler handler;
    struct MHD_Daemon *daemon;
    struct greeter *greeter;
    uint16_t port;
    atomic_bool quiescing;
    atomic_size_t active, bodies;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t wake;
    struct arena *spare[SPARE_ARENAS];
    size_t spare_count;
    struct link *links;
    bool stopping;
    pthread_t reaper;
};

struct exchange {
    struct http_request request;
    struct http *http;
    struct MHD_Connection *connection;
    struct link *link;
    struct strbuf body;
    size_t limit, swallowed;
    bool suspended; /* by the last call of `run`; looked at by the connection's own thread only */
};

uint64_t http_microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static struct exchange *of(const struct http_request *request)
{
    return (struct exchange *)(uintptr_t)request; /* the first member */
}

static void grant_seconds(struct link *link, uint64_t seconds)
{
    if (link)
        atomic_store(&link->ends_at, seconds ? http_microseconds() + seconds * 1000000 : 0);
}

/* ---- arenas, one a request, used again ---- */

static struct arena *arena_take(struct http *http)
{
    pthread_mutex_lock(&http->lock);
    struct arena *arena = http->spare_count ? http->spare[--http->spare_count] : NULL;
    pthread_mutex_unlock(&http->lock);
    return arena ? arena : arena_new();
}

static void arena_give(struct http *http, struct arena *arena)
{
    arena_reset(arena);
    pthread_mutex_lock(&http->lock);
    if (http->spare_count < SPARE_ARENAS) {
        http->spare[http->spare_count++] = arena;
        arena = NULL;
    }
    pthread_mutex_unlock(&http->lock);
    arena_free(arena);
}

/* ---- reading a request ---- */

static unsigned method_of(const char *name)
{
    static const struct {
        const char *name;
        enum http_method method;
    } methods[] = {{MHD_HTTP_METHOD_GET, HTTP_GET},     {MHD_HTTP_METHOD_HEAD, HTTP_HEAD},
                   {MHD_HTTP_METHOD_POST, HTTP_POST},   {MHD_HTTP_METHOD_PUT, HTTP_PUT},
                   {MHD_HTTP_METHOD_PATCH, HTTP_PATCH}, {MHD_HTTP_METHOD_DELETE, HTTP_DELETE}};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].name, name) == 0)
            return methods[i].method;
    return 0;
}

const char *http_header(const struct http_request *request, const char *name)
{
    return MHD_lookup_connection_value(of(request)->connection, MHD_HEADER_KIND, name);
}

const char *http_query(const struct http_request *request, const char *name)
{
    for (size_t i = 0; i < request->query_count; i++)
        if (strcmp(request->query[i].name, name) == 0)
            return request->query[i].value;
    return NULL;
}

const char *http_cookie(struct http_request *request, const char *name)
{
    return MHD_lookup_connection_value(of(request)->connection, MHD_COOKIE_KIND, name);
}

struct query_reading {
    struct http_request *request;
    struct http_pair *pairs;
    bool malformed;
};

static enum MHD_Result take_pair(void *context, enum MHD_ValueKind kind, const char *name, size_t name_size,
                                 const char *value, size_t value_size)
{
    (void)kind;
    struct query_reading *reading = context;
    if (reading->request->query_count == QUERY_PAIRS || !utf8_is_text(name, name_size, NULL) ||
        !utf8_is_text(value ? value : "", value_size, NULL)) {
        reading->malformed = true;
        return MHD_NO;
    }
    struct arena *arena = reading->request->arena;
    reading->pairs[reading->request->query_count++] =
        (struct http_pair){arena_strndup(arena, name, name_size), arena_strndup(arena, value ? value : "", value_size)};
    return MHD_YES;
}

static bool read_query(struct exchange *exchange)
{
    int count = MHD_get_connection_values_n(exchange->connection, MHD_GET_ARGUMENT_KIND, NULL, NULL);
    if (count <= 0)
        return true;
    struct query_reading reading = {.request = &exchange->request};
    reading.pairs = ARENA_ARRAY(exchange->request.arena, struct http_pair, QUERY_PAIRS);
    exchange->request.query = reading.pairs;
    MHD_get_connection_values_n(exchange->connection, MHD_GET_ARGUMENT_KIND, take_pair, &reading);
    return !reading.malformed;
}

static void read_address(struct exchange *exchange)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char *to = exchange->request.address;
    size_t room = sizeof exchange->request.address;
    if (info && info->client_addr->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr, to,
                  (socklen_t)room);
    if (info && info->client_addr->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr, to,
                  (socklen_t)room);
    if (strncmp(to, "::ffff:", 7) == 0)
        memmove(to, to + 7, strlen(to + 7) + 1);
}

static struct exchange *exchange_new(struct http *http, struct MHD_Connection *connection, const char *url,
                                     const char *method)
{
    struct arena *arena = arena_take(http);
    struct exchange *exchange = ARENA_NEW(arena, struct exchange);
    struct http_request *request = &exchange->request;
    exchange->http = http;
    exchange->connection = connection;
    request->arena = arena;
    request->began_at = http_microseconds();
    request->method = method_of(method);
    request->body = "";
    const char *claimed = http_header(request, MHD_HTTP_HEADER_CONTENT_LENGTH);
    request->claimed_size = claimed ? strtoull(claimed, NULL, 10) : 0;
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    exchange->link = info ? info->socket_context : NULL;
    grant_seconds(exchange->link, HTTP_REQUEST_SECONDS);
    read_address(exchange);
    bool good = read_query(exchange) && url[0] == '/' && utf8_is_text(url, strlen(url), NULL);
    request->target = good ? arena_strdup(arena, url) : "";
    atomic_fetch_add(&http->active, 1);
    return exchange;
}

/* False when the client sends more than is worth reading. */
static bool take_body(struct exchange *exchange, const char *bytes, size_t size)
{
    struct http_request *request = &exchange->request;
    bool wanted = !request->reply.status && !request->over_limit;
    if (wanted && exchange->body.length + size > exchange->limit) {
        request->over_limit = true;
        atomic_fetch_sub(&exchange->http->bodies, exchange->body.length);
        strbuf_free(&exchange->body);
        wanted = false;
    }
    if (!wanted) {
        exchange->swallowed += size;
        return exchange->swallowed <= HTTP_SWALLOW;
    }
    if (atomic_fetch_add(&exchange->http->bodies, size) > HTTP_BODIES_TOGETHER) {
        atomic_fetch_sub(&exchange->http->bodies, size);
        return false;
    }
    if (!exchange->body.room) { /* what is claimed is believed up to a mebibyte */
        uint64_t claimed = request->claimed_size < 1024 * 1024 ? request->claimed_size : 1024 * 1024;
        strbuf_reserve(&exchange->body, (size_t)claimed + 1);
    }
    strbuf_add(&exchange->body, bytes, size);
    return true;
}

/* ---- replying ---- */

void http_reply_header(struct http_request *request, const char *name, const char *value)
{
    for (size_t i = 0; i < request->reply.headers.count; i++) {
        if (strcasecmp(request->reply.headers.items[i].name, name) == 0) {
            request->reply.headers.items[i].value = value;
            return;
        }
    }
    *VEC_PUSH(request->arena, &request->reply.headers) = (struct http_pair){name, value};
}

static ssize_t read_more(void *context, uint64_t position, char *out, size_t room)
{
    (void)position;
    const struct http_reply *reply = context;
    size_t size = reply->more(reply->more_context, out, room);
    return size == HTTP_STREAM_END ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)size;
}

static struct MHD_Response *response_of_file(struct http_reply *reply)
{
    struct stat about;
    struct MHD_Response *response =
        fstat(reply->file, &about) == 0 ? MHD_create_response_from_fd64((uint64_t)about.st_size, reply->file) : NULL;
    reply->has_file = !response; /* closed by the library from now on */
    return response;
}

static struct MHD_Response *response_of(struct http_reply *reply)
{
    if (reply->has_file)
        return response_of_file(reply);
    if (reply->more)
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_PIECE, read_more, reply, NULL);
    if (reply->bytes) /* the library does not write to it */
        return MHD_create_response_from_buffer(reply->size, (void *)(uintptr_t)reply->bytes, MHD_RESPMEM_PERSISTENT);
    if (!reply->body.bytes)
        return MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(reply->body.length, reply->body.bytes, MHD_RESPMEM_MUST_FREE);
    if (response)
        reply->body = (struct strbuf){0};
    return response;
}

static enum MHD_Result send_reply(struct exchange *exchange)
{
    struct http_reply *reply = &exchange->request.reply;
    struct MHD_Response *response = response_of(reply);
    if (!response)
        return MHD_NO;
    if (reply->media_type)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->media_type);
    for (size_t i = 0; i < reply->headers.count; i++)
        MHD_add_response_header(response, reply->headers.items[i].name, reply->headers.items[i].value);
    if (atomic_load(&exchange->http->quiescing))
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    if (reply->more) /* as long as it is read: the library ends a connection that takes nothing */
        grant_seconds(exchange->link, 0);
    enum MHD_Result result = MHD_queue_response(exchange->connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    return result;
}

void http_suspend(struct http_request *request)
{
    struct exchange *exchange = of(request);
    exchange->suspended = true;
    grant_seconds(exchange->link, 0);
    MHD_suspend_connection(exchange->connection);
}

void http_resume(struct http_request *request)
{
    MHD_resume_connection(of(request)->connection);
}

static enum MHD_Result run(struct exchange *exchange)
{
    struct http *http = exchange->http;
    exchange->suspended = false;
    exchange->request.body = strbuf_text(&exchange->body);
    exchange->request.body_size = exchange->body.length;
    http->handler.run(http->handler.context, &exchange->request);
    if (exchange->suspended) /* somebody else may be filling the reply in by now: nothing more is touched */
        return MHD_YES;
    return exchange->request.reply.status ? send_reply(exchange) : MHD_NO;
}

static enum MHD_Result begin(struct exchange *exchange)
{
    struct http *http = exchange->http;
    struct http_request *request = &exchange->request;
    exchange->limit = http->handler.begin(http->handler.context, request);
    request->over_limit = request->claimed_size > exchange->limit;
    bool hopeless = request->reply.status || request->over_limit;
    bool asks = http_header(request, MHD_HTTP_HEADER_EXPECT) != NULL;
    if (!hopeless || (!asks && request->claimed_size <= HTTP_SWALLOW))
        return MHD_YES; /* the body is read first, if only to be forgotten */
    return request->reply.status ? send_reply(exchange) : run(exchange);
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *bytes, size_t *size, void **memory)
{
    (void)version;
    struct exchange *exchange = *memory;
    if (!exchange) {
        *memory = exchange = exchange_new(context, connection, url, method);
        return begin(exchange);
    }
    if (*size) {
        bool going_on = take_body(exchange, bytes, *size);
        *size = 0;
        return going_on ? MHD_YES : MHD_NO;
    }
    grant_seconds(exchange->link, HTTP_REQUEST_SECONDS);
    return exchange->request.reply.status && !exchange->suspended ? send_reply(exchange) : run(exchange);
}

static void on_end(void *context, struct MHD_Connection *connection, void **memory, enum MHD_RequestTerminationCode how)
{
    (void)connection;
    (void)how;
    struct http *http = context;
    struct exchange *exchange = *memory;
    if (!exchange)
        return;
    *memory = NULL;
    http->handler.end(http->handler.context, &exchange->request);
    grant_seconds(exchange->link, HTTP_IDLE_SECONDS + HTTP_HEAD_SECONDS);
    atomic_fetch_sub(&http->bodies, exchange->body.length);
    strbuf_free(&exchange->body);
    strbuf_free(&exchange->request.reply.body);
    if (exchange->request.reply.has_file)
        close(exchange->request.reply.file);
    arena_give(http, exchange->request.arena); /* the exchange was in it */
    atomic_fetch_sub(&http->active, 1);
}

/* ---- connections ---- */

static void on_connection(void *context, struct MHD_Connection *connection, void **memory,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http *http = context;
    struct link *link = *memory;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        link = xmalloc(sizeof *link);
        link->fd = info ? info->connect_fd : -1;
        grant_seconds(link, HTTP_HEAD_SECONDS);
        pthread_mutex_lock(&http->lock);
        link->next = http->links;
        link->back = &http->links;
        if (link->next)
            link->next->back = &link->next;
        http->links = link;
        pthread_mutex_unlock(&http->lock);
        *memory = link;
    } else if (link) {
        pthread_mutex_lock(&http->lock);
        *link->back = link->next;
        if (link->next)
            link->next->back = link->back;
        pthread_mutex_unlock(&http->lock);
        free(link);
        *memory = NULL;
        greeter_left(http->greeter);
    }
}

/* The library's time-out counts from the last byte; a client that drips one byte at a time is ended here. */
static void *reap(void *context)
{
    struct http *http = context;
    pthread_mutex_lock(&http->lock);
    while (!http->stopping) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += REAP_SECONDS;
        pthread_cond_timedwait(&http->wake, &http->lock, &until);
        uint64_t now = http_microseconds();
        for (struct link *link = http->links; link; link = link->next) {
            uint64_t ends_at = atomic_load(&link->ends_at);
            if (ends_at && ends_at < now)
                shutdown(link->fd, SHUT_RDWR);
        }
    }
    pthread_mutex_unlock(&http->lock);
    return NULL;
}

static void end_reaper(struct http *http)
{
    pthread_mutex_lock(&http->lock);
    http->stopping = true;
    pthread_cond_signal(&http->wake);
    pthread_mutex_unlock(&http->lock);
    pthread_join(http->reaper, NULL);
}

/* ---- starting and stopping ---- */

static int open_socket(const struct http_setup *setup, uint16_t *ret_port)
{
    char port[8];
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    snprintf(port, sizeof port, "%u", setup->port);
    if (getaddrinfo(setup->address, port, &hints, &found) != 0) {
        errno = EADDRNOTAVAIL;
        return -1;
    }
    int one = 1, fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    struct sockaddr_storage bound;
    socklen_t size = sizeof bound;
    bool good = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0 &&
                bind(fd, found->ai_addr, found->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0 &&
                getsockname(fd, (struct sockaddr *)&bound, &size) == 0;
    freeaddrinfo(found);
    if (!good) {
        int error = errno;
        if (fd >= 0)
            close(fd);
        errno = error;
        return -1;
    }
    *ret_port = ntohs(bound.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&bound)->sin6_port
                                                  : ((struct sockaddr_in *)(void *)&bound)->sin_port);
    return fd;
}

static struct MHD_Daemon *start_daemon(struct http *http, const struct http_setup *setup)
{
    struct MHD_OptionItem options[] = {
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)on_end, http},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)on_connection, http},
        {MHD_OPTION_CONNECTION_TIMEOUT, HTTP_IDLE_SECONDS, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, (intptr_t)setup->connections, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEAD_MEMORY, NULL},
        {setup->threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t)setup->threads, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
                                MHD_USE_NO_LISTEN_SOCKET,
                            0, NULL, NULL, on_request, http, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

/* The library takes the descriptor's number for a place in the round of its threads. */
static bool take_connection(void *context, int connection, const struct sockaddr *peer, socklen_t size)
{
    const struct http *http = context;
    return MHD_add_connection(http->daemon, connection, peer, size) == MHD_YES;
}

enum status http_start(const struct http_setup *setup, struct problems *problems, struct http **ret_http)
{
    char where[80];
    struct http *http = xmalloc(sizeof *http);
    snprintf(where, sizeof where, "%s:%u", setup->address, setup->port);
    http->handler = setup->handler;
    pthread_mutex_init(&http->lock, NULL);
    pthread_cond_init(&http->wake, NULL);
    int listening = open_socket(setup, &http->port);
    if (listening >= 0) {
        http->greeter = greeter_new(listening, setup->connections, take_connection, http);
        http->daemon = start_daemon(http, setup);
    }
    bool reaps = http->daemon && pthread_create(&http->reaper, NULL, reap, http) == 0;
    if (!reaps || !greeter_open(http->greeter)) {
        enum status status = problem_add(problems, FAILED, &msg_http_listen, "", where, strerror(errno), NULL);
        if (reaps)
            end_reaper(http);
        if (http->daemon)
            MHD_stop_daemon(http->daemon);
        greeter_free(http->greeter);
        free(http);
        return status;
    }
    *ret_http = http;
    return OK;
}

uint16_t http_port(const struct http *http)
{
    return http->port;
}

void http_quiesce(struct http *http)
{
    atomic_store(&http->quiescing, true);
    greeter_close(http->greeter);
}

size_t http_active(struct http *http)
{
    return atomic_load(&http->active);
}

void http_stop(struct http *http)
{
    greeter_close(http->greeter);
    end_reaper(http);
    MHD_stop_daemon(http->daemon);
    greeter_free(http->greeter);
    for (size_t i = 0; i < http->spare_count; i++)
        arena_free(http->spare[i]);
    pthread_mutex_destroy(&http->lock);
    pthread_cond_destroy(&http->wake);
    free(http);
}
