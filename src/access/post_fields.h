/* post: an office in a unit and who holds it, from–to. The head's post makes its holder the unit's first responsible
 * person (第一责任人). */
#ifndef RECTIFY_ACCESS_POST_FIELDS_H
#define RECTIFY_ACCESS_POST_FIELDS_H

#include "access/person_fields.h"

#define POST_FIELDS(F)                                                                                                 \
    F(ref, organisation, organisation_id, "单位", REQUIRED | SORTED)                                                   \
    F(text, 120, title, "职务名称", REQUIRED | SEARCHED)                                                               \
    F(ref, person, person_id, "任职人", SORTED)                                                                        \
    F(flag, 0, heads_unit, "单位主要负责人", 0)                                                                        \
    F(date, 0, from_on, "任职日期", 0)                                                                                 \
    F(date, 0, until_on, "离任日期", 0)                                                                                \
    F(integer, 0, position, "排序", 0)
#define RECORD        post
#define RECORD_FIELDS POST_FIELDS
#include "record/declare.h"

#endif
