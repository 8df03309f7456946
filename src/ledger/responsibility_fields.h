/* responsibility: who answers for a finding, in which role and kind (B4). Exactly one lead unit, lead official and
 * accountable official at a time; any number of the others. */
#ifndef RECTIFY_LEDGER_RESPONSIBILITY_FIELDS_H
#define RECTIFY_LEDGER_RESPONSIBILITY_FIELDS_H

#include "ledger/finding_fields.h"

#define RESPONSIBILITY_FIELDS(F)                                                                                       \
    F(ref, finding, finding_id, "问题", REQUIRED | SORTED | FIXED)                                                     \
    F(word, responsibility_role, role, "角色", REQUIRED)                                                               \
    F(word, responsibility_kind, kind, "责任类别", 0)                                                                  \
    F(ref, organisation, organisation_id, "单位", SORTED)                                                              \
    F(ref, person, person_id, "人员", SORTED)                                                                          \
    F(date, 0, from_on, "自", 0)                                                                                       \
    F(date, 0, until_on, "至", 0)                                                                                      \
    F(integer, 0, measures, "本单位措施数", DERIVED)                                                                   \
    F(integer, 0, measures_done, "已完成措施数", DERIVED)                                                              \
    F(integer, 0, position, "排序", 0)
#define RECORD        responsibility
#define RECORD_FIELDS RESPONSIBILITY_FIELDS
#include "record/declare.h"

#endif
