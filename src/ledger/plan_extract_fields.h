/* plan_extract: a unit's part of an issued plan: its problems, tasks and responsibilities (三张清单), signed for (C3).
 * Like a plan's version it names what it consists of. Made when the plan is issued, void when it is issued anew; it
 * moves along its life cycle (workflow/extract_cycle.c). */
#ifndef RECTIFY_LEDGER_PLAN_EXTRACT_FIELDS_H
#define RECTIFY_LEDGER_PLAN_EXTRACT_FIELDS_H

#include "ledger/attachment_fields.h"
#include "ledger/plan_fields.h"

#define PLAN_EXTRACT_FIELDS(F)                                                                                         \
    F(ref, plan, plan_id, "方案", REQUIRED | SORTED | FIXED)                                                           \
    F(ref, organisation, organisation_id, "单位", REQUIRED | SORTED | FIXED)                                           \
    F(integer, 0, turn, "第几稿", REQUIRED | FIXED)                                                                    \
    F(word, extract_state, state, "签收状态", GIVEN)                                                                   \
    F(integer, 0, findings, "问题数", FIXED)                                                                           \
    F(integer, 0, measures, "任务数", FIXED)                                                                           \
    F(long_text, 2000000, parts, "组成", FIXED)                                                                        \
    F(text, 64, content_hash, "内容校验值", FIXED)                                                                     \
    F(date, 0, issued_on, "印发日期", REQUIRED | FIXED)                                                                \
    F(date, 0, signed_on, "签收日期", 0)                                                                               \
    F(ref, person, signed_by_id, "签收人", 0)                                                                          \
    F(ref, attachment, paper_id, "签收单", 0)
#define RECORD        plan_extract
#define RECORD_FIELDS PLAN_EXTRACT_FIELDS
#include "record/declare.h"

#endif
