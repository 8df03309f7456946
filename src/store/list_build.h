/* list_build: the statement of a list: which rows, by which way, from which place on. Internal to list.c and
 * list_count.c. */
#ifndef RECTIFY_STORE_LIST_BUILD_H
#define RECTIFY_STORE_LIST_BUILD_H

#include "store/search.h"

/* Sorted values that are null come last: they are a range of their own, so that both ranges are read by the same index.
 */
enum phase { PHASE_VALUES = 'v', PHASE_NULLS = 'n' };

struct place {
    enum phase phase;
    bool started;      /* `value` and `id` are the last row seen */
    const char *value; /* as text */
    struct uuid id;
};

struct building {
    struct strbuf sql;
    const struct list_query *query;
    enum dialect dialect;
    struct arena *arena;
    const struct search_hits *hits; /* NULL: the whole list */
    int64_t most_hits;
    bool of_few; /* rows are looked up by the ids of `within` */
    int parameters;
    struct bound {
        enum { BOUND_TEXT, BOUND_INT, BOUND_ID } kind;
        const char *text;
        int64_t number;
        struct uuid id;
    } bounds[LIST_FILTERS + LIST_OTHERS + 2 * LIST_AMONG + 2 * (LIST_TEXTS + LIST_IDS) + 16];
};

/* `hits`, `most_hits` and `of_few` are the caller's to set before. */
void building_start(struct building *b, struct db *db, struct arena *arena, const struct list_query *query);
void building_column(struct building *b, const struct field *field);
void building_from(struct building *b);       /* FROM …: the table, by way of the hits when there are any */
void building_conditions(struct building *b); /* WHERE … */
void building_place(struct building *b, const struct place *place); /* behind it, and the order */
void building_limit(struct building *b, int64_t limit);
/* With everything bound; the text is freed. */
struct stmt *building_statement(struct building *b, struct db *db);
/* A stored value as a filter or a place takes it back. */
const char *building_value(struct stmt *stmt, int column, const struct field *field, struct arena *arena);

#endif
