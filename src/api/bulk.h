/* bulk: many records of one kind changed by one request. Every row stands for itself: it has its own savepoint, its own
 * way through the gate and its own result, so that one that is refused stops none of the others. The body is
 *
 *     {"items":[{"id":…,"version":N, field: value …} …]}      `version` as seen; absent: whatever is there
 *     {"ids":[…],"set":{field: value …}}
 *
 * An id may be a record's code. What is wrong with a row's values is that row's result; what is wrong with the body as
 * a whole refuses it. */
#ifndef RECTIFY_API_BULK_H
#define RECTIFY_API_BULK_H

#include "api/records.h"

/* Above BULK_ROWS it becomes a job of chunks. */
enum { BULK_ROWS = 1000, BULK_JOB_ROWS = 20000, BULK_CHUNK = 200 };

struct bulk_row {
    const char *key;
    int64_t seen_version;
    struct record_head *wanted; /* rows of "ids" share one */
    const json_t *json;         /* the fields as they were sent */
    struct problems problems;   /* found before anything was tried */
};

struct bulk {
    const struct record_type *type;
    struct uuid ledger_id; /* nil for records of the installation */
    const char *event;     /* a move, of its life cycle's own words; NULL: the fields are set */
    struct bulk_row *rows;
    size_t count;
};

/* Rows whose values are wrong are kept, with their problems. The JSON must live as long as the bulk. */
enum status bulk_read(struct arena *arena, const struct record_type *type, struct uuid ledger_id, const json_t *json,
                      struct problems *problems, struct bulk *ret_bulk);

/* Who does it, and how it is told. */
struct bulk_run {
    struct server *server;
    const struct scope *scope;
    const struct command *command;
    enum language language;
    struct strbuf *out;   /* results, separated by commas */
    size_t done, refused; /* "done" also when everything was as wanted already */
};

/* Rows [from, to). Only FAILED and BUSY are returned; then nothing of the transaction holds. */
enum status bulk_run(struct tx *tx, const struct bulk *bulk, size_t from, size_t to, struct bulk_run *run);

#endif
