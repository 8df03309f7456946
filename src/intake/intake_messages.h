/* intake_messages: what intake says about a letter. */
#ifndef RECTIFY_INTAKE_MESSAGES_H
#define RECTIFY_INTAKE_MESSAGES_H

#include "base/message.h"

#define INTAKE_MESSAGES(M)                                                                                             \
    M(letter_too_many_parts, "文件分出的条目超过{0}条，请拆成几个文件分别导入",                                        \
      "the document falls into more than {0} parts; import it as several files")                                       \
    M(figure_mismatch, "原文“{0}”写明{1}{2}个，识别出{3}个，请对照原文核对",                                           \
      "“{0}” states {1} {2}, {3} were found; please compare with the original")                                        \
    M(figure_sum_mismatch, "原文“{0}”写明问题{1}个，下文各类为{2}，合计{3}个，请核对",                                 \
      "“{0}” states {1} problems, the classes given are {2}, together {3}; please check")                              \
    M(number_gap, "编号“{0}{2}”之前缺少第{1}项，请核对原文",                                                           \
      "number {1} is missing before “{0}{2}”; compare with the original")                                              \
    M(number_repeated, "编号“{0}”重复出现在“{1}”处，请核对原文",                                                       \
      "number “{0}” appears again at “{1}”; compare with the original")                                                \
    M(no_findings, "没有识别出问题，请确认文件是否为反馈意见、整改方案或整改情况报告",                                 \
      "no problem was found; is this a feedback letter, a plan or a progress report?")                                 \
    M(secrecy_marked, "文件带有密级标志“{0}”", "the document is marked “{0}”")                                         \
    M(nodes_not_ascending, "第{0}个节点的编号不是{0}", "node {0} does not have the id {0}")                            \
    M(nodes_gap, "第{0}个节点从{1}开始，应从{2}开始", "node {0} starts at {1}, it must start at {2}")                  \
    M(nodes_empty, "第{0}个节点没有内容", "node {0} is empty")                                                         \
    M(nodes_short, "节点到{0}为止，原文有{1}个字", "the nodes end at {0}, the text has {1} characters")                \
    M(action_unanswering, "“{0}”号节点“{1}”是措施，但没有对应的问题；请把它移到所答复的问题之下",                      \
      "node {0} “{1}” is a measure but answers no finding; move it below the one it answers")                          \
    M(letter_above_ceiling, "文件标有“{0}”，本系统最高只能存放“{1}”级内容，不予导入",                                  \
      "the letter is marked “{0}”; this installation holds nothing above “{1}”")                                       \
    M(nodes_parent, "第{0}个节点的上级不在它之前，或层级不合适",                                                       \
      "the parent of node {0} is not before it or of no fitting level")                                                \
    M(revise_report, "要替换的反馈意见不存在，或不属于这次巡视巡察；请重新预检",                                       \
      "the letter to be replaced does not exist or belongs to another inspection; check again")                        \
    M(revise_twice, "“{0}”已被另一份反馈意见替换，请与最新的一份对照",                                                 \
      "“{0}” has been replaced already; compare with the letter that replaced it")                                     \
    M(revise_node, "第{0}个节点对应的原条目已不在被替换的反馈意见里，或层级不同；请重新预检",                          \
      "what node {0} said before is no longer in the replaced letter, or of another level; check again")               \
    M(revise_gone, "要撤出的条目不在被替换的反馈意见里；请重新预检",                                                   \
      "a finding to be withdrawn is not in the replaced letter; check again")                                          \
    M(revise_reason, "改发的反馈意见中已没有这一条", "the letter issued anew does not say it any more")

INTAKE_MESSAGES(MESSAGE_DECLARE)

#endif
