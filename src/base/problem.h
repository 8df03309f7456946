/* problem: what is wrong, and where, in words for a person. A caller passes a struct problems; the callee adds to it
 * and returns a status. Libraries never print; api/ and cli/ do, in the reader's language. Ownership: everything is
 * copied into the arena given to problems_init. At most PROBLEMS_MAX are kept; the rest is counted. */
#ifndef RECTIFY_BASE_PROBLEM_H
#define RECTIFY_BASE_PROBLEM_H

#include "base/arena.h"
#include "base/message.h"
#include "base/status.h"
#include "base/strbuf.h"

enum { PROBLEMS_MAX = 200, PROBLEM_ARGS = 4 };

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };

struct problem {
    const struct message *message;
    enum severity severity;
    const char *place; /* field name, "sheet!B7", "paragraph 12" …; "" when the whole input is meant */
    const char *args[PROBLEM_ARGS];
};

struct problems {
    struct arena *arena;
    struct problem *items;
    size_t count;   /* kept */
    size_t dropped; /* beyond PROBLEMS_MAX */
};

void problems_init(struct problems *problems, struct arena *arena);

/* Adds an error and returns `status`, so that a check can end with `return problem_add(…)`. Arguments are strings,
 * ended by NULL: problem_add(ps, REFUSED, &msg_required, "title", label, NULL). `problems` may be NULL: nothing is
 * kept. */
enum status problem_add(struct problems *problems, enum status status, const struct message *message, const char *place,
                        ...) __attribute__((sentinel));
/* The same for a warning or information; always returns OK. */
enum status problem_note(struct problems *problems, enum severity severity, const struct message *message,
                         const char *place, ...) __attribute__((sentinel));

/* The sentence with its arguments put in. */
void problem_text(const struct problem *problem, enum language language, struct strbuf *out);
/* A message on its own, with its arguments (strings, ended by NULL) put in; in the arena. */
const char *message_say(struct arena *arena, enum language language, const struct message *message, ...)
    __attribute__((sentinel));
/* All sentences, one a line, each with its place in front. */
void problems_text(const struct problems *problems, enum language language, struct strbuf *out);

#endif
