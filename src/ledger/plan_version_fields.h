/* plan_version: a plan as it was submitted, or approved: which version of the plan, of each measure and criterion it
 * was, and the hash of all of it. What they said then is in their histories; nothing is written twice. */
#ifndef RECTIFY_LEDGER_PLAN_VERSION_FIELDS_H
#define RECTIFY_LEDGER_PLAN_VERSION_FIELDS_H

#include "ledger/plan_fields.h"

#define PLAN_VERSION_FIELDS(F)                                                                                         \
    F(ref, plan, plan_id, "方案", REQUIRED | SORTED | FIXED)                                                           \
    F(integer, 0, turn, "第几稿", REQUIRED | FIXED)                                                                    \
    F(word, plan_stage, stage, "稿别", REQUIRED | FIXED)                                                               \
    F(date, 0, made_on, "形成日期", REQUIRED | FIXED)                                                                  \
    F(integer, 0, measures, "措施数", FIXED)                                                                           \
    F(long_text, 2000000, parts, "组成", FIXED)                                                                        \
    F(text, 64, content_hash, "内容校验值", FIXED)
#define RECORD        plan_version
#define RECORD_FIELDS PLAN_VERSION_FIELDS
#include "record/declare.h"

#endif
