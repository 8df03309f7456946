/* body, body_member: leading group, its office, topic groups, class teams, with the founding document and members
 * from–to, so that "approved by the leading group" means that body as it was on that day (B4). */
#ifndef RECTIFY_LEDGER_BODY_FIELDS_H
#define RECTIFY_LEDGER_BODY_FIELDS_H

#include "access/person_fields.h"
#include "ledger/ledger_words.h"

#define BODY_FIELDS(F)                                                                                                 \
    F(text, 120, name, "机构名称", REQUIRED | SEARCHED)                                                                \
    F(word, body_kind, kind, "类型", REQUIRED)                                                                         \
    F(ref, organisation, organisation_id, "所属单位", SORTED)                                                          \
    F(ref, body, parent_id, "上级机构", 0)                                                                             \
    F(text, 120, founding_document, "成立文件", 0)                                                                     \
    F(date, 0, founded_on, "成立日期", 0)                                                                              \
    F(date, 0, dissolved_on, "撤销日期", 0)                                                                            \
    F(integer, 0, position, "排序", 0)
#define RECORD        body
#define RECORD_FIELDS BODY_FIELDS
#include "record/declare.h"

#define BODY_MEMBER_FIELDS(F)                                                                                          \
    F(ref, body, body_id, "机构", REQUIRED | SORTED)                                                                   \
    F(ref, person, person_id, "成员", REQUIRED | SORTED)                                                               \
    F(word, body_role, role, "职责", REQUIRED)                                                                         \
    F(text, 120, duty, "分工", 0)                                                                                      \
    F(flag, 0, seconded, "抽调", 0)                                                                                    \
    F(date, 0, from_on, "自", 0)                                                                                       \
    F(date, 0, until_on, "至", 0)                                                                                      \
    F(integer, 0, position, "排序", 0)
#define RECORD        body_member
#define RECORD_FIELDS BODY_MEMBER_FIELDS
#include "record/declare.h"

#endif
