/* sample_reports: what the units of the sample bureau have reported this week; declared in "cli/setup.h". Each writes
 * and sends his own, as he would on his page; the office receives, or returns. */
#include "cli/setup.h"
#include "record/json.h"
#include "schedule/report_draft.h"
#include "schedule/report_usual.h"
#include "workflow/mover.h"

#include <string.h>

struct desk {
    struct cli *cli;
    const struct sample_books *books;
    struct tx *tx;
    struct problems *problems;
    struct uuid duty;
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static enum status resolve(struct desk *d, const struct record_type *type, const char *name, struct uuid *ret_id)
{
    return name_resolve(d->tx->db, d->tx->arena, NULL, type, d->books->ledger, name, "", d->problems, ret_id);
}

static enum status enters(struct desk *d, const char *who, struct actor *ret_actor, struct scope *ret_scope)
{
    *ret_actor = d->cli->actor;
    enum status status = resolve(d, &record_person, who, &ret_actor->person_id);
    return status ? status : scope_resolve(d->tx->db, d->tx->arena, d->tx->clock, ret_actor->person_id, ret_scope);
}

/* ---- one report ---- */

static enum status fill(struct desk *d, const json_t *json, struct progress_report *report)
{
    enum status status = OK;
    for (int i = 0; i < (int)record_progress_report.count && !status; i++) {
        const char *text = text_of(json, record_progress_report.fields[i].name);
        if (text && record_progress_report.fields[i].kind == KIND_long_text)
            status = field_from_text(d->tx->arena, &record_progress_report, i, text, d->problems, &report->head);
    }
    return status;
}

static enum status write_one(struct desk *d, const json_t *json, struct uuid *ret_id)
{
    struct uuid unit;
    struct actor actor;
    struct scope scope;
    struct report_draft draft;
    const struct insight insight = {.db = d->tx->db, .arena = d->tx->arena, .scope = &scope, .clock = d->tx->clock};
    const struct report_wish wish = {.duty = &d->duty, .unit = &unit};
    enum status status = resolve(d, &record_organisation, text_of(json, "unit"), &unit);
    if (!status)
        status = enters(d, text_of(json, "by"), &actor, &scope);
    if (!status)
        status = report_draft_read(&insight, d->books->ledger, &wish, d->problems, &draft);
    if (status)
        return status;
    struct command command = command_new(d->tx, &actor);
    struct progress_report *report =
        report_of_draft(d->tx->arena, d->books->ledger, &draft, json_is_true(json_object_get(json, "no_news")));
    status = fill(d, json, report);
    if (!status)
        status = gate_add(d->tx, &scope, &command, &record_progress_report, &report->head, d->problems);
    *ret_id = report->head.id;
    return status;
}

static enum status move_one(struct desk *d, const char *who, const char *event, const char *reason, struct uuid id)
{
    struct actor actor;
    struct scope scope;
    struct progress_report *given = record_new(d->tx->arena, &record_progress_report);
    enum status status = enters(d, who, &actor, &scope);
    if (status)
        return status;
    if (reason) {
        given->return_reason = reason;
        record_present(&given->head, FIELD_progress_report_return_reason);
    }
    struct command command = command_new(d->tx, &actor);
    const struct move move = {
        .type = &record_progress_report, .ledger = d->books->ledger, .id = id, .event = event, .given = &given->head};
    return workflow_move(d->tx, &scope, &command, &move, d->problems);
}

/* ---- all of them ---- */

static enum status report_all(struct desk *d, const json_t *reports)
{
    size_t i;
    json_t *one;
    enum status status = OK;
    json_array_foreach(json_object_get(reports, "reports"), i, one)
    {
        struct uuid id = {0};
        const char *then = text_of(one, "then");
        if (!status)
            status = write_one(d, one, &id);
        if (!status && then)
            status = move_one(d, text_of(one, "by"), "send", NULL, id);
        if (!status && then && strcmp(then, "send") != 0)
            status = move_one(d, text_of(reports, "office"), then, text_of(one, "reason"), id);
    }
    return status;
}

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct desk *d = context;
    const json_t *reports = json_object_get(d->books->json, "reports");
    struct actor actor;
    struct scope scope;
    int64_t count;
    d->tx = tx;
    d->problems = problems;
    enum status status = enters(d, text_of(reports, "office"), &actor, &scope);
    struct command command = command_new(tx, &actor);
    if (!status)
        status = report_usual_use(tx, &scope, &command, d->books->ledger, problems, &count);
    if (!status)
        status = resolve(d, &record_reporting_duty, text_of(reports, "duty"), &d->duty);
    return status ? status : report_all(d, reports);
}

enum status setup_sample_reports(struct cli *cli, const struct sample_books *books)
{
    struct desk d = {.cli = cli, .books = books};
    return cli_write(cli, apply, &d);
}
