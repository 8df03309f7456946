/* What the subject's rules say. */
#ifndef RECTIFY_LEDGER_MESSAGES_H
#define RECTIFY_LEDGER_MESSAGES_H

#include "base/message.h"

#define LEDGER_MESSAGES(M)                                                                                             \
    M(parent_level, "“{0}”不能放在这一层之下：方面→项→问题→要点",                                                      \
      "“{0}” cannot stand there: aspect → item → finding → point")                                                     \
    M(parent_circle, "“{0}”不能成为自己的下级", "“{0}” cannot be placed below itself")                                 \
    M(parent_other_report, "上级条目属于另一份反馈意见", "the parent belongs to another feedback report")              \
    M(ongoing_review, "长期坚持的事项应写明复查日期", "an ongoing matter needs a review date")                         \
    M(has_children, "请先撤销“{0}”的下级条目", "withdraw what stands below “{0}” first")                               \
    M(above_ceiling, "本系统最高只能存放“{0}”级内容，不能登记“{1}”",                                                   \
      "this installation holds nothing above “{0}”; “{1}” is refused")                                                 \
    M(responsibility_unit, "牵头、责任、配合单位应写明单位", "a unit's responsibility must name the unit")             \
    M(responsibility_person, "领导和责任人应写明人员", "a person's responsibility must name the person")               \
    M(responsibility_doubled, "该问题已有{0}；请先结束原来的", "the finding has a {0} already; end it first")          \
    M(responsibility_level, "只有问题、要点和要求才分配责任", "only findings, points and demands are assigned")        \
    M(responsibility_future, "责任的起止日期不能晚于今天", "a responsibility cannot begin or end later than today")    \
    M(answers_nothing, "整改措施应对应至少一个问题、要点或要求",                                                       \
      "a measure must answer at least one finding, point or demand")                                                   \
    M(attachment_one_owner, "附件应属于一个且仅一个问题、措施、反馈意见、交接或对照检查",                              \
      "an attachment belongs to exactly one finding, measure, feedback report, hand-over or mirror check")             \
    M(handover_same, "移交人和接收人不能是同一个人", "nobody hands over to himself")                                   \
    M(handover_left, "接收人“{0}”已离开，不能接收", "“{0}” has left and cannot receive")                               \
    M(handover_signed, "交接清单已签字；岗位、事由、监交人要改的，请作废后另行登记",                                   \
      "the list has been signed: void it and register another to change post, reason or witness")                      \
    M(handover_kept, "已签字的交接不能撤销；还没有接收的，请作废",                                                     \
      "a signed hand-over is not withdrawn; void it while it has not been received")                                   \
    M(mirror_sent, "对照检查已发出，接收单位和事项不能再改",                                                           \
      "it has been sent: units and items do not change any more")                                                      \
    M(mirror_kept, "已发出的对照检查不能撤销；请结束它", "what has been sent is not withdrawn; end it")                \
    M(portfolio_of_what, "分管应写明单位或者领域", "a portfolio names a unit or a field")                              \
    M(period_backwards, "“至”不能早于“自”", "it cannot end before it begins")                                          \
    M(of_another, "只有登记的本人和办公室可以撤销它", "only who entered this and the office can withdraw it")          \
    M(closing_no_finding, "只有问题和整改要求可以申请销号", "only problems and demands are closed")                    \
    M(closing_state, "该问题现在不能申请销号：尚未认领，或者正在审核、已经销号、已中止",                               \
      "it cannot be closed now: it is not claimed yet, or under review, closed or suspended")                          \
    M(closing_no_measure, "该问题还没有整改措施", "there is no measure for it yet")                                    \
    M(closing_measure_open, "措施 {0} 还没有完成", "measure {0} is not done yet")                                      \
    M(closing_part_silent, "“{0}”没有对应的措施，也没有填写整改结果",                                                  \
      "“{0}” has no measure of its own, nor does it say what became of it")                                            \
    M(closing_no_cause, "没有选定问题成因", "the cause of the problem has not been chosen")                            \
    M(closing_not_done, "整改结果是“未完成”或者“持续整改”的，不能销号", "what is not done, or goes on, is not closed") \
    M(closing_ended, "已经审结的销号申请不能撤销；问题有反弹的，请重新整改",                                           \
      "a request that has ended cannot be withdrawn; open the problem again")                                          \
    M(closing_result, "已销号的问题，整改结果不能直接改；确需更改，请先重新整改",                                      \
      "the result of a closed problem is not changed; open it again")                                                  \
    M(closing_other_report, "专项报告应是这个问题的附件", "the special report must be attached to this very problem")  \
    M(progress_in_future, "进展日期不能晚于今天", "progress cannot be of a day to come")                               \
    M(progress_other_proof, "佐证材料应是这条措施或所对应问题的附件",                                                  \
      "what proves it must be attached to this measure, or to a finding it answers")                                   \
    M(restricted_later, "“限定知悉”只能在登记时确定；请撤销本条，另行登记限定知悉的问题",                              \
      "a finding is restricted when it is registered or never; withdraw this one and register it anew")                \
    M(restricted_alone, "限定知悉的问题自成一组，不能放在一般条目之下",                                                \
      "a restricted finding stands at the top of a tree of its own")                                                   \
    M(restricted_below, "限定知悉的问题之下只能放限定知悉的条目", "only restricted findings stand below that one")     \
    M(restricted_link, "关联应登记在限定知悉的问题上，一般问题不能指向它",                                             \
      "the link belongs on the restricted finding; one that is not restricted cannot refer to it")                     \
    M(restricted_mixed, "一项措施不能同时对应限定知悉的问题和一般问题",                                                \
      "a measure answers either restricted findings or others, not both")                                              \
    M(entitled_nobody, "限定知悉的问题应写明知悉人员", "a restricted finding names who may know of it")                \
    M(entitled_open, "只有限定知悉的问题才写知悉人员", "only a restricted finding names who may know of it")           \
    M(entitled_above, "知悉人员写在最上级的条目上", "who may know of it is named on the topmost finding")              \
    M(no_ledger, "没有台账“{0}”", "there is no ledger “{0}”")                                                          \
    M(name_unknown, "没有叫“{1}”的{0}", "there is no {0} called “{1}”")                                                \
    M(name_ambiguous, "叫“{1}”的{0}不止一个，请改用代码或编号", "more than one {0} is called “{1}”; use its code")     \
    M(no_inspection, "没有巡察“{0}”", "there is no inspection “{0}”")                                                  \
    M(asked_nothing, "没有“{0}”这个查询条件", "there is no parameter “{0}”")                                           \
    M(asked_near, "没有“{0}”这个查询条件，是否指“{1}”？", "there is no parameter “{0}”; is “{1}” meant?")              \
    M(asked_sort, "不能按“{0}”排序", "cannot sort by “{0}”")

LEDGER_MESSAGES(MESSAGE_DECLARE)

#endif
