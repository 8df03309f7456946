/* recovery: money that came back, was returned to those it belongs to, or was kept from being lost (E5). */
#ifndef RECTIFY_LEDGER_RECOVERY_FIELDS_H
#define RECTIFY_LEDGER_RECOVERY_FIELDS_H

#include "ledger/attachment_fields.h"

#define RECOVERY_FIELDS(F)                                                                                             \
    F(ref, finding, finding_id, "问题", REQUIRED | SORTED | FIXED)                                                     \
    F(term, recovery, kind, "挽回方式", REQUIRED)                                                                      \
    F(money, 0, amount, "金额", REQUIRED)                                                                              \
    F(date, 0, recovered_on, "到账日期", REQUIRED | SORTED)                                                            \
    F(text, 120, payer, "交款方", 0)                                                                                   \
    F(text, 80, document_no, "凭证号", 0)                                                                              \
    F(refs, attachment, proofs, "佐证材料", 0)
#define RECORD        recovery
#define RECORD_FIELDS RECOVERY_FIELDS
#include "record/declare.h"

#endif
