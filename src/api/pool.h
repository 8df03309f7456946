/* pool: a few threads for what would hold up the HTTP threads: password hashing, letters, sheets. Two pools exist: the
 * password pool has two threads, so that argon2 never runs more than twice at once (D32). */
#ifndef RECTIFY_API_POOL_H
#define RECTIFY_API_POOL_H

#include "base/status.h"

#include <stddef.h>

struct task {
    void (*run)(void *context);
    void *context;
    struct task *next;
};

struct pool;

struct pool *pool_new(unsigned threads, size_t room); /* NULL when no thread can be started */
/* BUSY when `room` tasks are waiting. The task is the caller's and must live until it runs. */
enum status pool_submit(struct pool *pool, struct task *task);
void pool_free(struct pool *pool); /* finishes what is queued; NULL is fine */

#endif
