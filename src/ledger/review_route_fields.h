/* review_route: a step of how something is reviewed in this ledger (D28): order, who, within how many days. Data: a
 * small office has one step, a bureau the whole chain. Without any of a kind the office alone reviews. What is under
 * review keeps the steps it was submitted with. */
#ifndef RECTIFY_LEDGER_REVIEW_ROUTE_FIELDS_H
#define RECTIFY_LEDGER_REVIEW_ROUTE_FIELDS_H

#include "ledger/ledger_words.h"
#include "record/record.h"

#define REVIEW_ROUTE_FIELDS(F)                                                                                         \
    F(word, review_kind, kind, "审核事项", REQUIRED)                                                                   \
    F(integer, 0, position, "次序", REQUIRED)                                                                          \
    F(text, 60, name, "环节", REQUIRED)                                                                                \
    F(word, review_by, review_by, "审核人", REQUIRED)                                                                  \
    F(integer, 0, days, "审核时限（天）", 0)                                                                           \
    F(flag, 0, may_veto, "只否决、不必等", 0)
#define RECORD        review_route
#define RECORD_FIELDS REVIEW_ROUTE_FIELDS
#include "record/declare.h"

#endif
