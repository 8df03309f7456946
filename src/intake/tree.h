/* tree: from pieces to nodes. Walks the outline from the top with the section it is in, decides what each list holds
 * (problems, demands, neither), which of its levels group and which state problems, and leaves the rest to finding,
 * table and split. */
#ifndef RECTIFY_INTAKE_TREE_H
#define RECTIFY_INTAKE_TREE_H

#include "intake/draft.h"

void tree_build(struct builder *builder);

#endif
