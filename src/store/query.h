/* query: a statement put together piece by piece, each value with its parameter, for questions that no fixed text and
 * no list of one record answers: several ledgers at once, counts by several things.
 *
 *     struct query q = {.arena = arena};
 *     query_add(&q, "SELECT \"name\" FROM \"person\" WHERE \"id\"=");
 *     query_id(&q, id);
 *     struct stmt *stmt = query_run(&q, db);
 *
 * Only the program's own words are added as text; everything else is a value. */
#ifndef RECTIFY_STORE_QUERY_H
#define RECTIFY_STORE_QUERY_H

#include "store/list.h"

struct query_value {
    enum { QUERY_TEXT, QUERY_INT, QUERY_ID } kind;
    const char *text;
    int64_t number;
    struct uuid id;
};

struct query {
    struct arena *arena;
    struct strbuf sql;
    struct strbuf *plan; /* how the database would go about it is added here, a line a step; NULL: nobody asks */
    VEC(struct query_value) values;
};

void query_add(struct query *query, const char *words);
void query_text(struct query *query, const char *value); /* must live until the statement is done; NULL: null */
void query_int(struct query *query, int64_t value);
void query_id(struct query *query, struct uuid id);
/* The condition with its values; "1=1" for NULL. */
void query_within(struct query *query, const struct list_within *within);
/* Prepared and bound; the text is given back, the values stay for the statement. */
struct stmt *query_run(struct query *query, struct db *db);

#endif
