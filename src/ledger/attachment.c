#include "ledger/attachment_fields.h"

#include "ledger/ledger_messages.h"

static enum status attachment_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                    struct problems *problems)
{
    (void)tx;
    (void)before;
    int owners = record_has(after, FIELD_attachment_finding_id) +
                 record_has(after, FIELD_attachment_corrective_action_id) +
                 record_has(after, FIELD_attachment_feedback_report_id);
    return owners == 1 ? OK : problem_add(problems, REFUSED, &msg_attachment_one_owner, "finding_id", NULL);
}

#define RECORD        attachment
#define RECORD_FIELDS ATTACHMENT_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "附件", .plural = "attachments", .code = -1, .title = FIELD_attachment_name,                              \
    .hooks = {.rules = attachment_rules},
#include "record/define.h"
