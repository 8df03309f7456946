/* responsibility_letter: what a unit undertakes towards the level above it (责任书; B4): made from who answers for
 * what, signed below, then above, and kept. Its text is fixed once anybody has signed (workflow/letter_cycle.c). */
#ifndef RECTIFY_LEDGER_RESPONSIBILITY_LETTER_FIELDS_H
#define RECTIFY_LEDGER_RESPONSIBILITY_LETTER_FIELDS_H

#include "ledger/attachment_fields.h"
#include "ledger/plan_fields.h"

#define RESPONSIBILITY_LETTER_FIELDS(F)                                                                                \
    F(text, 40, number, "责任书编号", GIVEN | UNIQUE | SEARCHED)                                                       \
    F(ref, plan, plan_id, "方案", SORTED | FIXED)                                                                      \
    F(ref, organisation, organisation_id, "承诺单位", REQUIRED | SORTED | FIXED)                                       \
    F(ref, person, person_id, "承诺人", REQUIRED | SORTED | FIXED)                                                     \
    F(ref, organisation, upper_unit_id, "上级单位", REQUIRED | FIXED)                                                  \
    F(ref, person, upper_person_id, "上级签订人", REQUIRED | SORTED | FIXED)                                           \
    F(word, letter_state, state, "签订状态", GIVEN)                                                                    \
    F(long_text, 40000, undertaking, "责任内容", SEARCHED)                                                             \
    F(date, 0, undertaken_on, "承诺日期", 0)                                                                           \
    F(ref, person, undertaken_by_id, "承诺签字人", 0)                                                                  \
    F(date, 0, countersigned_on, "签订日期", 0)                                                                        \
    F(ref, person, countersigned_by_id, "签订人", 0)                                                                   \
    F(ref, attachment, paper_id, "签字件", 0)                                                                          \
    F(text, 64, signed_hash, "签署内容校验值", GIVEN)
#define RECORD        responsibility_letter
#define RECORD_FIELDS RESPONSIBILITY_LETTER_FIELDS
#include "record/declare.h"

#endif
