/* figure: the counts a letter states about itself ("3个方面14项38个问题"), to be held against what was found. */
#ifndef RECTIFY_INTAKE_FIGURE_H
#define RECTIFY_INTAKE_FIGURE_H

#include "intake/letter.h"
#include "intake/prose.h"

enum { FIGURES_MAX = 64 };

/* Adds the figures of the span; the same label and value is kept once. */
void figures_read(struct arena *arena, const struct prose *prose, struct span span, struct letter *letter);
/* Adds a warning when the parts of a sum stated in the span do not make up its whole (已完成15个，基本完成3个 of 20).
 */
void figures_check_sum(struct arena *arena, const struct prose *prose, struct span span, struct letter *letter);
/* How many of the counts of fields and problems stated first do not agree with the nodes. */
size_t figures_missed(const struct letter *letter);
/* At least two of 方面, 项 and 问题 are stated, and each is what was found: no accident. */
bool figures_all_tie(const struct letter *letter);
/* Holds the figures against the nodes; adds a warning figure_mismatch to the checks. `with_measures`: the document
 * lists its measures, so their number can be checked, too. */
void figures_check(struct arena *arena, const struct prose *prose, struct letter *letter, bool with_measures);

#endif
