/* run_network: plans the networks it reads from standard input, and prints what it finds, for tests/schedule/oracle.py.
 * A network is lines `span FIRST LAST rest|work`, `node WORKING DAYS READY LIMIT|- done|ten|-`, `edge BEFORE AFTER
 * LAG`, and `end`; days are numbers. Printed: for each node `early_start early_finish late_start late_finish slack
 * late`, with `-` where nothing is limited; for each late one `remedy TARGET KIND ACTIVITY BY TO`; `circle …`; and
 * `end`. */
#include "schedule/network.h"

#include <stdio.h>
#include <string.h>

struct reading {
    struct arena *arena;
    VEC(struct calendar_span) spans;
    VEC(struct activity) nodes;
    VEC(struct precedence) edges;
};

static bool read_line(struct reading *r, const char *line)
{
    char word[2][8];
    int a, b, c;
    if (sscanf(line, "span %d %d %7s", &a, &b, word[0]) == 3)
        *VEC_PUSH(r->arena, &r->spans) =
            (struct calendar_span){.first = a, .last = b, .kind = word[0][0] == 'w' ? DAY_WORK : DAY_REST, .name = ""};
    else if (sscanf(line, "node %d %d %d %7s %7s", &a, &b, &c, word[0], word[1]) == 5) {
        struct activity node = {.length = {a, b}, .ready = c, .has_limit = word[0][0] != '-'};
        if (node.has_limit)
            sscanf(word[0], "%d", &node.limit);
        node.done = strcmp(word[1], "done") == 0;
        node.ten_days = strcmp(word[1], "ten") == 0;
        *VEC_PUSH(r->arena, &r->nodes) = node;
    } else if (sscanf(line, "edge %d %d %d", &a, &b, &c) == 3)
        *VEC_PUSH(r->arena, &r->edges) = (struct precedence){(uint32_t)a, (uint32_t)b, c};
    return strncmp(line, "end", 3) != 0;
}

static void print_remedies(struct network *network, uint32_t target)
{
    static const char *const kinds[] = {"limit", "shorten", "lag"};
    struct remedy remedies[REMEDIES];
    bool together;
    size_t count = network_remedies(network, target, remedies, &together);
    for (size_t i = 0; i < count; i++)
        printf("remedy %u %s%s %u %d %d\n", target, together && i ? "together-" : "", kinds[remedies[i].kind],
               remedies[i].activity, remedies[i].by, remedies[i].to);
}

static void plan(struct reading *r)
{
    struct network network;
    const uint32_t *circle;
    size_t count;
    const struct calendar *calendar = calendar_new(r->arena, r->spans.items, r->spans.count, NULL, 0);
    if (network_new(r->arena, calendar, r->nodes.items, r->nodes.count, r->edges.items, r->edges.count, &network,
                    &circle, &count)) {
        printf("circle");
        for (size_t i = 0; i < count; i++)
            printf(" %u", circle[i]);
        printf("\nend\n");
        return;
    }
    network_plan(&network);
    for (size_t i = 0; i < network.count; i++) {
        const struct activity *a = network.activities + i;
        printf("%d %d ", a->early_start, a->early_finish);
        if (a->has_late)
            printf("%d %d %d %d\n", a->late_start, a->late_finish, a->slack, a->late);
        else
            printf("- - - -\n");
    }
    for (uint32_t i = 0; i < network.count; i++)
        if (network.activities[i].has_limit && !network.activities[i].done)
            print_remedies(&network, i);
    for (size_t i = 0; i < network.count; i++) {
        const struct activity *a = network.activities + i;
        printf("again %d %d\n", a->early_finish, a->has_late ? a->late_finish : 0);
    }
    printf("end\n");
}

int main(void)
{
    char line[128];
    struct arena *arena = arena_new();
    struct reading r = {.arena = arena};
    while (fgets(line, sizeof line, stdin)) {
        if (read_line(&r, line))
            continue;
        plan(&r);
        arena_reset(arena);
        r = (struct reading){.arena = arena};
    }
    arena_free(arena);
    return 0;
}
