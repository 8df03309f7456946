/* progress_report: what a unit or the office says of a period (进展报告; D2): by a duty to report, or on any day
 * besides. Written beside what the last one said; "no news" is said expressly. Once sent it is frozen with the figures
 * of that day; what was wrong is returned, or taken back, and sent anew (workflow/report_cycle.c). */
#ifndef RECTIFY_LEDGER_PROGRESS_REPORT_FIELDS_H
#define RECTIFY_LEDGER_PROGRESS_REPORT_FIELDS_H

#include "ledger/attachment_fields.h"
#include "ledger/reporting_duty_fields.h"

#define PROGRESS_REPORT_FIELDS(F)                                                                                      \
    F(text, 40, number, "报告编号", GIVEN | UNIQUE | SEARCHED)                                                         \
    F(ref, reporting_duty, reporting_duty_id, "应报事项", SORTED | FIXED)                                              \
    F(ref, organisation, organisation_id, "报送单位", REQUIRED | SORTED | FIXED)                                       \
    F(text, 200, title, "标题", REQUIRED | SEARCHED | MATERIAL)                                                        \
    F(date, 0, from_on, "报告期自", REQUIRED | FIXED)                                                                  \
    F(date, 0, until_on, "报告期至", REQUIRED | SORTED | FIXED)                                                        \
    F(date, 0, due_on, "应报日期", GIVEN)                                                                              \
    F(text, 5, due_time, "截止时间", GIVEN)                                                                            \
    F(word, report_state, state, "报送状态", GIVEN)                                                                    \
    F(flag, 0, no_news, "本期无进展", MATERIAL)                                                                        \
    F(long_text, 60000, problems, "反馈问题整改情况", SEARCHED | MATERIAL)                                             \
    F(long_text, 20000, results, "整改成效", SEARCHED | MATERIAL)                                                      \
    F(long_text, 20000, own_findings, "自查发现问题", SEARCHED | MATERIAL)                                             \
    F(long_text, 20000, obstacles, "存在困难", SEARCHED | MATERIAL)                                                    \
    F(long_text, 20000, next_step, "下一步工作", SEARCHED | MATERIAL)                                                  \
    F(refs, progress_report, sources, "汇总自", MATERIAL)                                                              \
    F(refs, attachment, papers, "附件", MATERIAL)                                                                      \
    F(long_text, 400000, figures, "数据快照", GIVEN)                                                                   \
    F(integer, 0, turn, "第几次报送", GIVEN)                                                                           \
    F(instant, 0, sent_at, "报送时间", GIVEN)                                                                          \
    F(ref, person, sent_by_id, "报送人", GIVEN)                                                                        \
    F(flag, 0, late, "迟报", GIVEN)                                                                                    \
    F(text, 64, content_hash, "内容校验值", GIVEN)                                                                     \
    F(date, 0, signed_on, "签发日期", 0)                                                                               \
    F(ref, person, signed_by_id, "签发人", 0)                                                                          \
    F(ref, attachment, paper_id, "签发件", 0)                                                                          \
    F(date, 0, received_on, "签收日期", 0)                                                                             \
    F(text, 120, received_by, "签收人", 0)                                                                             \
    F(ref, attachment, receipt_id, "回执", 0)                                                                          \
    F(long_text, 2000, return_reason, "退回理由", 0)
#define RECORD        progress_report
#define RECORD_FIELDS PROGRESS_REPORT_FIELDS
#include "record/declare.h"

#endif
