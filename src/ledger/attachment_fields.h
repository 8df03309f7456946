/* attachment: a file that belongs to one record (D29). The event holds its SHA-256, the chain's own hash, size and
 * media type; what the program finds out itself (content, size, type) is never taken from input; reading goes through
 * the record that attaches it, never by hash. */
#ifndef RECTIFY_LEDGER_ATTACHMENT_FIELDS_H
#define RECTIFY_LEDGER_ATTACHMENT_FIELDS_H

#include "ledger/corrective_action_fields.h"

/* Records that papers belong to, and which themselves name a paper. */
extern const struct record_type record_handover, record_mirror_check, record_progress_report;

#define ATTACHMENT_FIELDS(F)                                                                                           \
    F(text, 255, name, "文件名", REQUIRED | SEARCHED)                                                                  \
    F(ref, finding, finding_id, "所属问题", SORTED | FIXED)                                                            \
    F(ref, corrective_action, corrective_action_id, "所属措施", FIXED)                                                 \
    F(ref, feedback_report, feedback_report_id, "所属反馈意见", FIXED)                                                 \
    F(ref, plan, plan_id, "所属方案", FIXED)                                                                           \
    F(ref, handover, handover_id, "所属交接", FIXED)                                                                   \
    F(ref, mirror_check, mirror_check_id, "所属对照检查", FIXED)                                                       \
    F(ref, progress_report, progress_report_id, "所属报告", FIXED)                                                     \
    F(blob, 0, content, "内容", REQUIRED | GIVEN | FIXED)                                                              \
    F(text, 64, chain_hash, "链上校验值", GIVEN | FIXED)                                                               \
    F(integer, 0, size, "大小（字节）", REQUIRED | GIVEN | FIXED)                                                      \
    F(text, 120, media_type, "文件类型", GIVEN | FIXED)                                                                \
    F(text, 400, note, "说明", SEARCHED)                                                                               \
    F(ref, attachment, replaces_id, "替换的旧版", FIXED)
#define RECORD        attachment
#define RECORD_FIELDS ATTACHMENT_FIELDS
#include "record/declare.h"

#endif
