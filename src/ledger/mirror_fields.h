/* mirror_check, mirror_item, mirror_answer: the mirror (B5, 对照检查). A list of another's problems is sent out; each
 * receiving unit answers item by item. What is there becomes a problem of its own; that it is not there is a signed
 * statement which a look-back can contradict. Life cycles: workflow/mirror_check_cycle.c, mirror_answer_cycle.c. */
#ifndef RECTIFY_LEDGER_MIRROR_FIELDS_H
#define RECTIFY_LEDGER_MIRROR_FIELDS_H

#include "access/person_fields.h"
#include "ledger/attachment_fields.h"

#define MIRROR_CHECK_FIELDS(F)                                                                                         \
    F(text, 200, title, "名称", REQUIRED | SEARCHED)                                                                   \
    F(long_text, 20000, source, "来源说明", SEARCHED)                                                                  \
    F(text, 80, notice_no, "通知文号", SEARCHED)                                                                       \
    F(date, 0, sent_on, "发出日期", GIVEN)                                                                             \
    F(date, 0, due_on, "答复期限", SORTED)                                                                             \
    F(refs, organisation, units, "接收单位", REQUIRED)                                                                 \
    F(word, mirror_state, state, "对照检查状态", GIVEN)                                                                \
    F(date, 0, ended_on, "结束日期", GIVEN)
#define RECORD        mirror_check
#define RECORD_FIELDS MIRROR_CHECK_FIELDS
#include "record/declare.h"

#define MIRROR_ITEM_FIELDS(F)                                                                                          \
    F(ref, mirror_check, mirror_check_id, "对照检查", REQUIRED | FIXED | SORTED)                                       \
    F(integer, 0, position, "排序", 0)                                                                                 \
    F(long_text, 4000, matter, "对照事项", REQUIRED | SEARCHED)
#define RECORD        mirror_item
#define RECORD_FIELDS MIRROR_ITEM_FIELDS
#include "record/declare.h"

#define MIRROR_ANSWER_FIELDS(F)                                                                                        \
    F(ref, mirror_check, mirror_check_id, "对照检查", REQUIRED | FIXED | SORTED)                                       \
    F(ref, mirror_item, mirror_item_id, "对照事项", REQUIRED | FIXED | SORTED)                                         \
    F(ref, organisation, organisation_id, "单位", REQUIRED | FIXED | SORTED)                                           \
    F(word, mirror_answer_state, state, "答复状态", GIVEN)                                                             \
    F(word, mirror_result, answer, "对照结果", 0)                                                                      \
    F(long_text, 4000, grounds, "依据", SEARCHED)                                                                      \
    F(date, 0, answered_on, "答复日期", 0)                                                                             \
    F(ref, person, answered_by_id, "答复人", 0)                                                                        \
    F(flag, 0, on_paper, "书面登记", GIVEN)                                                                            \
    F(ref, attachment, paper_id, "书面材料", 0)                                                                        \
    F(ref, finding, finding_id, "登记的问题", GIVEN)                                                                   \
    F(date, 0, contradicted_on, "推翻日期", 0)                                                                         \
    F(ref, person, contradicted_by_id, "推翻人", 0)                                                                    \
    F(long_text, 2000, contradiction, "推翻理由", SEARCHED)
#define RECORD        mirror_answer
#define RECORD_FIELDS MIRROR_ANSWER_FIELDS
#include "record/declare.h"

#endif
