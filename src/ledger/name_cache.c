#include "ledger/name_cache.h"

#include <pthread.h>
#include <stdlib.h>

enum { BUCKETS = 8192 };

struct kept {
    struct uuid id;
    char *name;
    struct kept *next;
};

struct name_cache {
    pthread_mutex_t lock;
    int64_t epoch;
    size_t count;
    struct kept *buckets[BUCKETS];
};

struct name_cache *name_cache_new(void)
{
    struct name_cache *cache = xmalloc(sizeof *cache);
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

static void forget(struct name_cache *cache)
{
    for (size_t i = 0; i < BUCKETS; i++) {
        for (struct kept *kept = cache->buckets[i], *next; kept; kept = next) {
            next = kept->next;
            free(kept->name);
            free(kept);
        }
        cache->buckets[i] = NULL;
    }
    cache->count = 0;
}

void name_cache_free(struct name_cache *cache)
{
    if (!cache)
        return;
    forget(cache);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

static struct kept **bucket_of(struct name_cache *cache, struct uuid id)
{
    return &cache->buckets[(size_t)(id.bytes[15] | id.bytes[14] << 8) % BUCKETS];
}

static struct kept *find(struct name_cache *cache, struct uuid id)
{
    struct kept *kept = *bucket_of(cache, id);
    while (kept && !uuid_equal(kept->id, id))
        kept = kept->next;
    return kept;
}

const char *name_cache_get(struct name_cache *cache, int64_t epoch, struct uuid id, struct arena *arena)
{
    const char *name = NULL;
    pthread_mutex_lock(&cache->lock);
    const struct kept *kept = cache->epoch == epoch ? find(cache, id) : NULL;
    if (kept)
        name = arena_strdup(arena, kept->name);
    pthread_mutex_unlock(&cache->lock);
    return name;
}

/* A request that began before the last change comes too late to be of use. */
void name_cache_keep(struct name_cache *cache, int64_t epoch, struct uuid id, const char *name)
{
    pthread_mutex_lock(&cache->lock);
    if (epoch > cache->epoch || cache->count >= NAME_CACHE_MOST) {
        forget(cache);
        cache->epoch = epoch;
    }
    if (epoch == cache->epoch && !find(cache, id)) {
        struct kept *kept = xmalloc(sizeof *kept), **bucket = bucket_of(cache, id);
        *kept = (struct kept){id, xstrdup(name), *bucket};
        *bucket = kept;
        cache->count++;
    }
    pthread_mutex_unlock(&cache->lock);
}
