/* child: another program on bytes nobody vouches for, in a process (and process group) of its own with little time,
 * memory and disk, without the program's files, so that whatever they hold ends there. Only fixed programs by full
 * path; no shell. */
#ifndef RECTIFY_FORMAT_CHILD_H
#define RECTIFY_FORMAT_CHILD_H

#include "base/strbuf.h"

#include <stdbool.h>

struct child_wish {
    const char *const *arguments; /* the first is the program's path; ended by NULL */
    const char *const *environment;
    int in; /* its standard input; -1: nothing */
    int seconds, memory_mib;
    size_t file_bytes; /* of any file it writes */
    bool offline;      /* without a network, where the system allows to forbid it */
};

/* The first of these that can be run, or NULL; the list ends by NULL. */
const char *child_program(const char *const *places);

/* Appends at most `most` bytes of what it says. False when it failed, or was ended because its time was up; what was
 * read until then stays. One that says more than `most` is ended, and did well. */
bool child_run(const struct child_wish *wish, size_t most, struct strbuf *out);

#endif
