/* acceptance_criterion: what must be so before a problem counts as done (C5): checkable, agreed before work begins,
 * part of the plan. Who answers for the problem assesses himself against each when he asks to close it; the reviewer
 * says apart what he found. */
#ifndef RECTIFY_LEDGER_ACCEPTANCE_CRITERION_FIELDS_H
#define RECTIFY_LEDGER_ACCEPTANCE_CRITERION_FIELDS_H

#include "ledger/finding_fields.h"

#define ACCEPTANCE_CRITERION_FIELDS(F)                                                                                 \
    F(ref, finding, finding_id, "问题", REQUIRED | SORTED | FIXED)                                                     \
    F(integer, 0, position, "排序", 0)                                                                                 \
    F(long_text, 1000, criterion, "验收标准", REQUIRED | SEARCHED | MATERIAL)                                          \
    F(text, 200, checked_by, "核验方式", MATERIAL)                                                                     \
    F(word, criterion_met, own_met, "自评", 0)                                                                         \
    F(long_text, 2000, own_answer, "自评说明", 0)                                                                      \
    F(word, criterion_met, met, "核查", 0)                                                                             \
    F(long_text, 2000, met_note, "核查说明", 0)
#define RECORD        acceptance_criterion
#define RECORD_FIELDS ACCEPTANCE_CRITERION_FIELDS
#include "record/declare.h"

#endif
