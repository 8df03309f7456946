/* jobs: work too large for one reply, done in chunks behind the person's back (D23). A job is a row of the local table
 * "job", its results are rows of "job_part", each written in the transaction of its chunk: what a job says was done is
 * what was done, also after the program was killed. Nobody but its owner sees it, and he while he sees the ledger: not
 * by a token for another one.
 *
 * A job belongs to the server process that does it, which says with every chunk that its jobs are alive. One that was
 * silent for JOB_SILENT_SECONDS is told as stopped: its process is gone. */
#ifndef RECTIFY_API_JOBS_H
#define RECTIFY_API_JOBS_H

#include "api/call.h"

enum { JOBS_OF_ACCOUNT = 3, JOBS_LISTED = 50, JOB_KEPT_DAYS = 30, JOB_SILENT_SECONDS = 10 };

struct job {
    struct uuid id, account_id;
    struct uuid ledger_id; /* whose records it is about; nil: the installation's */
    const char *kind;      /* "bulk" */
    const char *state;     /* queued, running, done, stopped */
    int64_t total, done, refused;
    instant created_at, changed_at;
    const char *message; /* why it was stopped; "" */
};

/* For apply functions. A new job of this account; removes its old ones. REFUSED (429) when too many are under way. */
enum status job_add(struct tx *tx, struct call *call, const char *kind, struct uuid ledger, int64_t total,
                    struct job *ret_job);
/* One chunk's results, `position` counting chunks from 0. */
enum status job_step(struct tx *tx, struct server *server, struct uuid id, int64_t position, const char *results,
                     size_t done, size_t refused);
enum status job_end(struct tx *tx, struct uuid id, const char *state, const char *message);

void put_job(struct strbuf *out, const struct job *job);

#endif
