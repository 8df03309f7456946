/* split: problems listed inside one sentence: 主要存在着A、B、C等问题; 问题：A，B，C; 有的…；有的…. */
#ifndef RECTIFY_INTAKE_SPLIT_H
#define RECTIFY_INTAKE_SPLIT_H

#include "intake/prose.h"

struct parts {
    struct span *items;
    struct span *words; /* of each item: what names the problem */
    struct span *leads; /* of each item, or NULL: the words before it that name its field (在…方面，存在) */
    size_t count;
    const char *why; /* the pattern's name */
};

/* Where the words that name a field end (在…方面，), its comma or colon excluded; 0 when the span begins with no such.
 */
uint32_t field_lead_end(const struct prose *prose, struct span span);

/* The parts of the first listing in the span; count 0 when there is none. Parts are contiguous: each includes the mark
 * behind it, the last one ends with the sentence. At least half of the parts must state a defect. `bare`: the span
 * stands under a heading of problems, so that a plain "A、B、C等问题" needs no 存在 before it. */
struct parts split_listing(struct arena *arena, const struct prose *prose, struct span span, bool bare);

/* Clauses parted by semicolons that each state a defect; count 0 when the span is not made of such. */
struct parts split_clauses(struct arena *arena, const struct prose *prose, struct span span);

/* The clauses of what is told of one field (…方面，A；B；C。), by semicolons, commas or 、 as they state defects; a
 * single part when the whole states one, none when it states none. */
struct parts split_field(struct arena *arena, const struct prose *prose, struct span span);

/* Does a paragraph ask for something to be sent in (请于…日前将…报送…)? */
bool requests(const struct prose *prose, struct span span);
/* 请你单位…15个工作日内报…；3个月内…: what is asked for in sentences under a heading of demands. */
struct parts split_requests(struct arena *arena, const struct prose *prose, struct span span);

/* 采购论证不充分：A；B；C。 or …，主要是：A、B。: what stands behind the colon of a problem; count 0 when it is no
 * list. */
struct parts split_points(struct arena *arena, const struct prose *prose, struct span problem);

/* What an inspection asks for without numbers: 反馈要求，要…。要…。 Each sentence or clause that calls for something;
 * one that does not goes with the call before it. */
struct parts split_calls(struct arena *arena, const struct prose *prose, struct span span);
/* Does the span begin with words of inspectors that announce such calls (反馈要求，)? */
bool announces_calls(const struct prose *prose, struct span span);

/* The numbered problems of a cell; count 0 when it is one. */
struct parts split_problems(struct arena *arena, const struct prose *prose, struct span cell);

/* The measures listed in a cell: by their numbers (1.… 2.…; 一是…), else by semicolons; count 0 when it is one. */
struct parts split_measures(struct arena *arena, const struct prose *prose, struct span cell);

#endif
