#include "schedule/network.h"

#include <string.h>

/* ---- what comes before what ---- */

/* Edges by one of their ends: counted, then put in place. */
static void index_edges(struct arena *arena, const struct precedence *edges, size_t edge_count, size_t count,
                        bool by_after, const uint32_t **ret_first, const uint32_t **ret_edges)
{
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, count + 1), *placed = ARENA_ARRAY(arena, uint32_t, edge_count + 1),
             *next = ARENA_ARRAY(arena, uint32_t, count + 1);
    for (size_t e = 0; e < edge_count; e++)
        first[(by_after ? edges[e].after : edges[e].before) + 1]++;
    for (size_t i = 0; i < count; i++)
        next[i + 1] = first[i + 1] += first[i];
    for (size_t e = 0; e < edge_count; e++)
        placed[next[by_after ? edges[e].after : edges[e].before]++] = (uint32_t)e;
    *ret_first = first;
    *ret_edges = placed;
}

/* Whatever is left over by sorting stands in a circle or behind one; going back from it ends in the circle. */
static void find_circle(const struct network *network, const uint32_t *waiting, const uint32_t **ret_circle,
                        size_t *ret_count)
{
    uint32_t *seen = ARENA_ARRAY(network->arena, uint32_t, network->count), at = 0;
    VEC(uint32_t) back = {0};
    while (!waiting[at])
        at++;
    while (!seen[at]) {
        *VEC_PUSH(network->arena, &back) = at;
        seen[at] = (uint32_t)back.count;
        uint32_t e = network->first_in[at];
        while (!waiting[network->edges[network->in[e]].before])
            e++;
        at = network->edges[network->in[e]].before;
    }
    size_t first = seen[at] - 1, count = back.count - first;
    uint32_t *circle = ARENA_ARRAY(network->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        circle[i] = back.items[back.count - 1 - i];
    *ret_circle = circle;
    *ret_count = count;
}

enum status network_new(struct arena *arena, const struct calendar *calendar, struct activity *activities, size_t count,
                        struct precedence *edges, size_t edge_count, struct network *ret_network,
                        const uint32_t **ret_circle, size_t *ret_circle_count)
{
    struct network network = {
        .calendar = calendar,
        .arena = arena,
        .activities = activities,
        .count = count,
        .edges = edges,
        .edge_count = edge_count,
    };
    uint32_t *order = ARENA_ARRAY(arena, uint32_t, count + 1), *waiting = ARENA_ARRAY(arena, uint32_t, count + 1);
    size_t sorted = 0;
    index_edges(arena, edges, edge_count, count, true, &network.first_in, &network.in);
    index_edges(arena, edges, edge_count, count, false, &network.first_out, &network.out);
    for (size_t i = 0; i < count; i++)
        if (!(waiting[i] = network.first_in[i + 1] - network.first_in[i]))
            order[sorted++] = (uint32_t)i;
    for (size_t k = 0; k < sorted; k++) {
        uint32_t i = order[k];
        for (uint32_t e = network.first_out[i]; e < network.first_out[i + 1]; e++)
            if (!--waiting[edges[network.out[e]].after])
                order[sorted++] = edges[network.out[e]].after;
    }
    network.order = order;
    if (sorted < count) {
        find_circle(&network, waiting, ret_circle, ret_circle_count);
        return REFUSED;
    }
    *ret_network = network;
    return OK;
}

/* ---- planning ---- */

static void plan_early(const struct network *network)
{
    for (size_t k = 0; k < network->count; k++) {
        uint32_t i = network->order[k];
        struct activity *a = network->activities + i;
        a->held_by = NETWORK_NONE;
        a->early_start = a->done ? a->limit : a->ready;
        for (uint32_t e = network->first_in[i]; !a->done && e < network->first_in[i + 1]; e++) {
            const struct precedence *edge = network->edges + network->in[e];
            date end = network->activities[edge->before].early_finish;
            if (edge->lag > 0)
                end = calendar_add(network->calendar, end, edge->lag);
            if (end > a->early_start || (end == a->early_start && a->held_by == NETWORK_NONE)) {
                a->early_start = end;
                a->held_by = edge->before;
            }
        }
        a->early_finish = a->done ? a->limit : length_after(network->calendar, a->early_start, a->length);
    }
}

/* The end of the last 旬 that is over by then. */
static date ten_days_over(date day)
{
    date end = ten_days_end(day);
    int year, month, number;
    if (end == day)
        return day;
    date_split(day, &year, &month, &number);
    return number > 20 ? day - number + 20 : number > 10 ? day - number + 10 : day - number;
}

static void plan_late(const struct network *network)
{
    for (size_t k = network->count; k-- > 0;) {
        uint32_t i = network->order[k];
        struct activity *a = network->activities + i;
        a->has_late = a->has_limit && !a->done;
        a->late_finish = a->limit;
        a->gives_to = NETWORK_NONE;
        a->limited_by = a->has_late ? i : NETWORK_NONE;
        for (uint32_t e = network->first_out[i]; !a->done && e < network->first_out[i + 1]; e++) {
            const struct precedence *edge = network->edges + network->out[e];
            const struct activity *next = network->activities + edge->after;
            if (!next->has_late)
                continue;
            date by = length_before(network->calendar, next->late_start, (struct length){edge->lag, 0});
            if (!a->has_late || by < a->late_finish) {
                a->late_finish = by;
                a->gives_to = edge->after;
                a->limited_by = next->limited_by;
            }
            a->has_late = true;
        }
        if (!a->has_late)
            continue;
        if (a->ten_days)
            a->late_finish = ten_days_over(a->late_finish);
        a->late_start = length_before(network->calendar, a->late_finish, a->length);
    }
}

/* Of all that lead to the same limit, those with the least slack. */
static void mark_critical(const struct network *network)
{
    int *least = ARENA_ARRAY(network->arena, int, network->count + 1);
    for (size_t i = 0; i < network->count; i++) {
        struct activity *a = network->activities + i;
        a->slack = 0;
        a->late = a->critical = false;
        if (!a->has_late)
            continue;
        a->slack = calendar_between(network->calendar, a->early_finish, a->late_finish);
        a->late = a->early_finish > a->late_finish;
    }
    for (size_t i = 0; i < network->count; i++)
        if (network->activities[i].has_late)
            least[network->activities[i].limited_by] = network->activities[i].slack;
    for (size_t i = 0; i < network->count; i++) {
        const struct activity *a = network->activities + i;
        if (a->has_late && a->slack < least[a->limited_by])
            least[a->limited_by] = a->slack;
    }
    for (size_t i = 0; i < network->count; i++) {
        struct activity *a = network->activities + i;
        a->critical = a->has_late && a->slack == least[a->limited_by];
    }
}

void network_plan(const struct network *network)
{
    plan_early(network);
    plan_late(network);
    mark_critical(network);
}

size_t network_chain(const struct network *network, uint32_t target, const uint32_t **ret_chain)
{
    size_t count = 0;
    for (uint32_t i = target; i != NETWORK_NONE; i = network->activities[i].held_by)
        count++;
    uint32_t *chain = ARENA_ARRAY(network->arena, uint32_t, count);
    size_t at = count;
    for (uint32_t i = target; i != NETWORK_NONE; i = network->activities[i].held_by)
        chain[--at] = i;
    *ret_chain = chain;
    return count;
}

/* ---- when it cannot be done ---- */

static bool is_in_time(const struct network *network, uint32_t target)
{
    plan_early(network);
    return network->activities[target].early_finish <= network->activities[target].limit;
}

/* What is tried: an activity that takes less, or, when there is an edge, less between it and what holds it. */
struct trial {
    struct activity *activity;
    struct precedence *edge;
    struct length whole; /* before anything is tried */
};

static struct trial trial_of(struct activity *activity, struct precedence *edge)
{
    return (struct trial){activity, edge, edge ? (struct length){edge->lag, 0} : activity->length};
}

static void try_less(const struct trial *trial, int by)
{
    struct length less = {trial->whole.working > by ? trial->whole.working - by : 0,
                          trial->whole.days > by ? trial->whole.days - by : 0};
    if (trial->edge)
        trial->edge->lag = less.working;
    else
        trial->activity->length = less;
}

static int most_of(const struct trial *trial)
{
    return trial->whole.working > trial->whole.days ? trial->whole.working : trial->whole.days;
}

/* The fewest days less with which the target is in time; 0: even none at all is not enough. The less something takes
 * the earlier all ends, so that halving finds it. All is as before afterwards. */
static int least_cut(const struct network *network, uint32_t target, const struct trial *trial)
{
    int low = 1, high = most_of(trial);
    try_less(trial, high);
    bool enough = high > 0 && is_in_time(network, target);
    while (enough && low < high) {
        int middle = low + (high - low) / 2;
        try_less(trial, middle);
        if (is_in_time(network, target))
            high = middle;
        else
            low = middle + 1;
    }
    try_less(trial, 0);
    return enough ? low : 0;
}

static struct precedence *edge_between(const struct network *network, uint32_t before, uint32_t after)
{
    for (uint32_t e = network->first_in[after]; e < network->first_in[after + 1]; e++) {
        struct precedence *edge = network->edges + network->in[e];
        if (edge->before == before && edge->lag > 0)
            return edge;
    }
    return NULL;
}

struct curing {
    struct network *network;
    uint32_t target;
    struct remedy *remedies;
    size_t count;
};

static void add_remedy(struct curing *curing, struct remedy remedy)
{
    if (curing->count < REMEDIES)
        curing->remedies[curing->count++] = remedy;
}

static void cure_alone(struct curing *curing, const uint32_t *chain, size_t length)
{
    struct network *network = curing->network;
    for (size_t i = 0; i < length; i++) {
        struct activity *a = network->activities + chain[i];
        struct precedence *edge = i ? edge_between(network, chain[i - 1], chain[i]) : NULL;
        struct trial shorter = trial_of(a, NULL), closer = trial_of(a, edge);
        int cut = a->done ? 0 : least_cut(network, curing->target, &shorter);
        if (cut)
            add_remedy(curing, (struct remedy){REMEDY_SHORTEN, chain[i], cut, 0});
        if (edge && (cut = least_cut(network, curing->target, &closer)))
            add_remedy(curing, (struct remedy){REMEDY_LESS_LAG, chain[i], cut, 0});
    }
}

/* The longest of the chain is cut to what is needed, or away; then the longest of the chain that holds it up now. */
static void cure_together(struct curing *curing)
{
    struct network *network = curing->network;
    struct trial tried[REMEDIES];
    size_t before = curing->count;
    bool enough = false;
    while (!enough && curing->count < REMEDIES) {
        const uint32_t *chain;
        size_t length = network_chain(network, curing->target, &chain);
        struct trial longest = {0};
        for (size_t i = 0; i < length; i++) {
            struct trial one = trial_of(network->activities + chain[i], NULL);
            if (!one.activity->done && most_of(&one) > (longest.activity ? most_of(&longest) : 0))
                longest = one;
        }
        if (!longest.activity)
            break;
        int cut = least_cut(network, curing->target, &longest);
        enough = cut > 0;
        cut = enough ? cut : most_of(&longest);
        tried[curing->count] = longest;
        add_remedy(curing, (struct remedy){REMEDY_SHORTEN, (uint32_t)(longest.activity - network->activities), cut, 0});
        try_less(&longest, cut);
        plan_early(network);
    }
    for (size_t i = curing->count; i-- > before;)
        try_less(tried + i, 0);
    if (!enough)
        curing->count = before;
}

size_t network_remedies(struct network *network, uint32_t target, struct remedy ret_remedies[REMEDIES],
                        bool *ret_together)
{
    struct curing curing = {.network = network, .target = target, .remedies = ret_remedies};
    const struct activity *late = network->activities + target;
    const uint32_t *chain;
    size_t length = network_chain(network, target, &chain);
    *ret_together = false;
    if (!late->has_limit || late->early_finish <= late->limit)
        return 0;
    int by = calendar_between(network->calendar, late->limit, late->early_finish);
    add_remedy(&curing, (struct remedy){REMEDY_LATER_LIMIT, target, by, late->early_finish});
    cure_alone(&curing, chain, length);
    if (curing.count == 1) {
        plan_early(network);
        cure_together(&curing);
        *ret_together = curing.count > 1;
    }
    network_plan(network);
    return curing.count;
}
