/* finding: a node of the tree a letter states: aspect, item, finding, point, demand (B1). The verbatim text never
 * changes; the unit works with `working_text` beside it. Classification is B3, the check before issue A5.
 *
 * A restricted finding exists only for `entitled_persons` of the one at the top of its tree (A6): who reads which is
 * the table finding_reader, whatever roles he holds. */
#ifndef RECTIFY_LEDGER_FINDING_FIELDS_H
#define RECTIFY_LEDGER_FINDING_FIELDS_H

#include "ledger/feedback_report_fields.h"

extern const struct record_type record_attachment; /* files hang on findings, and a finding names one of them */

#define FINDING_FIELDS(F)                                                                                              \
    F(text, 40, number, "编号", GIVEN | UNIQUE | SEARCHED)                                                             \
    F(word, finding_level, level, "层次", REQUIRED)                                                                    \
    F(text, 400, title, "标题", REQUIRED | SEARCHED | MATERIAL)                                                        \
    F(word, finding_state, state, "状态", GIVEN)                                                                       \
    F(long_text, 200000, verbatim, "原文", FIXED | SEARCHED)                                                           \
    F(long_text, 20000, working_text, "工作表述", SEARCHED | MATERIAL)                                                 \
    F(text, 40, outline_no, "文中序号", 0)                                                                             \
    F(ref, feedback_report, feedback_report_id, "反馈意见", SORTED | FIXED)                                            \
    F(ref, inspection, inspection_id, "巡察", FIXED)                                                                   \
    F(ref, finding, parent_id, "上级条目", 0)                                                                          \
    F(integer, 0, position, "排序", 0)                                                                                 \
    F(text, 400, path, "层级路径", DERIVED)                                                                            \
    F(integer, 0, depth, "层级", DERIVED)                                                                              \
    F(integer, 0, span_start, "原文起点", FIXED)                                                                       \
    F(integer, 0, span_end, "原文终点", FIXED)                                                                         \
    F(word, origin, origin, "来源", 0)                                                                                 \
    F(word, commonness, commonness, "共性/个性", 0)                                                                    \
    F(word, horizon, horizon, "整改时限类别", 0)                                                                       \
    F(term, category, category, "问题类别", 0)                                                                         \
    F(word, finding_scope, scope, "面上/点上", 0)                                                                      \
    F(word, since, since, "近期/历史遗留", 0)                                                                          \
    F(term, difficulty, difficulty, "整改难度", 0)                                                                     \
    F(word, visibility, visibility, "苗头性/显现", 0)                                                                  \
    F(term, severity, severity, "严重程度", 0)                                                                         \
    F(word, confidentiality, confidentiality, "密级", SORTED)                                                          \
    F(long_text, 4000, basis, "定性依据", SEARCHED)                                                                    \
    F(deadline, 0, due, "整改时限", SORTED | MATERIAL)                                                                 \
    F(flag, 0, hard, "时限只能提前", 0)                                                                                \
    F(word, review_by, due_set_by, "时限由谁确定", 0)                                                                  \
    F(integer, 0, extensions, "延期次数", GIVEN)                                                                       \
    F(date, 0, review_on, "复查日期", 0)                                                                               \
    F(word, completion, completion, "整改结果", 0)                                                                     \
    F(term, cause, cause, "问题成因", 0)                                                                               \
    F(long_text, 4000, cause_text, "成因分析", SEARCHED)                                                               \
    F(integer, 0, turn, "整改轮次", GIVEN)                                                                             \
    F(long_text, 2000, reopen_reason, "重新整改理由", 0)                                                               \
    F(long_text, 2000, decision_reason, "决定事由", 0)                                                                 \
    F(date, 0, decided_on, "决定日期", 0)                                                                              \
    F(ref, person, decided_by_id, "决定人", 0)                                                                         \
    F(ref, attachment, decision_paper_id, "决定文件", 0)                                                               \
    F(money, 0, amount, "涉及金额", 0)                                                                                 \
    F(refs, finding, same_matter, "同一事项", 0)                                                                       \
    F(refs, finding, prompted_by, "由何问题引出", 0)                                                                   \
    F(refs, person, named_persons, "涉及人员", RESTRICTED)                                                             \
    F(flag, 0, restricted, "限定知悉", FIXED)                                                                          \
    F(refs, person, entitled_persons, "知悉人员", RESTRICTED)                                                          \
    F(text, 80, working_paper_no, "底稿编号", 0)                                                                       \
    F(flag, 0, states_person, "人员清楚", 0)                                                                           \
    F(flag, 0, states_matter, "事项清楚", 0)                                                                           \
    F(flag, 0, states_detail, "情节清楚", 0)                                                                           \
    F(flag, 0, states_evidence, "证据充分", 0)                                                                         \
    F(flag, 0, states_basis, "依据准确", 0)                                                                            \
    F(ref, organisation, lead_unit_id, "牵头单位", DERIVED | SORTED)                                                   \
    F(ref, person, lead_official_id, "牵头领导", DERIVED | SORTED)                                                     \
    F(ref, person, accountable_official_id, "责任领导", DERIVED)                                                       \
    F(integer, 0, passed_on, "推诿次数", DERIVED)                                                                      \
    F(extra, 0, extra, "自有栏目", 0)
#define RECORD        finding
#define RECORD_FIELDS FINDING_FIELDS
#include "record/declare.h"

#endif
