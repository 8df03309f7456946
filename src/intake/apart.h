/* apart: measures in a section of their own (一、存在的问题 1. 2. 3. … 二、整改措施 1. 2. 3.), which answer the
 * problems by their order. They are matched only where there are as many of one as of the other. */
#ifndef RECTIFY_INTAKE_APART_H
#define RECTIFY_INTAKE_APART_H

#include "intake/siblings.h"

/* Do the measures against the problems of section `index` of the list stand in a later section? */
bool measures_stand_apart(const struct builder *builder, const struct siblings *list, size_t index);
/* Reads the section headed by piece `head` as measures against the findings among the drafts [from, to), in order.
 * False, and nothing added, when it holds something else or the numbers differ. */
bool measures_apart_build(struct builder *builder, int32_t head, size_t from, size_t to);

#endif
