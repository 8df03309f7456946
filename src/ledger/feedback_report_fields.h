/* feedback_report: the inspectors' letter (A5), to the letter: the file and its plain text are kept unchanged for good,
 * beside the session in which it was given, separately to the head and to the leading group, each signed for. The
 * signing date starts every clock. */
#ifndef RECTIFY_LEDGER_FEEDBACK_REPORT_FIELDS_H
#define RECTIFY_LEDGER_FEEDBACK_REPORT_FIELDS_H

#include "ledger/inspection_fields.h"

#define FEEDBACK_REPORT_FIELDS(F)                                                                                      \
    F(ref, inspection, inspection_id, "巡察", REQUIRED | SORTED)                                                       \
    F(text, 300, title, "标题", REQUIRED | SEARCHED)                                                                   \
    F(text, 80, document_no, "文号", SEARCHED)                                                                         \
    F(date, 0, issued_on, "印发日期", SORTED)                                                                          \
    F(date, 0, signed_on, "签收日期", 0)                                                                               \
    F(date, 0, session_on, "反馈会日期", 0)                                                                            \
    F(text, 200, session_place, "反馈会地点", 0)                                                                       \
    F(text, 60, session_host, "主持人", 0)                                                                             \
    F(ref, person, head_receipt_by_id, "主要负责人签收", 0)                                                            \
    F(date, 0, head_receipt_on, "主要负责人签收日期", 0)                                                               \
    F(text, 120, group_receipt_by, "领导班子签收", 0)                                                                  \
    F(date, 0, group_receipt_on, "领导班子签收日期", 0)                                                                \
    F(text, 60, marking, "密级标注", 0)                                                                                \
    F(word, confidentiality, confidentiality, "密级", 0)                                                               \
    F(text, 200, stated_figures, "文中数字", 0)                                                                        \
    F(ref, feedback_report, supersedes_id, "替换", SORTED | FIXED)                                                     \
    F(text, 255, file_name, "文件名", FIXED)                                                                           \
    F(blob, 0, file, "原文件", FIXED)                                                                                  \
    F(blob, 0, plain, "原文文字", FIXED)                                                                               \
    F(integer, 0, characters, "字数", FIXED)                                                                           \
    F(integer, 0, position, "序次", GIVEN | FIXED)
#define RECORD        feedback_report
#define RECORD_FIELDS FEEDBACK_REPORT_FIELDS
#include "record/declare.h"

#endif
