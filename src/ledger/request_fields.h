/* request: what a unit cannot settle itself is put to somebody who can (提请协调、请示; D2): to whom, by when an answer
 * is wanted, what was answered. How long it waits is seen, never stored. Said once; it moves along its life cycle
 * (workflow/request_cycle.c). */
#ifndef RECTIFY_LEDGER_REQUEST_FIELDS_H
#define RECTIFY_LEDGER_REQUEST_FIELDS_H

#include "ledger/attachment_fields.h"

#define REQUEST_FIELDS(F)                                                                                              \
    F(text, 40, number, "编号", GIVEN | UNIQUE | SEARCHED)                                                             \
    F(ref, finding, finding_id, "问题", REQUIRED | SORTED | FIXED)                                                     \
    F(ref, corrective_action, corrective_action_id, "整改措施", FIXED)                                                 \
    F(word, request_kind, kind, "类型", REQUIRED | FIXED)                                                              \
    F(text, 200, title, "事项", REQUIRED | SEARCHED | FIXED)                                                           \
    F(long_text, 4000, matter, "具体内容", REQUIRED | SEARCHED | FIXED)                                                \
    F(ref, person, addressee_id, "提请对象", SORTED | FIXED)                                                           \
    F(ref, organisation, addressee_unit_id, "提请单位", SORTED | FIXED)                                                \
    F(date, 0, reply_by_on, "希望答复日期", REQUIRED | SORTED | FIXED)                                                 \
    F(word, request_state, state, "办理状态", GIVEN)                                                                   \
    F(ref, person, asked_by_id, "提请人", GIVEN | SORTED)                                                              \
    F(date, 0, asked_on, "提请日期", GIVEN)                                                                            \
    F(long_text, 4000, answer, "答复", SEARCHED)                                                                       \
    F(date, 0, answered_on, "答复日期", 0)                                                                             \
    F(ref, person, answered_by_id, "答复人", 0)                                                                        \
    F(ref, attachment, paper_id, "书面答复", 0)                                                                        \
    F(long_text, 2000, again_reason, "再次提请理由", 0)                                                                \
    F(date, 0, confirmed_on, "办结日期", GIVEN)
#define RECORD        request
#define RECORD_FIELDS REQUEST_FIELDS
#include "record/declare.h"

#endif
