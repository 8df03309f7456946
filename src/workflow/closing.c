/* closing: declared in "ledger/closing.h"; here, because the life cycle says in which states it may be asked for. */
#include "ledger/closing.h"

#include "ledger/ledger_messages.h"
#include "store/row.h"
#include "workflow/lifecycle.h"

#include <string.h>

/* The finding and its points and demands: what a measure of it may answer. */
#define BELOW                                                                                                          \
    "(\"n\".\"ref_id\"=?2 OR \"n\".\"ref_id\" IN (SELECT \"id\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND "          \
    "\"parent_id\"=?2 AND \"withdrawn\"=0))"

/* Adds a message for each row: column 0 names what is meant. */
static enum status name_each(struct tx *tx, const char *sql, const struct finding *finding,
                             const struct message *message, const char *field, struct problems *problems)
{
    bool row;
    enum status status, worst = OK;
    struct stmt *stmt = db_prepare(tx->db, sql);
    stmt_bind_uuid(stmt, 1, finding->head.ledger_id);
    stmt_bind_uuid(stmt, 2, finding->head.id);
    while (!(status = stmt_step(stmt, &row)) && row)
        worst = problem_add(problems, REFUSED, message, field, arena_strdup(tx->arena, stmt_text(stmt, 0)), NULL);
    stmt_done(stmt);
    return status ? status : worst;
}

static enum status check_measures(struct tx *tx, const struct finding *finding, struct problems *problems)
{
    bool row;
    struct stmt *stmt = db_prepare(
        tx->db, "SELECT count(*) FROM \"corrective_action_answers\" AS \"n\" JOIN \"corrective_action\" AS \"c\" ON "
                "\"c\".\"ledger_id\"=?1 AND \"c\".\"id\"=\"n\".\"id\" WHERE \"n\".\"ledger_id\"=?1 AND " BELOW
                " AND \"c\".\"withdrawn\"=0");
    stmt_bind_uuid(stmt, 1, finding->head.ledger_id);
    stmt_bind_uuid(stmt, 2, finding->head.id);
    enum status status = stmt_step(stmt, &row);
    bool none = !status && row && stmt_int(stmt, 0) == 0;
    stmt_done(stmt);
    if (status)
        return status;
    if (none)
        return problem_add(problems, REFUSED, &msg_closing_no_measure, "", NULL);
    return name_each(tx,
                     "SELECT DISTINCT \"c\".\"number\" FROM \"corrective_action_answers\" AS \"n\" JOIN "
                     "\"corrective_action\" AS \"c\" ON \"c\".\"ledger_id\"=?1 AND \"c\".\"id\"=\"n\".\"id\" WHERE "
                     "\"n\".\"ledger_id\"=?1 AND " BELOW " AND \"c\".\"withdrawn\"=0 AND \"c\".\"state\"<>'done' ORDER "
                     "BY \"c\".\"number\"",
                     finding, &msg_closing_measure_open, "", problems);
}

/* A point or demand has a measure of its own, or says what became of it. */
static enum status check_parts(struct tx *tx, const struct finding *finding, struct problems *problems)
{
    return name_each(
        tx,
        "SELECT \"f\".\"title\" FROM \"finding\" AS \"f\" WHERE \"f\".\"ledger_id\"=?1 AND "
        "\"f\".\"parent_id\"=?2 AND \"f\".\"withdrawn\"=0 AND \"f\".\"level\" IN ('point','demand') AND "
        "\"f\".\"completion\" IS NULL AND NOT EXISTS (SELECT 1 FROM \"corrective_action_answers\" AS "
        "\"n\" JOIN \"corrective_action\" AS \"c\" ON \"c\".\"ledger_id\"=?1 AND \"c\".\"id\"=\"n\".\"id\" "
        "WHERE \"n\".\"ledger_id\"=?1 AND \"n\".\"ref_id\"=\"f\".\"id\" AND \"c\".\"withdrawn\"=0) ORDER "
        "BY \"f\".\"path\"",
        finding, &msg_closing_part_silent, "", problems);
}

/* Each criterion agreed beforehand is assessed, and met. */
static enum status check_criteria(struct tx *tx, const struct finding *finding, struct problems *problems)
{
    return name_each(tx,
                     "SELECT \"criterion\" FROM \"acceptance_criterion\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 "
                     "AND \"withdrawn\"=0 AND (\"own_met\" IS NULL OR \"own_met\"<>'met') ORDER BY "
                     "COALESCE(\"position\",0),\"id\"",
                     finding, &msg_closing_criterion_open, "criteria", problems);
}

static enum status check_files(struct tx *tx, const struct closure_request *request, struct problems *problems)
{
    struct attachment *report = record_new(tx->arena, &record_attachment);
    if (!record_has(&request->head, FIELD_closure_request_report_id))
        return OK; /* said by the check of required fields */
    enum status status =
        row_load(tx->db, tx->arena, &record_attachment, request->head.ledger_id, request->report_id, report);
    if (status)
        return status == NOT_FOUND ? OK : status;
    bool own = record_has(&report->head, FIELD_attachment_finding_id) &&
               uuid_equal(report->finding_id, request->finding_id) && !report->head.withdrawn;
    return own ? OK : problem_add(problems, REFUSED, &msg_closing_other_report, "report_id", NULL);
}

bool closing_possible(const struct finding *finding)
{
    return (finding->level == finding_level_finding || finding->level == finding_level_demand) &&
           !finding->head.withdrawn && lifecycle_row(lifecycle_of(&record_finding), finding->state, "submit") != NULL;
}

static enum status worse(enum status worst, enum status status)
{
    return worst == FAILED || worst == BUSY || !status ? worst : status;
}

enum status closing_gate(struct tx *tx, const struct finding *finding, const struct closure_request *request,
                         struct problems *problems)
{
    enum status worst = OK;
    if (finding->level != finding_level_finding && finding->level != finding_level_demand)
        return problem_add(problems, REFUSED, &msg_closing_no_finding, "finding_id", NULL);
    if (!closing_possible(finding))
        worst = problem_add(problems, REFUSED, &msg_closing_state, "finding_id", NULL);
    worst = worse(worst, check_measures(tx, finding, problems));
    worst = worse(worst, check_parts(tx, finding, problems));
    worst = worse(worst, check_criteria(tx, finding, problems));
    if (!record_has(&finding->head, FIELD_finding_cause))
        worst = worse(worst, problem_add(problems, REFUSED, &msg_closing_no_cause, "cause", NULL));
    if (request && record_has(&request->head, FIELD_closure_request_completion) &&
        (request->completion == completion_not_done || request->completion == completion_continuing))
        worst = worse(worst, problem_add(problems, REFUSED, &msg_closing_not_done, "completion", NULL));
    return request ? worse(worst, check_files(tx, request, problems)) : worst;
}
