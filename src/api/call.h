/* call: one request to /api/v1 on its way through its route.
 *
 *   prepare   no database: parse, limits, hashing, blobs. On an HTTP thread, or on a pool for PASSWORDS and HEAVY
 * routes apply     in the writer's transaction (D21); may be run again, so it works on copies of what prepare made
 *   answer    reads from one snapshot and writes the reply. For a dry run and with an Idempotency-Key it runs inside
 * the transaction instead, so that it sees what is rolled back, and what is kept of the reply is exact
 *
 * Each may be NULL. They return a status; what they add to `problems` becomes the reply's errors. A reply other than by
 * status is set with call_refuse. None of them knows of threads. */
#ifndef RECTIFY_API_CALL_H
#define RECTIFY_API_CALL_H

#include "api/routes.h"
#include "api/sessions.h"
#include "journal/access_log.h"
#include "journal/journal.h"

#include <jansson.h>

enum { UPLOAD_BYTES = 64 * 1024 * 1024, IDEMPOTENCY_KEY = 100, IDEMPOTENCY_HOURS = 24 };

enum call_stage { STAGE_PREPARE, STAGE_APPLY, STAGE_ANSWER, STAGE_DONE };

struct call {
    struct server *server;
    struct http_request *http;
    struct arena *arena;
    struct problems problems;
    enum language language;
    const struct route *route;
    const char *arguments[ROUTE_ARGUMENTS]; /* what stands for {…} in the pattern, in order */
    struct session *session;                /* NULL on public routes */
    struct session *own_session;            /* of who acts for another; NULL: he acts for himself */
    const struct scope *scope;              /* of the session; in apply as of the transaction */
    struct actor actor;
    bool dry_run;
    const char *key;           /* Idempotency-Key; NULL: none */
    json_t *json;              /* the body, when call_json was asked for it */
    void *state;               /* the route's own, made by prepare */
    int status;                /* of the reply when all goes well; 200 unless set */
    int refusal;               /* HTTP status set by call_refuse */
    const char *policy;        /* Content-Security-Policy of a reply that is shown; NULL: it may do nothing at all */
    struct access_entry trace; /* goes to the access log with the reply, when `what` is set */
    void (*after)(struct call *call); /* set by apply: once it is durable, on the writer's thread; must not wait */
    struct strbuf errors;             /* JSON of further entries of the problem's "errors" */

    enum call_stage stage; /* what follows is call.c's */
    bool suspended, answered;
    bool written; /* durable, whatever becomes of the answer */
    enum status outcome;
    struct digest request_hash;
    struct task task;
    struct stream *stream;
    struct write_request write;
};

/* The three functions of struct http_handler; the context is the server. */
size_t call_begin(void *server, struct http_request *request);
void call_run(void *server, struct http_request *request);
void call_end(void *server, struct http_request *request);

/* ---- for handlers ---- */

struct strbuf *call_out(struct call *call); /* the reply's body; its media type is application/json unless set */
/* The body as one JSON object, once. */
enum status call_json(struct call *call, json_t **ret_json);
/* A text of the body, "" when absent or null; REFUSED when it is no text, or is missing and `required`. */
enum status call_text(struct call *call, const json_t *object, const char *name, bool required, const char **ret_text);
/* The only thing said in the body: a text. */
enum status call_one_text(struct call *call, const char *name, const char **ret_text);
/* A day of the query; what is not said stays as it is. */
enum status call_day(struct call *call, const char *name, date *ret_day);
/* Refuses keys that are not in the list, so that a misspelt one is noticed. */
enum status call_keys(struct call *call, const json_t *object, const char *const *known);
/* An HTTP status no enum status stands for. */
enum status call_refuse(struct call *call, int http_status, const struct message *message, const char *place,
                        const char *argument);
enum status call_no_right(struct call *call); /* FORBIDDEN, with the usual sentence */
/* The ledger named by the first argument; NOT_FOUND with a sentence. */
enum status call_ledger(struct call *call, const struct ledger_card **ret_ledger);
unsigned call_roles(const struct call *call, const struct ledger_card *ledger); /* NULL: of the installation */
/* What the access log is to say of this request; `what` lives as long as it does. */
void call_trace(struct call *call, enum access kind, const char *what);
/* A further write of this request, for work on a pool: waits until it is durable. */
enum status call_write_and_wait(struct call *call,
                                enum status (*apply)(struct tx *tx, void *context, struct problems *problems),
                                void *context);
const char *call_say(const struct call *call, const char *zh, const char *en);
void put_uuid(struct strbuf *out, struct uuid id);
void put_instant(struct strbuf *out, instant at);
/* For links to a file: attachment; filename*=UTF-8''… */
void call_file_name(struct call *call, const char *name);
/* The answer is a PDF, shown in place, in a frame of our own pages or by itself. */
void call_shows_pdf(struct call *call);

#endif
