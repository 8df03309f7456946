/* siblings: a run of numbered siblings: what it holds, and which of its items group problems rather than state one. */
#ifndef RECTIFY_INTAKE_SIBLINGS_H
#define RECTIFY_INTAKE_SIBLINGS_H

#include "intake/draft.h"

struct siblings {
    int32_t *items; /* pieces */
    struct heading *headings;
    size_t count;
};

/* The run of siblings of one style that begins at `from`, unnumbered text between them allowed as long as it belongs to
 * them. */
struct siblings siblings_read(struct builder *builder, int32_t from, int32_t to);
int32_t siblings_end(const struct builder *builder, const struct siblings *list); /* the piece behind it */

/* What a list holds when nothing announces it: problems if most items state or frame one. */
enum section siblings_section(const struct builder *builder, const struct siblings *list, bool strict);
/* 一要…；二要…: nothing but calls. */
bool siblings_ask(const struct builder *builder, const struct siblings *list);
/* A list announced as problems that only calls for things is none. */
/* Do they all call for something, and answer nothing: 主要抓好以下工作：1.加强… 2.加大… */
bool siblings_only_call(const struct builder *builder, const struct siblings *list);
bool siblings_state_problems(struct builder *builder, const struct siblings *list);
/* For the items [from, to): does each group problems? Siblings have one level: what is open with one of them follows
 * the sum of all guesses, or builder->reading where the vote is even. */
bool *siblings_that_group(struct builder *builder, const struct siblings *list, size_t from, size_t to, bool answered);

/* The first numbered piece below `index` that is not part of an answer; -1 when there is none. */
int32_t first_numbered(const struct builder *builder, int32_t index, bool *ret_answered_before);
/* How many problems below `index` a field label states (存在问题：…). */
size_t problem_fields(const struct builder *builder, int32_t index);

#endif
