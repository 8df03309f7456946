/* What the API says of itself. */
#ifndef RECTIFY_API_MESSAGES_H
#define RECTIFY_API_MESSAGES_H

#include "base/message.h"

#define API_MESSAGES(M)                                                                                                \
    M(http_listen, "不能在 {0} 上提供服务：{1}", "cannot listen on {0}: {1}")                                          \
    M(http_threads, "不能启动工作线程", "cannot start threads")                                                        \
    M(api_malformed_address, "网址有误", "the address is malformed")                                                   \
    M(api_date, "“{0}”不是日期，应写成 2026-11-30", "“{0}” is no date: write 2026-11-30")                              \
    M(feed_finding, "整改到期：", "due: ")                                                                             \
    M(feed_measure, "措施到期：", "measure due: ")                                                                     \
    M(feed_gate, "时间关口：", "gate: ")                                                                               \
    M(calendar_one_change, "写明一处改动：新增、修改、撤销一个本单位的日子，或者导入一年的安排",                       \
      "one change: a day of one's own added, set or withdrawn, or a year's table")                                     \
    M(feed_report, "应报：", "report due: ")                                                                           \
    M(calendar_range, "起止日期颠倒，或者超过 {0} 天", "it ends before it begins, or has over {0} days")               \
    M(calendar_count, "工作日数应为 -{0} 到 {0} 的整数", "the number of working days is from -{0} to {0}")             \
    M(api_no_page, "没有这个地址", "there is nothing at this address")                                                 \
    M(api_no_method, "这个地址不支持 {0}", "{0} is not possible at this address")                                      \
    M(api_body_large, "内容太大，最多 {0} MB", "the body is too large; at most {0} MB")                                \
    M(api_stopping, "服务正在停止，请稍后再试", "the service is being stopped: try again later")                       \
    M(api_busy, "系统正忙，请稍后再试；什么也没有写入", "the system is busy, try again later; nothing was written")    \
    M(api_failed, "系统出错，什么也没有写入；请联系系统管理员查看日志",                                                \
      "the system failed and nothing was written; ask the administrator to look at the log")                           \
    M(api_unseen, "已写入，但暂时不能显示，请刷新页面；不要重做",                                                      \
      "it was written but cannot be shown just now: load the page again, do not repeat it")                            \
    M(api_no_column, "没有“{0}”这一列", "there is no column “{0}”")                                                    \
    M(api_no_tally, "不能按“{0}”分类计数", "rows cannot be counted by “{0}”")                                          \
    M(api_number, "“{0}”应为 1 到 {1} 的整数", "“{0}” must be a whole number from 1 to {1}")                           \
    M(api_if_match, "修改时应带上所见的版本（If-Match）", "state the version you saw (If-Match)")                      \
    M(api_idempotency_key, "Idempotency-Key 最多 100 个可见字符",                                                      \
      "Idempotency-Key holds at most 100 visible ASCII characters")                                                    \
    M(api_idempotency_other, "同一个 Idempotency-Key 已用于别的内容",                                                  \
      "this Idempotency-Key was used for another body")                                                                \
    M(api_no_dry_run, "此项操作不能试运行", "this cannot be tried without doing it")                                   \
    M(api_reason, "请写明撤销的原因", "give the reason")                                                               \
    M(api_field_text, "“{0}”应为文字", "“{0}” must be text")                                                           \
    M(api_field_missing, "请填写“{0}”", "“{0}” is missing")                                                            \
    M(api_field_other, "不认识“{0}”这一项", "“{0}” is not known here")                                                 \
    M(api_origin, "请求来自别的网站，已拒绝", "the request came from another site and was refused")                    \
    M(api_no_file, "没有收到文件", "no file was received")                                                             \
    M(api_file_name, "文件名有误", "the file name is not readable text")                                               \
    M(api_preference_key, "设置的名称应为 1 到 {0} 个小写字母、数字、点、横线",                                        \
      "the name of a preference has 1 to {0} lower-case letters, digits, dots, dashes")                                \
    M(api_preference_large, "设置内容太大，最多 {0} KB", "a preference holds at most {0} KB")                          \
    M(api_preferences_many, "设置最多 {0} 项", "at most {0} preferences")                                              \
    M(api_no_view, "没有这个视图，或者它没有共享给您", "there is no such view, or it is not shared with you")          \
    M(api_view_other, "这是别人的视图，可以另存为自己的再修改", "this view is somebody else's; save it as your own")   \
    M(api_view_name, "视图名称应为 1 到 {0} 个字", "the name of a view has 1 to {0} characters")                       \
    M(api_view_doubled, "您已有名为“{0}”的视图", "you have a view called “{0}” already")                               \
    M(api_view_page, "不认识“{0}”这个页面", "there is no page “{0}”")                                                  \
    M(api_view_query, "视图的内容应为一组查询条件，最多 {0} KB",                                                       \
      "a view holds an object of parameters, at most {0} KB")                                                          \
    M(api_view_shared, "“{0}”应为 true 或 false", "“{0}” must be true or false")                                       \
    M(api_views_many, "每人在一个台账中最多保存 {0} 个视图", "at most {0} views in a ledger for each person")          \
    M(api_upload_gone, "文件已不在服务器上，请重新上传", "the upload is gone; send the file again")                    \
    M(api_nodes, "“nodes”应为条目的列表，最多 {0} 条", "“nodes” must be a list of at most {0} nodes")                  \
    M(api_node, "第 {0} 个条目的“{1}”有误", "node {0}: “{1}” is wrong")                                                \
    M(api_node_text, "第 {0} 个条目的文字与原文不符，请刷新后重试", "the text of node {0} is not that of the letter")  \
    M(api_no_inspection, "请选择或新建所属的巡视巡察", "choose the inspection it belongs to, or state a new one")      \
    M(api_ongoing, "{0} 项长期坚持的事项暂定于 {1} 复查，可在台账中修改",                                              \
      "{0} matters are to be kept up; they will be looked at again on {1}")                                            \
    M(api_bulk_shape, "批量修改应为 {\"items\":[…]} 或 {\"ids\":[…],\"set\":{…}}",                                     \
      "a bulk change is {\"items\":[…]} or {\"ids\":[…],\"set\":{…}}")                                                 \
    M(api_bulk_many, "一次批量修改 1 到 {0} 条", "a bulk change has 1 to {0} rows")                                    \
    M(api_bulk_item, "每一条应为一个对象", "each row must be an object")                                               \
    M(api_bulk_doubled, "同一条记录在本次批量修改中出现了两次", "this record stands twice in the bulk change")         \
    M(api_streams_many, "打开的实时更新太多；请关闭几个页面后再试",                                                    \
      "too many live updates are open; close some pages")                                                              \
    M(api_no_job, "没有这项任务", "there is no such job")                                                              \
    M(api_jobs_many, "您已有几项任务在进行，请等它们完成", "several of your jobs are under way; wait for them")        \
    M(api_job_stopped, "程序停止时任务未做完；已做的都已保存",                                                         \
      "the program stopped before the job was done; what was done is kept")                                            \
    M(api_letter_parts, "原文件中有您不能阅看的部分，不能下载；可阅看隐去这些部分的原文",                              \
      "parts of the letter are not open to you, so the file cannot be had; read its text without them")                \
    M(api_one_plan, "只能比较同一份方案的两稿", "two versions of one plan are compared")                               \
    M(api_no_ui, "网页界面没有编入本程序；接口在 /api/v1", "this build has no web pages; the API is at /api/v1")

API_MESSAGES(MESSAGE_DECLARE)

#endif
