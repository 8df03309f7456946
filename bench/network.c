/* network: how many activities a second are planned anew, beside one topological pass over the same arrays: sorting,
 * and a sum along each edge. usage: network SECONDS */
#include "bench.h"

#include "ledger/calendars.h"
#include "schedule/network.h"

#include <stdlib.h>

enum { WIDE = 40 }; /* an activity waits for some among so many before it */

static void make(size_t count, struct activity *activities, struct precedence *edges, size_t edge_count, date start)
{
    srand(45);
    for (size_t i = 0; i < count; i++)
        activities[i] = (struct activity){
            .length = {1 + rand() % 3, rand() % 10 ? 0 : 7},
            .ready = start,
            .limit = start + 400 + rand() % 2000,
            .has_limit = rand() % 20 == 0 || i + 1 == count,
            .ten_days = rand() % 5 == 0,
        };
    for (size_t e = 0; e < edge_count; e++) {
        size_t after = 1 + (size_t)rand() % (count - 1), back = 1 + (size_t)rand() % WIDE * (count / 2000 + 1);
        edges[e] = (struct precedence){(uint32_t)(after > back ? after - back : 0), (uint32_t)after, rand() % 3};
    }
}

/* What any planning has to do: the order, and each edge looked at once. */
static int64_t floor_pass(size_t count, const struct precedence *edges, size_t edge_count, uint32_t *waiting,
                          uint32_t *order, int64_t *sums, const uint32_t *first, const uint32_t *out)
{
    size_t sorted = 0;
    for (size_t i = 0; i < count; i++)
        waiting[i] = 0, sums[i] = (int64_t)i;
    for (size_t e = 0; e < edge_count; e++)
        waiting[edges[e].after]++;
    for (size_t i = 0; i < count; i++)
        if (!waiting[i])
            order[sorted++] = (uint32_t)i;
    for (size_t k = 0; k < sorted; k++)
        for (uint32_t e = first[order[k]]; e < first[order[k] + 1]; e++) {
            const struct precedence *edge = edges + out[e];
            sums[edge->after] =
                sums[edge->after] > sums[order[k]] + edge->lag ? sums[edge->after] : sums[order[k]] + edge->lag;
            if (!--waiting[edge->after])
                order[sorted++] = edge->after;
        }
    return sums[count - 1];
}

static void measure(const struct calendar *calendar, size_t count, double seconds)
{
    struct arena *arena = arena_new();
    size_t edge_count = count * 2;
    date start;
    struct activity *activities = ARENA_ARRAY(arena, struct activity, count);
    struct precedence *edges = ARENA_ARRAY(arena, struct precedence, edge_count);
    uint32_t *waiting = ARENA_ARRAY(arena, uint32_t, count), *order = ARENA_ARRAY(arena, uint32_t, count);
    int64_t *sums = ARENA_ARRAY(arena, int64_t, count), told = 0;
    struct bench_watch ours = {0}, bare = {0};
    struct network network;
    const uint32_t *circle;
    size_t circle_count;
    if (!date_parse("2026-01-05", &start))
        return;
    make(count, activities, edges, edge_count, start);
    while (ours.seconds < seconds) {
        struct arena *mine = arena_new();
        bench_start(&ours);
        if (network_new(mine, calendar, activities, count, edges, edge_count, &network, &circle, &circle_count))
            abort();
        network_plan(&network);
        bench_stop(&ours, (int64_t)count);
        bench_start(&bare);
        told += floor_pass(count, edges, edge_count, waiting, order, sums, network.first_out, network.out);
        bench_stop(&bare, (int64_t)count);
        arena_free(mine);
    }
    printf("{\"name\":\"activities planned "
           "anew\",\"findings\":%zu,\"connections\":1,\"per_s\":%.0f,\"floor\":%.0f,\"told\":%lld}\n",
           count, (double)ours.count / ours.seconds, (double)bare.count / bare.seconds, (long long)told);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    const struct calendar *calendar;
    double seconds = argc > 1 ? atof(argv[1]) : 3;
    if (calendar_load(NULL, arena, (struct uuid){0}, &calendar))
        return 1;
    measure(calendar, 1000, seconds);
    measure(calendar, 100000, seconds);
    arena_free(arena);
    return 0;
}
