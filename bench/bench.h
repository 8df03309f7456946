/* bench: the little that every benchmark needs. Prints one JSON object a line, which bench/run turns into ratios. */
#ifndef RECTIFY_BENCH_H
#define RECTIFY_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <time.h>

static inline double bench_clock(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline double bench_now(void)
{
    return bench_clock(CLOCK_MONOTONIC);
}

/* Work measured in several slices, so that what it is compared with can have the slices between them: on a machine with
 * other work, or a disk with moods, both then get the same share. */
struct bench_watch {
    double since, used_since; /* of the slice under way */
    double seconds, used;     /* used: processor time of this process, all threads */
    int64_t count;
};

static inline void bench_start(struct bench_watch *watch)
{
    watch->since = bench_now();
    watch->used_since = bench_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static inline void bench_stop(struct bench_watch *watch, int64_t count)
{
    watch->seconds += bench_now() - watch->since;
    watch->used += bench_clock(CLOCK_PROCESS_CPUTIME_ID) - watch->used_since;
    watch->count += count;
}

static inline void bench_print(const char *name, int64_t findings, int connections, double per_second)
{
    printf("{\"name\":\"%s\",\"findings\":%lld,\"connections\":%d,\"per_s\":%.1f}\n", name, (long long)findings,
           connections, per_second); /* trusted: our own names */
    fflush(stdout);
}

static inline void bench_report(const char *name, int64_t findings, int connections, const struct bench_watch *watch)
{
    printf("{\"name\":\"%s\",\"findings\":%lld,\"connections\":%d,\"per_s\":%.1f,\"cpu_us\":%.2f}\n", name,
           (long long)findings, connections, (double)watch->count / watch->seconds,
           watch->used * 1e6 / (double)(watch->count ? watch->count : 1)); /* trusted: our own names */
    fflush(stdout);
}

#endif
