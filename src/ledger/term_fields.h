/* term: one entry of a vocabulary the office edits (D3): category, severity, cause … `means` ties an edited term to the
 * closed word the code acts on. A term is retired by withdrawing it: what already uses it keeps it. */
#ifndef RECTIFY_LEDGER_TERM_FIELDS_H
#define RECTIFY_LEDGER_TERM_FIELDS_H

#include "record/record.h"

#define TERM_FIELDS(F)                                                                                                 \
    F(text, 40, vocabulary, "词表", REQUIRED | SORTED | FIXED)                                                         \
    F(text, 60, word, "代码", REQUIRED | FIXED)                                                                        \
    F(text, 120, label, "名称", REQUIRED)                                                                              \
    F(ref, term, parent_id, "上级", 0)                                                                                 \
    F(integer, 0, position, "排序", 0)                                                                                 \
    F(text, 60, means, "含义", 0)
#define RECORD        term
#define RECORD_FIELDS TERM_FIELDS
#include "record/declare.h"

#endif
