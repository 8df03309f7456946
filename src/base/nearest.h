/* nearest: which of the known names somebody may have meant, so that a misspelt one is answered with the right one. */
#ifndef RECTIFY_BASE_NEAREST_H
#define RECTIFY_BASE_NEAREST_H

#include <stddef.h>

/* The best so far; start with {.wanted = name}. A name counts when at most a third of its letters (and two) differ. */
struct nearest {
    const char *wanted, *name; /* name: NULL when none is near */
    size_t distance;
};

void nearest_try(struct nearest *nearest, const char *name);

#endif
