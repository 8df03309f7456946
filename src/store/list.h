/* list: a page of records, sorted by one field, narrowed by others, continued by a cursor (D25). Used by every list on
 * screen, command line and export. Nothing is ever read whole: the next page starts behind the last row of this one, by
 * index. */
#ifndef RECTIFY_STORE_LIST_H
#define RECTIFY_STORE_LIST_H

#include "store/db.h"

enum { LIST_FILTERS = 16, LIST_OTHERS = 64, LIST_LIMIT = 1000, LIST_CURSOR = 2048, LIST_SEARCH = 200 };

/* LIST_HOLDS: the text stands somewhere in it, in small or capital letters of ASCII alike. */
enum list_compare { LIST_IS, LIST_IS_NOT, LIST_BEFORE, LIST_FROM, LIST_UNTIL, LIST_HOLDS };

struct list_filter {
    int field;
    const char *value; /* NULL: is empty (LIST_IS_NOT: is not). Stored form: word, term, date, number, id as text; of
                          refs one of them */
    enum list_compare compare; /* rows without a value meet LIST_IS only */
    const char *const *others; /* LIST_IS, LIST_IS_NOT: further values, any of them; at most LIST_OTHERS in all */
    size_t other_count;
};

/* Only rows that rows of another table of the ledger name: "id" among its `column`, where its `by` is `is`. */
struct list_among {
    const char *table, *column, *by, *more; /* names and a further condition, the program's own words */
    struct uuid is;
};
enum { LIST_AMONG = 2 };

enum { LIST_TEXTS = 64, LIST_IDS = 8 };

/* A condition every row must meet besides the filters: who may see it. Its parameters are ?1 (the ledger), then the
 * texts, then the ids. */
struct list_within {
    const char *condition;
    struct uuid ledger;
    const char *const *texts;
    size_t count;
    const struct uuid *ids;
    size_t id_count;
    const char *set; /* a SELECT of the ids of which all such rows are, with the same parameters; NULL: not known. When
                        they are few they are looked up and sorted, instead of walking the list to meet them */
};

size_t list_within_count(const struct list_within *within); /* of its parameters */
/* The condition behind `before` other parameters. */
void list_within_put(struct strbuf *sql, const struct list_within *within, size_t before);
/* Binds the condition's parameters, which come first in the statement. */
void list_within_bind(struct stmt *stmt, const struct list_within *within);

struct list_query {
    const struct record_type *type;
    struct uuid ledger;
    int sort; /* field; -1: by id (time of creation, near enough for paging, D8) */
    bool descending;
    bool backwards; /* from the last row to the first, where it is the reverse of the list it ends */
    struct list_filter filters[LIST_FILTERS];
    size_t filter_count;
    struct list_among among[LIST_AMONG];
    size_t among_count;
    const char *text;                 /* only rows one of whose SEARCHED fields contains it, both folded (base/token.h);
                                         at most LIST_SEARCH characters; NULL: all */
    bool words;                       /* of `text` each word, in any field and order, instead of all of it in one */
    bool file_text;                   /* it is looked for in the text of the record's file instead (store/search.h) */
    int64_t few;                      /* hits of the search index that are sorted rather than met; 0: SEARCH_FEW */
    uint64_t columns;                 /* fields that are read; 0: every one. Of the others a row says nothing */
    uint64_t searchable;              /* the fields it is looked for in, so that none is searched that the reader may
                                         not see; 0: every SEARCHED one */
    const struct list_within *within; /* NULL: all */
    const struct list_within *asked;  /* a further condition, of what is looked for; NULL: none */
    bool dated; /* it holds only for rows with a deadline: sorted by that, no other condition need say so, which would
                   lead SQLite to the index of all days */
    const struct uuid *only; /* just this record; NULL: any */
    bool with_withdrawn;
    size_t limit;
    const char *after;         /* cursor of the page before; NULL: from the start */
    struct problems *problems; /* why it is refused; may be NULL */
};

struct list_page {
    void **rows; /* structs of the type */
    size_t count;
    const char *next; /* cursor; NULL: this was the last page */
};

/* Adds a filter from the text of an address or a command line ("是", "2026-03-31", "1,200.50", a word, an id), in its
 * stored form. "" : the field is empty. REFUSED when the field cannot hold it, has such a filter already, or there are
 * more than LIST_FILTERS. */
enum status list_filter_add(struct arena *arena, struct list_query *query, int field, enum list_compare compare,
                            const char *text, struct problems *problems);
/* The same with several values, any of which will do (LIST_IS) or none (LIST_IS_NOT). */
enum status list_filter_any(struct arena *arena, struct list_query *query, int field, enum list_compare compare,
                            const char *const *texts, size_t count, struct problems *problems);
bool list_filter_has(const struct list_query *query, int field, enum list_compare compare);
/* Filters and text; list_read and list_count ask it themselves. */
enum status list_check(const struct list_query *query);
/* REFUSED for doubled filters, a text that is too long or no text, a text that too many rows would have to be read for
 * (D25), a cursor that is not one of ours. */
enum status list_read(struct db *db, struct arena *arena, const struct list_query *query, struct list_page *ret_page);
/* Rows that match, counting at most `most` of them; those of a text at most SEARCH_COUNTED: *ret_count is `most` when
 * there may be more. */
enum status list_count(struct db *db, struct arena *arena, const struct list_query *query, int64_t most,
                       int64_t *ret_count);

struct list_tally {
    const char *value; /* in its stored form; NULL: none */
    int64_t count;
};
/* How the rows that match divide by the values of a field, looking at no more than `most` of them; at most LIST_TALLIES
 * values, the most frequent first. */
enum { LIST_TALLIES = 200 };
enum status list_tally(struct db *db, struct arena *arena, const struct list_query *query, int field, int64_t most,
                       struct list_tally **ret_tallies, size_t *ret_count);

#endif
