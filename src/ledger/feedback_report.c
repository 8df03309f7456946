#include "ledger/feedback_report_fields.h"

#include "access/access_messages.h"
#include "journal/chain.h"

static enum status feedback_report_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                           struct problems *problems)
{
    (void)command;
    (void)problems;
    struct feedback_report *report = (struct feedback_report *)record;
    enum status status = chain_number(tx, record->ledger_id, "feedback_report", 0, &report->position);
    record_present(record, FIELD_feedback_report_position);
    return status;
}

static enum status feedback_report_rules(struct tx *tx, const struct record_head *before,
                                         const struct record_head *after, struct problems *problems)
{
    (void)tx;
    (void)before;
    const struct feedback_report *report = (const struct feedback_report *)after;
    bool both =
        record_has(after, FIELD_feedback_report_issued_on) && record_has(after, FIELD_feedback_report_signed_on);
    if (both && report->signed_on < report->issued_on)
        return problem_add(problems, REFUSED, &msg_dates_reversed, "signed_on", "印发日期", "签收日期", NULL);
    return OK;
}

#define RECORD        feedback_report
#define RECORD_FIELDS FEEDBACK_REPORT_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "反馈意见", .plural = "feedback_reports", .code = FIELD_feedback_report_document_no,                      \
    .title = FIELD_feedback_report_title,                                                                              \
    .hooks = {.prepare = feedback_report_prepare, .rules = feedback_report_rules},
#include "record/define.h"
