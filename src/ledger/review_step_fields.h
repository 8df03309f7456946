/* review_step: one step of whatever is under review, made from the route when it is submitted (D28). People move it
 * along its life cycle (workflow/review_cycle.c), nobody writes its fields any other way. */
#ifndef RECTIFY_LEDGER_REVIEW_STEP_FIELDS_H
#define RECTIFY_LEDGER_REVIEW_STEP_FIELDS_H

#include "ledger/closure_request_fields.h"
#include "ledger/extension_request_fields.h"

#define REVIEW_STEP_FIELDS(F)                                                                                          \
    F(word, review_kind, kind, "审核事项", REQUIRED | FIXED)                                                           \
    F(ref, finding, finding_id, "问题", SORTED | FIXED)                                                                \
    F(ref, closure_request, closure_request_id, "销号申请", SORTED | FIXED)                                            \
    F(ref, extension_request, extension_request_id, "延期申请", SORTED | FIXED)                                        \
    F(ref, plan, plan_id, "方案", SORTED | FIXED)                                                                      \
    F(integer, 0, turn, "第几稿", FIXED)                                                                               \
    F(integer, 0, position, "次序", REQUIRED | FIXED)                                                                  \
    F(text, 60, name, "环节", REQUIRED | FIXED)                                                                        \
    F(word, review_by, review_by, "审核人", REQUIRED | FIXED)                                                          \
    F(ref, person, person_id, "应审核人", SORTED)                                                                      \
    F(flag, 0, may_veto, "只否决、不必等", FIXED)                                                                      \
    F(word, review_state, state, "审核状态", GIVEN)                                                                    \
    F(date, 0, due_on, "审核期限", GIVEN)                                                                              \
    F(long_text, 2000, opinion, "审核意见", SEARCHED)                                                                  \
    F(word, rating, rating, "评定", 0)                                                                                 \
    F(date, 0, again_by_on, "责成办结期限", 0)                                                                         \
    F(date, 0, decided_on, "审核日期", 0)                                                                              \
    F(ref, person, decided_by_id, "签署人", 0)                                                                         \
    F(ref, attachment, paper_id, "签批件", 0)                                                                          \
    F(text, 64, signed_hash, "签署内容校验值", GIVEN)                                                                  \
    F(long_text, 2000, reopened, "重新审核原因", GIVEN)
#define RECORD        review_step
#define RECORD_FIELDS REVIEW_STEP_FIELDS
#include "record/declare.h"

#endif
