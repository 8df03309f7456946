/* What an import of people and units says. Places are "人员!C7". */
#ifndef RECTIFY_PEOPLE_MESSAGES_H
#define RECTIFY_PEOPLE_MESSAGES_H

#include "base/message.h"

#define PEOPLE_MESSAGES(M)                                                                                                                                                                   \
    M(people_no_sheet,                                                                                                                                                                       \
      "没有找到单位、人员或机构的名单：表头中应有“姓名”和“单位”（人员），“单位名称”和“上级单位”（单位），或“机构名称”" \
      "和“成员”（机构）",                                                                                                                                                                    \
      "no list of units, people or bodies was found: the heading needs 姓名 and 单位 (people), 单位名称 and 上级单位 "                                                           \
      "(units), or 机构名称 and 成员 (bodies)")                                                                                                                                              \
    M(people_many_rows, "超过 {0} 行，请分成几个文件导入", "more than {0} rows; import them as several files")                                                                               \
    M(people_many_columns, "超过 {0} 列，请删去不用的列", "more than {0} columns; delete those not needed")                                                                                  \
    M(people_many_extra, "表外栏目超过 {0} 列，请删去不用的列", "more than {0} columns of your own; delete some")                                                                            \
    M(people_hidden_rows, "有 {0} 行是隐藏的，也已读入", "{0} hidden rows were read as well")                                                                                                \
    M(people_hidden_sheet, "这张表是隐藏的，没有读入", "this sheet is hidden and was not read")                                                                                              \
    M(people_cell_long, "这一格超过 {0} 个字", "this cell has more than {0} characters")                                                                                                     \
    M(people_cell_error, "这一格是错误值 {0}，请改成实际内容", "this cell is the error {0}; put in what is meant")                                                                           \
    M(people_no_name, "没有写姓名", "the name is missing")                                                                                                                                   \
    M(people_no_unit, "没有写工作单位", "the unit is missing")                                                                                                                               \
    M(people_no_unit_name, "没有写单位名称", "the name of the unit is missing")                                                                                                              \
    M(people_no_body_name, "没有写机构名称", "the name of the body is missing")                                                                                                              \
    M(people_unit_unknown, "没有叫“{0}”的单位", "there is no unit called “{0}”")                                                                                                             \
    M(people_unit_ambiguous, "叫“{0}”的单位不止一个，请连上级单位一起写（如“××局{0}”），或写单位代码",                                                                                       \
      "more than one unit is called “{0}”; write it with its superior, or its code")                                                                                                         \
    M(people_unit_refused, "单位“{0}”所在的行有误，请先改正", "the row of the unit “{0}” is refused; mend it first")                                                                         \
    M(people_unit_circle, "上级单位绕成了一圈：{0}", "the superiors go in a circle: {0}")                                                                                                    \
    M(people_unit_proposed, "没有登记过单位“{0}”，将新建在“{1}”之下",                                                                                                                        \
      "the unit “{0}” is not known; it will be made below “{1}”")                                                                                                                            \
    M(people_unit_proposed_top, "没有登记过单位“{0}”，将作为最上级单位新建",                                                                                                                 \
      "the unit “{0}” is not known; it will be made at the top")                                                                                                                             \
    M(people_unit_second_top, "“{0}”没有写上级单位，将与“{1}”并列为最上级单位",                                                                                                              \
      "“{0}” has no superior and will stand at the top beside “{1}”")                                                                                                                        \
    M(people_beyond, "“{0}”不在您管理的范围内，不能登记或修改", "“{0}” is outside your part of the tree")                                                                                    \
    M(people_new_top, "“{0}”没有写上级单位，最上级单位只能由系统操作员登记",                                                                                                                 \
      "“{0}” has no superior, and a new top is the operator's to make")                                                                                                                      \
    M(people_new_top_beside,                                                                                                                                                                 \
      "“{0}”没有写上级单位，最上级单位只能由系统操作员登记；如果就是“{1}”，请写成一样的名称或代码",                                                                                          \
      "“{0}” has no superior, and a new top is the operator's to make; if it is “{1}”, write the same name or code")                                                                         \
    M(people_unit_repeated, "与第 {0} 行是同一单位", "the same unit as row {0}")                                                                                                             \
    M(people_unit_code_taken, "单位代码“{0}”已属于“{1}”", "the unit code “{0}” belongs to “{1}”")                                                                                            \
    M(people_unit_renamed, "单位名称由“{0}”改为“{1}”", "the unit “{0}” is now called “{1}”")                                                                                                 \
    M(people_unit_kind, "没有“{0}”这个单位类别，留在自有栏目中",                                                                                                                             \
      "“{0}” is no kind of unit; kept in a column of your own")                                                                                                                              \
    M(people_who, "有多名“{1}”（{0}），分不清是哪一位，请填写人员编号、登录账号或出生年月",                                                                                                  \
      "more than one “{1}” ({0}); give the code, the user name or the date of birth")                                                                                                        \
    M(people_row_repeated, "与第 {0} 行是同一人", "the same person as row {0}")                                                                                                              \
    M(people_renamed, "姓名由“{0}”改为“{1}”", "“{0}” is now called “{1}”")                                                                                                                   \
    M(people_two_heads, "“{0}”的负责人还有“{1}”，请核对", "“{1}” heads “{0}” as well; please check")                                                                                         \
    M(people_moved, "由“{0}”调到“{1}”", "moved from “{0}” to “{1}”")                                                                                                                         \
    M(people_returned, "原已离开，重新登记为在职", "had left and is back")                                                                                                                   \
    M(people_account_taken, "账号“{0}”已属于“{1}”（{2}）", "the user name “{0}” belongs to “{1}” ({2})")                                                                                     \
    M(people_account_kept, "已有账号“{0}”，没有另建“{1}”", "has the account “{0}”; “{1}” was not made")                                                                                      \
    M(people_username, "账号“{0}”只能用字母、数字和 . _ - @，最多 60 个",                                                                                                                    \
      "the user name “{0}” may hold letters, digits and . _ - @ only, at most 60")                                                                                                           \
    M(people_role, "没有“{0}”这个角色，可选：{1}", "there is no role “{0}”; choose from: {1}")                                                                                               \
    M(people_gender, "“性别”应为男或女，现为“{0}”", "the sex must be 男 or 女, not “{0}”")                                                                                                   \
    M(people_flag, "应为是或否（√、1 也可），现为“{0}”", "must be yes or no, not “{0}”")                                                                                                     \
    M(people_born, "“出生年月”应如 1986.08，现为“{0}”", "the month of birth must be like 1986.08, not “{0}”")                                                                                \
    M(people_born_october, "“{0}”按 {1} 读入，请核对", "“{0}” was read as {1}; please check")                                                                                                \
    M(people_date, "应为日期，如 2026-03-31，现为“{0}”", "must be a date such as 2026-03-31, not “{0}”")                                                                                     \
    M(people_member_unknown, "没有叫“{0}”的人员", "there is nobody called “{0}”")                                                                                                            \
    M(people_member_ambiguous, "叫“{0}”的人员不止一名，请在括号里写明单位，如“{0}（办公室，成员）”",                                                                                         \
      "more than one person is called “{0}”; write the unit in brackets")                                                                                                                    \
    M(people_body_kind, "没有“{0}”这种机构，按“{1}”登记", "“{0}” is no kind of body; entered as “{1}”")                                                                                      \
    M(people_no_accounts, "登录账号须由系统管理员建立，{0} 人的账号没有建立",                                                                                                                \
      "accounts are the system administrator's to make; {0} were not made")                                                                                                                  \
    M(people_no_grants, "系统角色须由安全管理员授予，{0} 项没有登记；账号建好后请其办理",                                                                                                    \
      "roles are the security administrator's to grant; {0} were left out")                                                                                                                  \
    M(people_no_bodies, "您没有登记机构的权限，{0} 个机构没有登记",                                                                                                                          \
      "you have no right to enter bodies; {0} were left out")                                                                                                                                \
    M(people_memory, "内存不足，请稍后再试", "memory is short; try again later")                                                                                                             \
    M(people_meanwhile, "检查之后又有人登记了单位或人员，请重新导入",                                                                                                                        \
      "units or people were entered by others since the check; import again")                                                                                                                \
    M(people_some_refused, "有 {0} 行不能导入，什么也没有写入；请改正后再导入，或跳过这些行（--skip-refused）",                                                                              \
      "{0} rows are refused and nothing was written; mend them, or leave them out (--skip-refused)")                                                                                         \
    M(people_cut_short, "共 {1} 批，写完 {0} 批后中断；重新导入即可接着写，不会重复",                                                                                                        \
      "stopped after {0} of {1} parts; import again to go on, nothing is doubled")

PEOPLE_MESSAGES(MESSAGE_DECLARE)

#endif
