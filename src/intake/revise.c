#include "intake/revise.h"

#include "intake/intake_messages.h"
#include "store/row.h"

#include <stdlib.h>
#include <string.h>

enum status revise_check(struct revising *revising, struct uuid ledger, struct uuid inspection)
{
    struct feedback_report *report = record_new(revising->tx->arena, &record_feedback_report);
    unsigned roles;
    bool replaced = false;
    enum status status = gate_load(revising->tx->db, revising->tx->arena, revising->scope, &record_feedback_report,
                                   ledger, revising->revision->report, report, &roles);
    if (status == NOT_FOUND || (!status && (report->head.withdrawn || !uuid_equal(report->inspection_id, inspection))))
        return problem_add(revising->problems, REFUSED, &msg_revise_report, "supersedes_id", NULL);
    if (status)
        return status;
    struct stmt *stmt = db_prepare(revising->tx->db, "SELECT 1 FROM \"feedback_report\" WHERE \"ledger_id\"=?1 AND "
                                                     "\"supersedes_id\"=?2 AND \"withdrawn\"=0 LIMIT 1");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, revising->revision->report);
    status = stmt_step(stmt, &replaced);
    stmt_done(stmt);
    return !status && replaced
               ? problem_add(revising->problems, REFUSED, &msg_revise_twice, "supersedes_id", report->title, NULL)
               : status;
}

static bool stands_in(const char *text, const char *part)
{
    return part && *part && strstr(text, part);
}

/* Says of one field what the letter says of it, also that it says nothing. */
static void take(const struct finding *wanted, int field, struct finding *change)
{
    if (record_has(&wanted->head, field))
        field_copy(&record_finding, field, &wanted->head, &change->head);
    else
        record_null(&change->head, field);
}

static void take_deadline(const struct finding *now, const struct finding *wanted, struct finding *change)
{
    bool has = record_has(&now->head, FIELD_finding_due), says = record_has(&wanted->head, FIELD_finding_due);
    bool of_letter = has && stands_in(now->verbatim, now->due.text);
    if (has ? !of_letter : !says)
        return;
    take(wanted, FIELD_finding_due, change);
    if (record_has(&wanted->head, FIELD_finding_review_on) && !record_has(&now->head, FIELD_finding_review_on))
        take(wanted, FIELD_finding_review_on, change);
}

enum status revise_finding(struct revising *revising, struct uuid was, const char *place, const struct finding *wanted)
{
    static const int of_letter[] = {FIELD_finding_verbatim, FIELD_finding_feedback_report_id, FIELD_finding_span_start,
                                    FIELD_finding_span_end, FIELD_finding_outline_no,         FIELD_finding_position,
                                    FIELD_finding_parent_id};
    struct arena *arena = revising->tx->arena;
    struct finding *now = record_new(arena, &record_finding), *change = record_new(arena, &record_finding);
    unsigned roles;
    enum status status =
        gate_load(revising->tx->db, arena, revising->scope, &record_finding, wanted->head.ledger_id, was, now, &roles);
    if (status == NOT_FOUND || (!status && (now->head.withdrawn || now->level != wanted->level ||
                                            !record_has(&now->head, FIELD_finding_feedback_report_id) ||
                                            !uuid_equal(now->feedback_report_id, revising->revision->report))))
        return problem_add(revising->problems, REFUSED, &msg_revise_node, place, place, NULL);
    if (status)
        return status;
    if (!record_has(&now->head, FIELD_finding_verbatim))
        now->verbatim = "";
    change->head.ledger_id = now->head.ledger_id;
    change->head.id = now->head.id;
    for (size_t i = 0; i < sizeof of_letter / sizeof *of_letter; i++)
        take(wanted, of_letter[i], change);
    if (stands_in(now->verbatim, now->title))
        take(wanted, FIELD_finding_title, change);
    take_deadline(now, wanted, change);
    if (strcmp(now->verbatim, wanted->verbatim) == 0)
        revising->result.kept++;
    else
        revising->result.changed++;
    struct change correct = {.type = &record_finding, .record = &change->head, .event = "correct"};
    return gate_set(revising->tx, revising->scope, revising->command, &correct, revising->problems);
}

static int deepest_first(const void *a, const void *b)
{
    const struct finding *const *left = a, *const *right = b;
    return (*left)->depth < (*right)->depth ? 1 : (*left)->depth > (*right)->depth ? -1 : 0;
}

enum status revise_withdraw(struct revising *revising, struct uuid ledger)
{
    struct tx *tx = revising->tx;
    const struct revision *revision = revising->revision;
    struct finding **gone = ARENA_ARRAY(tx->arena, struct finding *, revision->gone_count + 1);
    enum status status = OK;
    for (size_t i = 0; i < revision->gone_count && !status; i++) {
        unsigned roles;
        gone[i] = record_new(tx->arena, &record_finding);
        status =
            gate_load(tx->db, tx->arena, revising->scope, &record_finding, ledger, revision->gone[i], gone[i], &roles);
        if (status == NOT_FOUND || (!status && (!record_has(&gone[i]->head, FIELD_finding_feedback_report_id) ||
                                                !uuid_equal(gone[i]->feedback_report_id, revision->report))))
            return problem_add(revising->problems, REFUSED, &msg_revise_gone, "withdraw", NULL);
    }
    qsort(gone, revision->gone_count, sizeof *gone, deepest_first);
    for (size_t i = 0; i < revision->gone_count && !status; i++) {
        status = gate_withdraw(tx, revising->scope, revising->command, &record_finding, ledger, gone[i]->head.id,
                               msg_revise_reason.zh, revising->problems);
        revising->result.withdrawn += !status;
    }
    return status;
}
