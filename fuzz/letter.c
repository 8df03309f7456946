/* Bytes of a .txt file through paper and letter: every letter's nodes must tile its text. */
#include "intake/letter.h"
#include "format/paper.h"
#include "intake/letter_json.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct paper paper;
    struct letter letter;
    problems_init(&problems, arena);
    if (paper_read(arena, bytes, size, "fuzz.txt", &problems, &paper) == OK &&
        letter_read(arena, &paper, &problems, &letter) == OK) {
        if (letter_check_tiling(letter.nodes, letter.count, paper.characters, &problems) != OK)
            abort();
        struct strbuf out = {0};
        letter_json(&letter, &paper, &out);
        letter_outline(&letter, LANGUAGE_ZH, &out);
        strbuf_free(&out);
    }
    arena_free(arena);
    return 0;
}
