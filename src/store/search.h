/* search: which records hold a text. Every record with SEARCHED fields has a document in an index of tokens
 * (base/token.h): an FTS5 table on SQLite, a tsvector with GIN on PostgreSQL. The index is behind (D24): a write only
 * notes what changed in search_pending, and the writer indexes it when nobody waits (search_index.h).
 *
 * An answer is exact all the same: the index and search_pending together name every record that may hold the text, and
 * each of them is read and tested before it counts. The index alone never says yes. RESTRICTED fields are in no
 * document and are never tested.
 *
 * A record may have further text, of its file, kept in search_text under its type's name: a document of its own, looked
 * for only where a list asks for it. */
#ifndef RECTIFY_STORE_SEARCH_H
#define RECTIFY_STORE_SEARCH_H

#include "store/list.h"
#include "store/tx.h"

enum {
    SEARCH_FEW = 1000,     /* so many hits are read and sorted rather than met on the way through the list */
    SEARCH_MANY = 20000,   /* rows looked at before the search is refused as too wide (D25) */
    SEARCH_COUNTED = 1000, /* matches are counted up to here */
    SEARCH_WORDS = 8,
    SEARCH_OVERLAP = 4000, /* bytes two parts of a document share; no longer folded word goes through the index */
};

uint64_t search_fields(const struct record_type *type); /* those in its document; 0: it has none */

/* ---- writing: in the transaction of the change ---- */

/* Notes that a record's document must be made anew, if the change touches it. `before` NULL: it is new. */
enum status search_touch(struct tx *tx, const struct record_type *type, const struct record_head *before,
                         const struct record_head *after);
/* A value was erased by order: its tokens go at once. */
enum status search_forget(struct tx *tx, const struct record_type *type, const struct record_head *record);
/* Makes the database give up what it keeps of forgotten documents. Outside a transaction. */
enum status search_settle(struct db *db);
/* Sets the further text of a record; "" for none. */
enum status search_text_set(struct tx *tx, const struct record_type *type, struct uuid ledger, struct uuid id,
                            const char *text);

/* "" when it has none. */
enum status search_text_get(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                            struct uuid id, const char **ret_text);

/* ---- reading: what list.c is made of ---- */

enum search_way {
    SEARCH_WALK, /* through the list in its order, testing each row */
    SEARCH_HITS, /* through what the index names */
};

struct search;

/* Of query->text, over query->searchable; kept in the arena. The database is not asked yet. */
struct search *search_new(struct db *db, struct arena *arena, const struct list_query *query);
void search_free(struct search *search); /* NULL is fine */
/* Whether the index and search_pending name no more than `most` records. False when an index cannot help. */
enum status search_is_narrow(struct search *search, int64_t most, bool *ret_narrow);
/* What they are named by; known when search_is_narrow has asked. */
struct search_hits {
    const char *match;   /* of search_match; NULL: an index cannot help */
    int64_t from, until; /* SQLite: of the documents' numbers */
    const char *record;  /* in search_pending, of this ledger unless it is of the installation */
    bool of_installation;
    struct uuid ledger;
    bool pending; /* something is */
};
const struct search_hits *search_hits(const struct search *search);
/* Columns tested, after `first` others: what a statement that only counts selects. */
void search_columns(const struct search *search, struct strbuf *sql);
int search_column_count(const struct search *search);
/* Whether the statement's row matches. Its id stands in the column `id`, search_columns from the column `first` on; -1:
 * it selects sql_columns. */
enum status search_matches(struct search *search, struct stmt *stmt, int id, int first, bool *ret_matches);
/* What the index names matches, without a look: one token is asked for, in all there is, and nothing is pending. Known
 * when search_is_narrow has asked. */
bool search_is_certain(const struct search *search);

/* Documents of one type in one ledger have a number in common; 0: there are none yet. With `make` there is one
 * afterwards: only the indexer does that. */
enum status search_scope(struct db *db, const char *record, struct uuid ledger, bool make, int64_t *ret_scope);
enum { SEARCH_SCOPE_BITS = 40 }; /* SQLite: a document's number is its scope's, these bits higher, and its own */
/* What a document that holds the folded text must match; on PostgreSQL within the scope, unless it is 0. NULL: no
 * token.
 */
const char *search_match(struct arena *arena, enum dialect dialect, int64_t scope, const char *folded, size_t length);

#endif
