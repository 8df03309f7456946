/* person: somebody who works in a unit. What he holds is a post (post_fields.h), what he may is a role_grant. */
#ifndef RECTIFY_ACCESS_PERSON_FIELDS_H
#define RECTIFY_ACCESS_PERSON_FIELDS_H

#include "access/organisation_fields.h"

#define PERSON_FIELDS(F)                                                                                               \
    F(text, 40, code, "人员编号", UNIQUE | SEARCHED)                                                                   \
    F(text, 60, name, "姓名", REQUIRED | SEARCHED)                                                                     \
    F(text, 200, aliases, "别名", SEARCHED)                                                                            \
    F(word, gender, gender, "性别", PERSONAL)                                                                          \
    F(text, 10, born, "出生年月", PERSONAL)                                                                            \
    F(ref, organisation, organisation_id, "工作单位", SORTED)                                                          \
    F(text, 120, duty, "职务", SEARCHED)                                                                               \
    F(text, 40, phone, "手机号码", PERSONAL)                                                                           \
    F(text, 120, email, "电子邮箱", PERSONAL)                                                                          \
    F(integer, 0, position, "排序", SORTED)                                                                            \
    F(flag, 0, left, "已离开", 0)                                                                                      \
    F(extra, 0, extra, "自有栏目", 0)
#define RECORD        person
#define RECORD_FIELDS PERSON_FIELDS
#include "record/declare.h"

#endif
