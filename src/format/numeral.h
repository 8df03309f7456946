/* numeral: a counter as Word shows it in each of its number formats (ECMA-376 part 1, 17.18.59 ST_NumberFormat, with
 * the deviations Microsoft records for Word in MS-OI29500 2.1.540 and MS-DOCX 2.4). Formats of other scripts count as
 * decimal. */
#ifndef RECTIFY_FORMAT_NUMERAL_H
#define RECTIFY_FORMAT_NUMERAL_H

#include "base/strbuf.h"

enum numeral {
    NUMERAL_DECIMAL,
    NUMERAL_NONE,   /* no number at all */
    NUMERAL_BULLET, /* the level's text is the bullet */
    NUMERAL_DECIMAL_ZERO,
    NUMERAL_DECIMAL_FULL_WIDTH,
    NUMERAL_ENCLOSED_CIRCLE,
    NUMERAL_ENCLOSED_PAREN,
    NUMERAL_ENCLOSED_FULL_STOP,
    NUMERAL_DASH,
    NUMERAL_ORDINAL,
    NUMERAL_HEX,
    NUMERAL_CHICAGO,
    NUMERAL_UPPER_LETTER,
    NUMERAL_LOWER_LETTER,
    NUMERAL_UPPER_ROMAN,
    NUMERAL_LOWER_ROMAN,
    NUMERAL_IDEOGRAPH_DIGITAL,     /* 一〇 */
    NUMERAL_CHINESE_COUNTING,      /* 十, from 100 on 一○○ */
    NUMERAL_CHINESE_THOUSAND,      /* 十, 一百零一 */
    NUMERAL_CHINESE_LEGAL,         /* 壹拾 */
    NUMERAL_TAIWANESE_DIGITAL,     /* 一○ */
    NUMERAL_TRADITIONAL_LEGAL,     /* 壹拾, 貳 */
    NUMERAL_JAPANESE_COUNTING,     /* 十, 百一; what Word writes for 一、 in many Chinese templates */
    NUMERAL_JAPANESE_LEGAL,        /* 壱拾 */
    NUMERAL_IDEOGRAPH_TRADITIONAL, /* 甲乙丙 */
    NUMERAL_IDEOGRAPH_ZODIAC,      /* 子丑寅 */
    NUMERAL_ZODIAC_TRADITIONAL,    /* 甲子 */
    NUMERAL_IDEOGRAPH_CIRCLE,      /* ㈠, as Word shows it */
};

/* The format of a w:numFmt value; decimal for one not known. `word` need not be NUL-terminated. */
enum numeral numeral_of_word(const char *word, size_t length);
/* w:numFmt w:val="custom" with a w:format such as "001, 002, 003, ...": how many digits the number is filled up to with
 * zeros; 1 when the format says nothing of the kind. */
int numeral_custom_width(const char *format, size_t length);
/* Adds the counter; values a format has no sign for are shown in decimal, as Word does. */
void numeral_add(struct strbuf *out, enum numeral numeral, unsigned value);

#endif
