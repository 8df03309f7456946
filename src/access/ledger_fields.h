/* ledger: the books of one inspected organisation. Its id is the ledger_id that leads every key of its records (D20).
 */
#ifndef RECTIFY_ACCESS_LEDGER_FIELDS_H
#define RECTIFY_ACCESS_LEDGER_FIELDS_H

#include "access/organisation_fields.h"

#define LEDGER_FIELDS(F)                                                                                               \
    F(text, 20, code, "台账代码", REQUIRED | UNIQUE | FIXED)                                                           \
    F(text, 120, name, "台账名称", REQUIRED)                                                                           \
    F(ref, organisation, organisation_id, "单位", REQUIRED)                                                            \
    F(text, 40, profile, "用语", REQUIRED)                                                                             \
    F(date, 0, opened_on, "建账日期", 0)                                                                               \
    F(integer, 0, claim_days, "认领天数", 0)                                                                           \
    F(integer, 0, extensions_most, "最多延期次数", 0)                                                                  \
    F(integer, 0, buffer_days, "每级提前工作日", 0)
#define RECORD        ledger
#define RECORD_FIELDS LEDGER_FIELDS
#include "record/declare.h"

#endif
