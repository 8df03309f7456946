#include "api/streams.h"

#include "api/api_messages.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_MILLISECONDS = 500, TOGETHER_MILLISECONDS = 50 };

struct stream {
    struct streams *streams;
    const struct stream_kind *kind;
    struct stream_target target; /* the looking thread's own */
    struct credential credential;
    struct uuid account_id;
    uint64_t session_seen_at, told_at; /* microseconds */
    struct http_request *http;         /* NULL: the connection is gone */
    struct strbuf queue;
    size_t sent;
    bool waiting; /* suspended until there is something to send */
    bool ending;
    int references;
    struct stream *next, **back;
};

struct streams {
    struct server *server;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    struct stream *first;
    size_t count;
    size_t turn; /* of the thread that looks: whose turn it is to be looked for first */
    bool poked, ending, stopping;
};

/* ---- one stream; the lock is held ---- */

static void release(struct stream *stream)
{
    if (--stream->references)
        return;
    strbuf_free(&stream->queue);
    free(stream);
}

static void wake(struct stream *stream)
{
    if (!stream->waiting || !stream->http)
        return;
    stream->waiting = false;
    http_resume(stream->http);
}

static void say(struct stream *stream, const char *text, size_t length)
{
    if (stream->queue.length - stream->sent + length > STREAM_QUEUE) { /* it will ask again when it can */
        stream->ending = true;
        return;
    }
    if (stream->sent) { /* who is always a little behind must not keep what he has */
        stream->queue.length -= stream->sent;
        memmove(stream->queue.bytes, stream->queue.bytes + stream->sent, stream->queue.length);
        stream->sent = 0;
    }
    strbuf_add(&stream->queue, text, length);
    stream->told_at = http_microseconds();
}

static size_t more(void *context, char *out, size_t room)
{
    struct stream *stream = context;
    pthread_mutex_t *lock = &stream->streams->lock;
    pthread_mutex_lock(lock);
    size_t size = stream->queue.length - stream->sent;
    size = size < room ? size : room;
    if (size) {
        memcpy(out, stream->queue.bytes + stream->sent, size);
        stream->sent += size;
        if (stream->sent == stream->queue.length) {
            strbuf_clear(&stream->queue);
            stream->sent = 0;
        }
    } else if (stream->ending) {
        size = HTTP_STREAM_END;
    } else {
        stream->waiting = true;
        http_suspend(stream->http);
    }
    pthread_mutex_unlock(lock);
    return size;
}

static size_t count_of(const struct streams *streams, struct uuid account)
{
    size_t count = 0;
    for (const struct stream *stream = streams->first; stream; stream = stream->next)
        count += uuid_equal(stream->account_id, account);
    return count;
}

enum status stream_open(struct call *call, const struct stream_kind *kind, const struct stream_target *target,
                        const char *first)
{
    struct streams *streams = call->server->streams;
    call->http->reply.media_type = "text/event-stream";
    if (call->http->method == HTTP_HEAD) /* libmicrohttpd would end a body it has not sent: the next reply is lost */
        return OK;
    struct stream *stream = xmalloc(sizeof *stream);
    stream->streams = streams;
    stream->kind = kind;
    stream->target = *target;
    stream->credential = (struct credential){call->session->token_hash, call->session->bearer};
    stream->account_id = call->session->scope.account_id;
    stream->session_seen_at = http_microseconds();
    stream->http = call->http;
    stream->references = 1;
    say(stream, first, strlen(first));
    pthread_mutex_lock(&streams->lock);
    bool good =
        !streams->ending && streams->count < STREAMS_MOST && count_of(streams, stream->account_id) < STREAMS_OF_ACCOUNT;
    if (good) {
        stream->next = streams->first;
        stream->back = &streams->first;
        if (stream->next)
            stream->next->back = &stream->next;
        streams->first = stream;
        streams->count++;
        pthread_cond_signal(&streams->wake);
    }
    pthread_mutex_unlock(&streams->lock);
    if (!good) {
        release(stream);
        call->http->reply.media_type = NULL;
        return call_refuse(call, 429, &msg_api_streams_many, "", NULL);
    }
    call->stream = stream;
    call->http->reply.more = more;
    call->http->reply.more_context = stream;
    http_reply_header(call->http, "X-Accel-Buffering", "no"); /* a proxy must pass each event on at once */
    return OK;
}

void stream_close(struct stream *stream)
{
    if (!stream)
        return;
    struct streams *streams = stream->streams;
    pthread_mutex_lock(&streams->lock);
    *stream->back = stream->next;
    if (stream->next)
        stream->next->back = stream->back;
    streams->count--;
    stream->http = NULL;
    release(stream);
    pthread_mutex_unlock(&streams->lock);
}

/* ---- the thread that looks ---- */

static struct stream **hold_all(struct streams *streams, struct arena *arena, size_t *ret_count)
{
    size_t count = 0;
    pthread_mutex_lock(&streams->lock);
    struct stream **all = ARENA_ARRAY(arena, struct stream *, streams->count + 1);
    for (struct stream *stream = streams->first; stream; stream = stream->next) {
        if (stream->ending)
            continue;
        stream->references++;
        all[count++] = stream;
    }
    pthread_mutex_unlock(&streams->lock);
    *ret_count = count;
    return all;
}

/* NOT_FOUND when the stream is to end. */
static enum status look_for(struct look *look, struct stream *stream, struct strbuf *out)
{
    bool news = false;
    uint64_t now = http_microseconds(), beat = (uint64_t)STREAM_HEARTBEAT_SECONDS * 1000000;
    if (look->shared_by != stream->kind) {
        look->shared = NULL;
        look->shared_by = stream->kind;
    }
    enum status status = stream->kind->has_news(look, &stream->target, &news);
    if (status || (!news && now - stream->session_seen_at < beat))
        return status;
    struct session *session;
    status = sessions_get(look->server, look->db, look->arena, &stream->credential, &session);
    if (status)
        return status;
    stream->session_seen_at = now;
    if (news)
        status = stream->kind->tell(look, session, &stream->target, out);
    sessions_give(look->server->sessions, session);
    return status;
}

static void pass_on(struct streams *streams, struct stream *stream, const struct strbuf *text, bool end)
{
    static const char heartbeat[] = ": \n\n";
    uint64_t silent = (uint64_t)STREAM_HEARTBEAT_SECONDS * 1000000;
    pthread_mutex_lock(&streams->lock);
    if (text->length)
        say(stream, text->bytes, text->length);
    else if (!end && http_microseconds() - stream->told_at >= silent)
        say(stream, heartbeat, sizeof heartbeat - 1);
    stream->ending |= end;
    if (stream->ending || stream->queue.length > stream->sent)
        wake(stream);
    pthread_mutex_unlock(&streams->lock);
}

static void look_at_all(struct streams *streams, struct arena *arena)
{
    struct problems problems;
    size_t count;
    struct look look = {.server = streams->server, .arena = arena};
    struct stream **all = hold_all(streams, arena, &count);
    problems_init(&problems, arena);
    enum status status = count ? readers_take(streams->server->heavy_readers, &problems, &look.db) : NOT_FOUND;
    if (!status && !(status = db_begin_read(look.db))) {
        size_t first = count ? streams->turn++ % count : 0; /* one that fails again and again starves nobody */
        for (size_t i = 0; i < count && !status; i++) {
            struct strbuf text = {0};
            struct stream *stream = all[(first + i) % count];
            status = look_for(&look, stream, &text);
            bool end = status == NOT_FOUND;
            if (!status || end)
                pass_on(streams, stream, &text, end);
            status = end ? OK : status;
            strbuf_free(&text);
        }
        if (!status)
            status = db_commit(look.db);
    }
    if (look.db)
        readers_give(streams->server->heavy_readers, look.db, status != OK);
    pthread_mutex_lock(&streams->lock);
    for (size_t i = 0; i < count; i++)
        release(all[i]);
    pthread_mutex_unlock(&streams->lock);
}

/* Until there is something to look for; false: stop. */
static bool wait_for_work(struct streams *streams)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += LOOK_MILLISECONDS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&streams->lock);
    while (!streams->stopping && !streams->first)
        pthread_cond_wait(&streams->wake, &streams->lock);
    if (!streams->stopping && !streams->poked)
        pthread_cond_timedwait(&streams->wake, &streams->lock, &until);
    streams->poked = false;
    bool stopping = streams->stopping;
    pthread_mutex_unlock(&streams->lock);
    return !stopping;
}

static void *work(void *context)
{
    struct streams *streams = context;
    struct arena *arena = arena_new();
    while (wait_for_work(streams)) {
        look_at_all(streams, arena);
        arena_reset(arena);
        usleep(TOGETHER_MILLISECONDS * 1000); /* many writes in a row are told together */
    }
    arena_free(arena);
    return NULL;
}

struct streams *streams_new(struct server *server)
{
    struct streams *streams = xmalloc(sizeof *streams);
    streams->server = server;
    pthread_mutex_init(&streams->lock, NULL);
    pthread_cond_init(&streams->wake, NULL);
    if (pthread_create(&streams->thread, NULL, work, streams) == 0)
        return streams;
    free(streams);
    return NULL;
}

void streams_poke(struct streams *streams)
{
    pthread_mutex_lock(&streams->lock);
    streams->poked = true;
    if (streams->first)
        pthread_cond_signal(&streams->wake);
    pthread_mutex_unlock(&streams->lock);
}

void streams_end(struct streams *streams)
{
    pthread_mutex_lock(&streams->lock);
    streams->ending = true;
    for (struct stream *stream = streams->first; stream; stream = stream->next) {
        stream->ending = true;
        wake(stream);
    }
    pthread_mutex_unlock(&streams->lock);
}

void streams_free(struct streams *streams)
{
    if (!streams)
        return;
    pthread_mutex_lock(&streams->lock);
    streams->stopping = true;
    pthread_cond_signal(&streams->wake);
    pthread_mutex_unlock(&streams->lock);
    pthread_join(streams->thread, NULL);
    pthread_mutex_destroy(&streams->lock);
    pthread_cond_destroy(&streams->wake);
    free(streams);
}
