#include "access/ledger_fields.h"
#include "ledger/ledger_code.h"
#include "ledger/ledger_messages.h"
#include "ledger/reporting.h"
#include "store/row.h"

WORDS_DEFINE(report_state, REPORT_STATE_WORDS)

/* ---- what the duty says of it ---- */

static enum status check_unit(struct tx *tx, const struct progress_report *report, const struct reporting_duty *duty,
                              struct problems *problems)
{
    struct ledger *ledger = record_new(tx->arena, &record_ledger);
    struct uuid whose = duty->organisation_id;
    enum status status = OK;
    if (duty->owed_by == report_by_each_unit)
        return OK;
    if (duty->owed_by == report_by_office) {
        status = row_load(tx->db, tx->arena, &record_ledger, (struct uuid){0}, report->head.ledger_id, ledger);
        whose = ledger->organisation_id;
    }
    return status || uuid_equal(whose, report->organisation_id)
               ? status
               : problem_add(problems, REFUSED, &msg_report_unit, "organisation_id", duty->title, NULL);
}

/* Its day is written down when it is begun: a duty changed later does not make anybody late. */
static enum status take_day(struct tx *tx, struct progress_report *report, struct problems *problems)
{
    struct reporting all;
    struct report_period period;
    char time[6];
    enum status status = reporting_load(tx->db, tx->arena, report->head.ledger_id, &all);
    const struct reporting_duty *duty = status ? NULL : reporting_find(&all, report->reporting_duty_id);
    if (!duty)
        return status ? status : problem_add(problems, REFUSED, &msg_report_no_duty, "reporting_duty_id", NULL);
    bool owed = reporting_period(&all, duty, report->until_on, &period);
    if (!owed || period.from != report->from_on || period.until != report->until_on)
        return problem_add(problems, REFUSED, &msg_report_period, "until_on", duty->title, NULL);
    report_minute_text(period.minute, time);
    report->due_on = period.due;
    report->due_time = arena_strdup(tx->arena, time);
    record_present(&report->head, FIELD_progress_report_due_on);
    record_present(&report->head, FIELD_progress_report_due_time);
    return check_unit(tx, report, duty, problems);
}

static enum status progress_report_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                           struct problems *problems)
{
    (void)command;
    struct progress_report *report = (struct progress_report *)record;
    report->state = report_state_drafted;
    record_present(record, FIELD_progress_report_state);
    enum status status = number_next(tx, record->ledger_id, "progress_report", "B", &report->number);
    if (!status)
        record_present(record, FIELD_progress_report_number);
    bool by_duty = record_has(record, FIELD_progress_report_reporting_duty_id) &&
                   record_has(record, FIELD_progress_report_from_on) &&
                   record_has(record, FIELD_progress_report_until_on) &&
                   record_has(record, FIELD_progress_report_organisation_id);
    return status || !by_duty ? status : take_day(tx, report, problems);
}

static uint64_t material(void)
{
    uint64_t fields = 0;
    for (size_t i = 0; i < record_progress_report.count; i++)
        fields |= record_progress_report.fields[i].flags & MATERIAL ? FIELD_BIT(i) : 0;
    return fields;
}

static enum status check_new(struct tx *tx, const struct progress_report *report, struct problems *problems)
{
    bool inside = true;
    enum status status = OK;
    if (record_has(&report->head, FIELD_progress_report_organisation_id))
        status = reporting_inside(tx, report->head.ledger_id, report->organisation_id, &inside);
    if (status)
        return status == NOT_FOUND ? OK : status; /* said by the check of references */
    if (!inside)
        status = problem_add(problems, REFUSED, &msg_report_outside, "organisation_id", NULL);
    if (record_has(&report->head, FIELD_progress_report_from_on) && report->until_on < report->from_on)
        status = problem_add(problems, REFUSED, &msg_report_backwards, "until_on", NULL);
    return status;
}

/* What was sent stays as it was. */
static enum status progress_report_rules(struct tx *tx, const struct record_head *before,
                                         const struct record_head *after, struct problems *problems)
{
    const struct progress_report *report = (const struct progress_report *)after;
    enum status status = OK;
    if (!before)
        return check_new(tx, report, problems);
    int state = ((const struct progress_report *)before)->state;
    if (after->withdrawn && !before->withdrawn && state != report_state_drafted)
        return problem_add(problems, REFUSED, &msg_report_not_withdrawn, "state", NULL);
    if (state != report_state_sent && state != report_state_received)
        return OK;
    for (int i = 0; i < (int)record_progress_report.count; i++)
        if (material() & FIELD_BIT(i) && !field_equal(&record_progress_report, i, before, after))
            status = problem_add(problems, REFUSED, &msg_report_frozen, record_progress_report.fields[i].name, NULL);
    return status;
}

#define RECORD        progress_report
#define RECORD_FIELDS PROGRESS_REPORT_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "进展报告", .plural = "progress_reports", .code = FIELD_progress_report_number,                           \
    .title = FIELD_progress_report_title,                                                                              \
    .unique =                                                                                                          \
        (const char *const[]){"\"reporting_duty_id\",\"organisation_id\",\"until_on\" WHERE \"withdrawn\"=0 AND "      \
                              "\"reporting_duty_id\" IS NOT NULL",                                                     \
                              NULL},                                                                                   \
    .hooks = {.prepare = progress_report_prepare, .rules = progress_report_rules},
#include "record/define.h"
