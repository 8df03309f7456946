#include "ledger/ledger_messages.h"
#include "ledger/ranges.h"
#include "ledger/reporting.h"
#include "store/row.h"

WORDS_DEFINE(report_kind, REPORT_KIND_WORDS)
WORDS_DEFINE(report_by, REPORT_BY_WORDS)
WORDS_DEFINE(report_signer, REPORT_SIGNER_WORDS)

enum { MOST_LEAD_DAYS = 60, MOST_DUE_DAY = 366, DAYS_OF_WEEK = 7 };

static enum status check_days(struct tx *tx, const struct reporting_duty *duty, struct problems *problems)
{
    int minute;
    const struct record_head *head = &duty->head;
    bool weekly = record_has(head, FIELD_reporting_duty_frequency) && duty->frequency == frequency_weekly;
    enum status worst = range_check(tx->arena, &record_reporting_duty, head, FIELD_reporting_duty_due_day, 1,
                                    weekly ? DAYS_OF_WEEK : MOST_DUE_DAY, problems),
                status = range_check(tx->arena, &record_reporting_duty, head, FIELD_reporting_duty_lead_days, 0,
                                     MOST_LEAD_DAYS, problems);
    worst = worst ? worst : status;
    if (record_has(head, FIELD_reporting_duty_due_time) && !report_minute(duty->due_time, &minute))
        worst = problem_add(problems, REFUSED, &msg_duty_time, "due_time", duty->due_time, NULL);
    if (record_has(head, FIELD_reporting_duty_frequency) == record_has(head, FIELD_reporting_duty_once_on))
        worst = problem_add(problems, REFUSED, &msg_duty_rhythm, "frequency", NULL);
    if (record_has(head, FIELD_reporting_duty_until_on) && duty->until_on < duty->from_on)
        worst = problem_add(problems, REFUSED, &msg_duty_until, "until_on", NULL);
    return worst;
}

/* What it goes into has the same periods, and does not lead back to it. */
static enum status check_outer(struct tx *tx, const struct reporting_duty *duty, struct problems *problems)
{
    struct reporting_duty *outer = record_new(tx->arena, &record_reporting_duty);
    bool has = record_has(&duty->head, FIELD_reporting_duty_outer_id);
    struct uuid id = duty->outer_id;
    if (!has)
        return record_has(&duty->head, FIELD_reporting_duty_lead_days)
                   ? problem_add(problems, REFUSED, &msg_duty_no_outer, "outer_id", NULL)
                   : OK;
    for (int depth = 0; has; depth++) {
        if (depth == REPORTING_DEPTH || uuid_equal(id, duty->head.id))
            return problem_add(problems, REFUSED, &msg_duty_circle, "outer_id", NULL);
        enum status status = row_load(tx->db, tx->arena, &record_reporting_duty, duty->head.ledger_id, id, outer);
        if (status)
            return status == NOT_FOUND ? OK : status; /* said by the check of references */
        if (record_has(&duty->head, FIELD_reporting_duty_lead_days) && !depth &&
            (record_has(&outer->head, FIELD_reporting_duty_frequency) !=
                 record_has(&duty->head, FIELD_reporting_duty_frequency) ||
             outer->frequency != duty->frequency))
            return problem_add(problems, REFUSED, &msg_duty_other_rhythm, "lead_days", outer->title, NULL);
        has = record_has(&outer->head, FIELD_reporting_duty_outer_id);
        id = outer->outer_id;
    }
    return OK;
}

/* A day that reports were made by is not moved from under them. */
static enum status check_moved(struct tx *tx, const struct record_head *before, const struct record_head *after,
                               struct problems *problems)
{
    bool row, once = record_has(after, FIELD_reporting_duty_once_on);
    bool same = field_equal(&record_reporting_duty, FIELD_reporting_duty_once_on, before, after) &&
                field_equal(&record_reporting_duty, FIELD_reporting_duty_from_on, before, after);
    if (!once || same)
        return OK;
    struct stmt *stmt = db_prepare(tx->db, "SELECT 1 FROM \"progress_report\" WHERE \"ledger_id\"=?1 AND "
                                           "\"reporting_duty_id\"=?2 AND \"withdrawn\"=0 LIMIT 1");
    stmt_bind_uuid(stmt, 1, after->ledger_id);
    stmt_bind_uuid(stmt, 2, after->id);
    enum status status = stmt_step(stmt, &row);
    stmt_done(stmt);
    return status || !row ? status : problem_add(problems, REFUSED, &msg_duty_reported, "once_on", NULL);
}

static enum status check_count(struct tx *tx, struct uuid ledger, struct problems *problems)
{
    struct reporting all;
    enum status status = reporting_load(tx->db, tx->arena, ledger, &all);
    return status || all.count < REPORTING_DUTIES ? status
                                                  : problem_add(problems, REFUSED, &msg_duty_many, "",
                                                                arena_printf(tx->arena, "%d", REPORTING_DUTIES), NULL);
}

static enum status check_place(struct tx *tx, const struct reporting_duty *duty, struct problems *problems)
{
    bool inside = true, named = record_has(&duty->head, FIELD_reporting_duty_organisation_id);
    if (named != (duty->owed_by == report_by_one_unit))
        return problem_add(problems, REFUSED, &msg_duty_unit, "organisation_id", NULL);
    enum status status = named ? reporting_inside(tx, duty->head.ledger_id, duty->organisation_id, &inside) : OK;
    if (status)
        return status == NOT_FOUND ? OK : status;
    return inside ? OK : problem_add(problems, REFUSED, &msg_report_outside, "organisation_id", NULL);
}

static enum status reporting_duty_rules(struct tx *tx, const struct record_head *before,
                                        const struct record_head *after, struct problems *problems)
{
    const struct reporting_duty *duty = (const struct reporting_duty *)after;
    if (!record_has(after, FIELD_reporting_duty_owed_by) || !record_has(after, FIELD_reporting_duty_from_on))
        return OK; /* said already */
    const enum status found[] = {
        check_days(tx, duty, problems), check_outer(tx, duty, problems), check_place(tx, duty, problems),
        before ? check_moved(tx, before, after, problems) : check_count(tx, after->ledger_id, problems)};
    enum status worst = OK;
    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        worst = worst ? worst : found[i];
    return worst;
}

#define RECORD        reporting_duty
#define RECORD_FIELDS REPORTING_DUTY_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "应报事项", .plural = "reporting_duties", .code = -1, .title = FIELD_reporting_duty_title,                \
    .hooks = {.rules = reporting_duty_rules},
#include "record/define.h"
