/* effectiveness_check: the organisation's own look at a closed problem, on a plan or by sample: did it hold (E3)? What
 * clearly rebounded is opened again under its own number. Nobody checks what his own unit leads. What was found is said
 * by the move `check` (workflow/check_cycle.c); how a sample is drawn is insight/lookback.h. */
#ifndef RECTIFY_LEDGER_EFFECTIVENESS_CHECK_FIELDS_H
#define RECTIFY_LEDGER_EFFECTIVENESS_CHECK_FIELDS_H

#include "ledger/attachment_fields.h"
#include "ledger/outcome_words.h"

#define EFFECTIVENESS_CHECK_FIELDS(F)                                                                                  \
    F(ref, finding, finding_id, "问题", REQUIRED | SORTED | FIXED)                                                     \
    F(word, check_kind, kind, "抽查方式", REQUIRED | FIXED)                                                            \
    F(text, 60, batch, "抽查批次", FIXED)                                                                              \
    F(text, 400, weight_note, "入选原因", FIXED)                                                                       \
    F(date, 0, planned_on, "计划日期", SORTED)                                                                         \
    F(word, check_state, state, "核查状态", GIVEN)                                                                     \
    F(word, check_result, result, "核查结果", 0)                                                                       \
    F(long_text, 4000, found, "核查情况", SEARCHED)                                                                    \
    F(refs, attachment, proofs, "佐证材料", 0)                                                                         \
    F(date, 0, checked_on, "核查日期", 0)                                                                              \
    F(ref, person, checker_id, "核查人", 0)                                                                            \
    F(ref, attachment, paper_id, "签批件", 0)
#define RECORD        effectiveness_check
#define RECORD_FIELDS EFFECTIVENESS_CHECK_FIELDS
#include "record/declare.h"

#endif
