/* http: requests in, replies out. The only file that knows the HTTP library (libmicrohttpd: epoll, a pool of threads).
 *
 * For each request the handler's `begin` is called when the head is there (it says how large a body may be, or replies
 * at once), `run` when the body is complete, `end` when the reply is out or the connection is lost. All three run on
 * the connection's HTTP thread and must not wait for anything slow. A handler that has to wait calls http_suspend
 * BEFORE anybody else learns of the request, and returns; whoever finishes the work calls http_resume as the very last
 * thing and never touches the request again; then `run` is called once more. A request without a reply after `run` must
 * be suspended.
 *
 * Memory: the request's arena and everything in it live until `end` has returned. Limits: head 32 KiB, body as `begin`
 * says, all bodies together HTTP_BODIES_TOGETHER, connections as set up, seconds for a head and for a whole request. */
#ifndef RECTIFY_API_HTTP_H
#define RECTIFY_API_HTTP_H

#include "base/arena.h"
#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HTTP_BODIES_TOGETHER = 512 * 1024 * 1024,
    HTTP_SWALLOW = 256 * 1024 * 1024, /* a refused body up to this size is read and forgotten, so that the reply arrives
                                         instead of a broken connection */
    HTTP_HEAD_SECONDS = 60,           /* for a client that drips its head; idle connections end earlier */
    HTTP_IDLE_SECONDS = 30,
    HTTP_REQUEST_SECONDS = 600, /* for a whole body to come and a whole reply to go */
};

#define HTTP_STREAM_END ((size_t)-1)

enum http_method { HTTP_GET = 1, HTTP_HEAD = 2, HTTP_POST = 4, HTTP_PUT = 8, HTTP_PATCH = 16, HTTP_DELETE = 32 };

struct http_pair {
    const char *name, *value;
};

struct http_reply {
    int status; /* 0: none yet */
    const char *media_type;
    struct strbuf body; /* given to the library, or freed */
    const void *bytes;  /* instead of `body`: memory that outlives the server */
    /* Instead of `body`, a reply that goes on: asked on the HTTP thread for up to `room` more bytes. Gives how many,
     * HTTP_STREAM_END, or 0 after http_suspend: then it is asked again after http_resume. */
    size_t (*more)(void *context, char *out, size_t room);
    void *more_context;
    size_t size;
    bool has_file; /* instead: what an open file holds, sent as it is read; closed afterwards */
    int file;
    VEC(struct http_pair) headers; /* in the arena */
};

struct http_request {
    struct arena *arena;
    unsigned method;    /* enum http_method; 0: another */
    const char *target; /* path as decoded; begins with '/' and is valid UTF-8 */
    const struct http_pair *query;
    size_t query_count;
    const char *body; /* NUL-terminated */
    size_t body_size;
    uint64_t claimed_size; /* Content-Length, 0 when there is none */
    char address[48];      /* the peer's */
    uint64_t began_at;     /* monotonic microseconds */
    bool over_limit;       /* the body was longer than `begin` allowed; only its beginning was kept: none of it */
    struct http_reply reply;
    void *call; /* the handler's own */
};

struct http_handler {
    void *context;
    /* Gives the largest body it wants. A reply set here is sent without `run`. */
    size_t (*begin)(void *context, struct http_request *request);
    void (*run)(void *context, struct http_request *request);
    void (*end)(void *context, struct http_request *request);
};

struct http_setup {
    const char *address; /* "0.0.0.0", "127.0.0.1", "::" */
    uint16_t port;       /* 0: any free one */
    unsigned threads, connections;
    struct http_handler handler;
};

struct http;

enum status http_start(const struct http_setup *setup, struct problems *problems, struct http **ret_http);
uint16_t http_port(const struct http *http);
/* No new connections; what is under way goes on, and every reply ends its connection. */
void http_quiesce(struct http *http);
/* Requests under way. */
size_t http_active(struct http *http);
/* Nothing may be suspended any more. */
void http_stop(struct http *http);

const char *http_header(const struct http_request *request, const char *name); /* NULL when there is none */
const char *http_query(const struct http_request *request, const char *name);  /* NULL when there is none */
/* The value of one cookie, in the arena; NULL when there is none. */
const char *http_cookie(struct http_request *request, const char *name);

/* In the place of an earlier one of that name. Not copied: both live as long as the request. */
void http_reply_header(struct http_request *request, const char *name, const char *value);

void http_suspend(struct http_request *request);
void http_resume(struct http_request *request);
uint64_t http_microseconds(void); /* monotonic */

#endif
