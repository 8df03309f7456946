/* What life cycles say: what a move lacks, and by state why nothing else can be done now. */
#ifndef RECTIFY_WORKFLOW_MESSAGES_H
#define RECTIFY_WORKFLOW_MESSAGES_H

#include "base/message.h"

#define WORKFLOW_MESSAGES(M)                                                                                           \
    M(no_such_move, "{0}没有“{1}”这项操作", "there is no move “{1}” of a {0}")                                         \
    M(move_not_taken, "这项操作不填“{0}”", "this move does not take “{0}”")                                            \
    M(finding_by_claims, "问题的认领状态随各单位、各责任人的认领自动变化，不能直接改",                                 \
      "whether a finding is claimed follows from the claims of its units and persons")                                 \
    M(closure_under_review, "该申请正在审核，由各审核环节的意见决定", "it is under review: its reviews decide")        \
    M(closure_over, "该申请已经审结或者撤回", "the request has ended")                                                 \
    M(review_waiting, "还没有轮到这个环节", "it is not this step's turn yet")                                          \
    M(review_open, "这个环节正等待审核", "this step waits to be signed")                                               \
    M(review_signed, "这个环节已经签署意见", "this step has been signed")                                              \
    M(review_void, "申请已经审结或者撤回，这个环节不用再审",                                                           \
      "the request has ended: nothing is to be signed any more")                                                       \
    M(review_own, "不能审核本人提出的申请", "nobody reviews his own request")                                          \
    M(action_by_progress, "措施的状态随进展填报自动变化：填报即为进行中，填到 100% 即为已完成",                        \
      "how far a measure is follows from its progress entries: the first begins it, 100 % ends it")                    \
    M(action_not_done, "这条措施还没有完成，没有什么可退回", "the measure is not done: there is nothing to return")    \
    M(finding_further, "该问题已进入后续阶段，认领不再影响它的状态", "the finding has gone on to a later stage")       \
    M(claim_not_disputed, "该条尚未认领，也没有待决定的异议", "it is not claimed yet, and no dispute is open")         \
    M(claim_claimed, "该条已认领；如认领有误，请整改办先撤回",                                                         \
      "it is claimed already; if that was a mistake, the office takes it back first")                                  \
    M(claim_disputed, "该条有异议待决定；请先决定或撤回异议",                                                          \
      "a dispute about it is open; decide it or take it back first")                                                   \
    M(claim_passed_on, "异议已于 {0} 决定，改由其他单位负责（理由：{1}），不能再改动",                                 \
      "the dispute was decided on {0}: another unit answers for it (reason: {1})")                                     \
    M(claim_kept, "异议已于 {0} 决定，维持原责任（理由：{1}），不能再次决定",                                          \
      "the dispute was decided on {0}: the responsibility stands (reason: {1}); it is not decided again")              \
    M(claim_void, "责任已变更或结束，该条不用再认领", "the responsibility has ended: nothing is owed any more")        \
    M(finding_document, "决定中止、留号、恢复或者改定时限，应附上决定文件（先上传为该问题的附件）",                    \
      "stopping, carrying over, resuming or a day set anew needs the document of the decision, a file of this very "   \
      "finding")                                                                                                       \
    M(finding_review_day, "留号的问题应写明下次复查日期", "what is carried over is looked at again: on which day?")    \
    M(finding_new_day, "应写明改定后的时限", "say the new day")                                                        \
    M(request_open, "该事项正等待答复", "it waits for an answer")                                                      \
    M(request_answered, "该事项已经答复；没有解决的，可以再次提请",                                                    \
      "it has been answered; if that did not help, ask again")                                                         \
    M(request_over, "该事项已经办结或者撤回", "it is settled or was taken back")                                       \
    M(request_not_addressed, "该事项由提请的对象答复", "whom it is put to answers")                                    \
    M(request_not_asked, "该事项由提请人撤回", "who asked takes it back")                                              \
    M(signing_who, "登记书面签署应写明“{0}”", "to record what was signed on paper, say the “{0}”")                     \
    M(signing_paper, "登记书面签署应附上扫描件", "to record what was signed on paper, attach the scan of it")          \
    M(plan_draft, "方案还在起草", "the plan is a draft")                                                               \
    M(plan_approved, "方案已经批准，等待印发；内容有改动的，会自动退回审核",                                           \
      "the plan is approved and waits to be issued; a change brings it back to its reviewers")                         \
    M(plan_issued, "方案已经印发；内容有改动的，会自动退回审核，批准后重新印发",                                       \
      "the plan is issued; a change brings it back to its reviewers, and it is issued anew")                           \
    M(plan_document_no, "印发方案应写明文号", "an issued plan has a document number")                                  \
    M(plan_no_inspection, "方案没有写明对应的巡察，不能自动编入措施",                                                  \
      "the plan names no inspection whose measures could be collected")                                                \
    M(plan_too_many, "一次最多编入 2000 条措施，请先按问题分批编入", "at most 2 000 measures are collected at once")   \
    M(opinion_adoption, "应写明是否采纳", "say whether it is adopted")                                                 \
    M(opinion_not_due, "反馈期限还没有过，不能按无意见处理", "its day has not passed")                                 \
    M(opinion_asked, "正在等待反馈意见", "the opinion is waited for")                                                  \
    M(opinion_answered, "意见已经反馈，等待处理", "the opinion waits to be handled")                                   \
    M(opinion_over, "该意见已经处理", "the opinion has been handled")                                                  \
    M(extract_issued, "方案摘录等待签收", "the extract waits to be signed for")                                        \
    M(extract_signed, "方案摘录已经签收", "the extract has been signed for")                                           \
    M(extract_void, "方案已经重新印发，这份摘录作废", "the plan was issued anew: this extract is void")                \
    M(letter_drafted, "责任书等待承诺单位签字；还在起草的，可以直接撤销",                                              \
      "it waits to be signed below; a draft is simply withdrawn")                                                      \
    M(letter_undertaken, "责任书等待上级签字", "it waits to be signed above")                                          \
    M(letter_over, "责任书已经签订或者作废", "the letter is signed or void")                                           \
    M(action_lawful, "应写明是否合法", "say whether it is lawful")                                                     \
    M(action_of_closed, "所对应的问题“{0}”已经销号；请先对问题重新整改",                                               \
      "its finding “{0}” is closed; open that again first")                                                            \
    M(move_in_future, "“{0}”不能晚于今天", "“{0}” cannot be later than today")                                         \
    M(claim_person_signs, "此条由本人签字认领，不能由他人代签", "the person himself signs this; nobody else can")      \
    M(claim_units_dispute, "异议由单位提出；领导个人的责任有误，请整改办直接调整责任分工",                             \
      "units dispute; when an official's part is wrong, the office changes the responsibility")                        \
    M(claim_disputed_before, "异议已于 {0} 决定维持原责任，不能再提异议",                                              \
      "a dispute was decided on {0}: the responsibility stands, and is not disputed again")                            \
    M(claim_own_unit, "不能改由提出异议的单位自己负责", "it cannot pass to the very unit that disputes it")            \
    M(claim_no_unit, "改派应写明由哪个单位负责", "say which unit is to answer for it")                                 \
    M(claim_own_dispute, "不能决定本人或本单位提出的异议", "nobody decides his own dispute, or his own unit's")        \
    M(claim_who_decided, "登记书面决定应写明决定人", "to record a decision made on paper, say who decided")            \
    M(claim_decided_paper, "登记书面决定应附上签批件的扫描件",                                                         \
      "to record a decision made on paper, attach the scan of it")                                                     \
    M(check_finding_open, "该问题已经重新整改，不再核查；请取消这次回头看",                                            \
      "the problem is open again: there is nothing to look at; cancel the look-back")                                  \
    M(check_waits, "这次回头看还没有核查", "the look-back is still to be carried out")                                 \
    M(check_over, "这次回头看已经核查或者取消", "the look-back was carried out or cancelled")                          \
    M(rule_draft, "制度还在起草，请先征求意见", "the rule is a draft: ask opinions first")                             \
    M(rule_opinions, "制度正在征求意见", "opinions about the rule are being asked")                                    \
    M(rule_deliberation, "制度正在审议，由整改办印发或者退回", "the rule is under deliberation")                       \
    M(rule_issued, "制度已经印发，等待施行", "the rule is issued and waits to come into force")                        \
    M(rule_in_force, "制度已经施行；要修改请另行登记修订", "the rule is in force; to change it, enter a revision")     \
    M(rule_dropped, "这项制度不再制定", "the rule was dropped")                                                        \
    M(handover_drafted, "交接已登记，等移交人签字", "it waits for the transferor's signature")                         \
    M(handover_handed, "移交人已签字，等接收人签字", "the transferor has signed; it waits for the receiver")           \
    M(handover_over, "交接已完成或者已作废", "the hand-over is done or void")                                          \
    M(handover_hands, "移交由移交人本人签字；书面签字由整改办登记",                                                    \
      "the transferor signs this himself; the office records what was signed on paper")                                \
    M(handover_receives, "接收由接收人本人签字；书面签字由整改办登记",                                                 \
      "the receiver signs this himself; the office records what was signed on paper")                                  \
    M(handover_day, "登记书面签字应写明“{0}”", "to record what was signed on paper, say the “{0}”")                    \
    M(handover_paper, "登记书面签字应附上交接清单的扫描件",                                                            \
      "to record what was signed on paper, attach the scan of it")                                                     \
    M(handover_receiver_left, "接收人“{0}”已离开，请作废后另行登记", "“{0}” has left; void it and register another")   \
    M(handover_nothing, "移交人名下没有需要交接的事项", "the transferor carries nothing that could be handed over")    \
    M(handover_many, "移交人名下事项太多，一次最多交接 1000 项；请先改派一部分",                                       \
      "he carries too much for one hand-over (at most 1000); reassign some of it first")                               \
    M(handover_changed, "移交人签字以后，名下事项有变化（{0}）；请移交人重新签字",                                     \
      "what he carries has changed since he signed ({0}); the transferor signs again")                                 \
    M(mirror_draft, "对照检查还没有发出", "the mirror check has not been sent yet")                                    \
    M(mirror_is_sent, "对照检查已发出，等各单位答复", "it has been sent; the units answer")                            \
    M(mirror_ended, "对照检查已结束", "the mirror check has ended")                                                    \
    M(mirror_no_items, "还没有对照事项", "there is no item in it yet")                                                 \
    M(mirror_no_units, "还没有接收单位", "there is no unit to send it to")                                             \
    M(mirror_many, "单位数乘事项数不能超过 {0}；请分开发", "units by items are at most {0}; send it in parts")         \
    M(mirror_unanswered, "“{0}”还有 {1} 项没有答复", "“{0}” has not answered {1} items")                               \
    M(answer_owed, "该项还没有答复", "it has not been answered yet")                                                   \
    M(answer_given, "该项已经答复", "it has been answered")                                                            \
    M(answer_contradicted, "该项答复已被推翻", "the answer has been contradicted")                                     \
    M(answer_void, "该项不用再答复", "nothing is to be answered any more")                                             \
    M(report_part, "“{0}”必须填写；确实没有的，写“无”，全部没有进展的，选“本期无进展”",                                \
      "“{0}” has to be filled in: “none” where there is none; where nothing happened at all, say “no news”")           \
    M(report_news, "选了“本期无进展”，就不再填写“{0}”", "it says that there is no news: “{0}” stays empty")            \
    M(report_drafted, "报告还没有报出", "it has not been sent yet")                                                    \
    M(report_sent, "报告已报出，等签收", "it has been sent and waits for its receipt")                                 \
    M(report_received, "报告已经签收", "it has been received")                                                         \
    M(report_again, "报告已退回，请修改后再报", "it was returned: mend it and send it again")                          \
    M(report_paper, "“{0}”应是附在这份报告上的文件", "“{0}” has to be a file of this very report")                     \
    M(report_receipt, "请附上级的回执，或者写明谁签收的", "attach the receipt, or say who received it")                \
    M(answer_owns_up, "该项答复已承认存在问题，没有什么可推翻", "the answer admits it: there is nothing to contradict")

WORKFLOW_MESSAGES(MESSAGE_DECLARE)

#endif
