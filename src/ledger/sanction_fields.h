/* sanction: what was done about one person because of a problem (E5): a record is a person-time, a person may have
 * several. Who he is, only those entitled see (field_access.inc); everybody of the business sees form, kind and day. */
#ifndef RECTIFY_LEDGER_SANCTION_FIELDS_H
#define RECTIFY_LEDGER_SANCTION_FIELDS_H

#include "ledger/finding_fields.h"
#include "ledger/outcome_words.h"

#define SANCTION_FIELDS(F)                                                                                             \
    F(ref, finding, finding_id, "问题", REQUIRED | SORTED | FIXED)                                                     \
    F(ref, person, person_id, "受处理人", RESTRICTED)                                                                  \
    F(text, 60, person_name, "受处理人姓名（系统外）", PERSONAL)                                                       \
    F(word, sanction_form, form, "形态", REQUIRED)                                                                     \
    F(term, sanction, kind, "处理方式", REQUIRED)                                                                      \
    F(date, 0, decided_on, "处理日期", REQUIRED | SORTED)                                                              \
    F(text, 120, organ, "处理机关", 0)                                                                                 \
    F(text, 80, document_no, "处理文号", 0)
#define RECORD        sanction
#define RECORD_FIELDS SANCTION_FIELDS
#include "record/declare.h"

#endif
