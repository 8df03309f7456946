/* corrective_action: a measure (C1): a rule to make, an action, a practice to keep up, a sweep; it answers one or
 * several findings, points or demands. */
#ifndef RECTIFY_LEDGER_CORRECTIVE_ACTION_FIELDS_H
#define RECTIFY_LEDGER_CORRECTIVE_ACTION_FIELDS_H

#include "ledger/finding_fields.h"
#include "ledger/plan_fields.h"

#define CORRECTIVE_ACTION_FIELDS(F)                                                                                    \
    F(text, 40, number, "措施编号", GIVEN | UNIQUE | SEARCHED)                                                         \
    F(refs, finding, answers, "对应问题", REQUIRED | MATERIAL)                                                         \
    F(long_text, 20000, measure, "整改措施", REQUIRED | SEARCHED | MATERIAL)                                           \
    F(ref, plan, plan_id, "所属方案", SORTED)                                                                          \
    F(ref, corrective_action, parent_id, "落实上级措施", FIXED)                                                        \
    F(word, action_kind, kind, "措施类型", MATERIAL)                                                                   \
    F(word, action_layer, layer, "层面", MATERIAL)                                                                     \
    F(ref, organisation, organisation_id, "责任单位", SORTED | MATERIAL)                                               \
    F(ref, person, owner_id, "责任人", SORTED)                                                                         \
    F(deadline, 0, due, "完成时限", SORTED | MATERIAL)                                                                 \
    F(flag, 0, hard, "时限只能提前", 0)                                                                                \
    F(word, review_by, due_set_by, "时限由谁确定", 0)                                                                  \
    F(integer, 0, working_days, "所需工作日", 0)                                                                       \
    F(date, 0, begins_on, "不早于", 0)                                                                                 \
    F(refs, corrective_action, follows, "须在其后", 0)                                                                 \
    F(integer, 0, lag_days, "间隔工作日", 0)                                                                           \
    F(integer, 0, extensions, "延期次数", GIVEN)                                                                       \
    F(text, 400, deliverable, "成果形式", MATERIAL)                                                                    \
    F(text, 400, indicator, "衡量指标", MATERIAL)                                                                      \
    F(text, 400, means, "人财物保障", MATERIAL)                                                                        \
    F(word, frequency, frequency, "坚持频次", MATERIAL)                                                                \
    F(flag, 0, touches_money, "涉及经费", MATERIAL)                                                                    \
    F(flag, 0, touches_posts, "涉及机构编制", MATERIAL)                                                                \
    F(flag, 0, touches_persons, "涉及人员处理", MATERIAL)                                                              \
    F(word, lawful, lawful, "合法性审核", 0)                                                                           \
    F(long_text, 2000, lawful_opinion, "合法性审核意见", 0)                                                            \
    F(date, 0, lawful_on, "合法性审核日期", 0)                                                                         \
    F(ref, person, lawful_by_id, "合法性审核人", 0)                                                                    \
    F(word, action_state, state, "进展", GIVEN)                                                                        \
    F(share, 0, percent, "完成进度", DERIVED)                                                                          \
    F(date, 0, reported_on, "最近填报", DERIVED)                                                                       \
    F(date, 0, done_on, "完成日期", 0)                                                                                 \
    F(long_text, 2000, return_reason, "退回理由", 0)                                                                   \
    F(instant, 0, returned_at, "退回时间", GIVEN)                                                                      \
    F(integer, 0, position, "排序", 0)                                                                                 \
    F(integer, 0, span_start, "原文起点", FIXED)                                                                       \
    F(integer, 0, span_end, "原文终点", FIXED)                                                                         \
    F(extra, 0, extra, "自有栏目", 0)
#define RECORD        corrective_action
#define RECORD_FIELDS CORRECTIVE_ACTION_FIELDS
#include "record/declare.h"

#endif
