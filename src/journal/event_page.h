/* event_page: events on their way to be verified, a page of one chain at a time. The caller's thread reads them from
 * the store, others hash parts and contents (most of the work, and independent of the order), and the caller takes
 * the pages back in the order he gave them. */
#ifndef RECTIFY_JOURNAL_EVENT_PAGE_H
#define RECTIFY_JOURNAL_EVENT_PAGE_H

#include "journal/event.h"

enum { EVENT_PAGE = 500, EVENT_PAGE_BYTES = 4 << 20 };

struct paged_event {
    struct event event;
    const char *odd;      /* of event_view */
    int wrong_part;       /* the first whose hash does not fit; -1: none */
    bool content_differs; /* the content hash does not fit */
};

struct event_page {
    struct paged_event *items;
    size_t count;
    enum digest_kind algorithm;
    void *context; /* the caller's */
    bool last;     /* the caller's: of its chain */
    struct arena *arena;
    struct event_page *next;
    bool hashed;
};

struct event_hasher;
struct event_hasher *event_hasher_new(void);
void event_hasher_free(struct event_hasher *hasher); /* NULL is fine */
/* An empty page to fill, or NULL when all are under way: take one back first. */
struct event_page *event_hasher_blank(struct event_hasher *hasher);
bool event_page_is_full(const struct event_page *page);
/* Copies an event that lives in a statement into the page; the page must have room. */
void event_page_add(struct event_page *page, const struct event *event, const char *odd);
/* Hashes one event here and now, for what comes singly. */
void event_hash(struct digest_state *digest, struct paged_event *item);
void event_hasher_give(struct event_hasher *hasher, struct event_page *page);
/* The oldest page given, hashed (waits for it); NULL when none is under way. */
struct event_page *event_hasher_take(struct event_hasher *hasher);
/* The page may be filled again; nothing of it may be used any more. */
void event_hasher_return(struct event_hasher *hasher, struct event_page *page);

#endif
