/* bench: the little that every benchmark needs. Prints one JSON object a line, which bench/run turns into ratios. */
#ifndef RECTIFY_BENCH_H
#define RECTIFY_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <time.h>

static inline double bench_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline void bench_print(const char *name, int64_t findings, int connections, double per_second)
{
    printf("{\"name\":\"%s\",\"findings\":%lld,\"connections\":%d,\"per_s\":%.1f}\n", name, (long long)findings,
           connections, per_second); /* trusted: our own names */
    fflush(stdout);
}

#endif
