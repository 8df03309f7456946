/* What the store says when the disk or the database fails. */
#ifndef RECTIFY_STORE_MESSAGES_H
#define RECTIFY_STORE_MESSAGES_H

#include "base/message.h"

#define STORE_MESSAGES(M)                                                                                              \
    M(store_open, "打不开账库“{0}”：{1}", "cannot open the store “{0}”: {1}")                                          \
    M(store_missing, "“{0}”还不是账库；请先运行 rectify init {0}",                                                     \
      "“{0}” is not a store yet; run rectify init {0} first")                                                          \
    M(store_exists, "“{0}”已经是账库，未作改动", "“{0}” already is a store; nothing was changed")                      \
    M(store_newer, "账库的结构版本是 {0}，本程序只认识到 {1}；请升级程序",                                             \
      "the store has schema version {0}, this program knows {1}; upgrade the program")                                 \
    M(store_failed, "账库出错，什么也没有写入：{0}", "the store failed and nothing was written: {0}")                  \
    M(store_busy, "账库正忙，请稍后再试；什么也没有写入", "the store is busy, try again later; nothing was written")   \
    M(store_full, "磁盘已满，什么也没有写入；请清理磁盘后再试",                                                        \
      "the disk is full and nothing was written; free some space")                                                     \
    M(store_doubled, "已有相同的记录：{0}", "there already is such a record: {0}")                                     \
    M(store_unknown, "与数据库的连接在提交时中断，不知道是否已写入；请查看后再决定是否重做",                           \
      "the connection to the database ended during the commit: it is unknown whether anything was written; look "      \
      "before trying again")                                                                                           \
    M(store_limit, "查询范围太大，已停止；请缩小筛选条件", "too much to look through; narrow the filter")              \
    M(store_stopping, "程序正在停止，什么也没有写入", "the program is stopping; nothing was written")                  \
    M(filters_many, "筛选条件最多 {0} 个", "at most {0} filters")                                                      \
    M(filter_doubled, "“{0}”只能有一个筛选条件", "“{0}” can have one filter only")                                     \
    M(filter_values, "筛选条件中可选的值一共最多 {0} 个", "at most {0} values in all filters together")                \
    M(filter_kind, "不能按“{0}”筛选", "a list cannot be filtered by “{0}”")                                            \
    M(search_long, "查找内容最多 {0} 个字", "a search has at most {0} characters")                                     \
    M(search_not_text, "查找内容含有控制字符或乱码", "the search holds control characters or broken text")             \
    M(search_wide, "含“{0}”的太多或太散，没有逐条翻找；请多输几个字，或先加筛选条件",                                  \
      "too much holds “{0}” to look through all of it; type more of it, or add a filter")                              \
    M(cursor_broken, "翻页位置无效，请从第一页重新开始",                                                               \
      "the place in the list is not valid; start at the first page")                                                   \
    M(blob_failed, "附件没有保存成功：{0}", "the attachment could not be saved: {0}")                                  \
    M(blob_missing, "附件 {0} 在附件库中找不到", "attachment {0} is missing from the blob store")

STORE_MESSAGES(MESSAGE_DECLARE)

#endif
