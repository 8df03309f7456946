/* table: rows whose header names a column of problems and one that answers or describes them. A row becomes a finding,
 * its measure an action; a row without a problem (merged cells) adds a measure to the finding above; a heading across
 * all columns groups the rows below it. */
#ifndef RECTIFY_INTAKE_TABLE_H
#define RECTIFY_INTAKE_TABLE_H

#include "intake/draft.h"

/* Rows [from, to) of a table; nothing when its header is not one of problems. */
void table_build(struct builder *builder, int32_t from, int32_t to, int32_t parent);

#endif
