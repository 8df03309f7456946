/* What the journal says when a change cannot be accepted, or a chain does not hold. */
#ifndef RECTIFY_JOURNAL_MESSAGES_H
#define RECTIFY_JOURNAL_MESSAGES_H

#include "base/message.h"

#define JOURNAL_MESSAGES(M)                                                                                            \
    M(no_record, "没有这条{0}", "there is no such {0}")                                                                \
    M(no_target, "“{0}”指向的{1}不存在", "“{0}” refers to a {1} that does not exist")                                  \
    M(no_term, "“{0}”没有“{1}”这一项；请先在词表“{2}”中添加",                                                          \
      "“{0}” has no term “{1}”; add it to the vocabulary “{2}” first")                                                 \
    M(doubled, "“{0}”“{1}”已被使用", "“{0}” “{1}” is taken already")                                                   \
    M(stale, "“{0}”已被他人改动", "“{0}” was changed by somebody else")                                                \
    M(withdrawn, "这条{0}已撤销，不能再改", "this {0} was withdrawn and cannot be changed")                            \
    M(clock_backwards, "系统时间比最后一次登记早，请校准时间后再试",                                                   \
      "the clock is behind the last entry; set it right and try again")                                                \
    M(event_altered, "账册 {0} 第 {1} 条记录被改动：{2}", "ledger {0}, event {1} was altered: {2}")                    \
    M(event_missing, "账册 {0} 第 {1} 条记录缺失（其后为第 {2} 条）",                                                  \
      "ledger {0}, event {1} is missing (the next is {2})")                                                            \
    M(event_part_gone, "账册 {0} 第 {1} 条记录的内容被抹去，且没有抹除令",                                             \
      "ledger {0}, event {1}: a part is gone and no erase event names it")                                             \
    M(chain_headless, "账册 {0} 的链头与第 {1} 条记录不符：末尾可能被截断",                                            \
      "ledger {0}: the head does not fit event {1}: the tail may be cut")                                              \
    M(chain_tail, "账册 {0} 第 {1} 条起缺失：链头记到第 {2} 条",                                                       \
      "ledger {0}: the events from {1} on are missing, the head says {2}")                                             \
    M(chain_unopened, "账册 {0} 第 {1} 条记录不是开链记录", "ledger {0}, event {1} is not the opening of the chain")   \
    M(chain_missing, "检查点中的账册 {0}（共 {1} 条）已不存在", "ledger {0} of the checkpoint ({1} events) is gone")   \
    M(chain_cut, "账册 {0} 只剩 {1} 条，检查点时有 {2} 条：末尾被截断",                                                \
      "ledger {0} has {1} events, the checkpoint had {2}: the tail was cut")                                           \
    M(chain_rehashed, "账册 {0} 从第 {1} 条起与检查点不符：链被改动并重算过",                                          \
      "ledger {0} does not fit the checkpoint from event {1} on: the chain was altered and hashed anew")               \
    M(ledger_unannounced, "账册 {0} 第 {1} 条：其链在总册中没有登记或已被删除",                                        \
      "ledger {0}, event {1}: its chain is not announced in the installation's book, or was deleted")                  \
    M(checkpoint_broken, "检查点文件有误：{0}", "the checkpoint file is broken: {0}")                                  \
    M(checkpoint_signature, "检查点的签名不对：文件被改动，或不是本系统所签",                                          \
      "the checkpoint's signature is wrong: the file was altered or was signed by another")                            \
    M(checkpoint_other_site, "检查点属于另一个系统（{0}）", "the checkpoint belongs to another installation ({0})")    \
    M(key_missing, "找不到签名密钥 {0}", "the signing key {0} is missing")                                             \
    M(key_broken, "签名密钥 {0} 不能用：{1}", "the signing key {0} cannot be used: {1}")                               \
    M(key_exists, "签名密钥 {0} 已存在，未作改动", "the signing key {0} is there already; nothing was changed")        \
    M(key_exposed, "签名密钥 {0} 他人也能读取，不能使用；请执行 chmod 600",                                            \
      "others may read the signing key {0}; run chmod 600 on it")                                                      \
    M(key_other, "签名密钥（{0}）不是本系统的密钥（{1}）", "the signing key ({0}) is not this installation's ({1})")   \
    M(checkpoint_busy, "另有检查点正在生成，请稍后再试", "another checkpoint is being made; try again later")          \
    M(erase_order, "抹除个人信息必须写明依据（何人何时、文号）",                                                       \
      "erasing personal values needs an order: by whom, its number and date")                                          \
    M(erase_nothing, "没有可抹除的个人信息", "there is nothing personal to erase")                                     \
    M(row_differs, "表 {0}，记录 {1}，字段 {2}：与登记的事件不符",                                                     \
      "table {0}, record {1}, field {2} does not fit the events")                                                      \
    M(row_missing, "表 {0} 缺少记录 {1}", "table {0} lacks record {1}")                                                \
    M(row_unknown, "表 {0} 的记录 {1} 没有任何登记事件", "table {0}, record {1} has no event")                         \
    M(event_unreadable, "账册 {0} 第 {1} 条记录不能还原：{2}", "ledger {0}, event {1} cannot be folded: {2}")          \
    M(rebuild_scratch, "不能建立临时目录“{0}”：{1}", "cannot make the temporary directory “{0}”: {1}")                 \
    M(table_remade, "表 {0} 被重建过，结构与程序所建的不同",                                                           \
      "table {0} was made anew and is not as the program makes it")                                                    \
    M(access_altered, "访问日志第 {0} 条被改动：{1}", "access log, entry {0} was altered: {1}")                        \
    M(access_missing, "访问日志第 {0} 条缺失", "access log, entry {0} is missing")                                     \
    M(blob_lost, "{0} {1} 的附件 {2} 缺失或被改动", "{0} {1}: attachment {2} is missing or altered")

JOURNAL_MESSAGES(MESSAGE_DECLARE)

#endif
