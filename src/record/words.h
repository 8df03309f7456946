/* words: closed lists the code acts on (D3). A list is written once:
 *
 *     #define HORIZON_WORDS(W) W(horizon, immediate) W(horizon, by_deadline) W(horizon, ongoing)
 *     WORDS_DECLARE(horizon, HORIZON_WORDS)          in a header: enum horizon { horizon_immediate, … }
 *     WORDS_DEFINE(horizon, HORIZON_WORDS)           in one .c file
 *
 * Words are stored and sent as they stand here; a word is retired, never removed. Labels come from data/profiles. */
#ifndef RECTIFY_RECORD_WORDS_H
#define RECTIFY_RECORD_WORDS_H

#include <stddef.h>

struct word_list {
    const char *name;
    const char *const *words;
    size_t count;
};

#define WORDS_ENUMERATOR(list, word) list##_##word,
#define WORDS_STRING(list, word)     #word,
#define WORDS_DECLARE(list, LIST)                                                                                      \
    enum list { LIST(WORDS_ENUMERATOR) };                                                                              \
    extern const struct word_list words_##list;
#define WORDS_DEFINE(list, LIST)                                                                                       \
    static const char *const list##_strings[] = {LIST(WORDS_STRING)};                                                  \
    const struct word_list words_##list = {#list, list##_strings, sizeof list##_strings / sizeof *list##_strings};

/* Position of a word, -1 when the list has no such word. */
int word_find(const struct word_list *list, const char *word);
const char *word_text(const struct word_list *list, int index); /* "" when out of range */

#endif
