/* search_index: keeps the index of search.h: what is pending is indexed in slices, the whole can be checked and made
 * anew. Only one process does so at a time; the others go on with their work. */
#ifndef RECTIFY_STORE_SEARCH_INDEX_H
#define RECTIFY_STORE_SEARCH_INDEX_H

#include "store/schema.h"
#include "store/search.h"

enum { SEARCH_SLICE = 200 }; /* records indexed in one transaction of the server's writer: a few milliseconds */

/* Indexes at most `most` of what is pending, in a transaction of its own. *ret_done: how many; 0 when nothing is left
 * or somebody else is at it. */
enum status search_index_some(struct db *db, const struct registry *registry, size_t most, size_t *ret_done);
/* Until nothing is pending. */
enum status search_index_all(struct db *db, const struct registry *registry);
/* Forgets the index and notes every record as pending. */
enum status search_index_anew(struct db *db, const struct registry *registry);
/* The same, when the index is of another TOKEN_VERSION. */
enum status search_index_lift(struct db *db, const struct registry *registry);

struct search_check {
    int64_t documents, pending, differences;
    /* Called for every document that is not what its record says; may be NULL. */
    void (*differs)(void *context, const char *record, struct uuid id);
    void *context;
};
/* Compares every document with its record, but for what is pending. In a snapshot, which the caller has open or not. */
enum status search_index_check(struct db *db, const struct registry *registry, struct search_check *check);

/* The tables, part of every store: those that differ between the databases, and the others. */
const char *search_tables(enum dialect dialect);
extern const struct table_text search_local_tables[];

#endif
