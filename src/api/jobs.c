#include "api/jobs.h"

#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/streams.h"
#include "journal/journal_messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JOB_COLUMNS                                                                                                    \
    "\"id\",\"account_id\",\"kind\",\"state\",\"total\",\"done\",\"refused\",\"created_at\",\"changed_at\","           \
    "\"message\",\"ledger_id\""

static bool is_unfinished(const struct job *job)
{
    return strcmp(job->state, "queued") == 0 || strcmp(job->state, "running") == 0;
}

static void read_job(struct stmt *stmt, struct arena *arena, instant now, struct job *ret_job)
{
    *ret_job = (struct job){.id = stmt_uuid(stmt, 0),
                            .account_id = stmt_uuid(stmt, 1),
                            .kind = arena_strdup(arena, stmt_text(stmt, 2)),
                            .state = arena_strdup(arena, stmt_text(stmt, 3)),
                            .total = stmt_int(stmt, 4),
                            .done = stmt_int(stmt, 5),
                            .refused = stmt_int(stmt, 6),
                            .created_at = stmt_int(stmt, 7),
                            .changed_at = stmt_int(stmt, 8),
                            .message = arena_strdup(arena, stmt_text(stmt, 9)),
                            .ledger_id = stmt_uuid(stmt, 10)};
    if (is_unfinished(ret_job) && ret_job->changed_at + (instant)JOB_SILENT_SECONDS * 1000 < now)
        ret_job->state = "stopped";
}

static enum status load(struct db *db, struct arena *arena, instant now, struct uuid id, struct job *ret_job)
{
    bool row;
    struct stmt *stmt = db_prepare(db, "SELECT " JOB_COLUMNS " FROM \"job\" WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, id);
    enum status status = stmt_step(stmt, &row);
    if (!status && row)
        read_job(stmt, arena, now, ret_job);
    stmt_done(stmt);
    return status ? status : row ? OK : NOT_FOUND;
}

void put_job(struct strbuf *out, const struct job *job)
{
    char id[UUID_TEXT];
    uuid_text(job->id, id);
    strbuf_adds(out, "{\"id\":");
    put_uuid(out, job->id);
    strbuf_add_member(out, "kind", job->kind);
    strbuf_add_member(out, "state", job->state);
    strbuf_add_member_int(out, "total", job->total);
    strbuf_add_member_int(out, "done", job->done);
    strbuf_add_member_int(out, "refused", job->refused);
    strbuf_adds(out, ",\"created_at\":");
    put_instant(out, job->created_at);
    strbuf_adds(out, ",\"changed_at\":");
    put_instant(out, job->changed_at);
    strbuf_add_member_name(out, "message");
    if (*job->message)
        strbuf_add_json(out, job->message);
    else
        strbuf_adds(out, "null");
    strbuf_adds(out, ",\"results\":\"/api/v1/jobs/");
    strbuf_adds(out, id);
    strbuf_adds(out, "/results\"}");
}

/* ---- written by whoever does the work ---- */

static enum status remove_old(struct tx *tx, struct uuid account)
{
    instant before = clock_now(tx->clock) - (instant)JOB_KEPT_DAYS * 24 * 3600 * 1000;
    struct stmt *stmt = db_prepare(tx->db, "DELETE FROM \"job_part\" WHERE \"job_id\" IN (SELECT \"id\" FROM \"job\" "
                                           "WHERE \"account_id\"=?1 AND \"changed_at\"<?2)");
    stmt_bind_uuid(stmt, 1, account);
    stmt_bind_int(stmt, 2, before);
    enum status status = stmt_run(stmt);
    stmt = db_prepare(tx->db, "DELETE FROM \"job\" WHERE \"account_id\"=?1 AND \"changed_at\"<?2");
    stmt_bind_uuid(stmt, 1, account);
    stmt_bind_int(stmt, 2, before);
    return status ? status : stmt_run(stmt);
}

static enum status count_unfinished(struct tx *tx, struct uuid account, int64_t *ret_count)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT count(*) FROM \"job\" WHERE \"account_id\"=?1 AND \"state\" IN "
                                           "('queued','running') AND \"changed_at\">=?2");
    stmt_bind_uuid(stmt, 1, account);
    stmt_bind_int(stmt, 2, clock_now(tx->clock) - (instant)JOB_SILENT_SECONDS * 1000);
    enum status status = stmt_step(stmt, &row);
    *ret_count = !status && row ? stmt_int(stmt, 0) : 0;
    stmt_done(stmt);
    return status;
}

enum status job_add(struct tx *tx, struct call *call, const char *kind, struct uuid ledger, int64_t total,
                    struct job *ret_job)
{
    struct uuid account = call->session->scope.account_id;
    instant now = clock_now(tx->clock);
    int64_t unfinished;
    enum status status = remove_old(tx, account);
    if (!status)
        status = count_unfinished(tx, account, &unfinished);
    if (status)
        return status;
    if (unfinished >= JOBS_OF_ACCOUNT)
        return call_refuse(call, 429, &msg_api_jobs_many, "", NULL);
    *ret_job = (struct job){.id = uuid_new(now),
                            .account_id = account,
                            .ledger_id = ledger,
                            .kind = kind,
                            .state = "queued",
                            .total = total,
                            .created_at = now,
                            .changed_at = now,
                            .message = ""};
    struct stmt *stmt =
        db_prepare(tx->db, "INSERT INTO \"job\" (" JOB_COLUMNS ",\"server_id\") VALUES (?1,?2,?3,'queued',?4,0,0,"
                           "?5,?6,'',?7,?8)");
    stmt_bind_uuid(stmt, 1, ret_job->id);
    stmt_bind_uuid(stmt, 2, account);
    stmt_bind_text(stmt, 3, kind);
    stmt_bind_int(stmt, 4, total);
    stmt_bind_int(stmt, 5, now);
    stmt_bind_int(stmt, 6, now);
    stmt_bind_uuid(stmt, 7, ledger);
    stmt_bind_uuid(stmt, 8, call->server->id);
    return stmt_run(stmt);
}

/* Those that wait behind this one are alive, too. */
static enum status touch_all(struct tx *tx, const struct server *server)
{
    struct stmt *stmt =
        db_prepare(tx->db, "UPDATE \"job\" SET \"changed_at\"=?1 WHERE \"server_id\"=?2 AND \"state\" IN "
                           "('queued','running')");
    stmt_bind_int(stmt, 1, clock_now(tx->clock));
    stmt_bind_uuid(stmt, 2, server->id);
    return stmt_run(stmt);
}

enum status job_step(struct tx *tx, struct server *server, struct uuid id, int64_t position, const char *results,
                     size_t done, size_t refused)
{
    struct stmt *stmt =
        db_prepare(tx->db, "INSERT INTO \"job_part\" (\"job_id\",\"position\",\"results\") VALUES (?1,?2,?3)");
    stmt_bind_uuid(stmt, 1, id);
    stmt_bind_int(stmt, 2, position);
    stmt_bind_text(stmt, 3, results);
    enum status status = stmt_run(stmt);
    if (status)
        return status;
    stmt = db_prepare(tx->db, "UPDATE \"job\" SET \"state\"='running',\"done\"=\"done\"+?2,\"refused\"=\"refused\"+?3 "
                              "WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, id);
    stmt_bind_int(stmt, 2, (int64_t)done);
    stmt_bind_int(stmt, 3, (int64_t)refused);
    status = stmt_run(stmt);
    return status ? status : touch_all(tx, server);
}

enum status job_end(struct tx *tx, struct uuid id, const char *state, const char *message)
{
    struct stmt *stmt =
        db_prepare(tx->db, "UPDATE \"job\" SET \"state\"=?2,\"message\"=?3,\"changed_at\"=?4 WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, id);
    stmt_bind_text(stmt, 2, state);
    stmt_bind_text(stmt, 3, message);
    stmt_bind_int(stmt, 4, clock_now(tx->clock));
    return stmt_run(stmt);
}

/* ---- reading; declared in "api/handlers.h" ---- */

/* His own, and of a ledger that this session sees. */
static bool may_see(const struct call *call, const struct job *job)
{
    return uuid_equal(job->account_id, call->session->scope.account_id) &&
           (uuid_is_nil(job->ledger_id) || scope_roles_in(&call->session->scope, job->ledger_id));
}

/* The job of the address, if he may see it. */
static enum status find(struct call *call, struct db *db, struct job *ret_job)
{
    struct uuid id;
    enum status status = uuid_parse(call->arguments[0], &id) ? OK : NOT_FOUND;
    if (!status)
        status = load(db, call->arena, clock_now(&call->server->setup.clock), id, ret_job);
    if (!status && !may_see(call, ret_job))
        status = NOT_FOUND;
    return status == NOT_FOUND ? problem_add(&call->problems, NOT_FOUND, &msg_api_no_job, "", NULL) : status;
}

enum status jobs_get_answer(struct call *call, struct db *db)
{
    struct job job;
    enum status status = find(call, db, &job);
    if (!status)
        put_job(call_out(call), &job);
    return status;
}

enum status jobs_list_answer(struct call *call, struct db *db)
{
    char most[16];
    bool row, any = false;
    struct job job;
    struct strbuf *out = call_out(call);
    snprintf(most, sizeof most, "%d", JOBS_LISTED);
    struct stmt *stmt = db_prepare(db, "SELECT " JOB_COLUMNS " FROM \"job\" WHERE \"account_id\"=?1 ORDER BY "
                                       "\"created_at\" DESC LIMIT ?2");
    stmt_bind_uuid(stmt, 1, call->session->scope.account_id);
    stmt_bind_int(stmt, 2, JOBS_LISTED);
    enum status status;
    strbuf_adds(out, "{\"rows\":[");
    while (!(status = stmt_step(stmt, &row)) && row) {
        read_job(stmt, call->arena, clock_now(&call->server->setup.clock), &job);
        if (!may_see(call, &job))
            continue;
        strbuf_adds(out, any ? ",\n" : "\n");
        put_job(out, &job);
        any = true;
    }
    stmt_done(stmt);
    strbuf_adds(out, "]}");
    return status;
}

enum { PARTS_A_PAGE = 5 };

/* A page of results: `after` is the number of the part before. */
enum status jobs_results_answer(struct call *call, struct db *db)
{
    struct job job;
    bool row;
    int64_t last = -1, count = 0;
    const char *after = http_query(call->http, "after");
    struct strbuf *out = call_out(call);
    enum status status = find(call, db, &job);
    if (status)
        return status;
    if (after && *after) {
        char *end;
        last = strtoll(after, &end, 10);
        if (*end || last < 0)
            return problem_add(&call->problems, REFUSED, &msg_api_number, "after", "after", "…", NULL);
    }
    struct stmt *stmt = db_prepare(db, "SELECT \"position\",\"results\" FROM \"job_part\" WHERE \"job_id\"=?1 AND "
                                       "\"position\">?2 ORDER BY \"position\" LIMIT ?3");
    stmt_bind_uuid(stmt, 1, job.id);
    stmt_bind_int(stmt, 2, last);
    stmt_bind_int(stmt, 3, PARTS_A_PAGE + 1);
    strbuf_adds(out, "{\"results\":[");
    while (!(status = stmt_step(stmt, &row)) && row && ++count <= PARTS_A_PAGE) {
        last = stmt_int(stmt, 0);
        strbuf_adds(out, count > 1 ? "," : "");
        strbuf_adds(out, stmt_text(stmt, 1)); /* as put there by job_step */
    }
    stmt_done(stmt);
    strbuf_adds(out, "],\"next\":");
    if (count > PARTS_A_PAGE)
        strbuf_addf(out, "\"%lld\"", (long long)last);
    else
        strbuf_adds(out, "null");
    strbuf_addc(out, '}');
    return status;
}

/* ---- its progress, as it happens ---- */

static int64_t progress_of(const struct job *job)
{
    return job->done + job->refused + (is_unfinished(job) ? 0 : (int64_t)1 << 40);
}

static enum status has_news(struct look *look, const struct stream_target *target, bool *ret_news)
{
    struct job job;
    enum status status = load(look->db, look->arena, clock_now(&look->server->setup.clock), target->id, &job);
    *ret_news = !status && progress_of(&job) != target->position;
    return status;
}

static enum status tell(struct look *look, const struct session *session, struct stream_target *target,
                        struct strbuf *out)
{
    struct job job;
    enum status status = load(look->db, look->arena, clock_now(&look->server->setup.clock), target->id, &job);
    if (!status && !uuid_equal(job.account_id, session->scope.account_id))
        status = NOT_FOUND;
    if (status)
        return status;
    target->position = progress_of(&job);
    strbuf_adds(out, "event: progress\ndata: ");
    put_job(out, &job);
    strbuf_adds(out, "\n\n");
    return is_unfinished(&job) ? OK : NOT_FOUND;
}

static const struct stream_kind progress = {has_news, tell};

enum status jobs_events_answer(struct call *call, struct db *db)
{
    struct job job;
    enum status status = find(call, db, &job);
    struct stream_target target = {.id = job.id, .position = -1};
    return status ? status : stream_open(call, &progress, &target, "retry: 3000\n\n");
}
