/* extension_request: more time is asked for, for a problem or for one of its measures (D4): until when, why, what shows
 * it. Said once, before the day has passed; what is returned is asked for anew, as the next turn. The day there was
 * stays with the request. May it be asked for: ledger/extending.h; how it is reviewed: review_step, last of all by who
 * set the day. */
#ifndef RECTIFY_LEDGER_EXTENSION_REQUEST_FIELDS_H
#define RECTIFY_LEDGER_EXTENSION_REQUEST_FIELDS_H

#include "ledger/attachment_fields.h"

#define EXTENSION_REQUEST_FIELDS(F)                                                                                    \
    F(ref, finding, finding_id, "问题", REQUIRED | SORTED | FIXED)                                                     \
    F(ref, corrective_action, corrective_action_id, "整改措施", SORTED | FIXED | MATERIAL)                             \
    F(word, extension_state, state, "延期状态", GIVEN)                                                                 \
    F(integer, 0, turn, "第几次申请", GIVEN)                                                                           \
    F(deadline, 0, old_due, "原时限", GIVEN)                                                                           \
    F(deadline, 0, new_due, "申请延至", REQUIRED | MATERIAL | FIXED)                                                   \
    F(term, delay_cause, cause, "延期原因", REQUIRED | MATERIAL | FIXED)                                               \
    F(long_text, 4000, reason, "具体理由", REQUIRED | SEARCHED | MATERIAL | FIXED)                                     \
    F(flag, 0, objective, "客观原因", MATERIAL | FIXED)                                                                \
    F(refs, attachment, proofs, "佐证材料", MATERIAL | FIXED)                                                          \
    F(ref, person, requested_by_id, "申请人", GIVEN)                                                                   \
    F(date, 0, requested_on, "申请日期", GIVEN)                                                                        \
    F(date, 0, decided_on, "审结日期", GIVEN)                                                                          \
    F(long_text, 2000, return_reason, "退回理由", GIVEN)
#define RECORD        extension_request
#define RECORD_FIELDS EXTENSION_REQUEST_FIELDS
#include "record/declare.h"

#endif
