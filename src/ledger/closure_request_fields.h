/* closure_request: who answers for a problem says that it is done, and how (E1, E2): result, special report, the three
 * tests and the search for the like, each answered or said why it does not apply. Said once: what is returned is asked
 * for anew, as the next turn. May it be asked for: ledger/closing.h; how it is reviewed: review_step. */
#ifndef RECTIFY_LEDGER_CLOSURE_REQUEST_FIELDS_H
#define RECTIFY_LEDGER_CLOSURE_REQUEST_FIELDS_H

#include "ledger/attachment_fields.h"

#define CLOSURE_REQUEST_FIELDS(F)                                                                                      \
    F(ref, finding, finding_id, "问题", REQUIRED | SORTED | FIXED)                                                     \
    F(word, closure_state, state, "销号状态", GIVEN)                                                                   \
    F(integer, 0, turn, "第几次申请", GIVEN)                                                                           \
    F(long_text, 20000, result, "整改情况", REQUIRED | SEARCHED | MATERIAL | FIXED)                                    \
    F(long_text, 4000, settled, "事要解决", REQUIRED | MATERIAL | FIXED)                                               \
    F(long_text, 4000, persons_dealt, "人要处理", REQUIRED | MATERIAL | FIXED)                                         \
    F(long_text, 4000, mechanism, "长效机制", REQUIRED | MATERIAL | FIXED)                                             \
    F(long_text, 4000, alike, "举一反三", REQUIRED | MATERIAL | FIXED)                                                 \
    F(word, completion, completion, "整改结果", REQUIRED | MATERIAL | FIXED)                                           \
    F(word, rating, own_rating, "自评", FIXED)                                                                         \
    F(ref, attachment, report_id, "专项报告", REQUIRED | MATERIAL | FIXED)                                             \
    F(refs, attachment, proofs, "佐证材料", MATERIAL | FIXED)                                                          \
    F(ref, person, requested_by_id, "申请人", GIVEN)                                                                   \
    F(date, 0, requested_on, "申请日期", GIVEN)                                                                        \
    F(date, 0, decided_on, "审结日期", GIVEN)                                                                          \
    F(word, rating, rating, "审核评定", GIVEN)                                                                         \
    F(long_text, 2000, return_reason, "退回理由", GIVEN)                                                               \
    F(date, 0, again_by_on, "责成办结期限", GIVEN)
#define RECORD        closure_request
#define RECORD_FIELDS CLOSURE_REQUEST_FIELDS
#include "record/declare.h"

#endif
