/* Any bytes through paper_read: what is accepted is clean text, and its paragraphs tile it. */
#include "paper_holds.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct paper paper;
    problems_init(&problems, arena);
    if (paper_read(arena, data, size, "fuzz.txt", &problems, &paper) == OK)
        paper_holds(&paper);
    else if (problems.count == 0)
        abort();
    arena_free(arena);
    return 0;
}
