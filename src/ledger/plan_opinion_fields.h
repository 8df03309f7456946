/* plan_opinion: whom a draft plan was sent to for his opinion, what he said, and whether it was adopted, or why not
 * (C3). The office asks; the unit or the person answers; it moves along its life cycle (workflow/opinion_cycle.c). */
#ifndef RECTIFY_LEDGER_PLAN_OPINION_FIELDS_H
#define RECTIFY_LEDGER_PLAN_OPINION_FIELDS_H

#include "ledger/attachment_fields.h"
#include "ledger/plan_fields.h"

#define PLAN_OPINION_FIELDS(F)                                                                                         \
    F(ref, plan, plan_id, "方案", REQUIRED | SORTED | FIXED)                                                           \
    F(ref, organisation, organisation_id, "征求单位", SORTED | FIXED)                                                  \
    F(ref, person, person_id, "征求人员", SORTED | FIXED)                                                              \
    F(date, 0, due_on, "反馈期限", REQUIRED | FIXED)                                                                   \
    F(word, opinion_state, state, "征求状态", GIVEN)                                                                   \
    F(long_text, 4000, opinion, "意见", SEARCHED)                                                                      \
    F(date, 0, answered_on, "反馈日期", 0)                                                                             \
    F(ref, person, answered_by_id, "反馈人", 0)                                                                        \
    F(ref, attachment, paper_id, "书面意见", 0)                                                                        \
    F(word, adoption, adoption, "采纳情况", 0)                                                                         \
    F(long_text, 2000, adoption_reason, "采纳说明", 0)                                                                 \
    F(date, 0, handled_on, "处理日期", GIVEN)
#define RECORD        plan_opinion
#define RECORD_FIELDS PLAN_OPINION_FIELDS
#include "record/declare.h"

#endif
