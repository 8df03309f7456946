/* sessions: who is logged in. The browser holds a random token, a program an API token, the store their SHA-256 only;
 * what a token stands for, with its owner's scope, is kept in memory. An API token's session may be narrower than its
 * owner's scope (reading only, one ledger), never wider.
 *
 * A scope stays right as long as the installation's own chain has no new event (every change of grants, units, ledgers
 * and accounts is one) and the day is the same; that is looked at with each request, whoever made the change. The
 * session's row is looked at again every few seconds, so that a log-out at another server counts, too. */
#ifndef RECTIFY_API_SESSIONS_H
#define RECTIFY_API_SESSIONS_H

#include "access/ledger_fields.h"
#include "access/scope.h"
#include "api/server.h"

enum {
    SESSION_TOKEN = 65, /* 32 random bytes in hex, and NUL */
    SESSION_CSRF = 33,
    SESSION_IDLE_HOURS = 12,
    SESSION_SEEN_MINUTES = 5, /* how often the store is told that somebody is still there */
    SESSION_LOOK_SECONDS = 5,
};

/* A ledger this person may enter. */
struct ledger_card {
    struct uuid id;
    const char *code, *name, *profile;
    unsigned roles;
};

struct session { /* never changed once it is shared, but for the counters of sessions.c */
    struct digest token_hash;
    char csrf[SESSION_CSRF];
    char *username;
    bool must_change;
    bool bearer;             /* by an API token: no browser, so no CSRF */
    bool reads_only;         /* such a token that may not write */
    bool feeds_only;         /* such a token that stands in the address of a calendar */
    struct uuid token_id;    /* of the API token */
    struct uuid only_ledger; /* it may enter; nil: all of its owner's */
    char *token_name;
    char used_on[DATE_TEXT]; /* the day the API token was last used, as the store knows it */
    instant seen_at;         /* as the store knows it */
    struct scope scope;
    struct uuid acting_for; /* the principal, when it is somebody else's scope; nil: one's own */
    struct ledger_card *ledgers;
    size_t ledger_count;
    int64_t epoch; /* of the installation's chain when the scope was resolved */
    date day;
    uint64_t looked_at; /* microseconds: when the row was last seen */
    int references;
    struct session *next;
};

struct sessions *sessions_new(void);
void sessions_free(struct sessions *sessions); /* NULL is fine */

/* A new token and what of it is stored. */
void session_token_new(char token[SESSION_TOKEN], struct digest *ret_hash, char csrf[SESSION_CSRF]);
bool session_token_read(const char *token, struct digest *ret_hash);

/* How a request says who it comes from. */
struct credential {
    struct digest hash;
    bool bearer;
};

/* NOT_FOUND when the token stands for nobody (any more). To be given back. */
enum status sessions_get(struct server *server, struct db *db, struct arena *arena, const struct credential *credential,
                         struct session **ret_session);
/* The same person acting for another (delegation.h): a session of its own, for this request. To be given back. REFUSED
 * with a sentence when no delegation is in force. */
enum status session_act_for(struct server *server, struct db *db, struct arena *arena, const struct session *own,
                            struct uuid principal, struct problems *problems, struct session **ret_session);
struct session *sessions_hold(struct sessions *sessions, struct session *session); /* once more, for somebody else */
void sessions_give(struct sessions *sessions, struct session *session);            /* NULL is fine */
/* Drops what memory has of it; the row is the caller's to delete. */
void sessions_forget(struct sessions *sessions, const struct digest *token_hash);
/* Lets the store know, now and then, that the session is in use. True when it is the first use of an API token today.
 */
bool sessions_touch(struct server *server, struct session *session);

/* The scope as of this transaction; FORBIDDEN when the session or the account is no longer good; REFUSED with a
 * sentence when the delegation is not. */
enum status session_scope(struct tx *tx, const struct session *session, struct problems *problems,
                          const struct scope **ret_scope);

const struct ledger_card *session_ledger(const struct session *session, const char *key); /* by code or id; NULL */

/* For apply functions. */
enum status session_insert(struct tx *tx, struct uuid account, const struct digest *token_hash, const char *csrf);
enum status session_delete(struct tx *tx, const struct digest *token_hash);

/* A wrong log-in by a name nobody has: counted and locked out like any other (in memory), so that the answer does not
 * tell which names exist. Gives when the lock ends, 0 when there is none. */
instant sessions_note_stranger(struct sessions *sessions, const char *username, instant now);

bool text_equal_constant_time(const char *a, const char *b);

#endif
