/* What the walkers say about a field. {0} is the field's label. */
#ifndef RECTIFY_RECORD_MESSAGES_H
#define RECTIFY_RECORD_MESSAGES_H

#include "base/message.h"

#define RECORD_MESSAGES(M)                                                                                             \
    M(required, "“{0}”不能为空", "“{0}” must not be empty")                                                            \
    M(too_long, "“{0}”最多 {1} 个字，现有 {2} 个", "“{0}” holds at most {1} characters, this has {2}")                 \
    M(not_text, "“{0}”含有不能保存的控制字符或乱码（第 {1} 个字节）",                                                  \
      "“{0}” holds control characters or broken text (byte {1})")                                                      \
    M(one_line, "“{0}”只能是一行文字", "“{0}” must be a single line")                                                  \
    M(not_integer, "“{0}”应为整数", "“{0}” must be a whole number")                                                    \
    M(not_flag, "“{0}”应为是或否", "“{0}” must be yes or no")                                                          \
    M(not_date, "“{0}”应为日期，如 2026-03-31，现为“{1}”", "“{0}” must be a date such as 2026-03-31, not “{1}”")       \
    M(not_instant, "“{0}”应为时间，如 2026-03-31T08:00:00Z，现为“{1}”",                                                \
      "“{0}” must be a time such as 2026-03-31T08:00:00Z, not “{1}”")                                                  \
    M(not_money, "“{0}”应为金额（元，最多两位小数），现为“{1}”",                                                       \
      "“{0}” must be an amount in yuan with at most two decimals, not “{1}”")                                          \
    M(not_share, "“{0}”应为 0 到 100 的整数", "“{0}” must be a whole number from 0 to 100")                            \
    M(not_word, "“{0}”没有“{1}”这个选项，可选：{2}", "“{0}” has no choice “{1}”; choose from: {2}")                    \
    M(not_id, "“{0}”不是有效的编号引用“{1}”", "“{0}” is not a valid reference: “{1}”")                                 \
    M(not_refs, "“{0}”应为编号的列表，最多 {1} 个", "“{0}” must be a list of at most {1} references")                  \
    M(not_digest, "“{0}”应为附件的校验值（64 位十六进制）",                                                            \
      "“{0}” must be the checksum of an attachment (64 hex digits)")                                                   \
    M(not_extra, "“{0}”应为“列名：内容”的对照，最多 {1} 列，每格最多 {2} 个字",                                        \
      "“{0}” must map column names to text, at most {1} columns of {2} characters")                                    \
    M(not_string, "“{0}”应为文字", "“{0}” must be text")                                                               \
    M(deadline_needs_day, "“{0}”除长期坚持外应写明最后日期", "“{0}” needs a last day unless it is ongoing")            \
    M(unknown_field, "没有“{0}”这个字段", "there is no field “{0}”")                                                   \
    M(given_field, "“{0}”由系统给出，不能填写", "“{0}” is set by the system")                                          \
    M(fixed_field, "“{0}”登记后不可更改", "“{0}” cannot be changed once it is registered")                             \
    M(not_object, "内容应为一个 JSON 对象", "the body must be one JSON object")                                        \
    M(json_broken, "JSON 有误：第 {0} 行第 {1} 列附近", "broken JSON near line {0}, column {1}")

RECORD_MESSAGES(MESSAGE_DECLARE)

#endif
