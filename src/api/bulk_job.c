#include "api/bulk_job.h"

#include "access/access_messages.h"
#include "api/api_messages.h"
#include "api/jobs.h"
#include "record/json.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bulk_job {
    struct task task;
    struct server *server;
    struct session *session;
    struct actor actor;
    enum language language;
    bool dry_run;
    struct uuid id;
    const struct record_type *type;
    struct uuid ledger_id;
    const char *event;
    char *body, *address;
    size_t size;
    struct bulk bulk; /* read from the body again when its turn has come */
    size_t from;      /* of the chunk that is written */
};

/* ---- one chunk ---- */

static enum status run_rows(struct tx *tx, const struct bulk_job *job, size_t to, struct bulk_run *run)
{
    enum status status = job->dry_run ? db_savepoint(tx->db) : OK;
    if (!status)
        status = bulk_run(tx, &job->bulk, job->from, to, run);
    if (job->dry_run && db_rollback_to(tx->db))
        status = FAILED;
    return status;
}

static enum status apply_chunk(struct tx *tx, void *context, struct problems *problems)
{
    const struct bulk_job *job = context;
    const struct scope *scope;
    struct strbuf results = {0};
    size_t to = job->from + BULK_CHUNK < job->bulk.count ? job->from + BULK_CHUNK : job->bulk.count;
    enum status status = session_scope(tx, job->session, problems, &scope);
    if (status == FORBIDDEN)
        return problem_add(problems, FORBIDDEN, &msg_no_session, "", NULL);
    if (status)
        return status;
    struct command command = command_new(tx, &job->actor);
    command.batch_id = job->id;
    struct bulk_run run = {job->server, scope, &command, job->language, &results, 0, 0};
    status = run_rows(tx, job, to, &run);
    if (!status)
        status = job_step(tx, job->server, job->id, (int64_t)(job->from / BULK_CHUNK), strbuf_text(&results), run.done,
                          run.refused);
    strbuf_free(&results);
    return status;
}

struct ending {
    const struct bulk_job *job;
    const char *state, *message;
};

static enum status apply_end(struct tx *tx, void *context, struct problems *problems)
{
    (void)problems;
    const struct ending *ending = context;
    return job_end(tx, ending->job->id, ending->state, ending->message);
}

/* BUSY is waited out. */
static enum status write_one(struct bulk_job *job, struct arena *arena, void *context,
                             enum status (*apply)(struct tx *tx, void *context, struct problems *problems),
                             struct problems *problems)
{
    enum { ATTEMPTS = 20, WAIT_MILLISECONDS = 250 };
    enum status status = BUSY;
    for (int i = 0; i < ATTEMPTS && status == BUSY; i++) {
        problems_init(problems, arena);
        if (i)
            usleep(WAIT_MILLISECONDS * 1000);
        status = server_write(job->server, apply, context, problems, false);
    }
    return status;
}

static void end(struct bulk_job *job, struct arena *arena, enum status status, struct problems *problems)
{
    struct strbuf message = {0};
    bool stopped = status || job->from < job->bulk.count;
    if (!status && stopped)
        problem_add(problems, BUSY, &msg_api_job_stopped, "", NULL);
    for (size_t i = 0; stopped && i < problems->count && i < 1; i++)
        problem_text(&problems->items[i], job->language, &message);
    struct ending ending = {job, stopped ? "stopped" : "done", arena_strdup(arena, strbuf_text(&message))};
    write_one(job, arena, &ending, apply_end, problems); /* when even this fails, its silence tells */
    strbuf_free(&message);
}

static void run(void *context)
{
    struct bulk_job *job = context;
    struct arena *arena = arena_new();
    struct problems problems;
    json_t *json = NULL;
    problems_init(&problems, arena);
    enum status status = json_parse(job->body, job->size, &problems, &json);
    if (!status)
        status = bulk_read(arena, job->type, job->ledger_id, json, &problems, &job->bulk);
    job->bulk.event = job->event;
    for (; !status && job->from < job->bulk.count && !server_is_stopping(job->server); job->from += BULK_CHUNK)
        if ((status = write_one(job, arena, job, apply_chunk, &problems)))
            break;
    end(job, arena, status, &problems);
    json_decref(json);
    arena_free(arena);
    sessions_give(job->server->sessions, job->session);
    free(job->body);
    free(job->address);
    free(job);
}

void bulk_job_start(struct call *call, struct uuid id, const struct bulk *bulk, bool dry_run)
{
    struct bulk_job *job = xmalloc(sizeof *job);
    job->server = call->server;
    job->session = sessions_hold(call->server->sessions, call->session);
    job->address = xstrdup(call->actor.address ? call->actor.address : "");
    job->actor = call->actor;
    job->actor.address = job->address;
    job->language = call->language;
    job->dry_run = dry_run;
    job->id = id;
    job->type = bulk->type;
    job->ledger_id = bulk->ledger_id;
    job->event = bulk->event;
    job->size = call->http->body_size;
    job->body = memcpy(xmalloc(job->size + 1), call->http->body, job->size);
    job->task = (struct task){.run = run, .context = job};
    if (pool_submit(call->server->batches, &job->task)) { /* it stays queued, and its silence tells */
        sessions_give(job->server->sessions, job->session);
        free(job->body);
        free(job->address);
        free(job);
    }
}
