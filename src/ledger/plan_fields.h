/* plan: what an organisation undertakes to do about an inspection's findings (C3): the master plan, sub-plans for
 * special topics with a body of their own, and each unit's implementation plan under them. Its measures name it
 * (corrective_action.plan_id); what is signed is all of it, as it was then (plan_version). It moves along its life
 * cycle (workflow/plan_cycle.c); what it must have before it is submitted: ledger/planning.h. */
#ifndef RECTIFY_LEDGER_PLAN_FIELDS_H
#define RECTIFY_LEDGER_PLAN_FIELDS_H

#include "ledger/body_fields.h"
#include "ledger/inspection_fields.h"

extern const struct record_type record_attachment; /* files hang on plans, and a plan names one of them */

#define PLAN_FIELDS(F)                                                                                                 \
    F(text, 40, number, "方案编号", GIVEN | UNIQUE | SEARCHED)                                                         \
    F(word, plan_kind, kind, "方案类型", REQUIRED | FIXED)                                                             \
    F(text, 200, title, "方案名称", REQUIRED | SEARCHED | MATERIAL)                                                    \
    F(word, plan_state, state, "方案状态", GIVEN)                                                                      \
    F(ref, inspection, inspection_id, "巡察", SORTED | FIXED)                                                          \
    F(ref, plan, parent_id, "上级方案", SORTED | FIXED)                                                                \
    F(ref, organisation, organisation_id, "制定单位", REQUIRED | SORTED | FIXED)                                       \
    F(ref, body, body_id, "专项组", MATERIAL)                                                                          \
    F(long_text, 20000, goal, "总体目标", SEARCHED | MATERIAL)                                                         \
    F(long_text, 20000, contents, "整改内容", MATERIAL)                                                                \
    F(long_text, 20000, timetable, "时间安排", MATERIAL)                                                               \
    F(long_text, 20000, leadership, "组织领导", MATERIAL)                                                              \
    F(long_text, 20000, division, "责任分工", MATERIAL)                                                                \
    F(long_text, 20000, safeguards, "保障措施", MATERIAL)                                                              \
    F(deadline, 0, due, "整改期限", MATERIAL)                                                                          \
    F(integer, 0, turn, "第几稿", GIVEN)                                                                               \
    F(ref, person, submitted_by_id, "报审人", GIVEN)                                                                   \
    F(date, 0, submitted_on, "报审日期", GIVEN)                                                                        \
    F(date, 0, decided_on, "批准日期", GIVEN)                                                                          \
    F(long_text, 2000, return_reason, "退回理由", GIVEN)                                                               \
    F(long_text, 2000, amended, "批准后的改动", GIVEN)                                                                 \
    F(text, 80, document_no, "印发文号", 0)                                                                            \
    F(date, 0, issued_on, "印发日期", 0)                                                                               \
    F(date, 0, filed_on, "报备日期", 0)                                                                                \
    F(text, 120, filed_with, "报备机关", 0)                                                                            \
    F(ref, attachment, paper_id, "印发文件", 0)                                                                        \
    F(integer, 0, position, "排序", 0)
#define RECORD        plan
#define RECORD_FIELDS PLAN_FIELDS
#include "record/declare.h"

#endif
