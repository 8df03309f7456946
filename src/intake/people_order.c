/* people_order: the official order; declared in "intake/people_part.h". */
#include "intake/people_part.h"

#include <stdlib.h>

static int by_row(const void *a, const void *b)
{
    const struct people_row *one = ((const struct people_seat *)a)->row, *two = ((const struct people_seat *)b)->row;
    if (one->tab != two->tab)
        return one->tab < two->tab ? -1 : 1;
    return one->rank < two->rank ? -1 : one->rank > two->rank;
}

void people_order(struct people_seat *seats, size_t count, size_t known, int64_t last)
{
    int64_t before = 0;
    size_t named = 0;
    bool holds = true; /* the known ones ascend, and no new one stands before a known one */
    if (count)
        qsort(seats, count, sizeof *seats, by_row);
    for (size_t i = 0; i < count; i++) {
        if (seats[i].position < 0)
            continue;
        named++;
        holds = holds && seats[i].position > before && (i == 0 || seats[i - 1].position >= 0);
        before = seats[i].position;
    }
    bool renumber = !holds && named * 2 >= known;
    for (size_t i = 0; i < count; i++) {
        if (renumber)
            seats[i].position = (int64_t)i + 1;
        else if (seats[i].position < 0)
            seats[i].position = ++last;
    }
}
