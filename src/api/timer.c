#include "api/timer.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

struct timer {
    void (*work)(void *context);
    void *context;
    int first, between;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    pthread_t thread;
};

static void *run(void *context)
{
    struct timer *timer = context;
    int wait = timer->first;
    pthread_mutex_lock(&timer->lock);
    while (!timer->stopping) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += wait;
        if (pthread_cond_timedwait(&timer->wake, &timer->lock, &until) == 0)
            continue;
        pthread_mutex_unlock(&timer->lock);
        timer->work(timer->context);
        wait = timer->between;
        pthread_mutex_lock(&timer->lock);
    }
    pthread_mutex_unlock(&timer->lock);
    return NULL;
}

struct timer *timer_new(void (*work)(void *context), void *context, int first, int between)
{
    struct timer *timer = xmalloc(sizeof *timer);
    *timer = (struct timer){.work = work, .context = context, .first = first, .between = between};
    pthread_mutex_init(&timer->lock, NULL);
    pthread_cond_init(&timer->wake, NULL);
    if (pthread_create(&timer->thread, NULL, run, timer) == 0)
        return timer;
    free(timer);
    return NULL;
}

void timer_free(struct timer *timer)
{
    if (!timer)
        return;
    pthread_mutex_lock(&timer->lock);
    timer->stopping = true;
    pthread_cond_signal(&timer->wake);
    pthread_mutex_unlock(&timer->lock);
    pthread_join(timer->thread, NULL);
    pthread_mutex_destroy(&timer->lock);
    pthread_cond_destroy(&timer->wake);
    free(timer);
}
