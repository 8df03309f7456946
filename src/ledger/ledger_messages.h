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
    M(calendar_overlap, "与“{0}”的日期重叠", "these days overlap with “{0}”")                                          \
    M(calendar_whose, "应写明是哪一年的放假安排，或者是哪个单位自定的，二者取一",                                      \
      "say which year's table they belong to, or which organisation set them: one of both")                            \
    M(calendar_long, "一次最多 {0} 天", "at most {0} days at once")                                                    \
    M(calendar_there, "{0} 年的放假安排已经有了", "{0} has its table of holidays already")                             \
    M(number_between, "“{0}”应在 {1} 到 {2} 之间", "“{0}” is from {1} to {2}")                                         \
    M(milestone_within, "期限应写明数目和单位", "a period has a number and a unit")                                    \
    M(follows_itself, "措施不能排在自己之后", "a measure does not come after itself")                                  \
    M(follows_circle, "“{0}”已经排在本措施之后，不能再排在它之前",                                                     \
      "“{0}” comes after this measure already and cannot come before it")                                              \
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
    M(check_not_closed, "只有已销号的问题才能安排回头看", "only a closed problem is looked at again")                  \
    M(check_planned, "该问题已经安排了回头看，还没有核查", "a look-back at this problem is planned already")           \
    M(check_own_unit, "不能核查本单位牵头整改的问题，请换一位核查人",                                                  \
      "nobody checks what his own unit leads: name another person")                                                    \
    M(check_done, "已经核查完毕的回头看不能撤销", "a look-back that was carried out is not withdrawn")                 \
    M(outcome_in_future, "“{0}”不能晚于今天", "“{0}” cannot be later than today")                                      \
    M(rule_no_finding, "请写明这项制度对应哪些问题", "say which problems the rule answers")                            \
    M(recovery_amount, "金额应大于零", "the amount must be more than nothing")                                         \
    M(sanction_whom, "受处理人应在人员中选定，或者写明姓名，二者填一项",                                               \
      "say whom: a person of the store, or an outsider by name, one of them")                                          \
    M(petition_answered, "答复日期不能早于收到日期", "it cannot be answered before it came in")                        \
    M(progress_in_future, "进展日期不能晚于今天", "progress cannot be of a day to come")                               \
    M(progress_other_proof, "佐证材料应是这条措施或所对应问题的附件",                                                  \
      "what proves it must be attached to this measure, or to a finding it answers")                                   \
    M(extension_no_day, "该{0}没有确定的时限，不用申请延期", "the {0} has no day to be moved")                         \
    M(extension_over, "该{0}已经完成、中止、留号、正在审核或者已经销号，时限不再延长",                                 \
      "the {0} is done, suspended, carried over, under review or closed: its day moves no more")                       \
    M(extension_late, "时限 {0} 已过，不能再申请延期；请如实填报进展，由整改办研究处理",                               \
      "the day, {0}, has passed: more time is asked for before, not after")                                            \
    M(extension_not_later, "申请延至的日期应晚于现在的时限 {0}", "the new day must be later than {0}")                 \
    M(extension_often, "已经延期 {0} 次，不能再申请延期", "the day has been moved {0} times, which is the most")       \
    M(extension_beyond, "措施不能延至 {0}：晚于所对应问题的时限 {1}；请先申请问题延期",                                \
      "the measure cannot last until {0}, later than its finding's day {1}; ask for the finding first")                \
    M(extension_open, "已有一份延期申请正在审核", "a request for more time is under review already")                   \
    M(extension_other_measure, "这条措施不对应该问题", "the measure does not answer this finding")                     \
    M(extension_ended, "已经审结的延期申请不能撤销", "a request that has ended cannot be withdrawn")                   \
    M(due_hard, "时限 {0} 只能提前、不能拖后，不能改为 {1}；确需调整，由确定时限的机关决定后登记“改定时限”",           \
      "the day {0} only comes forward: it cannot become {1}; who set it decides, which is recorded as such")           \
    M(request_to_nobody, "应写明向哪位领导或者哪个单位提请", "say to whom it is put: a person or a unit")              \
    M(request_past, "希望答复日期不能早于今天", "an answer cannot be wanted by a day that has passed")                 \
    M(trace_in_future, "留痕日期不能晚于今天", "a trace cannot be of a day to come")                                   \
    M(plan_part, "方案缺少“{0}”", "the plan lacks its part “{0}”")                                                     \
    M(plan_body, "专项方案应写明专项组", "a sub-plan names its body")                                                  \
    M(plan_upper_not_issued, "上级方案“{0}”还没有印发", "the plan above, “{0}”, has not been issued")                  \
    M(plan_no_measure, "方案里还没有措施；可以先“编入措施”", "there is no measure in the plan; collect them first")    \
    M(plan_measure_bare, "措施 {0} 还缺责任单位、完成时限或者成果形式",                                                \
      "measure {0} lacks its unit, its day or its deliverable")                                                        \
    M(plan_measure_lawful, "措施 {0} 涉及经费、机构编制或者人员处理，还没有通过合法性审核",                            \
      "measure {0} touches money, posts or persons and has not passed the check of lawfulness")                        \
    M(plan_measure_late, "措施 {0} 的时限 {1} 晚于所对应问题的时限 {2}",                                               \
      "measure {0} is due on {1}, later than its finding, {2}")                                                        \
    M(plan_unanswered, "{0}“{1}”在方案里没有措施，也没有填写整改结果",                                                 \
      "{0} “{1}” has no measure in the plan, nor does it say what became of it")                                       \
    M(plan_opinion_open, "征求{0}的意见还没有反馈或者没有处理", "the opinion of {0} is outstanding or not handled")    \
    M(plan_contradicts_day, "时限 {0} 晚于上级措施 {1} 的时限 {2}，不能与上级方案抵触",                                \
      "the day {0} is later than that of measure {1} above, {2}")                                                      \
    M(plan_contradicts_answers, "对应的问题不在上级措施 {0} 之内", "it answers what measure {0} above does not")       \
    M(plan_needs_upper, "实施方案的措施应写明落实哪条上级措施",                                                        \
      "a measure of an implementation plan says which measure above it carries out")                                   \
    M(plan_restricted, "限定知悉的问题不编入方案", "what answers a restricted finding is in no plan")                  \
    M(plan_master_alone, "总方案没有上级方案", "a master plan has no plan above it")                                   \
    M(plan_no_master, "专项方案和实施方案应写明所属的总方案",                                                          \
      "a sub-plan and an implementation plan name the plan above")                                                     \
    M(plan_not_withdrawn, "已经报审的方案不能撤销", "a plan that was submitted is not withdrawn")                      \
    M(plan_not_own, "责任单位只能编制本单位的实施方案及其中的措施，方案应在起草或者退回状态",                          \
      "a unit writes measures only in its own implementation plan, while that is a draft or returned")                 \
    M(progress_not_own, "这条措施由别的单位负责，请由该单位填报进展",                                                  \
      "another unit answers for this measure and reports on it")                                                       \
    M(attachment_replaces, "新版本应与原文件属于同一个问题、措施、方案或者反馈意见",                                   \
      "a new version belongs where the old one does")                                                                  \
    M(opinion_of_one, "征求意见应写明一个单位或者一个人", "an opinion is asked of one unit or one person")             \
    M(duty_time, "截止时间应写作“11:00”，不能是“{0}”", "a time is written 11:00; “{0}” is none")                       \
    M(duty_rhythm, "应写明报送周期；只报一次的，写一次性报送日期，两者写一项",                                         \
      "say how often it is reported, or the day of a single report: one of the two")                                   \
    M(duty_until, "停用日期不能早于启用日期", "it cannot end before it begins")                                        \
    M(duty_unit, "由一个单位报送的应写明是哪个单位，其他的不写",                                                       \
      "name the unit where one unit reports, and only then")                                                           \
    M(duty_no_outer, "应写明汇入哪项报送，才能比它提前", "say which report it goes into, to be due before that")       \
    M(duty_other_rhythm, "与汇入的“{0}”周期不同，不能按它倒推；请写周期内第几日",                                      \
      "“{0}” has another rhythm: say the day of the period instead of counting back from it")                          \
    M(duty_circle, "汇入事项绕回了自己", "it would go into itself")                                                    \
    M(report_not_own, "只能填报本单位的报告", "only a report of one's own unit")                                       \
    M(report_outside, "该单位不在本台账所属单位之下", "that unit does not belong to this ledger's organisation")       \
    M(report_no_duty, "没有这项应报事项", "there is no such report to make")                                           \
    M(report_files, "报告已经报出，附在上面的文件不能撤销；请先退回或者撤回",                                          \
      "it has been sent: its files stay; return it, or take it back, first")                                           \
    M(duty_reported, "已经有单位按它报送，不能再改日期；请停用它，另设一项",                                           \
      "reports were made by it: end it and set another instead of moving its day")                                     \
    M(duty_many, "应报事项最多 {0} 项；请停用或者撤销不用的",                                                          \
      "there are at most {0} duties to report; withdraw those that are not used")                                      \
    M(report_unit, "“{0}”不由该单位报送", "“{0}” is not this unit's to report")                                        \
    M(report_period, "“{0}”没有这样的报告期；请从报送台账开始填写",                                                    \
      "“{0}” has no such period; begin at the report desk")                                                            \
    M(report_backwards, "报告期止日不能早于起日", "the period cannot end before it begins")                            \
    M(report_frozen, "报告已经报出，内容不能再改；请先退回或者撤回",                                                   \
      "it has been sent and stays; return it, or take it back, first")                                                 \
    M(report_not_withdrawn, "报出的报告不能撤销；还没有签收的，先撤回",                                                \
      "what was sent is not withdrawn; take it back first, while nobody has received it")                              \
    M(letter_signed, "责任书已经签字，内容不能再改", "the letter has been signed: its text stays")                     \
    M(criterion_signed, "该问题正在审核或者已经销号，验收标准和自评不能再改",                                          \
      "the finding is under review or closed: its criteria and their answers stay")                                    \
    M(sweep_ties, "专项清理的五个数应填全并且相符：已排查数不大于应排查数，发现问题数等于已整改数加未整改数",          \
      "the five figures of a sweep must all be there and tie: checked ≤ base, found = corrected + left")               \
    M(closing_criterion_open, "验收标准“{0}”还没有自评为“达到”", "criterion “{0}” is not said to be met yet")          \
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
    M(no_route_set, "没有“{0}”这套审核环节；可用：{1}", "there are no routes “{0}”; there are: {1}")                   \
    M(no_ledger, "没有台账“{0}”", "there is no ledger “{0}”")                                                          \
    M(name_unknown, "没有叫“{1}”的{0}", "there is no {0} called “{1}”")                                                \
    M(name_ambiguous, "叫“{1}”的{0}不止一个，请改用代码或编号", "more than one {0} is called “{1}”; use its code")     \
    M(no_inspection, "没有巡察“{0}”", "there is no inspection “{0}”")                                                  \
    M(asked_nothing, "没有“{0}”这个查询条件", "there is no parameter “{0}”")                                           \
    M(asked_near, "没有“{0}”这个查询条件，是否指“{1}”？", "there is no parameter “{0}”; is “{1}” meant?")              \
    M(asked_sort, "不能按“{0}”排序", "cannot sort by “{0}”")

LEDGER_MESSAGES(MESSAGE_DECLARE)

#endif
