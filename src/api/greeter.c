#include "api/greeter.h"

#include "base/arena.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LOOK_AGAIN_MS = 50 }; /* when there are too many, or no descriptors are left */

struct greeter {
    int listening, closing; /* closing: an eventfd */
    size_t most;
    greeter_take *take;
    void *context;
    atomic_size_t inside;
    pthread_t thread;
    bool closed;
};

/* False: nobody more can be let in at the moment. */
static bool greet(struct greeter *greeter)
{
    struct sockaddr_storage peer;
    socklen_t size = sizeof peer;
    int connection = accept4(greeter->listening, (struct sockaddr *)&peer, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (connection < 0) /* gone again, or another turn of poll */
        return errno != EMFILE && errno != ENFILE && errno != ENOBUFS && errno != ENOMEM;
    atomic_fetch_add(&greeter->inside, 1); /* before: it may be over before `take` returns */
    if (!greeter->take(greeter->context, connection, (struct sockaddr *)&peer, size))
        atomic_fetch_sub(&greeter->inside, 1);
    return true;
}

static void *greet_all(void *context)
{
    struct greeter *greeter = context;
    bool room = true;
    for (;;) {
        struct pollfd waiting[] = {{.fd = greeter->closing, .events = POLLIN},
                                   {.fd = greeter->listening, .events = POLLIN}};
        room = room && atomic_load(&greeter->inside) < greeter->most;
        poll(waiting, room ? 2 : 1, room ? -1 : LOOK_AGAIN_MS);
        if (waiting[0].revents)
            return NULL;
        room = !room || !waiting[1].revents || greet(greeter);
    }
}

struct greeter *greeter_new(int listening, size_t most, greeter_take *take, void *context)
{
    struct greeter *greeter = xmalloc(sizeof *greeter);
    *greeter = (struct greeter){
        .listening = listening, .closing = -1, .most = most, .take = take, .context = context, .closed = true};
    return greeter;
}

bool greeter_open(struct greeter *greeter)
{
    greeter->closing = eventfd(0, EFD_CLOEXEC);
    if (greeter->closing < 0)
        return false;
    errno = pthread_create(&greeter->thread, NULL, greet_all, greeter);
    greeter->closed = errno != 0;
    return !greeter->closed;
}

void greeter_left(struct greeter *greeter)
{
    atomic_fetch_sub(&greeter->inside, 1);
}

void greeter_close(struct greeter *greeter)
{
    uint64_t one = 1;
    if (!greeter->closed) {
        while (write(greeter->closing, &one, sizeof one) < 0 && errno == EINTR)
            ;
        pthread_join(greeter->thread, NULL);
        greeter->closed = true;
    }
    if (greeter->listening >= 0)
        close(greeter->listening);
    greeter->listening = -1;
}

void greeter_free(struct greeter *greeter)
{
    if (!greeter)
        return;
    greeter_close(greeter);
    if (greeter->closing >= 0)
        close(greeter->closing);
    free(greeter);
}
