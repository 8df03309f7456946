/* handover: the duties of who leaves a post pass to who takes it over, by one list both sign (B4, 交接、新官理旧账).
 * What was handed over is frozen when the transferor signs; it passes when the receiver does
 * (workflow/handover_cycle.c, workflow/holdings.h). */
#ifndef RECTIFY_LEDGER_HANDOVER_FIELDS_H
#define RECTIFY_LEDGER_HANDOVER_FIELDS_H

#include "access/person_fields.h"
#include "ledger/attachment_fields.h"

enum { HOLDINGS_TEXT = 400000 };

#define HANDOVER_FIELDS(F)                                                                                             \
    F(text, 40, number, "交接编号", GIVEN | UNIQUE | SEARCHED)                                                         \
    F(ref, person, from_person_id, "移交人", REQUIRED | FIXED | SORTED)                                                \
    F(ref, person, to_person_id, "接收人", REQUIRED | FIXED | SORTED)                                                  \
    F(text, 120, post, "岗位", SEARCHED)                                                                               \
    F(long_text, 2000, reason, "交接事由", REQUIRED | SEARCHED)                                                        \
    F(word, handover_state, state, "交接状态", GIVEN)                                                                  \
    F(long_text, HOLDINGS_TEXT, holdings, "交接清单", GIVEN)                                                           \
    F(date, 0, handed_on, "移交日期", 0)                                                                               \
    F(date, 0, received_on, "接收日期", 0)                                                                             \
    F(ref, person, witness_id, "监交人", 0)                                                                            \
    F(ref, attachment, paper_id, "书面材料", 0)                                                                        \
    F(text, 64, signed_hash, "签字内容校验值", GIVEN)
#define RECORD        handover
#define RECORD_FIELDS HANDOVER_FIELDS
#include "record/declare.h"

#endif
