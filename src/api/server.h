/* server: what lives as long as `rectify serve`: the store's writer and readers, the pools of threads, the sessions,
 * the HTTP side. Started and stopped by cli/serve.c. */
#ifndef RECTIFY_API_SERVER_H
#define RECTIFY_API_SERVER_H

#include "access/first_run.h"
#include "api/http.h"
#include "api/pool.h"
#include "api/readers.h"
#include "journal/installation.h"
#include "ledger/profile.h"
#include "store/blobs.h"
#include "store/writer.h"

#include <pthread.h>
#include <stdatomic.h>

struct access_trail;
struct sessions;
struct streams;
struct file_reader;
struct timer;
struct name_cache;
struct totals;
struct figure_rules;
struct uploads;

struct server_setup {
    const char *where;      /* of db_open */
    const char *address;    /* to listen on */
    uint16_t port;          /* 0: any */
    unsigned threads;       /* for HTTP; 0: as many as there are processors */
    bool log;               /* one line a request on stderr */
    bool reminds;           /* the daily round of reminders is this server's to run */
    bool sample;            /* the store holds the sample bureau */
    const char *setup_code; /* asked of whoever sets up from another machine; "": there is an account already */
    const struct installation *installation;
    const struct profiles *profiles;
    const struct figure_rules *rules; /* of figures: data/figures */
    struct blobs *blobs;
    struct clock clock;
};

struct server {
    struct server_setup setup;
    struct writer *writer;
    struct readers *readers, *heavy_readers;
    struct pool *passwords, *heavy, *batches; /* batches: one job after the other */
    struct uuid id;                           /* of this process: whose jobs are whose */
    atomic_bool stopping;
    struct sessions *sessions;
    struct uploads *uploads;
    struct streams *streams;
    struct timer *reminder, *sweeper;
    struct file_reader *file_reader;
    struct totals *totals;
    struct name_cache *names; /* of records of the installation */
    struct access_trail *trail;
    struct http *http;
    struct setup_guesses setup_guesses;
    pthread_mutex_t setup_lock; /* of the guesses */
    const char *wrong_hash;     /* verified when there is no such user, so that it takes as long */
    struct arena *arena;        /* as long as the server */
};

enum status server_start(const struct server_setup *setup, struct problems *problems, struct server **ret_server);
/* No new connections, what is under way is finished and answered, then everything is stopped. False when some replies
 * could not be sent within SERVER_STOP_SECONDS. */
bool server_stop(struct server *server);

/* For a thread that may wait: returns when the write is durable, or refused. */
enum status server_write(struct server *server,
                         enum status (*apply)(struct tx *tx, void *context, struct problems *problems), void *context,
                         struct problems *problems, bool dry_run);
bool server_is_stopping(struct server *server);

enum { SERVER_STOP_SECONDS = 30 };

#endif
