/* reporting_duty: who owes which report to whom, how often, by when, signed by whom (D2): units to the office, the
 * office's summary, its dispatch, what goes up to each source, how often the leading group hears of it. Due on a day of
 * each period, or so many working days before the report it goes into (reporting.h). The reports themselves are
 * progress_report. */
#ifndef RECTIFY_LEDGER_REPORTING_DUTY_FIELDS_H
#define RECTIFY_LEDGER_REPORTING_DUTY_FIELDS_H

#include "ledger/inspection_fields.h"

#define REPORTING_DUTY_FIELDS(F)                                                                                       \
    F(integer, 0, position, "排序", SORTED)                                                                            \
    F(text, 120, title, "应报事项", REQUIRED | SEARCHED)                                                               \
    F(word, report_kind, kind, "类别", REQUIRED)                                                                       \
    F(word, report_by, owed_by, "由谁报送", REQUIRED | FIXED)                                                          \
    F(ref, organisation, organisation_id, "报送单位", 0)                                                               \
    F(ref, inspection, inspection_id, "对应巡察", 0)                                                                   \
    F(text, 120, addressee, "报送对象", 0)                                                                             \
    F(word, frequency, frequency, "报送周期", FIXED)                                                                   \
    F(date, 0, once_on, "一次性报送日期", 0)                                                                           \
    F(integer, 0, due_day, "周期内第几日", 0)                                                                          \
    F(flag, 0, due_next, "下一周期内报送", 0)                                                                          \
    F(ref, reporting_duty, outer_id, "汇入事项", 0)                                                                    \
    F(integer, 0, lead_days, "比汇入事项提前工作日", 0)                                                                \
    F(text, 5, due_time, "截止时间", 0)                                                                                \
    F(word, report_signer, signer, "签发人", 0)                                                                        \
    F(flag, 0, needs_problems, "必写反馈问题整改情况", 0)                                                              \
    F(flag, 0, needs_results, "必写整改成效", 0)                                                                       \
    F(flag, 0, needs_own_findings, "必写自查发现问题", 0)                                                              \
    F(flag, 0, needs_obstacles, "必写存在困难", 0)                                                                     \
    F(flag, 0, needs_next_step, "必写下一步工作", 0)                                                                   \
    F(date, 0, from_on, "启用日期", REQUIRED)                                                                          \
    F(date, 0, until_on, "停用日期", 0)
#define RECORD        reporting_duty
#define RECORD_FIELDS REPORTING_DUTY_FIELDS
#include "record/declare.h"

#endif
