/* conflict: somebody else changed the same fields in between (D9): for each of them what it was when this person
 * looked, what it is now, and what he wants. */
#ifndef RECTIFY_API_CONFLICT_H
#define RECTIFY_API_CONFLICT_H

#include "api/records.h"

struct conflict {
    struct server *server;
    const struct scope *scope; /* of who asks: he is told what he may see */
    enum language language;
    const struct record_type *type;
    struct uuid ledger_id, id;
    int64_t seen_version;
    const json_t *yours;             /* what was asked for */
    const struct problems *problems; /* of journal_set */
};

/* Adds an entry for each field to `out`, separated by commas; gives CONFLICT. Deadlines are told by their JSON keys. */
enum status conflict_describe(struct tx *tx, const struct conflict *conflict, struct strbuf *out);

#endif
