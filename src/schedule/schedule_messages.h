/* What is said about the plan of days. */
#ifndef RECTIFY_SCHEDULE_MESSAGES_H
#define RECTIFY_SCHEDULE_MESSAGES_H

#include "base/message.h"

#define SCHEDULE_MESSAGES(M)                                                                                           \
    M(schedule_value, "“{0}”不能假设为“{1}”", "“{0}” cannot be supposed to be “{1}”")                                  \
    M(schedule_form, "“{0}”应写成 编号.字段=值，字段为 {1} 之一",                                                      \
      "“{0}” must read NUMBER.field=value, the field being one of {1}")                                                \
    M(schedule_not_in, "“{0}”不在倒排计划里（长期坚持的措施没有期限）", "“{0}” is in no plan of days: it is kept up")  \
    M(schedule_many, "一次最多假设 {0} 处", "at most {0} values are supposed at once")                                 \
    M(milestones_there, "这次巡察已经有自己的时间关口", "this inspection has gates of its own already")                \
    M(schedule_nothing, "没有可以假设“{0}”的措施或关口", "there is no measure or gate whose “{0}” could be supposed")  \
    M(schedule_circle, "措施的先后关系成了一个圈：{0}", "the order of measures goes in a circle: {0}")                 \
    M(digest_subject, "整改提醒：{0}项（超期{1}项）", "rectification: {0} matters ({1} overdue)")                      \
    M(digest_hello, "{0}同志：", "{0}:")                                                                               \
    M(digest_own, "请您办理：", "yours to do:")                                                                        \
    M(digest_passed, "超期未办结，请您过问：", "overdue, for you to look into:")                                       \
    M(digest_line, "· {0}，{1}{2}", "- {0}, {1}{2}")                                                                   \
    M(digest_measure, "措施 {0} {1}", "measure {0} {1}")                                                               \
    M(digest_finding, "问题 {0} {1}", "problem {0} {1}")                                                               \
    M(digest_request, "提请事项 {0} {1}", "request {0} {1}")                                                           \
    M(digest_report, "报告 {0}{1}", "report {0}{1}")                                                                   \
    M(digest_quiet, "（请登录查看）", "(log in to read it)")                                                           \
    M(digest_left, "{0}到期，还有{1}个工作日", "due {0}, {1} working days left")                                       \
    M(digest_today, "{0}到期，就是今天", "due {0}: today")                                                             \
    M(digest_over, "{0}到期，已超期{1}个工作日", "was due {0}, {1} working days ago")                                  \
    M(digest_whose, "，责任人{0}", ", {0}'s")                                                                          \
    M(digest_more, "另有{0}项，请登录查看。", "{0} more: log in to see them.")                                         \
    M(digest_foot, "本提醒由整改通按规则自动发出，办结后不再提醒。",                                                   \
      "Sent by Rectify by rule; what is done is not spoken of any more.")                                              \
    M(why_free, "“{0}”没有外部期限，倒排不受限制", "nothing outside limits “{0}”")                                     \
    M(why_own, "最迟{0}完成：{1}", "to be done by {0}: {1}")                                                           \
    M(why_settled, "批准的完成时限", "the day that was approved")                                                      \
    M(why_problem, "问题{0}的整改时限{1}", "problem {0} is due {1}")                                                   \
    M(why_kept_up, "问题{0}长期坚持，复核日{1}", "problem {0} is kept up and looked at again on {1}")                  \
    M(why_deadline, "{0}最迟{1}", "{0} by {1}")                                                                        \
    M(why_step, "{0}（{1}）", "{0} ({1})")                                                                             \
    M(why_working, "{0}个工作日", "{0} working days")                                                                  \
    M(why_days, "{0}天", "{0} days")                                                                                   \
    M(why_lag, "提前或间隔{0}个工作日", "{0} working days between")                                                    \
    M(why_ten_days, "按旬安排", "in ten-day periods")                                                                  \
    M(report_before, "{0}：比“{1}”（{2}）提前{3}个工作日", "{0}: {3} working days before “{1}” ({2})")                 \
    M(report_same_day, "{0}：与“{1}”同一天", "{0}: the same day as “{1}”")                                             \
    M(report_moved, "{0}：{1}是休息日，提前到前一个工作日",                                                            \
      "{0}: {1} is a day of rest; moved to the working day before it")                                                 \
    M(no_duty, "没有这项应报事项", "there is no such report to make")                                                  \
    M(report_no_period, "请写明报告期的起止日期", "say from and until when it reports")                                \
    M(report_no_unit, "请写明由哪个单位报送", "say which unit reports")                                                \
    M(duties_there, "已经有报送安排；请在“应报事项”里修改", "there are duties to report already; change those")        \
    M(why_late, "最早要到{0}才能完成，晚{1}个工作日", "it can be done by {0} at the earliest, {1} working days late")  \
    M(why_slack, "最早{0}可以完成，有{1}个工作日余地", "it can be done by {0}: {1} working days to spare")
SCHEDULE_MESSAGES(MESSAGE_DECLARE)

#endif
