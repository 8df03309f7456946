/* letters: how many letters a second are read into trees. usage: letters SECONDS FILE… */
#include "bench.h"

#include "intake/letter.h"

#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: letters SECONDS FILE…\n");
        return 2;
    }
    double seconds = atof(argv[1]), start = bench_now();
    int64_t letters = 0, characters = 0;
    struct arena *arena = arena_new();
    while (bench_now() - start < seconds) {
        for (int i = 2; i < argc; i++) {
            struct problems problems;
            struct paper paper;
            struct letter letter;
            arena_reset(arena);
            problems_init(&problems, arena);
            if (paper_read_file(arena, argv[i], &problems, &paper) != OK ||
                letter_read(arena, &paper, &problems, &letter) != OK) {
                fprintf(stderr, "letters: cannot read %s\n", argv[i]);
                return 1;
            }
            letters++;
            characters += letter.characters;
        }
    }
    double spent = bench_now() - start;
    bench_print("letters read into trees", 0, 1, (double)letters / spent);
    bench_print("characters of letters", 0, 1, (double)characters / spent);
    arena_free(arena);
    return 0;
}
