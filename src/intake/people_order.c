/* people_order: the official order; declared in "intake/people_part.h". */
#include "intake/people_part.h"

void people_order(int64_t *places, size_t count, size_t known, int64_t last)
{
    int64_t before = 0;
    size_t named = 0;
    bool holds = true, behind = true; /* the known ones ascend; no new one stands before a known one */
    for (size_t i = 0; i < count; i++) {
        if (places[i] < 0)
            continue;
        named++;
        behind = behind && (i == 0 || places[i - 1] >= 0);
        holds = holds && (named == 1 ? places[i] > 0 : places[i] > before);
        before = places[i];
    }
    bool renumber = !(holds && behind) && named * 2 >= known;
    if (last < 0)
        last = 0;
    for (size_t i = 0; i < count; i++) {
        if (renumber)
            places[i] = (int64_t)i + 1;
        else if (places[i] < 0)
            places[i] = ++last;
    }
}
