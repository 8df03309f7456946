/* routes: the one table of everything the server answers to under /api/v1. A route without PUBLIC needs a session,
 * unsafe methods need its CSRF token, a session whose password must be changed reaches only BEFORE_PASSWORD: default
 * deny. Who may see and write which record is the gate's business; `roles` narrows a route as a whole. */
#ifndef RECTIFY_API_ROUTES_H
#define RECTIFY_API_ROUTES_H

#include "base/status.h"
#include "store/tx.h"

struct call;

enum { ROUTE_ARGUMENTS = 4, ROUTE_SEGMENTS = 8 };

enum route_flag {
    PUBLIC = 1 << 0,
    BEFORE_PASSWORD = 1 << 1, /* also before a one-time password was changed */
    PASSWORDS = 1 << 2,       /* prepare runs on the password pool */
    HEAVY = 1 << 3,           /* prepare, and answer of a reading, run on the heavy pool */
    UPLOAD = 1 << 4,          /* the body is a file */
    NO_DRY_RUN = 1 << 5,
    LEDGER = 1 << 6,   /* the first argument is a ledger this person may enter */
    NO_KEY = 1 << 7,   /* the reply is not kept for an Idempotency-Key: it holds secrets */
    FEED = 1 << 9,     /* the token is the first argument, of a kind that is good for nothing else */
    NO_TOKEN = 1 << 8, /* needs a person logged in: an API token will not do */
};

struct route {
    unsigned method; /* enum http_method */
    const char *pattern;
    unsigned flags;
    unsigned roles; /* one of them is needed somewhere; 0: any */
    enum status (*prepare)(struct call *call);
    enum status (*apply)(struct tx *tx, struct call *call, struct problems *problems);
    enum status (*answer)(struct call *call, struct db *db);
    const char *zh, *en; /* one line each, for the API's description */
    /* Parameters of the address, separated by blanks; "*list": those of a list; "*fields": a record's. Any other name
     * is refused. */
    const char *query;
    /* What the body and the reply look like: a shape of shapes.json, "*one", "*page", "*new", "*change" of the record,
     * or a media type. NULL: no body; 204. */
    const char *takes, *gives;
};

extern const struct route routes[]; /* ends with method 0; the first that fits is taken */

/* NULL when there is none; then *ret_allowed has the methods that exist for this path. Arguments are put into the
 * arena. */
const struct route *route_find(struct arena *arena, unsigned method, const char *path,
                               const char *arguments[ROUTE_ARGUMENTS], unsigned *ret_allowed);

#endif
