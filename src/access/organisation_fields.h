/* organisation: a unit in the tree of organisations: bureau, department, affiliated unit. `position` is the official
 * order. */
#ifndef RECTIFY_ACCESS_ORGANISATION_FIELDS_H
#define RECTIFY_ACCESS_ORGANISATION_FIELDS_H

#include "access/access_words.h"

#define ORGANISATION_FIELDS(F)                                                                                         \
    F(text, 40, code, "单位代码", REQUIRED | UNIQUE | SEARCHED)                                                        \
    F(text, 120, name, "单位名称", REQUIRED | SEARCHED)                                                                \
    F(text, 60, short_name, "简称", SEARCHED)                                                                          \
    F(text, 200, aliases, "别名", SEARCHED)                                                                            \
    F(word, organisation_kind, kind, "单位类别", 0)                                                                    \
    F(ref, organisation, parent_id, "上级单位", 0)                                                                     \
    F(integer, 0, position, "排序", SORTED)                                                                            \
    F(text, 400, path, "层级路径", DERIVED)                                                                            \
    F(extra, 0, extra, "自有栏目", 0)
#define RECORD        organisation
#define RECORD_FIELDS ORGANISATION_FIELDS
#include "record/declare.h"

#endif
