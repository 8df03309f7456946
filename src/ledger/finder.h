/* finder: one search box (J2): findings, measures, letters, people, units and files that hold what a person typed, each
 * within his rights. Numbers and names first (the number itself, then what begins with it), then text, also that of
 * files. Several words may stand anywhere in the record, in any order. */
#ifndef RECTIFY_LEDGER_FINDER_H
#define RECTIFY_LEDGER_FINDER_H

#include "access/scope.h"
#include "store/list.h"

enum { FINDER_USUAL = 5, FINDER_MOST = 20, FINDER_SPANS = 8, FINDER_LEDGERS = 100 };

struct finder_ledger {
    struct uuid id;
    const char *code;
};

struct finder_hit {
    struct uuid id, ledger; /* ledger nil: of the installation */
    struct uuid finding;    /* it belongs to; nil: to none, or to none he may see */
    const char *ledger_code, *code, *title;
    const char *hint;    /* what tells it from others: unit, finding it belongs to; "" */
    const char *field;   /* where the text is; "" in the text of a file */
    const char *snippet; /* of that field, in one line */
    struct finder_span {
        size_t start, length; /* of a match in the snippet, in characters */
    } spans[FINDER_SPANS];
    size_t span_count;
};

struct finder_group {
    const struct record_type *type;
    struct finder_hit *hits;
    size_t count;
    bool more;   /* than these */
    bool narrow; /* so many rows would have to be read that it was left: more should be typed */
};

struct finder {
    struct db *db;
    struct arena *arena;
    const struct scope *scope;
    const struct finder_ledger *ledgers;
    size_t ledger_count; /* of which the first FINDER_LEDGERS are looked through */
    const char *text;
    size_t limit; /* of each group */
};

/* Groups without a hit are left out, unless they are narrow. REFUSED for a text that cannot be looked for. */
enum status finder_run(const struct finder *finder, struct problems *problems, struct finder_group **ret_groups,
                       size_t *ret_count);
/* {"groups":[…]} without the braces of the object around it: "groups" and what is in it. */
void finder_json(struct strbuf *out, const struct finder_group *groups, size_t count);

#endif
