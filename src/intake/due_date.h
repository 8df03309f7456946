/* due_date: a date or period at a place of the text: 2026年3月底, 3月下旬, 2026.3.5, 第二季度, 国庆节前, 两个月内.
 * Whether it is a deadline is deadline's to say. */
#ifndef RECTIFY_INTAKE_DUE_DATE_H
#define RECTIFY_INTAKE_DUE_DATE_H

#include "intake/deadline.h"

enum { YEAR_LEAST = 1949, YEAR_MOST = 2099 };

struct due_reader {
    const struct prose *prose;
    uint32_t end;
    int year; /* context */
    enum mood mood;
};

struct due_parsed {
    uint32_t end; /* of the date; 0 when there is none */
    bool has_due_on;
    int year, month, day;
    enum due_as due_as;
    uint32_t amount;
    enum due_unit unit;
    bool eve; /* the day before the one given (国庆节前) */
};

uint32_t due_word(const struct due_reader *reader, uint32_t at, const char32_t *words); /* prose_match up to the end */
struct due_parsed due_date_read(const struct due_reader *reader, uint32_t at);
/* 2026年1月至6月: a stretch of time ends with its last date. */
struct due_parsed due_date_until(const struct due_reader *reader, struct due_parsed first);
struct due_parsed due_period_read(const struct due_reader *reader, uint32_t at); /* 两个月内, 45个工作日内, 半年内 */
/* Behind （星期五）, 下班, 17:00 when they stand between a date and 前; `at` when they do not. */
uint32_t due_hour_skip(const struct due_reader *reader, uint32_t at);

#endif
