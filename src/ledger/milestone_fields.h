/* milestone: a gate on the way to what an inspection is owed (C4): units report, the office compiles, the leading group
 * deliberates, outer organs review, it is sent. Their order and least lengths are data of each inspection; the last of
 * a chain has the external deadline, as a day or as a period from the day the feedback was signed for. Without rows an
 * inspection has those of data/milestones/. The plan of days is made from them backwards (schedule/scheduling.h). */
#ifndef RECTIFY_LEDGER_MILESTONE_FIELDS_H
#define RECTIFY_LEDGER_MILESTONE_FIELDS_H

#include "ledger/inspection_fields.h"

#define MILESTONE_FIELDS(F)                                                                                            \
    F(ref, inspection, inspection_id, "巡察", REQUIRED | SORTED | FIXED)                                               \
    F(word, milestone_chain, chain, "报送事项", REQUIRED | FIXED)                                                      \
    F(integer, 0, position, "次序", REQUIRED | SORTED)                                                                 \
    F(text, 120, name, "关口", REQUIRED)                                                                               \
    F(integer, 0, working_days, "至少工作日", 0)                                                                       \
    F(integer, 0, days, "至少自然日", 0)                                                                               \
    F(integer, 0, within, "自签收起期限", 0)                                                                           \
    F(word, period_unit, within_unit, "期限单位", 0)                                                                   \
    F(date, 0, due_on, "最迟日期", 0)                                                                                  \
    F(date, 0, done_on, "完成日期", 0)
#define RECORD        milestone
#define RECORD_FIELDS MILESTONE_FIELDS
#include "record/declare.h"

#endif
