/* letters: reading texts and files into letters, for the tests of intake. */
#ifndef RECTIFY_TEST_LETTERS_H
#define RECTIFY_TEST_LETTERS_H

#include "format/paper.h"
#include "intake/letter.h"
#include "intake/letter_json.h"
#include "intake/prose.h"
#include <string.h>

static inline struct paper paper_of(struct arena *arena, const char *text)
{
    struct problems problems;
    struct paper paper;
    problems_init(&problems, arena);
    assert_int_equal(paper_read(arena, text, strlen(text), "test.txt", &problems, &paper), OK);
    return paper;
}

static inline struct prose prose_of(struct arena *arena, const char *text)
{
    struct paper paper = paper_of(arena, text);
    return prose_of_paper(arena, &paper);
}

static inline struct letter letter_of(struct arena *arena, const char *text)
{
    struct problems problems;
    struct paper paper = paper_of(arena, text);
    struct letter letter;
    problems_init(&problems, arena);
    assert_int_equal(letter_read(arena, &paper, &problems, &letter), OK);
    assert_int_equal(letter_check_tiling(letter.nodes, letter.count, letter.characters, &problems), OK);
    return letter;
}

#endif
