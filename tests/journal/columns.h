/* columns: what a table has, from the database's own schema, so that a tamper test misses none. */
#ifndef RECTIFY_TESTS_COLUMNS_H
#define RECTIFY_TESTS_COLUMNS_H

#include "journal/bench.h"

struct column {
    char name[64], type[32];
    bool may_be_null;
};

size_t columns_of(struct bench *bench, const char *table, struct column *columns, size_t most);
/* Another value of the column's type, as an SQL expression; by chance it may be the same. */
const char *other_value(struct bench *bench, const struct column *column);

#endif
