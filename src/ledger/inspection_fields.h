/* inspection_round: a round inspects units. inspection: one team's inspection of the ledger's organisation; several may
 * rest on it at once (A2). */
#ifndef RECTIFY_LEDGER_INSPECTION_FIELDS_H
#define RECTIFY_LEDGER_INSPECTION_FIELDS_H

#include "access/person_fields.h"
#include "ledger/ledger_words.h"

#define INSPECTION_ROUND_FIELDS(F)                                                                                     \
    F(text, 40, code, "轮次代码", REQUIRED | UNIQUE)                                                                   \
    F(text, 160, name, "轮次名称", REQUIRED | SEARCHED)                                                                \
    F(word, inspection_level, level, "组织层级", 0)                                                                    \
    F(date, 0, from_on, "开始日期", SORTED)                                                                            \
    F(date, 0, until_on, "结束日期", 0)
#define RECORD        inspection_round
#define RECORD_FIELDS INSPECTION_ROUND_FIELDS
#include "record/declare.h"

#define INSPECTION_FIELDS(F)                                                                                           \
    F(text, 40, code, "巡察代码", REQUIRED | UNIQUE)                                                                   \
    F(text, 160, name, "巡察名称", REQUIRED | SEARCHED)                                                                \
    F(word, inspection_kind, kind, "类型", REQUIRED)                                                                   \
    F(word, inspection_level, level, "层级", REQUIRED)                                                                 \
    F(ref, inspection_round, inspection_round_id, "轮次", 0)                                                           \
    F(ref, organisation, organisation_id, "被巡察单位", 0)                                                             \
    F(text, 120, team, "巡察组", SEARCHED)                                                                             \
    F(text, 60, team_leader, "组长", 0)                                                                                \
    F(date, 0, entered_on, "进驻日期", 0)                                                                              \
    F(date, 0, left_on, "撤离日期", 0)                                                                                 \
    F(date, 0, feedback_on, "反馈日期", SORTED)                                                                        \
    F(integer, 0, concentrated_months, "集中整改月数", 0)
#define RECORD        inspection
#define RECORD_FIELDS INSPECTION_FIELDS
#include "record/declare.h"

#endif
