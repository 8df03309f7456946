/* What the command line says of itself. */
#ifndef RECTIFY_CLI_MESSAGES_H
#define RECTIFY_CLI_MESSAGES_H

#include "base/message.h"

#define CLI_MESSAGES(M)                                                                                                            \
    M(cli_search_differs, "检索索引与记录不符：{0} {1}；请执行 rectify rebuild --search",                                          \
      "the search index is not what the record says: {0} {1}; run rectify rebuild --search")                                       \
    M(cli_no_command, "没有“{0}”这个命令；rectify help 列出全部命令",                                                              \
      "there is no command “{0}”; rectify help lists them")                                                                        \
    M(cli_no_option, "命令“{0}”没有选项 --{1}", "the command “{0}” has no option --{1}")                                           \
    M(cli_option_value, "选项 --{0} 后应跟内容", "the option --{0} needs a value")                                                 \
    M(cli_no_store, "请用 --store 目录 或环境变量 RECTIFY_STORE 指明账库",                                                         \
      "name the store with --store DIR or RECTIFY_STORE")                                                                          \
    M(cli_no_record, "没有“{0}”这种记录；可用：{1}", "there is no record “{0}”; there are: {1}")                                   \
    M(cli_pair, "“{0}”应写成 字段=内容", "“{0}” must read field=value")                                                            \
    M(cli_which_ledger, "有多个台账，请用 --ledger 代码 指明",                                                                     \
      "there is more than one ledger; name it with --ledger CODE")                                                                 \
    M(cli_no_ledgers, "还没有台账；先添加：rectify add ledger code=… name=… organisation_id=… profile=inspection",                 \
      "there is no ledger yet; add one: rectify add ledger code=… name=… organisation_id=… profile=inspection")                    \
    M(cli_not_under_review, "{0} 没有待审核的销号申请", "no request to close {0} is under review")                                 \
    M(cli_not_asked_more, "{0} 没有待审核的延期申请", "no request for more time for {0} is under review")                          \
    M(cli_answers_none, "措施 {0} 没有对应的问题", "the measure {0} answers no finding")                                           \
    M(cli_no_criterion, "{0} 没有第 {1} 条验收标准", "{0} has no criterion {1}")                                                   \
    M(cli_plan_no_step, "方案 {0} 没有待审核的环节", "no step of the plan {0} is open")                                            \
    M(cli_plan_no_opinion, "没有向该单位征求的、可以这样处理的意见", "no opinion of that unit is there for this")                  \
    M(cli_plan_no_extract, "该单位没有待签收的方案摘录", "no extract waits to be signed for by that unit")                         \
    M(cli_plan_no_version, "方案 {0} 没有第 {1} 份文稿", "the plan {0} has no version {1}")                                        \
    M(cli_no_claim, "该单位（人员）对这个问题没有要认领的责任",                                                                    \
      "nothing about this finding is owed by that unit or person")                                                                 \
    M(cli_for_whom, "--for 要和 --as 一起用：谁代他办理", "--for goes with --as: who acts for him")                                \
    M(cli_no_handover, "没有交接“{0}”", "there is no hand-over “{0}”")                                                             \
    M(cli_no_item, "没有第 {0} 项对照事项", "there is no item {0}")                                                                \
    M(cli_not_asked, "该单位没有收到这项对照事项", "that unit has not been asked about this item")                                 \
    M(cli_file, "读不了文件“{0}”：{1}", "cannot read the file “{0}”: {1}")                                                         \
    M(cli_file_large, "文件“{0}”太大，最多 {1} MB", "the file “{0}” is too large; at most {1} MB")                                 \
    M(cli_write_file, "写不了文件“{0}”：{1}", "cannot write the file “{0}”: {1}")                                                  \
    M(cli_many_arguments, "参数太多", "too many arguments")                                                                        \
    M(cli_date, "“{0}”不是日期，应写成 2026-11-30 或 today", "“{0}” is no date: write 2026-11-30 or today")                        \
    M(cli_working_days, "“{0}”不是工作日数，应为 -{1} 到 {1} 的整数",                                                              \
      "“{0}” is no number of working days: -{1} to {1}")                                                                           \
    M(cli_value, "选项 --{0} 不能是“{1}”", "the option --{0} cannot be “{1}”")                                                     \
    M(cli_username, "账号“{0}”只能用字母、数字和 . _ - @，最多 60 个",                                                             \
      "the user name “{0}” may hold letters, digits and . _ - @ only, at most 60")                                                 \
    M(cli_role,                                                                                                                    \
      "请同时写明 --role（office、owner、leader、supervisor、inspector、system_admin、security_admin、audit_admin）" \
      "和 --over 单位，现为“{0}”",                                                                                                 \
      "give both --role (office, owner, leader, supervisor, inspector, system_admin, security_admin, audit_admin) "                \
      "and --over UNIT, not “{0}”")                                                                                                \
    M(cli_no_terminal, "没有终端可供输入密码，请用 --password-stdin", "there is no terminal; use --password-stdin")                \
    M(cli_no_password, "标准输入中没有密码", "there is no password on standard input")                                             \
    M(cli_passwords_differ, "两次输入的密码不一致", "the two passwords differ")                                                    \
    M(cli_operator_only, "这个命令只供账库操作员使用，不能带 --as",                                                                \
      "this command is the operator's alone: leave out --as")                                                                      \
    M(cli_event_odd, "{0} 的事件（第 {1} 条）已损坏：{2}；请执行 rectify verify",                                                  \
      "an event of {0} (number {1}) is damaged: {2}; run rectify verify")                                                          \
    M(cli_whose_work, "请用 --as 账号 说明是谁的事", "say whose work it is with --as USER")                                        \
    M(nothing_written, "什么也没有写入", "nothing was written")

CLI_MESSAGES(MESSAGE_DECLARE)

#endif
