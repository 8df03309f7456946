/* apart: measures in a section of their own (一、存在的问题 1. 2. 3. … 二、整改措施 1. 2. 3.), which answer the
 * problems by their order. They are matched only where there are as many of one as of the other. */
#ifndef RECTIFY_INTAKE_APART_H
#define RECTIFY_INTAKE_APART_H

#include "intake/siblings.h"

/* Does the heading announce measures, and not problems with their measures? */
bool heads_measures(const struct builder *builder, int32_t index, const struct heading *heading);
/* Reads the section headed by piece `head` as measures against the findings among the drafts [from, to), in order.
 * False, and nothing added, when it holds something else or the numbers differ. */
bool measures_apart_build(struct builder *builder, int32_t head, size_t from, size_t to);

#endif
