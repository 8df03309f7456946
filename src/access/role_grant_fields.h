/* role_grant: a person may act in a role within a part of the tree, up to a confidentiality, until a day (D27). */
#ifndef RECTIFY_ACCESS_ROLE_GRANT_FIELDS_H
#define RECTIFY_ACCESS_ROLE_GRANT_FIELDS_H

#include "access/person_fields.h"

#define ROLE_GRANT_FIELDS(F)                                                                                           \
    F(ref, person, person_id, "人员", REQUIRED | SORTED)                                                               \
    F(word, role, role, "角色", REQUIRED)                                                                              \
    F(ref, organisation, organisation_id, "范围（含下级）", REQUIRED)                                                  \
    F(word, confidentiality, ceiling, "最高密级", REQUIRED)                                                            \
    F(date, 0, until_on, "有效期至", 0)
#define RECORD        role_grant
#define RECORD_FIELDS ROLE_GRANT_FIELDS
#include "record/declare.h"

#endif
