/* What is said about days. Explanations are put together from these in explain.c. */
#ifndef RECTIFY_CALENDAR_MESSAGES_H
#define RECTIFY_CALENDAR_MESSAGES_H

#include "base/message.h"

#define CALENDAR_MESSAGES(M)                                                                                           \
    M(calendar_file, "放假安排文件不对：{0}", "the table of holidays cannot be read: {0}")                             \
    M(calendar_file_year, "应写明年份（year），2000 到 2199", "it has to say its year (year), from 2000 to 2199")      \
    M(calendar_file_day, "“{0}”不是 {1} 年前后的日期", "“{0}” is no day of {1} or its neighbours")                     \
    M(calendar_file_span, "“{0}”的起止日期颠倒，或者超过 {1} 天", "“{0}” ends before it begins, or has over {1} days") \
    M(calendar_file_empty, "文件里没有放假安排", "there are no holidays in the file")                                  \
    M(calendar_file_many, "放假安排超过 {0} 条", "there are over {0} entries")                                         \
    M(explain_day_plain_work, "{0}：工作日", "{0}: a working day")                                                     \
    M(explain_day_plain_rest, "{0}：周末休息", "{0}: a weekend")                                                       \
    M(explain_day_rest, "{0}：{1}放假", "{0}: {1}, a holiday")                                                         \
    M(explain_day_work, "{0}：{1}调休，上班", "{0}: worked in exchange for {1}")                                       \
    M(explain_day_own_rest, "{0}：本单位“{1}”休息", "{0}: a rest day of this organisation ({1})")                      \
    M(explain_day_own_work, "{0}：本单位“{1}”上班", "{0}: worked in this organisation ({1})")                          \
    M(explain_after, "{0}之后第{1}个工作日是{2}", "working day {1} after {0} is {2}")                                  \
    M(explain_before, "{0}之前第{1}个工作日是{2}", "working day {1} before {0} is {2}")                                \
    M(explain_itself, "{0}当天是工作日", "{0} is a working day itself")                                                \
    M(explain_rolled, "{0}休息，顺延到下一个工作日{1}", "{0} is a rest day: the next working day is {1}")              \
    M(explain_between, "{0}之后到{1}共{2}个工作日", "{2} working days after {0} up to {1}")                            \
    M(explain_period_working, "自{0}起{1}个工作日内，截至{2}", "within {1} working days of {0}: until {2}")            \
    M(explain_period_days, "自{0}起{1}日内，截至{2}", "within {1} days of {0}: until {2}")                             \
    M(explain_period_months, "自{0}起{1}个月内，截至{2}", "within {1} months of {0}: until {2}")                       \
    M(explain_first_not_counted, "当日不计", "the day itself is not counted")                                          \
    M(explain_last_rolled, "{0}休息，顺延", "{0} is a rest day and gives way")                                         \
    M(explain_month_end, "该月没有{0}日，取月末", "that month has no day {0}: its last is taken")                      \
    M(explain_rest_span, "{1}（{0}）放假", "{1} ({0}) off")                                                            \
    M(explain_own_span, "本单位{1}（{0}）休息", "{1} ({0}) off here")                                                  \
    M(explain_work_days, "{0}调休上班", "{0} worked in exchange")                                                      \
    M(explain_own_work_days, "{0}本单位上班", "{0} worked here")                                                       \
    M(explain_weekends, "周末休息{0}天", "{0} weekend days")                                                           \
    M(explain_more, "另有{0}段假期", "{0} more holidays")                                                              \
    M(explain_untabled, "{0}年放假安排未导入，暂按周末计算",                                                           \
      "{0} has no table of holidays yet: only weekends are counted")
CALENDAR_MESSAGES(MESSAGE_DECLARE)

#endif
