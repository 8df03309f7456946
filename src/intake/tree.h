/* tree: from pieces to nodes. Walks the outline from the top with the section it is in, decides what each list holds
 * (problems, demands, neither), which of its levels group and which state problems, and what answers them. */
#ifndef RECTIFY_INTAKE_TREE_H
#define RECTIFY_INTAKE_TREE_H

#include "intake/draft.h"

void tree_build(struct builder *builder);

/* A finding or point headed by piece `head`, with the pieces [from, to) below it. Returns the draft's index. */
int32_t finding_build(struct builder *builder, int32_t head, int32_t from, int32_t to, enum letter_level level,
                      int32_t parent, bool answered, const char *why);
/* Fields and measures [from, to) that answer a whole group. */
void answers_build(struct builder *builder, int32_t group, int32_t from, int32_t to);
/* Rows [from, to) of a table; nothing when its header is not one of problems. */
void table_build(struct builder *builder, int32_t from, int32_t to, int32_t parent);

/* Does the subtree hold a field label 整改措施： / 整改情况：? */
bool has_answer_field(const struct builder *builder, int32_t index);
/* Next sibling behind the subtree of `index`. */
int32_t piece_next(const struct builder *builder, int32_t index);

#endif
