/* trace: a contact, a meeting, a visit about a problem (工作留痕; D3): when, who, what. Where the cause of a delay is
 * objective, this is the evidence; the visits of a leader are counted by who led them. A statement, said once: a wrong
 * one is withdrawn by who made it, or by the office. */
#ifndef RECTIFY_LEDGER_TRACE_FIELDS_H
#define RECTIFY_LEDGER_TRACE_FIELDS_H

#include "ledger/attachment_fields.h"

#define TRACE_FIELDS(F)                                                                                                \
    F(ref, finding, finding_id, "问题", REQUIRED | SORTED | FIXED)                                                     \
    F(ref, corrective_action, corrective_action_id, "整改措施", FIXED)                                                 \
    F(word, trace_kind, kind, "方式", REQUIRED | FIXED)                                                                \
    F(date, 0, occurred_on, "日期", REQUIRED | SORTED | FIXED)                                                         \
    F(text, 200, place, "地点", SEARCHED | FIXED)                                                                      \
    F(long_text, 4000, what, "内容", REQUIRED | SEARCHED | FIXED)                                                      \
    F(ref, person, led_by_id, "带队领导", SORTED | FIXED)                                                              \
    F(refs, person, people, "参加人员", FIXED)                                                                         \
    F(text, 400, others, "其他人员", FIXED)                                                                            \
    F(flag, 0, objective, "属客观原因", FIXED)                                                                         \
    F(refs, attachment, proofs, "佐证材料", FIXED)                                                                     \
    F(ref, person, entered_by_id, "登记人", GIVEN)
#define RECORD        trace
#define RECORD_FIELDS TRACE_FIELDS
#include "record/declare.h"

#endif
