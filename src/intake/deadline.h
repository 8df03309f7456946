/* deadline: by when, in Chinese prose. 2026年3月底前, 3月下旬, 年底前, 2026.3.5前, 第二季度, 两个月内, 45个工作日内,
 * 长期坚持, 立行立改. Dates that tell history ("2023年6月底前未完成", "已于2024年8月清退", "截至2024年11月") are no
 * deadlines. */
#ifndef RECTIFY_INTAKE_DEADLINE_H
#define RECTIFY_INTAKE_DEADLINE_H

#include "intake/letter.h"
#include "intake/prose.h"

/* How the text around a date speaks. */
enum mood {
    MOOD_TOLD,     /* what was done: only 前 and announcements (预计, 力争) point ahead */
    MOOD_ASKED,    /* what is to be done: 二季度完成, 立行立改, 两个月内 count, too */
    MOOD_COMING,   /* what was done, looked through for a date after that of the document */
    MOOD_DECLARED, /* the value of 整改时限： or of such a column: any date counts */
};

/* Finds the first deadline in the span. `year` is taken for dates without one, 0 when the text has named none; see
 * year_before. */
bool deadline_read(struct arena *arena, const struct prose *prose, struct span span, enum mood mood, int year,
                   struct letter_deadline *ret_deadline);

/* Years named in the text, so that "3月底前" can be dated by the nearest date before it. */
struct years {
    uint32_t *at;
    int *year;
    size_t count, room;
};
struct years years_read(struct arena *arena, const struct prose *prose);
int year_before(const struct years *years, uint32_t at); /* 0 when none */

#endif
