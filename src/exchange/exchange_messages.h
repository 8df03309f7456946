/* What is said about reminders that leave the house. */
#ifndef RECTIFY_EXCHANGE_EXCHANGE_MESSAGES_H
#define RECTIFY_EXCHANGE_EXCHANGE_MESSAGES_H

#include "base/message.h"

#define EXCHANGE_MESSAGES(M)                                                                                           \
    M(notify_file, "读不了通知设置“{0}”：{1}", "cannot read the settings of notices “{0}”: {1}")                       \
    M(notify_mail, "通知设置：mail.url 应以 smtp:// 或 smtps:// 开头，mail.from 应是一个邮箱地址",                     \
      "settings of notices: mail.url begins with smtp:// or smtps://, mail.from is an address")                        \
    M(notify_webhook, "通知设置：网络钩子“{0}”应写明 name、kind（wecom、dingtalk、feishu、generic）、url",             \
      "settings of notices: the webhook “{0}” needs name, kind (wecom, dingtalk, feishu, generic) and url")            \
    M(notify_many, "通知设置：网络钩子太多", "settings of notices: too many webhooks")                                 \
    M(summary_head, "整改提醒（{0}）：到期前提醒{1}项，今天到期{2}项，超期{3}项。",                                    \
      "rectification, {0}: {1} matters before their day, {2} due today, {3} overdue.")                                 \
    M(summary_line, "· {0} {1}，超期{2}个工作日", "- {0} {1}, {2} working days overdue")                               \
    M(summary_more, "另有{0}项超期。", "{0} more are overdue.")
EXCHANGE_MESSAGES(MESSAGE_DECLARE)

#endif
