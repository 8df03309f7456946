/* What is said about people, log-ins and rights. */
#ifndef RECTIFY_ACCESS_MESSAGES_H
#define RECTIFY_ACCESS_MESSAGES_H

#include "base/message.h"

#define ACCESS_MESSAGES(M)                                                                                             \
    M(unit_circle, "“{0}”不能成为自己的下级", "“{0}” cannot be placed below itself")                                   \
    M(tree_position, "“排序”应在 0 到 {0} 之间", "“position” must be from 0 to {0}")                                   \
    M(tree_deep, "层级太多：最多 {0} 层", "too deep: at most {0} levels")                                              \
    M(ledger_code, "台账代码“{0}”只能用字母、数字、- 和 _",                                                            \
      "the ledger code “{0}” may hold letters, digits, - and _ only")                                                  \
    M(extensions_most, "最多延期次数应为 0 至 10", "how often a day may be moved is 0 to 10")                          \
    M(buffer_days, "每级提前的工作日应为 0 至 60", "working days earlier per level are from 0 to 60")                  \
    M(claim_days, "认领天数应在 1 到 365 之间", "days for claiming are from 1 to 365")                                 \
    M(dates_reversed, "“{1}”早于“{0}”", "“{1}” is before “{0}”")                                                       \
    M(login_wrong, "账号或密码不对", "wrong user name or password")                                                    \
    M(setup_code, "首次设置码不对；它显示在启动服务的窗口里，也可用 rectify user setup-code 查看",                     \
      "that is not the set-up code; it is shown where the program was started, and by rectify user setup-code")        \
    M(login_locked, "连续输错次数过多，请 {0} 分钟后再试", "too many wrong attempts; try again in {0} minutes")        \
    M(login_disabled, "该账号已停用，请联系系统管理员", "this account is disabled; ask the system administrator")      \
    M(password_short, "密码至少 {0} 位", "a password has at least {0} characters")                                     \
    M(password_simple, "密码不能与账号相同，也不能全是同一个字符",                                                     \
      "a password may be neither the user name nor one repeated character")                                            \
    M(password_old, "原密码不对", "the present password is wrong")                                                     \
    M(password_same, "新密码不能与原密码相同", "the new password must differ from the present one")                    \
    M(password_change_first, "请先修改一次性密码", "change the one-time password first")                               \
    M(no_user, "没有账号“{0}”", "there is no user “{0}”")                                                              \
    M(no_right, "您没有权限进行此项操作", "you have no right to do this")                                              \
    M(no_right_field, "您没有权限修改“{0}”", "you have no right to change “{0}”")                                      \
    M(own_grant, "不能给自己授权", "nobody gives himself a role")                                                      \
    M(delegation_same, "不能委托给自己", "nobody delegates to himself")                                                \
    M(delegation_own, "不能登记由自己代办的委托", "nobody registers a delegation to himself")                          \
    M(delegation_none, "今天没有生效的委托，不能代他办理", "no delegation is in force today: you cannot act for him")  \
    M(delegation_moves, "代办时只能查看和办理委托的事项，不能登记和修改",                                              \
      "who acts for another reads and does what was delegated; he neither adds nor changes records")                   \
    M(delegation_not_covered, "委托的事项不包括这一项", "this is not among what was delegated")                        \
    M(no_session, "请先登录", "log in first")                                                                          \
    M(csrf_missing, "页面已过期，请刷新后再试", "the page is out of date; reload it and try again")                    \
    M(token_expires, "“有效期至”应在今天起 {0} 天之内", "the last day must be within {0} days from today")             \
    M(token_revoked, "令牌已撤销，不能恢复", "the token was revoked; it cannot be restored")                           \
    M(token_revoke_today, "撤销日期只能是今天", "a token is revoked today, on no other day")                           \
    M(tokens_many, "最多同时有 {0} 个有效的令牌；请先撤销不用的",                                                      \
      "at most {0} tokens are good at the same time; revoke one first")                                                \
    M(no_token, "没有这个令牌", "there is no such token")                                                              \
    M(token_reads, "此令牌只能读取，不能改动", "this token may only read")                                             \
    M(token_other_ledger, "此令牌只能改动指定的台账", "this token may change its own ledger only")                     \
    M(token_not_here, "此项操作须本人登录，不能使用令牌", "this needs a person logged in; a token will not do")        \
    M(token_wrong, "令牌无效、已过期或已撤销", "the token is not valid, has expired or was revoked")                   \
    M(setup_done, "系统已经初始化", "the system is already set up")

ACCESS_MESSAGES(MESSAGE_DECLARE)

#endif
