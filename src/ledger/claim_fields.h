/* claim: what a party owes for a finding it answers for (B2, 照单全收): the unit's or the person's signature that the
 * matter is theirs, by a day of its own. One for each responsibility of a lead unit, a responsible unit, a lead or an
 * accountable official; the program makes and voids them with the responsibility (workflow/follow.h), people move them
 * along the life cycle (workflow/claim_cycle.c). Nobody writes its fields any other way. */
#ifndef RECTIFY_LEDGER_CLAIM_FIELDS_H
#define RECTIFY_LEDGER_CLAIM_FIELDS_H

#include "ledger/attachment_fields.h"
#include "ledger/responsibility_fields.h"

#define CLAIM_FIELDS(F)                                                                                                \
    F(ref, finding, finding_id, "问题", REQUIRED | SORTED | FIXED)                                                     \
    F(ref, responsibility, responsibility_id, "责任分工", REQUIRED | FIXED)                                            \
    F(word, responsibility_role, role, "责任角色", REQUIRED | FIXED)                                                   \
    F(ref, organisation, organisation_id, "单位", SORTED | FIXED)                                                      \
    F(ref, person, person_id, "人员", SORTED | FIXED)                                                                  \
    F(word, claim_state, state, "认领状态", GIVEN)                                                                     \
    F(date, 0, due_on, "认领期限", SORTED)                                                                             \
    F(date, 0, claimed_on, "认领日期", 0)                                                                              \
    F(ref, person, signed_by_id, "签字人", 0)                                                                          \
    F(flag, 0, on_paper, "书面登记", GIVEN)                                                                            \
    F(ref, attachment, paper_id, "书面材料", 0)                                                                        \
    F(date, 0, disputed_on, "异议日期", 0)                                                                             \
    F(ref, person, disputed_by_id, "异议提出人", 0)                                                                    \
    F(long_text, 2000, dispute_reason, "异议理由", SEARCHED)                                                           \
    F(ref, organisation, proposed_unit_id, "建议单位", 0)                                                              \
    F(word, claim_decision, decision, "异议决定", GIVEN)                                                               \
    F(date, 0, decided_on, "决定日期", 0)                                                                              \
    F(ref, person, decided_by_id, "决定人", 0)                                                                         \
    F(long_text, 2000, decision_reason, "决定理由", SEARCHED)                                                          \
    F(ref, organisation, decided_unit_id, "改派单位", 0)                                                               \
    F(ref, attachment, decision_paper_id, "决定材料", 0)                                                               \
    F(long_text, 2000, retract_reason, "撤回理由", 0)                                                                  \
    F(ref, feedback_report, feedback_report_id, "反馈意见", DERIVED)                                                   \
    F(ref, inspection, inspection_id, "巡察", DERIVED)
#define RECORD        claim
#define RECORD_FIELDS CLAIM_FIELDS
#include "record/declare.h"

#endif
