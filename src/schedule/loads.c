#include "schedule/loads.h"

#include <stdlib.h>
#include <string.h>

struct owed {
    struct uuid person;
    const char *name;
    date by;
    int64_t takes;
    bool usual;
};

static int by_person_then_day(const void *left, const void *right)
{
    const struct owed *a = left, *b = right;
    int order = memcmp(&a->person, &b->person, sizeof a->person);
    return order ? order : (a->by > b->by) - (a->by < b->by);
}

static int by_excess(const void *left, const void *right)
{
    const struct schedule_load *a = left, *b = right;
    int64_t x = a->needed - a->there, y = b->needed - b->there;
    if (x != y)
        return x < y ? 1 : -1;
    return memcmp(&a->person, &b->person, sizeof a->person);
}

void loads_count(struct arena *arena, struct schedule *schedule)
{
    VEC(struct owed) owed = {0};
    for (size_t i = 0; i < schedule->rows.count; i++) {
        const struct schedule_row *row = schedule->rows.items + i;
        const struct activity *a = schedule->activities.items + i;
        if (row->kind == SCHEDULE_MEASURE && !uuid_is_nil(row->person) && !row->done && a->has_late)
            *VEC_PUSH(arena, &owed) =
                (struct owed){row->person, row->person_name, a->late_finish, a->length.working, !row->takes_said};
    }
    if (owed.count)
        qsort(owed.items, owed.count, sizeof *owed.items, by_person_then_day);
    struct schedule_load sum = {0}, worst = {0};
    for (size_t i = 0; i < owed.count; i++) {
        const struct owed *one = owed.items + i;
        bool next = i + 1 < owed.count && uuid_equal(owed.items[i + 1].person, one->person);
        if (!sum.measures)
            sum = (struct schedule_load){.person = one->person, .name = one->name};
        sum.measures++;
        sum.needed += one->takes;
        sum.usual += one->usual;
        sum.by = one->by;
        sum.there = calendar_between(schedule->calendar, schedule->as_of - 1, one->by);
        sum.there = sum.there > 0 ? sum.there : 0;
        if (sum.needed - sum.there > worst.needed - worst.there)
            worst = sum;
        if (next)
            continue;
        if (worst.measures > 1) /* one alone is late, not too much */
            *VEC_PUSH(arena, &schedule->loads) = worst;
        sum = worst = (struct schedule_load){0};
    }
    if (schedule->loads.count)
        qsort(schedule->loads.items, schedule->loads.count, sizeof *schedule->loads.items, by_excess);
    if (schedule->loads.count > SCHEDULE_LOADS)
        schedule->loads.count = SCHEDULE_LOADS;
}
