/* petition: a letter of complaint that came in about what is rectified, and how it was answered (E5). Only those who
 * see a ledger whole know of it. */
#ifndef RECTIFY_LEDGER_PETITION_FIELDS_H
#define RECTIFY_LEDGER_PETITION_FIELDS_H

#include "ledger/finding_fields.h"

#define PETITION_FIELDS(F)                                                                                             \
    F(text, 40, letter_no, "信访件编号", REQUIRED | SEARCHED)                                                          \
    F(date, 0, received_on, "收到日期", REQUIRED | SORTED)                                                             \
    F(long_text, 4000, matter, "反映事项", REQUIRED | SEARCHED)                                                        \
    F(refs, finding, findings, "对应问题", 0)                                                                          \
    F(ref, organisation, organisation_id, "承办单位", SORTED)                                                          \
    F(date, 0, due_on, "办理期限", SORTED)                                                                             \
    F(date, 0, answered_on, "答复日期", 0)                                                                             \
    F(long_text, 4000, outcome, "办理结果", SEARCHED)
#define RECORD        petition
#define RECORD_FIELDS PETITION_FIELDS
#include "record/declare.h"

#endif
