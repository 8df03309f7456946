/* field: the words before a colon that say what a line holds ("整改措施：", "责任单位："), and bracket notes of the
 * same kind. */
#ifndef RECTIFY_INTAKE_FIELD_H
#define RECTIFY_INTAKE_FIELD_H

#include "intake/prose.h"

enum field {
    FIELD_NONE,
    FIELD_PROBLEM,     /* 反馈问题： 存在问题： */
    FIELD_ACTION,      /* 整改措施： 整改情况： 整改成效： */
    FIELD_STATUS,      /* 整改状态： */
    FIELD_DEADLINE,    /* 整改时限： */
    FIELD_LEAD,        /* 牵头单位： */
    FIELD_RESPONSIBLE, /* 责任单位： 配合单位： */
    FIELD_PERSON,      /* 责任人： 牵头领导： – known, but not a unit */
    FIELD_TARGET,      /* 整改目标： 原因分析： – known, described by nothing else */
};

struct field_label {
    enum field field;
    uint32_t end; /* after the colon */
};

/* The field label at `at`, with 【】 around it or a number 1. before it read by the caller; FIELD_NONE when there is
 * none. */
struct field_label field_scan(const struct prose *prose, uint32_t at, uint32_t end);
/* The same for a line or sentence that is nothing but the word: "（1）整改措施". */
struct field_label field_scan_line(const struct prose *prose, uint32_t at, uint32_t end);
/* What the heading of a column names; no colon needed. */
enum field field_of_column(const struct prose *prose, struct span cell);
/* Fields that describe a finding (status, deadline, units, persons). */
bool field_describes(enum field field);
/* A word for how far the matter is ("已完成", "正在整改") at the start of the span; its length, 0 when there is none.
 */
uint32_t status_match(const struct prose *prose, struct span span);
/* Does the span begin with a status that is a clause of its own, and say little more
 * ("阶段性完成，预计10月底前全部完成")? */
bool is_status_line(const struct prose *prose, struct span span, struct span *ret_word);
/* Does it begin with one, whatever follows in the same sentence ("基本完成，剩余资金6月30日前追缴到位",
 * "正在整改：已修复22处")? */
bool opens_with_status(const struct prose *prose, struct span span, struct span *ret_word);
/* Is the whole span a status and nothing else, brackets aside ("（已整改）")? The status word is returned. */
bool is_status_note(const struct prose *prose, struct span span, struct span *ret_word);
/* One or the other ("该问题正在整改，预计6月底前完成。"). */
bool is_status_sentence(const struct prose *prose, struct span sentence, struct span *ret_word);

#endif
