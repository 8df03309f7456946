#include "base/nearest.h"

#include <string.h>

enum { LONGEST = 64 };

/* Levenshtein's distance: letters put in, left out or exchanged. */
static size_t distance_of(const char *a, const char *b)
{
    size_t row[LONGEST + 1], columns = strlen(b);
    for (size_t k = 0; k <= columns; k++)
        row[k] = k;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t k = 1; k <= columns; k++) {
            size_t least = diagonal + (a[i - 1] != b[k - 1]);
            diagonal = row[k];
            least = row[k] + 1 < least ? row[k] + 1 : least;
            row[k] = row[k - 1] + 1 < least ? row[k - 1] + 1 : least;
        }
    }
    return row[columns];
}

void nearest_try(struct nearest *nearest, const char *name)
{
    size_t length = strlen(name), wanted = strlen(nearest->wanted);
    if (length > LONGEST || wanted > LONGEST)
        return;
    size_t distance = distance_of(nearest->wanted, name), most = length / 3 < 2 ? length / 3 : 2;
    if (distance <= most && (!nearest->name || distance < nearest->distance)) {
        nearest->name = name;
        nearest->distance = distance;
    }
}
