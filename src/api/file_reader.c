#include "api/file_reader.h"

#include "ledger/file_text.h"

#include <stdlib.h>
#include <time.h>

enum { SECONDS_BETWEEN = 1 };

struct file_reader {
    struct server *server;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    pthread_t thread;
    struct db *db; /* kept open while it is good */
};

/* A text on its way through the writer. */
struct storing {
    struct file_pending pending;
    const char *text;
};

static enum status store(struct tx *tx, void *context, struct problems *problems)
{
    (void)problems;
    const struct storing *storing = context;
    return file_text_store(tx, &storing->pending, storing->text);
}

static enum status read_one(struct file_reader *reader, struct arena *arena, bool *ret_there)
{
    struct storing storing = {0};
    *ret_there = false;
    enum status status = file_text_next(reader->db, &storing.pending, ret_there);
    if (status || !*ret_there)
        return status;
    storing.text = file_text_read(reader->server->setup.blobs, arena, &storing.pending);
    return server_write(reader->server, store, &storing, NULL, false);
}

static bool is_stopping(struct file_reader *reader)
{
    pthread_mutex_lock(&reader->lock);
    bool stopping = reader->stopping;
    pthread_mutex_unlock(&reader->lock);
    return stopping;
}

/* All there is to read now. Any failure is tried again a little later. */
static void read_all(struct file_reader *reader)
{
    struct arena *arena = arena_new();
    bool there = true;
    enum status status = reader->db ? OK : db_open(reader->server->setup.where, DB_READ, NULL, &reader->db);
    while (!status && there && !is_stopping(reader)) {
        status = read_one(reader, arena, &there);
        arena_reset(arena);
    }
    if (status && reader->db) {
        db_close(reader->db);
        reader->db = NULL;
    }
    arena_free(arena);
}

static void *work(void *context)
{
    struct file_reader *reader = context;
    pthread_mutex_lock(&reader->lock);
    while (!reader->stopping) {
        struct timespec until;
        pthread_mutex_unlock(&reader->lock);
        read_all(reader);
        pthread_mutex_lock(&reader->lock);
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += SECONDS_BETWEEN;
        if (!reader->stopping)
            pthread_cond_timedwait(&reader->wake, &reader->lock, &until);
    }
    pthread_mutex_unlock(&reader->lock);
    return NULL;
}

struct file_reader *file_reader_new(struct server *server)
{
    struct file_reader *reader = xmalloc(sizeof *reader);
    reader->server = server;
    pthread_mutex_init(&reader->lock, NULL);
    pthread_cond_init(&reader->wake, NULL);
    if (pthread_create(&reader->thread, NULL, work, reader) == 0)
        return reader;
    free(reader);
    return NULL;
}

void file_reader_free(struct file_reader *reader)
{
    if (!reader)
        return;
    pthread_mutex_lock(&reader->lock);
    reader->stopping = true;
    pthread_cond_broadcast(&reader->wake);
    pthread_mutex_unlock(&reader->lock);
    pthread_join(reader->thread, NULL);
    db_close(reader->db);
    pthread_mutex_destroy(&reader->lock);
    pthread_cond_destroy(&reader->wake);
    free(reader);
}
