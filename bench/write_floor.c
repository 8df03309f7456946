#include "write_floor.h"

void floor_run(struct floor *floor, int group, double seconds, struct bench_watch *watch)
{
    char json[64];
    int64_t before = floor->written;
    bench_start(watch);
    for (double start = bench_now(); bench_now() - start < seconds;) {
        floor->begin(floor);
        for (int i = 0; i < group; i++) {
            floor->written++;
            snprintf(json, sizeof json, "{\"working_paper_no\":\"DG-%lld\"}",
                     (long long)floor->written); /* trusted: a number */
            floor->write(floor, &floor->setup.findings[floor->written * 7919 % floor->setup.count], json);
        }
        floor->commit(floor);
    }
    bench_stop(watch, floor->written - before);
}

void floor_free(struct floor *floor)
{
    floor->close(floor);
}
