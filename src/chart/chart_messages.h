/* Words on a wall chart, and what is said when one cannot be made. */
#ifndef RECTIFY_CHART_CHART_MESSAGES_H
#define RECTIFY_CHART_CHART_MESSAGES_H

#include "base/message.h"

#define CHART_MESSAGES(M)                                                                                              \
    M(chart_timetable, "整改时间表", "Timetable of rectification")                                                     \
    M(chart_roadmap, "整改路线图", "Road map of rectification")                                                        \
    M(chart_taskbook, "整改任务书", "Task book of rectification")                                                      \
    M(chart_as_of, "截至{0}", "as of {0}")                                                                             \
    M(chart_counts, "问题{0}个，已销号{1}个，超期{2}个；措施{3}项",                                                    \
      "{0} problems, {1} closed, {2} overdue; {3} measures")                                                           \
    M(chart_days_left, "距{0}还有{1}天（{2}个工作日）", "{1} days ({2} working days) to {0}")                          \
    M(chart_days_past, "{0}已过{1}天", "{0} was {1} days ago")                                                         \
    M(chart_page, "第{0}页，共{1}页", "page {0} of {1}")                                                               \
    M(chart_seal, "（盖章）", "(seal)")                                                                                \
    M(chart_today, "今天", "today")                                                                                    \
    M(chart_gates, "时间关口", "gates")                                                                                \
    M(chart_no_group, "未分组", "of none")                                                                             \
    M(chart_kept_up, "长期坚持", "kept up")                                                                            \
    M(chart_more_owners, "{0}等", "{0} and others")                                                                    \
    M(chart_column_lamp, "灯", "●")                                                                                    \
    M(chart_column_number, "编号", "number")                                                                           \
    M(chart_column_problem, "问题", "problem")                                                                         \
    M(chart_column_measure, "整改措施", "measure")                                                                     \
    M(chart_column_both, "问题和措施", "problems and measures")                                                        \
    M(chart_column_unit, "牵头（责任）单位", "unit")                                                                   \
    M(chart_column_leader, "牵头领导", "leader")                                                                       \
    M(chart_column_owner, "责任人", "owner")                                                                           \
    M(chart_column_delivers, "成果形式", "deliverable")                                                                \
    M(chart_column_due, "完成时限", "due")                                                                             \
    M(chart_legend_planned, "计划", "planned")                                                                         \
    M(chart_legend_actual, "进度", "progress")                                                                         \
    M(chart_legend_done, "完成", "done")                                                                               \
    M(chart_legend_slack, "余地", "slack")                                                                             \
    M(chart_legend_critical, "关键", "critical")                                                                       \
    M(chart_legend_overdue, "超期", "overdue")                                                                         \
    M(chart_legend_rest, "休息日", "rest days")                                                                        \
    M(chart_lamp_red, "红", "R")                                                                                       \
    M(chart_lamp_yellow, "黄", "Y")                                                                                    \
    M(chart_lamp_green, "绿", "G")                                                                                     \
    M(chart_lamp_done, "完", "D")                                                                                      \
    M(chart_year, "{0}年", "{0}")                                                                                      \
    M(chart_month, "{0}月", "{0}")                                                                                     \
    M(chart_first_ten, "上", "1")                                                                                      \
    M(chart_second_ten, "中", "2")                                                                                     \
    M(chart_last_ten, "下", "3")                                                                                       \
    M(chart_tip, "{0} {1}", "{0} {1}")                                                                                 \
    M(chart_tip_days, "计划{0}至{1}", "planned {0} to {1}")                                                            \
    M(chart_tip_late, "最迟{0}", "latest {0}")                                                                         \
    M(chart_more, "只画出前{0}个问题，请按巡察分开制图",                                                               \
      "only the first {0} problems are drawn: draw one inspection at a time")                                          \
    M(chart_paper, "没有“{0}”这种纸张，可用 A4、A3、A2、A1、A0", "there is no paper “{0}”: A4, A3, A2, A1 or A0")      \
    M(chart_word, "“{0}”不能是“{1}”，可用：{2}", "“{0}” cannot be “{1}”; there are: {2}")                              \
    M(chart_sheet, "没有第 {0} 页，共 {1} 页", "there is no sheet {0}, of {1}")                                        \
    M(chart_fonts, "本机没有可用的中文字体，图上的字会显示不出来；请安装 fonts-noto-cjk",                              \
      "no font here has these characters: install fonts-noto-cjk")                                                     \
    M(chart_failed, "画图失败", "the chart could not be drawn")
CHART_MESSAGES(MESSAGE_DECLARE)

#endif
