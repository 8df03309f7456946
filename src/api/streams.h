/* streams: replies that go on (server-sent events): changed rows of a ledger, the progress of a job. One thread looks
 * for all of them what is new, a few times a second and at once after a write of this server, so that a change made by
 * another process is told, too. No stream has a thread of its own: its connection is suspended between two events.
 *
 * Bounds: so many streams, so many of one account; what a client has not read yet is at most STREAM_QUEUE, a slower one
 * is dropped and comes back with Last-Event-ID. Every stream asks again and again whether its session is good, and goes
 * by the rights of that moment. */
#ifndef RECTIFY_API_STREAMS_H
#define RECTIFY_API_STREAMS_H

#include "api/call.h"

enum {
    STREAMS_MOST = 500,
    STREAMS_OF_ACCOUNT = 12,
    STREAM_QUEUE = 64 * 1024,
    STREAM_HEARTBEAT_SECONDS = 15,
};

struct streams;
struct stream_kind;

/* One look at the store, in one snapshot. */
struct look {
    struct server *server;
    struct db *db;
    struct arena *arena; /* of this look */
    void *shared;        /* what the streams of a kind found out for each other */
    const struct stream_kind *shared_by;
};

struct stream_target {
    struct uuid ledger_id, id; /* what it is about; nil: nothing of the kind */
    int64_t position;          /* how far it has come */
};

struct stream_kind {
    /* Cheap: whether there is anything to look at. */
    enum status (*has_news)(struct look *look, const struct stream_target *target, bool *ret_news);
    /* Adds events to `out` and moves the target's position. NOT_FOUND: the stream ends after them. */
    enum status (*tell)(struct look *look, const struct session *session, struct stream_target *target,
                        struct strbuf *out);
};

struct streams *streams_new(struct server *server); /* NULL when no thread can be started */
/* Ends every stream; no new ones. */
void streams_end(struct streams *streams);
void streams_free(struct streams *streams); /* NULL is fine */
/* Something was written by this server. */
void streams_poke(struct streams *streams);

/* In an `answer`: makes the reply a stream. `first` is sent at once. */
enum status stream_open(struct call *call, const struct stream_kind *kind, const struct stream_target *target,
                        const char *first);
struct stream;
void stream_close(struct stream *stream); /* by call_end; NULL is fine */

#endif
