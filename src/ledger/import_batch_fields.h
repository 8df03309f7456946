/* import_batch: a file that was brought in, with what it held and what became of it (D23). Its id is the batch_id of
 * the events it made. It is `open` from its first part on and `accepted` by its last event, "accept_batch": one that
 * stays open stopped half-way. */
#ifndef RECTIFY_LEDGER_IMPORT_BATCH_FIELDS_H
#define RECTIFY_LEDGER_IMPORT_BATCH_FIELDS_H

#include "ledger/ledger_words.h"
#include "record/record.h"

#define IMPORT_BATCH_FIELDS(F)                                                                                         \
    F(word, import_kind, kind, "内容", REQUIRED | FIXED)                                                               \
    F(text, 255, file_name, "文件名", FIXED)                                                                           \
    F(word, batch_state, state, "状态", GIVEN)                                                                         \
    F(integer, 0, part_count, "批数", FIXED)                                                                           \
    F(integer, 0, row_count, "行数", FIXED)                                                                            \
    F(integer, 0, new_count, "新增", FIXED)                                                                            \
    F(integer, 0, changed_count, "变动", FIXED)                                                                        \
    F(integer, 0, same_count, "未变", FIXED)                                                                           \
    F(integer, 0, refused_count, "拒收行数", FIXED)
#define RECORD        import_batch
#define RECORD_FIELDS IMPORT_BATCH_FIELDS
#include "record/declare.h"

#endif
