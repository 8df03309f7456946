/* people: units and people come in from a workbook; declared in "api/handlers.h". Runs on the password pool: every new
 * account's code is hashed. */
#include "intake/people.h"
#include "api/handlers.h"
#include "intake/people_messages.h"

#include <stdio.h>
#include <string.h>

struct part {
    struct call *call;
    struct people_write write;
};

/* Rights as of this transaction, for each part. */
static enum status apply_part(struct tx *tx, void *context, struct problems *problems)
{
    struct part *part = context;
    enum status status = session_scope(tx, part->call->session, problems, &part->write.scope);
    return status ? status : people_apply(tx, &part->write, problems);
}

static enum status write_parts(struct call *call, struct people_plan *plan)
{
    struct actor actor = call->actor;
    struct part part = {.call = call, .write = {.plan = plan, .actor = &actor}};
    enum status status = OK;
    actor.via = via_import;
    for (; part.write.part < people_parts(plan) && !status; part.write.part++) {
        if (!call->dry_run)
            status = people_prepare(plan, part.write.part, &call->problems);
        if (!status)
            status = call_write_and_wait(call, apply_part, &part);
        if (!status && !call->dry_run)
            people_done(plan, part.write.part);
    }
    if (status && part.write.part > 1) {
        char done[24], all[24];
        snprintf(done, sizeof done, "%zu", part.write.part - 1);
        snprintf(all, sizeof all, "%zu", people_parts(plan));
        problem_add(&call->problems, status, &msg_people_cut_short, "", done, all, NULL);
    }
    return status;
}

static enum status read_and_plan(struct call *call, const char *name, struct people_plan **ret_plan)
{
    const char *skip = http_query(call->http, "skip_refused");
    struct people_options options = {.skip_refused = skip && strcmp(skip, "true") == 0};
    struct people_sheet *sheet = ARENA_NEW(call->arena, struct people_sheet); /* the plan points into it */
    struct db *db;
    enum status status =
        people_read(call->arena, call->http->body, call->http->body_size, name, &call->problems, sheet);
    if (!status)
        status = readers_take(call->server->heavy_readers, &call->problems, &db);
    if (status)
        return status;
    status = db_begin_read(db);
    if (!status)
        status = people_plan(db, call->arena, &call->server->setup.clock, call->scope, sheet, &options, &call->problems,
                             ret_plan);
    if (status == FAILED && db_failure(db))
        db_problem(db, &call->problems);
    readers_give(call->server->heavy_readers, db, status == FAILED);
    return status;
}

enum status people_import_prepare(struct call *call)
{
    const char *name = "";
    struct people_plan *plan = NULL;
    enum status status = upload_name(call, &name);
    if (!status)
        status = read_and_plan(call, name, &plan);
    bool refused_rows = status == REFUSED && plan;
    /* the check is the plan; where one write holds everything, it is tried out as well */
    if (!status && (!call->dry_run || people_parts(plan) == 1))
        status = write_parts(call, plan);
    if (status && !(refused_rows && call->dry_run))
        return status;
    people_json(plan, call->language, !call->dry_run, call_out(call));
    return OK;
}
