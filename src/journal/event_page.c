#include "journal/event_page.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { PAGES = 8, THREADS_MAX = 3 };

struct event_hasher {
    pthread_t threads[THREADS_MAX];
    size_t thread_count;
    pthread_mutex_t lock;
    pthread_cond_t given, hashed;
    struct event_page pages[PAGES];
    struct event_page *blank;                        /* a stack */
    struct event_page *first, *last;                 /* under way, oldest first */
    struct event_page *to_hash;                      /* the oldest of them that nobody has begun to hash */
    struct digest_state *digests[DIGEST_SHA256 + 1]; /* of the caller's thread */
    bool stopping;
};

void event_hash(struct digest_state *digest, struct paged_event *item)
{
    item->wrong_part = -1;
    for (int i = EVENT_PARTS - 1; i >= 0; i--) {
        const struct event_part *part = &item->event.parts[i];
        if (!part->there || !part->bytes)
            continue;
        struct digest hash = event_part_hash(digest, (enum event_part_kind)i, part);
        if (!digest_equal(&hash, &part->hash))
            item->wrong_part = i;
    }
    struct digest content = event_content_hash(digest, &item->event);
    item->content_differs = !digest_equal(&content, &item->event.content_hash);
}

static void hash_page(struct digest_state **digests, struct event_page *page)
{
    struct digest_state **digest = &digests[page->algorithm];
    if (!*digest)
        *digest = digest_new(page->algorithm);
    for (size_t i = 0; i < page->count; i++)
        event_hash(*digest, &page->items[i]);
}

/* The next page nobody has begun with; called and left with the lock held. False when there is none. */
static bool hash_one(struct event_hasher *hasher, struct digest_state **digests)
{
    struct event_page *page = hasher->to_hash;
    if (!page)
        return false;
    hasher->to_hash = page->next;
    pthread_mutex_unlock(&hasher->lock);
    hash_page(digests, page);
    pthread_mutex_lock(&hasher->lock);
    page->hashed = true;
    pthread_cond_signal(&hasher->hashed);
    return true;
}

static void free_digests(struct digest_state **digests)
{
    for (size_t i = 0; i <= DIGEST_SHA256; i++)
        digest_free(digests[i]);
}

static void *work(void *context)
{
    struct event_hasher *hasher = context;
    struct digest_state *digests[DIGEST_SHA256 + 1] = {0};
    pthread_mutex_lock(&hasher->lock);
    while (!hasher->stopping)
        if (!hash_one(hasher, digests))
            pthread_cond_wait(&hasher->given, &hasher->lock);
    pthread_mutex_unlock(&hasher->lock);
    free_digests(digests);
    return NULL;
}

/* On two cores reading takes nearly as long as hashing does, and who reads helps hashing. */
static size_t threads_wanted(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores <= 2 ? 1 : cores - 1 < THREADS_MAX ? (size_t)cores - 1 : THREADS_MAX;
}

struct event_hasher *event_hasher_new(void)
{
    struct event_hasher *hasher = xmalloc(sizeof *hasher);
    pthread_mutex_init(&hasher->lock, NULL);
    pthread_cond_init(&hasher->given, NULL);
    pthread_cond_init(&hasher->hashed, NULL);
    for (size_t i = 0; i < PAGES; i++) {
        hasher->pages[i].arena = arena_new();
        hasher->pages[i].items = xmalloc(EVENT_PAGE * sizeof *hasher->pages[i].items);
        hasher->pages[i].next = hasher->blank;
        hasher->blank = &hasher->pages[i];
    }
    for (size_t wanted = threads_wanted(); hasher->thread_count < wanted; hasher->thread_count++)
        if (pthread_create(&hasher->threads[hasher->thread_count], NULL, work, hasher) != 0)
            abort(); /* as when memory has run out */
    return hasher;
}

void event_hasher_free(struct event_hasher *hasher)
{
    if (!hasher)
        return;
    pthread_mutex_lock(&hasher->lock);
    hasher->stopping = true;
    pthread_cond_broadcast(&hasher->given);
    pthread_mutex_unlock(&hasher->lock);
    for (size_t i = 0; i < hasher->thread_count; i++)
        pthread_join(hasher->threads[i], NULL);
    for (size_t i = 0; i < PAGES; i++) {
        arena_free(hasher->pages[i].arena);
        free(hasher->pages[i].items);
    }
    free_digests(hasher->digests);
    pthread_mutex_destroy(&hasher->lock);
    pthread_cond_destroy(&hasher->given);
    pthread_cond_destroy(&hasher->hashed);
    free(hasher);
}

struct event_page *event_hasher_blank(struct event_hasher *hasher)
{
    struct event_page *page = hasher->blank; /* only the caller's thread touches blank pages */
    if (!page)
        return NULL;
    hasher->blank = page->next;
    page->next = NULL;
    page->count = 0;
    page->last = page->hashed = false;
    arena_reset(page->arena);
    return page;
}

bool event_page_is_full(const struct event_page *page)
{
    return page->count == EVENT_PAGE || arena_used(page->arena) > EVENT_PAGE_BYTES;
}

void event_page_add(struct event_page *page, const struct event *event, const char *odd)
{
    struct paged_event *item = &page->items[page->count++];
    item->event = *event;
    item->odd = odd;
    item->event.record = arena_strdup(page->arena, event->record);
    item->event.event = arena_strdup(page->arena, event->event);
    item->event.fields = arena_strdup(page->arena, event->fields);
    item->event.via = arena_strdup(page->arena, event->via);
    for (size_t i = 0; i < EVENT_PARTS; i++)
        if (event->parts[i].bytes)
            item->event.parts[i].bytes = arena_strndup(page->arena, event->parts[i].bytes, event->parts[i].size);
}

void event_hasher_give(struct event_hasher *hasher, struct event_page *page)
{
    pthread_mutex_lock(&hasher->lock);
    if (hasher->last)
        hasher->last->next = page;
    else
        hasher->first = page;
    hasher->last = page;
    if (!hasher->to_hash)
        hasher->to_hash = page;
    pthread_cond_signal(&hasher->given);
    pthread_mutex_unlock(&hasher->lock);
}

struct event_page *event_hasher_take(struct event_hasher *hasher)
{
    pthread_mutex_lock(&hasher->lock);
    struct event_page *page = hasher->first;
    while (page && !page->hashed)
        if (!hash_one(hasher, hasher->digests)) /* rather than wait */
            pthread_cond_wait(&hasher->hashed, &hasher->lock);
    if (page) {
        hasher->first = page->next;
        if (!hasher->first)
            hasher->last = NULL;
        page->next = NULL;
    }
    pthread_mutex_unlock(&hasher->lock);
    return page;
}

void event_hasher_return(struct event_hasher *hasher, struct event_page *page)
{
    page->next = hasher->blank;
    hasher->blank = page;
}
