/* hostile: tries bytes that mean harm, or were harmed. Each case must be refused with a sentence a clerk can act on, or
 * be read sanely, within bounds of memory and time; it runs in a child of its own, so that a crash names its case. */
#ifndef RECTIFY_TESTS_HOSTILE_H
#define RECTIFY_TESTS_HOSTILE_H

#include "base/problem.h"

struct hostile {
    const char *name;
    void (*make)(struct strbuf *out);
    enum status status;
    const char *says; /* words of the sentence, or of the text that was read */
};

/* Reads `file` and adds its text to `text`. */
typedef enum status hostile_reader(struct arena *arena, const struct strbuf *file, struct problems *problems,
                                   struct strbuf *text);

/* How many cases fail; says on stderr which and how. */
int hostile_try(const struct hostile *cases, size_t count, hostile_reader *reader);
/* A good file cut off after each of its bytes, and with each of its bytes changed: any answer will do, but there must
 * be one. How many times there was none. */
int hostile_damage(void (*make)(struct strbuf *out), hostile_reader *reader);

#endif
