/* portfolio: what a leader is in charge of, units with all below them and fields of problems, from–to (B4, 分管).
 * Proposes the lead official of a finding (portfolio.h). */
#ifndef RECTIFY_LEDGER_PORTFOLIO_FIELDS_H
#define RECTIFY_LEDGER_PORTFOLIO_FIELDS_H

#include "access/person_fields.h"

#define PORTFOLIO_FIELDS(F)                                                                                            \
    F(ref, person, person_id, "领导", REQUIRED | SORTED)                                                               \
    F(ref, organisation, organisation_id, "分管单位", SORTED)                                                          \
    F(term, category, category, "分管领域", 0)                                                                         \
    F(date, 0, from_on, "自", 0)                                                                                       \
    F(date, 0, until_on, "至", 0)                                                                                      \
    F(integer, 0, position, "排序", 0)
#define RECORD        portfolio
#define RECORD_FIELDS PORTFOLIO_FIELDS
#include "record/declare.h"

#endif
