/* label: the numbers a writer puts before headings and list items, read by a hand-written scanner. GB/T 9704-2012 7.3.3
 * orders 一、 （一） 1. （1）; everyday letters add ①, 一是, 第一，, 首先, ——, 问题1： and decimal 1.1 numbers. */
#ifndef RECTIFY_INTAKE_LABEL_H
#define RECTIFY_INTAKE_LABEL_H

#include "intake/prose.h"

/* In the order of ranks: a smaller style encloses a greater one unless the document shows otherwise. */
enum label_style {
    LABEL_NONE,
    LABEL_PART,      /* 第一部分 第一章 */
    LABEL_HEADING,   /* a heading line without a number (found by outline, not by the scanner) */
    LABEL_HAN,       /* 一、 */
    LABEL_HAN_ROUND, /* （一） */
    LABEL_PROBLEM,   /* 问题1： 问题一： */
    LABEL_DIGIT,     /* 1. 1、 1． */
    LABEL_DECIMAL,   /* 1.1 1.1.1 */
    LABEL_FRAME, /* 针对“…”的问题，将…: a paragraph that begins with a problem it answers (found by cut) */
    LABEL_ROUND,   /* （1） 1） ⑴ */
    LABEL_CIRCLE,  /* ① */
    LABEL_LETTER,  /* A. a） */
    LABEL_DASH,    /* —— ● ■ */
    LABEL_IS,      /* 一是 */
    LABEL_MUST,    /* 一要 */
    LABEL_ORDINAL, /* 第一， */
    LABEL_FIRST,   /* 首先 其次 再次 最后 */
    LABEL_STYLES
};

struct label {
    enum label_style style;
    uint32_t value;      /* 1 …; 0 for —— */
    uint32_t start, end; /* with its punctuation, blanks after it excluded */
};

/* What number stands at `at`? LABEL_NONE when none does. `at_start`: the place begins a paragraph, where dates and
 * decimals are looked at more kindly ("1.2021年以来…" is item 1). */
struct label label_scan(const struct prose *prose, uint32_t at, uint32_t end, bool at_start);

/* Styles whose items are parts of a sentence or paragraph (一是 一要 第一， 首先). */
bool label_is_spoken(enum label_style style);

#endif
