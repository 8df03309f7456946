/* jobs: a few threads for what would hold up the HTTP threads: password hashing, letters, sheets. Two pools exist: the
 * password pool has two threads, so that argon2 never runs more than twice at once (D32). */
#ifndef RECTIFY_API_JOBS_H
#define RECTIFY_API_JOBS_H

#include "base/status.h"

#include <stddef.h>

struct job {
    void (*run)(void *context);
    void *context;
    struct job *next;
};

struct jobs;

struct jobs *jobs_new(unsigned threads, size_t room); /* NULL when no thread can be started */
/* BUSY when `room` jobs are waiting. The job is the caller's and must live until it runs. */
enum status jobs_submit(struct jobs *jobs, struct job *job);
void jobs_free(struct jobs *jobs); /* finishes what is queued; NULL is fine */

#endif
