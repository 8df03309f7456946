/* access_trail: carries the log of accesses (journal/access_log.h) to the store: a thread of its own with its own
 * connection, once a second, so that no request waits for it. */
#ifndef RECTIFY_API_ACCESS_TRAIL_H
#define RECTIFY_API_ACCESS_TRAIL_H

#include "journal/access_log.h"

struct access_trail;

struct access_trail *access_trail_new(const char *where); /* NULL when no thread can be started */
void access_trail_free(struct access_trail *trail);       /* writes what is left; NULL is fine */
void access_trail_add(struct access_trail *trail, const struct access_entry *entry);

#endif
