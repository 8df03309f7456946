/* delegation: a person may act for another within limits, from a day to a day (D15, 委托代办). What he does is recorded
 * as his, for the other (delegation.h). */
#ifndef RECTIFY_ACCESS_DELEGATION_FIELDS_H
#define RECTIFY_ACCESS_DELEGATION_FIELDS_H

#include "access/person_fields.h"

#define DELEGATION_FIELDS(F)                                                                                           \
    F(ref, person, person_id, "委托人", REQUIRED | FIXED | SORTED)                                                     \
    F(ref, person, delegate_id, "受托人", REQUIRED | FIXED | SORTED)                                                   \
    F(word, delegation_scope, covers, "委托事项", REQUIRED)                                                            \
    F(date, 0, from_on, "自", REQUIRED)                                                                                \
    F(date, 0, until_on, "至", REQUIRED)                                                                               \
    F(text, 400, reason, "事由", 0)                                                                                    \
    F(text, 400, paper_note, "委托书", 0)
#define RECORD        delegation
#define RECORD_FIELDS DELEGATION_FIELDS
#include "record/declare.h"

#endif
