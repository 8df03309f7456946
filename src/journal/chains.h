/* chains: which chains a store has, and walking one of them from its first event to its last in pages, each a short
 * read of its own, so that no snapshot is held however long the chain is (D22). */
#ifndef RECTIFY_JOURNAL_CHAINS_H
#define RECTIFY_JOURNAL_CHAINS_H

#include "journal/event.h"

struct chain_id {
    struct uuid ledger_id, site_id;
};

struct chain_list {
    struct chain_id *items; /* ordered by ledger, then site */
    size_t count;
};

/* Every chain that has events or a head. Access logs (access_log.h) are none of them. */
enum status chains_list(struct db *db, struct arena *arena, struct chain_list *ret_list);
/* The head's row as it stands now; *ret_there is false when there is none. Broken bytes in it give a hash of zeros. */
enum status chains_head(struct db *db, const struct chain_id *chain, bool *ret_there, int64_t *ret_seq, instant *ret_at,
                        struct digest *ret_hash);
/* What a person calls the ledger: its code when it has one, else its id. In the arena. */
const char *chains_name(struct db *db, struct arena *arena, struct uuid ledger);

enum { CHAIN_PAGE = 1000 };

/* Steps through the events of a chain, in the order of seq, until *ret_more is false. Zero-initialise but for db, chain
 * and after. */
struct chain_walk {
    struct db *db;
    struct chain_id chain;
    int64_t after; /* seq of the last event returned; set it to begin behind an event, INT64_MIN for all there are */
    struct stmt *stmt; /* its own from here on */
    int in_page;
};

/* The event's texts live until the next call. `odd` is event_view's. After the end (*ret_event false) the walk may be
 * asked again later: it goes on with what was appended meanwhile. */
enum status chain_walk_next(struct chain_walk *walk, bool *ret_more, struct event *ret_event, const char **ret_odd);
/* Gives the statement back before the end was reached. */
void chain_walk_end(struct chain_walk *walk);

#endif
