/* good_practice: what was learnt and is worth spreading, and how far it was spread (E5). */
#ifndef RECTIFY_LEDGER_GOOD_PRACTICE_FIELDS_H
#define RECTIFY_LEDGER_GOOD_PRACTICE_FIELDS_H

#include "ledger/finding_fields.h"
#include "ledger/outcome_words.h"

#define GOOD_PRACTICE_FIELDS(F)                                                                                        \
    F(text, 400, title, "标题", REQUIRED | SEARCHED)                                                                   \
    F(long_text, 20000, practice, "做法", REQUIRED | SEARCHED)                                                         \
    F(refs, finding, findings, "对应问题", 0)                                                                          \
    F(ref, organisation, organisation_id, "做法单位", SORTED)                                                          \
    F(word, spread_level, spread, "推广范围", 0)                                                                       \
    F(date, 0, spread_on, "推广日期", 0)
#define RECORD        good_practice
#define RECORD_FIELDS GOOD_PRACTICE_FIELDS
#include "record/declare.h"

#endif
