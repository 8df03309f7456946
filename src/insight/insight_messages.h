/* What reading the rules of figures says: data/figures, or an installation's own. */
#ifndef RECTIFY_INSIGHT_MESSAGES_H
#define RECTIFY_INSIGHT_MESSAGES_H

#include "base/message.h"

#define INSIGHT_MESSAGES(M)                                                                                            \
    M(rule_unreadable, "计算规则 {0} 读不出来：{1}", "the rule {0} cannot be read: {1}")                               \
    M(rule_missing, "计算规则 {0} 缺少“{1}”，或者它的写法不对", "the rule {0} lacks “{1}”, or it is written wrong")    \
    M(rule_key, "计算规则 {0} 里的“{1}”不认识", "the rule {0} holds “{1}”, which is not known")                        \
    M(rule_fact, "计算规则 {0} 里的事实“{1}”不认识；可用的有：{2}",                                                    \
      "the rule {0} counts “{1}”, which is no fact; there are: {2}")                                                   \
    M(rule_fact_doubled, "计算规则 {0} 里的事实“{1}”写了两次", "the rule {0} counts “{1}” twice")                      \
    M(rule_weight, "计算规则 {0} 里“{1}”的分值应在 {2} 之间", "the rule {0}: the weight of “{1}” must be {2}")         \
    M(lookback_count, "抽样数量应为 1 到 {0}", "the sample must be of 1 to {0}")                                       \
    M(lookback_seed, "种子应为 1 到 {0} 个字母、数字或短横线", "the seed is 1 to {0} letters, digits or hyphens")      \
    M(lookback_nothing, "没有可以抽取的问题：要已经销号，而且没有待核查的回头看",                                      \
      "there is nothing to draw from: closed problems without a look-back that is planned")                            \
    M(outcomes_period, "起止日期写法不对，或者起始晚于截止", "the period is not from a day to a later one")

INSIGHT_MESSAGES(MESSAGE_DECLARE)

#endif
