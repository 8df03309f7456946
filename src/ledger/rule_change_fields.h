/* rule_change: a rule that was made, revised or abolished because of problems (E5): drafted, opinions asked,
 * deliberated, issued, in force; whether it is carried out is checked once later. Its life cycle is
 * workflow/rule_cycle.c. */
#ifndef RECTIFY_LEDGER_RULE_CHANGE_FIELDS_H
#define RECTIFY_LEDGER_RULE_CHANGE_FIELDS_H

#include "ledger/corrective_action_fields.h"
#include "ledger/outcome_words.h"

#define RULE_CHANGE_FIELDS(F)                                                                                          \
    F(text, 400, title, "制度名称", REQUIRED | SEARCHED)                                                               \
    F(word, rule_change_kind, kind, "制度类别", REQUIRED)                                                              \
    F(refs, finding, findings, "对应问题", REQUIRED)                                                                   \
    F(ref, corrective_action, corrective_action_id, "对应措施", 0)                                                     \
    F(ref, organisation, organisation_id, "起草单位", SORTED)                                                          \
    F(word, rule_state, state, "制度状态", GIVEN)                                                                      \
    F(text, 80, document_no, "文号", 0)                                                                                \
    F(date, 0, issued_on, "印发日期", 0)                                                                               \
    F(date, 0, in_force_on, "施行日期", 0)                                                                             \
    F(date, 0, check_by_on, "执行检查期限", SORTED)                                                                    \
    F(word, execution, executed, "执行结论", 0)                                                                        \
    F(long_text, 4000, execution, "执行情况", SEARCHED)                                                                \
    F(date, 0, executed_on, "检查日期", 0)
#define RECORD        rule_change
#define RECORD_FIELDS RULE_CHANGE_FIELDS
#include "record/declare.h"

#endif
