/* finding: a problem with what hangs under it: its points, what was or will be done about it, who does it by when. */
#ifndef RECTIFY_INTAKE_FINDING_H
#define RECTIFY_INTAKE_FINDING_H

#include "intake/draft.h"

/* A finding or point headed by piece `head`, with the pieces [from, to) below it. `answered`: the document says what
 * was done, if need be without a label. Returns the draft's index, -1 when the tree is full. */
int32_t finding_build(struct builder *builder, int32_t head, int32_t from, int32_t to, enum letter_level level,
                      int32_t parent, bool answered, const char *why);
/* Fields and measures [from, to) that answer a whole group, or its problems in their order; group -1: those at the top.
 * False when nothing is there to be answered. */
bool answers_build(struct builder *builder, int32_t group, int32_t from, int32_t to);

/* A numbered piece that is a measure against the finding, with all below it; its measures one by one where it lists
 * them. */
void measure_build(struct builder *builder, int32_t finding, int32_t index);

/* Does the subtree hold a field label 整改措施： / 整改情况：? */
bool has_answer_field(const struct builder *builder, int32_t index);
/* Next sibling behind the subtree of `index`. */
int32_t piece_next(const struct builder *builder, int32_t index);

/* 会议偏多。请于2026年12月底前完成整改。: by when the inspectors want the matter put right, said behind the problem. */
void finding_take_asked(struct builder *builder, int32_t finding, struct span words);

#endif
