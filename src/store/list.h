/* list: a page of records, sorted by one field, narrowed by others, continued by a cursor (D25). Used by every list on
 * screen, command line and export. Nothing is ever read whole: the next page starts behind the last row of this one, by
 * index. */
#ifndef RECTIFY_STORE_LIST_H
#define RECTIFY_STORE_LIST_H

#include "store/db.h"

enum { LIST_FILTERS = 16, LIST_LIMIT = 1000, LIST_CURSOR = 2048 };

enum list_compare { LIST_IS, LIST_IS_NOT, LIST_BEFORE };

struct list_filter {
    int field;
    const char *value; /* NULL: is empty. Stored form: word, term, date, number, id as text; of refs one of them */
    enum list_compare compare; /* rows without a value are neither LIST_IS_NOT nor LIST_BEFORE */
};

enum { LIST_TEXTS = 48 };

/* A condition every row must meet besides the filters: who may see it. Its parameters are ?1 (the ledger) and ?2 … (the
 * texts). */
struct list_within {
    const char *condition;
    struct uuid ledger;
    const char *const *texts;
    size_t count;
};

/* Binds the condition's parameters, which come first in the statement. */
void list_within_bind(struct stmt *stmt, const struct list_within *within);

struct list_query {
    const struct record_type *type;
    struct uuid ledger;
    int sort; /* field; -1: by id (time of creation, near enough for paging, D8) */
    bool descending;
    struct list_filter filters[LIST_FILTERS];
    size_t filter_count;
    const char *text;                 /* only rows one of whose SEARCHED fields contains it; NULL: all */
    const struct list_within *within; /* NULL: all */
    const struct uuid *only;          /* just this record; NULL: any */
    bool with_withdrawn;
    size_t limit;
    const char *after; /* cursor of the page before; NULL: from the start */
};

struct list_page {
    void **rows; /* structs of the type */
    size_t count;
    const char *next; /* cursor; NULL: this was the last page */
};

/* REFUSED for a cursor that is not one of ours. */
enum status list_read(struct db *db, struct arena *arena, const struct list_query *query, struct list_page *ret_page);
/* Rows that match, counting at most `most` of them. */
enum status list_count(struct db *db, struct arena *arena, const struct list_query *query, int64_t most,
                       int64_t *ret_count);

#endif
