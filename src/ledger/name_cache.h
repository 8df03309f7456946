/* name_cache: names of units, people and whatever else belongs to the installation, kept between requests. Each change
 * of one is an event of the installation's own chain, so they stay right until that chain grows: an epoch is its length
 * (api/sessions.h looks at it with each request). Anybody may see these names. Any thread. */
#ifndef RECTIFY_LEDGER_NAME_CACHE_H
#define RECTIFY_LEDGER_NAME_CACHE_H

#include "base/arena.h"
#include "base/uuid.h"

#include <stdbool.h>
#include <stdint.h>

enum { NAME_CACHE_MOST = 20000 }; /* a fuller one begins anew */

struct name_cache;
struct name_cache *name_cache_new(void);
void name_cache_free(struct name_cache *cache); /* NULL is fine */
/* A copy in the arena; NULL when it is not known. */
const char *name_cache_get(struct name_cache *cache, int64_t epoch, struct uuid id, struct arena *arena);
void name_cache_keep(struct name_cache *cache, int64_t epoch, struct uuid id, const char *name);

#endif
