#include "api/jobs.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct jobs {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct job *first, **last;
    size_t queued, room;
    bool stopping;
    unsigned thread_count;
    pthread_t *threads;
};

static struct job *take(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    while (!jobs->first && !jobs->stopping)
        pthread_cond_wait(&jobs->wake, &jobs->lock);
    struct job *job = jobs->first;
    if (job) {
        jobs->first = job->next;
        if (!jobs->first)
            jobs->last = &jobs->first;
        jobs->queued--;
    }
    pthread_mutex_unlock(&jobs->lock);
    return job;
}

static void *work(void *context)
{
    struct job *job;
    while ((job = take(context)))
        job->run(job->context); /* the job may be gone afterwards */
    return NULL;
}

struct jobs *jobs_new(unsigned threads, size_t room)
{
    struct jobs *jobs = xmalloc(sizeof *jobs);
    jobs->last = &jobs->first;
    jobs->room = room;
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->wake, NULL);
    jobs->threads = xmalloc(threads * sizeof *jobs->threads);
    while (jobs->thread_count < threads && pthread_create(&jobs->threads[jobs->thread_count], NULL, work, jobs) == 0)
        jobs->thread_count++;
    if (jobs->thread_count)
        return jobs;
    jobs_free(jobs);
    return NULL;
}

enum status jobs_submit(struct jobs *jobs, struct job *job)
{
    job->next = NULL;
    pthread_mutex_lock(&jobs->lock);
    bool taken = !jobs->stopping && jobs->queued < jobs->room;
    if (taken) {
        *jobs->last = job;
        jobs->last = &job->next;
        jobs->queued++;
        pthread_cond_signal(&jobs->wake);
    }
    pthread_mutex_unlock(&jobs->lock);
    return taken ? OK : BUSY;
}

void jobs_free(struct jobs *jobs)
{
    if (!jobs)
        return;
    pthread_mutex_lock(&jobs->lock);
    jobs->stopping = true;
    pthread_cond_broadcast(&jobs->wake);
    pthread_mutex_unlock(&jobs->lock);
    for (unsigned i = 0; i < jobs->thread_count; i++)
        pthread_join(jobs->threads[i], NULL);
    pthread_mutex_destroy(&jobs->lock);
    pthread_cond_destroy(&jobs->wake);
    free(jobs->threads);
    free(jobs);
}
